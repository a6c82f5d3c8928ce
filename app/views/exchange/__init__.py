"""Bringing contacts in and taking them out: the rooms of rows X1 and X2."""
