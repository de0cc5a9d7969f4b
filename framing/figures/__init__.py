"""Compute, draw, save: the figures of the kit, each with the data that it draws.

The tables of a run come in; figures go out as PNG, SVG, CSV and alt text. Plots compute nothing.
"""

from .actors import draw_actions, draw_mentions, draw_naming
from .catalogue import NO_ACTOR, save_all
from .checks import draw_agreement, draw_bias, draw_findings, draw_funnel, draw_rankings
from .groups import draw_by_outlet, draw_distinctive_words, draw_over_time, draw_two_outlets
from .notes import (
    Drawer,
    NothingToDraw,
    count_articles,
    hush_descriptive,
    main_measure,
    stamp_validation,
)
from .plots.actors import plot_actions, plot_mentions, plot_naming
from .plots.coders import plot_agreement, plot_bias, plot_confusion, plot_corrections
from .plots.frames import plot_frames
from .plots.groups import ENDS, plot_groups, plot_keyness, plot_rankings, plot_slope
from .plots.health import plot_findings, plot_funnel
from .plots.time import middle_of, plot_timeline
from .plots.tone import plot_measures, plot_sentiment, plot_telling, plot_words
from .plots.voices import plot_tone_by_voice, plot_voices, plot_who_on_whom
from .saving import describe, save_figure, show_figure
from .style import actor_style, set_style
from .tone import draw_disagreement, draw_telling, draw_tone, draw_words
from .voices import (
    draw_frames,
    draw_frames_by_voice,
    draw_tone_by_voice,
    draw_voices,
    draw_who_on_whom,
)
