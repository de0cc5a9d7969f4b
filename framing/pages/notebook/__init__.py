"""Pages that answer: the explorer and the tool for coding, as widgets of a notebook.

They need the extra ``notebooks``; the rest of the kit does not.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
