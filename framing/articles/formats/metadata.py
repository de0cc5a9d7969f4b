"""What a ``metadata.csv`` says of the files that it lies beside."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from ..dates import read_dates
from .columns import is_missing
from .names import GUESSES, usual_name
from .tabular.delimited import cut_table, read_records
from .units import METADATA, Findings, Limits, Unit


class Metadata:
    """The rows of a table about the files whose stems begin with `prefix`.

    `is_late` says that some of these files may have been read before their table was.
    """

    def __init__(self, prefix: str, is_late: bool = False) -> None:
        self.prefix, self.name, self.is_late = prefix, METADATA, is_late
        self.rows: dict[str, dict[str, object]] = {}
        self.by_stem: dict[str, dict[int, dict[str, object]]] = {}
        self.used: set[str] = set()

    def read(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Unit]:
        """Take in a table; what is wrong with it is a unit."""
        findings = Findings()
        self.name = name
        for batch in cut_table(stream, Unit(name, "csv", name, data=b""), limits):
            findings += batch.findings
            if batch.format == "finding":
                continue
            if "article_id" not in batch.header:
                raise ValueError(
                    f"{name} lacks the column article_id (the file's name without its ending)"
                )
            for _, row in read_records(batch, limits, findings):
                if not is_missing(row["article_id"]):
                    self.rows[str(row["article_id"])] = _values_of(row)
        dated = [values for values in self.rows.values() if "published_at" in values]
        moments = read_dates([values["published_at"] for values in dated])
        for values, moment in zip(dated, moments, strict=True):
            values["published_at"] = moment
        for article_id, values in self.rows.items():
            stem, _, number = article_id.rpartition("-")
            self.by_stem.setdefault(article_id, {})[0] = values
            if stem and number.isdecimal() and len(number) < 10:
                self.by_stem.setdefault(stem, {})[int(number)] = values
        if findings:
            yield Unit(name, "finding", name, findings=tuple(findings))

    def add(self, unit: Unit) -> Unit:
        """Give a unit what is known of it."""
        stem = unit.stem.removeprefix(self.prefix)
        if stem not in self.by_stem or unit.format == "finding":
            return unit
        self.used.add(stem)
        return unit._replace(known=self.by_stem[stem])

    def lost(self) -> Iterator[Unit]:
        """List the rows that speak of no file, as the findings of a unit."""
        findings = Findings()
        for article_id in self.rows:
            if article_id not in self.used and article_id.rpartition("-")[0] not in self.used:
                message = f"There is no article {article_id!r} in the folder."
                if self.is_late:
                    message = (
                        f"There is no article {article_id!r} behind this table; if there is one "
                        "before it, put the table first, or take the archive out of the one that "
                        "it lies in."
                    )
                findings.say(self.name, "no_such_article", "warning", message)
        if findings:
            yield Unit(self.name, "finding", self.name, findings=tuple(findings))


def _values_of(row: Mapping[str, object]) -> dict[str, object]:
    """Our column -> what the row says, as far as it says anything."""
    values: dict[str, object] = {}
    named = {usual_name(name): value for name, value in reversed(list(row.items()))} | {**row}
    for ours, guesses in GUESSES.items():
        given = [named[theirs] for theirs in guesses if not is_missing(named.get(theirs))]
        if given and ours not in ("article_id", "text"):
            values[ours] = given[0]
    return values
