"""The tone around an actor, and the sentiment toward it."""
