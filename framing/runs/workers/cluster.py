"""A Dask cluster as the crew."""

from collections.abc import Iterable, Iterator
from typing import Any

from .tasks import CRASHED, Failure, Work, attempt


def connect(address: str) -> Any:
    """Connect to the Dask cluster whose scheduler is at an address like ``tcp://scheduler:8786``.

    Raises
    ------
    ImportError
        If Dask is not installed; the message says how to install it.
    OSError
        If there is no scheduler.
    """
    try:
        import distributed
    except ImportError:
        raise ImportError(
            "a cluster needs Dask: pip install 'framing[cluster]', here and on the cluster"
        ) from None
    return distributed.Client(address)  # type: ignore[no-untyped-call]


def run_on_cluster(
    work: Work, context: Any, tasks: Iterable[Any], client: Any
) -> Iterator[tuple[Any, Any]]:
    """Do the work of every task on a cluster, as `Crew.run` does."""
    import distributed
    from distributed.scheduler import KilledWorker

    # Not scattered: what is scattered is gone with its last worker, and a task is done again.
    held = client.submit(_same, context, pure=False)
    waiting = iter(tasks)
    running: dict[Any, Any] = {}
    done: Any = distributed.as_completed()  # type: ignore[no-untyped-call]

    def feed() -> None:
        limit = 2 * max(1, sum(client.nthreads().values()))
        while len(running) < limit:
            task = next(waiting, done)
            if task is done:
                return
            future = client.submit(attempt, work, held, task, pure=False, retries=2)
            running[future] = task
            done.add(future)

    try:
        feed()
        for future in done:
            task = running.pop(future)
            try:
                result = future.result()
            except KilledWorker:
                result = Failure(CRASHED)
            future.release()
            yield task, result
            feed()
    finally:
        client.cancel([*running, held])


def _same(context: Any) -> Any:
    return context
