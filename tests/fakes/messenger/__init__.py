"""Meta's Graph API for pages, as far as a bot needs it."""
