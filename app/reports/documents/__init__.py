"""Writes reports to PDF and XLSX."""
