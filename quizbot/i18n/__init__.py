"""Texts as data: key and facts in, one language's words out."""
