"""Formulas that tests expect numbers by, and how work grows with its size."""

import math
import time
from collections.abc import Callable


def vader(valences: float) -> float:
    """VADER's compound score of a sum of valences (Hutto and Gilbert 2014)."""
    return round(valences / math.sqrt(valences**2 + 15), 4)


def growth(work: Callable[[int], object], small: int, large: int) -> float:
    """How many times the processor time of the small size the large one takes.

    No clock on the wall counts, and no speed of a machine: what grows with the size alone has about
    ``large / small``, and what grows with its square has the square of that.
    """
    times = []
    for size in (small, large):
        began = time.process_time()
        work(size)
        times.append(time.process_time() - began)
    return times[1] / max(times[0], 0.02)
