"""Actors, aliases, frames, keywords and the smaller word lists in one frozen `Codebook`.

A codebook is a folder like ``data/codebook``: ``frames.yaml`` and a few CSV files. What a user's
folder does not hold is taken from the shipped one, so that a codebook may be a single
``frames.yaml``. A folder ``learners`` in it holds what was learnt from codes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd
import yaml

from ..tables import assemble, make
from .checks import check_codebook
from .files import (
    COLUMNS,
    FILES,
    REMOVED,
    adds_aliases,
    codebook_files,
    read_csv,
    shipped_codebook,
    state_of,
)
from .frames_yaml import compose, mapping, strip_keyword
from .learnt import Learnt, learner_files, read_learners
from .problems import CodebookError
from .wording import word_keyword


@dataclass(frozen=True, eq=False)
class Codebook:
    """Everything that the kit knows about words, as frozen tables.

    `version` and `digest` (SHA-256 over all files, 12 hex digits) go into every output. The tables
    `actors`, `aliases`, `frames` and `keywords` follow `framing.tables`; the others have the
    columns of their CSV file. `learners` were learnt from codes (`framing.learn_frame`), with the
    word lists that `words_digest` tells apart.
    """

    name: str
    version: str
    digest: str
    actors: pd.DataFrame = field(repr=False)
    aliases: pd.DataFrame = field(repr=False)
    frames: pd.DataFrame = field(repr=False)
    keywords: pd.DataFrame = field(repr=False)
    blockers: pd.DataFrame = field(repr=False)
    names: pd.DataFrame = field(repr=False)
    negations: pd.DataFrame = field(repr=False)
    sentence_words: pd.DataFrame = field(repr=False)
    boilerplate: pd.DataFrame = field(repr=False)
    tortured_phrases: pd.DataFrame = field(repr=False)
    clause_borders: pd.DataFrame = field(repr=False)
    irregular_forms: pd.DataFrame = field(repr=False)
    reading_words: pd.DataFrame = field(repr=False)
    ambiguous: pd.DataFrame = field(repr=False)
    office_words: pd.DataFrame = field(repr=False)
    cues: pd.DataFrame = field(repr=False)
    voice_words: pd.DataFrame = field(repr=False)
    verbs: pd.DataFrame = field(repr=False)
    action_nouns: pd.DataFrame = field(repr=False)
    tone_words: pd.DataFrame = field(repr=False)
    words_digest: str = field(repr=False, default="")
    learners: tuple[Learnt, ...] = field(repr=False, default=())

    def label(self, actor_id: str) -> str:
        """Name an actor as figures show it: by its label, or by its id if the codebook lacks it."""
        return self.actor_labels.get(actor_id, actor_id)

    def say_keyword(self, frame_id: str, keyword: str) -> str:
        """Say a keyword of a frame in words, also where it is a regular expression."""
        return word_keyword(keyword, is_regex=(frame_id, keyword) in self._regexes)

    def with_learners(self, learners: Sequence[Learnt]) -> "Codebook":
        """Put learners in place of those that it has, and into its digest."""
        digest = hashlib.sha256(self.words_digest.encode())
        for learnt in learners:
            digest.update(b"\0" + learnt.digest.encode())
        known = digest.hexdigest()[:12] if learners else self.words_digest
        return replace(self, learners=tuple(learners), digest=known)

    @cached_property
    def _regexes(self) -> frozenset[tuple[str, str]]:
        """Frame and keyword of all regular expressions."""
        found = self.keywords.loc[self.keywords["is_regex"], ["frame_id", "keyword"]]
        return frozenset(found.itertuples(index=False, name=None))

    @cached_property
    def actor_labels(self) -> dict[str, str]:
        """actor_id -> the name that figures show."""
        return dict(zip(self.actors["actor_id"], self.actors["actor_label"], strict=True))

    @cached_property
    def frame_labels(self) -> dict[str, str]:
        """frame_id -> the name that figures show."""
        return dict(zip(self.frames["frame_id"], self.frames["frame_label"], strict=True))


def read_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path : str or Path, optional
        A folder with any of the files of ``data/codebook``, or one YAML file of frames. What is not
        there comes from the shipped codebook. Without a path: the shipped one. An ``aliases.csv``
        without an ``actors.csv`` adds to the shipped aliases: its rows take the place of all
        shipped ones of the same name, and the actor ``-`` removes a name. With an ``actors.csv``
        the folder is a world of its own.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If a file cannot be used; the message says each fault with its line. `check_codebook` says
        them too, and gives advice.
    """
    files = [*codebook_files(path).values(), *learner_files(path)]
    return _read(path, tuple(map(state_of, files)))


@lru_cache(maxsize=8)
def _read(path: str | Path | None, _: tuple[tuple[Path, int, int], ...]) -> Codebook:
    """The codebook at `path`; read once as long as no file of it changes."""
    files = codebook_files(path)
    problems = [problem for problem in check_codebook(path) if problem.is_error]
    if problems:
        raise CodebookError("\n".join(map(str, problems)))
    top = mapping(compose(files["frames.yaml"]))
    frames = [mapping(frame) for frame in top["frames"].value]
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + files[name].read_bytes().replace(b"\r\n", b"\n"))
    tables = _read_tables(path, files)
    words_digest = digest.hexdigest()[:12]
    codebook = Codebook(
        name=top["name"].value,
        version=top["version"].value,
        digest=words_digest,
        words_digest=words_digest,
        frames=make("frames", [_frame_row(frame) for frame in frames]),
        keywords=make(
            "keywords",
            [
                (frame["id"].value, *strip_keyword(node))
                for frame in frames
                for node in frame["keywords"].value
            ],
        ),
        **tables,
    )
    return codebook.with_learners(read_learners(path))


def _read_tables(path: str | Path | None, files: dict[str, Path]) -> dict[str, pd.DataFrame]:
    """The tables of the CSV files, by the names of the fields of a codebook."""
    tables = {
        name.removesuffix(".csv"): read_csv(files[name]) for name in FILES if name.endswith(".csv")
    }
    if adds_aliases(path):
        # The user's own rows are about single names: all other names stay as they are shipped.
        given = tables["aliases"]
        names = set(given["alias"].str.casefold())
        shipped = read_csv(shipped_codebook() / "aliases.csv")
        others = shipped[~shipped["alias"].str.casefold().isin(names)]
        kept = given[given["actor_id"] != REMOVED]
        tables["aliases"] = pd.concat([kept, others], ignore_index=True)
        for name, column in (("ambiguous", "alias"), ("blockers", "phrase")):
            tables[name] = tables[name][~tables[name][column].str.casefold().isin(names)]
    for name in ("aliases", "actors"):
        columns = COLUMNS[f"{name}.csv"]
        tables[name] = assemble(name, [tables[name][column].tolist() for column in columns])
    return tables


def _frame_row(frame: dict[str, yaml.Node]) -> tuple[str, str, str, str | None]:
    """One row of the table of frames."""
    return (
        frame["id"].value,
        frame["label"].value,
        frame["definition"].value.strip(),
        frame["reference"].value or None if "reference" in frame else None,
    )


def actor_labels(codebook: Codebook) -> dict[str, str]:
    """actor_id -> the name that figures show."""
    return codebook.actor_labels


def words_by_type(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Return the words of each type; a type that the codebook lacks comes from the shipped one."""
    return {
        str(word_type): frozenset(rows["word"])
        for voice_words in (read_codebook().voice_words, codebook.voice_words)
        for word_type, rows in voice_words.groupby("word_type")
    }
