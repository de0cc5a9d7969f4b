"""How a run behaves at size: killed runs, workers, memory, and a million articles.

    python benchmarks/scale.py kills     a run killed again and again ends as one left alone
    python benchmarks/scale.py cluster   the same on a Dask cluster whose workers are killed
    python benchmarks/scale.py workers   two workers against one
    python benchmarks/scale.py memory    ten times as many articles in the same memory
    python benchmarks/scale.py million   a million short articles in one run

Each prints a table in Markdown; add --help for what is in it, and how to try it with fewer
articles. The articles are made on the fly from templates, and analysed without the targeted model.
Nothing here needs data. Linux or macOS.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import framing as fr
from framing.tables.schema import violations

ACTORS = [
    "China",
    "Russia",
    "Ukraine",
    "the United States",
    "Japan",
    "India",
    "Brazil",
    "France",
    "Germany",
    "NATO",
    "Kenya",
    "Poland",
    "Turkey",
    "Mexico",
    "Vietnam",
]
TEMPLATES = [
    "{a} and {b} agreed to reopen talks on {topic}.",
    "Officials in {city} said {a} had broken its promise to {b} on {topic}.",
    "{a} condemned what it called a reckless threat by {b}, and warned of serious harm to {topic}.",
    "Analysts praised {a} for its generous help with {topic}.",
    '"We will not give up on {topic}," a spokesman said after {a} met {b}.',
    "The dispute over {topic} has hurt both sides, and {b} lost more than {a}.",
    "A new report finds that {topic} improved in {a} while {b} fell behind.",
    "{a} imposed sanctions on {b} as the race for {topic} turned into a contest of great powers.",
    "Markets in {city} barely moved on {number} trades of the day.",
    "Ministers were told that {topic} needs {number} more workers by spring.",
    "{b} denied that {a} had offered {number} tonnes of grain.",
]
TOPICS = [
    "fishing rights",
    "grain exports",
    "chip factories",
    "border trade",
    "gas prices",
    "school exchanges",
    "ship inspections",
    "climate funds",
    "steel tariffs",
    "satellite links",
    "river dams",
]
CITIES = ["Geneva", "Nairobi", "Oslo", "Lima", "Jakarta", "Vienna", "Doha", "Accra"]
OUTLETS = ["post", "herald", "courier", "tribune", "gazette"]
SYLLABLES = [
    "bel",
    "dor",
    "kan",
    "lum",
    "mir",
    "nos",
    "pal",
    "ras",
    "sel",
    "tov",
    "ul",
    "ven",
    "wi",
    "yor",
    "zet",
]
WEATHER = ["calm", "wet", "cold", "bright", "windy", "quiet", "grey"]
MEASURES = ["vader", "textblob"]
STAGES = ("ingest", "duplicates", "analyse", "summaries")
WATCHED = """
import os, signal, sys, traceback
trace = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND)

def say(_, frame):
    codes = [inner.f_code for inner, _ in traceback.walk_stack(frame)]
    names = [code.co_name for code in codes if os.path.join("framing", "runs") in code.co_filename]
    os.write(trace, (" ".join(names) + "\\n").encode())

signal.signal(signal.SIGUSR1, say)
from framing.cli import main
try:
    code = main()
finally:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
sys.exit(code)
"""
"""The command line, but at a signal it writes to a file in which functions of a run it is."""


def make_texts(n: int, n_sentences: tuple[int, int], seed: int = 1) -> Iterator[dict[str, object]]:
    """Articles from templates; invented names of places keep them from being near-duplicates of
    each other.
    """
    chance = random.Random(seed)

    def place() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()

    for number in range(n):
        sentences = []
        for _ in range(chance.randint(*n_sentences)):
            a, b = chance.sample(ACTORS, 2)
            sentence = chance.choice(TEMPLATES).format(
                a=a,
                b=b,
                topic=chance.choice(TOPICS),
                city=chance.choice(CITIES),
                number=chance.randint(2, 99_999),
            )
            beside = (
                f"Near {place()} and {place()} it was {chance.choice(WEATHER)}, and {place()} "
                f"{place()} stayed away."
            )
            sentences += [sentence[0].upper() + sentence[1:], beside]
        day = 1 + number * 364 // n
        yield {
            "id": f"n{number}",
            "outlet": chance.choice(OUTLETS),
            "text": " ".join(sentences),
            "date": f"2023-{1 + day // 31:02d}-{1 + day % 28:02d}",
        }


def write_articles(file: Path, n: int, n_sentences: tuple[int, int]) -> Path:
    with file.open("w", encoding="utf8") as lines:
        for row in make_texts(n, n_sentences):
            lines.write(json.dumps(row) + "\n")
    return file


def options(path: Path, out: Path, *more: object) -> list[str]:
    return ["analyse", str(path), "--out", str(out), "--measures", *MEASURES, *map(str, more)]


def command(path: Path, out: Path, *more: object) -> list[str]:
    return [sys.executable, "-m", "framing", *options(path, out, *more)]


def print_row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def print_head(*names: str) -> None:
    print()
    print_row(*names)
    print_row("---", *["---:"] * (len(names) - 1))


# What is the same


class Content(NamedTuple):
    """A table, as far as it has to be the same again."""

    n_rows: int
    n_bytes: int
    digest: str
    faults: tuple[str, ...]
    """How it breaks its contract: two rows of the same key, for one."""


def read_contents(folder: Path) -> dict[str, Content]:
    """Each table of a finished run, its rows put in order before they become bytes."""
    found = {}
    for name, table in fr.read_tables(folder).items():
        rows = table.to_csv(index=False, header=False, lineterminator="\x1e\n").split("\x1e\n")
        content = "\n".join(sorted(rows)).encode()
        digest = hashlib.blake2b(content).hexdigest()
        found[name] = Content(len(table), len(content), digest, tuple(violations(table, name)))
    return found


class Comparison:
    """Finished runs against one that nobody disturbed."""

    def __init__(self, undisturbed: Path) -> None:
        self.expected = read_contents(undisturbed)
        self.n_same: Counter[str] = Counter()
        self.n_runs = 0
        self.faults = [
            f"undisturbed, {name}: {f}" for name, one in self.expected.items() for f in one.faults
        ]

    def add(self, folder: Path) -> None:
        """Compare one more run."""
        self.n_runs += 1
        found = read_contents(folder)
        self.n_same.update(name for name, one in self.expected.items() if found.get(name) == one)
        self.faults += [f"{name}: {fault}" for name, one in found.items() for fault in one.faults]
        self.faults += [f"{name} is too many" for name in found if name not in self.expected]
        self.faults += [f"{file.name} is half written" for file in folder.rglob(".*.part")]

    def print(self) -> bool:
        """Print the table, and say whether all is the same."""
        print_head("table", "rows", "bytes", "the same in")
        for name, one in self.expected.items():
            print_row(
                name, f"{one.n_rows:,}", f"{one.n_bytes:,}", f"{self.n_same[name]} of {self.n_runs}"
            )
        print(f"\nkeys that stand twice, tables too many, files half written: {len(self.faults)}")
        print(*self.faults, sep="\n")
        return not self.faults and all(self.n_same[name] == self.n_runs for name in self.expected)


# Runs that are killed


class Watched:
    """A run of the command line that says, when it is asked, at which stage it is."""

    def __init__(self, arguments: list[str], trace: Path) -> None:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # which the run inherits, until it listens
        trace.write_text("")
        self.trace, self.said = trace.open(), trace.with_suffix(".stderr")
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", WATCHED, str(trace), *arguments],
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )

    def stage(self) -> str | None:
        """One of `STAGES`, empty before and after them, and none if the run has ended."""
        said = ""
        self.trace.read()
        while self.process.poll() is None:
            self.process.send_signal(signal.SIGUSR1)
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                said += self.trace.read()
                if said.endswith("\n"):
                    return stage_of(set(said.splitlines()[-1].split()))
                time.sleep(0.001)
        return None

    def kill(self, is_alone: bool) -> None:
        """Kill the run: the process that leads it alone, or its workers too, at once."""
        (os.kill if is_alone else os.killpg)(self.process.pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Wait for the end, and fail if the run did."""
        self.process.wait()
        self.trace.close()
        if self.process.returncode not in (0, -signal.SIGKILL):
            raise SystemExit(
                f"a run ended with {self.process.returncode}:\n{self.said.read_text()}"
            )


def stage_of(functions: set[str]) -> str:
    """Tell the stage of a run from the functions of `framing.runs` that it is in."""
    if "finish" in functions:
        return "summaries"
    if "analyse" in functions and "_do" in functions:
        return "analyse"
    if functions & {"load_rolls", "choose", "analyse"}:
        return "duplicates"
    return "ingest" if "read" in functions else ""


def time_stages(run: Watched) -> Counter[str]:
    """Seconds of each stage of a run."""
    seconds: Counter[str] = Counter()
    before = time.perf_counter()
    while (stage := run.stage()) is not None:
        now = time.perf_counter()
        seconds[stage] += now - before  # type: ignore[assignment]
        before = now
        time.sleep(0.02)
    run.close()
    missing = [stage for stage in STAGES if not seconds[stage]]
    if missing:
        raise SystemExit(
            f"the run was never seen in {', '.join(missing)}: take more articles, or mend "
            "`stage_of`"
        )
    return seconds


def kill_in(
    aim: str, seconds: float, run: Watched, chance: random.Random
) -> tuple[str, bool] | None:
    """Kill a run within so many seconds after it has come to a stage.

    Returns the stage at which it really was, and whether the process that leads it was killed
    alone; none if the run was over before.
    """
    while (stage := run.stage()) != aim:
        if stage is None:
            run.close()
            return None
        time.sleep(0.02)
    time.sleep(chance.uniform(0, seconds))
    stage = run.stage()
    if stage is None:
        run.close()
        return None
    is_alone = chance.random() < 0.5
    run.kill(is_alone)
    return stage or "start or end", is_alone


def kills(chosen: argparse.Namespace, folder: Path) -> int:
    articles = write_articles(folder / "news.jsonl", chosen.articles, (4, 15))
    size = chosen.shard_size or max(5, chosen.articles // 50)
    more = ("--workers", chosen.workers, "--shard-size", size)
    trace, out = folder / "trace.txt", folder / "killed"
    seconds = time_stages(Watched(options(articles, folder / "undisturbed", *more), trace))
    comparison = Comparison(folder / "undisturbed")
    chance = random.Random(chosen.seed)
    fell: Counter[tuple[str, bool]] = Counter()
    n_early = 0
    aims: deque[str] = deque()
    while fell.total() < chosen.kills:
        # One run after the other goes on where the last was killed, and some are killed twice at
        # the same stage.
        aims = aims or deque(stage for stage in STAGES for _ in range(chance.choice((1, 1, 2))))
        hit = kill_in(
            aims[0], seconds[aims[0]], Watched(options(articles, out, *more), trace), chance
        )
        if hit is None:
            n_early += 1
            if n_early > chosen.kills + 5:
                raise SystemExit("runs are over before they can be killed: take more articles")
        else:
            fell[hit] += 1
            print(f"kill {fell.total()} of {chosen.kills}: {hit[0]}", file=sys.stderr, flush=True)
            if hit[0] == aims[0]:
                aims.popleft()
        if hit is None or not aims or fell.total() == chosen.kills:
            Watched(options(articles, out, *more), trace).close()
            comparison.add(out)
            shutil.rmtree(out)
    print(
        f"{chosen.articles:,} articles, shards of {size}, {chosen.workers} workers: {fell.total()} "
        "kills of "
        f"runs into {comparison.n_runs} folders; {n_early} runs were over before their kill"
    )
    print_head(
        "stage", "seconds, undisturbed", "kills", "of the leading process alone", "with its workers"
    )
    for stage in (*STAGES, "start or end"):
        alone, every = fell[stage, True], fell[stage, False]
        time_there = seconds[stage if stage in STAGES else ""]
        print_row(stage, f"{time_there:.1f}", alone + every, alone, every)
    missed = [stage for stage in STAGES if not fell[stage, True] + fell[stage, False]]
    if missed:
        print(f"\nno kill fell into {', '.join(missed)}: take more kills or articles")
    return 0 if comparison.print() and not missed else 1


class Killer(threading.Thread):
    """Kills workers of a cluster while a run goes on, and sees whether others take their places."""

    def __init__(self, cluster: Any, work: Path, moments: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self.cluster, self.work, self.moments = cluster, work, moments
        self.is_over = threading.Event()
        self.kills: list[tuple[int, int, float | None]] = []
        """Marks that were made, tasks that the worker had, and seconds until there was a new one.
        """

    def run(self) -> None:
        """Kill at each of the moments, but not before the one that was killed last is replaced."""
        for moment in self.moments:
            while (n_done := count_marks(self.work)) < moment:
                if self.is_over.wait(0.02):
                    return
            busiest = max(self.cluster.workers.values(), key=self.count_tasks)
            n_tasks, address = self.count_tasks(busiest), busiest.worker_address
            os.kill(busiest.pid, signal.SIGKILL)
            start = time.monotonic()
            while not (
                is_new := busiest.worker_address != address and self.count_tasks(busiest) >= 0
            ):
                if time.monotonic() - start > 120:
                    break
                time.sleep(0.02)
            self.kills.append((n_done, n_tasks, time.monotonic() - start if is_new else None))

    def count_tasks(self, nanny: Any) -> int:
        """Tasks of the worker that a nanny looks after, or -1 if the scheduler does not know it."""
        known = self.cluster.scheduler.workers.get(nanny.worker_address)
        return -1 if known is None else len(known.processing)


def count_marks(work: Path) -> int:
    """Steps of shards that are done."""
    return len(list(work.glob("*/*.json")))


def cluster(chosen: argparse.Namespace, folder: Path) -> int:
    from distributed import Client, LocalCluster

    articles = write_articles(folder / "news.jsonl", chosen.articles, (4, 15))
    size = chosen.shard_size or max(5, chosen.articles // 50)
    subprocess.run(
        command(
            articles, folder / "undisturbed", "--workers", chosen.workers, "--shard-size", size
        ),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    comparison = Comparison(folder / "undisturbed")
    n_marks = count_marks(folder / "undisturbed" / ".work")
    chance = random.Random(chosen.seed)
    # Each in its own part of the run, and none so late that the run is over before the next one.
    moments = [
        int(n_marks * 0.9 * (n + chance.random()) / (chosen.kills + 0.5)) + 1
        for n in range(chosen.kills)
    ]
    with (
        LocalCluster(
            n_workers=chosen.workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as own,
        Client(own) as client,
    ):
        killer = Killer(own, folder / "clustered" / ".work", moments)
        killer.start()
        fr.analyse_path(
            articles,
            folder / "clustered",
            measures=tuple(MEASURES),
            shard_size=size,
            client=client,
            return_tables=False,
        )
        killer.is_over.set()
        killer.join()
    comparison.add(folder / "clustered")
    print(
        f"{chosen.articles:,} articles, shards of {size}, a Dask cluster of {chosen.workers} "
        "workers"
    )
    print_head(
        "kill",
        "steps of shards done",
        "tasks that the worker had",
        "seconds until there was a new one",
    )
    for number, (n_done, n_tasks, seconds) in enumerate(killer.kills, start=1):
        print_row(
            number,
            f"{n_done} of {n_marks}",
            n_tasks,
            "never" if seconds is None else f"{seconds:.1f}",
        )
    came = [seconds for *_, seconds in killer.kills if seconds is not None]
    if len(came) < chosen.kills:
        print(
            f"\n{len(killer.kills)} of {chosen.kills} workers were killed, and {len(came)} "
            "replaced; if the run was "
            "over before, take more articles"
        )
    return 0 if comparison.print() and len(came) == chosen.kills else 1


# Runs that are measured


def memory_of(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def children_of(pid: int) -> list[int]:
    try:
        files = list(Path(f"/proc/{pid}/task").glob("*/children"))
        own = [int(child) for file in files for child in file.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return own + [grandchild for child in own for grandchild in children_of(child)]


class Run:
    """One run of the command line: its seconds, CPU seconds, and peaks of memory of parent and
    largest worker.
    """

    def __init__(self, arguments: list[str]) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        self.parent = self.worker = self.total = 0.0
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        self.said = self.process.communicate()[0]
        self.seconds = time.perf_counter() - start
        watcher.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if self.process.returncode:
            raise SystemExit(f"the run ended with {self.process.returncode}")

    def _watch(self) -> None:
        while self.process.returncode is None:
            own = memory_of(self.process.pid)
            others = [memory_of(pid) for pid in children_of(self.process.pid)]
            self.parent, self.worker = max(self.parent, own), max([self.worker, *others])
            self.total = max(self.total, own + sum(others))
            time.sleep(0.1)


def workers(chosen: argparse.Namespace, folder: Path) -> int:
    articles = write_articles(folder / "news.jsonl", chosen.articles, (25, 37))
    seconds: dict[int, float] = {}
    print_head(
        "workers",
        "seconds",
        "CPU seconds",
        "articles a second",
        "articles a CPU second",
        "times one",
    )
    for n in (1, 2):
        runs = [
            Run(command(articles, folder / f"out{n}-{number}", "--workers", n))
            for number in range(chosen.rounds)
        ]
        best = min(runs, key=lambda run: run.seconds)
        seconds[n] = best.seconds
        print_row(
            n,
            f"{best.seconds:.1f}",
            f"{best.cpu:.1f}",
            f"{chosen.articles / best.seconds:.0f}",
            f"{chosen.articles / best.cpu:.0f}",
            f"{seconds[1] / best.seconds:.2f}",
        )
    return 0


def memory(chosen: argparse.Namespace, folder: Path) -> int:
    first = 0.0
    print_head("articles", "seconds", "parent MB", "worker MB", "all MB", "times the fewer")
    for n in (chosen.articles, 10 * chosen.articles):
        articles = write_articles(folder / f"news{n}.jsonl", n, (1, 3))
        run = Run(
            command(
                articles,
                folder / f"out{n}",
                "--workers",
                chosen.workers,
                "--shard-size",
                chosen.shard_size,
            )
        )
        first = first or run.total
        print_row(
            f"{n:,}",
            f"{run.seconds:.0f}",
            f"{run.parent:.0f}",
            f"{run.worker:.0f}",
            f"{run.total:.0f}",
            f"{run.total / first:.2f}",
        )
    return 0


def million(chosen: argparse.Namespace, folder: Path) -> int:
    n = chosen.articles
    articles = write_articles(folder / "news.jsonl", n, (1, 3))
    print(f"{n:,} articles, {articles.stat().st_size / 1e6:,.0f} MB of JSONL", flush=True)
    run = Run(command(articles, folder / "out", "--workers", chosen.workers))
    print(run.said)
    size = sum(file.stat().st_size for file in (folder / "out").rglob("*.parquet")) / 1e6
    work = sum(file.stat().st_size for file in (folder / "out" / ".work").rglob("*.parquet")) / 1e6
    print_head(
        "articles",
        "seconds",
        "CPU seconds",
        "articles a second",
        "articles a CPU second",
        "parent MB",
        "worker MB",
        "tables MB",
        ".work MB",
    )
    print_row(
        f"{n:,}",
        f"{run.seconds:,.0f}",
        f"{run.cpu:,.0f}",
        f"{n / run.seconds:,.0f}",
        f"{n / run.cpu:,.0f}",
        f"{run.parent:,.0f}",
        f"{run.worker:,.0f}",
        f"{size - work:,.0f}",
        f"{work:,.0f}",
    )
    funnel = pd.read_parquet(folder / "out" / "funnel.parquet").set_index("stage")["n"]
    print(f"\nanalysed: {funnel['analysed']:,} of {funnel['articles_found']:,}")
    return 0


# The command line

HELP: dict[str, tuple[Callable[[argparse.Namespace, Path], int], int, str]] = {
    "kills": (
        kills,
        5_000,
        """\
A run is left alone and timed, stage by stage. Then runs into another folder get SIGKILL at random
moments: one in ingest; the next, which goes on where that one was, among the duplicates; and so
on, some twice at the same stage; half of them the leading process alone, half with all workers.
What is left is run to its end and compared with the undisturbed run, table by table: the same
rows, byte for byte after sorting, no key twice, and no file half written. Then the folder is
removed and begun anew, until there were so many kills. The exit code is 1 if anything differs, or
if no kill fell into one of the stages.

    python benchmarks/scale.py kills --articles 300 --kills 5 --workers 1    a trial of minutes""",
    ),
    "cluster": (
        cluster,
        5_000,
        """\
A run on a Dask cluster of this machine, during which workers get SIGKILL, the busiest first, is
compared with a run on the processes of this machine. The exit code is 1 if anything differs, or a
worker was not killed or not replaced.

    python benchmarks/scale.py cluster --articles 600    a trial""",
    ),
    "workers": (
        workers,
        5_000,
        """\
The same articles, of some 800 words with many actors, by one worker and by two. The best of some
rounds counts; nothing else should run meanwhile.""",
    ),
    "memory": (
        memory,
        10_000,
        """\
Short articles, and ten times as many: the highest memory of the leading process, of the largest
worker, and of all together. Shards are small, so that each worker has done several of the fewer
articles too: what it remembers of words and sentences has to fill once.""",
    ),
    "million": (
        million,
        1_000_000,
        """\
Articles of 30 to 100 words in one run: its time, memory and disk. Keep some ten GB free.""",
    ),
}


def main() -> int:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    subs = parser.add_subparsers(metavar="question", required=True)
    for name, (answer, n_articles, text) in HELP.items():
        sub = subs.add_parser(name, description=text, formatter_class=raw)
        sub.set_defaults(answer=answer)
        sub.add_argument(
            "--articles", type=int, default=n_articles, help=f"how many (default {n_articles:,})"
        )
        where = "an empty folder for articles and tables, which are kept (default: a temporary one)"
        sub.add_argument("--folder", type=Path, help=where)
        if name == "workers":
            sub.add_argument(
                "--rounds", type=int, default=2, help="rounds of which the best counts (default 2)"
            )
        else:
            sub.add_argument(
                "--workers", type=int, default=2, help="processes that work (default 2)"
            )
        if answer is memory:
            sub.add_argument(
                "--shard-size", type=int, default=100, help="articles of a shard (default 100)"
            )
        if answer in (kills, cluster):
            n = 20 if answer is kills else 2
            sub.add_argument("--kills", type=int, default=n, help=f"how many (default {n})")
            sub.add_argument("--seed", type=int, default=1, help="seed of the moments (default 1)")
            sub.add_argument(
                "--shard-size", type=int, help="articles of a shard (default: a fiftieth of all)"
            )
    chosen = parser.parse_args()
    if min(chosen.articles, getattr(chosen, "kills", 1), getattr(chosen, "workers", 1)) < 1:
        parser.error("--articles, --kills and --workers take whole numbers from 1")
    if chosen.folder and chosen.folder.is_dir() and any(chosen.folder.iterdir()):
        parser.error(f"{chosen.folder} is not empty; name a folder that is, or a new one")
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="framing-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done: int = chosen.answer(chosen, folder)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder)
    return done


if __name__ == "__main__":
    sys.exit(main())
