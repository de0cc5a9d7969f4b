"""Means, differences and errors that the codes of a sample correct, with their intervals."""
