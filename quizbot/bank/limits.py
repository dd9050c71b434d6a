"""How big a file of questions may be, however it comes."""

MOST_BYTES = 64 * 1024 * 1024
