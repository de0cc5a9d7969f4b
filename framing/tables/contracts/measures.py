"""Contracts of what is said of a mention: scores, frames, voices and roles."""

from .columns import (
    END,
    FOUND_BY,
    FRAME_SETS,
    HIT_VOICES,
    QUOTE_TYPES,
    START,
    VERB_CLASSES,
    VOICES,
    WINDOWS,
    Column,
    Table,
    id,
)

MEASURES_TABLES = (
    Table(
        "scores",
        "a mention, a measure and a window",
        ("mention_id", "measure", "window"),
        (
            id("mention_id", "the mention that is scored"),
            Column("measure", "str", "what is measured"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column(
                "value",
                "float64",
                "the score; missing where the text was not scored",
                nullable=True,
            ),
        ),
    ),
    Table(
        "scored_words",
        "a word that made a score",
        ("mention_id", "measure", "window", "word_no"),
        (
            id("mention_id", "the mention that is scored"),
            Column("measure", "str", "what is measured"),
            Column("window", "str", "the stretch of text that was scored", values=WINDOWS),
            Column("word_no", "int64", "its place among the words of this score, from 0", low=0),
            Column("word", "str", "the word or words, as the lexicon took them"),
            Column(
                "valence",
                "float64",
                "what it brings, on the lexicon's scale, after negation and emphasis",
            ),
        ),
    ),
    Table(
        "frame_hits",
        "a mention and a keyword hit in its window",
        ("mention_id", "frame_id", "start", "end"),
        (
            id("mention_id", "the mention that stands in the frame"),
            id("frame_id", "the frame"),
            Column("keyword", "str", "the keyword of the codebook"),
            Column("surface", "str", "the words, as they stand in the article"),
            START,
            END,
            Column("window", "str", "the stretch that mention and keyword share", values=WINDOWS),
            Column("is_negated", "bool", "a negation stands before it in its clause"),
            Column("is_quoted", "bool", "it stands in quotation marks"),
            Column(
                "is_denied",
                "bool",
                "somebody denies or avoids it: a word of denial stands before it",
            ),
            Column(
                "voice",
                "str",
                "whose words the keyword is; missing without attributions",
                nullable=True,
                values=HIT_VOICES,
            ),
        ),
    ),
    Table(
        "frames_read",
        "a sentence and a frame that the network reads in it",
        ("sentence_id", "frame_set", "frame_id"),
        (
            id("sentence_id", "the sentence, which holds a mention"),
            Column(
                "frame_set",
                "str",
                "frames of the shipped codebook, each by itself; policy frames, which exclude one "
                "another; or what learners tell that were learnt from codes",
                values=FRAME_SETS,
            ),
            id("frame_id", "the frame"),
            Column(
                "probability",
                "float64",
                "that the frame is there; below 0.01 there is no row, but for learners",
                low=0,
                high=1,
            ),
        ),
    ),
    Table(
        "attributions",
        "one stretch of somebody's words",
        ("attribution_id",),
        (
            id("attribution_id", "article_id and number"),
            id("article_id", "the article it stands in"),
            START,
            END,
            Column(
                "pieces", "str", "its parts as start-end, with semicolons, where it is interrupted"
            ),
            Column(
                "source",
                "str",
                "who said it, as the article has it; missing if not told",
                nullable=True,
            ),
            Column("source_start", "Int64", "first character of the source", nullable=True, low=0),
            Column(
                "source_end",
                "Int64",
                "character after the last one of the source",
                nullable=True,
                low=0,
            ),
            Column("cue", "str", "the words that attribute it", nullable=True),
            Column(
                "quote_type",
                "str",
                "in quotation marks as a whole, not at all, in part, or a mere term",
                values=QUOTE_TYPES,
            ),
            Column("is_closed", "bool", "no quotation mark is missing"),
            Column("confidence", "float64", "how sure the rule is", low=0, high=1),
            Column(
                "paragraph_start", "int64", "first character of the paragraph it begins in", low=0
            ),
        ),
    ),
    Table(
        "speakers",
        "the speaker of an attributed stretch",
        ("attribution_id",),
        (
            id("attribution_id", "the stretch"),
            Column(
                "speaker",
                "str",
                "who speaks, pronouns resolved where the text settles them",
                nullable=True,
            ),
            Column(
                "speaker_actor_id",
                "str",
                "the actor that the speaker speaks for, if any",
                nullable=True,
            ),
        ),
    ),
    Table(
        "voices",
        "a mention, and whose words it stands in",
        ("mention_id",),
        (
            id("mention_id", "the mention"),
            Column(
                "voice", "str", "the outlet's own words, a source's, or not settled", values=VOICES
            ),
            Column("attribution_id", "str", "the stretch it stands in", nullable=True),
            Column(
                "speaker",
                "str",
                "who speaks, pronouns resolved where the text settles them",
                nullable=True,
            ),
            Column(
                "speaker_actor_id",
                "str",
                "the actor that the speaker speaks for, if any",
                nullable=True,
            ),
            Column("cue", "str", "the words that attribute it", nullable=True),
        ),
    ),
    Table(
        "roles",
        "an action between two actors",
        ("role_id",),
        (
            id("role_id", "sentence_id and number"),
            id("sentence_id", "the sentence it stands in"),
            id("agent_mention_id", "who acts"),
            Column("verb", "str", "what is done: the lemma in the codebook"),
            id("patient_mention_id", "to whom it is done"),
            Column("is_passive", "bool", "the sentence has the passive"),
            Column("is_negated", "bool", "a negation or a refusal stands before the verb"),
            Column("is_mutual", "bool", "both do it: agent and patient could be exchanged"),
            Column(
                "verb_class",
                "str",
                "cooperation or confrontation, in words or deeds",
                values=VERB_CLASSES,
            ),
            Column("agent_tone", "int64", "how the verb paints its agent", low=-1, high=1),
            Column("patient_tone", "int64", "how the verb paints its patient", low=-1, high=1),
            START,
            END,
            Column("found_by", "str", "what read it", values=FOUND_BY),
            Column(
                "probability",
                "float64",
                "how sure the network is; missing for the grammar",
                nullable=True,
                low=0,
                high=1,
            ),
        ),
    ),
)
