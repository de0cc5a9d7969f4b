"""Compute, draw, save: the figures of the kit, each with the data that it draws.

The tables of a run come in; figures, with data and alt text, go out. Plots compute nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
