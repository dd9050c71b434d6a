"""Proof: what lets an outsider check a result without trusting the office. See docs/rules/proof.md."""
