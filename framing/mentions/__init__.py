"""Who is named: every mention of an actor, and whether the actor or the place is meant.

Sentences and a codebook come in; the table of mentions goes out. What is said of an actor comes
later.
"""

from .finding import find_mentions
from .selection import group_by_sentence, portraying, split_at_mentions, unresolved
