"""One occasion of one customer wherever it is shown: how to greet, what to give, what to write (rows R2, R3)."""
