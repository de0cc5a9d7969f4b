"""Dates: what one value tells, and what only its whole column does."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.articles.dates import parse_date, read_date, read_dates, tell_style


@pytest.mark.parametrize(
    ("written", "moment", "is_open"),
    [
        ("March 17, 2023 Friday", "2023-03-17", False),
        ("Friday, March 17, 2023", "2023-03-17", False),
        ("Friday 17th March 2023", "2023-03-17", False),
        ("17 Mar 2023", "2023-03-17", False),
        ("Mar. 17, 2023", "2023-03-17", False),
        ("March 17, 2023 Friday 8:53 PM GMT", "2023-03-17T20:53", False),
        ("17 March 2023 20:53", "2023-03-17T20:53", False),
        ("12:05 AM, 17 March 2023", "2023-03-17T00:05", False),
        ("17/03/2023", "2023-03-17", False),
        ("03/17/2023", "2023-03-17", False),
        ("03/04/2023", "2023-03-04", True),
        ("03.04.2023", "2023-04-03", False),
        ("The Daily Example ; London [London]. 17 Mar 2023: 4.", "2023-03-17", False),
        ("Fri, 17 Mar 2023 20:53:00 +0200", "2023-03-17T18:53", False),
        ("1679086380", "2023-03-17T20:53", False),
        ("31 February 2023", None, False),
        ("soon", None, False),
        ({"year": 2023}, None, False),
    ],
)
def test_dates(written: object, moment: str | None, is_open: bool) -> None:
    expected = None if moment is None else pd.Timestamp(moment, tz="UTC")
    assert parse_date(written) == (expected, is_open)


@pytest.mark.parametrize(
    ("value", "moment", "precision"),
    [
        ("1672531200", "2023-01-01", "day"),
        (1672531200.5, "2023-01-01T00:00:00.5", "day"),
        (1679040000000, "2023-03-17T08:00", "day"),
        ("1679040000000000", "2023-03-17T08:00", "day"),
        ("1.67904E+12", "2023-03-17T08:00", "day"),
        ("/Date(1679040000000)/", "2023-03-17T08:00", "day"),
        ("datetime.datetime(2023, 3, 16, 8, 0)", "2023-03-16T08:00", "day"),
        ("datetime.date(2023, 3, 16)", "2023-03-16", "day"),
        ("Timestamp('2023-03-16 08:00:00')", "2023-03-16T08:00", "day"),
        (44931, "2023-01-05", "day"),
        ("44931.5", "2023-01-05T12:00", "day"),
        ("20230105", "2023-01-05", "day"),
        ("20230316081500", "2023-03-16T08:15", "day"),
        ("2023031608", "2023-03-16T08:00", "day"),
        ("16032023", "2023-03-16", "day"),
        (2023, "2023-01-01", "year"),
        ("2023.0", "2023-01-01", "year"),
        ("202303", "2023-03-01", "month"),
        ("2023-03", "2023-03-01", "month"),
        ("2023-03-00", "2023-03-01", "month"),
        ("Mar-23", "2023-03-01", "month"),
        ("03/2023", "2023-03-01", "month"),
        ("March-April 2023", "2023-04-01", "month"),
        ("Spring 2023", "2023-01-01", "year"),
        ("44931,5", "2023-01-05T12:00", "day"),
        ("March 2023", "2023-03-01", "month"),
        ("mars 2023", "2023-03-01", "month"),
        (date(2023, 3, 16), "2023-03-16", "day"),
        (datetime(2023, 3, 16, 8), "2023-03-16T08:00", "day"),
    ],
)
def test_number_or_part_of_a_date(value: object, moment: str, precision: str) -> None:
    read = read_date(value)
    assert (read.at, read.precision) == (pd.Timestamp(moment, tz="UTC"), precision)


@pytest.mark.parametrize("value", [0, -1, True, 12, "3", 1e300, float("nan"), "0/0/0", pd.NaT, []])
def test_what_is_no_date(value: object) -> None:
    assert read_date(value).at is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 16 Mar 2023 08:00:00 EST", "2023-03-16T13:00"),
        ("16 March 2023 08:00 CET", "2023-03-16T07:00"),
        ("Mar 16, 2023, 5:15 a.m. PDT", "2023-03-16T12:15"),
        ("2023-03-16 08:00:00 EDT", "2023-03-16T12:00"),
        ("Thu Mar 16 08:00:00 EDT 2023", "2023-03-16T12:00"),
        ("Thu Mar 16 2023 08:00:00 GMT+0100 (Central European Time)", "2023-03-16T07:00"),
        ("March 16, 2023 9 a.m. ET", "2023-03-16T13:00"),
        ("Thu, 16 Mar 93 21:00:00 GMT", "1993-03-16T21:00"),
        ("16.03.2023 20.15 Uhr", "2023-03-16T20:15"),
        ("16. März 2023 Donnerstag", "2023-03-16"),
        ("mardi 14 mars 2006 à 10h30", "2006-03-14T10:30"),
        ("14 de agosto de 2006", "2006-08-14"),
        ("vrijdag 3 mei 2019", "2019-05-03"),
        ("1er août 2020", "2020-08-01"),
        ("2023年3月16日", "2023-03-16"),
        ("2023년 3월 16일", "2023-03-16"),
        ("١٦ مارس ٢٠٢٣", "2023-03-16"),
        ("marzo 16 de 2023", "2023-03-16"),
        ("czwartek, 16 marca 2023 r.", "2023-03-16"),
        ("16 марта 2023 г., 08:30", "2023-03-16T08:30"),
        ("16 Mart 2023 Perşembe", "2023-03-16"),
        ("2023. március 16.", "2023-03-16"),
        ("Mar 16 ’23", "2023-03-16"),
    ],
)
def test_zones_languages_and_short_years(written: str, moment: str) -> None:
    assert read_date(written).at == pd.Timestamp(moment, tz="UTC")


@pytest.mark.parametrize(
    ("written", "day", "exactly"),
    [
        ("2023-03-17T23:30:00-05:00", "2023-03-17", "2023-03-18T04:30"),
        ("17 March 2023 11:30 PM EDT", "2023-03-17", "2023-03-18T03:30"),
        ("Fri, 17 Mar 2023 00:30:00 +0200", "2023-03-17", "2023-03-16T22:30"),
        ("17 Mar 2023 08:00 GMT", "2023-03-17", None),
    ],
)
def test_the_day_is_that_of_the_outlet(written: str, day: str, exactly: str | None) -> None:
    read = read_date(written)
    assert read.at is not None
    assert read.at.strftime("%Y-%m-%d") == day
    assert read.exactly == (None if exactly is None else pd.Timestamp(exactly, tz="UTC"))


@pytest.mark.parametrize(
    ("column", "days", "n_open"),
    [
        (["16/03/23", "04/03/23"], ["2023-03-16", "2023-03-04"], 0),
        (["04/03/2023", "16/03/2023"], ["2023-03-04", "2023-03-16"], 0),
        (["03/16/2023", "03/04/2023"], ["2023-03-16", "2023-03-04"], 0),
        (["99/03/16", "01/02/03"], ["1999-03-16", "2001-02-03"], 0),
        (["23-03-16", "23-04-03"], ["2023-03-16", "2023-04-03"], 0),
        (["16-03-23"], ["2023-03-16"], 1),
        (["1672531200", "31536000"], ["2023-01-01", "1971-01-01"], 0),
        (["44931", "18000"], ["2023-01-05", "1949-04-12"], 0),
        (["03.16.2023", "03.04.2023"], ["2023-03-16", "2023-03-04"], 0),
        (["13-03-2023 10:00", "04-03-2023 10:00"], ["2023-03-13", "2023-03-04"], 0),
        (["03/04/2023", "05/06/2023"], ["2023-03-04", "2023-05-06"], 2),
        (["16/03/2023", "03/17/2023", "03/04/2023"], ["2023-03-16", "2023-03-17", "2023-03-04"], 1),
        (["13032023", "03042023"], ["2023-03-13", "2023-04-03"], 0),
        (["230316", "230104"], ["2023-03-16", "2023-01-04"], 0),
    ],
)
def test_the_order_is_told_from_the_column(column: list[str], days: list[str], n_open: int) -> None:
    moments = read_dates(column)
    assert [str(moment.at)[:10] for moment in moments] == days
    assert sum(moment.is_open for moment in moments) == n_open
    assert read_dates(column, tell_style(column)) == moments


@pytest.mark.parametrize(
    ("date", "check"),
    [
        ("2023", "imprecise_date"),
        ("03/04/2023", "ambiguous_date"),
        ("2023-03-17T23:30:00-05:00", "own_day"),
    ],
)
def test_what_a_date_leaves_open_is_found(tmp_path: Path, date: str, check: str) -> None:
    (tmp_path / "a.csv").write_text(f"date,text\n{date},Talks failed.\n")
    _, findings = fr.read_articles(tmp_path / "a.csv", return_findings=True)
    assert findings["check"].tolist() == ["guessed_columns", check, "missing_outlet"]
