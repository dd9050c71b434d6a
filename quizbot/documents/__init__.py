"""Papers for people: what a report holds, and the file formats it is written in."""
