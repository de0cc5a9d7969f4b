"""How long the report takes over a large corpus, and how large its file is.

    python benchmarks/report.py [--mentions 300000]

The tables are those of the workshop corpus, repeated under new ids and in other weeks until there
are enough mentions: every table is there, with texts as long and as varied as in news.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import pandas as pd

import framing as fr

WORKSHOP = Path(__file__).parent.parent / "data" / "workshop"
IDS = (
    "article_id",
    "sentence_id",
    "mention_id",
    "attribution_id",
    "role_id",
    "agent_mention_id",
    "patient_mention_id",
)


def repeat(tables: dict[str, pd.DataFrame], n_mentions: int) -> dict[str, pd.DataFrame]:
    """Repeat a corpus until it is large enough: each copy has ids and a week of its own."""
    times = -(-n_mentions // len(tables["mentions"]))
    return {
        name: repeat_table(table, times)
        if "article_id" in table or "mention_id" in table or "sentence_id" in table
        else table
        for name, table in tables.items()
    }


def repeat_table(table: pd.DataFrame, times: int) -> pd.DataFrame:
    """Repeat a table, each copy with ids and a week of its own."""
    parts = []
    for number in range(times):
        part = table.copy()
        for column in (name for name in IDS if name in part):
            part[column] = part[column] + f"~{number}"
        if "published_at" in part:
            part["published_at"] = part["published_at"] + pd.Timedelta(weeks=number % 52)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--mentions", type=int, default=300_000, help="number of mentions (default 300000)"
    )
    chosen = parser.parse_args()
    small = fr.analyse(
        fr.read_articles(WORKSHOP),
        outlets=fr.read_outlets(WORKSHOP),
        events=fr.read_events(WORKSHOP),
    )
    tables = repeat(small, chosen.mentions)
    print(f"{len(tables['articles']):,} articles, {len(tables['mentions']):,} mentions\n")
    print(f"{'':<20}{'seconds':>9}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, with_text in (("with sentences", True), ("--no-text", False)):
            start = time.perf_counter()
            file = fr.write_report(tables, Path(folder) / "report.html", with_text=with_text)
            seconds = time.perf_counter() - start
            print(f"{name:<20}{seconds:>9.1f}{file.stat().st_size / 1e6:>8.1f}", flush=True)
    print(
        "\npeak memory of this process: "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )


if __name__ == "__main__":
    main()
