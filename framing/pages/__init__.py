"""What people read: receipts, concordances, the reading view, the report and the widgets.

The tables of a run come in; safe HTML goes out. No number is made here.
"""

from .article.article import render_article, show_article
from .context import show_in_context
from .receipt import explain
from .report.page import MAX_ACTORS, MAX_SENTENCES, write_report
