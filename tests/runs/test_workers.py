"""Tasks in this process and in others: results, errors, deaths, and what a worker starts with."""

import errno
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from framing.codebook.problems import RegexTimeoutError
from framing.runs.workers import crew
from framing.runs.workers.cluster import connect
from framing.runs.workers.crew import Crew
from framing.runs.workers.tasks import CRASHED, Failure, attempt

pytestmark = pytest.mark.build


def work(context: dict[str, Any], task: str) -> Any:
    """What a worker does here: it answers, fails, or ends its own process once, or each time."""
    if task == "pid":
        return os.getpid()
    if task == "environment":
        return {name: os.environ.get(name) for name in crew._SETTINGS}
    if task == "Ctrl-C":
        return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if task == "die":
        os._exit(9)
    if task == "die once":
        mark = Path(context["folder"]) / "died"
        if not mark.exists():
            mark.touch()
            os._exit(9)
    if task == "fail":
        raise ZeroDivisionError("by zero")
    if task == "full":
        raise OSError(errno.ENOSPC, "No space left on device")
    return context["greeting"] + task


CONTEXT = {"greeting": "hello "}


def run(
    tasks: Iterable[str], context: Any = CONTEXT, is_retried: bool = True, **of_crew: Any
) -> Iterator[Any]:
    with Crew(context, **of_crew) as crew:
        yield from crew.run(work, tasks, is_retried=is_retried)


def raise_(error: Exception) -> Any:
    def failing(*_: object) -> None:
        raise error

    return failing


def stop(error: Exception) -> Exception:
    error.stops_the_run = True  # type: ignore[attr-defined]
    return error


def test_results_come_with_their_tasks() -> None:
    assert list(run(["a", "b"])) == [("a", "hello a"), ("b", "hello b")]


def test_an_error_is_a_result_and_the_rest_goes_on() -> None:
    assert list(run(["fail", "a"])) == [
        ("fail", Failure("ZeroDivisionError: by zero")),
        ("a", "hello a"),
    ]


@pytest.mark.parametrize(
    "error",
    [RegexTimeoutError("slow"), OSError(errno.ENOSPC, "full"), stop(ValueError("no such column"))],
)
def test_what_no_other_task_would_survive_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        attempt(raise_(error), None, None)


@pytest.mark.parametrize(
    "error", [OSError("a parser says so"), MemoryError("one large text"), UnicodeError("x")]
)
def test_what_is_the_fault_of_one_task_is_not(error: Exception) -> None:
    assert attempt(raise_(error), None, None) == Failure(f"{type(error).__name__}: {error}")


def test_the_next_task_is_asked_for_when_there_is_somebody_to_do_it() -> None:
    asked = []

    def tasks() -> Iterator[str]:
        for name in "abc":
            asked.append(name)
            yield name

    results = run(tasks())
    next(results)
    assert asked == ["a"]


@pytest.mark.parametrize(
    ("deadly", "found"), [("die once", "hello die once"), ("die", Failure(CRASHED))]
)
def test_a_worker_that_dies_takes_no_other_task_with_it(
    tmp_path: Path, deadly: str, found: object
) -> None:
    results = dict(run(["a", deadly, "fail"], CONTEXT | {"folder": str(tmp_path)}, workers=2))
    assert results == {"a": "hello a", deadly: found, "fail": Failure("ZeroDivisionError: by zero")}


def test_a_task_that_meets_a_broken_pool_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    n_calls = itertools.count()

    class BreaksOnce(ProcessPoolExecutor):
        def submit(self, *arguments: Any) -> Any:
            if next(n_calls) == 1:
                raise BrokenProcessPool("a worker died just now")
            return super().submit(*arguments)

    monkeypatch.setattr(crew, "ProcessPoolExecutor", BreaksOnce)
    assert sorted(run(["a", "b", "c"], workers=2)) == [(name, f"hello {name}") for name in "abc"]


def test_a_trial_is_not_done_twice(tmp_path: Path) -> None:
    found = dict(
        run(["die once"], CONTEXT | {"folder": str(tmp_path)}, is_retried=False, workers=2)
    )
    assert found == {"die once": Failure(CRASHED)}


def test_workers_use_one_thread_leave_ctrl_c_to_their_parent_and_are_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    found = dict(run(["environment", "Ctrl-C", "pid"], workers=2))
    assert found["environment"] == crew._SETTINGS
    assert found["Ctrl-C"] is True
    assert found["pid"] != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(found["pid"], 0)
    assert (os.environ["OMP_NUM_THREADS"], os.environ.get("MKL_NUM_THREADS")) == ("7", None)


def test_a_full_disk_ends_the_run_and_its_workers() -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    with pytest.raises(OSError, match="No space left"):
        list(run(["full", "a"], workers=2))
    assert {child.pid for child in multiprocessing.active_children()} <= before


def test_dask_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ImportError, match=r"pip install 'framing\[cluster\]'"):
        connect("tcp://127.0.0.1:1")


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals to threads")
@pytest.mark.parametrize("is_own", [True, False], ids=["main thread", "another thread"])
def test_ctrl_c_waits_until_a_process_has_started(is_own: bool) -> None:
    is_over = threading.Event()
    other = threading.Thread(target=is_over.wait)
    other.start()
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        with crew._uninterrupted():
            taker = threading.main_thread() if is_own else other
            signal.pthread_kill(taker.ident, signal.SIGINT)
            # The other thread must have had its turn, or nothing would have come yet.
            is_over.set()
            other.join()
            assert heard == []
        assert heard == [signal.SIGINT]
    finally:
        signal.signal(signal.SIGINT, before)
        is_over.set()
