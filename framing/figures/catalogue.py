"""The kit's figures: compute first, then draw, then save, the same bytes each time."""

from pathlib import Path

import matplotlib.pyplot as plt

from ..codebook import Codebook
from ..tables import Tables
from .actors import draw_actions, draw_mentions, draw_naming
from .checks import draw_agreement, draw_bias, draw_findings, draw_funnel, draw_rankings
from .groups import draw_by_outlet, draw_distinctive_words, draw_over_time, draw_two_outlets
from .notes import Drawer, NothingToDraw
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

GROUP_NAMES: dict[str, Drawer] = {
    "07_actors_by_outlet": draw_by_outlet,
    "07_two_outlets": draw_two_outlets,
    "07_over_time": draw_over_time,
    "07_distinctive_words": draw_distinctive_words,
    "08_rankings": draw_rankings,
    "08_coder_agreement": draw_agreement,
    "08_bias_by_actor": draw_bias,
}
"""The files that `framing.figures.save_all` writes beside its own where the tables allow it."""


HEALTH_NAMES = {"01_funnel": draw_funnel, "01_text_health": draw_findings}
"""Drawn where the tables allow it."""

NAMES = (
    "02_mentions_along_the_article",
    "02_how_actors_are_named",
    "03_tone_by_actor",
    "03_measures_disagree",
    "03_what_each_measure_read",
    "04_frames_by_actor",
    "05_whose_words",
    "05_tone_by_voice",
    "05_who_says_what_about_whom",
    "05_frames_by_voice",
    "06_actions_between_actors",
    "07_most_telling_sentences",
)
"""The files that `save_all` writes, each as .png, .svg, .csv and .txt (alt text)."""


_DRAWERS = (
    draw_mentions,
    draw_naming,
    draw_tone,
    draw_disagreement,
    draw_words,
    draw_frames,
    draw_voices,
    draw_tone_by_voice,
    draw_who_on_whom,
    draw_frames_by_voice,
    draw_actions,
    draw_telling,
)


NO_ACTOR = "no actor of the codebook is mentioned in these articles, so there is nothing to draw"


def save_all(tables: Tables, codebook: Codebook, folder: str | Path) -> list[Path]:
    """Draw and save every figure of the kit that the articles allow.

    Those of `NAMES` are always drawn; those of `GROUP_NAMES` and `HEALTH_NAMES`
    where there are outlets, dates, enough articles, hand coding, a funnel or findings to draw them
    from.

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
    for name, draw in [
        *zip(NAMES, _DRAWERS, strict=True),
        *GROUP_NAMES.items(),
        *HEALTH_NAMES.items(),
    ]:
        try:
            fig, data = draw(tables, codebook)
        except NothingToDraw:
            continue
        files += save_figure(fig, name, data, folder)
        plt.close(fig)
    return files
