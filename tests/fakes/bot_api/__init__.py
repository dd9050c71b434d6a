"""A strict Bot API server on loopback, and the people and groups that use it."""
