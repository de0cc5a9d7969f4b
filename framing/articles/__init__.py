"""Files to articles: everything that people's files may hold, read, audited and held against each
other.

A folder, file or archive comes in; the tables of articles and findings go out. No sentence is
judged here.
"""

from .audit import audit_articles, summarise_findings
from .companions import outlet_names, read_events, read_outlets
from .duplicates import cluster_fingerprints, find_duplicates, fingerprint_texts, join_clusters
from .exclusion import choose_articles
from .formats.columns import ColumnError
from .formats.inputs import list_units
from .formats.units import EMPTY, LIMITS, UNREADABLE_ARTICLE, UNREADABLE_FILE, Unit
from .reading import FindingsWarning, make_articles, read_articles, read_units
