"""What people do. Each function is one thing a person would say, over one unit of work."""
