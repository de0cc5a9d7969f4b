"""Measure how the news portrays countries and other political actors.

Articles become tidy tables, one verb at a time, and every number can be read back to the words it came from. Start
with `read_articles` and `analyse`; ``notebooks/00_start_here.ipynb`` shows the way.
"""

from .attributions import find_attributions
from .audit import audit_articles
from .codebook import Codebook, CodebookError, check_codebook, read_codebook
from .coding import final_codes, sample_for_coding
from .comparison import compare_portrayal, tag_topics
from .context import compare_words, explain, find_telling, show_in_context
from .corpus import FindingsWarning, make_articles, read_articles, read_codings, read_events, read_outlets
from .frames import match_frames
from .keyness import count_terms, measure_keyness
from .mentions import find_mentions, portraying, unresolved
from .observations import join_voices
from .pipeline import analyse, analyse_path, read_tables
from .portrayal import (
    DescriptiveWarning,
    count_naming,
    pair_measures,
    summarise_portrayal,
    summarise_roles,
    summarise_voices,
)
from .refinement import evaluate_codebook, refine, suggest_keywords
from .reliability import ReliabilityWarning, agreement, find_disagreements, tabulate_codes
from .robustness import rank_variants
from .roles import extract_roles
from .schema import SchemaError
from .sentences import split_sentences
from .sentiment import score_sentiment
from .targeted import label_sentiment
from .timeline import find_changes
from .validation import correct_portrayal, evaluate_against, summarise_validation
from .voice import attribute_voice, find_speakers

__all__ = [
    "Codebook",
    "CodebookError",
    "DescriptiveWarning",
    "FindingsWarning",
    "ReliabilityWarning",
    "SchemaError",
    "agreement",
    "analyse",
    "analyse_path",
    "attribute_voice",
    "audit_articles",
    "check_codebook",
    "compare_portrayal",
    "compare_words",
    "correct_portrayal",
    "count_naming",
    "count_terms",
    "evaluate_against",
    "evaluate_codebook",
    "explain",
    "extract_roles",
    "final_codes",
    "find_attributions",
    "find_changes",
    "find_disagreements",
    "find_mentions",
    "find_speakers",
    "find_telling",
    "join_voices",
    "label_sentiment",
    "make_articles",
    "match_frames",
    "measure_keyness",
    "pair_measures",
    "portraying",
    "rank_variants",
    "read_articles",
    "read_codebook",
    "read_codings",
    "read_events",
    "read_outlets",
    "read_tables",
    "refine",
    "sample_for_coding",
    "score_sentiment",
    "show_in_context",
    "split_sentences",
    "suggest_keywords",
    "summarise_portrayal",
    "summarise_roles",
    "summarise_validation",
    "summarise_voices",
    "tabulate_codes",
    "tag_topics",
    "unresolved",
]

_LATER = {
    "actor_labels": "canvas",
    "actor_style": "style",
    "code_mentions": "widgets",
    "explore_portrayal": "widgets",
    "draw_actions": "figures",
    "draw_agreement": "figures_of_groups",
    "draw_bias": "figures_of_groups",
    "draw_by_outlet": "figures_of_groups",
    "draw_disagreement": "figures",
    "draw_distinctive_words": "figures_of_groups",
    "draw_frames": "figures",
    "draw_frames_by_voice": "figures",
    "draw_mentions": "figures",
    "draw_naming": "figures",
    "draw_over_time": "figures_of_groups",
    "draw_rankings": "figures_of_groups",
    "draw_telling": "figures",
    "draw_tone": "figures",
    "draw_tone_by_voice": "figures",
    "draw_two_outlets": "figures_of_groups",
    "draw_voices": "figures",
    "draw_who_on_whom": "figures",
    "draw_words": "figures",
    "plot_actions": "plots",
    "plot_agreement": "plots_of_groups",
    "plot_bias": "plots_of_groups",
    "plot_confusion": "plots_of_groups",
    "plot_corrections": "plots_of_groups",
    "plot_frames": "plots",
    "plot_groups": "plots_of_groups",
    "plot_keyness": "plots_of_groups",
    "plot_measures": "plots",
    "plot_mentions": "plots",
    "plot_naming": "plots",
    "plot_rankings": "plots_of_groups",
    "plot_sentiment": "plots",
    "plot_slope": "plots_of_groups",
    "plot_telling": "plots",
    "plot_timeline": "plots_of_groups",
    "plot_tone_by_voice": "plots",
    "plot_voices": "plots",
    "plot_who_on_whom": "plots",
    "plot_words": "plots",
    "rebuild": "rebuild",
    "save_all": "figures",
    "save_figure": "canvas",
    "set_style": "style",
    "show_figure": "canvas",
    "stamp_validation": "canvas",
}
"""What draws, and with it matplotlib, loads at first use."""

__all__ += list(_LATER)


def __getattr__(name: str) -> object:
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(f".{_LATER[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
