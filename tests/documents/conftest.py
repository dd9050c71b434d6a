"""The office for these tests."""

from tests.offices import database_url, office, small_office

__all__ = ["database_url", "office", "small_office"]
