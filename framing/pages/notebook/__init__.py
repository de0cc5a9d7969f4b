"""Pages that answer: the explorer and the tool for coding, as widgets of a notebook.

They need the extra ``notebooks``; the rest of the kit does not.
"""

from .coder import code_mentions
from .explorer import explore_portrayal
