"""Charts that answer: choose whom and what, point at a number, and read its sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ...articles import outlet_names
from ...codebook import Codebook, read_codebook
from ...figures import (
    NothingToDraw,
    actor_style,
    count_articles,
    main_measure,
    stamp_validation,
)
from ...mentions import portraying
from ...tables import DIVERGING, PERIODS, VOICE_GROUPS, Tables
from ..article.article import render_article
from .exploration import COUNT, ORDERS, Choice, Exploration
from .measured import SETS, list_measures
from .picture import (
    GROUPS,
    Names,
    as_day,
    column_of,
    draw_picture,
    label_groups,
    list_measurables,
    show_day,
    show_sentence,
    write_notes,
)
from .views import read_view, search_sentences, write_view
from .widgets import Widget, read_asset, synced, traitlets

MAX_PANELS = 6
"""Actors that are drawn side by side at most."""
PAGE = 12
"""Sentences on a page of the list."""
VOICES: dict[str, tuple[str, ...] | None] = {
    "all voices": None,
    "the outlet’s own": ("narrator",),
    "any source": ("own side", "another actor", "other sources"),
    **{group: (group,) for group in VOICE_GROUPS[1:]},
}
"""Whose words can be chosen, and the voice groups that each choice holds."""


def explore_portrayal(
    tables: Tables, codebook: Codebook | None = None, *, view: str | None = None
) -> Any:
    """Explore portrayals: choose actors, measure, voice and dates; click a point to read it.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse` or `read_tables`.
    codebook : Codebook, optional
        The one that the tables were made with; the shipped one if there is none.
    view : str, optional
        What is chosen at first, as *Copy this view* gives it, or the attribute ``view`` of an
        explorer; what is not in these tables is left out.

    Returns
    -------
    Explorer
        Displays itself. Its attribute ``data`` is the table of portrayals that is drawn,
        ``selection`` the mentions behind the point that was clicked, with their scores, or behind
        all points if none was, and ``view`` a line that brings all of it back.

    Raises
    ------
    ImportError
        If anywidget is missing; the message names the extra that brings it.
    ValueError
        If no actor is mentioned, or nothing was scored that runs from negative to positive.
    """
    explorer = Explorer(tables, codebook or read_codebook())
    if view is not None:
        explorer.view = view
    return explorer


class Explorer(Widget):
    """A figure to explore; made by `explore_portrayal`, which says what it shows."""

    _esm = read_asset("explorer.js")
    options = synced(traitlets.Dict)
    choice = synced(traitlets.Dict)
    picture = synced(traitlets.Dict)
    place = synced(traitlets.Dict)
    listing = synced(traitlets.Dict)
    opened = synced(traitlets.Unicode)
    view = synced(traitlets.Unicode)
    kept = synced(traitlets.List)
    article = synced(traitlets.Dict)

    def __init__(self, tables: Tables, codebook: Codebook) -> None:
        super().__init__()
        self._tables, self._codebook = tables, codebook
        if not len(portraying(tables["mentions"])):
            raise NothingToDraw("there is nothing to explore: no actor is mentioned")
        pairs = list_measures(tables["scores"])
        usual = main_measure({**self._tables, "scores": pairs})
        self._explored = Exploration(tables, usual)
        counts = self._explored.count("actor_id")
        outlet_labels = outlet_names(tables)
        self._names = Names(
            {actor: codebook.actor_labels.get(actor, actor) for actor in counts},
            {o: outlet_labels.get(o, o) for o in self._explored.names("outlet_id")},
            list_measurables(pairs, tables, codebook, usual),
        )
        actors = sorted(counts, key=lambda actor: (-counts[actor], self._names.actors[actor]))
        self.options = self._list_options(actors, counts)
        self.choice = {
            "actors": actors[:2],
            "outlets": None,
            "measure": self.options["measures"][0]["id"],
            "by": self.options["groups"][0]["id"],
            "voice": "all voices",
            "first": "",
            "last": "",
        }
        self._is_busy = False
        self._redraw()
        self.observe(lambda _: self._redraw(), names="choice")
        self.observe(lambda _: self._list(), names="place")
        self.observe(lambda _: self._open(), names="opened")
        self.observe(lambda _: self._show_view(), names="view")

    @property
    def data(self) -> pd.DataFrame:
        """The table of portrayals that is drawn."""
        return self._data.copy()

    @property
    def selection(self) -> pd.DataFrame:
        """The mentions behind the point that was clicked, with scores; all without a click."""
        return self._explored.find_mentions(
            self._chosen, self.place.get("actor"), self.place.get("group")
        )

    def choose(self, **chosen: Any) -> None:
        """Choose something, as a click does.

        There are ``actors``, ``outlets``, ``measure``, ``by``, ``voice``, ``first`` and ``last``.

        Raises
        ------
        ValueError
            If something else is named.
        """
        unknown = set(chosen) - set(self.choice)
        if unknown:
            raise ValueError(
                f"there is no {', '.join(sorted(unknown))} to choose; "
                f"there are {', '.join(self.choice)}"
            )
        self.choice = {**self.choice, **chosen}

    def select(
        self,
        actor: str | None = None,
        group: str | None = None,
        *,
        order: str = ORDERS[0],
        page: int = 0,
        query: str = "",
    ) -> None:
        """List the sentences behind the point of an actor and a group, as a click does.

        Without an actor those of all points are listed; with a query only those that hold all its
        words.
        """
        point = {"actor": actor, "group": group} if actor else {}
        self.place = {**point, "order": order, "page": page, "query": query}

    def open_article(self, mention_id: str) -> None:
        """Open the article of a mention there, as a click on its sentence does."""
        self.opened = mention_id

    def _list_options(self, actors: Sequence[str], counts: Mapping[str, int]) -> dict[str, Any]:
        sizes = self._explored.count("outlet_id")
        span = self._explored.span()
        is_there = {
            "outlet_id": len(sizes) > 0,
            **dict.fromkeys(PERIODS, span is not None),
            "voice_group": "voices" in self._tables,
        }
        there = {name: label for name, label in GROUPS.items() if is_there.get(name, True)}
        names = self._names
        return {
            "actors": [
                {"id": a, "label": names.actors[a], "n": counts[a], **actor_style(a)._asdict()}
                for a in actors
            ],
            "outlets": [
                {"id": o, "label": label, "n": sizes[o]} for o, label in names.outlets.items()
            ],
            "measures": [
                {"id": key, "label": item.label, "kind": item.kind}
                for key, item in names.measurables.items()
            ],
            "groups": [{"id": name, "label": label} for name, label in there.items()],
            "voices": list(VOICES) if "voices" in self._tables else [],
            "orders": list(ORDERS),
            "span": span,
            "max_actors": MAX_PANELS,
        }

    @property
    def _chosen(self) -> Choice:
        """The choice, without what is not there."""
        wanted, measurables = self.choice, self._names.measurables
        actors = [actor for actor in wanted["actors"] if actor in self._names.actors][:MAX_PANELS]
        measurable = measurables.get(wanted["measure"]) or next(iter(measurables.values()))
        is_group = wanted["by"] in [group["id"] for group in self.options["groups"]]
        chosen = Choice(
            tuple(actors),
            *measurable.pair,
            wanted["by"] if is_group else "alias_type",
            None if wanted["outlets"] is None else tuple(wanted["outlets"]),
            VOICES.get(wanted["voice"]) if "voices" in self._tables else None,
            as_day(wanted["first"]),
            as_day(wanted["last"]),
        )
        if chosen.by in PERIODS and measurable.pair[0] not in SETS:
            return replace(chosen, by=self._explored.fit_period(chosen))
        return chosen

    def _redraw(self) -> None:
        """Draw what is chosen, list its sentences, and close what was open."""
        if self._is_busy:
            return
        chosen = self._chosen
        self._data = self._explored.portray(chosen)
        with self.hold_sync():
            self._is_busy = True
            kept = ("order", "query")
            self.place = {name: self.place[name] for name in kept if self.place.get(name)}
            self.picture = {
                "serial": self.picture.get("serial", 0) + 1,
                **draw_picture(chosen, self._data, self._names),
                "notes": self._write_notes(chosen),
            }
            self._is_busy = False
            self._list()

    def _show_view(self) -> None:
        """Show the view that is asked for."""
        if self._is_busy or self.view == write_view(self.choice, self.place):
            return
        choice, place = read_view(self.view, self.choice)
        with self.hold_sync():
            self._is_busy = True
            self.choice = choice
            self._is_busy = False
            self._redraw()
            self.place = place
            self._list()

    def _write_notes(self, chosen: Choice) -> list[str]:
        """Write the notes under the picture; the last says what was counted and validated."""
        framed = next((name for name in SETS if chosen.measure.startswith(name)), None)
        shown = sorted(self._data["measure"].unique()) if framed else [chosen.measure]
        stamped = [*([framed] if framed else []), *shown]
        said = stamp_validation(self._tables, stamped, self._codebook)
        stamp = "" if chosen.measure == COUNT else f" {said}"
        return write_notes(
            chosen,
            self._data,
            asked_by=self.choice["by"],
            source=f"{count_articles(self._tables)}{stamp}",
        )

    def _list(self) -> None:
        """List the mentions behind the point that was clicked, or behind all points."""
        if self._is_busy:
            return
        self.opened = ""
        place = self.place
        order = place.get("order") if place.get("order") in ORDERS else ORDERS[0]
        query = str(place.get("query") or "")
        mentions = search_sentences(self.selection, self._tables["sentences"], query)
        n_pages = max(1, -(-len(mentions) // PAGE))
        page = min(max(0, int(self.place.get("page") or 0)), n_pages - 1)
        shown = self._explored.sort_mentions(mentions, str(order)).iloc[
            page * PAGE : (page + 1) * PAGE
        ]
        rows = self._explored.add_sentences(shown.reset_index(drop=True)).to_dict("records")
        self.view = write_view(self.choice, place)
        self.listing = {
            "title": self._title_of(place),
            "query": query,
            "n": len(mentions),
            "page": page,
            "n_pages": n_pages,
            "page_size": PAGE,
            "order": order,
            "rows": [show_sentence(row, self._names) for row in rows],
        }

    def _title_of(self, place: Mapping[str, Any]) -> str:
        """Name what is listed: a point, or all of them."""
        if not place.get("actor"):
            return "All sentences of this figure"
        actor, group = str(place["actor"]), str(place["group"])
        label = label_groups([group], column_of(self._chosen), self._names)[group]
        return f"{self._names.actors.get(actor, actor)}, {label}"

    def _open(self) -> None:
        """Open the article of a mention there."""
        mentions, articles = self._explored.mentions, self._tables["articles"]
        rows = mentions[mentions["mention_id"] == self.opened]
        if rows.empty:
            self.article = {}
            return
        article_id = rows["article_id"].iloc[0]
        article = articles[articles["article_id"] == article_id].iloc[0]
        about = (self._names.name_outlet(article["outlet_id"]), show_day(article["published_at"]))
        pair = (self._chosen.measure, self._chosen.window)
        measure, window = pair if pair[0] in DIVERGING else self._explored.base
        headline = article["headline"]
        self.article = {
            "title": headline if isinstance(headline, str) else article["article_id"],
            "about": [text for text in about if text],
            "html": render_article(
                str(article_id),
                self._tables,
                self._codebook,
                measure=measure,
                window=window,
                focus=self.opened,
            ),
        }
