"""Questions in the rows of a table: spreadsheets and CSV, whoever made them."""
