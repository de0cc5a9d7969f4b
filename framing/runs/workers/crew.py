"""Tasks that do not depend on each other: done in this process, in several, or on a Dask cluster.

Nothing here knows what a task is. A task that fails, or that takes its worker down twice, gives a
`Failure`; what is to be done about it is for the caller to say.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from .cluster import run_on_cluster
from .tasks import CRASHED, Failure, Work, attempt

_SETTINGS = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""Each worker uses one core: more threads than cores only wait for each other, and memory that is
kept apart for each thread is a quarter more.
"""
_context: Any = None


class Crew:
    """Workers that stay while there is something to do, with a context that all tasks share.

    Use it as a context manager: at its end the workers are gone. They start with the first task, or
    anew with the next one after a worker has died.

    Parameters
    ----------
    context : object
        What all tasks share. It is sent to each worker once.
    workers : int
        Processes of this machine; with 1 the work is done in this one.
    client : distributed.Client, optional
        A Dask cluster that does the work instead.
    """

    def __init__(self, context: Any, *, workers: int = 1, client: Any = None) -> None:
        self.context, self.workers, self.client = context, workers, client
        self._pool: ProcessPoolExecutor | None = None
        self._children: set[Any] = set()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            # Stopped in the middle. What a worker has not finished is done again, so nothing is
            # lost.
            for child in self._children:
                child.terminate()
                child.join()
        self._dismiss()

    def run(
        self, work: Work, tasks: Iterable[Any], *, is_retried: bool = True
    ) -> Iterator[tuple[Any, Any]]:
        """Do the work of every task and yield task and result as they are done, in any order.

        Parameters
        ----------
        work : callable
            Takes the context and a task. It must be safe to do it twice.
        tasks : iterable
            Is asked for the next one only when a worker is free.
        is_retried : bool
            Whether a task that took its worker down is tried once more.

        Yields
        ------
        tuple
            A task and its result, or a `Failure`.

        Raises
        ------
        OSError
            If the system refuses something, such as more space on a full disk.
        RegexTimeoutError
            If a regular expression of the codebook takes too long.
        """
        if self.client is not None:
            yield from run_on_cluster(work, self.context, tasks, self.client)
        elif self.workers > 1:
            yield from self._run_in_processes(work, tasks, is_retried)
        else:
            for task in tasks:
                yield task, attempt(work, self.context, task)

    def each(self, function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
        """Do what `map` does, but let the workers do it."""
        results: dict[int, Any] = {}
        tasks = ((number, function, item) for number, item in enumerate(items))
        for (number, _, item), result in self.run(_apply, tasks):
            # Done again here, a failure says what is wrong.
            results[number] = function(item) if isinstance(result, Failure) else result
        return [results[number] for number in range(len(items))]

    def find_culprits(
        self,
        work: Work,
        trial_of: Callable[[list[Any]], Any],
        items: list[Any],
        failure: Failure,
    ) -> dict[Any, str]:
        """Find the items of a task that make it fail, by halves, each with the reason.

        Parameters
        ----------
        work : callable
            What failed.
        trial_of : callable
            Makes a task of some of the items.
        items : list
            All items of the task.
        failure : Failure
            What came of all together.
        """
        if len(items) == 1:
            return {items[0]: failure.reason}
        culprits: dict[Any, str] = {}
        for half in (items[: len(items) // 2], items[len(items) // 2 :]):
            for _, result in self.run(work, [trial_of(half)], is_retried=False):
                if isinstance(result, Failure):
                    culprits |= self.find_culprits(work, trial_of, half, result)
        return culprits

    def _run_in_processes(
        self, work: Work, tasks: Iterable[Any], is_retried: bool
    ) -> Iterator[tuple[Any, Any]]:
        waiting = iter(tasks)
        suspects: deque[Any] = deque()
        is_left = True
        while is_left or suspects:
            # Who took the worker down is not known; so each of those that ran is tried again alone.
            alone = suspects.popleft() if suspects else None
            source = waiting if alone is None else iter([alone])
            running: dict[Future[Any], Any] = {}
            try:
                while True:
                    while len(running) < self.workers:
                        task = next(source, self)
                        if task is self:
                            is_left = is_left and alone is not None
                            break
                        try:
                            running[self._submit(work, task)] = task
                        except BrokenProcessPool:
                            running[Future()] = task  # or it would be lost with the worker
                            raise
                    if not running:
                        break
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        yield running.pop(future), result
            except BrokenProcessPool:
                self._dismiss()
                if alone is None and is_retried:
                    suspects.extend(running.values())
                else:
                    yield from ((task, Failure(CRASHED)) for task in running.values())

    def _submit(self, work: Work, task: Any) -> Future[Any]:
        """Give a task to the pool, which starts a process for it if it has none that is free."""
        with _uninterrupted(), _environment(_SETTINGS):
            if self._pool is None:
                spawn = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(
                    self.workers, spawn, initializer=_start, initargs=(self.context,)
                )
            before = set(multiprocessing.active_children())
            try:
                return self._pool.submit(_call, work, task)
            finally:
                self._children |= set(multiprocessing.active_children()) - before

    def _dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None
        self._children = set()


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until a process has started, which then leaves it to its parent.

    The child inherits the mask. The mask alone does not hold the parent: a signal that another
    thread takes still interrupts the main one, and a child half started would end in a traceback.
    """
    heard: list[tuple[int, Any]] = []
    handler = signal.getsignal(signal.SIGINT)
    is_held = callable(handler) and threading.current_thread() is threading.main_thread()
    if is_held:
        signal.signal(signal.SIGINT, lambda *signals: heard.append(signals))
    has_mask = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if has_mask else None
    try:
        yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_held:
            signal.signal(signal.SIGINT, handler)
            if heard and callable(handler):
                handler(*heard[0])


def _start(context: Any) -> None:
    """Make a process ready: it leaves Ctrl-C to its parent, and ends when that does."""
    global _context
    _context = context
    # The codebook and the word lists stay as long as the process, and need not be looked through.
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _apply(_: Any, task: tuple[int, Callable[[Any], Any], Any]) -> Any:
    return task[1](task[2])


def _call(work: Work, task: Any) -> Any:
    return attempt(work, _context, task)
