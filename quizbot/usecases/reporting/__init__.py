"""Periodic reports: what is counted from the log, the register of what happened elsewhere, closing a period."""
