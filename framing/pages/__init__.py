"""What people read: receipts, concordances, the reading view, the report and the widgets.

The tables of a run come in; safe HTML goes out. No number is made here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
