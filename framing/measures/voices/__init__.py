"""Whose words a mention stands in."""
