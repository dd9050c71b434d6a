"""The ports of the use cases over the tables: one file for each."""
