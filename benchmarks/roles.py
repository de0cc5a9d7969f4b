"""How many of the actions between actors the kit finds, and how many of those that it finds are
there.

    python benchmarks/roles.py --eval FOLDER [--gold first news] [--errors] [--thresholds]

Two golds, of 200 sentences each that name two actors or more: ``benchmarks/gold/roles.csv``, drawn
by chance from ``voice/train.jsonl`` and marked by two readers who had not seen the rules, one half
each; and ``roles_news.csv``, drawn from other news and marked by two language models apart, a third
reading settling what they saw differently. Only offsets are kept; the sentences stand in the
evaluation folder. An action is right if the same two actors stand in it in the same roles (in
either order where it is mutual); its sign is right if what is done is for or against as marked.
"""

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from gold.coded import digest, read_whole

import framing as fr
from framing.measures.network.reading import Readings
from framing.measures.roles import judged

GOLDS = {"first": "roles.csv", "news": "roles_news.csv"}
FIRST_FILE = "voice/train"
"""The file of the sentences in a gold that does not name it."""
THRESHOLDS = (0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


class Found(NamedTuple):
    """An action that the kit finds."""

    agent: str
    patient: str
    is_mutual: bool
    verb: str
    sign: int
    found_by: str


class Marked(NamedTuple):
    """A gold: its sentences with the actions marked, and the tables of their articles."""

    actions: dict[tuple[str, int], list[dict[str, str]]]
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    codebook: fr.Codebook


def read_marked(folder: Path, name: str) -> Marked:
    """Read a gold, and find the mentions of its articles."""
    with (Path(__file__).parent / "gold" / GOLDS[name]).open(encoding="utf8", newline="") as lines:
        gold = list(csv.DictReader(lines))
    codebook = fr.read_codebook()
    actions: dict[tuple[str, int], list[dict[str, str]]] = {}
    tables = []
    for file in sorted({row.get("file", FIRST_FILE) for row in gold}):
        own = [row for row in gold if row.get("file", FIRST_FILE) == file]
        texts = read_whole(folder, file)
        articles = fr.make_articles(
            {doc: texts[doc] for doc in dict.fromkeys(r["doc"] for r in own)}
        )
        days = articles["article_id"].str.extract(r"_(\d{4}-\d\d-\d\d)_")[0]
        articles = articles.assign(published_at=days.astype("datetime64[us, UTC]"))
        known = articles.set_index("article_id")["text"]
        for row in own:
            if digest(known[row["doc"]][int(row["start"]) : int(row["end"])]) != row["sha256"]:
                raise SystemExit(f"{row['doc']} is not the text that was marked")
            key = (row["doc"], int(row["start"]))
            actions.setdefault(key, []).extend([row] if row["agent_id"] else [])
        sentences = fr.split_sentences(articles, codebook=codebook)
        tables.append((sentences, fr.find_mentions(sentences, codebook, articles=articles)))
    sentences, mentions = (
        pd.concat(parts, ignore_index=True) for parts in zip(*tables, strict=True)
    )
    at = pd.MultiIndex.from_frame(sentences[["article_id", "start"]])
    sentences = sentences[at.isin(actions)]
    mentions = mentions[mentions["sentence_id"].isin(sentences["sentence_id"])]
    return Marked(actions, sentences, mentions, codebook)


def find(marked: Marked, readings: Readings | None) -> dict[tuple[str, int], list[Found]]:
    """What the kit finds in each sentence, by the grammar or with the network too."""
    roles = fr.extract_roles(marked.mentions, marked.sentences, marked.codebook, readings=readings)
    actor = marked.mentions.set_index("mention_id")["actor_id"]
    place = marked.sentences.set_index("sentence_id")[["article_id", "start"]]
    found: dict[tuple[str, int], list[Found]] = {}
    for row in roles.itertuples(index=False):
        key = place.loc[row.sentence_id, "article_id"], int(place.loc[row.sentence_id, "start"])
        sign = 1 if row.verb_class.endswith("cooperation") else -1
        pair = actor[row.agent_mention_id], actor[row.patient_mention_id]
        found.setdefault(key, []).append(Found(*pair, row.is_mutual, row.verb, sign, row.found_by))
    return found


def is_same(row: dict[str, str], one: Found) -> bool:
    """Whether an action is the marked one."""
    pair = row["agent_id"], row["patient_id"]
    either = one.is_mutual or row["is_mutual"] == "1"
    own = (one.agent, one.patient)
    return own == pair or (either and own[::-1] == pair)


def count(marked: Marked, found: dict[tuple[str, int], list[Found]]) -> str:
    """Precision and recall, and how often the sign is right where the gold has it."""
    n_found = n_right = n_hit = n_gold = n_signed = n_sign_right = 0
    for key, actions in marked.actions.items():
        here = found.get(key, [])
        n_found += len(here)
        n_right += sum(any(is_same(row, one) for row in actions) for one in here)
        n_gold += len(actions)
        for row in actions:
            same = [one for one in here if is_same(row, one)]
            n_hit += bool(same)
            if same and row.get("sign", "0") not in ("", "0"):
                n_signed += 1
                n_sign_right += same[0].sign == int(row["sign"])
    sign = f"  sign right {100 * n_sign_right / n_signed:.1f}" if n_signed else ""
    return (
        f"found {n_found:>4}  precision {100 * n_right / max(1, n_found):>5.1f}  "
        f"recall {100 * n_hit / n_gold:>5.1f}{sign}"
    )


def list_errors(marked: Marked, found: dict[tuple[str, int], list[Found]]) -> Iterator[str]:
    """A line for each action that is found wrongly or missed."""
    keys = zip(marked.sentences["article_id"], marked.sentences["start"], strict=True)
    text = dict(zip(keys, marked.sentences["text"], strict=True))
    for key, actions in marked.actions.items():
        here = found.get(key, [])
        for one in here:
            if not any(is_same(row, one) for row in actions):
                yield f"wrong:  {one.agent} {one.verb} {one.patient} ({one.found_by}) | {text[key]}"
        for row in actions:
            if not any(is_same(row, one) for one in here):
                yield f"missed: {row['agent_id']} {row['patient_id']} | {text[key]}"


def main() -> None:
    """Print what the grammar finds, and what it finds with the network."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument("--gold", nargs="+", choices=GOLDS, default=[*GOLDS], help="which golds")
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong and what is missed"
    )
    parser.add_argument(
        "--thresholds", action="store_true", help="the network's pairs from other probabilities on"
    )
    chosen = parser.parse_args()
    for name in chosen.gold:
        marked = read_marked(chosen.eval, name)
        n_gold = sum(map(len, marked.actions.values()))
        print(f"{name}: {len(marked.actions)} sentences, {n_gold} actions marked")
        started = time.perf_counter()
        print(f"  grammar             {count(marked, find(marked, None))}")
        seconds = time.perf_counter() - started
        readings = fr.read_sentences(marked.mentions, marked.sentences, marked.codebook)
        found = find(marked, readings)
        print(f"  and the network     {count(marked, found)}")
        if chosen.thresholds:
            usual = judged.SURE
            for least in THRESHOLDS:
                judged.SURE = least
                print(f"  network from {least:.2f}   {count(marked, find(marked, readings))}")
            judged.SURE = usual
        n_words = int(marked.sentences["text"].str.split().str.len().sum())
        print(f"  the grammar takes {1000 * seconds / n_words * 800:.1f} ms for 800 words")
        if chosen.errors:
            print(*list_errors(marked, found), sep="\n")


if __name__ == "__main__":
    main()
