"""Mentions in context: the words to the left and right of each."""

import re
from collections.abc import Sequence
from typing import cast

import pandas as pd

from ..figures import actor_style
from ..measures import WORD
from ..tables import check
from .weaving import escape, shorten

_SIDES = {"left": ("L1", "L2", "L3"), "right": ("R1", "R2", "R3")}
_LEVEL = re.compile("C|[LR][1-9]", re.IGNORECASE)


class Concordance(pd.DataFrame):  # type: ignore[misc]
    """A table of mentions in context; a notebook shows the mentions below each other."""

    @property
    def _constructor(self) -> type["Concordance"]:
        return Concordance

    def _repr_html_(self) -> str | None:
        if not {"actor_id", "left", "surface", "right"} <= set(self.columns):
            return cast("str | None", super()._repr_html_())
        shown = self.head(pd.get_option("display.max_rows") or len(self))
        others = [
            name for name in shown.columns if name not in ("actor_id", "left", "surface", "right")
        ]
        heads = "".join(
            f"<th>{escape(name)}</th>" for name in ("actor_id", "left", "surface", "right", *others)
        )
        lines = [
            _line(actor, *words, others=rest)
            for actor, words, rest in zip(
                shown["actor_id"],
                shown[["left", "surface", "right"]].itertuples(index=False, name=None),
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


def _line(actor: object, left: str, surface: str, right: str, *, others: Sequence[object]) -> str:
    """Make a row of a concordance as HTML; the colour is the actor's, its id stands beside."""
    name = str(actor) if pd.notna(actor) else "not settled"
    colour = actor_style(name).colour
    rest = "".join(f"<td>{escape(shorten(cell)) if pd.notna(cell) else ''}</td>" for cell in others)
    return (
        f'<tr><td style="border-left: 4px solid {colour}">{escape(name)}</td>'
        f'<td style="text-align: right; white-space: nowrap"><bdi>{escape(left)}</bdi></td>'
        f'<td style="text-align: center; white-space: nowrap; border-bottom: 2px solid {colour}">'
        f"<b><bdi>{escape(surface)}</bdi></b></td>"
        f'<td style="text-align: left; white-space: nowrap"><bdi>{escape(right)}</bdi></td>'
        f"{rest}</tr>"
    )


def show_in_context(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, width: int = 40, sort_by: Sequence[str] = ()
) -> pd.DataFrame:
    """Show mentions with the words to their left and right (keyword in context).

    Parameters
    ----------
    mentions, sentences : DataFrame
        Tables of mentions and of the sentences that they stand in.
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
        One row is a mention: mention_id, actor_id, left, surface, right. A notebook shows it as a
        concordance.

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
    return Concordance(
        rows, columns=["mention_id", "actor_id", "left", "surface", "right"], dtype="str"
    )


def _word_at(level: str, before: Sequence[str], surface: str, after: Sequence[str]) -> str:
    if level == "C":
        return surface
    words, place = (before, after)[level[0] == "R"], int(level[1:]) - 1
    return words[place] if place < len(words) else ""
