"""Damaged files of every kind through the readers: each must end as articles or as a named finding.

    python benchmarks/mutations.py --files 2000

The damage is drawn with a seed (`tests/makers.py`): files are cut off, bits flipped, stretches
removed, repeated and overwritten, encodings changed, brackets and tags nested; one file in three
gets the ending of another format. A row of the printed table is a kind of file. A file ends *lost*
if it gives neither an article nor a finding. Each kind runs in a process of its own, whose highest
memory is printed, the interpreter and the libraries included.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

KNOWN = ["missing_date", "missing_outlet", "guessed_columns"]
"""Findings that files without damage have too."""


def run(kind: str, n_files: int, seed: int) -> tuple[str, int, int, int, int, float, int, int]:
    import makers

    from framing.articles.formats.inputs import list_units
    from framing.articles.reading import read_units

    generator = random.Random(f"{kind} {seed}")
    name, data = makers.SEEDS[kind]
    others = [other for other, _ in makers.SEEDS.values()]
    n_articles = n_findings = n_lost = n_tracebacks = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(n_files):
            file = Path(folder) / (generator.choice(others) if generator.random() < 1 / 3 else name)
            file.write_bytes(makers.mutate(data, generator))
            begin = time.perf_counter()
            try:
                units = (unit._replace(is_alone=False) for unit in list_units(file))
                articles, findings = read_units(units)
                findings = findings[~findings["check"].isin(KNOWN)]
                n_articles, n_findings = n_articles + len(articles), n_findings + len(findings)
                n_lost += articles.empty and findings.empty
            except Exception as error:
                n_tracebacks += 1
                print(f"{kind}: {type(error).__name__}: {error}", file=sys.stderr)
            slowest = max(slowest, time.perf_counter() - begin)
            file.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return kind, n_files, n_articles, n_findings, n_lost, slowest, peak, n_tracebacks


def main() -> None:
    import makers

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--files", type=int, default=2000, help="damaged files of each kind (default 2000)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="the same seed damages the same bytes (default 1)"
    )
    parser.add_argument(
        "--kinds", nargs="*", default=list(makers.SEEDS), help="which kinds of files (default all)"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that read (default 1)")
    given = parser.parse_args()
    print("| kind | files | articles | findings | lost | slowest, s | peak, MB | tracebacks |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    context = multiprocessing.get_context("spawn")
    with context.Pool(given.workers, maxtasksperchild=1) as pool:
        jobs = [pool.apply_async(run, (kind, given.files, given.seed)) for kind in given.kinds]
        rows = []
        for job in jobs:
            rows.append(job.get())
            *counts, slowest, peak, n_tracebacks = rows[-1]
            print(
                f"| {' | '.join(map(str, counts))} | {slowest:.2f} | {peak} | {n_tracebacks} |",
                flush=True,
            )
    if any(row[4] or row[7] for row in rows) or any(row[5] > 10 or row[6] > 500 for row in rows):
        sys.exit("a file was lost, slower than 10 s or larger than 500 MB, or ended in a traceback")


if __name__ == "__main__":
    main()
