"""An executed notebook of slides as one file of HTML, with reveal.js inside, for rooms offline.

And what stands on them: a figure, and articles side by side, to be read from the last row.
"""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..figures import show_figure
from ..shipped import find_shipped

SMALL_PRINT = (
    "What the marks mean, and who checked the measure: under the same figure in the report."
)
"""What stands on a slide in place of a figure's note."""

WIDTH, HEIGHT = 1280, 720
"""Of a slide, in pixels; a larger or smaller screen scales it."""
_START = (
    "Reveal.initialize({controls: true, progress: true, hash: true, center: false, "
    f"width: {WIDTH}, height: {HEIGHT}, margin: 0.03, transition: 'none'}});"
)
_LOOK = """
.reveal .slides { text-align: left; --jp-content-font-size1: 30px; --jp-ui-font-size1: 24px; }
.reveal .slides section { height: 100%; overflow-y: auto; box-sizing: border-box; padding: 0; }
.reveal .jp-InputPrompt, .reveal .jp-OutputPrompt { display: none; }
.reveal .jp-Cell, .reveal .jp-OutputArea-output { padding: 0; }
.reveal .jp-OutputArea-output { width: 100%; font-size: 22px; line-height: 1.35; }
.reveal figure { margin: 0; text-align: center; }
.reveal figure img { width: 100%; height: 630px; object-fit: contain; margin: 0; }
.reveal figcaption { font-size: 18px; line-height: 1.3; }
.reveal .jp-OutputArea-output table { font-size: 22px; margin: 12px auto; max-width: 100%; }
.reveal .jp-OutputArea-output :is(th, td) {
  padding: 8px 12px; max-width: none; white-space: normal; }
.reveal .jp-OutputArea-output td { text-align: center; }
.reveal .two { display: grid; grid-template-columns: 1fr 1fr; gap: 40px; font-size: 20px; }
.reveal .two p { margin: 0 0 10px; overflow-wrap: normal; hyphens: manual; }
.reveal .two small { font-size: 18px; }
.reveal .two h4 { margin: 0 0 10px; font-size: 24px; line-height: 1.25; }
"""
_FROM_NETWORK = re.compile(
    r"<script\b[^>]*\bsrc=[^>]*>\s*</script>|<link\b[^>]*\bhref=\"https?:[^>]*>"
    r"|<script type=\"module\">.*?</script>|<script>\s*require\(.*?</script>"
    r"|<script type=\"text/x-mathjax-config\">.*?</script>",
    re.DOTALL,
)
"""What the pages of nbconvert load: reveal.js itself, jQuery, RequireJS, Mermaid and MathJax."""


def write_slides(notebook: str | Path, out: str | Path) -> Path:
    """Write the slides of an executed notebook as one file of HTML, which loads nothing.

    Parameters
    ----------
    notebook : str or Path
        With its outputs, and each cell tagged as a slide, as nbconvert wants it.
    out : str or Path
        The HTML file.

    Returns
    -------
    Path
        The file.
    """
    from nbconvert import SlidesExporter  # here, since it takes seconds to load

    page, _ = SlidesExporter(exclude_input=True).from_filename(str(notebook))  # type: ignore[no-untyped-call]
    reveal = find_shipped("docs") / "class"
    script, style = (
        (reveal / f"reveal.{kind}").read_text(encoding="utf8") for kind in ("js", "css")
    )
    page = _FROM_NETWORK.sub("", page)
    page = page.replace("</head>", f"<style>{style}{_LOOK}</style>\n</head>", 1)
    page = page.replace("</body>", f"<script>{script}</script>\n<script>{_START}</script>\n</body>")
    Path(out).write_text(page, encoding="utf8", newline="\n")
    return Path(out)


def show_on_slide(
    fig: Figure, data: pd.DataFrame, *, width: float = 10.6, height: float = 4.9
) -> Any:
    """Show a figure without its small print, in the shape of a slide.

    Parameters
    ----------
    fig : Figure
    data : DataFrame
        What it shows.
    width, height : float
        In inches; a slide shows it as large as it can, so that fewer inches are larger letters.

    Returns
    -------
    ShownFigure
    """
    fig.supxlabel("")
    fig.set_size_inches(width, height)
    return show_figure(fig, data, caption=SMALL_PRINT)


def show_beginnings(
    articles: pd.DataFrame,
    article_ids: Sequence[str],
    outlets: pd.DataFrame,
    *,
    n_paragraphs: int = 3,
) -> Any:
    """Show the headlines and the first whole paragraphs of articles side by side.

    Parameters
    ----------
    articles, outlets : DataFrame
    article_ids : sequence of str
        Two of them fit on a slide.
    n_paragraphs : int
        Of each article, beside its headline.

    Returns
    -------
    IPython.display.HTML
    """
    from IPython.display import HTML  # only a notebook has it

    chosen = articles.set_index("article_id")
    names = outlets.set_index("outlet_id")["outlet_name"]
    parts = []
    for article_id in article_ids:
        article = chosen.loc[article_id]
        headline, *told = [html.escape(one) for one in article["text"].split("\n\n") if one.strip()]
        outlet = html.escape(str(names.get(article["outlet_id"], article["outlet_id"])))
        texts = "".join(f"<p>{one}</p>" for one in told[:n_paragraphs])
        parts.append(f"<div><small>{outlet}</small><h4>{headline}</h4>{texts}</div>")
    return HTML(f'<div class="two">{"".join(parts)}</div>')  # type: ignore[no-untyped-call]
