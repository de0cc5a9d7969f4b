"""What is said of a mention: its tone, its frames, whose words it stands in, and what it does.

Mentions and sentences come in; scores, frame hits, voices and roles go out. Nothing is averaged
here.
"""

from .frames import match_frames
from .keywords import find_keywords
from .masking import mask_sentence, window_of
from .roles import extract_roles
from .sentiment.model import label_sentiment, model_digest
from .sentiment.scores import score_sentiment
from .sentiment.shown import WORD
from .sentiment.words import COMPARED, compare_words, find_mention
from .voices.attributions import find_attributions
from .voices.speakers import find_speakers
from .voices.voices import attribute_voice
