"""Questions as people lay them out on paper: labelled lines, keys by looks or in words."""
