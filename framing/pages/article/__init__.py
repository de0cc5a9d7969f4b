"""The reading view: one article with all that the kit found in it."""
