"""Numbers with intervals: summaries, comparisons, changes and ranks over many mentions.

Tables of mentions and of what was measured of them come in; tables of estimates with intervals go
out. Nothing is drawn or measured here, and no text is read but to count terms.

Every interval is computed in `intervals`. On the way there `grouping` says what makes a group and
what is drawn as a whole, `observations` which mentions count, and `sums` adds up.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
