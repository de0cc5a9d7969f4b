"""Settings of the documentation; ``docs/build.py`` gathers its pages and runs it."""

import importlib.metadata
import os
from typing import Any

from docutils import nodes

project = "framing"
author = "The framing developers"
copyright = author
release = importlib.metadata.version("framing")
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
exclude_patterns = ["data", "figures", "README.md"]
nitpicky = True
default_role = "autolink"
# Single backticks in docstrings are links where they name something on this site, and mere names
# where not.
nitpick_ignore_regex = [("py:obj", ".*")]

html_theme = "furo"
html_title = f"framing {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5c94", "color-brand-content": "#0a5c94"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f2", "color-brand-content": "#7cc4f2"},
}

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
suppress_warnings = ["myst.header"]  # a page that is pasted together may begin at a lower level

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False

# Every notebook is run when the site is built, and an error in a cell ends the build.
nb_execution_mode = "force"
nb_execution_excludepatterns = os.environ.get("FRAMING_DOCS_NOT_RUN", "").split()
nb_execution_timeout = 1800
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_output_stderr = "remove"
nb_ipywidgets_js: dict[str, Any] = {}  # nothing is loaded from elsewhere

WIDGET = "application/vnd.jupyter.widget-view+json"
NOTE = "Here stands a control that needs a running notebook."


def say_where_a_control_stands(_: object, doctree: nodes.document) -> None:
    """Put a sentence in the place of each widget, which a page without a kernel cannot show."""
    for bundle in doctree.findall(nodes.container):
        if bundle.get("nb_element") != "mime_bundle":
            continue
        if any(
            child.get("mime_type") == WIDGET
            for child in bundle.children
            if isinstance(child, nodes.Element)
        ):
            shown = nodes.container(mime_type="text/html")
            shown += nodes.paragraph("", NOTE, classes=["control"])
            bundle.children = [shown]


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx of what is above."""
    app.connect("doctree-read", say_where_a_control_stands)
    return {"parallel_read_safe": True}
