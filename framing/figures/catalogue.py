"""The kit's figures: compute first, then draw, then save, the same bytes each time."""

from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt

from ..codebook import Codebook
from ..tables import Tables
from .actors import ACTIONS, MENTIONS, NAMING
from .frames import FRAMES, FRAMES_READ
from .groups import BY_OUTLET, DISTINCTIVE_WORDS, TWO_OUTLETS
from .health import FINDINGS, FUNNEL
from .months import OVER_TIME
from .own_frames import OWN_FRAMES
from .recipe import NothingToDraw, Recipe
from .saving import remove_figure, save_figure
from .sentences import TELLING, WORDS
from .style import set_style
from .tone import DISAGREEMENT, TONE
from .trust import AGREEMENT, BIAS, CORRECTIONS, RANKINGS
from .voices import FRAMES_BY_VOICE, TONE_BY_VOICE, VOICES, WHO_ON_WHOM

CATALOGUE: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        MENTIONS,
        TONE,
        WORDS,
        TELLING,
        OVER_TIME,
        BY_OUTLET,
        TWO_OUTLETS,
        DISTINCTIVE_WORDS,
        FRAMES,
        FRAMES_READ,
        OWN_FRAMES,
        VOICES,
        TONE_BY_VOICE,
        WHO_ON_WHOM,
        FRAMES_BY_VOICE,
        ACTIONS,
        NAMING,
        AGREEMENT,
        CORRECTIONS,
        BIAS,
        RANKINGS,
        DISAGREEMENT,
        FUNNEL,
        FINDINGS,
    )
}
"""The figures of the kit by name, in the order in which `save_all` writes them, and in which each
part of a report shows its own."""


NO_ACTOR = "no actor of the codebook is mentioned in these articles, so there is nothing to draw"


def save_all(
    tables: Tables,
    codebook: Codebook,
    folder: str | Path,
    *,
    with_doubtful: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Draw and save every figure of the kit that the articles allow.

    One whose numbers have too many errors, that of actions, is drawn only `with_doubtful`.

    Those of `CATALOGUE` are drawn where there are outlets, dates, enough articles, codes, a funnel
    or findings to draw them from, and where they have something to say; `say` is given a line about
    each that is not, with the reason, and what an earlier run left of it in the folder is removed.
    One that fails stops no other.

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
        if not (recipe.by_default or with_doubtful):
            continue
        before = set(plt.get_fignums())
        try:
            fig, data = recipe.make(tables, codebook)
            files += save_figure(fig, name, data, folder)
        except NothingToDraw as why:
            say(f"{name} is not drawn: {why}")
            remove_figure(name, folder)
        except (ValueError, TypeError, LookupError, ArithmeticError) as fault:
            say(f"{name} could not be drawn ({type(fault).__name__}): {fault}")
            remove_figure(name, folder)
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
    return files
