"""How the pipeline behaves at size: killed runs, workers, memory, and a million articles.

    python benchmarks/scale.py kills     a run that is killed again and again ends as one that was left alone
    python benchmarks/scale.py cluster   the same on a Dask cluster whose workers are killed
    python benchmarks/scale.py workers   two workers against one
    python benchmarks/scale.py memory    ten times as many articles in the same memory
    python benchmarks/scale.py million   a million short articles in one run

The articles are made on the fly from templates, without the targeted model's measure. Nothing here needs data.
"""

import argparse
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
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import framing as fr

ACTORS = ["China", "Russia", "Ukraine", "the United States", "Japan", "India", "Brazil", "France", "Germany", "NATO",
          "Kenya", "Poland", "Turkey", "Mexico", "Vietnam"]  # fmt: skip
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
TOPICS = ["fishing rights", "grain exports", "chip factories", "border trade", "gas prices", "school exchanges",
          "ship inspections", "climate funds", "steel tariffs", "satellite links", "river dams"]  # fmt: skip
CITIES = ["Geneva", "Nairobi", "Oslo", "Lima", "Jakarta", "Vienna", "Doha", "Accra"]
OUTLETS = ["post", "herald", "courier", "tribune", "gazette"]
SYLLABLES = ["bel", "dor", "kan", "lum", "mir", "nos", "pal", "ras", "sel", "tov", "ul", "ven", "wi", "yor", "zet"]
WEATHER = ["calm", "wet", "cold", "bright", "windy", "quiet", "grey"]
MEASURES = ["vader", "textblob"]


def make_texts(n: int, n_sentences: tuple[int, int], seed: int = 1) -> Iterator[dict[str, object]]:
    """Articles from templates; invented names of places keep them from being near-duplicates of each other."""
    chance = random.Random(seed)

    def place() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()

    for number in range(n):
        sentences = []
        for _ in range(chance.randint(*n_sentences)):
            a, b = chance.sample(ACTORS, 2)
            sentence = chance.choice(TEMPLATES).format(
                a=a, b=b, topic=chance.choice(TOPICS), city=chance.choice(CITIES), number=chance.randint(2, 99_999)
            )
            beside = (
                f"Near {place()} and {place()} it was {chance.choice(WEATHER)}, and {place()} {place()} stayed away."
            )
            sentences += [sentence[0].upper() + sentence[1:], beside]
        day = 1 + number * 364 // n
        yield {"id": f"n{number}", "outlet": chance.choice(OUTLETS), "text": " ".join(sentences),
               "date": f"2023-{1 + day // 31:02d}-{1 + day % 28:02d}"}  # fmt: skip


def write_articles(file: Path, n: int, n_sentences: tuple[int, int]) -> Path:
    with file.open("w", encoding="utf8") as lines:
        for row in make_texts(n, n_sentences):
            lines.write(json.dumps(row) + "\n")
    return file


def command(path: Path, out: Path, *more: object) -> list[str]:
    return [sys.executable, "-m", "framing", "analyse", str(path), "--out", str(out), "--measures", *MEASURES,
            *map(str, more)]  # fmt: skip


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
    """One run of the command line: its seconds, CPU seconds, and peaks of memory of parent and largest worker."""

    def __init__(self, arguments: list[str]) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        self.parent = self.worker = self.total = 0.0
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        self.said = self.process.communicate()[0]
        self.seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if self.process.returncode:
            raise SystemExit(f"the run ended with {self.process.returncode}")

    def _watch(self) -> None:
        while self.process.poll() is None:
            own = memory_of(self.process.pid)
            others = [memory_of(pid) for pid in children_of(self.process.pid)]
            self.parent, self.worker = max(self.parent, own), max([self.worker, *others])
            self.total = max(self.total, own + sum(others))
            time.sleep(0.1)


def read_sorted(folder: Path) -> dict[str, bytes]:
    """Each table with its rows in order, as bytes."""
    tables = fr.read_tables(folder)
    return {
        name: "\n".join(sorted(table.to_csv(index=False, header=False).split("\n"))).encode()
        for name, table in tables.items()
    }


def kills(chosen: argparse.Namespace, folder: Path) -> None:
    articles = write_articles(folder / "news.jsonl", chosen.articles or 5_000, (4, 15))
    options = ("--workers", 2, "--shard-size", 100)
    start = time.perf_counter()
    subprocess.run(command(articles, folder / "undisturbed", *options), check=True, stdout=subprocess.DEVNULL)
    whole = time.perf_counter() - start
    chance = random.Random(chosen.seed)
    n_killed = 0
    for _ in range(chosen.kills):
        run = subprocess.Popen(command(articles, folder / "killed", *options), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        try:
            run.wait(chance.uniform(0.05, 0.5) * whole)
        except subprocess.TimeoutExpired:
            # Half of the times the parent alone, half of the times with its workers.
            pids = [run.pid] if chance.random() < 0.5 else [run.pid, *children_of(run.pid)]
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            run.wait()
            n_killed += 1
    subprocess.run(command(articles, folder / "killed", *options), check=True, stdout=subprocess.DEVNULL)
    print_differences(folder / "undisturbed", folder / "killed", f"{n_killed} kills")


def print_differences(one: Path, other: Path, what: str) -> None:
    expected, found = read_sorted(one), read_sorted(other)
    print(f"{what}\n{'table':<16}{'rows':>12}{'bytes':>14}  same bytes")
    for name, content in expected.items():
        n_rows = len(fr.read_tables(one)[name])
        print(f"{name:<16}{n_rows:>12,}{len(content):>14,}  {'yes' if found[name] == content else 'NO'}")
    left = list(other.rglob(".*.part"))
    print(f"half-written files left: {len(left)}")


def cluster(chosen: argparse.Namespace, folder: Path) -> None:
    from distributed import Client, LocalCluster

    articles = write_articles(folder / "news.jsonl", chosen.articles or 5_000, (4, 15))
    fr.analyse_path(articles, folder / "undisturbed", measures=tuple(MEASURES), shard_size=100, return_tables=False)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, scheduler_port=0) as own,
        Client(own) as client,
    ):
        killed: list[int] = []

        def kill_twice() -> None:
            for moment in (0.3, 0.6):
                while len(list((folder / "clustered" / ".work" / "score").glob("*.json"))) < moment * n_shards:
                    time.sleep(0.2)
                pid = next(iter(client.run(os.getpid).values()))
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

        n_shards = len(list((folder / "undisturbed" / ".work" / "score").glob("*.json")))
        killer = threading.Thread(target=kill_twice, daemon=True)
        killer.start()
        fr.analyse_path(articles, folder / "clustered", measures=tuple(MEASURES), shard_size=100, client=client,
                        return_tables=False)  # fmt: skip
        killer.join(1)
    print_differences(folder / "undisturbed", folder / "clustered", f"{len(killed)} workers of a cluster killed")


def workers(chosen: argparse.Namespace, folder: Path) -> None:
    articles = write_articles(folder / "news.jsonl", chosen.articles or 5_000, (15, 25))
    print(f"{'workers':>8}{'seconds':>10}{'CPU seconds':>13}{'articles/s':>12}{'times one':>11}")
    seconds: dict[int, float] = {}
    for n in (1, 2):
        runs = [Run(command(articles, folder / f"out{n}-{number}", "--workers", n)) for number in range(chosen.rounds)]
        best = min(runs, key=lambda run: run.seconds)
        seconds[n] = best.seconds
        n_articles = chosen.articles or 5_000
        print(f"{n:>8}{best.seconds:>10.1f}{best.cpu:>13.1f}{n_articles / best.seconds:>12.0f}"
              f"{seconds[1] / best.seconds:>11.2f}", flush=True)  # fmt: skip


def memory(chosen: argparse.Namespace, folder: Path) -> None:
    few = chosen.articles or 10_000
    print(f"{'articles':>10}{'seconds':>10}{'parent MB':>11}{'worker MB':>11}{'all MB':>9}{'times the fewer':>17}")
    first = 0.0
    for n in (few, 10 * few):
        articles = write_articles(folder / f"news{n}.jsonl", n, (1, 3))
        run = Run(command(articles, folder / f"out{n}", "--workers", 2))
        first = first or run.total
        print(f"{n:>10,}{run.seconds:>10.1f}{run.parent:>11.0f}{run.worker:>11.0f}{run.total:>9.0f}"
              f"{run.total / first:>17.2f}", flush=True)  # fmt: skip


def million(chosen: argparse.Namespace, folder: Path) -> None:
    n = chosen.articles or 1_000_000
    articles = write_articles(folder / "news.jsonl", n, (1, 3))
    print(f"{n:,} articles, {articles.stat().st_size / 1e6:,.0f} MB of JSONL", flush=True)
    run = Run(command(articles, folder / "out", "--workers", chosen.workers))
    print(run.said)
    size = sum(file.stat().st_size for file in (folder / "out").rglob("*.parquet")) / 1e6
    work = sum(file.stat().st_size for file in (folder / "out" / ".work").rglob("*.parquet")) / 1e6
    print(f"{'seconds':>10}{'CPU seconds':>13}{'articles/s':>12}{'per CPU s':>11}{'parent MB':>11}{'worker MB':>11}"
          f"{'tables MB':>11}{'.work MB':>10}")  # fmt: skip
    print(f"{run.seconds:>10,.0f}{run.cpu:>13,.0f}{n / run.seconds:>12,.0f}{n / run.cpu:>11,.0f}{run.parent:>11,.0f}"
          f"{run.worker:>11,.0f}{size - work:>11,.0f}{work:>10,.0f}")  # fmt: skip
    funnel = pd.read_parquet(folder / "out" / "funnel.parquet").set_index("stage")["n"]
    print(f"analysed: {funnel['analysed']:,} of {funnel['articles_found']:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    runs = {"kills": kills, "cluster": cluster, "workers": workers, "memory": memory, "million": million}
    parser.add_argument("what", choices=list(runs))
    parser.add_argument("--articles", type=int, help="articles (default: as many as the name promises)")
    parser.add_argument("--kills", type=int, default=20, help="kills of a run (default 20)")
    parser.add_argument("--rounds", type=int, default=2, help="rounds of which the best counts (default 2)")
    parser.add_argument("--workers", type=int, default=2, help="workers of the million (default 2)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the moments of kills (default 1)")
    parser.add_argument("--folder", type=Path, help="folder for articles and tables, kept (default: one that is not)")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="framing-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        runs[chosen.what](chosen, folder)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
