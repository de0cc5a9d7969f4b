"""Who is named: every mention of an actor, and whether the actor or the place is meant.

Sentences and a codebook come in; the table of mentions goes out. What is said of an actor comes
later.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
