"""The files of a codebook: their names, columns, words and limits."""

FILES = (
    "frames.yaml",
    "actors.csv",
    "aliases.csv",
    "blockers.csv",
    "names.csv",
    "negations.csv",
    "sentence_words.csv",
    "boilerplate.csv",
    "tortured_phrases.csv",
    "clause_borders.csv",
    "irregular_forms.csv",
    "reading_words.csv",
    "ambiguous.csv",
    "office_words.csv",
    "cues.csv",
    "voice_words.csv",
    "verbs.csv",
    "action_nouns.csv",
)
COLUMNS = {
    "actors.csv": ("actor_id", "actor_label", "actor_type"),
    "aliases.csv": (
        "actor_id",
        "alias",
        "alias_type",
        "is_case_sensitive",
        "valid_from",
        "valid_to",
        "reference",
        "person",
        "office",
        "short_form",
    ),
    "ambiguous.csv": ("alias", "alias_type", "is_case_sensitive", "actor_id", "prior", "cues"),
    "office_words.csv": ("title", "office"),
    "blockers.csv": ("phrase", "is_case_sensitive", "reason"),
    "names.csv": ("name", "is_case_sensitive", "reason"),
    "negations.csv": ("word", "reference"),
    "sentence_words.csv": ("word", "word_type", "reference"),
    "boilerplate.csv": ("pattern", "reason"),
    "tortured_phrases.csv": ("phrase", "established", "origin", "reference"),
    "clause_borders.csv": ("word", "border_type", "reference"),
    "irregular_forms.csv": ("lemma", "form", "reference"),
    "reading_words.csv": ("word", "word_type"),
    "cues.csv": ("cue", "cue_class", "reference"),
    "voice_words.csv": ("word", "word_type"),
    "verbs.csv": ("verb", "verb_class", "agent_tone", "patient_tone", "is_mutual", "reference"),
    "action_nouns.csv": ("noun", "verb"),
}
READING_WORD_TYPES = (
    "place_before",
    "actor_before",
    "transfer_verb",
    "source_noun",
    "of_actor",
    "of_place",
    "between_actor",
    "heading_for",
    "place_noun",
    "actor_noun",
    "attribute_noun",
    "superlative",
    "located",
    "place_predicate",
    "auxiliary",
    "adverb",
    "attribute_suffix",
    "place_suffix",
    "skipped",
    "function_word",
)
"""What a word of ``reading_words.csv`` can be to `framing.readings`."""
CUE_CLASSES = (
    "speech",
    "address",
    "ask",
    "that",
    "quote",
    "judge",
    "phrase",
    "noun",
    "hearsay",
    "as",
    "strong",
    "inverted",
)
"""What a cue of ``cues.csv`` can take as its content (`framing.attributions`)."""
VOICE_WORD_TYPES = (
    "determiner",
    "pronoun",
    "object",
    "auxiliary",
    "modal",
    "be",
    "adverb",
    "time",
    "preposition",
    "subordinator",
    "wh",
    "relative",
    "coordinator",
    "evidence",
    "label",
    "official",
    "denial",
    "relation",
    "blocker_before",
    "role_beside",
    "role_link",
    "role_chain",
    "role_be",
    "role_helper",
    "role_negation",
)
"""What a word of ``voice_words.csv`` can be to `framing.attributions`, `framing.voice` and
`framing.roles`.
"""
OPTIONAL = {"aliases.csv": {"person", "office", "short_form"}}
"""Columns that a user's file may leave out."""
WORD_TYPES = {
    "sentence_words.csv": ("title", "inner", "either", "starter", "cue"),
    "reading_words.csv": READING_WORD_TYPES,
    "voice_words.csv": VOICE_WORD_TYPES,
}
REMOVED = "-"
"""The actor of an alias that a user's ``aliases.csv`` takes away from the shipped ones."""
MAX_BYTES = {"csv": 20_000_000, "yaml": 2_000_000, "yml": 2_000_000}
"""How large a file of a codebook may be, by its ending."""
MAX_ROWS = 200_000
"""Rows of one CSV file."""
MAX_ERRORS = 1_000
"""Errors of one file after which reading it stops."""
