"""Numbers with intervals: summaries, comparisons, changes and ranks over many mentions.

Tables of measures come in; tables of estimates with intervals go out. Nothing is drawn, no text is
read.
"""

from .comparisons.changes import find_changes
from .comparisons.keyness import count_terms, measure_keyness
from .comparisons.rankings import rank_variants
from .comparisons.sides import compare_portrayal, tag_topics
from .counts import count_naming, find_telling, list_words, pair_measures, summarise_roles
from .observations import Observations, Values, join_voices, observe
from .resampling import draw_counts, find_intervals
from .streams import load_part, summarise_dataset, summarise_parts
from .summaries import (
    MIN_ARTICLES,
    MIN_MENTIONS,
    DescriptiveWarning,
    resample,
    summarise_portrayal,
    summarise_voices,
)
from .sums import add_up
