"""Gather what coders wrote about the drawn sentences, settle what two saw differently, and measure
how far they agree.

    python -m training.codes --work DIR [--out data/coding]

DIR is what `training.draw` filled; ``DIR/codes/CODER/NNN.txt`` holds a coder's lines for a batch,

    id|lights|pairs|policy|frames
    17|A- B0 C+|A>B- C>B+|sec|aggr conf

and ``DIR/settled/NNN.txt``, where there is one, a third reading of what two saw differently.
Written are ``sentence_units.csv`` (a row for a sentence: where it stands, a digest in place of its
words, its mentions) and ``sentence_codes.csv`` (a row for a sentence, a question and what it is
about). The rules are in ``data/coding/sentences_rules.md``.
"""

import argparse
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import framing as fr

ROOT = Path(__file__).parent.parent
POLICY = {
    "eco": "economic",
    "mor": "morality",
    "fai": "fairness_and_equality",
    "leg": "legality_and_crime",
    "pol": "political_and_policies",
    "sec": "security_and_defense",
    "hea": "health_and_safety",
    "cul": "cultural_identity",
    "pub": "public_opinion",
    "oth": "other",
}
FRAMES = {
    "cont": "containment",
    "peac": "peacemaking",
    "part": "no_limits_partnership",
    "aggr": "aggression",
    "neut": "neutrality",
    "sove": "sovereignty",
    "doub": "double_standards",
    "riva": "rivalry",
    "thre": "threat",
    "dipl": "diplomacy",
    "conf": "conflict",
    "huma": "human_interest",
    "econ": "economic_consequences",
    "mora": "morality",
    "resp": "responsibility",
}
SIGNS = {"+": 1, "0": 0, "-": -1}
_LIGHT = re.compile(r"([A-Z])([-+0])")
_PAIR = re.compile(r"([A-Z]>[A-Z])([-+])")


def read_line(line: str, letters: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield question, what it is about and code of every answer in a coder's line, also those that
    are no.

    Examples
    --------
    >>> codes = list(read_line("17|A- B0|A>B-|sec|aggr", ["A", "B"]))
    >>> [code for code in codes if code[0] != "frame"]  # doctest: +NORMALIZE_WHITESPACE
    [('light', 'A', '-1'), ('light', 'B', '0'), ('pair', 'A>B', '-1'), ('pair', 'B>A', '0'),
     ('policy', '', 'security_and_defense')]
    >>> [about for question, about, code in codes if question == "frame" and code == "1"]
    ['aggression']
    """
    _, lights, pairs, policy, frames = (field.strip() for field in line.split("|"))
    found = dict(_LIGHT.fullmatch(token).groups() for token in lights.split() if token != ".")
    if sorted(found) != sorted(letters):
        raise ValueError(f"letters {sorted(letters)} wanted in {line!r}")
    for letter in letters:
        yield "light", letter, str(SIGNS[found[letter]])
    said = dict(_PAIR.fullmatch(token).groups() for token in pairs.split() if token != ".")
    for first, second in itertools.permutations(letters, 2):
        yield "pair", f"{first}>{second}", str(SIGNS[said.get(f"{first}>{second}", "0")])
    yield "policy", "", POLICY[policy]
    held = {FRAMES[token] for token in frames.split() if token != "."}
    for frame in FRAMES.values():
        yield "frame", frame, str(int(frame in held))


def read_folder(folder: Path, units: dict[int, dict]) -> Iterator[tuple[int, str, str, str]]:
    """Yield unit, question, what it is about and code of all batches in a folder."""
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text("utf8").splitlines():
            if not line.strip():
                continue
            unit_id = int(line.split("|", 1)[0])
            letters = sorted({place["letter"] for place in units[unit_id]["mentions"]})
            try:
                yield from ((unit_id, *answer) for answer in read_line(line, letters))
            except (ValueError, KeyError, AttributeError) as error:
                raise ValueError(f"{file}: {line!r}: {error}") from error


def gather(work: Path, units: dict[int, dict]) -> pd.DataFrame:
    """One row a unit, a question and what it is about, with one or two coders' codes and the
    settled one.

    Where two differ and no third has read, the first coder's code is taken: to average would make a
    code that nobody gave.
    """
    key = ["unit_id", "question", "about"]
    parts = []
    for folder in sorted((work / "codes").iterdir()):
        part = pd.DataFrame(read_folder(folder, units), columns=[*key, "code"])
        parts.append(part.assign(coder=folder.name))
    codes = pd.concat(parts, ignore_index=True)
    order = codes.groupby("unit_id")["coder"].transform(lambda own: own.rank(method="dense"))
    codes["role"] = order.astype(int).map({1: "coder_a", 2: "coder_b"})
    wide = codes.pivot(index=key, columns="role", values="code").reset_index()
    wide["coder_b"] = wide.get("coder_b")
    settled = pd.DataFrame(read_folder(work / "settled", units), columns=[*key, "settled"])
    wide = wide.merge(settled, on=key, how="left")
    differs = wide["coder_b"].notna() & (wide["coder_a"] != wide["coder_b"])
    wide["code"] = wide["coder_a"].where(~(differs & wide["settled"].notna()), wide["settled"])
    return wide.drop(columns="settled")


def measure_agreement(codes: pd.DataFrame, units: dict[int, dict]) -> pd.DataFrame:
    """Alpha of every question, and of every frame, over the sentences that two coders read."""
    both = codes[codes["coder_b"].notna()].drop(columns="code")
    both["unit"] = both["unit_id"].astype(str) + " " + both["about"]
    both["variable"] = both["question"].where(both["question"] != "frame", both["about"])
    long = both.melt(["unit", "variable"], ["coder_a", "coder_b"], "coder_id", "code")
    every = long[long["variable"].isin(FRAMES.values())].assign(variable="frames, all")
    every["unit"] += " " + long["variable"]
    codings = pd.concat([long, every]).rename(columns={"unit": "unit_id"})
    cluster = {
        unit: f"{units[int(unit.split()[0])]['file']}:{units[int(unit.split()[0])]['doc']}"
        for unit in codings["unit_id"].unique()
    }
    metrics = dict.fromkeys(codings["variable"].unique(), "nominal")
    return fr.agreement(codings, metrics=metrics, cluster=cluster)


def main() -> None:
    """Gather, print how far coders agree, and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "coding", metavar="DIR")
    asked = parser.parse_args()
    with (asked.work / "units.jsonl").open(encoding="utf8") as lines:
        units = {unit["unit_id"]: unit for unit in map(json.loads, lines)}
    codes = gather(asked.work, units)
    n_twice = codes.loc[codes["coder_b"].notna(), "unit_id"].nunique()
    print(f"{codes['unit_id'].nunique():,} sentences coded, {n_twice:,} of them twice and apart")
    print(codes.groupby("question")["code"].value_counts().to_string())
    if n_twice:
        agreed = measure_agreement(codes, units)
        columns = ["variable", "n_units", "alpha", "ci_low", "ci_high"]
        print(agreed[[c for c in columns if c in agreed]].round(2).to_string(index=False))
    rows = [
        {
            "unit_id": unit_id,
            **{part: units[unit_id][part] for part in ("file", "doc", "start", "end", "sha256")},
            "mentions": " ".join(
                f"{m['letter']}:{m['start']}:{m['end']}" for m in units[unit_id]["mentions"]
            ),
        }
        for unit_id in sorted(codes["unit_id"].unique())
    ]
    write(pd.DataFrame(rows), asked.out / "sentence_units.csv")
    # A pair or a frame that is not there is left out: it is the rule.
    is_no = codes["question"].isin(["pair", "frame"]) & (
        codes[["coder_a", "coder_b", "code"]].fillna("0").eq("0").all(axis=1)
    )
    write(codes[~is_no], asked.out / "sentence_codes.csv")


def write(rows: pd.DataFrame, file: Path) -> None:
    """Write rows, after those of other sentences that the file holds already."""
    if file.is_file():
        before = pd.read_csv(file, dtype="str", keep_default_na=False)
        is_other = ~before["unit_id"].isin(rows["unit_id"].astype(str))
        rows = pd.concat([before[is_other], rows])
    rows.to_csv(file, index=False)


if __name__ == "__main__":
    main()
