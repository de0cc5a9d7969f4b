"""What is looked for: actors and their names, frames and their keywords, cues and other word lists.

A folder of word lists comes in; one frozen `Codebook` goes out. No text is searched here.
"""

from .checks import check_codebook
from .codebook import Codebook, actor_labels, read_codebook
from .layout import READING_WORD_TYPES
from .patterns import RegexTimeoutError
from .problems import CodebookError
