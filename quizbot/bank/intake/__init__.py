"""Taking questions from a file into the bank: compare first, write on confirmation."""
