"""quizbot: the quiz and contest engine for a public office."""

__version__ = "0.1.0"
