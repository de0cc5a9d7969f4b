"""Actors, outlets and times held against each other."""
