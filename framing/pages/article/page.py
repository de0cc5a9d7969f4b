"""One article as a page."""

import bisect
import hashlib
import importlib.resources
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from ...codebook import Codebook
from ...figures import actor_style
from ...tables import check, empty, label_of, read_pieces
from ...text import find_paragraphs
from ..weaving import Mark, escape, shorten, weave
from .values import GREY, as_id, as_number, flags_of, is_true, rgba

UNDERLINES = ("solid", "dashed", "dotted", "double")
"""Line styles of frames, by the frame's place in the codebook."""
USUAL = (("targeted", "sentence"), ("vader_compound", "clause"), ("textblob_polarity", "clause"))
"""What the margin shows if it is not told, the first that was scored."""
PROBABILITIES = ("targeted_negative", "targeted_neutral", "targeted_positive")
_FINDING, _VOICE, _FRAME, _MENTION = range(4)
_LONG = 400
"""Characters from which a finding is marked at its beginning only."""
_N_LISTED = 6
"""Details of a kind that are listed for one mark."""


class _Group:
    """One part of the legend: its values, and the sets of them that marks have."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.counts: Counter[Any] = Counter()
        self.places: dict[Any, int] = {}
        self.sets: dict[frozenset[int], int] = {}

    def place(self, value: Any) -> int:
        return self.places.setdefault(value, len(self.places))

    def token(self, values: Iterable[Any]) -> str:
        """The class of marks that have just these values."""
        own = frozenset(self.place(value) for value in values)
        return f"fr-{self.letter.upper()}{self.sets.setdefault(own, len(self.sets))}"

    def selectors(self, root: str) -> list[str]:
        """What is hidden where some value is ticked: the marks that have none of those that are."""
        is_on = f"{root}:has(.fr-g{self.letter} :checked)"
        return [
            is_on
            + "".join(f":not(:has(.fr-{self.letter}{n}:checked))" for n in sorted(own))
            + f" .fr-{self.letter.upper()}{token}"
            for own, token in self.sets.items()
        ]


class Page:
    """One article's rows of every table, by what they belong to, and the HTML made of them."""

    def __init__(
        self,
        article: dict[str, Any],
        tables: Mapping[str, pd.DataFrame],
        codebook: Codebook,
        measure: str | None,
        window: str | None,
        focus: str | None,
    ) -> None:
        self.article, self.codebook, self.focus = article, codebook, focus
        self.text: str = article["text"]
        self.names = dict(
            codebook.actors[["actor_id", "actor_label"]].itertuples(index=False, name=None)
        )
        self.frame_names = dict(
            codebook.frames[["frame_id", "frame_label"]].itertuples(index=False, name=None)
        )
        self.frame_places = {frame: n for n, frame in enumerate(codebook.frames["frame_id"])}

        def rows(name: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
            table = check(tables[name], name) if name in tables else empty(name)
            return table[table[column].isin(list(wanted))]

        own = [article["article_id"]]
        self.mentions = check(rows("mentions", "article_id", own), "mentions").sort_values(
            ["start", "end"]
        )
        ids = self.mentions["mention_id"]
        if focus is not None and focus not in set(ids):
            raise KeyError(
                f"there is no mention {focus!r} in the article {article['article_id']!r}"
            )
        self.by_id = {row.mention_id: row for row in self.mentions.itertuples(index=False)}
        self.scores = rows("scores", "mention_id", ids)
        self.voices = {
            row.mention_id: row for row in rows("voices", "mention_id", ids).itertuples(index=False)
        }
        self.roles = rows("roles", "agent_mention_id", ids)
        self.hits = rows("frame_hits", "mention_id", ids).sort_values(["start", "end"])
        self.attributions = rows("attributions", "article_id", own).sort_values(["start", "end"])
        said = rows("speakers", "attribution_id", self.attributions["attribution_id"])
        self.speakers = {row.attribution_id: row for row in said.itertuples(index=False)}
        self.findings = rows("findings", "article_id", own)
        self.sentences = rows("sentences", "article_id", own)
        there = set(self.scores[["measure", "window"]].itertuples(index=False, name=None))
        wanted = [
            pair
            for pair in (*USUAL, *sorted(there))
            if pair in there and measure in (None, pair[0]) and window in (None, pair[1])
        ]
        self.pair: tuple[str, str] | None = wanted[0] if wanted else None
        stamp = "\0".join(map(str, (article["article_id"], self.text, focus, self.pair)))
        self.key = "fr-" + hashlib.sha256(stamp.encode("utf-8", "replace")).hexdigest()[:10]
        self.groups = {letter: _Group(letter) for letter in "afvt"}
        self.n_cards = 0

    def render(self) -> str:
        paragraphs = find_paragraphs(self.text)
        marks = self._mark()
        body, at = [], 0
        tones = self._tones(paragraphs)
        reach = max([0.25, *(abs(mean) for mean, _ in tones.values())])
        boiler = set(self.sentences.loc[self.sentences["part"] == "boilerplate", "start"])
        starts = self._broken([start for start, _ in paragraphs])
        woven = weave(self.text, marks, paragraphs)
        for place, ((start, end), words) in enumerate(zip(paragraphs, woven, strict=True)):
            is_headline = place == 0 and isinstance(self.article["headline"], str)
            classes = "fr-par" + " fr-headline" * is_headline + " fr-boiler" * (start in boiler)
            classes += " fr-broken" * (place in starts)
            heading = ' role="heading" aria-level="3"' if is_headline else ""
            body.append(
                f'{escape(self.text[at:start])}<div class="fr-row">{self._tone(tones.get(place), reach)}'
                f'<p class="{classes}"{heading}>{words}</p></div>'
            )
            at = end
        body.append(escape(self.text[at:]))
        headline = self.article["headline"]
        label = escape(f"Article {shorten(headline if is_true(headline) else self._name(), 80)}")
        return (
            f'<section class="fr-article {self.key}" aria-label="{label}"><style>{_css()}{self._rules()}</style>'
            '<p class="fr-untrusted"><small>Trust this notebook to see details and filters. The labels say whom the '
            "words before them name, which frame they are a sign of, and whose words follow.</small></p>"
            f'{self._meta()}{self._legend()}{self._axis(reach)}<div class="fr-body">{"".join(body)}</div>{self._foot()}'
            f'<span id="{self.key}-end"></span></section>'
        )

    # What is marked

    def _mark(self) -> list[Mark]:
        actors, frames, voices, health = (self.groups[letter] for letter in "afvt")
        for actor, n in self.mentions["actor_id"].map(as_id).value_counts().items():
            actors.place(actor)
            actors.counts[actor] = int(n)
        frame_sets, hits = defaultdict(set), defaultdict(list)
        for hit in self.hits.itertuples(index=False):
            frame_sets[hit.mention_id].add(hit.frame_id)
            hits[hit.start, hit.end, hit.frame_id].append(hit)
        for _, _, frame in hits:
            frames.place(frame)
            frames.counts[frame] += 1
        for mention_id in self.by_id:
            voice = self._voice(mention_id)
            voices.place(voice)
            voices.counts[voice] += 1
        placed = self.findings.dropna(subset=["start", "end"]).sort_values("start", kind="stable")
        for name in self.findings["check"]:
            health.place(name)
            health.counts[name] += 1
        self.placed = [
            (int(row.start), int(row.end), row) for row in placed.itertuples(index=False)
        ]
        self.hits_of, self.roles_of = defaultdict(list), defaultdict(list)
        for hit in self.hits.itertuples(index=False):
            self.hits_of[hit.mention_id].append(hit)
        for role in self.roles.itertuples(index=False):
            self.roles_of[role.agent_mention_id].append(("agent", role))
            self.roles_of[role.patient_mention_id].append(("patient", role))
        self.scores_of = defaultdict(list)
        for mention_id, name, window, value in self.scores[
            ["mention_id", "measure", "window", "value"]
        ].itertuples(index=False, name=None):
            self.scores_of[mention_id].append((name, window, value))
        marks = [self._health_mark(*row) for row in self.placed]
        for row in self.attributions.itertuples(index=False):
            marks += self._voice_marks(row)
        marks += [self._frame_mark(span, rows) for span, rows in hits.items()]
        together = defaultdict(list)
        for row in self.mentions.itertuples(index=False):
            together[row.start, row.end].append(row)
        marks += [self._mention_mark(rows, frame_sets) for rows in together.values()]
        return marks

    def _voice(self, mention_id: str) -> tuple[str, str | None]:
        row = self.voices.get(mention_id)
        if row is None or row.voice == "narrator":
            return ("narrator", None)
        return (
            row.voice,
            row.speaker_actor_id
            if row.voice == "source" and is_true(row.speaker_actor_id)
            else None,
        )

    def _tokens(
        self, mention_ids: Iterable[str], frames: Iterable[str], start: int, end: int
    ) -> str:
        ids = list(mention_ids)
        checks = {row.check for s, e, row in self.placed if s < end and start < e}
        return " ".join(
            (
                self.groups["a"].token({as_id(self.by_id[m].actor_id) for m in ids}),
                self.groups["f"].token(frames),
                self.groups["v"].token({self._voice(m) for m in ids}),
                self.groups["t"].token(checks),
            )
        )

    def _mention_mark(self, rows: Sequence[Any], frame_sets: Mapping[str, set[str]]) -> Mark:
        first = rows[0]
        frames = set().union(*(frame_sets.get(row.mention_id, set()) for row in rows))
        tokens = self._tokens([row.mention_id for row in rows], frames, first.start, first.end)
        actor = as_id(first.actor_id)
        is_actor = any(row.reading == "actor" for row in rows)
        colour = actor_style(actor).colour
        style = (
            f"background-color: {rgba(colour, 0.3)}" if is_actor else f"border: 1px dashed {colour}"
        )
        label = "+".join(dict.fromkeys(as_id(row.actor_id) for row in rows))
        label += "" if is_actor else f" {first.reading}"
        is_focus = self.focus in {row.mention_id for row in rows}
        described, card = self._card([line for row in rows for line in self._tell(row)])
        return Mark(
            first.start,
            first.end,
            _MENTION,
            f"fr-mark fr-mention {tokens}{'' if is_actor else ' fr-hollow'} "
            f"fr-c{self.groups['a'].place(actor)}{' fr-focus' * is_focus}",
            style,
            escape(self._title(first)),
            f' tabindex="0" role="mark"{described}{" data-focus" * is_focus}',
            "",
            card,
            f'<sup class="fr-tag"><bdi>{escape(shorten(label, 40))}</bdi></sup>',
        )

    def _frame_mark(self, span: tuple[int, int, str], rows: Sequence[Any]) -> Mark:
        start, end, frame = span
        tokens = self._tokens([row.mention_id for row in rows], [frame], start, end)
        name = self.frame_names.get(frame, frame)
        line = UNDERLINES[self.frame_places.get(frame, 0) % len(UNDERLINES)]
        flags = flags_of(rows[0])
        who = dict.fromkeys(self._actor(self.by_id[row.mention_id].actor_id) for row in rows)
        described, card = self._card(
            [
                ("Frame", f"{name}{f'; {flags}' if flags else ''}"),
                ("Keyword", str(rows[0].keyword)),
                *([("Words of", str(rows[0].voice))] if is_true(rows[0].voice) else []),
                ("Mentions in it", f"{len(rows)}, of {', '.join(who)}"),
            ]
        )
        tag = (
            f'<sup class="fr-tag fr-frame-tag" tabindex="0" role="mark"{described}>'
            f"<bdi>{escape(shorten(name, 32))}{escape(f' ({flags})') if flags else ''}</bdi>{card}</sup>"
        )
        return Mark(
            start,
            end,
            _FRAME,
            f"fr-mark fr-frame {tokens}",
            f"border-bottom: 3px {line} {GREY}",
            after=tag,
        )

    def _voice_marks(self, row: Any) -> list[Mark]:
        said = self.speakers.get(row.attribution_id)
        speaker = said.speaker if said is not None and is_true(said.speaker) else row.source
        actor = (
            said.speaker_actor_id if said is not None and is_true(said.speaker_actor_id) else None
        )
        is_term = row.quote_type == "term"
        voice = ("unclear", None) if is_term else ("source", actor)
        colour = actor_style(actor).colour if actor and not is_term else GREY
        token = self.groups["v"].token([voice])
        who = (
            "a term in quotation marks"
            if is_term
            else shorten(speaker, 32)
            if is_true(speaker)
            else "somebody"
        )
        described, card = self._card(
            [
                (
                    "Words of",
                    f"{speaker if is_true(speaker) else 'nobody named'}"
                    f"{f', for {self._actor(actor)}' if actor else ', for no actor that is known'}",
                ),
                *([("In the text", str(row.source))] if is_true(row.source) else []),
                ("Cue", str(row.cue) if is_true(row.cue) else "none"),
                ("Quotation", row.quote_type + ("" if row.is_closed else ", not closed")),
                ("Confidence", f"{row.confidence:.2f}"),
            ]
        )
        tag = (
            f'<small class="fr-tag fr-who" tabindex="0" role="mark"{described}>'
            f"<bdi>{escape(who)}{escape(f', {actor}') if actor and not is_term else ''}:</bdi> {card}</small>"
        )
        tint = (
            f"fr-c{self.groups['a'].places[actor]}"
            if actor in self.groups["a"].places and not is_term
            else "fr-grey"
        )
        return [
            Mark(
                start,
                end,
                _VOICE,
                f"fr-mark fr-voice {token} {tint}",
                f"background-color: {rgba(colour, 0.13)}",
                before=tag if place == 0 and not is_term else "",
            )
            for place, (start, end) in enumerate(read_pieces(row.pieces))
        ]

    def _health_mark(self, start: int, end: int, row: Any) -> Mark:
        token = self.groups["t"].token([row.check])
        described, card = self._card([(f"Text health, {row.severity}", str(row.message))])
        tag = (
            f'<small class="fr-tag fr-flag" tabindex="0" role="mark"{described}>'
            f"<bdi>⚑ {escape(shorten(row.check, 40).replace('_', ' '))}</bdi> {card}</small>"
        )
        is_long = end - start > _LONG
        style = "" if is_long else "border-bottom: 1px dotted #b00020"
        return Mark(
            start,
            end,
            _FINDING,
            f"fr-mark {'fr-long' if is_long else 'fr-ill'} {token}",
            style,
            before=tag,
        )

    def _broken(self, starts: Sequence[int]) -> set[int]:
        """Places of the paragraphs in which a long finding begins."""
        return {
            bisect.bisect_right(starts, start) - 1
            for start, end, _ in self.placed
            if end - start > _LONG
        }

    # What is told of a mention

    def _tell(self, row: Any) -> list[tuple[str, str]]:
        lines = [
            (
                shorten(row.surface, 60),
                f"{self._actor(row.actor_id)}{f', {row.person}' if is_true(row.person) else ''}",
            )
        ]
        if is_true(row.candidates):
            lines.append(("Candidates", str(row.candidates)))
        lines.append(
            (
                "Read as",
                f"{row.reading}; {row.alias_type}, rule {row.rule}, confidence {row.confidence:.2f}",
            )
        )
        voice = self.voices.get(row.mention_id)
        if voice is not None:
            lines.append(("Voice", self._whose(voice)))
        by_measure: dict[str, list[str]] = {}
        for name, window, value in self.scores_of[row.mention_id]:
            if name in PROBABILITIES:
                by_measure.setdefault("probability", []).append(
                    f"{name.removeprefix('targeted_')} {value:.2f}"
                )
            else:
                by_measure.setdefault(name, []).append(f"{window} {as_number(value)}")
        lines += [(label_of(name), ", ".join(values)) for name, values in by_measure.items()]
        lines += [("Role", self._role(*pair)) for pair in self.roles_of[row.mention_id][:_N_LISTED]]
        for hit in self.hits_of[row.mention_id][:_N_LISTED]:
            flags = flags_of(hit)
            name = self.frame_names.get(hit.frame_id, hit.frame_id)
            lines.append(
                ("Frame", f"{name}: “{shorten(hit.surface, 60)}”{f' ({flags})' if flags else ''}")
            )
        own = [found for start, end, found in self.placed if start < row.end and row.start < end]
        lines += [(f"Text health, {found.severity}", found.message) for found in own[:_N_LISTED]]
        return [*lines, ("mention_id", row.mention_id)]

    def _title(self, row: Any) -> str:
        values = self.scores_of[row.mention_id]
        score = next(
            (as_number(value) for name, window, value in values if (name, window) == self.pair),
            "not scored",
        )
        voice = self._voice(row.mention_id)[0]
        measure = self.pair[0] if self.pair else "score"
        return f"{shorten(self._actor(row.actor_id), 60)}; {row.reading}; {voice}; {shorten(measure, 40)} {score}"

    def _whose(self, voice: Any) -> str:
        if voice.voice == "narrator":
            return "narrator, the outlet’s own words"
        speaker = shorten(voice.speaker, 80) if is_true(voice.speaker) else "nobody named"
        actor = (
            f", for {self._actor(voice.speaker_actor_id)}"
            if is_true(voice.speaker_actor_id)
            else ""
        )
        return f"{voice.voice}, {speaker}{actor}{f'; cue “{shorten(voice.cue, 60)}”' if is_true(voice.cue) else ''}"

    def _role(self, side: str, role: Any) -> str:
        other = self.by_id.get(
            role.patient_mention_id if side == "agent" else role.agent_mention_id
        )
        whom = f"{other.surface} [{as_id(other.actor_id)}]" if other is not None else "another"
        word = "does it to" if side == "agent" else "has it done by"
        negated = "not " if role.is_negated else ""
        return (
            f"{side} of “{negated}{role.verb}”, {word} {whom}; {role.verb_class.replace('_', ' ')}"
        )

    def _actor(self, actor_id: object) -> str:
        return (
            f"{self.names.get(str(actor_id), actor_id)} [{actor_id}]"
            if is_true(actor_id)
            else "an actor not settled"
        )

    def _card(self, lines: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """The attribute that points to the details, and the details."""
        self.n_cards += 1
        name = f"{self.key}-{self.n_cards}"
        rows = " ".join(
            f'<span class="fr-line"><b>{escape(shorten(k))}</b> <bdi>{escape(shorten(v))}</bdi>.</span>'
            for k, v in lines
        )
        return (
            f' aria-describedby="{name}"',
            f'<span class="fr-card" id="{name}" role="tooltip" hidden>{rows}</span>',
        )

    # The margin, and what stands around the text

    def _tones(self, paragraphs: Sequence[tuple[int, int]]) -> dict[int, tuple[float, int]]:
        if self.pair is None or not paragraphs:
            return {}
        starts = [start for start, _ in paragraphs]
        values = defaultdict(list)
        own = self.scores[
            (self.scores["measure"] == self.pair[0]) & (self.scores["window"] == self.pair[1])
        ]
        for mention_id, value in own[["mention_id", "value"]].itertuples(index=False, name=None):
            row = self.by_id[mention_id]
            if row.reading == "actor" and pd.notna(value):
                values[bisect.bisect_right(starts, row.start) - 1].append(value)
        return {place: (sum(of) / len(of), len(of)) for place, of in values.items()}

    def _tone(self, tone: tuple[float, int] | None, reach: float) -> str:
        if tone is None:
            return '<div class="fr-tone"></div>'
        mean, n = tone
        width = 50 * abs(mean) / reach
        left = 50 - width if mean < 0 else 50
        sign = "▲" if mean > 0.005 else "▼" if mean < -0.005 else "="
        return (
            f'<div class="fr-tone {"fr-down" if mean < 0 else "fr-up"}"><span class="fr-bar"><span '
            f'style="left: {left:.1f}%; width: {width:.1f}%"></span></span>'
            f"<small><b>{sign} {as_number(mean)}</b> <span>{n} mention{'s' * (n != 1)}</span></small></div>"
        )

    def _axis(self, reach: float) -> str:
        if self.pair is None:
            return ""
        name = label_of(self.pair[0])
        return (
            f'<p class="fr-axis"><small>In the margin: {escape(name)} ({self.pair[1]}), mean of each paragraph, '
            f"▼ negative, ▲ positive, full bar ±{reach:.2f}.</small></p>"
        )

    def _meta(self) -> str:
        date = self.article["published_at"]
        parts = [
            self._name(),
            self.article["outlet_id"] if is_true(self.article["outlet_id"]) else "outlet not known",
            f"{date:%d %B %Y}" if pd.notna(date) else "date not known",
            f"{len(self.text.split()):,} words",
            f"{len(self.mentions):,} mentions",
            *([self.article["url"]] if is_true(self.article["url"]) else []),
        ]
        whole = self.findings[self.findings["start"].isna()]
        notes = "".join(
            f'<p class="fr-note"><b>⚑ {escape(shorten(row.check, 40).replace("_", " "))}</b> '
            f"<bdi>{escape(shorten(row.message))}</bdi></p>"
            for row in whole.head(_N_LISTED).itertuples(index=False)
        )
        shown = " · ".join(f"<bdi>{escape(shorten(part, 80))}</bdi>" for part in parts)
        return f'<p class="fr-meta"><small>{shown}</small></p>{notes}'

    def _name(self) -> str:
        return str(self.article["article_id"])

    def _legend(self) -> str:
        titles = {"a": "Actors", "f": "Frames", "v": "Words of", "t": "Text health"}
        fields = []
        for letter, title in titles.items():
            group = self.groups[letter]
            chips = "".join(
                self._chip(group, value) for value in sorted(group.counts, key=group.place)
            )
            if chips:
                fields.append(
                    f'<fieldset class="fr-g{letter}"><legend>{title}</legend><div>{chips}</div></fieldset>'
                )
        return (
            '<form class="fr-legend" method="dialog"><p class="fr-how"><small>'
            '<span class="fr-key-actor">Tinted</span>: an actor (<span class="fr-key-hollow">outlined</span>: only a '
            'place, or not clear). <span class="fr-key-frame">Underlined</span>: sign of a frame. '
            '<span class="fr-key-voice">Shaded</span>: somebody’s words, not the outlet’s. Point at a mark, or go '
            f'to it with Tab, for its details. Tick to see only these. <a href="#{self.key}-end">Skip the article</a>'
            f'</small></p>{"".join(fields)}<button type="reset">Show all</button></form>'
        )

    def _chip(self, group: _Group, value: Any) -> str:
        place, swatch = group.places[value], ""
        if group.letter == "a":
            colour = actor_style(value).colour
            swatch = f'<span class="fr-swatch fr-c{place}" style="background-color: {colour}">&nbsp;&nbsp;</span> '
        elif group.letter == "f":
            line = UNDERLINES[self.frame_places.get(value, 0) % len(UNDERLINES)]
            swatch = f'<span class="fr-line-key" style="border-bottom: 3px {line} {GREY}">&nbsp;&nbsp;&nbsp;</span> '
        name = escape(shorten(self._call(group.letter, value), 40))
        return (
            f'<label class="fr-chip"><input type="checkbox" class="fr-{group.letter}{place}">{swatch}'
            f"<bdi>{name}</bdi> <small>{group.counts[value]}</small></label> "
        )

    def _call(self, letter: str, value: Any) -> str:
        """What the legend calls a value."""
        if letter == "a":
            return f"{value} {self.names[value]}" if value in self.names else str(value)
        if letter == "f":
            return str(self.frame_names.get(value, value))
        if letter == "t":
            return str(value).replace("_", " ")
        voice, actor = value
        if voice == "source":
            return f"sources for {self.names.get(actor, actor)}" if actor else "other sources"
        return "the outlet" if voice == "narrator" else "nobody clear"

    def _foot(self) -> str:
        stamp = f"{self.codebook.name} {self.codebook.version}"
        return (
            f'<p class="fr-foot"><small>Codebook <bdi>{escape(shorten(stamp, 80))}</bdi>. '
            "Scores compare groups of mentions; they do not judge a sentence.</small></p>"
        )

    def _rules(self) -> str:
        root = f".{self.key}"
        colours = "".join(
            f"{root} .fr-c{place}{{--c:{actor_style(actor).colour}}}"
            for actor, place in self.groups["a"].places.items()
        )
        hidden = [selector for group in self.groups.values() for selector in group.selectors(root)]
        return colours + "".join(
            f"{selector}{{background:none!important;border-color:transparent!important;box-shadow:none!important;"
            "outline:none!important}"
            f"{selector}>:is(.fr-tag,.fr-card),{selector}>.fr-words>:is(.fr-tag,.fr-card){{display:none!important}}"
            for selector in hidden
        )


@lru_cache(maxsize=1)
def _css() -> str:
    return " ".join(
        (importlib.resources.files("framing.pages") / "assets" / "article.css")
        .read_text(encoding="utf8")
        .split()
    )
