"""Commending people and units for a contest: who is proposed, who is passed over and why, and what is paid."""
