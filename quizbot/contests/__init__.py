"""Contests as files: the form, the loader, whole-contest checks, and days off."""
