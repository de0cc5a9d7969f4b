"""One article as a page: its marks, its margin and its legend, laid out by a template."""

import bisect
import importlib.resources
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import jinja2
import pandas as pd
from markupsafe import Markup

from ...tables import label_of
from ...text import find_paragraphs
from ..weaving import escape_value, shorten, weave
from .details import N_LISTED, Cards
from .facts import GREY, Facts, Span, is_text
from .legend import list_fields, make_groups, write_rules
from .margin import Tone, list_tones
from .marking import LONG, mark_article


class Paragraph(NamedTuple):
    """A paragraph of the page, with what stands between it and the one before."""

    gap: str
    tones: list[Tone]
    classes: str
    is_headline: bool
    words: Markup


def render_page(facts: Facts) -> str:
    """Lay out one article as HTML; the template escapes all that is not made here."""
    groups = make_groups(facts)
    cards = Cards(facts.key)
    marks = mark_article(facts, groups, cards)
    spans = find_paragraphs(facts.text)
    tones, reach = list_tones(facts, spans, groups)
    words = [Markup(woven) for woven in weave(facts.text, marks, spans)]
    headline = facts.article["headline"]
    name = headline if is_text(headline) else facts.article["article_id"]
    return _template().render(
        key=facts.key,
        label=f"Article {shorten(name, 80)}",
        style=Markup(_css() + write_rules(groups, f".{facts.key}")),
        about=[shorten(part, 80) for part in _list_about(facts)],
        notes=_list_notes(facts),
        fields=list_fields(facts, groups),
        grey=GREY,
        measure=label_of(facts.pair[0]) if facts.pair else "",
        window=facts.pair[1] if facts.pair else "",
        reach=f"{reach:.2f}",
        paragraphs=list(_make_paragraphs(facts, spans, words, tones)),
        rest=facts.text[spans[-1][1] :] if spans else facts.text,
        codebook=shorten(f"{facts.codebook.name} {facts.codebook.version}", 80),
    )


def _make_paragraphs(
    facts: Facts, spans: Sequence[Span], words: Sequence[Markup], tones: Sequence[list[Tone]]
) -> Iterator[Paragraph]:
    """Make the paragraphs, each with its tone, and with the classes that say what it is."""
    starts = [start for start, _ in spans]
    # A long finding is not underlined; the paragraph in which it begins stands out.
    broken = {
        bisect.bisect_right(starts, start) - 1
        for start, end, _ in facts.placed
        if end - start > LONG
    }
    at = 0
    for place, (start, end) in enumerate(spans):
        is_headline = place == 0 and isinstance(facts.article["headline"], str)
        classes = "fr-par" + " fr-headline" * is_headline
        classes += " fr-boiler" * (start in facts.boilerplate) + " fr-broken" * (place in broken)
        yield Paragraph(facts.text[at:start], tones[place], classes, is_headline, words[place])
        at = end


def _list_about(facts: Facts) -> list[str]:
    """List what stands over the article: id, outlet, date, length and address."""
    outlet, date, url = (facts.article[name] for name in ("outlet_id", "published_at", "url"))
    return [
        str(facts.article["article_id"]),
        outlet if is_text(outlet) else "outlet not known",
        f"{date:%d %B %Y}" if pd.notna(date) else "date not known",
        f"{len(facts.text.split()):,} words",
        f"{len(facts.mentions):,} mentions",
        *([url] if is_text(url) else []),
    ]


def _list_notes(facts: Facts) -> list[tuple[str, str]]:
    """List the findings about the whole article: their check and their message."""
    whole = [row for row in facts.findings if pd.isna(row.start)]
    return [
        (shorten(row.check, 40).replace("_", " "), shorten(row.message)) for row in whole[:N_LISTED]
    ]


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    """Compile the template; its lines are for those who read it and do not stand in the page."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=escape_value
    )
    lines = _read_asset("article.html.j2").splitlines()
    return environment.from_string("".join(line.strip() for line in lines))


@lru_cache(maxsize=1)
def _css() -> str:
    return " ".join(_read_asset("article.css").split())


def _read_asset(name: str) -> str:
    return (importlib.resources.files("framing.pages") / "assets" / name).read_text(encoding="utf8")
