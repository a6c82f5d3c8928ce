"""The people of the team: who works here, what they cost, when they are there and when away."""
