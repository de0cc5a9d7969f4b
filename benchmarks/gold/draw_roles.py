"""Draw sentences of news that name two actors or more, for two readers to mark who does what to
whom.

    python -m benchmarks.gold.draw_roles --eval FOLDER --work DIR

FOLDER is the folder of the evaluation data, DIR one outside of the repository: sentences stay out
of it. A third each is drawn by chance from short world and business news, headlines on a war, and
releases of two presidents. Sentences that were coded before (``data/coding/sentence_units.csv``)
and copies are left out. No action is looked for, so neither the draw nor what a reader sees owes
anything to the rules that are to be measured. The same seed draws the
same, as long as the codebook finds the same actors.

DIR gets ``roles_units.jsonl``, one line a sentence with its place, its digest and its mentions, and
``roles_batches/``, what a reader of ``roles_rules.md`` reads.
"""

import argparse
import json
import random
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

import framing as fr

from .coded import FILE, digest, read_whole

FILES = {"text/ag_world": 67, "text/war_headlines": 67, "text/releases": 66}
SEED = 20
MOST_READ = {"text/ag_world": 1_500, "text/war_headlines": 2_500, "text/releases": 150}
"""Articles, drawn by chance, that mentions are looked for in: far more than are needed."""
BATCH = 50


def read_articles(folder: Path, name: str) -> pd.DataFrame:
    """Read the articles of a file, each with its day where the file tells one."""
    articles = fr.make_articles(read_whole(folder, name))
    with (folder / f"{name}.jsonl").open(encoding="utf8") as lines:
        dates = {str(row["id"]): row.get("date") for row in map(json.loads, lines)}
    days = pd.to_datetime(
        articles["article_id"].map(dates), utc=True, format="mixed", errors="coerce"
    )
    return articles.assign(published_at=days.astype("datetime64[us, UTC]"))


def find_units(
    articles: pd.DataFrame, name: str, codebook: fr.Codebook, known: set[str]
) -> list[dict[str, Any]]:
    """Find the sentences that name at least two different actors, and were not coded before."""
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    of_sentence = dict(list(mentions.dropna(subset="actor_id").groupby("sentence_id")))
    labels = dict(codebook.actors[["actor_id", "actor_label"]].itertuples(index=False, name=None))
    rows = sentences[sentences["part"] != "boilerplate"]
    units = []
    for row in rows.itertuples(index=False):
        here = of_sentence.get(row.sentence_id)
        sha256 = digest(row.text)
        if here is None or here["actor_id"].nunique() < 2 or sha256 in known:
            continue
        places = [
            {
                "number": number,
                "start": int(mention.start - row.start),
                "end": int(mention.end - row.start),
                "actor_id": mention.actor_id,
                "actor_label": labels[mention.actor_id],
            }
            for number, mention in enumerate(
                here.sort_values(["start", "end", "actor_id"]).itertuples(index=False), 1
            )
        ]
        units.append(
            {
                "file": name,
                "doc": row.article_id,
                "start": int(row.start),
                "end": int(row.end),
                "sha256": sha256,
                "text": row.text,
                "mentions": places,
            }
        )
    return units


def drop_copies(units: list[dict[str, Any]], seen: set[str]) -> list[dict[str, Any]]:
    """Keep the first of the sentences that are the same but for case and white space."""
    kept = []
    for unit in units:
        words = " ".join(unit["text"].casefold().split())
        if words not in seen:
            seen.add(words)
            kept.append(unit)
    return kept


def show_unit(unit: dict[str, Any]) -> str:
    """Show a sentence as a reader sees it, each mention in brackets behind its number."""
    text = unit["text"]
    for (start, end), group in reversed(
        [
            (span, list(places))
            for span, places in groupby(
                unit["mentions"], lambda place: (place["start"], place["end"])
            )
        ]
    ):
        numbers = "+".join(str(place["number"]) for place in group)
        text = f"{text[:start]}[{numbers}: {text[start:end]}]{text[end:]}"
    actors = ", ".join(
        f"{place['number']} {place['actor_label']} ({place['actor_id']})"
        for place in unit["mentions"]
    )
    return f"{unit['unit_id']}\t{' '.join(text.split())}\n\t{actors}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    asked = parser.parse_args()
    codebook = fr.read_codebook()
    coded = pd.read_csv(FILE.with_name("sentence_units.csv"), dtype="str")
    rng = random.Random(SEED)
    seen: set[str] = set()
    chosen: list[dict[str, Any]] = []
    for name, n_wanted in FILES.items():
        articles = read_articles(asked.eval, name)
        articles = articles.sample(min(len(articles), MOST_READ[name]), random_state=SEED)
        units = find_units(articles, name, codebook, set(coded["sha256"]))
        units = drop_copies(units, seen)
        print(f"{name}: {n_wanted} of {len(units):,} sentences", flush=True)
        chosen += rng.sample(units, n_wanted)
    rng.shuffle(chosen)
    for number, unit in enumerate(chosen, 1):
        unit["unit_id"] = number
    batches = asked.work / "roles_batches"
    batches.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(unit, ensure_ascii=False) + "\n" for unit in chosen]
    (asked.work / "roles_units.jsonl").write_text("".join(lines), encoding="utf8")
    for first in range(0, len(chosen), BATCH):
        shown = "\n".join(map(show_unit, chosen[first : first + BATCH]))
        (batches / f"{first // BATCH + 1:03}.txt").write_text(shown, encoding="utf8")


if __name__ == "__main__":
    main()
