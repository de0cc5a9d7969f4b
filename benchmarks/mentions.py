"""How many mentions of countries are found, and how many that are found are right.

    python benchmarks/mentions.py --eval FOLDER [--errors] [--predictions FILE]

The gold is GeoWebNews (Gritta, Pilehvar and Collier 2020): 100 news articles in which every toponym
is marked, with its country names, demonyms and capitals picked out. Recall: a marked one is
overlapped by a mention. Precision: of the mentions of countries and territories by name, demonym or
capital, those that overlap a marked toponym. Languages and namesakes are no toponyms; organisations
are not marked at all, and not counted. Mentions whose actor is not settled are counted as found,
since they are reported with their candidates. The titles and web addresses of the articles are not
marked either: what is found in a title is counted as false, and left out in the second figure.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
from gold.evaluation import read_rows

import framing as fr

NOT_A_PLACE = {"Language", "Homonym", "Non_Toponym"}
COUNTED = ("name", "demonym", "capital")


def best_of_each(rounds: int, sentences: pd.DataFrame, *codebooks: fr.Codebook) -> list[float]:
    """Seconds for all sentences with each codebook in turn, the best of a few rounds."""
    seconds = [float("inf")] * len(codebooks)
    for _ in range(rounds):
        for place, codebook in enumerate(codebooks):
            start = time.perf_counter()
            fr.find_mentions(sentences, codebook)
            seconds[place] = min(seconds[place], time.perf_counter() - start)
    return seconds


def with_more_aliases(codebook: fr.Codebook, n: int) -> fr.Codebook:
    """The codebook with `n` made-up persons more, as a user's own list of local politicians would
    be.
    """
    rng = random.Random(1)
    syllables = [
        "ba",
        "ko",
        "ri",
        "mel",
        "ton",
        "sa",
        "vi",
        "dor",
        "lin",
        "gu",
        "pre",
        "sha",
        "no",
        "fel",
        "tar",
    ]
    names = [
        " ".join("".join(rng.choices(syllables, k=3)).title() for _ in range(2)) for _ in range(n)
    ]
    own = (
        codebook.aliases.head(1)
        .loc[[0] * n]
        .assign(alias=names, alias_type="official", person=names)
    )
    return replace(codebook, aliases=pd.concat([codebook.aliases, own], ignore_index=True))


def write_predictions(
    documents: list[dict[str, object]], mentions: pd.DataFrame, file: Path
) -> None:
    """One line a document: its id and the spans of its mentions."""
    with file.open("w", encoding="utf8") as lines:
        for document in documents:
            own = mentions[mentions["article_id"] == str(document["id"])]
            spans = own[["start", "end", "surface", "alias_type"]].to_dict("records")
            lines.write(json.dumps({"id": document["id"], "mentions": spans}) + "\n")


def describe_named(file: Path, codebook: fr.Codebook) -> Iterator[str]:
    """Lines on the mentions that people gave to a country or its actors, persons and bodies too.

    NewsWCL50 (Hamborg, Zhukova and Gipp 2019): with and without descriptions ("the president").
    """
    if not file.is_file():
        return
    documents = [json.loads(line) for line in file.read_text(encoding="utf8").splitlines()]
    articles = fr.make_articles({str(document["id"]): document["text"] for document in documents})
    sentences = fr.split_sentences(articles, codebook=codebook)
    for with_nominals in (True, False):
        mentions = fr.find_mentions(
            sentences, codebook, articles=articles, with_nominals=with_nominals
        )
        spans = {
            article_id: list(group[["start", "end", "actor_id"]].itertuples(index=False, name=None))
            for article_id, group in mentions.groupby("article_id")
        }
        marked = [
            [
                actor == gold["actor"]
                for start, end, actor in spans[str(document["id"])]
                if start < gold["end"] and gold["start"] < end
            ]
            for document in documents
            for gold in document["mentions"]
        ]
        n_nominal = int((mentions["alias_type"] == "nominal").sum())
        found, right = (100 * sum(map(test, marked)) / len(marked) for test in (bool, any))
        yield (
            f"newswcl50, {n_nominal} nominal: found {found:.1f}, right country {right:.1f} "
            f"of {len(marked)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="write the mentions as JSON lines too"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list what was missed and what was found wrongly"
    )
    chosen = parser.parse_args()
    file = chosen.eval / "actors" / "geowebnews_dev.jsonl"
    documents = read_rows(file)
    codebook = fr.read_codebook()
    texts = {str(document["id"]): document["text"] for document in documents}
    articles = fr.make_articles(texts)
    if changed := (articles["text"] != list(texts.values())).sum():
        print(f"{changed} texts were changed in reading: offsets would not fit", file=sys.stderr)
    sentences = fr.split_sentences(articles, codebook=codebook)
    mentions = fr.find_mentions(sentences, codebook)
    more = with_more_aliases(codebook, 5_000)
    seconds, seconds_more = best_of_each(8, sentences, codebook, more)
    is_place = codebook.actors["actor_type"].isin(["country", "territory"])
    organisations = set(codebook.actors.loc[~is_place, "actor_id"])
    mentions = mentions[~mentions["actor_id"].isin(organisations)]
    if chosen.predictions:
        write_predictions(documents, mentions, chosen.predictions)
    n_words = sum(len(text.split()) for text in texts.values())
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    n_right = n_counted = n_in_titles = 0
    for document in documents:
        own = mentions[mentions["article_id"] == str(document["id"])]
        spans = list(
            own[["start", "end", "surface", "alias_type"]].itertuples(index=False, name=None)
        )
        for gold in document["mentions"]:
            if gold["type"] not in NOT_A_PLACE:
                wanted[gold["cat"]] += 1
                is_found = any(s < gold["end"] and gold["start"] < e for s, e, _, _ in spans)
                found[gold["cat"]] += is_found
                missed[gold["text"]] += not is_found
        places = [gold for gold in document["all_annotated"] if gold["type"] not in NOT_A_PLACE]
        for s, e, surface, alias_type in spans:
            if alias_type in COUNTED:
                n_counted += 1
                is_right = any(s < gold["end"] and gold["start"] < e for gold in places)
                n_right += is_right
                line = document["text"].rfind("\n", 0, s) + 1
                n_in_titles += not is_right and document["text"].startswith("TITLE:", line)
                if not is_right:
                    text = document["text"]
                    false[
                        f"{text[max(0, s - 30) : s]}[{surface}]{text[e : e + 25]}".replace(
                            "\n", " "
                        )
                    ] += 1
    print(
        f"recall     {100 * sum(found.values()) / sum(wanted.values()):.1f} of "
        f"{sum(wanted.values())}"
    )
    n_marked = n_counted - n_in_titles
    print(
        f"precision  {100 * n_right / n_counted:.1f} of {n_counted}; "
        f"but for titles {100 * n_right / n_marked:.1f} of {n_marked}"
    )
    for kind in sorted(wanted):
        print(f"  {kind:<18}{100 * found[kind] / wanted[kind]:.1f} of {wanted[kind]}")
    rules = mentions["rule"].value_counts()
    print("resolved by: " + ", ".join(f"{rule} {n}" for rule, n in rules.items()))
    for time_taken, used in ((seconds, codebook), (seconds_more, more)):
        print(
            f"{1000 * time_taken / (n_words / 800):.2f} ms for 800 words, with "
            f"{len(used.aliases):,} aliases"
        )
    for line in describe_named(chosen.eval / "portrayal" / "newswcl50_dev.jsonl", codebook):
        print(line)
    if chosen.errors:
        print("missed: " + ", ".join(f"{name} {n}" for name, n in missed.most_common() if n))
        print("false:", *false, sep="\n  ")


if __name__ == "__main__":
    main()
