"""Taking questions in and out by the pages of the running product: a file waits, is looked at, is taken in."""
