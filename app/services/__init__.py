"""Verbs: one file per entity, one function per thing that a user does."""
