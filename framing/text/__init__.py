"""Characters to sentences: what can be said of a text before anybody is looked for in it.

Strings come in; offsets of paragraphs, quotations, sentences and clauses go out. No actor, no
score.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
