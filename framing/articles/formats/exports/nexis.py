"""Exports of Nexis and Lexis, in the layout of Nexis Uni and Lexis+ and in the older one.

The newer one marks its articles by ``Length:``, ``Body``, ``Load-Date:`` and ``End of Document``,
the older one by ``1 of 25 DOCUMENTS`` and ``LENGTH:``, both in the language of the user.
"""

import re

from .common import LENGTH, Export, Exported, cut_after, cut_at, make_exported, split_blocks
from .date_lines import read_date_line
from .fields import COPYRIGHT, END, read_document
from .labels import (
    CORRECTED,
    DOCUMENT,
    N_OF,
    any_of,
    is_cover_line,
    is_edition,
    plain,
    read_label,
)

_START = re.compile(
    rf"^[ \t]*(?:(?:{DOCUMENT})[ \t]+{N_OF}(?:[ \t]+(?:{DOCUMENT}))?|"
    rf"{N_OF}[ \t]+(?:{DOCUMENT}))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_N_COVERED = re.compile(rf"^\s*(?:{DOCUMENT})\s*\((\d+)\)\s*$", re.MULTILINE | re.IGNORECASE)
_LISTED = re.compile(r"^\s*(\d+)\.\s+(\S.*)$")
_CORRECTED = re.compile(rf"^\W*{any_of(CORRECTED)}\W*$", re.IGNORECASE)
_MAX_COVER = 5_000
"""Lines that a cover sheet may have."""
_BARE_END = re.compile(r"[^\n]+\s*\Z")


def split_nexis(text: str) -> Export | None:
    """Split an export of Nexis into its articles; none if it is something else."""
    n_seen = len(LENGTH.findall(text))
    if not n_seen:
        return None
    starts = list(_START.finditer(text))
    if starts:
        articles = [_read_article(part, is_numbered=True) for part in cut_at(starts, text)]
        stated = int(starts[0][2] or starts[0][4])
        return Export("Nexis", _without_alike(articles), stated, n_seen)
    end = END if END.search(text) else _find_end(text) if n_seen > 1 else None
    if end is None and (n_seen > 1 or not _is_marked(text)):
        return None
    parts = cut_after(end, text) if end else [text]
    cover, parts[0] = _cut_cover(parts[0])
    left_out = [cover, *(part for part in parts[1:] if not LENGTH.search(part))]
    if end is not None and end is not END:
        parts = [re.sub(_BARE_END, "", part) if ":" not in end.pattern else part for part in parts]
    articles = [
        _read_article(part) for n, part in enumerate(parts) if n == 0 or LENGTH.search(part)
    ]
    covered = _N_COVERED.search(cover)
    n_promised = int(covered[1]) if covered and len(covered[1]) < 7 else None
    return Export(
        "Nexis", _without_alike(articles), n_promised, n_seen, "\n".join(filter(None, left_out))
    )


def _is_marked(text: str) -> bool:
    """Tell whether a line of a text is the label of a text or of the day of loading."""
    fields = (read_label(line.strip())[0] for line in text.split("\n") if len(line) < 80)
    return any(field in ("body", "updated") for field in fields)


def _find_end(text: str) -> re.Pattern[str] | None:
    """What ends an article in a language that is not known: the last line, if it ends all others.

    It does if it, or its label, stands between any two lengths.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    label = lines[-1].partition(":")
    shape = re.escape(label[0]) + (r"[ \t]*:.*" if label[1] else "")
    pattern = re.compile(rf"^[ \t]*{shape}[ \t]*$", re.MULTILINE)
    places = [match.start() for match in LENGTH.finditer(text)]
    ends = [match.start() for match in pattern.finditer(text)]
    if (
        len(places) == len(ends)
        and all(place < end for place, end in zip(places, ends, strict=True))
        and all(end < place for end, place in zip(ends, places[1:], strict=False))
    ):
        return pattern
    return None


def _cut_cover(part: str) -> tuple[str, str]:
    """Cut the sheet before the first article from it.

    It ends above the headline, which is the first in its list, or else below its last label.
    """
    lines = part.split("\n")
    dated = next((n for n, line in enumerate(lines[:_MAX_COVER]) if read_date_line(line)), None)
    labelled = [n for n, line in enumerate(lines[:dated]) if is_cover_line(line)]
    if dated is None or len(labelled) < 2:
        return "", part
    listed = next((match[2] for line in lines[:dated] if (match := _LISTED.match(line))), "")
    start = labelled[-1] + 1
    for n in range(dated - 1, labelled[0], -1):
        line = lines[n].strip()
        if line and listed and _begins_alike(line, listed):
            start = n
            break
    return "\n".join(lines[:start]).strip(), "\n".join(lines[start:])


def _begins_alike(first: str, second: str) -> bool:
    """Tell whether one of two lines is how the other begins."""
    shorter, longer = sorted((plain(first), plain(second)), key=len)
    return len(shorter) > 2 and longer.startswith(shorter)


def _read_article(part: str, is_numbered: bool = False) -> Exported:
    document = read_document(part.split("\n"))
    headline, outlet, published = _read_top(document.top, is_numbered)
    values = document.values
    return make_exported(
        text="\n".join(document.body),
        headline=values.get("headline") or headline,
        outlet=outlet or values.get("outlet"),
        published=published or values.get("published"),
        language=values.get("language"),
        url=values.get("url"),
        length=values.get("length"),
    )


def _read_top(top: list[str], is_numbered: bool) -> tuple[str | None, str | None, str | None]:
    """Headline, outlet and date: the outlet stands above the date.

    The headline stands above the outlet or, in the older layout, below the date, where an edition
    may stand too.
    """
    blocks = split_blocks(
        [line for line in top if not COPYRIGHT.search(line) and not _CORRECTED.match(line.strip())]
    )
    heads = [line for block in blocks for line in block]
    dates = [read_date_line(line) for line in heads]
    dated = max((n for n, date in enumerate(dates) if date), default=None)
    if dated is None:
        return (heads[0] if heads else None), None, None
    before = heads[:dated]
    outlet = before[-1] if before else None
    if len(before) >= 2 and not is_numbered:
        return " ".join(before[:-1]), outlet, dates[dated]
    below = _blocks_below(blocks, dated)
    if not below and len(before) >= 2:
        return " ".join(before[:-1]), outlet, dates[dated]
    return " ".join(line for block in below for line in block) or None, outlet, dates[dated]


def _blocks_below(blocks: list[list[str]], dated: int) -> list[list[str]]:
    """The blocks below the date, which is a line of one of them, without those of an edition."""
    n_before = 0
    for place, block in enumerate(blocks):
        if n_before <= dated < n_before + len(block):
            below = [block[dated - n_before + 1 :], *blocks[place + 1 :]]
            break
        n_before += len(block)
    if len(below) > 1:
        below = below[1:]  # beside the date stands no headline
    below = [block for block in below if block]
    while len(below) > 1 and any(is_edition(line) for line in below[0]):
        below = below[1:]
    if len(below) == 1:
        while len(below[0]) > 1 and is_edition(below[0][0]):
            below = [below[0][1:]]
    return below


def _without_alike(articles: list[Exported]) -> list[Exported]:
    """Drop a first line that all articles share: the label of the text in another language."""
    firsts = {str(article.values.get("text", "")).partition("\n")[0] for article in articles}
    (first, *others) = firsts or {""}
    if others or len(articles) < 2 or not first or len(first.split()) > 3 or first[-1] in ".!?":
        return articles
    return [
        article._replace(
            values={
                **article.values,
                "text": str(article.values["text"]).partition("\n")[2].strip(),
            }
        )
        for article in articles
    ]
