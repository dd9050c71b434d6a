"""A crowd in browsers plays one round of the real program."""
