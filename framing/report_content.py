"""What stands in a report: plain values, text and numbers, ready for a page; computed here and laid out elsewhere."""

import base64
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

from .canvas import actor_labels, describe, show_figure, stamp_validation
from .codebook import Codebook
from .context import find_telling
from .datasets import Tables
from .dossiers import Row, Rows, list_actions, make_rows, name_groups, summarise_groups
from .evidence import choose_period, count_evidence, list_evidence, sample_evidence
from .figures import (
    draw_actions,
    draw_disagreement,
    draw_frames,
    draw_frames_by_voice,
    draw_naming,
    draw_tone,
    draw_tone_by_voice,
    draw_voices,
    draw_who_on_whom,
)
from .figures_of_groups import (
    Drawer,
    NothingToDraw,
    draw_agreement,
    draw_bias,
    draw_by_outlet,
    draw_distinctive_words,
    draw_over_time,
    draw_rankings,
    draw_two_outlets,
    main_measure,
    outlet_names,
)
from .figures_of_health import draw_findings, draw_funnel
from .mentions import portraying
from .observations import VOICE_SHARE
from .plots import MEASURE_NAMES
from .portrayal import summarise_portrayal, summarise_roles
from .schema import empty
from .style import set_style
from .targeted import MEASURES as TARGETED_MEASURES

MAX_SHOWN = 6_000
"""Mentions whose sentence is in a report, in all."""
MAX_OUTLETS = 12
"""Outlets that the figures compare: those with the most articles."""
MAX_TABLE = 60
"""Rows of a figure's data that stand under it."""
MAX_KEYWORDS = 150
"""Keywords of a frame that are listed."""
MAX_LETTERS, MAX_CONTEXT = 600, 320
"""Characters of a sentence that are shown around a mention, and of the sentences before and after it."""
N_TELLING = 2
"""Most telling sentences of an actor on each side of zero."""
FIGURES: dict[str, tuple[Drawer, ...]] = {
    "overview": (draw_tone, draw_over_time),
    "outlets": (draw_by_outlet, draw_two_outlets, draw_distinctive_words),
    "voices": (draw_frames, draw_voices, draw_tone_by_voice, draw_who_on_whom, draw_frames_by_voice, draw_actions,
               draw_naming),
    "texts": (draw_funnel, draw_findings),
    "quality": (draw_agreement, draw_bias, draw_rankings, draw_disagreement),
}  # fmt: skip
"""The figures of each part of a report."""
OF_WORDS = (draw_distinctive_words,)
"""Figures that show words of the articles."""
VOICES = {
    "narrator": "the outlet’s own words", "own side": "its own side", "another actor": "another actor’s side",
    "other sources": "other sources", "unclear": "not settled",
}  # fmt: skip
SHORT = {"targeted": "model", "vader_compound": "VADER", "textblob_polarity": "TextBlob"}
_SHOWN_SCORES = (("targeted", "sentence"), ("vader_compound", "clause"), ("textblob_polarity", "clause"))


class Figure(NamedTuple):
    """A figure as an image, in words, and as a table; without an image, the note says why there is none."""

    title: str
    note: str
    alt: str = ""
    source: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    n_rows: int = 0


class Mention(NamedTuple):
    """A mention that is shown: its sentence in three pieces, the sentences around it, and what is known of it."""

    number: int
    mention_id: str
    left: str
    surface: str
    right: str
    before: str
    after: str
    article: str
    headline: str
    url: str
    start: int
    end: int
    facts: list[str]
    sign: str
    codes: str


class Actor(NamedTuple):
    """An actor in the list of all, and whether it has a page."""

    actor_id: str
    slug: str
    label: str
    n: int
    n_articles: int
    row: Row | None
    has_page: bool


class Dossier(NamedTuple):
    """The page of an actor."""

    actor: Actor
    n_scored: int
    n_shown: int
    measures: list[Row]
    limit: float
    parts: dict[str, Rows]
    telling: list[Mention]
    mentions: list[Mention]


def gather_content(
    tables: Tables, codebook: Codebook, *, with_text: bool, max_sentences: int, max_actors: int, seed: int
) -> dict[str, Any]:
    """Everything that a report shows, by the names that its template uses.

    Parameters
    ----------
    tables : dict of str to DataFrame
        All that `analyse` gives, empty or not.
    codebook : Codebook
    with_text : bool
        Whether the tables hold the words of the articles.
    max_sentences, max_actors, seed
        As for `framing.report.write_report`.

    Returns
    -------
    dict of str to object
        Values that are not yet escaped.
    """
    names = actor_labels(codebook)
    measure = _measure(tables)
    period = choose_period(tables["articles"]["published_at"])
    actors = _list_actors(tables, names, measure, max_actors, seed)
    chosen = [actor for actor in actors if actor.has_page]
    ids = [actor.actor_id for actor in chosen]
    evidence, groups = list_evidence(tables, measure=measure, actor_ids=ids, period=period)
    telling = _pick_telling(tables, evidence, measure if max_sentences else None)
    shown = sample_evidence(groups, max_sentences, seed=seed, most=MAX_SHOWN)
    shown = pd.concat([shown, telling[["mention_id", "actor_id"]]]).drop_duplicates(ignore_index=True)
    counts = count_evidence(groups, shown)
    codes = name_groups(counts)
    labels = _label_groups(codes, names, tables, codebook)
    own = _codes_of(groups[groups["mention_id"].isin(shown["mention_id"])], codes)
    mentions = _show_mentions(tables, evidence, shown, own, ids, labels, with_text)
    summaries = summarise_groups(tables, ids, measure=measure, period=period, seed=seed) if ids else {}
    actions = summarise_roles(tables["roles"], tables["mentions"])
    dossiers = [
        _make_dossier(actor, evidence, counts, codes, summaries, actions, measure, mentions, telling)
        for actor in chosen
    ]
    return {
        "numbers": _key_numbers(tables, actors),
        "actors": actors,
        "limit": _limit([actor.row for actor in actors if actor.row]),
        "dossiers": dossiers,
        "n_shown": len(shown),
        "n_evidence": len(evidence),
        "max_sentences": max_sentences,
        "labels": labels,
        "select": {kind: [code for (own_kind, _), code in codes.items() if own_kind == kind]
                   for kind in ("outlet", "voice", "sign")},
        "data": {"labels": labels, "counts": _counts_by_code(counts, codes, ids),
                 "cube": _cube(evidence, groups, codes, ids)},
        "period": period,
        "measure": MEASURE_NAMES.get(measure[0], measure[0]) if measure else None,
        "window": measure[1] if measure else None,
        "tone_of": "Sentiment toward" if measure and measure[0] in TARGETED_MEASURES else "Tone around",
        "outlets": _list_outlets(tables, names, measure, seed),
        "funnel": _list_funnel(tables),
        "health": _list_findings(tables, with_text),
        "validations": _list_validations(tables),
        "stamp": stamp_validation(tables, [measure] if measure else []),
        "codebook": codebook,
        "frames": _list_frames(tables, codebook),
        "figures": draw_all(tables, codebook, with_text=with_text, seed=seed),
        "in_short": _in_short(tables, actors, measure, codebook),
    }  # fmt: skip


def _measure(tables: Tables) -> tuple[str, str] | None:
    try:
        return main_measure(tables)
    except NothingToDraw:
        return None


def _slugs(actor_ids: Sequence[str]) -> list[str]:
    """Names for places in the page, of plain letters and different from each other."""
    found: dict[str, None] = {}
    for actor_id in actor_ids:
        slug = plain = re.sub(r"[^A-Za-z0-9_-]+", "-", actor_id).strip("-") or "actor"
        n = 1
        while slug in found:
            n += 1
            slug = f"{plain}-{n}"
        found[slug] = None
    return list(found)


def _list_actors(
    tables: Tables, names: Mapping[str, str], measure: tuple[str, str] | None, max_actors: int, seed: int
) -> list[Actor]:
    mentions = portraying(tables["mentions"])
    counts = mentions.groupby("actor_id", sort=True)["article_id"].agg(["size", "nunique"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    rows = {}
    if measure:
        table = summarise_portrayal(tables["mentions"], tables["articles"], _of_measure(tables, measure), seed=seed)
        rows = {row["actor_id"]: _row(row) for _, row in table.iterrows()}
    return [
        Actor(actor_id, slug, names.get(actor_id, actor_id), int(n), int(n_articles), rows.get(actor_id),
              place < max_actors)
        for place, ((actor_id, n, n_articles), slug) in enumerate(
            zip(counts.itertuples(name=None), _slugs(list(counts.index)), strict=True))
    ]  # fmt: skip


def _of_measure(tables: Tables, measure: tuple[str, str]) -> pd.DataFrame:
    scores = tables["scores"]
    return scores[(scores["measure"] == measure[0]) & (scores["window"] == measure[1])]


def _row(told: pd.Series, group: str = "", note: str = "") -> Row:
    """A row of a table of portrayals."""
    estimate, low, high = (
        None if pd.isna(told[name]) else float(told[name]) for name in ("estimate", "ci_low", "ci_high")
    )
    return Row(group, "", int(told["n_mentions"]), 0, estimate, low, high, bool(told["is_reportable"]), note)


def _limit(rows: Sequence[Row]) -> float:
    """One end of the axis that some rows share."""
    told = [row for row in rows if row.is_reportable] or list(rows)
    values = [abs(value) for row in told for value in (row.estimate, row.low, row.high) if value is not None]
    return min(1.0, max([0.1, *(1.05 * value for value in values)]))


def _pick_telling(tables: Tables, evidence: pd.DataFrame, measure: tuple[str, str] | None) -> pd.DataFrame:
    """The sentences of each actor farthest from zero, on either side, no sentence twice."""
    found = [evidence[["mention_id", "actor_id", "value"]].head(0)]
    if measure is None:
        return found[0]
    scores = _of_measure(tables, measure)
    for side in (1, -1):
        scored = scores[scores["value"] * side > 0]
        left = tables["mentions"][tables["mentions"]["mention_id"].isin(evidence["mention_id"])]
        for _ in range(N_TELLING):
            best = find_telling(left, tables["sentences"], scored, measure=measure[0], window=measure[1])
            found.append(best[["mention_id", "actor_id", "value"]])
            taken = pd.MultiIndex.from_frame(best[["actor_id", "sentence_id"]])
            left = left[~pd.MultiIndex.from_frame(left[["actor_id", "sentence_id"]]).isin(taken)]
    return pd.concat(found, ignore_index=True)


def _label_groups(
    codes: Mapping[tuple[str, str], str], names: Mapping[str, str], tables: Tables, codebook: Codebook
) -> dict[str, str]:
    """The code of a group -> what the page calls it."""
    frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
    by_kind: dict[str, Mapping[str, str]] = {
        "outlet": outlet_names(tables), "voice": VOICES, "frame": frames, "speaker": names, "acts_on": names,
        "acted_on_by": names,
    }  # fmt: skip
    return {code: by_kind.get(kind, {}).get(group, group) for (kind, group), code in codes.items()}


def _codes_of(groups: pd.DataFrame, codes: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """mention_id -> the codes of its groups."""
    found: dict[str, list[str]] = {}
    for mention_id, kind, group in groups[["mention_id", "kind", "group"]].itertuples(index=False, name=None):
        found.setdefault(mention_id, []).append(codes[kind, group])
    return found


def _show_mentions(
    tables: Tables, evidence: pd.DataFrame, shown: pd.DataFrame, own: Mapping[str, list[str]], ids: Sequence[str],
    labels: Mapping[str, str], with_text: bool,
) -> dict[str, list[Mention]]:  # fmt: skip
    """Of each actor the mentions that are shown, by outlet and date."""
    rows = evidence[evidence["mention_id"].isin(shown["mention_id"])]
    names = outlet_names(tables)
    rows = rows.assign(place=rows["actor_id"].map({actor: n for n, actor in enumerate(ids)}),
                       outlet=rows["outlet_id"].map(lambda key: names.get(key, key)))  # fmt: skip
    rows = rows.sort_values(["place", "outlet", "published_at", "mention_id"], kind="stable")
    sentences = tables["sentences"]
    near = sentences[sentences["article_id"].isin(rows["article_id"])]
    columns = near[["sentence_id", "article_id", "sentence_no", "start", "text"]]
    places = {key: (article, no, start) for key, article, no, start, _ in columns.itertuples(index=False, name=None)}
    texts = {(article, no): text for _, article, no, _, text in columns.itertuples(index=False, name=None)}
    heads = tables["articles"][tables["articles"]["article_id"].isin(rows["article_id"])].set_index("article_id")
    scores = _scores_of(tables, rows["mention_id"])
    found: dict[str, list[Mention]] = {actor: [] for actor in ids}
    for number, row in enumerate(rows.itertuples(index=False)):
        left = right = before = after = ""
        if row.sentence_id in places and with_text:
            article, no, offset = places[row.sentence_id]
            text = texts[article, no]
            left, right = _around(text, row.start - offset, row.end - offset)
            before, after = (_short(texts.get((article, no + step), "")) for step in (-1, 1))
        head = heads.loc[row.article_id]
        facts = [fact for fact in (
            _text(row.outlet), "" if pd.isna(row.published_at) else f"{row.published_at:%d %B %Y}".lstrip("0"),
            _whose(row, labels, own),
        ) if fact]  # fmt: skip
        facts += [f"{name} {say_signed(value)}" for name, value in scores.get(row.mention_id, [])]
        codes = own.get(row.mention_id, [])
        facts += [f"frame: {labels[code]}" for code in codes if code[0] == "f"]
        facts += [f"acts on {labels[code]}" for code in codes if code[0] == "a"]
        facts += [f"acted on by {labels[code]}" for code in codes if code[0] == "b"]
        mention = Mention(
            number, str(row.mention_id), left, row.surface, right, before, after, str(row.article_id),
            _text(head["headline"]), _address(head["url"]), int(row.start), int(row.end), facts,
            next((labels[code] for code in codes if code[0] == "s"), ""), " ".join(codes),
        )  # fmt: skip
        found[row.actor_id].append(mention)
    return found


def _scores_of(tables: Tables, mention_ids: pd.Series) -> dict[str, list[tuple[str, float]]]:
    scores = tables["scores"]
    scores = scores[scores["mention_id"].isin(mention_ids) & scores["value"].notna()]
    usual = [pair for pair in _SHOWN_SCORES if ((scores["measure"] == pair[0]) & (scores["window"] == pair[1])).any()]
    measure = _measure(tables)
    found: dict[str, list[tuple[str, float]]] = {}
    for pair in usual or ([measure] if measure else []):
        own = scores[(scores["measure"] == pair[0]) & (scores["window"] == pair[1])]
        for mention_id, value in own[["mention_id", "value"]].itertuples(index=False, name=None):
            found.setdefault(mention_id, []).append((SHORT.get(pair[0], pair[0]), float(value)))
    return found


def _whose(row: Any, labels: Mapping[str, str], own: Mapping[str, list[str]]) -> str:
    """Whose words a mention stands in."""
    if pd.isna(row.voice):
        return ""
    if row.voice != "source":
        return VOICES[row.voice]
    actor = next((labels[code] for code in own.get(row.mention_id, []) if code[0] == "k"), "")
    speaker = _text(row.speaker)
    if speaker:
        return f"words of {_short(speaker, 80)}" + (f", for {actor}" if actor else "")
    return f"words of {actor}" if actor else "words of a source"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a mention in its sentence, on one line and not too long."""
    half = (MAX_LETTERS - (end - start)) // 2
    left, right = re.sub(r"\s+", " ", text[:start]), re.sub(r"\s+", " ", text[end:])
    return (left if len(left) <= half else "…" + left[-half:]), (right if len(right) <= half else right[:half] + "…")


def _short(text: str, width: int = MAX_CONTEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _address(value: object) -> str:
    """An address that can be followed: nothing but http and https."""
    return value if isinstance(value, str) and re.match(r"https?://[^\s]+$", value) else ""


def say_signed(value: float) -> str:
    """A number with its sign and two decimals; what rounds to zero has none.

    Examples
    --------
    >>> say_signed(0.318), say_signed(-0.5), say_signed(-0.001)
    ('+0.32', '−0.50', '0.00')
    """
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def say_share(value: float) -> str:
    """A share in per cent, with a decimal where it is small.

    Examples
    --------
    >>> say_share(0.76), say_share(0.0024), say_share(0.0)
    ('76 %', '0.2 %', '0 %')
    """
    return f"{100 * value:.1f} %" if 0 < value < 0.1 else f"{100 * value:.0f} %"


def _make_dossier(
    actor: Actor, evidence: pd.DataFrame, counts: pd.DataFrame, codes: Mapping[tuple[str, str], str],
    summaries: Mapping[str, pd.DataFrame], actions: pd.DataFrame, measure: tuple[str, str] | None,
    mentions: Mapping[str, list[Mention]], telling: pd.DataFrame,
) -> Dossier:  # fmt: skip
    own = counts[counts["actor_id"] == actor.actor_id]
    parts = {
        kind: make_rows(kind, actor.actor_id, own, codes, summaries)
        for kind in ("outlet", "period", "voice", "speaker", "frame")
    }
    parts |= list_actions(actions, actor.actor_id, own, codes)
    table = summaries["measure"]
    table = table[(table["actor_id"] == actor.actor_id)]
    measures = [_row(row, f"{MEASURE_NAMES.get(row['measure'], row['measure'])}, over the {row['window']}")
                for _, row in table.iterrows()]  # fmt: skip
    toned = [row for kind in ("outlet", "period", "voice", "speaker") for row in parts[kind].rows]
    shown = mentions[actor.actor_id]
    by_id = {mention.mention_id: mention for mention in shown}
    best = telling[telling["actor_id"] == actor.actor_id].sort_values(["value", "mention_id"], kind="stable")
    return Dossier(
        actor=actor, n_scored=int((evidence["actor_id"] == actor.actor_id).sum()), n_shown=len(shown),
        measures=measures, limit=_limit([row for row in toned if row.estimate is not None]), parts=parts,
        telling=[by_id[mention_id] for mention_id in best["mention_id"]], mentions=shown,
    )  # fmt: skip


def _key_numbers(tables: Tables, actors: Sequence[Actor]) -> dict[str, Any]:
    articles, mentions = tables["articles"], portraying(tables["mentions"])
    dates = articles["published_at"].dropna()
    voices = tables["voices"]
    told = voices[voices["mention_id"].isin(mentions["mention_id"])]["voice"]
    return {
        "n_articles": len(articles),
        "n_outlets": int(articles["outlet_id"].nunique()),
        "first": f"{dates.min():%d %B %Y}".lstrip("0") if len(dates) else "",
        "last": f"{dates.max():%d %B %Y}".lstrip("0") if len(dates) else "",
        "n_undated": int(articles["published_at"].isna().sum()),
        "n_sentences": len(tables["sentences"]),
        "n_mentions": len(mentions),
        "n_found": len(tables["mentions"]),
        "n_actors": len(actors),
        "share_narrator": float((told == "narrator").mean()) if len(told) else None,
        "n_frame_hits": len(tables["frame_hits"]),
        "n_actions": len(tables["roles"]),
    }


def _in_short(
    tables: Tables, actors: Sequence[Actor], measure: tuple[str, str] | None, codebook: Codebook
) -> dict[str, Any]:
    """The ends of the ranking, and the commonest frame."""
    told = [actor for actor in actors if measure and actor.row and actor.row.is_reportable]
    told = sorted(told, key=lambda actor: -(actor.row.estimate or 0.0) if actor.row else 0.0)
    hits = tables["frame_hits"].merge(portraying(tables["mentions"])[["mention_id"]], on="mention_id")
    counts = hits.drop_duplicates(["mention_id", "frame_id"])["frame_id"].value_counts().sort_index()
    frames = dict(zip(codebook.frames["frame_id"], codebook.frames["frame_label"], strict=True))
    first = str(counts.idxmax()) if len(counts) else ""
    return {
        "best": told[0] if len(told) > 1 else None,
        "worst": told[-1] if len(told) > 1 else None,
        "n_ranked": len(told),
        "frame": frames.get(first, first),
        "n_frame": int(counts.max()) if len(counts) else 0,
    }


def _counts_by_code(
    counts: pd.DataFrame, codes: Mapping[tuple[str, str], str], ids: Sequence[str]
) -> list[dict[str, int]]:
    """For each actor with a page, how many mentions each group has."""
    places = {actor: n for n, actor in enumerate(ids)}
    found: list[dict[str, int]] = [{} for _ in ids]
    for actor, kind, group, n in counts[["actor_id", "kind", "group", "n_mentions"]].itertuples(index=False, name=None):
        found[places[actor]][codes[kind, group]] = int(n)
    return found


def _cube(
    evidence: pd.DataFrame, groups: pd.DataFrame, codes: Mapping[tuple[str, str], str], ids: Sequence[str]
) -> list[list[Any]]:
    """How many mentions each actor has in each outlet, voice and sign at once: [actor, codes, n]."""
    kinds = ("outlet", "voice", "sign")
    wide = evidence[["mention_id", "actor_id"]]
    for kind in kinds:
        own = groups[groups["kind"] == kind]
        known = dict(zip(own["mention_id"], own["group"], strict=True))
        wide = wide.assign(**{kind: wide["mention_id"].map(known).astype("str")})
    places = {actor: n for n, actor in enumerate(ids)}
    counted = wide.fillna("").groupby(["actor_id", *kinds], sort=True).size()
    return [
        [places[actor], [codes[kind, group] for kind, group in zip(kinds, named, strict=True) if group], int(n)]
        for (actor, *named), n in counted.items()
    ]


def _list_outlets(
    tables: Tables, names: Mapping[str, str], measure: tuple[str, str] | None, seed: int
) -> list[dict[str, Any]]:
    """The outlets by articles: how much they say, about whom, in whose words and in what tone."""
    articles, mentions = tables["articles"], portraying(tables["mentions"])
    if not articles["outlet_id"].notna().any():
        return []
    joined = mentions[["mention_id", "article_id", "actor_id"]].merge(
        articles[["article_id", "outlet_id"]], on="article_id"
    )
    joined = joined.merge(tables["voices"][["mention_id", "voice"]], on="mention_id", how="left")
    toned: dict[str, Row] = {}
    if measure:
        table = summarise_portrayal(mentions, articles, _of_measure(tables, measure), by=["outlet_id"], seed=seed)
        toned = {row["outlet_id"]: _row(row) for _, row in table.dropna(subset=["outlet_id"]).iterrows()}
    labels = outlet_names(tables)
    counts = articles["outlet_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    by_outlet = dict(iter(joined.groupby("outlet_id")))
    found = []
    for outlet_id, n in counts.items():
        own = by_outlet.get(outlet_id, joined.head(0))
        most = own["actor_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable").head(3)
        known = own["voice"].dropna()
        found.append({
            "label": labels.get(str(outlet_id), str(outlet_id)), "n_articles": int(n), "n_mentions": len(own),
            "share_narrator": float((known == "narrator").mean()) if len(known) else None,
            "row": toned.get(str(outlet_id)), "most": [(names.get(actor, actor), int(m)) for actor, m in most.items()],
        })  # fmt: skip
    return found


def _list_funnel(tables: Tables) -> list[tuple[str, int, bool]]:
    funnel = tables.get("funnel")
    if funnel is None:
        return []
    rows = funnel[["stage", "n", "is_removed"]].itertuples(index=False, name=None)
    return [(str(stage).replace("_", " "), int(n), bool(is_removed)) for stage, n, is_removed in rows]


def _list_findings(tables: Tables, with_text: bool) -> list[dict[str, Any]]:
    """Findings by check, the gravest first, with an example where words may be shown."""
    findings = tables["findings"]
    order = {"error": 0, "warning": 1, "note": 2}
    found = [
        {"check": str(check).replace("_", " "), "severity": str(severity), "n": len(own),
         "n_articles": int(own["article_id"].nunique()),
         "example": _short(str(own["message"].iloc[0]), 200) if with_text else ""}
        for (check, severity), own in findings.groupby(["check", "severity"], sort=True)
    ]  # fmt: skip
    return sorted(found, key=lambda row: (order.get(row["severity"], 3), -row["n"], row["check"]))


def _list_validations(tables: Tables) -> list[dict[str, Any]]:
    names = MEASURE_NAMES | {"share_": "frames, by keywords", VOICE_SHARE: "voices"}
    return [
        {"measure": names.get(row.measure, row.measure), "window": row.window, "n": int(row.n_mentions),
         "alpha": None if pd.isna(row.alpha) else float(row.alpha), "f1": float(row.f1)}
        for row in tables.get("validations", empty("validations")).itertuples(index=False)
    ]  # fmt: skip


def _list_frames(tables: Tables, codebook: Codebook) -> list[dict[str, Any]]:
    hits = tables["frame_hits"].drop_duplicates(["mention_id", "frame_id"])
    hits = hits[hits["mention_id"].isin(portraying(tables["mentions"])["mention_id"])]["frame_id"].value_counts()
    keywords = dict(iter(codebook.keywords.groupby("frame_id", sort=False)))
    found = []
    for frame in codebook.frames.itertuples(index=False):
        own = keywords.get(frame.frame_id, codebook.keywords.head(0))
        shown = own.head(MAX_KEYWORDS)[["keyword", "is_regex"]].itertuples(index=False, name=None)
        found.append({"label": frame.frame_label, "definition": frame.definition,
                      "reference": _text(frame.reference).rstrip("."), "keywords": list(shown),
                      "n_keywords": len(own), "n": int(hits.get(frame.frame_id, 0))})  # fmt: skip
    return found


def draw_all(tables: Tables, codebook: Codebook, *, with_text: bool, seed: int) -> dict[str, list[Figure]]:
    """The figures of each part of a report; those that the articles do not allow say why."""
    parts = ["texts"] if portraying(tables["mentions"]).empty else list(FIGURES)
    if len(parts) > 1:
        by_actor = summarise_portrayal(tables["mentions"], tables["articles"], tables["scores"],
                                       frame_hits=tables["frame_hits"], seed=seed)  # fmt: skip
        tables = tables | {"portrayals": by_actor}
    largest, n_outlets = _of_largest_outlets(tables)
    found: dict[str, list[Figure]] = {part: [] for part in FIGURES}
    with mpl.rc_context():
        set_style()
        for part in parts:
            chosen = largest if part == "outlets" else tables
            drawers = [draw for draw in FIGURES[part] if with_text or draw not in OF_WORDS]
            found[part] = [_draw(draw, chosen, codebook) for draw in drawers]
    if n_outlets > MAX_OUTLETS:
        found["outlets"] = [figure._replace(note=f"The {MAX_OUTLETS} of {n_outlets:,} outlets with the most articles. "
                                            f"{figure.note}") for figure in found["outlets"]]  # fmt: skip
    return found


def _of_largest_outlets(tables: Tables) -> tuple[Tables, int]:
    """The tables of the outlets with the most articles, where there are too many for a figure."""
    counts = tables["articles"]["outlet_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) <= MAX_OUTLETS:
        return tables, len(counts)
    articles = tables["articles"][tables["articles"]["outlet_id"].isin(counts.index[:MAX_OUTLETS])]
    small = {name: tables[name][tables[name]["article_id"].isin(articles["article_id"])]
             for name in ("sentences", "mentions")}  # fmt: skip
    scores = tables["scores"][tables["scores"]["mention_id"].isin(small["mentions"]["mention_id"])]
    return tables | small | {"articles": articles, "scores": scores}, len(counts)


def _draw(draw: Drawer, tables: Tables, codebook: Codebook) -> Figure:
    before = set(plt.get_fignums())
    try:
        fig, data = draw(tables, codebook)
    except ValueError as why:
        # A figure that cannot be drawn is no reason to have no report, but it must be seen that it is missing.
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
        name = draw.__name__.removeprefix("draw_").replace("_", " ")
        return Figure(name[0].upper() + name[1:], f"Not drawn: {why}.")
    alt, title, note = describe(fig, data), fig.get_suptitle(), fig.get_supxlabel()
    # The page says both in text that wraps on a phone.
    fig.suptitle("")
    fig.supxlabel("")
    png = show_figure(fig, data, alt=alt).png
    shown = data.head(MAX_TABLE)
    return Figure(
        title=title, note=" ".join(note.split()).replace("in the CSV", "in the table below"), alt=alt,
        source="data:image/png;base64," + base64.b64encode(png).decode("ascii"),
        columns=[str(name) for name in shown.columns],
        rows=[[_cell(value) for value in row] for row in shown.itertuples(index=False, name=None)], n_rows=len(data),
    )  # fmt: skip


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.3f}".replace("-", "−")
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "" if value is None or value is pd.NA else _short(str(value), 200)
