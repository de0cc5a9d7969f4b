"""The contracts of the tables."""

import pandas as pd
import pytest

from framing.tables import schema
from framing.tables.contracts.columns import SchemaError, Table


def actors(*rows: tuple[object, ...]) -> pd.DataFrame:
    return schema.make("actors", rows)


@pytest.mark.parametrize("name", schema.TABLES)
def test_an_empty_table_keeps_its_contract(name: str) -> None:
    assert schema.violations(schema.empty(name), name) == []
    assert schema.make(name, []).dtypes.astype(str).to_dict() == {
        column.name: column.dtype for column in schema.TABLES[name].columns
    }


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_a_contract_is_whole(table: Table) -> None:
    assert set(table.key) <= set(table.column_names)
    assert len(set(table.column_names)) == len(table.columns)
    assert all(column.meaning for column in table.columns)


def test_check_returns_a_table_that_has_its_columns() -> None:
    table = actors(("RUR", "Ruritania", "country")).assign(remark="more columns are welcome")
    assert schema.check(table, "actors") is table


def test_check_names_what_is_missing_and_what_is_there() -> None:
    table = actors(("RUR", "Ruritania", "country")).drop(columns=["actor_type", "actor_label"])
    with pytest.raises(SchemaError, match="lacks actor_label, actor_type; it has actor_id"):
        schema.check(table, "actors")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (actors(("RUR", "Ruritania", "country")), None),
        (actors(("RUR", "Ruritania", "planet")), "actors.actor_type holds ['planet'], not"),
        (actors(("RUR", None, "country")), "actors.actor_label is missing in 1 rows"),
        (
            actors(("RUR", "A", "country"), ("RUR", "B", "country")),
            "actors has rows with the same key (actor_id)",
        ),
        (
            actors(("RUR", "Ruritania", "country")).assign(actor_label=7),
            "actors.actor_label is int64, not str",
        ),
    ],
)
def test_violations(table: pd.DataFrame, fault: str | None) -> None:
    faults = schema.violations(table, "actors")
    assert len(faults) == (fault is not None)
    assert fault is None or faults[0].startswith(fault)


@pytest.mark.parametrize(
    ("confidence", "faults"),
    [
        (0.0, []),
        (1.0, []),
        (-0.1, ["mentions.confidence is below 0"]),
        (1.1, ["mentions.confidence is above 1"]),
    ],
)
def test_limits_are_inclusive(confidence: float, faults: list[str]) -> None:
    row = (
        "m",
        "s",
        "a",
        "RUR",
        "name",
        "unclear",
        confidence,
        "Ruritania",
        0,
        9,
        "alias",
        None,
        None,
    )
    assert schema.violations(schema.make("mentions", [row]), "mentions") == faults


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        schema.make("actors", [("RUR", "Ruritania")])
