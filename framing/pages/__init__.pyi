from .article.article import render_article as render_article
from .article.article import show_article as show_article
from .context import show_in_context as show_in_context
from .receipt import explain as explain
from .report.content import MAX_WHOLE as MAX_WHOLE
from .report.page import MAX_ACTORS as MAX_ACTORS
from .report.page import write_report as write_report
from .validation.page import write_validation as write_validation
