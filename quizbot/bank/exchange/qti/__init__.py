"""QTI of 1EdTech: items and the packages they travel in."""
