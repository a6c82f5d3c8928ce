"""Keeping the records in order: duplicates, merging, trash, conflicts, history."""
