"""What is true: contests, papers, answers, scores, places. Standard library only, pure."""
