"""What people say: samples to code, their codes, and how well the kit agrees with them.

Mentions and codes come in; agreement, errors and corrected estimates go out. No coding tool is
shown here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
