"""Mentions in context: the words to the left and right of each."""

import re
from collections.abc import Sequence
from typing import cast

import pandas as pd

from ..codebook import Codebook
from ..figures import actor_style
from ..measures import WORD
from ..tables import check
from .weaving import escape, shorten

_WORDS = ["left", "surface", "right"]
_SIDES = {"left": ("L1", "L2", "L3"), "right": ("R1", "R2", "R3")}
_LEVEL = re.compile("C|[LR][1-9]", re.IGNORECASE)


class Concordance(pd.DataFrame):  # type: ignore[misc]
    """A table of mentions in context, shown with the mentions below each other and never hidden."""

    @property
    def _constructor(self) -> type["Concordance"]:
        return Concordance

    @property
    def _is_whole(self) -> bool:
        return {"actor_id", *_WORDS} <= set(self.columns)

    @property
    def _shown(self) -> "Concordance":
        return cast("Concordance", self.head(pd.get_option("display.max_rows") or len(self)))

    def __repr__(self) -> str:
        if not self._is_whole or self.empty:
            return str(super().__repr__())
        shown = self._shown.drop(columns="actor_id" if "actor" in self.columns else [])
        words = shown[_WORDS].replace(r"\s", " ", regex=True)
        words["right"] = words["right"].str.ljust(words["right"].str.len().max())
        return str(shown.assign(**words).to_string(index=False))

    def _repr_html_(self) -> str | None:
        if not self._is_whole:
            return cast("str | None", super()._repr_html_())
        shown = self._shown
        actor = "actor" if "actor" in shown.columns else "actor_id"
        others = [name for name in shown.columns if name not in ("actor_id", actor, *_WORDS)]
        heads = "".join(f"<th>{escape(name)}</th>" for name in (actor, *_WORDS, *others))
        lines = [
            _line(actor_id, name, *words, others=rest)
            for actor_id, name, words, rest in zip(
                shown["actor_id"],
                shown[actor],
                shown[_WORDS].itertuples(index=False, name=None),
                shown[others].itertuples(index=False, name=None),
                strict=True,
            )
        ]
        more = f"<p>{len(self) - len(shown):,} more rows</p>" if len(self) > len(shown) else ""
        return (
            '<div style="overflow-x: auto" tabindex="0" role="region" '
            'aria-label="Mentions in context"><table>'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}</div>"
        )


def _line(
    actor_id: object,
    actor: object,
    left: str,
    surface: str,
    right: str,
    *,
    others: Sequence[object],
) -> str:
    """Make a row of a concordance as HTML; the colour is the actor's, its name stands beside."""
    colour = actor_style(_settled(actor_id)).colour
    name = _settled(actor)
    rest = "".join(f"<td>{escape(shorten(cell)) if pd.notna(cell) else ''}</td>" for cell in others)
    return (
        f'<tr><td style="border-left: 4px solid {colour}">{escape(name)}</td>'
        f'<td style="text-align: right; white-space: nowrap"><bdi>{escape(left)}</bdi></td>'
        f'<td style="text-align: center; white-space: nowrap; border-bottom: 2px solid {colour}">'
        f"<b><bdi>{escape(surface)}</bdi></b></td>"
        f'<td style="text-align: left; white-space: nowrap"><bdi>{escape(right)}</bdi></td>'
        f"{rest}</tr>"
    )


def _settled(actor: object) -> str:
    return str(actor) if pd.notna(actor) else "not settled"


def show_in_context(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    codebook: Codebook | None = None,
    *,
    width: int = 40,
    sort_by: Sequence[str] = (),
) -> pd.DataFrame:
    """Show mentions with the words to their left and right (keyword in context).

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
    codebook : Codebook, optional
        Whose actors they are; with it their names stand in place of their ids.
    width : int
        Characters on each side, inside the sentence.
    sort_by : sequence of str
        What the lines are sorted by, as in a concordancer: ``R1`` is the first word to the right of
        the mention, ``L2`` the second to the left, ``C`` the mention itself; ``right`` stands for
        R1, R2, R3 and ``left`` for L1, L2, L3. Case and punctuation do not count; lines whose
        sentence has no such word come first. Without it the lines stand in the order of the
        mentions.

    Returns
    -------
    DataFrame
        One row is a mention: mention_id, actor_id, left, surface, right, and with a codebook
        ``actor`` after the actor_id. It is printed, and shown in a notebook, as a concordance.

    Raises
    ------
    ValueError
        If there is something else in `sort_by`.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.make_articles({"one": "Talks with China failed. China asked."})
    >>> sentences = fr.split_sentences(articles)
    >>> mentions = fr.find_mentions(sentences, fr.read_codebook())
    >>> shown = fr.show_in_context(mentions, sentences, width=10, sort_by=["R1"])
    >>> shown[["left", "surface", "right"]].values.tolist()
    [['', 'China', ' asked.'], ['Talks with ', 'China', ' failed.']]
    """
    check(mentions, "mentions")
    check(sentences, "sentences")
    levels = [level for name in sort_by for level in _SIDES.get(name.lower(), (name,))]
    wrong = [level for level in levels if not _LEVEL.fullmatch(level)]
    if wrong:
        raise ValueError(
            f"sort_by holds {wrong[0]!r}; it takes 'left', 'right', 'C', "
            "and places like 'L1' and 'R2'"
        )
    places = sentences.set_index("sentence_id")[["text", "start"]].loc[mentions["sentence_id"]]
    rows, keys = [], []
    columns = mentions[["mention_id", "actor_id", "surface", "start", "end"]].itertuples(
        index=False, name=None
    )
    for (mention_id, actor_id, surface, first, last), text, offset in zip(
        columns, places["text"], places["start"], strict=True
    ):
        start, end = first - offset, last - offset
        left, right = text[max(0, start - width - 1) : start], text[end : end + width + 1]
        rows.append((mention_id, actor_id, left, surface, right))
        if levels:
            before = [word.group().casefold() for word in WORD.finditer(text, 0, start)][::-1]
            after = [word.group().casefold() for word in WORD.finditer(text, end)]
            keys.append(
                [_word_at(level.upper(), before, surface.casefold(), after) for level in levels]
            )
    if levels:
        rows = [rows[place] for place in sorted(range(len(rows)), key=keys.__getitem__)]
    found = Concordance(rows, columns=["mention_id", "actor_id", *_WORDS], dtype="str")
    if codebook is not None:
        found.insert(2, "actor", found["actor_id"].map(codebook.actor_labels))
        found["actor"] = found["actor"].fillna(found["actor_id"])
    return found


def _word_at(level: str, before: Sequence[str], surface: str, after: Sequence[str]) -> str:
    if level == "C":
        return surface
    words, place = (before, after)[level[0] == "R"], int(level[1:]) - 1
    return words[place] if place < len(words) else ""
