"""Pages in the place of an article: errors, checks for robots, questions about cookies."""

import re

from ..text import fold

PLACEHOLDER = "placeholder"
"""The check that finds them; what it finds is not analysed."""
_NOTICES: dict[str, tuple[str, ...]] = {
    "an error page": (
        r"(?:page|article|document|file|url) (?:(?:was|is|could|can) ?not|cannot be|not) "
        r"(?:be )?found",
        r"(?:^|\W)(?:error|http|status)? ?(?:404|403|410|500|502|503)(?: error)?(?:$|\W)",
        r"page (?:(?:that )?you (?:are|were|look|requested|have requested|tried)|does not exist|"
        r"doesn't exist|no longer exists|has (?:been )?(?:moved|removed|deleted))",
        r"no longer (?:available|exists)|nothing was found|"
        r"(?:can't|cannot|couldn't|could not) find (?:the|that|this) page",
        r"access (?:denied|to this page has been denied)|forbidden|"
        r"don't have permission to access|not authori[sz]ed to view",
        r"(?:service|site|page|temporarily) (?:is )?(?:temporarily )?unavailable|"
        r"bad gateway|gateway time-?out|internal server error|under maintenance",
        r"seite (?:wurde )?(?:leider )?nicht (?:gefunden|gefunden werden|verfugbar)|"
        r"zugriff verweigert|existiert (?:leider )?nicht(?: mehr)?",
        r"page (?:introuvable|non trouvee|demandee|inexistante)|acces refuse|n'existe (?:pas|plus)",
        r"pagina (?:no (?:encontrada|existe)|que (?:busca|buscas))|acceso denegado|ya no existe",
        r"pagina (?:niet gevonden|bestaat niet)|toegang geweigerd|niet (?:meer )?beschikbaar",
    ),
    "a check for robots": (
        r"(?:verify|confirm|prove|check)(?:ing)? (?:that )?(?:you are|you're|if you are|you) "
        r"(?:a |not a )?(?:human|robot)|are you a (?:robot|human)|not a robot",
        r"checking (?:your browser|if the site connection)|just a moment|"
        r"(?:attention|verification) required|security check|ray id|ddos protection",
        r"captcha|unusual (?:traffic|activity)|automated (?:access|requests|queries)|"
        r"you have been blocked|bot detection|please stand by",
        r"enable (?:javascript|js)|javascript (?:is|must be|and cookies|ist|est)|"
        r"(?:turn on|activate) javascript|javascript (?:activer|aktivieren|einschalten)|"
        r"(?:activez|aktivieren sie|active|schakel) javascript",
        r"(?:sie sind|bist du|sind sie) (?:kein|ein) roboter|vous n'etes pas un robot|"
        r"no eres un robot|geen robot",
    ),
    "a question about cookies": (
        r"(?:we|this (?:web)?site|our (?:web)?site|our partners|and our partners|site) "
        r"(?:and our (?:\w+ )?partners )?(?:use|uses|store|would like to use)s? (?:\w+ ){0,3}"
        r"cookies|before you continue",
        r"(?:accept|allow|reject|manage|refuse) (?:all |optional |my )?(?:cookies|and continue|"
        r"all)|cookie (?:settings|preferences|policy|consent|notice|banner)",
        r"your privacy|privacy (?:settings|preferences|choices)|personal data|"
        r"consent to|legitimate interest|data processing",
        r"(?:wir|diese (?:web)?seite) (?:verwenden|verwendet|nutzen|nutzt) (?:\w+ ){0,3}cookies|"
        r"alle akzeptieren|cookies (?:akzeptieren|zulassen)|zustimmen und weiter",
        r"(?:nous utilisons|ce site utilise) (?:\w+ ){0,3}cookies|tout accepter|"
        r"accepter (?:les|tous les) cookies|continuer sans accepter",
        r"(?:utilizamos|usamos|este sitio (?:web )?(?:usa|utiliza)) (?:\w+ ){0,3}cookies|"
        r"aceptar (?:todas|cookies|todo)",
        r"(?:wij|we|deze (?:web)?site) (?:gebruiken|gebruikt|maakt gebruik van) (?:\w+ ){0,3}"
        r"cookies|alles accepteren|cookies accepteren",
    ),
}
"""Kind of a notice -> what it says, in letters without accents, one pattern for each thing said."""
_PATTERNS = {
    kind: tuple(re.compile(pattern) for pattern in patterns) for kind, patterns in _NOTICES.items()
}
_MAX_CHARACTERS = 2500
"""A longer text is taken for an article."""
_FEW_WORDS = 60
"""Words up to which one thing said by a text is enough; a longer text has to say three."""


def find_placeholder(headline: str, text: str) -> str | None:
    """Say what a short text is that stands in the place of an article; none if it may be one.

    Examples
    --------
    >>> find_placeholder("Page not found", "The page has moved or never was.")
    'an error page'
    >>> find_placeholder("Board closes quay", "The harbour board met and closed the quay.")
    """
    if len(text) > _MAX_CHARACTERS:
        return None
    title, body = fold(headline).strip(), fold(text)
    n_words = len(body.split())
    for kind, patterns in _PATTERNS.items():
        in_title = any(
            match.end() - match.start() >= 0.4 * len(title)
            for pattern in patterns
            for match in pattern.finditer(title)
        )
        n_said = sum(bool(pattern.search(body)) for pattern in patterns)
        needed = 1 if n_words <= _FEW_WORDS else 2 if in_title else 3
        is_short = n_words <= _FEW_WORDS / 2
        if n_said >= needed and (in_title or is_short or n_said > 1):
            return kind
    return None
