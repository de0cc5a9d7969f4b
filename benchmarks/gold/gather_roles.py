"""Gather what two readers marked of who does what to whom, and tell how far they agree.

    python -m benchmarks.gold.gather_roles --work DIR --readers NAME NAME [--out FILE]

The readers are language models; neither has seen how the kit finds actions. DIR is that of
`draw_roles`; a reader's marks lie in ``DIR/NAME/*.txt``, in the form that ``roles_rules.md``
states. Printed are the lines that cannot be read, and else how far the two agree on ordered pairs
of actors, and the sentences on which they do not. ``DIR/settled/*.txt`` holds, in the same form,
all marks of the sentences that a third reading settled; once it holds every one that differs,
FILE (``roles_news.csv``) is written: offsets and digests, and no words.
"""

import argparse
import json
import re
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import pandas as pd

import framing as fr

OUT = Path(__file__).with_name("roles_news.csv")
KINDS = {"v": "verb", "n": "noun"}
_PAIR = re.compile(r"(\d+)([>=])(\d+)")
_WORD = re.compile(r"(.+?)(?:#(\d+))?")


@dataclass(frozen=True)
class Mark:
    """One deed: ``agent`` and ``patient`` are numbers of mentions, ``word_start`` an offset in the
    sentence.
    """

    agent: int
    patient: int
    word_start: int
    is_mutual: bool
    kind: str
    sign: str
    is_negated: bool


Marks = dict[int, list[Mark]]
"""unit_id -> what is marked in the sentence."""
Pairs = dict[tuple[int, str, str], str]
"""unit_id, agent and patient -> signs of what is marked, each with ``n`` where it is negated."""


def read_units(work: Path) -> dict[int, dict[str, Any]]:
    with (work / "roles_units.jsonl").open(encoding="utf8") as lines:
        return {unit["unit_id"]: unit for unit in map(json.loads, lines)}


def read_mark(fields: list[str], unit: dict[str, Any]) -> Mark:
    """Read the fields of a line behind the number of the sentence.

    Raises
    ------
    ValueError
        If a field is not what the rules state, with what it should be.
    """
    if len(fields) != 5:
        raise ValueError("a mark has six fields")
    pair, word = _PAIR.fullmatch(fields[0]), _WORD.fullmatch(fields[1])
    if pair is None or word is None:
        raise ValueError("the second field is 1>2 or 1=2, the third a word")
    actors = {place["number"]: place["actor_id"] for place in unit["mentions"]}
    agent, patient = int(pair[1]), int(pair[3])
    if not {agent, patient} <= set(actors):
        raise ValueError(f"no mention {agent} or {patient}")
    if actors[agent] == actors[patient]:
        raise ValueError(f"mentions {agent} and {patient} are one actor")
    kind, sign, negated = fields[2:]
    if kind not in KINDS or sign not in {"+", "-", "0"} or negated not in {"n", "."}:
        raise ValueError("the last three fields are v or n; +, - or 0; n or .")
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word[1])}(?!\w)", unit["text"])]
    if not places or (len(places) > 1 and word[2] is None) or int(word[2] or 1) > len(places):
        raise ValueError(
            f"{word[1]!r} stands {len(places)} times in the sentence; word#2 picks one"
        )
    start = places[int(word[2] or 1) - 1]
    return Mark(agent, patient, start, pair[2] == "=", KINDS[kind], sign, negated == "n")


def read_marks(folder: Path, units: dict[int, dict[str, Any]]) -> tuple[Marks, list[str]]:
    """Read the marks of a reader, and list the lines that cannot be read."""
    marks: Marks = {}
    faults = []
    empty = set()
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf8").splitlines(), 1):
            if not line.strip():
                continue
            first, *fields = line.strip().split("|")
            try:
                unit_id = int(first)
                if unit_id not in units:
                    raise ValueError(f"no sentence {unit_id}")
                own = marks.setdefault(unit_id, [])
                if fields == ["."]:
                    empty.add(unit_id)
                    continue
                mark = read_mark(fields, units[unit_id])
                if mark in own:
                    raise ValueError("the mark stands there already")
                own.append(mark)
            except ValueError as fault:
                faults.append(f"{folder.name}/{file.name}, line {number}: {fault}: {line}")
    faults += [f"{folder.name}: sentence {i} has marks and a dot" for i in empty if marks[i]]
    return marks, sorted(faults)


def pair_up(marks: Marks, units: dict[int, dict[str, Any]]) -> Pairs:
    """Tell what is marked for each ordered pair of actors; what is mutual holds for both orders."""
    signs: dict[tuple[int, str, str], set[str]] = {}
    for unit_id, own in marks.items():
        actors = {place["number"]: place["actor_id"] for place in units[unit_id]["mentions"]}
        for mark in own:
            pair = actors[mark.agent], actors[mark.patient]
            for agent, patient in [pair, pair[::-1]] if mark.is_mutual else [pair]:
                sign = mark.sign + "n" * mark.is_negated
                signs.setdefault((unit_id, agent, patient), set()).add(sign)
    return {key: " ".join(sorted(own)) for key, own in signs.items()}


def find_differences(one: Pairs, two: Pairs) -> dict[int, list[str]]:
    """unit_id -> the ordered pairs on which two readers differ: whether anything, or the sign."""
    found: dict[int, list[str]] = {}
    for key in sorted(one.keys() | two.keys()):
        if one.get(key) != two.get(key):
            unit_id, agent, patient = key
            line = f"{agent}>{patient}: {one.get(key, 'none')} | {two.get(key, 'none')}"
            found.setdefault(unit_id, []).append(line)
    return found


def measure_agreement(one: Pairs, two: Pairs, units: dict[int, dict[str, Any]]) -> pd.DataFrame:
    """Krippendorff's alpha (nominal) over all ordered pairs of actors of all sentences: whether
    anything is marked, and with which sign. Its interval is over texts.
    """
    rows = []
    cluster = {}
    for unit_id, unit in units.items():
        actors = sorted({place["actor_id"] for place in unit["mentions"]})
        for agent, patient in permutations(actors, 2):
            name = f"{unit_id} {agent}>{patient}"
            cluster[name] = f"{unit['file']}:{unit['doc']}"
            for coder, pairs in (("one", one), ("two", two)):
                signs = pairs.get((unit_id, agent, patient))
                rows.append((name, coder, "is marked", "no" if signs is None else "yes"))
                rows.append((name, coder, "sign", signs or "none"))
    codings = pd.DataFrame(rows, columns=["unit_id", "coder_id", "variable", "code"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.ReliabilityWarning)
        return fr.agreement(
            codings, metrics={"is marked": "nominal", "sign": "nominal"}, cluster=cluster
        )


def describe_agreement(one: Pairs, two: Pairs, units: dict[int, dict[str, Any]]) -> str:
    """F1 of the pairs that are marked, with and without their sign, and alpha."""
    n_both = len(one.keys() & two.keys())
    n_same = sum(two.get(key) == signs for key, signs in one.items())
    n_all = max(1, len(one) + len(two))
    lines = [
        f"{len(units)} sentences; ordered pairs marked by the readers, both language models: "
        f"{len(one)} and {len(two)}, by both {n_both}",
        f"F1 {200 * n_both / n_all:.1f}, and with the same sign {200 * n_same / n_all:.1f}",
    ]
    for row in measure_agreement(one, two, units).itertuples(index=False):
        lines.append(
            f"alpha, {row.variable}: {row.alpha:.2f} [{row.ci_low:.2f}, {row.ci_high:.2f}] over "
            f"{row.n_units} ordered pairs of actors"
        )
    return "\n".join(lines)


def make_gold(marks: Marks, units: dict[int, dict[str, Any]]) -> pd.DataFrame:
    """One row is a deed, in the columns of ``roles.csv`` and its file, sign and negation; a
    sentence without any has one row without an agent. Offsets are those of the text.
    """
    rows = []
    for unit_id in sorted(units, key=lambda i: [units[i][c] for c in ("file", "doc", "start")]):
        unit = units[unit_id]
        offset = unit["start"]
        places = {place["number"]: place for place in unit["mentions"]}
        row = {column: unit[column] for column in ("file", "doc", "start", "end", "sha256")}
        rows += [
            {
                **row,
                "agent_start": offset + places[mark.agent]["start"],
                "agent_id": places[mark.agent]["actor_id"],
                "verb_start": offset + mark.word_start,
                "patient_start": offset + places[mark.patient]["start"],
                "patient_id": places[mark.patient]["actor_id"],
                "is_mutual": int(mark.is_mutual),
                "kind": mark.kind,
                "sign": {"+": 1, "0": 0, "-": -1}[mark.sign],
                "is_negated": int(mark.is_negated),
            }
            for mark in sorted(marks[unit_id], key=lambda mark: (mark.word_start, mark.patient))
        ] or [row]
    columns = ["file", "doc", "start", "end", "sha256", "agent_start", "agent_id", "verb_start"]
    columns += ["patient_start", "patient_id", "is_mutual", "kind", "sign", "is_negated"]
    table = pd.DataFrame(rows, columns=columns)
    numbers = ["agent_start", "verb_start", "patient_start", "is_mutual", "sign", "is_negated"]
    return table.astype(dict.fromkeys(numbers, "Int64"))


def settle(one: Marks, settled: Marks, differing: Iterable[int]) -> Marks:
    """Take the first reader's marks, and the settled ones of sentences on which two differ.

    Raises
    ------
    ValueError
        If a sentence that differs is not settled.
    """
    missing = sorted(set(differing) - settled.keys())
    if missing:
        raise ValueError(f"not settled yet: sentences {', '.join(map(str, missing))}")
    return {**one, **settled}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--readers", nargs="+", required=True, metavar="NAME")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE")
    asked = parser.parse_args()
    units = read_units(asked.work)
    read = [read_marks(asked.work / name, units) for name in asked.readers]
    settled, faults = read_marks(asked.work / "settled", units)
    faults += [line for _, own in read for line in own]
    for name, (marks, _) in zip(asked.readers, read, strict=True):
        missing = [str(i) for i in units if i not in marks]
        faults += [f"{name}: no line for sentences {', '.join(missing)}"] if missing else []
    if faults:
        print("\n".join(faults), file=sys.stderr)
        raise SystemExit(1)
    if len(read) != 2:
        print("every line can be read; agreement asks for two readers")
        return
    one, two = (pair_up(marks, units) for marks, _ in read)
    print(describe_agreement(one, two, units))
    differences = find_differences(one, two)
    print(f"{len(differences)} sentences differ (pair: first reader | second)")
    for unit_id, lines in differences.items():
        print(f"{unit_id}\t{'; '.join(lines)}")
    try:
        gold = make_gold(settle(read[0][0], settled, differences), units)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        raise SystemExit(1) from None
    gold.to_csv(asked.out, index=False, lineterminator="\n")
    print(f"{asked.out}: {gold['agent_id'].notna().sum()} deeds in {len(units)} sentences")


if __name__ == "__main__":
    main()
