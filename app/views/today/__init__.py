"""Today: what to do now, in the order in which it presses, and why each stands there."""
