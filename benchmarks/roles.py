"""How many of the actions between actors the kit finds, and how many of those that it finds are
there.

    python benchmarks/roles.py --eval FOLDER [--errors]

``benchmarks/gold/roles.csv`` holds sentences of ``voice/train.jsonl`` that name two actors or more,
drawn by chance and marked by two readers who had not seen the rules, one half each: who
acts, on whom, by which word. Only offsets are kept; the sentences stand in the evaluation folder.
An action is right if the same two actors stand in it in the same roles (in either order where it is
mutual).
"""

import argparse
import csv
import hashlib
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd

import framing as fr
from framing.text.inflection import inflect

GOLD = Path(__file__).parent / "gold" / "roles.csv"
Action = tuple[str, str]


def read_articles(folder: Path) -> pd.DataFrame:
    file = folder / "voice" / "train.jsonl"
    if not file.is_file():
        print(
            f"no {file}: give the folder of the evaluation data with --eval FOLDER", file=sys.stderr
        )
        raise SystemExit(2)
    with file.open(encoding="utf8") as lines:
        articles = fr.make_articles({row["doc"]: row["text"] for row in map(json.loads, lines)})
    days = articles["article_id"].str.extract(r"_(\d{4}-\d\d-\d\d)_")[0]
    return articles.assign(published_at=days.astype("datetime64[us, UTC]"))


def known_forms(codebook: fr.Codebook) -> set[str]:
    """First words of all forms of the verbs and nouns in the codebook."""
    irregular: dict[str, list[str]] = {}
    for lemma, form in codebook.irregular_forms[["lemma", "form"]].itertuples(
        index=False, name=None
    ):
        irregular.setdefault(lemma, []).append(form)
    forms = {
        form for verb in codebook.verbs["verb"] for form in inflect(verb.split()[0], irregular)
    }
    return forms | {noun.split()[0] for noun in codebook.action_nouns["noun"]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong and what is missed"
    )
    chosen = parser.parse_args()
    articles = read_articles(chosen.eval)
    with GOLD.open(encoding="utf8", newline="") as lines:
        gold = list(csv.DictReader(lines))
    texts = articles.set_index("article_id")["text"]
    marked: dict[tuple[str, int], list[dict[str, str]]] = {}
    for row in gold:
        text = texts[row["doc"]][int(row["start"]) : int(row["end"])]
        if hashlib.sha256(text.encode()).hexdigest()[:12] != row["sha256"]:
            raise SystemExit(f"{row['doc']} is not the text that was marked")
        marked.setdefault((row["doc"], int(row["start"])), []).extend(
            [row] if row["agent_id"] else []
        )
    codebook = fr.read_codebook()
    articles = articles[articles["article_id"].isin({doc for doc, _ in marked})]
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook, articles=articles)
    start = time.perf_counter()
    roles = fr.extract_roles(mentions, sentences, codebook)
    seconds = time.perf_counter() - start
    actor = mentions.set_index("mention_id")["actor_id"]
    place = sentences.set_index("sentence_id")[["article_id", "start"]]
    found: dict[tuple[str, int], list[tuple[str, str, bool, str]]] = {}
    for row in roles.itertuples(index=False):
        key = place.loc[row.sentence_id, "article_id"], int(place.loc[row.sentence_id, "start"])
        pair = actor[row.agent_mention_id], actor[row.patient_mention_id]
        found.setdefault(key, []).append((*pair, row.is_mutual, row.verb))
    keys = zip(sentences["article_id"], sentences["start"], strict=True)
    sentence_at = dict(zip(keys, sentences["text"], strict=True))
    n_found = n_right = 0
    forms = known_forms(codebook)
    n_unknown = 0
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for key, actions in marked.items():
        sentence = sentence_at[key]
        for agent, patient, is_mutual, verb in found.get(key, []):
            is_right = any(_is_same(row, agent, patient, is_mutual) for row in actions)
            n_found, n_right = n_found + 1, n_right + is_right
            if chosen.errors and not is_right:
                print(f"wrong:  {agent} {verb} {patient} | {sentence}")
        for row in actions:
            here = found.get(key, [])
            is_hit = any(
                _is_same(row, agent, patient, mutual) for agent, patient, mutual, _ in here
            )
            totals[row["kind"]] += 1
            hits[row["kind"]] += is_hit
            word = re.match(r"[\w-]+", texts[key[0]][int(row["verb_start"]) :])
            n_unknown += not is_hit and word is not None and word.group().lower() not in forms
            if chosen.errors and not is_hit:
                print(f"missed: {row['agent_id']} {row['patient_id']} | {sentence}")
    n_gold = sum(totals.values())
    print(f"{len(marked)} sentences, {n_gold} actions marked, {n_found} found")
    print(
        f"precision {100 * n_right / max(1, n_found):.1f}  recall "
        f"{100 * sum(hits.values()) / n_gold:.1f}"
    )
    print(
        "found of the verbs {verb:.1f}, of the nouns {noun:.1f} per cent".format(
            **{kind: 100 * hits[kind] / max(1, totals[kind]) for kind in ("verb", "noun")}
        )
    )
    n_missed = n_gold - sum(hits.values())
    print(f"missed {n_missed}: {n_unknown} by a word that the tables of verbs and nouns lack")
    n_words = int(articles["text"].str.split().str.len().sum())
    print(f"{1000 * seconds / n_words * 800:.1f} ms for 800 words")


def _is_same(row: dict[str, str], agent: str, patient: str, is_mutual: bool) -> bool:
    pair = row["agent_id"], row["patient_id"]
    either = is_mutual or row["is_mutual"] == "1"
    return (agent, patient) == pair or (either and (patient, agent) == pair)


if __name__ == "__main__":
    main()
