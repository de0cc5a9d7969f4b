"""Formats in which a file is a document."""
