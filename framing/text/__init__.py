"""Characters to sentences: what can be said of a text before anybody is looked for in it.

Strings come in; offsets of paragraphs, quotations, sentences and clauses go out. No actor, no
score.
"""

from .characters import fold, normalise, straighten
from .clauses import borders_of, clause_around
from .inflection import inflect, inflect_phrase
from .paragraphs import find_paragraphs
from .quotations import Quotation, find_quotations, is_inside
from .sentences import split_sentences
from .word_classes import is_verb, tag_of, tags
from .word_lists import WordList, stands_alone
