"""Tables without the words of the articles: what may be shared of a corpus under a licence.

What a table may keep is said by its contract: numbers, dates, words of a fixed list, and what comes
from the codebook or from the names of outlets and events. All else is left empty, and ids become
digests of the texts.
"""

import dataclasses
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from ...codebook import Codebook
from ...tables import TABLES

RUN = 5
"""So many words in a row, as an article has them, never stay in a redacted table."""
N_DIGITS = 16
"""Hexadecimal digits of the SHA-256 of a text that name its article."""
CODES = {"sentiment": ("-1", "0", "1"), "voice": ("narrator", "source", "unclear")}
"""Variables of codings that stay, with their codes: other answers may be words of an article."""
_IDS = {
    "article_id": "article",
    "sentence_id": "sentence",
    "mention_id": "mention",
    "agent_mention_id": "mention",
    "patient_mention_id": "mention",
    "unit_id": "mention",
    "attribution_id": "attribution",
    "role_id": "role",
}
_NAMES = {
    "actor_id",
    "speaker_actor_id",
    "frame_id",
    "keyword",
    "verb",
    "measure",
    "window",
    "check",
    "outlet_id",
    "outlet_name",
    "country_iso3",
    "language",
    "label",
    "variable",
    "coder_id",
    "code",
    "stage",
    "kind",
    "resampled",
}
"""Columns of free text that do not come from articles."""
_DROPPED = ("scored_words", "keyness")
_WORD = re.compile(r"[^\W\d_]+")


def redact_tables(
    tables: Mapping[str, pd.DataFrame], codebook: Codebook
) -> tuple[dict[str, pd.DataFrame], Codebook]:
    """Take the words of the articles out of the tables of an analysis and its codebook.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        From `analyse` or `read_tables`. Tables that `framing.tables` does not know, and those of
        words, are left out.
    codebook : Codebook

    Returns
    -------
    tables : dict of str to DataFrame
        The same rows, but for codings of other variables than `CODES`. An article is named by the
        first `N_DIGITS` hexadecimal digits of the SHA-256 of its text, in UTF-8; offsets are
        characters of that text. Texts, headlines, addresses, files, surfaces, speakers, cues and
        messages are empty.
    codebook : Codebook
        The same, for labels, with every text that shares `RUN` words in a row with an article cut
        before the last of them, as the names of outlets and events are. Its digest is that of the
        whole codebook.
    """
    rename = _renaming(tables)
    known = {
        name: table for name, table in tables.items() if name in TABLES and name not in _DROPPED
    }
    if "codings" in known:
        codings = known["codings"]
        is_code = [
            (codings["variable"] == name) & codings["code"].isin(codes)
            for name, codes in CODES.items()
        ]
        known["codings"] = codings[is_code[0] | is_code[1]].reset_index(drop=True)
    kept = {name: _redact(name, table, rename) for name, table in known.items()}
    return _cut_quotations(kept, codebook, tables["articles"]["text"])


def _cut_quotations(
    tables: Mapping[str, pd.DataFrame], codebook: Codebook, articles: pd.Series
) -> tuple[dict[str, pd.DataFrame], Codebook]:
    """Cut the names and labels that share `RUN` words in a row with an article."""
    names = {name: sorted(_NAMES & set(table.columns)) for name, table in tables.items()}
    in_codebook = {
        "actors": ["actor_label"],
        "frames": ["frame_label", "definition", "reference"],
        "keywords": ["keyword", "reference"],
    }
    parts = {name: getattr(codebook, name) for name in in_codebook}
    values: set[str] = set()
    for owner, columns_of in ((tables, names), (parts, in_codebook)):
        for name, columns in columns_of.items():
            for column in columns:
                values |= set(owner[name][column].dropna().unique())
    runs = find_runs(values, articles)
    cuts = {text: cut for text in values if (cut := cut_runs(text, runs)) != text}

    def shorten(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
        if not cuts:
            return table
        return table.assign(
            **{
                column: table[column]
                .map(lambda text: cuts.get(text, text))
                .astype(table[column].dtype)
                for column in columns
            }
        )

    shortened = {name: shorten(table, names[name]) for name, table in tables.items()}
    labels = {name: shorten(table, in_codebook[name]) for name, table in parts.items()}
    return shortened, dataclasses.replace(codebook, **labels)


def words_of(text: str) -> list[str]:
    """List the words of a text in lower case, without numbers and marks.

    Examples
    --------
    >>> words_of("The 2 ships’ crews met.")
    ['the', 'ships', 'crews', 'met']
    """
    return _WORD.findall(text.casefold())


def find_runs(texts: Iterable[str], articles: Iterable[str]) -> set[tuple[str, ...]]:
    """Find the runs of `RUN` words that some texts share with some articles.

    Examples
    --------
    >>> sorted(find_runs(["A war is not the answer."], ["They say a war is not the end."]))
    [('a', 'war', 'is', 'not', 'the')]
    """
    wanted = {run for text in texts for run in _runs(words_of(text))}
    found: set[tuple[str, ...]] = set()
    for article in articles if wanted else ():
        found |= wanted.intersection(_runs(words_of(article)))
    return found


def cut_runs(text: str, runs: set[tuple[str, ...]]) -> str:
    """Cut a text before the word that would complete one of some runs.

    Examples
    --------
    >>> cut_runs("They say a war is not the end", {("a", "war", "is", "not", "the")})
    'They say a war is not …'
    """
    words = list(_WORD.finditer(text))
    for place, run in enumerate(_runs([word.group().casefold() for word in words])):
        if run in runs:
            return text[: words[place + RUN - 2].end()] + " …"
    return text


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _renaming(tables: Mapping[str, pd.DataFrame]) -> Callable[[str, pd.Series], pd.Series]:
    """Make the function that gives the ids of one kind their new names."""
    articles = tables["articles"]
    digests = articles["text"].map(_digest)
    copies = digests.groupby(digests).cumcount()
    names = {"article": dict(zip(articles["article_id"], _number(digests, copies), strict=True))}
    for kind, parent, letter in (
        ("sentence", "article", ""),
        ("mention", "sentence", ""),
        ("attribution", "article", "a"),
        ("role", "sentence", "r"),
    ):
        table = tables.get(f"{kind}s")
        if table is None:
            continue
        above = table[f"{parent}_id"].map(names[parent])
        places = table.groupby(f"{parent}_id", sort=False).cumcount().astype("str")
        names[kind] = dict(zip(table[f"{kind}_id"], above + ":" + letter + places, strict=True))

    def rename(kind: str, ids: pd.Series) -> pd.Series:
        renamed = ids.map(names.get(kind, {}))
        unknown = ids.notna() & renamed.isna()
        if unknown.any():
            renamed = renamed.astype("object")
            renamed[unknown] = [_digest(name) for name in ids[unknown]]
        return renamed.astype("str")

    return rename


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()[:N_DIGITS]


def _number(digests: pd.Series, copies: pd.Series) -> pd.Series:
    return digests.where(copies == 0, digests + "-" + (copies + 1).astype("str"))


def _redact(
    name: str, table: pd.DataFrame, rename: Callable[[str, pd.Series], pd.Series]
) -> pd.DataFrame:
    columns = {}
    for column in TABLES[name].columns:
        if column.name not in table:
            continue
        values = table[column.name]
        if column.name in _IDS:
            columns[column.name] = rename(_IDS[column.name], values)
        elif column.values:
            columns[column.name] = values.where(values.isin(column.values))
        elif column.dtype != "str" or column.name in _NAMES:
            columns[column.name] = values
        else:
            columns[column.name] = pd.Series(
                None if column.nullable else "", index=values.index, dtype="str"
            )
    return pd.DataFrame(columns)
