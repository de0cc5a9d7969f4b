"""What is measured: each measure with its name, range and windows, stated once."""

import math
from dataclasses import dataclass
from functools import partial

import pandas as pd

SHARE = "share_"
"""Measures of this prefix are shares of mentions that stand in a frame, 0..1."""
VOICE_SHARE = "voice_"
"""Measures of this prefix are shares of mentions in a voice, 0..1."""
ROLE_SHARE = "role_"
"""Measures of this prefix are shares of mentions that act on an actor, or are acted on, 0..1."""
READ = "read_"
"""Measures of this prefix are probabilities that a frame of the codebook is there, as the network
reads the sentence, 0..1."""
POLICY = "policy_"
"""The same of a policy frame; those of one mention add up to 1."""
VOICE_GROUPS = ("narrator", "own side", "another actor", "other sources", "unclear")
"""Whose words a mention stands in: the outlet's, the actor's own, another's, or somebody else's."""


@dataclass(frozen=True)
class Measure:
    """One measure: its column value, its names for readers, its range and its windows.

    ``usual_window`` is the one that figures show where a reader names none; ``is_diverging`` says
    that the measure runs from negative to positive, so that rankings by two such can be compared.
    ``scorer`` is the name by which `score_sentiment` is asked for it, alone or with others; empty
    where another function makes it.
    """

    name: str
    label: str
    short: str
    low: float = 0.0
    high: float = 1.0
    windows: tuple[str, ...] = ("sentence", "clause")
    usual_window: str = "clause"
    is_diverging: bool = False
    scorer: str = ""


MODEL = "targeted"
"""The scorer that is the trained network; every other one reads the words around a mention."""
_of_model = partial(
    Measure, short="model", windows=("sentence",), usual_window="sentence", scorer=MODEL
)
_around = partial(Measure, low=-1.0, is_diverging=True)
_read = partial(Measure, windows=("sentence",), usual_window="sentence")

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _around("vader_compound", "VADER compound", "VADER", scorer="vader"),
        _around("textblob_polarity", "TextBlob polarity", "TextBlob", scorer="textblob"),
        Measure(
            "textblob_subjectivity",
            "TextBlob subjectivity",
            "textblob_subjectivity",
            scorer="textblob",
        ),
        _around("vader_mended", "VADER, mended", "VADER mended", scorer="mended"),
        _around("textblob_mended", "TextBlob, mended", "TextBlob mended", scorer="mended"),
        _of_model("targeted", "model’s score", low=-1.0, is_diverging=True),
        _of_model("targeted_negative", "probability of a negative portrayal"),
        _of_model("targeted_neutral", "probability of a neutral portrayal"),
        _of_model("targeted_positive", "probability of a positive portrayal"),
        Measure(SHARE, "frames, by keywords", "frames"),
        _read(READ, "frames, read by the network", "frames read"),
        _read(POLICY, "policy frames, read by the network", "policy frames"),
        Measure(VOICE_SHARE, "voices", "voices", windows=("sentence",), usual_window="sentence"),
    )
}
"""The measures by name; ``share_``, ``voice_``, ``read_`` and ``policy_`` stand for all of their
kind."""
SCORERS: dict[str, tuple[str, ...]] = {
    scorer: tuple(measure.name for measure in MEASURES.values() if measure.scorer == scorer)
    for scorer in dict.fromkeys(measure.scorer for measure in MEASURES.values())
    if scorer
}
"""Names that `score_sentiment` takes, and the measures that each gives."""
USUAL_SCORERS = ("vader", "textblob", "targeted")
"""Those that a run takes where nothing else is asked for."""
LEXICONS = tuple(scorer for scorer in SCORERS if scorer != MODEL)
"""Scorers of the words around a mention: a scorer ``x`` is ``measures/sentiment/x.py``."""
LABELS = ("negative", "neutral", "positive")
"""The verdicts of the model, in the order of its probabilities."""
DIVERGING = tuple(measure.name for measure in MEASURES.values() if measure.is_diverging)
"""Measures that run from negative to positive."""
MAIN_MEASURES = tuple(
    (name, MEASURES[name].usual_window)
    for name in ("targeted", "vader_compound", "textblob_polarity")
)
"""Measures, with their windows, that groups are held against each other by, the best first."""
ENOUGH_CODED = 30
"""Coded mentions from which on codes choose between measures."""
NEUTRAL_BAND = 0.05
"""Scores this near to 0 count as neutral beside labels (Hutto and Gilbert 2014)."""


def label_of(measure: str) -> str:
    """Name a measure as figures and pages show it.

    Examples
    --------
    >>> label_of("vader_compound"), label_of("share_threat")
    ('VADER compound', 'share_threat')
    """
    return MEASURES[measure].label if measure in MEASURES else measure


def with_sign(number: float) -> str:
    """Write a number with two decimals and its sign, a true minus.

    Examples
    --------
    >>> with_sign(-0.314), with_sign(0.0), with_sign(-0.001)
    ('−0.31', '0.00', '0.00')
    """
    written = f"{number:+.2f}".replace("-", "−")
    return "0.00" if written in ("+0.00", "−0.00") else written


def is_share(measure: str) -> bool:
    """Whether a measure is a share of mentions.

    Examples
    --------
    >>> is_share("share_threat"), is_share("vader_compound")
    (True, False)
    """
    return measure.startswith((SHARE, VOICE_SHARE, ROLE_SHARE))


def scale_of(measure: str) -> tuple[float, float]:
    """Give the ends of a measure's scale; infinite for a measure that the kit does not know.

    Examples
    --------
    >>> scale_of("vader_compound"), scale_of("share_threat"), scale_of("own")
    ((-1.0, 1.0), (0.0, 1.0), (-inf, inf))
    """
    if is_share(measure) or measure.startswith((READ, POLICY)):
        return 0.0, 1.0
    known = MEASURES.get(measure)
    return (known.low, known.high) if known else (-math.inf, math.inf)


def is_of_model(measure: str) -> bool:
    """Whether the trained model gives the measure, which judges the tone *toward* an actor."""
    return measure in SCORERS[MODEL]


def usual_window(measure: str) -> str:
    """Name the window that a measure is usually shown over."""
    return MEASURES[measure].usual_window if measure in MEASURES else "clause"


def name_variant(measure: str, window: str) -> str:
    """Name a measure over one window, shortly.

    Examples
    --------
    >>> name_variant("vader_compound", "clause")
    'VADER, clause'
    """
    return f"{MEASURES[measure].short if measure in MEASURES else measure}, {window}"


def of_measure(table: pd.DataFrame, measure: str, window: str) -> pd.DataFrame:
    """Keep the rows of one measure over one window.

    Examples
    --------
    >>> scores = pd.DataFrame({"measure": ["m", "m"], "window": ["clause", "sentence"]})
    >>> of_measure(scores, "m", "clause").index.tolist()
    [0]
    """
    return table[(table["measure"] == measure) & (table["window"] == window)]


def meant_hits(frame_hits: pd.DataFrame) -> pd.DataFrame:
    """Keep the frame hits that put a mention into a frame: those neither negated nor denied.

    Examples
    --------
    >>> hits = pd.DataFrame({"is_negated": [False, True, False], "is_denied": [False, False, True]})
    >>> meant_hits(hits).index.tolist()
    [0]
    """
    return frame_hits[~(frame_hits["is_negated"] | frame_hits["is_denied"])]


def find_main_measure(
    scores: pd.DataFrame, validations: pd.DataFrame | None = None
) -> tuple[str, str] | None:
    """Find the measure, with its window, that everything is shown by where nobody names another.

    Parameters
    ----------
    scores : DataFrame
        With the columns measure and window.
    validations : DataFrame, optional
        What codes say of the measures.

    Returns
    -------
    (str, str) or None
        Of the measures that run from negative to positive, the one that agrees best with codes of
        at least `ENOUGH_CODED` mentions; without such codes the model's, or else a lexicon's over
        its usual window. None where nothing of the kind was scored.

    Examples
    --------
    >>> scores = pd.DataFrame({"measure": ["vader_compound", "targeted"],
    ...                        "window": ["clause", "sentence"]})
    >>> find_main_measure(scores)
    ('targeted', 'sentence')
    >>> find_main_measure(scores, scores.assign(n_mentions=90, f1=[0.7, 0.6]))
    ('vader_compound', 'clause')
    """
    pairs = scores[["measure", "window"]].drop_duplicates()
    scored = set(pairs.itertuples(index=False, name=None))
    others = sorted(pair for pair in scored if pair[0] in DIVERGING)
    order = [pair for pair in dict.fromkeys([*MAIN_MEASURES, *others]) if pair in scored]
    if validations is None:
        return order[0] if order else None
    enough = validations[validations["n_mentions"] >= ENOUGH_CODED].dropna(subset=["f1"])
    f1 = {(row.measure, row.window): row.f1 for row in enough.itertuples()}
    # max takes the first of several that are equal, and the order puts the best first.
    return max(order, key=lambda pair: f1.get(pair, -1.0), default=None)


def say_number(n: int, one: str, several: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> say_number(1, "change"), say_number(1200, "word"), say_number(2, "has", "have")
    ('1 change', '1,200 words', '2 have')
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"
