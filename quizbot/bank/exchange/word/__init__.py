"""Word files as lines with the looks of their letters."""
