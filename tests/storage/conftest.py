"""The stores that these tests run on."""

from tests.stores import store

__all__ = ["store"]
