"""Files to articles: whatever people's files hold, read, audited and compared with each other.

A folder, file or archive comes in; the tables of articles and findings go out. No sentence is
judged here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
