"""Watched claims: checked again when the index changes, and changed verdicts told to webhooks."""
