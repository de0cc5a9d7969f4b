"""An executed notebook of slides as one file of HTML, with reveal.js inside, for rooms offline."""

import re
from pathlib import Path

from ..shipped import find_shipped

_START = (
    "Reveal.initialize({controls: true, progress: true, hash: true, width: 1200, height: 780, "
    "center: false});"
)
_LOOK = """
.reveal .slides { text-align: left; --jp-content-font-size1: 27px; --jp-ui-font-size1: 24px; }
.reveal .slides section { height: 100%; overflow-y: auto; box-sizing: border-box; }
.reveal .slides section.stack { padding: 0; }
.reveal img { max-height: 70vh; width: auto; }
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
