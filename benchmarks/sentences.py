"""How well sentences are found, beside other splitters, on sentences that were marked.

    python benchmarks/sentences.py --eval FOLDER [--errors]

The gold (``benchmarks/gold/sentences.csv``) holds offsets into the articles of ``voice/dev.jsonl``
and no text. Three samples: ``random``, 190 paragraphs drawn at random, and ``hard``, 50 drawn among
those with initials, abbreviations, ellipses or quoted questions, from whose errors the kit's rules
have learnt; and ``new``, 160 more drawn at random and marked when the rules were done, which no
rule has learnt from. They were marked by reading every full stop, question mark, exclamation mark
and ellipsis in them. The convention: a quotation is never cut, and what attributes it belongs to
it. What counts are the borders inside paragraphs: precision, recall and F1, and the share of
sentences whose start and end are both right. Splitters that are not installed are left out; they
are no dependencies of the kit (``pip install nupunkt syntok pysbd``).
"""

import argparse
import csv
import hashlib
import re
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gold.evaluation import read_rows

from framing.codebook.codebook import read_codebook
from framing.text.quotations import find_quotations
from framing.text.sentences import find_sentences

GOLD = Path(__file__).parent / "gold" / "sentences.csv"
Spans = list[tuple[int, int]]


class Paragraph(NamedTuple):
    """A paragraph of the gold, the sample that it was drawn for, and its sentences."""

    sample: str
    text: str
    gold: Spans


def read_gold(folder: Path) -> list[Paragraph]:
    file = folder / "voice" / "dev.jsonl"
    texts = {doc["doc"]: doc["text"] for doc in read_rows(file)}
    found: dict[tuple[str, int], Paragraph] = {}
    with GOLD.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            start, end = int(row["paragraph_start"]), int(row["paragraph_end"])
            text = texts[row["doc"]][start:end]
            if hashlib.sha256(text.encode()).hexdigest()[:12] != row["sha256"]:
                raise SystemExit(
                    f"{row['doc']}: the paragraph at {start} is not the one that was marked"
                )
            paragraph = found.setdefault((row["doc"], start), Paragraph(row["sample"], text, []))
            paragraph.gold.append((int(row["start"]) - start, int(row["end"]) - start))
    return list(found.values())


def align(text: str, pieces: list[str]) -> Spans:
    """Spans of pieces that a splitter gave without offsets."""
    spans, place = [], 0
    for piece in filter(None, (piece.strip() for piece in pieces)):
        start = text.find(piece, place)
        start = place if start < 0 else start
        place = start + len(piece)
        spans.append((start, place))
    return spans


def trim(text: str, spans: Spans) -> Spans:
    pieces = [
        (s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip()))
        for s, e in spans
    ]
    return [(s, e) for s, e in pieces if s < e]


def split_naively(text: str) -> Spans:
    return align(text, re.split(r"(?<=[.!?])\s+(?=[A-Z])", text))


def protect(split: Callable[[str], Spans]) -> Callable[[str], Spans]:
    """The same splitter with its borders inside quotations dropped."""

    def split_protected(text: str) -> Spans:
        quotations = find_quotations(text)
        spans: Spans = []
        for start, end in split(text):
            if spans and any(q.start < spans[-1][1] < q.end for q in quotations):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans

    return split_protected


def candidates() -> dict[str, Callable[[str], Spans]]:
    found: dict[str, Callable[[str], Spans]] = {"regular expression": split_naively}
    try:
        import nupunkt

        def split_nupunkt(text: str) -> Spans:
            return trim(text, [tuple(span) for span in nupunkt.sent_spans(text)])

        found["nupunkt"] = split_nupunkt
        found["nupunkt, quotations kept"] = protect(split_nupunkt)
    except ImportError:
        print("nupunkt is not installed", file=sys.stderr)
    try:
        import syntok.segmenter

        def split_syntok(text: str) -> Spans:
            sentences = [s for p in syntok.segmenter.analyze(text) for s in p]
            return [(s[0].offset, s[-1].offset + len(s[-1].value)) for s in sentences if s]

        found["syntok"] = split_syntok
        found["syntok, quotations kept"] = protect(split_syntok)
    except ImportError:
        print("syntok is not installed", file=sys.stderr)
    try:
        import pysbd

        segmenter = pysbd.Segmenter(language="en", clean=False)
        found["pysbd"] = lambda text: align(text, segmenter.segment(text))
    except ImportError:
        print("pysbd is not installed", file=sys.stderr)
    found["framing"] = partial(find_sentences, codebook=read_codebook())
    return found


def score(
    paragraphs: list[Paragraph], split: Callable[[str], Spans]
) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of borders, and share of gold sentences that were found whole, in
    per cent.
    """
    right = claimed = wanted = whole = n_gold = 0
    for paragraph in paragraphs:
        spans = split(paragraph.text)
        mine, gold = {end for _, end in spans[:-1]}, {end for _, end in paragraph.gold[:-1]}
        right, claimed, wanted = right + len(mine & gold), claimed + len(mine), wanted + len(gold)
        whole, n_gold = whole + len(set(spans) & set(paragraph.gold)), n_gold + len(paragraph.gold)
    precision, recall = right / max(1, claimed), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return 100 * precision, 100 * recall, 100 * f1, 100 * whole / n_gold


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list the borders that the kit gets wrong"
    )
    chosen = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)
    paragraphs = read_gold(chosen.eval)
    samples = {
        name: [p for p in paragraphs if p.sample == name] for name in ("new", "random", "hard")
    }
    n_words = sum(len(p.text.split()) for p in paragraphs)
    for name, own in samples.items():
        print(f"{name}: {len(own)} paragraphs, {sum(len(p.gold) for p in own)} sentences")
    print(f"\n{'':<26}" + "".join(f"{name:^30}" for name in samples))
    print(
        f"{'borders':<26}"
        + f"{'prec':>7}{'rec':>7}{'F1':>7}{'whole':>8} " * 3
        + f"{'ms/1,000 words':>16}"
    )
    for name, split in candidates().items():
        split(paragraphs[0].text)
        start = time.perf_counter()
        numbers = [score(own, split) for own in samples.values()]
        milliseconds = 1e6 * (time.perf_counter() - start) / n_words
        cells = "".join(f"{p:>7.1f}{r:>7.1f}{f:>7.1f}{w:>8.1f} " for p, r, f, w in numbers)
        print(f"{name:<26}{cells}{milliseconds:>16.1f}")
    if chosen.errors:
        for paragraph in paragraphs:
            mine = {end for _, end in find_sentences(paragraph.text)[:-1]}
            gold = {end for _, end in paragraph.gold[:-1]}
            for place in sorted(mine ^ gold):
                kind = "extra " if place in mine else "missed"
                print(
                    f"{kind} …{paragraph.text[max(0, place - 40) : place]} | "
                    f"{paragraph.text[place : place + 40]}…"
                )


if __name__ == "__main__":
    main()
