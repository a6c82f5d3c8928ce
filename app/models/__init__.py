"""Persisted records and the database that holds them."""
