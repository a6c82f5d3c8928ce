"""What rooms share: desk, theme, tables, forms, notices."""
