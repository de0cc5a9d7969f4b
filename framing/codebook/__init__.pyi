from .checks import check_codebook as check_codebook
from .codebook import Codebook as Codebook
from .codebook import actor_labels as actor_labels
from .codebook import read_codebook as read_codebook
from .codebook import words_by_type as words_by_type
from .files import READING_WORD_TYPES as READING_WORD_TYPES
from .problems import CodebookError as CodebookError
from .problems import RegexTimeoutError as RegexTimeoutError
