"""Formats in which a row is an article."""
