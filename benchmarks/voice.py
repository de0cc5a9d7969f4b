"""How well the attributions agree with human annotators, and how fast they are found.

    python benchmarks/voice.py --eval FOLDER [--part dev] [--predictions FILE]

The evaluation folder holds ``voice/dev.jsonl`` and ``voice/train.jsonl``: articles of American
political news in which every attribution is marked with its source, cue and content (PolNeAR:
Newell, Margolin and Ruths 2018). Only words of reported content count (a cue of reporting or a
quotation); words of other attributions (wants, hopes) are ignored.

`--predictions` writes the attributed stretches as one JSON object a line, ``{"doc": ..., "spans":
[{"content": [[start, end], ...], "source": [[start, end]]}]}``, for another scorer. Terms are not
among them.
"""

import argparse
import json
import re
import time
from pathlib import Path

import pandas as pd
from gold.evaluation import read_rows

import framing as fr
from framing.tables.rows import read_pieces

Span = tuple[int, int]
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_PLACES = ("GPE", "NORP", "LOC")


def read_gold(folder: Path, part: str) -> list[dict]:
    return read_rows(folder / "voice" / f"{part}.jsonl")


def find(gold: list[dict], codebook: fr.Codebook) -> tuple[dict[str, list[dict]], float]:
    """Attributed stretches of each article, and milliseconds for 800 words."""
    articles = fr.make_articles({doc["doc"]: doc["text"] for doc in gold})
    sentences = fr.split_sentences(articles, codebook=codebook)
    fr.find_attributions(articles.head(1), sentences, codebook)  # loads the word lists
    start = time.perf_counter()
    found = fr.find_attributions(articles, sentences, codebook)
    seconds = time.perf_counter() - start
    n_words = int(articles["text"].str.split().str.len().sum())
    spans: dict[str, list[dict]] = {doc["doc"]: [] for doc in gold}
    for row in found[found["quote_type"] != "term"].itertuples(index=False):
        source = (
            [(int(row.source_start), int(row.source_end))] if pd.notna(row.source_start) else []
        )
        spans[row.article_id].append({"content": list(read_pieces(row.pieces)), "source": source})
    return spans, 1000 * seconds / n_words * 800


def inside(spans: list[Span], words: list[Span]) -> set[int]:
    return {
        i for i, (start, end) in enumerate(words) if any(start < b and end > a for a, b in spans)
    }


def f1(hits: int, false: int, missed: int) -> tuple[float, float, float]:
    precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def score(gold: list[dict], found: dict[str, list[dict]]) -> list[str]:
    """The lines of the table."""
    words_hit = words_false = words_missed = 0
    places = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    n_hit = n_heads = n_joint = n_mentions = 0
    recall = {"direct": [0, 0], "mixed": [0, 0], "indirect": [0, 0]}
    for doc in gold:
        words = [match.span() for match in _WORD.finditer(doc["text"])]
        marked = [(one, inside(one["content"], words)) for one in doc["attributions"]]
        reported = {i for one, own in marked if one["reported"] for i in own}
        ignored = {i for _, own in marked for i in own} - reported
        owner: dict[int, dict] = {}
        for one, own in marked:
            for i in own:
                owner.setdefault(i, one)
        spans = [
            (inside(one["content"], words), inside(one["source"], words))
            for one in found[doc["doc"]]
        ]
        predicted = {i for content, _ in spans for i in content}
        speaker: dict[int, set[int]] = {}
        for content, source in spans:
            for i in content:
                speaker.setdefault(i, source)
        words_hit += len(predicted & reported)
        words_false += len(predicted - reported - ignored)
        words_missed += len(reported - predicted)
        for one, own in marked:
            if not one["reported"]:
                continue
            recall[one["quote"]][0] += len(own & predicted)
            recall[one["quote"]][1] += len(own)
            content, source = max(
                spans, key=lambda span: len(span[0] & own), default=(set(), set())
            )
            if one["source_head"] and content & own:
                n_hit += 1
                n_heads += bool(inside([one["source_head"]], words) & source)
        starts = {start: i for i, (start, _) in enumerate(words)}
        for start, _, label in doc["mentions"]:
            i = starts.get(start)
            if i is None or i in ignored:
                continue
            is_reported, is_found = i in reported, i in predicted
            if label in _PLACES:
                places[is_reported, is_found] += 1
            n_mentions += 1
            if not is_reported:
                n_joint += not is_found
            elif is_found:
                head = owner[i]["source_head"]
                n_joint += head is None or bool(inside([head], words) & speaker[i])
    accuracy = 100 * (places[True, True] + places[False, False]) / max(1, sum(places.values()))
    place_f = f1(places[True, True], places[False, True], places[True, False])[2]
    precision, recall_all, f = f1(words_hit, words_false, words_missed)
    return [
        f"reported words     precision {precision:.1f}  recall {recall_all:.1f}  F {f:.1f}",
        f"place mentions     accuracy {accuracy:.1f}  F {place_f:.1f}  ({sum(places.values())})",
        f"voice and source   {100 * n_joint / max(1, n_mentions):.1f} of {n_mentions} named "
        "mentions",
        f"source head        {100 * n_heads / max(1, n_hit):.1f} of {n_hit} "
        "stretches that were hit",
        "recall by quote    "
        + "  ".join(f"{kind} {100 * a / max(1, b):.1f}" for kind, (a, b) in recall.items()),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--part", default="dev", choices=("dev", "train"), help="which part (default dev)"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="write the stretches that were found"
    )
    chosen = parser.parse_args()
    gold = read_gold(chosen.eval, chosen.part)
    found, milliseconds = find(gold, fr.read_codebook())
    print("\n".join(score(gold, found)))
    print(f"{milliseconds:.1f} ms for 800 words")
    if chosen.predictions:
        lines = (json.dumps({"doc": doc, "spans": spans}) for doc, spans in found.items())
        chosen.predictions.write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
