"""Wakes on time. What is due is computed from the database, so a late bell loses nothing."""
