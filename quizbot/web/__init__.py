"""The web: the chat page, the boards, and the pages of organizers and HR."""
