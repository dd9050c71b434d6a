"""The question bank: its YAML form, its loader, its checks, its figures."""
