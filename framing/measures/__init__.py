"""What is said of a mention: its tone, its frames, whose words it stands in, and what it does.

Mentions and sentences come in; scores, frame hits, voices and roles go out. Nothing is averaged
here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
