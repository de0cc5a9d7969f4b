from .finding import find_mentions as find_mentions
from .selection import group_by_sentence as group_by_sentence
from .selection import portraying as portraying
from .selection import split_at_mentions as split_at_mentions
from .selection import tell_readings as tell_readings
from .selection import unresolved as unresolved
