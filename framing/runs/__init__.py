"""All steps, any size: articles to every table, in memory or shard by shard on the disk.

A path or a table comes in; a folder of tables and its manifest go out. No step is defined here.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
