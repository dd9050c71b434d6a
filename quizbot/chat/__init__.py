"""The conversation, the same in every channel."""
