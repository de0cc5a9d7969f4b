"""How often the reading of a place name, place or actor, agrees with human annotators.

    python benchmarks/readings.py --eval FOLDER [--errors 40] [--predictions FOLDER]

The gold: 2,181 toponyms in news (GeoWebNews; Gritta, Pilehvar and Collier 2020) and 1,026 in an
encyclopaedia (ReLocaR; Gritta, Pilehvar, Limsopatham and Collier 2017). Their toponyms are of any
kind, streets and towns too, so this asks more of the rules than the kit does. A reading as an
attribute counts as actor, an unclear one as place.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

import framing as fr
from framing.mentions.readings import find_reading
from framing.text.word_lists import WordList

FILES = {"news (GeoWebNews)": "gwn_train.jsonl", "encyclopaedia (ReLocaR)": "relocar_train.jsonl"}


def read_rows(file: Path) -> list[tuple[str, int, int, str]]:
    """Text, start, end and reading of each toponym."""
    rows = []
    with file.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            tokens = row["tokens"]
            start = len(" ".join(tokens[: row["start"]])) + (row["start"] > 0)
            name = " ".join(tokens[row["start"] : row["end"]])
            # The encyclopaedia's tokens keep the mark that follows them.
            name = name if name[-2:-1].isupper() else name.rstrip(",;:.)") or name
            rows.append((" ".join(tokens), start, start + len(name), row["reading"]))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--eval", type=Path, required=True, metavar="FOLDER", help="folder of the evaluation data"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FOLDER", help="write the readings as JSON lines too"
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show N errors of each part"
    )
    chosen = parser.parse_args()
    folder = chosen.eval / "readings"
    missing = [name for name in FILES.values() if not (folder / name).is_file()]
    if missing:
        print(
            f"no {folder / missing[0]}: give the folder of the evaluation data with --eval FOLDER",
            file=sys.stderr,
        )
        raise SystemExit(2)
    codebook = fr.read_codebook()
    demonyms = codebook.aliases.query("alias_type == 'demonym'")["alias"].tolist()
    known = WordList(demonyms, [False] * len(demonyms))
    print(f"{'':<26}{'n':>6}{'majority':>10}{'accuracy':>10}   of place / actor found")
    for label, name in FILES.items():
        rows = read_rows(folder / name)
        counts: Counter[tuple[str, str]] = Counter()
        errors = []
        readings = []
        for text, start, end, gold in rows:
            is_demonym = any(
                (m.start, m.end) == (0, end - start) for m in known.find_all(text[start:end])
            )
            reading = find_reading(text, start, end, codebook, is_demonym=is_demonym)
            said = {"attribute": "actor", "unclear": "place"}.get(reading, reading)
            counts[gold, said] += 1
            readings.append(said)
            if said != gold:
                errors.append(
                    f"  {gold:<6} "
                    f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 40]}"
                )
        wanted = {g: counts[g, "place"] + counts[g, "actor"] for g in ("place", "actor")}
        right = counts["place", "place"] + counts["actor", "actor"]
        print(
            f"{label:<26}{len(rows):>6}{100 * max(wanted.values()) / len(rows):>10.1f}"
            f"{100 * right / len(rows):>10.1f}"
            f"   {100 * counts['place', 'place'] / wanted['place']:.1f} / "
            f"{100 * counts['actor', 'actor'] / wanted['actor']:.1f}"
        )
        if chosen.predictions:
            rows_said = [
                json.dumps({"row": row, "reading": said}) + "\n"
                for row, said in enumerate(readings)
            ]
            chosen.predictions.mkdir(parents=True, exist_ok=True)
            (chosen.predictions / name).write_text("".join(rows_said), encoding="utf8")
        if chosen.errors:
            print(
                *random.Random(chosen.errors).sample(errors, min(chosen.errors, len(errors))),
                sep="\n",
            )


if __name__ == "__main__":
    main()
