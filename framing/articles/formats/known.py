"""The formats that are read: how each is called, told, cut and parsed, stated once.

A new format is a new entry. `sniffing` tells the formats that neither first bytes nor an ending
tell, and `containers` opens the files that hold other files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Reader:
    """How files of a format are told and read.

    ``title`` is what people are told of it. ``parse`` makes the articles of a unit, and ``cut``
    the units of a file, which is one unit without it; both are written ``module:function``, from
    this folder on, and loaded with the first file of the format, as is the library that they need.
    Where a row is an article (``is_table``), ``parse`` takes a unit, the columns that are asked for
    and the limits; otherwise a unit and the limits. ``magic`` are first bytes that tell the format
    whatever the file is called, and ``suffixes`` endings that tell it where no first bytes do.
    """

    format: str
    title: str
    parse: str = ""
    cut: str = ""
    is_table: bool = False
    magic: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()


_lines = partial(
    Reader,
    parse="tabular.delimited:parse_table",
    cut="tabular.delimited:cut_table",
    is_table=True,
)
FORMATS: dict[str, Reader] = {
    reader.format: reader
    for reader in (
        Reader("html", "HTML", "documents.html:parse_html"),
        Reader("docx", "DOCX", "documents.docx:parse_docx"),
        Reader("pdf", "PDF", "documents.pdf:parse_pdf", magic=(b"%PDF-",)),
        Reader("rtf", "RTF", "documents.rtf:parse_rtf", magic=(b"{\\rtf",)),
        Reader("text", "text", "documents.plain:parse_text"),
        Reader("mail", "e-mail", "documents.mail:parse_mail"),
        _lines("csv", "CSV, TSV"),
        Reader("sheets", "Excel, ODS", "tabular.workbooks:parse_sheets", is_table=True),
        Reader("json", "JSON", cut="tabular.json_files:cut_json"),  # into units of JSONL
        _lines("jsonl", "JSONL"),
        Reader(
            "parquet",
            "Parquet",
            "tabular.parquet:parse_parquet",
            "tabular.parquet:cut_parquet",
            is_table=True,
            magic=(b"PAR1",),
        ),
        Reader("feed", "RSS, Atom", "documents.feeds:parse_feed"),
        Reader(
            "xml",
            "NITF, NewsML-G2, XML of Factiva, Reuters-21578",
            "documents.news_xml:parse_xml",
        ),
    )
}
"""The formats by the name that `Unit.format` has."""


def load(function: str) -> Callable[..., Any]:
    """Load the function that an entry names.

    Examples
    --------
    >>> load("documents.plain:parse_text").__name__
    'parse_text'
    """
    module, _, name = function.partition(":")
    loaded: Callable[..., Any] = getattr(import_module(f".{module}", __package__), name)
    return loaded


def tell_titles() -> str:
    """Tell in words what is read, files that hold others among it.

    Examples
    --------
    >>> tell_titles()[:25], tell_titles()[-22:]
    ('HTML, DOCX, PDF, RTF, tex', ' WARC, ZIP, TAR and GZ')
    """
    return ", ".join([reader.title for reader in FORMATS.values()]) + ", WARC, ZIP, TAR and GZ"
