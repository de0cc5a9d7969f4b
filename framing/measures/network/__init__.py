"""The network that reads a sentence once, and what it gets to see of it.

Sentences and mentions enter; lights, pairs, frames and a vector leave. What a score, a frame or an
action makes of them does not belong here.
"""
