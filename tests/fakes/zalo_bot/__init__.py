"""The Zalo Bot Platform on loopback, with a switch for every way it was seen to behave."""
