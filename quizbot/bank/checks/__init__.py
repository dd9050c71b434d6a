"""Shelf of checks of a bank: one file = one check, taken by its file name."""

from quizbot.bank.finding import Check
from quizbot.core.shelf import Shelf

CHECKS: Shelf[Check] = Shelf("quizbot.bank.checks", "CHECK")

ESSENTIAL = ("ids", "keys", "citations", "translations")
"""Checks without which a bank cannot be used: their errors refuse it when it is loaded."""
