"""Tasks that may fail, and what is kept of a failure."""

import errno
from collections.abc import Callable
from typing import Any, NamedTuple

from ...codebook import RegexTimeoutError

CRASHED = "crashed the worker"


class Failure(NamedTuple):
    """A task that gave no result, and why: the error, or that its worker died."""

    reason: str


Work = Callable[[Any, Any], Any]
"""What is done with a task: a function of a module, which takes the context and the task."""


def attempt(work: Work, context: Any, task: Any) -> Any:
    """Do a task; it gives a `Failure` if it fails, but what ends the whole run is raised."""
    try:
        return work(context, task)
    except RegexTimeoutError:
        raise
    except Exception as error:
        if (isinstance(error, OSError) and error.errno in errno.errorcode) or getattr(
            error, "stops_the_run", False
        ):
            raise
        return Failure(f"{type(error).__name__}: {error}")
