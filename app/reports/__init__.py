"""What a report says, as values; documents write them to PDF and XLSX."""
