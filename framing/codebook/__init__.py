"""What is looked for: actors and their names, frames and their keywords, cues and other word lists.

A folder of word lists comes in; one frozen `Codebook` goes out. No text is searched here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
