"""People and units from outside: sheets that HR brings, and an invented office for trying things out."""
