"""Formulas that tests expect numbers by."""

import math


def vader(valences: float) -> float:
    """VADER's compound score of a sum of valences (Hutto and Gilbert 2014)."""
    return round(valences / math.sqrt(valences**2 + 15), 4)
