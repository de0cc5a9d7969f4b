"""Draw real sentences to be coded by careful reading: of whom in what light, who acts for or
against whom, and in which frames.

    python -m training.draw --eval FOLDER --work DIR

FOLDER is the folder of the evaluation data. Only texts that may be drawn from are read: short world
and business news, headlines on a war, releases of two presidents, articles of 2015 and 2016, and
articles with many places. No label of theirs is. Sentences that are coded already
(``data/coding/targets.csv``, ``sentence_units.csv``) are left out. Rounds 2, 3 and 4, with the same
DIR, draw more and leave out what is drawn already; the last two look for what chance seldom meets
(`training.seldom`).

DIR gets ``units.jsonl``, one line a sentence with its place in FOLDER, its digest and its mentions,
and ``batches/``, what a coder reads: names are hidden behind letters, the same letter for the same
country or person, so that a code owes nothing to who it is. Most sentences are those on which the
present model is unsure or differs from VADER; the others are drawn by chance. The same seed draws
the same.
"""

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import framing as fr
from benchmarks.gold.coded import FILE, UNITS

from .seldom import draw_coloured, draw_seldom
from .units import make_units, read_sentences, show_unit


@dataclass(frozen=True)
class Round:
    """How many sentences a round of drawing takes from each file."""

    with_actors: dict[str, int]
    without_actors: dict[str, int]
    """Sentences without an actor, read for their frames only."""
    most: float
    """Largest share of a file's sentences that one actor may be in."""


ROUNDS = {
    1: Round(
        {
            "text/ag_world": 1_100,
            "text/releases": 800,
            "text/war_headlines": 700,
            "voice/train": 1_100,
            "actors/geowebnews_dev": 300,
        },
        {"text/ag_world": 250, "voice/train": 350},
        most=0.1,
    ),
    2: Round(
        {
            "text/ag_world": 350,
            "text/releases": 350,
            "text/war_headlines": 450,
            "voice/train": 450,
            "actors/geowebnews_dev": 60,
        },
        {},
        most=0.25,
    ),
}
"""The second round makes up for what the first could not draw under its limit on actors."""
SELDOM_ROUND = 3
"""The third round looks for frames that the first two seldom met."""
COLOURED_ROUND = 4
"""The fourth round looks for lights that are not neutral."""
UNSURE = 0.65
"""Share of the sentences that are drawn where the model is unsure."""
MOST_READ = 4_000
"""Sentences with an actor that the model reads, of each file."""
BATCH = 60
"""Sentences that a coder reads at a time."""


def find_units(
    folder: Path, name: str, codebook: fr.Codebook, known: set[str], seed: int
) -> list[dict]:
    """Find the sentences of a file that may be drawn, each with its mentions and how unsure the
    model is about it.
    """
    shortest = 5 if name == "text/war_headlines" else 7
    sentences = read_sentences(folder, name, known, shortest, 55)
    mentions = fr.find_mentions(sentences, codebook)
    # The model reads a part only: it takes time, and far fewer are drawn.
    own = mentions["sentence_id"].drop_duplicates()
    own = own.sample(min(len(own), MOST_READ), random_state=seed)
    is_left_out = sentences["sentence_id"].isin(mentions["sentence_id"]) & ~sentences[
        "sentence_id"
    ].isin(own)
    sentences = sentences[~is_left_out]
    mentions = mentions[mentions["sentence_id"].isin(own)]
    doubt = measure_doubt(mentions, sentences, codebook)
    return list(make_units(name, sentences, mentions, codebook, doubt))


def measure_doubt(
    mentions: pd.DataFrame, sentences: pd.DataFrame, codebook: fr.Codebook
) -> dict[str, float]:
    """Tell for each sentence how unsure the model is of its most doubtful mention, 0 to 1, and more
    where VADER sees the other light.
    """
    scores = fr.score_sentiment(
        mentions, sentences, codebook, measures=("targeted", "vader"), windows=("sentence",)
    )
    wide = scores.pivot_table(index="mention_id", columns="measure", values="value")
    wide = wide.join(mentions.set_index("mention_id")["sentence_id"])
    differs = (wide["targeted"] * wide["vader_compound"] < 0).astype(float)
    wide["doubt"] = 1 - (2 * wide["targeted"].abs() - 1).abs() + 0.5 * differs
    return wide.groupby("sentence_id")["doubt"].max().to_dict()


def draw(units: list[dict], n: int, most: float, rng: random.Random) -> list[dict]:
    """Draw sentences: most where the model is unsure, the others by chance, none of the actors in
    too many.
    """
    with_two = [unit for unit in units if len({m["letter"] for m in unit["mentions"]}) > 1]
    with_one = [unit for unit in units if len({m["letter"] for m in unit["mentions"]}) == 1]
    chosen: list[dict] = []
    seen: Counter[str] = Counter()
    taken: set[int] = set()

    def take(pool: list[dict], n_wanted: int) -> None:
        for unit in pool:
            if n_wanted <= 0:
                return
            if id(unit) in taken or any(seen[a] >= most * n for a in unit["actors"]):
                continue
            taken.add(id(unit))
            seen.update(unit["actors"])
            chosen.append(unit)
            n_wanted -= 1

    for pool, share in ((with_two, 0.6), (with_one, 0.4)):
        shuffled = rng.sample(pool, len(pool))
        unsure = sorted(shuffled, key=lambda unit: -unit["doubt"])
        # Not the most doubtful alone: those are often no sentences at all.
        unsure = rng.sample(unsure[: len(unsure) // 3], len(unsure) // 3)
        take(unsure, round(n * share * UNSURE))
        take(shuffled, round(n * share) - round(n * share * UNSURE))
    take(rng.sample(with_two + with_one, len(with_two + with_one)), n - len(chosen))
    return chosen


def main() -> None:
    """Draw, and write units and batches."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--round", type=int, choices=[*ROUNDS, SELDOM_ROUND, COLOURED_ROUND], default=1
    )
    asked = parser.parse_args()
    codebook, rng = fr.read_codebook(), random.Random(asked.round)
    coded = pd.read_csv(UNITS, dtype={"sha256": "str"})
    known = set(pd.read_csv(FILE, dtype="str")["sha256"]) | set(coded["sha256"])
    asked.work.mkdir(parents=True, exist_ok=True)
    file, batches = asked.work / "units.jsonl", asked.work / "batches"
    lines = file.read_text("utf8").splitlines() if file.is_file() else []
    before = [json.loads(line) for line in lines]
    known |= {unit["sha256"] for unit in before}
    drawn: list[dict] = []
    if asked.round == SELDOM_ROUND:
        drawn = draw_seldom(asked.eval, asked.work, codebook, known, rng)
    if asked.round == COLOURED_ROUND:
        drawn = list(draw_coloured(asked.eval, codebook, known, rng))
    wanted = ROUNDS.get(asked.round, Round({}, {}, 1.0))
    for name, n in wanted.with_actors.items():
        units = find_units(asked.eval, name, codebook, known, asked.round)
        with_actors = [unit for unit in units if unit["mentions"]]
        print(f"{name}: {len(units):,} sentences, {len(with_actors):,} with an actor", flush=True)
        drawn += draw(with_actors, n, wanted.most, rng)
        without = [unit for unit in units if not unit["mentions"]]
        drawn += rng.sample(without, wanted.without_actors.get(name, 0))
    rng.shuffle(drawn)
    batches.mkdir(exist_ok=True)
    with file.open("a", encoding="utf8") as out:
        first = 1 + max([*coded["unit_id"], *(unit["unit_id"] for unit in before)])
        for number, unit in enumerate(drawn, first):
            unit["unit_id"] = number
            out.write(json.dumps(unit, ensure_ascii=False) + "\n")
    n_batches = len(list(batches.iterdir()))
    for number, at in enumerate(range(0, len(drawn), BATCH), n_batches + 1):
        lines = [f"{unit['unit_id']}\t{show_unit(unit)}" for unit in drawn[at : at + BATCH]]
        (batches / f"{number:03d}.txt").write_text("\n".join(lines) + "\n", "utf8")
    letters = sum(len({m["letter"] for m in unit["mentions"]}) for unit in drawn)
    print(f"{len(drawn):,} sentences, {letters:,} actors in them", flush=True)


if __name__ == "__main__":
    main()
