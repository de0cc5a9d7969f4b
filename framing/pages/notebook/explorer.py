"""Charts that answer: choose whom and what, put a finger on a point, and read the sentences under
it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ...articles import outlet_names
from ...codebook import Codebook, read_codebook
from ...figures import (
    ENDS,
    NothingToDraw,
    actor_style,
    count_articles,
    main_measure,
    stamp_validation,
)
from ...mentions import portraying
from ...portrayals import MIN_ARTICLES, MIN_MENTIONS
from ...tables import DIVERGING, PERIODS, SHARE, VOICE_GROUPS, Tables
from ..article.article import render_article
from .exploration import COUNT, FRAMES, MAX_PERIODS, ORDERS, Choice, Exploration, list_measures
from .picture import (
    GROUPS,
    as_day,
    enumerate,
    in_order,
    measures,
    place_groups,
    reach_of,
    say_words,
)
from .widgets import Widget, read_asset, synced, traitlets

MAX_PANELS = 6
"""Actors that are drawn side by side at most."""
PAGE = 12
"""Sentences on a page of the list."""
N_RESAMPLES = 500
"""Bootstrap draws of the explorer; `summarise_portrayal` takes four times as many."""
VOICES: dict[str, tuple[str, ...] | None] = {
    "all voices": None,
    "the outlet’s own": ("narrator",),
    "any source": ("own side", "another actor", "other sources"),
    **{group: (group,) for group in VOICE_GROUPS[1:]},
}
"""Whose words can be chosen, and the voice groups that each choice holds."""


def explore_portrayal(
    tables: Tables, codebook: Codebook | None = None, *, n_resamples: int = N_RESAMPLES
) -> Any:
    """A figure to explore: choose actors, outlets, measure, voice and dates; click a point to read
    its sentences.

    Parameters
    ----------
    tables : dict of str to DataFrame
        From `analyse` or `read_tables`.
    codebook : Codebook, optional
        The one that the tables were made with; the shipped one if there is none.
    n_resamples : int
        Bootstrap draws of the intervals, which are those of `summarise_portrayal`.

    Returns
    -------
    Explorer
        Displays itself. Its attribute ``data`` is the table of portrayals that is drawn, and
        ``selection`` the mentions behind the point that was clicked, with their scores; behind all
        points if none was.

    Raises
    ------
    ImportError
        If anywidget is missing; the message names the extra that brings it.
    ValueError
        If no actor is mentioned, or nothing was scored that runs from negative to positive.
    """
    return Explorer(tables, codebook or read_codebook(), n_resamples=n_resamples)


class Explorer(Widget):
    """A figure to explore; made by `explore_portrayal`, which says what it shows."""

    _esm = read_asset("explorer.js")
    options = synced(traitlets.Dict)
    choice = synced(traitlets.Dict)
    picture = synced(traitlets.Dict)
    place = synced(traitlets.Dict)
    listing = synced(traitlets.Dict)
    opened = synced(traitlets.Unicode)
    article = synced(traitlets.Dict)

    def __init__(
        self, tables: Tables, codebook: Codebook, *, n_resamples: int = N_RESAMPLES
    ) -> None:
        super().__init__()
        self._tables, self._codebook = tables, codebook
        if not len(portraying(tables["mentions"])):
            raise NothingToDraw("there is nothing to explore: no actor is mentioned")
        pairs = list_measures(tables["scores"])
        usual = main_measure({"scores": pairs})
        self._explored = Exploration(tables, usual, n_resamples=n_resamples)
        counts = self._explored.count("actor_id")
        self._names = {actor: codebook.actor_labels.get(actor, actor) for actor in counts}
        self._outlets = {
            outlet: outlet_names(tables).get(outlet, outlet)
            for outlet in (self._explored.names("outlet_id"))
        }
        self._measures = measures(pairs, tables, codebook, usual)
        actors = sorted(counts, key=lambda actor: (-counts[actor], self._names[actor]))
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
        self._redraw()
        self.observe(lambda _: self._redraw(), names="choice")
        self.observe(lambda _: self._list(), names="place")
        self.observe(lambda _: self._open(), names="opened")

    @property
    def data(self) -> pd.DataFrame:
        """The table of portrayals that is drawn."""
        return self._data.copy()

    @property
    def selection(self) -> pd.DataFrame:
        """One row is a mention behind the point that was clicked, with its score; behind all points
        if none was.
        """
        return self._explored.find_mentions(
            self._chosen, self.place.get("actor"), self.place.get("group")
        )

    def choose(self, **chosen: Any) -> None:
        """Set some of ``actors``, ``outlets``, ``measure``, ``by``, ``voice``, ``first`` and
        ``last``, as a click does.

        Raises
        ------
        ValueError
            If something else is named.
        """
        unknown = set(chosen) - set(self.choice)
        if unknown:
            raise ValueError(
                f"there is no {', '.join(sorted(unknown))} to choose; there are {', '.join(self.choice)}"
            )
        self.choice = {**self.choice, **chosen}

    def select(self, actor: str, group: str, *, order: str = ORDERS[0], page: int = 0) -> None:
        """List the sentences behind the point of an actor and a group, as a click does."""
        self.place = {"actor": actor, "group": group, "order": order, "page": page}

    def open_article(self, mention_id: str) -> None:
        """Open the article of a mention there, as a click on its sentence does."""
        self.opened = mention_id

    def _list_options(self, actors: Sequence[str], counts: Mapping[str, int]) -> dict[str, Any]:
        sizes = self._explored.count("outlet_id")
        span = self._explored.span()
        there = {
            name: label
            for name, label in GROUPS.items()
            if (
                len(sizes) > 0
                if name == "outlet_id"
                else span is not None
                if name in PERIODS
                else "voices" in self._tables
                if name == "voice_group"
                else True
            )
        }
        return {
            "actors": [
                {"id": a, "label": self._names[a], "n": counts[a], **actor_style(a)._asdict()}
                for a in actors
            ],
            "outlets": [
                {"id": o, "label": label, "n": sizes[o]} for o, label in self._outlets.items()
            ],
            "measures": [
                {"id": key, "label": own["label"], "kind": own["kind"]}
                for key, own in self._measures.items()
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
        own = self.choice
        actors = [actor for actor in own["actors"] if actor in self._names][:MAX_PANELS]
        measure = self._measures.get(own["measure"]) or next(iter(self._measures.values()))
        by = (
            own["by"]
            if own["by"] in [group["id"] for group in self.options["groups"]]
            else "alias_type"
        )
        chosen = Choice(
            tuple(actors),
            measure["pair"][0],
            measure["pair"][1],
            by,
            None if own["outlets"] is None else tuple(own["outlets"]),
            VOICES.get(own["voice"]) if "voices" in self._tables else None,
            as_day(own["first"]),
            as_day(own["last"]),
        )
        if by in PERIODS and measure["pair"] != FRAMES:
            return replace(chosen, by=self._explored.fit_period(chosen))
        return chosen

    def _redraw(self) -> None:
        chosen = self._chosen
        self._data = self._explored.portray(chosen)
        with self.hold_sync():
            self.place, self.listing, self.opened, self.article = {}, {}, "", {}
            self.picture = self._draw(chosen)

    def _draw(self, chosen: Choice) -> dict[str, Any]:
        """What the browser draws: panels of points, and the words around them."""
        is_frames = (chosen.measure, chosen.window) == FRAMES
        by = "measure" if is_frames else chosen.by
        measure = next(
            own for own in self._measures.values() if own["pair"] == (chosen.measure, chosen.window)
        )
        data = self._data.dropna(subset=[by])
        keys = sorted(data[by].unique())
        labels = self._label(keys, by)
        is_time = by in PERIODS
        if not is_time:
            keys = in_order(keys, by, data)
        panels = []
        for actor in chosen.actors:
            own = data[data["actor_id"] == actor]
            points = [self._point(row, by, labels, measure) for row in own.to_dict("records")]
            panels.append(
                {
                    "actor": actor,
                    "label": self._names[actor],
                    **actor_style(actor)._asdict(),
                    "n": int(own["n_mentions"].sum()) if not is_frames else None,
                    "points": points,
                }
            )
        what = "frame" if is_frames else {**GROUPS, "quarter": "quarter", "year": "year"}[chosen.by]
        names = [self._names[actor] for actor in chosen.actors]
        return {
            "serial": self.picture.get("serial", 0) + 1,
            "title": f"{enumerate(names)}, by {what}" if names else "No actor is chosen",
            "subtitle": measure["axis"],
            "kind": "time" if is_time else "rows",
            "is_count": chosen.measure == COUNT,
            "is_diverging": chosen.measure in DIVERGING,
            "is_share": chosen.measure.startswith(SHARE),
            "reach": reach_of(data, chosen),
            "ends": ENDS if chosen.measure in DIVERGING else "",
            "rows": [{"key": key, "label": labels[key]} for key in keys],
            "places": place_groups(keys, by) if is_time else {},
            "panels": panels if len(data) else [],
            "notes": self._notes(chosen, by, len(data)),
        }

    def _point(
        self, row: dict[Any, Any], by: str, labels: Mapping[str, str], measure: dict[str, Any]
    ) -> dict[str, Any]:
        """A point, and what it says to those who do not see it."""

        def show(value: float) -> str:
            return (
                f"{100 * value:.0f} %" if is_share else f"{value:+.2f}" if round(value, 2) else "0"
            )

        is_count, is_share = measure["pair"][0] == COUNT, measure["pair"][0].startswith(SHARE)
        n = (
            f"{row['n_mentions']:,} mention{'s' if row['n_mentions'] != 1 else ''} in {row['n_articles']:,} "
            f"article{'s' if row['n_articles'] != 1 else ''}"
        )
        has_interval = pd.notna(row["ci_low"])
        said = "" if is_count else f"{show(row['estimate'])}, "
        if has_interval:
            of = (
                "" if row["resampled"] == "articles" else f" over {row['resampled']} of one article"
            )
            said += f"95 % interval {show(row['ci_low'])} to {show(row['ci_high'])}{of}, "
        return {
            "key": row[by],
            "x": row["estimate"],
            "n": row["n_mentions"],
            "low": row["ci_low"] if has_interval else None,
            "high": row["ci_high"] if has_interval else None,
            "is_reportable": bool(row["is_reportable"]),
            "says": f"{self._names[row['actor_id']]}, {labels[row[by]]}: {said}{n}"
            + ("" if row["is_reportable"] else " (too few to report)"),
        }

    def _label(self, keys: Sequence[str], by: str) -> dict[str, str]:
        if by == "outlet_id":
            return {key: self._outlets.get(key, key) for key in keys}
        if by == "measure":
            names = {
                SHARE + row["pair"][0].removeprefix(SHARE): row["name"]
                for row in self._measures.values()
            }
            return {key: names.get(key, key) for key in keys}
        return {key: key for key in keys}

    def _notes(self, chosen: Choice, by: str, n_rows: int) -> list[str]:
        if not n_rows:
            return ["No mention is left. Choose another actor, outlet, voice or date."]
        notes = []
        if by in PERIODS and self.choice["by"] != by:
            notes.append(
                f"More than {MAX_PERIODS} {self.choice['by']}s: shown by {by}. Choose a shorter time for more."
            )
        n_missing = (
            int(self._data.loc[self._data[by].isna(), "n_mentions"].sum())
            if by in self._data
            else 0
        )
        if n_missing:
            notes.append(
                f"{n_missing:,} mentions are left out, since their {say_words(by)} is not known."
            )
        if chosen.measure != COUNT:
            alone = (
                " Where a group stands in one article, its sentences are, and the interval only describes it."
                if (self._data["resampled"] == "sentences").any()
                else ""
            )
            notes.append(
                f"Mean with 95 % interval; articles are resampled {self._explored.n_resamples:,} times.{alone} "
                f"Grey and hollow: fewer than {MIN_MENTIONS} mentions or {MIN_ARTICLES} articles."
            )
        stamped = (SHARE,) if chosen.measure.startswith(SHARE) else (chosen.measure,)
        stamp = "" if chosen.measure == COUNT else f" {stamp_validation(self._tables, stamped)}"
        return [*notes, f"{count_articles(self._tables)}{stamp}"]

    def _list(self) -> None:
        """List the mentions behind the point that was clicked."""
        if not self.place.get("actor"):
            return
        order = self.place.get("order") if self.place.get("order") in ORDERS else ORDERS[0]
        found = self.selection
        n_pages = max(1, -(-len(found) // PAGE))
        page = min(max(0, int(self.place.get("page") or 0)), n_pages - 1)
        shown = self._explored.sort_mentions(found, str(order)).iloc[
            page * PAGE : (page + 1) * PAGE
        ]
        rows = self._explored.add_sentences(shown.reset_index(drop=True)).to_dict("records")
        actor, group = str(self.place["actor"]), str(self.place["group"])
        by = "measure" if (self._chosen.measure, self._chosen.window) == FRAMES else self._chosen.by
        self.listing = {
            "title": f"{self._names.get(actor, actor)}, {self._label([group], by)[group]}",
            "n": len(found),
            "page": page,
            "n_pages": n_pages,
            "page_size": PAGE,
            "order": order,
            "rows": [self._sentence(row) for row in rows],
        }

    def _sentence(self, row: dict[Any, Any]) -> dict[str, Any]:
        outlet = self._outlets.get(row["outlet_id"]) if isinstance(row["outlet_id"], str) else None
        day = row["published_at"].strftime("%Y-%m-%d") if pd.notna(row["published_at"]) else None
        voice = row.get("voice_group")
        about = [
            outlet,
            day,
            "outlet’s own words"
            if voice == "narrator"
            else voice
            if isinstance(voice, str)
            else None,
        ]
        if pd.isna(row["value"]):
            score = "not scored"
        elif row["measure"].startswith(SHARE):
            score = "in the frame" if row["value"] else "not in it"
        else:
            score = f"{row['value']:+.2f}" if round(row["value"], 2) else "0.00"
        return {
            "mention_id": row["mention_id"],
            "left": row["left"],
            "surface": row["surface"],
            "right": row["right"],
            "about": [text for text in about if text],
            "score": score,
        }

    def _open(self) -> None:
        """Open the article of a mention there."""
        mentions = self._explored.mentions
        own = mentions[mentions["mention_id"] == self.opened]
        if own.empty:
            self.article = {}
            return
        mention = own.iloc[0]
        articles = self._tables["articles"]
        article = articles[articles["article_id"] == mention["article_id"]].iloc[0]
        outlet = (
            self._outlets.get(article["outlet_id"])
            if isinstance(article["outlet_id"], str)
            else None
        )
        day = (
            article["published_at"].strftime("%Y-%m-%d")
            if pd.notna(article["published_at"])
            else None
        )
        pair = (self._chosen.measure, self._chosen.window)
        pair = pair if pair[0] in DIVERGING else self._explored.base
        self.article = {
            "title": article["headline"]
            if isinstance(article["headline"], str)
            else article["article_id"],
            "about": [text for text in (outlet, day) if text],
            "html": render_article(
                str(mention["article_id"]),
                self._tables,
                self._codebook,
                measure=pair[0],
                window=pair[1],
                focus=self.opened,
            ),
        }
