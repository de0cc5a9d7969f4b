"""Numbers with intervals: summaries, comparisons, changes and ranks over many mentions.

Tables of measures come in; tables of estimates with intervals go out. Nothing is drawn, no text is
read.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
