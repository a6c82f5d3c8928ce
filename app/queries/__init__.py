"""Reads: one file per screen or list; they return frozen values."""
