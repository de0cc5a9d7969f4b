"""Who is named: every mention of an actor, and whether the actor or the place is meant.

Sentences and a codebook come in; the table of mentions goes out. What is said of an actor comes
later. Each file answers one question:

=================  =============================================================================
`finding`          the table of mentions, and the steps that resolve one article
`hits`             what was found in a sentence so far, and what is still free in it
`aliases`          which words name whom: "US" told from "us", and who held office on which day
`ambiguous_names`  "Georgia": the state or the country
`persons`          "Xi" after "Xi Jinping", "Brigitte Macron", "Chinese envoy Li Ming"
`strangers`        "Mr England", "Mucarsel-Powell", "SUBSCRIBE TO US"
`nominals`         "the president", "the administration", "the North"
`misspellings`     "Vladimr Putin"
`readings`         "Moscow warned" (the actor) and "talks in Moscow" (the place)
`weighing`         what the words on both sides of a name say of it
`languages`        "spoke Russian"
`selection`        which mentions count, and which need a reader
=================  =============================================================================
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
"""What other rooms may use (``__init__.pyi``); each name loads its module at first use."""
