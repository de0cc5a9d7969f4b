"""What a row is: the contract of every table, the measures, and how tables lie on the disk.

Column names and files come in; checked tables go out. Nothing here reads a word of an article.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
