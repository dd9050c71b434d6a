"""Signs that a human should look at: facts with their innocent explanations, never a verdict.

Nothing here changes a score or a place. See docs/rules/integrity.md.
"""
