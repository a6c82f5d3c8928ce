"""Pure rules over frozen values: no file, database, clock, locale or window."""
