"""Preferences: settings of this user, own fields of the team, care of the database."""
