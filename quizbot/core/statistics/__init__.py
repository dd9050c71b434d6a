"""What answers say about questions and papers: classical test theory. See docs/rules/statistics.md."""
