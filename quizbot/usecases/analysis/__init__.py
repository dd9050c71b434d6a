"""What the answers of a contest tell of its questions and papers, and what somebody should look at."""
