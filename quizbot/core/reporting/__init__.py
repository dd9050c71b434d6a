"""Periodic reports: periods and their deadlines, figures that open to their rows, sums that must hold."""
