"""Whether intervals and tests mean what they say: corpora of known truth, analysed many times.

    python benchmarks/inference.py [--full] [--only means] [--runs 200]

Each module of ``benchmarks/worlds`` makes corpora by chance and asks the kit about them: how often
an interval of 95 % holds the truth, how often a test at 5 % finds what is not there, and how often
it finds what is. The tables of ``docs/accuracy.md`` are these. With so many runs, the last digit of
a rate of 95 is uncertain by 100 * sqrt(.95 * .05 / runs), 1.5 points at 200 runs.
"""

import argparse
import importlib
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

WORLDS = tuple(
    sorted(
        file.stem
        for file in (Path(__file__).parent / "worlds").glob("*.py")
        if file.stem not in ("__init__", "corpora")
    )
)


def measure(name: str, n_runs: int, seed: int) -> tuple[dict[str, pd.DataFrame], float]:
    """Measure one module of worlds, and how long it took."""
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    return importlib.import_module(f"worlds.{name}").measure(n_runs, seed), (
        time.perf_counter() - began
    )


def as_markdown(table: pd.DataFrame) -> str:
    """Write a table as Markdown, its index first if it has a name."""
    shown = table.reset_index() if table.index.name else table
    lines = [[str(column) for column in shown.columns], ["---"] * shown.shape[1]]
    lines += [
        [
            "" if pd.isna(cell) else _as_number(cell) if isinstance(cell, float) else str(cell)
            for cell in row
        ]
        for row in shown.itertuples(index=False)
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _as_number(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")  # no -0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200, help="corpora of a cell (default 200)")
    parser.add_argument("--full", action="store_true", help="ten times as many runs")
    parser.add_argument("--only", nargs="+", choices=WORLDS, default=WORLDS, help="these worlds")
    parser.add_argument("--seed", type=int, default=1, help="seed of the corpora (default 1)")
    parser.add_argument("--processes", type=int, default=2, help="processes (default 2)")
    chosen = parser.parse_args()
    n_runs = chosen.runs * (10 if chosen.full else 1)
    with ProcessPoolExecutor(chosen.processes) as pool:
        begun = {name: pool.submit(measure, name, n_runs, chosen.seed) for name in chosen.only}
        for name, run in begun.items():
            tables, seconds = run.result()
            print(f"\n## {name} ({n_runs:,} runs, {seconds:.0f} s)")
            for title, table in tables.items():
                print(f"\n{title}\n\n{as_markdown(table)}", flush=True)


if __name__ == "__main__":
    main()
