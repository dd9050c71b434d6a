"""Shelf of file formats: each writes sheets or sections into one kind of file."""
