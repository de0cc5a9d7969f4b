"""Measure how the news portrays countries and other political actors.

Articles become tidy tables, one verb at a time, and every number can be read back to the words it
came from. Start with `read_articles` and `analyse`; ``notebooks/00_start_here.ipynb`` shows the
way.

The public names stand in ``__init__.pyi``, where editors and type checkers find them too. Each
loads its module at first use, so that a part of the kit needs no more than what it imports itself.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
