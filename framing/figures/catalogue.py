"""The kit's figures: compute first, then draw, then save, the same bytes each time."""

from pathlib import Path

import matplotlib.pyplot as plt

from ..codebook import Codebook
from ..tables import Tables
from .actors import draw_actions, draw_mentions, draw_naming
from .checks import draw_agreement, draw_bias, draw_findings, draw_funnel, draw_rankings
from .groups import draw_by_outlet, draw_distinctive_words, draw_over_time, draw_two_outlets
from .recipe import NothingToDraw, Recipe
from .saving import save_figure
from .style import set_style
from .tone import draw_disagreement, draw_telling, draw_tone, draw_words
from .voices import (
    draw_frames,
    draw_frames_by_voice,
    draw_tone_by_voice,
    draw_voices,
    draw_who_on_whom,
)

CATALOGUE: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        Recipe("02_mentions_along_the_article", "Mentions", ("mentions",), draw_mentions),
        Recipe("02_how_actors_are_named", "Naming", ("mentions",), draw_naming),
        Recipe("03_tone_by_actor", "Tone", ("portrayals",), draw_tone),
        Recipe("03_measures_disagree", "Disagreement", ("mentions", "scores"), draw_disagreement),
        Recipe(
            "03_what_each_measure_read", "Words", ("sentences", "mentions", "scores"), draw_words
        ),
        Recipe("04_frames_by_actor", "Frames", ("portrayals",), draw_frames),
        Recipe("05_whose_words", "Voices", ("mentions", "voices"), draw_voices),
        Recipe(
            "05_tone_by_voice",
            "Tone by voice",
            ("mentions", "scores", "voices"),
            draw_tone_by_voice,
        ),
        Recipe(
            "05_who_says_what_about_whom",
            "Who on whom",
            ("mentions", "scores", "frame_hits", "voices"),
            draw_who_on_whom,
        ),
        Recipe(
            "05_frames_by_voice",
            "Frames by voice",
            ("mentions", "scores", "frame_hits", "voices"),
            draw_frames_by_voice,
        ),
        Recipe("06_actions_between_actors", "Actions", ("mentions", "roles"), draw_actions),
        Recipe(
            "07_most_telling_sentences",
            "Telling",
            ("sentences", "mentions", "scores", "scored_words"),
            draw_telling,
        ),
        Recipe("07_actors_by_outlet", "By outlet", ("mentions", "scores"), draw_by_outlet),
        Recipe("07_two_outlets", "Two outlets", ("mentions", "scores"), draw_two_outlets),
        Recipe("07_over_time", "Over time", ("mentions", "scores"), draw_over_time),
        Recipe(
            "07_distinctive_words",
            "Distinctive words",
            ("sentences", "mentions", "scores"),
            draw_distinctive_words,
            shows_words=True,
        ),
        Recipe("08_rankings", "Rankings", ("mentions", "scores"), draw_rankings),
        Recipe("08_coder_agreement", "Agreement", ("codings",), draw_agreement),
        Recipe("08_bias_by_actor", "Bias", ("mentions", "scores", "codings"), draw_bias),
        Recipe("01_funnel", "Funnel", ("funnel",), draw_funnel),
        Recipe("01_text_health", "Findings", ("findings",), draw_findings),
    )
}
"""The figures of the kit by name, each saved as .png, .svg, .csv and .txt (alt text)."""
NO_ACTOR = "no actor of the codebook is mentioned in these articles, so there is nothing to draw"


def save_all(tables: Tables, codebook: Codebook, folder: str | Path) -> list[Path]:
    """Draw and save every figure of the kit that the articles allow.

    Those of `CATALOGUE` are drawn where there are outlets, dates, enough articles, hand coding, a
    funnel or findings to draw them from.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ValueError
        If no actor is mentioned in the articles.
    """
    if tables["mentions"].empty:
        raise ValueError(NO_ACTOR)
    set_style()
    files = []
    for name, recipe in CATALOGUE.items():
        try:
            fig, data = recipe.make(tables, codebook)
        except NothingToDraw:
            continue
        files += save_figure(fig, name, data, folder)
        plt.close(fig)
    return files
