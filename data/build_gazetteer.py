"""Build the gazetteer: ``codebook/actors.csv`` and ``codebook/aliases.csv`` from the source tables
in ``gazetteer/``.

    python data/build_gazetteer.py [--check]

The sources say facts; this script says how they become names. Where two actors would share a name
on the same day, the name of the higher kind stays (a country's own name before a surname), and a
surname that two actors would share is left to full names and to what an article says itself. Names
of `codebook/ambiguous.csv` are left out altogether: cues in the article settle those. With
``--check`` nothing is written, and the exit code is 1 if the files are not up to date.
"""

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SOURCES = HERE / "gazetteer"
CODEBOOK = HERE / "codebook"
ACTORS = ("actors_countries.csv", "actors_org.csv")
ALIASES = (
    "aliases_names.csv",
    "aliases_org.csv",
    "capitals.csv",
    "aliases_seats.csv",
    "aliases_institutions.csv",
)
PEOPLE = (
    "people_leaders1.csv",
    "people_leaders2.csv",
    "people_org.csv",
    "people_west.csv",
    "people_east.csv",
    "people_officials.csv",
)
FAMILY_FIRST = {"CHN", "TWN", "HKG", "MAC", "PRK", "KOR", "VNM", "KHM"}
"""Actors whose people are named family name first."""
TITLES = {
    "president",
    "prime",
    "minister",
    "king",
    "queen",
    "sultan",
    "emir",
    "amir",
    "premier",
    "chancellor",
    "general",
    "gen.",
    "col.",
    "dr.",
    "sir",
    "governor",
    "chairman",
    "captain",
    "lt.",
    "maj.",
    "acting",
    "interim",
    "prince",
    "crown",
    "sheikh",
    "shaykh",
    "the",
    "marshal",
    "field",
    "lieutenant",
    "taoiseach",
    "senior",
    "first",
    "deputy",
    "vice",
    "state",
    "council",
    "of",
    "transitional",
    "commander",
    "grand",
    "duke",
    "pope",
    "cardinal",
    "archbishop",
    "bishop",
    "emperor",
    "head",
    "leader",
    "supreme",
    "chief",
    "ministers",
    "administrator",
    "and",
    "governor-general",
    "lord",
    "lady",
    "dame",
    "hon.",
    "rt.",
    "his",
    "her",
}
"""Words before a leader's name in the World Factbook."""
ORDER = ("name", "demonym", "capital", "seat", "institution", "leader", "official")
END_OF_GAP = "2020-11-30"
"""Between spring 2017 and this day, there are hardly any editions of the World Factbook to go by.
"""
SHORT = 6
"""The rank of surnames and other short forms: the last, since they are the least certain."""
COLUMNS = (
    "actor_id",
    "alias",
    "alias_type",
    "is_case_sensitive",
    "valid_from",
    "valid_to",
    "reference",
    "person",
    "office",
    "short_form",
)


class Alias(NamedTuple):
    """A row of ``aliases.csv``; `rank` orders the sources where two say the same name."""

    actor_id: str
    alias: str
    alias_type: str
    is_case_sensitive: str
    valid_from: str
    valid_to: str
    reference: str
    person: str = ""
    office: str = ""
    short_form: str = ""
    rank: int = 0

    @property
    def key(self) -> str:
        """The name as `framing.text.fold` would compare it."""
        return fold(self.alias)

    def overlaps(self, other: "Alias") -> bool:
        """Whether both are valid on some day."""
        return (self.valid_from or "0") <= (other.valid_to or "9") and (
            other.valid_from or "0"
        ) <= (self.valid_to or "9")


def fold(text: str) -> str:
    """Lower case without accents, with straight marks."""
    text = text.replace("’", "'").replace("‘", "'")
    return "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).lower()


def read(name: str) -> list[dict[str, str]]:
    """The rows of a source table; none if the table is not there."""
    file = SOURCES / name
    if not file.is_file():
        return []
    with file.open(encoding="utf8", newline="") as lines:
        return [
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def short_form(person: str, actor_id: str, shorts: list[str]) -> str:
    """The part of a full name by which an article names the person again."""
    words = person.split()
    if len(words) < 2:
        return ""
    is_family_first = bool(re.fullmatch(r"\w+ \w+-[a-z]\w+", person)) or (
        actor_id in FAMILY_FIRST and "-" not in words[0]
    )
    family = words[0] if is_family_first else words[-1]
    for short in shorts:
        if fold(short).split()[-1:] == [fold(family)]:
            return short
    if is_family_first:
        return words[0]
    begin = len(words) - 1
    while begin > 1 and words[begin - 1][0].islower():
        begin -= 1
    return " ".join(words[begin:])


def people() -> Iterator[Alias]:
    """Full names, and short forms that news uses alone, of everybody in the tables of people."""
    for name in PEOPLE:
        for row in read(name):
            shorts = [short.strip() for short in row["short"].split(";") if short.strip()]
            tier = row["tier"] if row["tier"] in ("leader", "official") else "official"
            form = short_form(row["person"], row["actor_id"], shorts)
            for place, alias in enumerate([row["person"], *shorts]):
                is_single = len(alias.split()) == 1
                yield Alias(
                    row["actor_id"],
                    alias,
                    tier,
                    "true" if is_single else "false",
                    row["valid_from"],
                    row["valid_to"],
                    row["reference"],
                    row["person"],
                    row["office"],
                    form,
                    2 if place == 0 or not is_single else SHORT,
                )


def as_name(word: str) -> str:
    """A word of a name, of which the World Factbook writes surnames in capitals."""
    if not word.isupper() or set(word) <= set("IVX") or len(word) == 1:
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def leader_terms(known: set[tuple[str, str]]) -> Iterator[Alias]:
    """Leaders of the World Factbook for actors and surnames that the people's tables lack."""
    iso3 = {row["gec_fips"]: row for row in read("countries.csv")}
    labels = {fold(row["actor_label"]): row["actor_id"] for row in read(ACTORS[0])}
    names = {
        row["key"]: row["actor_id"]
        for row in ({"key": fold(r["alias"]), **r} for r in read("aliases_names.csv"))
    }
    for row in read("leader_terms.csv"):
        country = iso3.get(row["fips_code"])
        if country is None:
            continue
        actor_id = labels.get(fold(country["short_name"])) or names.get(fold(country["short_name"]))
        words = re.sub(
            r"\(.*?\)", "", row["title_and_name_variants"].split(";")[0].split("|")[0]
        ).split()
        upper = [
            place for place, word in enumerate(words) if len(word) > 1 and word.strip(",").isupper()
        ]
        if actor_id is None or not upper or (actor_id, fold(row["surname"])) in known:
            continue
        begin = 0
        while begin < len(words) and (
            words[begin].lower() in TITLES or (words[begin].endswith(".") and begin < 2)
        ):
            begin += 1
        name = [w.strip(",") for w in words[begin : upper[-1] + 1]]
        person = " ".join(as_name(word) for word in name)
        if (
            not 2 <= len(name) <= 5
            or TITLES.intersection(word.lower() for word in name)
            or not re.fullmatch(r"[^\W\d]+(?:[ '’-][^\W\d]+)*", person)
        ):
            continue
        end = row["until_iso"]
        until = (
            end.lstrip("~")
            if end.startswith("~")
            else ""
            if row["in_latest_edition"] == "yes"
            else end[-10:]
        )
        if "2017-01-01" < until < END_OF_GAP and not end.startswith("~"):
            until = END_OF_GAP  # seen last before the gap, and gone after it
        since = row["since_iso"]
        if not (_is_day(since) and (not until or (_is_day(until) and until >= since))):
            since, until = (since if _is_day(since) else ""), ""
        office = (
            "prime minister"
            if "head of government" in row["roles"] and "state" not in row["roles"]
            else "president"
        )
        yield Alias(
            actor_id,
            person,
            "leader",
            "false",
            since,
            until,
            "CIA World Factbook, editions to May 2026; end of term estimated",
            person,
            office,
            short_form(person, actor_id, []),
            5,
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def gather() -> list[Alias]:
    """Every alias that a source gives."""
    found = list(people())
    by_surname: dict[tuple[str, str], set[str]] = defaultdict(set)
    for alias in found:
        by_surname[alias.actor_id, fold(alias.person.split()[-1])].add(alias.person)
    covered = {(alias.actor_id, fold(word)) for alias in found for word in alias.person.split()}
    for name in ALIASES:
        for row in read(name):
            found.append(
                Alias(
                    *(row[column] for column in COLUMNS[:7]), rank=0 if name in ALIASES[:2] else 3
                )
            )
    curated = read("curated.csv")
    full = {
        (row["actor_id"], fold(word)): row["alias"]
        for row in curated
        if row["alias_type"] in ("leader", "official") and " " in row["alias"]
        for word in row["alias"].split()
    }
    for row in curated:
        is_person = row["alias_type"] in ("leader", "official")
        person = (
            full.get((row["actor_id"], fold(row["alias"].split()[-1])), "") if is_person else ""
        )
        form = (
            row["alias"]
            if " " not in row["alias"]
            else short_form(row["alias"], row["actor_id"], [])
        )
        found.append(
            Alias(
                *(row[column] for column in COLUMNS[:7]),
                person,
                "",
                form if person else "",
                rank=4 if is_person else 1,
            )
        )
    found += leader_terms(covered)
    spoken = {row["acronym"] for row in read("spoken.csv")}
    return [
        as_spoken(with_known_person(alias, by_surname))
        if alias.alias in spoken
        else with_known_person(alias, by_surname)
        for alias in found
    ]


def as_spoken(alias: Alias) -> Alias:
    """The acronym as a word with one capital ("Isis"), which stands for "ISIS" too."""
    return alias._replace(alias=alias.alias.capitalize(), is_case_sensitive="true")


def with_known_person(alias: Alias, by_surname: dict[tuple[str, str], set[str]]) -> Alias:
    """The alias under the name that the tables of people give the person, if only one person can be
    meant.
    """
    if alias.rank not in (4, 5) or not alias.person:
        return alias
    known = by_surname.get((alias.actor_id, fold(alias.person.split()[-1])), set())
    return alias._replace(person=next(iter(known))) if len(known) == 1 else alias


def choose(
    found: list[Alias], known: set[str], ambiguous: set[str], blocked: set[str]
) -> tuple[list[Alias], Counter[str]]:
    """The aliases that stay, and how many were dropped for what."""
    dropped: Counter[str] = Counter()
    by_key: dict[str, list[Alias]] = defaultdict(list)
    for alias in sorted(
        found, key=lambda a: (a.rank, ORDER.index(a.alias_type), a.actor_id, a.valid_from)
    ):
        if alias.actor_id not in known:
            dropped["actor is not in the list"] += 1
        elif alias.key in ambiguous:
            dropped["is in ambiguous.csv"] += 1
        elif alias.key in blocked:
            dropped["is a blocker"] += 1
        else:
            by_key[alias.key].append(alias)
    kept: list[Alias] = []
    for aliases in by_key.values():
        rivals = {a.actor_id for a in aliases if a.rank == SHORT}
        if len(rivals) > 1:
            clash = {
                a
                for a in aliases
                for b in aliases
                if a.rank == b.rank == 6 and a.actor_id != b.actor_id and a.overlaps(b)
            }
            dropped["a short form that two actors would share"] += len(clash)
            aliases = [a for a in aliases if a not in clash]
        own: list[Alias] = []
        for alias in aliases:
            if any(other.actor_id != alias.actor_id and other.overlaps(alias) for other in own):
                dropped["names another actor already"] += 1
            elif any(
                other.actor_id == alias.actor_id
                and (
                    (other.overlaps(alias) and other.office == alias.office)
                    or not (other.valid_from or other.valid_to)
                    or (alias.rank in (4, 5) and other.rank < alias.rank)
                    or (other.valid_from, other.valid_to) == (alias.valid_from, alias.valid_to)
                )
                for other in own
            ):
                dropped["said already"] += 1
            else:
                own.append(alias)
        kept += own
    kept.sort(
        key=lambda a: (a.actor_id, ORDER.index(a.alias_type), a.person, a.valid_from, a.alias)
    )
    return kept, dropped


def as_csv(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def main() -> int:
    """Build, or check, the two files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if the files are not up to date"
    )
    is_check = parser.parse_args().check
    actors = sorted({row["actor_id"]: row for name in ACTORS for row in read(name)}.items())
    with (CODEBOOK / "ambiguous.csv").open(encoding="utf8", newline="") as lines:
        ambiguous = {fold(row["alias"]) for row in csv.DictReader(lines)}
    with (CODEBOOK / "blockers.csv").open(encoding="utf8", newline="") as lines:
        blocked = {fold(row["phrase"]) for row in csv.DictReader(lines)}
    kept, dropped = choose(gather(), {actor_id for actor_id, _ in actors}, ambiguous, blocked)
    texts = {
        "actors.csv": as_csv(
            ("actor_id", "actor_label", "actor_type"),
            [(row["actor_id"], row["actor_label"], row["actor_type"]) for _, row in actors],
        ),
        "aliases.csv": as_csv(COLUMNS, [alias[:10] for alias in kept]),
    }
    stale = [
        name for name, text in texts.items() if (CODEBOOK / name).read_text(encoding="utf8") != text
    ]
    if is_check:
        print(
            "up to date"
            if not stale
            else f"not up to date: {', '.join(stale)}; run python data/build_gazetteer.py"
        )
        return 1 if stale else 0
    for name, text in texts.items():
        (CODEBOOK / name).write_text(text, encoding="utf8", newline="\n")
    kinds = Counter(alias.alias_type for alias in kept)
    print(
        f"{len(actors)} actors, {len(kept):,} aliases: "
        + ", ".join(f"{kinds[kind]:,} {kind}" for kind in ORDER)
    )
    print("left out: " + ", ".join(f"{n:,} {reason}" for reason, n in dropped.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
