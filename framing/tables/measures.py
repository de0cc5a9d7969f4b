"""What is measured: the names, ranges and windows of every measure."""

SHARE = "share_"
"""Measures of this prefix are shares of mentions that stand in a frame, 0..1."""
VOICE_SHARE = "voice_"
"""Measures of this prefix are shares of mentions in a voice, 0..1."""
ROLE_SHARE = "role_"
"""Measures of this prefix are shares of mentions that act on another actor, or are acted on, 0..1.
"""
VOICE_GROUPS = ("narrator", "own side", "another actor", "other sources", "unclear")
"""Whose words a mention stands in: the outlet's, the mentioned actor's own, another actor's, or
somebody else's.
"""

MODEL_MEASURES = ("targeted", "targeted_negative", "targeted_neutral", "targeted_positive")
LEXICONS = ("vader", "textblob")
"""Measures of the words around a mention."""
MEASURES = {
    "vader": ("vader_compound",),
    "textblob": ("textblob_polarity", "textblob_subjectivity"),
    "targeted": MODEL_MEASURES,
}
"""Names that `score_sentiment` takes, and the measures that each gives."""
RANGES = {
    "vader_compound": (-1.0, 1.0),
    "textblob_polarity": (-1.0, 1.0),
    "textblob_subjectivity": (0.0, 1.0),
    "targeted": (-1.0, 1.0),
    **dict.fromkeys(MODEL_MEASURES[1:], (0.0, 1.0)),
}
"""Lowest and highest value of each measure."""

LABELS = ("negative", "neutral", "positive")
"""The verdicts, in the order of the model's probabilities."""
WINDOW = "sentence"
"""The model reads the whole sentence, so this is the window of its scores."""

MEASURE_NAMES = {
    "vader_compound": "VADER compound",
    "textblob_polarity": "TextBlob polarity",
    "textblob_subjectivity": "TextBlob subjectivity",
    "targeted": "model’s score",
    "targeted_negative": "probability of a negative portrayal",
    "targeted_neutral": "probability of a neutral portrayal",
    "targeted_positive": "probability of a positive portrayal",
}

DIVERGING = ("vader_compound", "textblob_polarity", "targeted")
"""Measures that run from negative to positive, so that a ranking by one can be held against a
ranking by another.
"""


def name_variant(measure: str, window: str) -> str:
    """The name of a ranking by one measure over one window.

    Examples
    --------
    >>> name_variant("vader_compound", "clause")
    'VADER, clause'
    """
    names = {"vader_compound": "VADER", "textblob_polarity": "TextBlob", "targeted": "model"}
    return f"{names.get(measure, measure)}, {window}"


def usual_window(measure: str) -> str:
    return "sentence" if measure == "targeted" else "clause"


TONES = ("targeted", "textblob_polarity", "vader_compound")
"""Measures that run from -1 to 1, as codes of tone do."""
NEUTRAL_BAND = 0.05
"""Scores within this distance of 0 count as neutral where a lexicon is held against labels (Hutto
and Gilbert 2014).
"""
