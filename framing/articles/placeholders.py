"""Pages in the place of an article: errors, checks for robots, questions about cookies."""

import re

from ..text import fold

PLACEHOLDER = "placeholder"
"""The check that finds them; what it finds is not analysed."""
_STUB = "a request to subscribe or to log in"
"""What stands below the beginning of an article, too; then most of a text has to be it."""
_NOTICES: dict[str, tuple[str, ...]] = {
    "an error page": (
        r"(?:page|article|document|file|url) (?:(?:was|is|could|can) ?not|cannot be|not) "
        r"(?:be )?found|seite (?:wurde )?(?:leider )?nicht (?:gefunden|verfugbar)|"
        r"introuvable|page (?:non trouvee|inexistante)|pas (?:ete )?trouvee?|"
        r"404 not found|\(not found\)|pagina (?:no (?:encontrada|existe))|"
        r"pagina (?:niet gevonden|bestaat niet)|nothing (?:was )?found|"
        r"(?:can't|cannot|couldn't|could not) find (?:the|that|this) (?:page|story|article)|^gone$",
        r"find what you(?:'re| are) looking for|that's an error|erreur|fehler",
        r"(?:^|\W)(?:error|http|status)? ?(?:404|403|410|500|502|503)(?: error)?(?:$|\W)",
        r"(?:page|story|article|content|document) (?:that )?you (?:are|were|look|requested|"
        r"have requested|tried)|page (?:does not exist|doesn't exist|demandee)|"
        r"pagina que (?:busca|buscas)|page que vous|seite, die sie",
        r"(?:page|story|article|content|document) (?:no longer exists|has (?:been )?"
        r"(?:moved|removed|deleted))|(?:removed|moved|deleted) or is|"
        r"no longer (?:available|exists)|existiert (?:leider )?(?:\w+ )?(?:\w+ )?nicht|"
        r"n'existe (?:pas|plus)|no existe|bestaat niet|niet meer beschikbaar",
        r"(?:cannot|can't|could not|couldn't) be found|^(?:oops|sorry)\b|\boops\b",
        r"access (?:denied|to this page has been denied)|403 forbidden|^forbidden\W*$|"
        r"not authori[sz]ed to view|zugriff verweigert|acces refuse|acceso denegado|"
        r"toegang geweigerd",
        r"don't have permission to access",
        r"(?:service|site|page|temporarily) (?:is )?(?:temporarily )?unavailable|bad gateway|"
        r"gateway time-?out|internal server error|"
        r"(?:under|site|scheduled|performing some|performing) maintenance",
        r"be back (?:soon|shortly)|sorry for (?:the|any) inconvenience",
        r"unavailable (?:due to|for) legal reasons|access(?:ing)? this (?:web)?site from a country",
        r"access cannot be granted",
        r"domain (?:name )?(?:is )?for sale|buy this domain",
    ),
    "a check for robots": (
        r"(?:verify|confirm|prove|check)(?:ing)? (?:that )?(?:you are|you're|if you are|you) "
        r"(?:a |not a )?(?:human|robot)|(?:are you|you are not|i'm not) a (?:robot|human)|"
        r"(?:kein|ein) roboter|pas un robot|no eres un robot|geen robot",
        r"checking (?:your browser|if the site connection)|just a moment|einen moment|"
        r"un instant|un momento|een ogenblik",
        r"(?:attention|verification) required|security check|ray id|ddos protection|bot detection",
        r"captcha|you were a bot|pardon our interruption",
        r"(?:request|browser|connection) is being (?:verified|checked)|please wait while",
        r"(?:disable|turn off|pause) (?:any|your|the) ad ?-?blockers?|bloqueur de publicite|"
        r"(?:werbe|ad)-?blocker",
        r"unusual (?:traffic|activity)|automated (?:access|requests|queries)|"
        r"you have been blocked|please stand by",
        r"(?:you (?:need|have) to |please |must )?(?:enable|turn on|activate) "
        r"(?:javascript|js|cookies)"
        r"(?: (?:to (?:run|use|view|continue)|in (?:your|order))[^.]{0,40})?|"
        r"javascript (?:is (?:required|disabled)|must be|and cookies|activer|aktivieren)|"
        r"(?:activez|aktivieren sie|active|schakel) javascript",
    ),
    "a question about cookies": (
        r"(?:we|this (?:web)?site|our (?:web)?site|partners) (?:and our (?:\w+ )?partners )?"
        r"(?:use|uses|store|stores|would like to use) (?:\w+ ){0,3}cookies|"
        r"(?:wir|diese (?:web)?seite) (?:verwenden|verwendet|nutzen|nutzt) (?:\w+ ){0,3}cookies|"
        r"(?:nous utilisons|ce site utilise) (?:\w+ ){0,3}cookies|"
        r"(?:utilizamos|usamos|este sitio (?:web )?(?:usa|utiliza)) (?:\w+ ){0,3}cookies|"
        r"(?:wij|we|deze (?:web)?site) (?:gebruiken|gebruikt|maakt gebruik van) (?:\w+ ){0,3}"
        r"cookies",
        r"(?:accept|allow|reject|manage|refuse) (?:all|optional|my)(?: cookies)?\b|"
        r"(?:accept|reject) (?:cookies|and continue)|alle (?:akzeptieren|ablehnen)|"
        r"cookies (?:akzeptieren|zulassen|accepteren)|(?:zustimmen|akzeptieren) und weiter|"
        r"tout (?:accepter|refuser)|accepter (?:les|tous les) cookies|continuer sans accepter|"
        r"aceptar (?:todas|cookies|todo)|alles (?:accepteren|weigeren)",
        r"before you continue|(?:value|about|respect) your privacy|bevor sie (?:fortfahren|weiter)|"
        r"avant de continuer|antes de continuar|voordat je verdergaat|"
        r"cookie (?:settings|preferences|policy|consent|notice)|cookie-einstellungen",
        r"privacy (?:settings|preferences|choices)|personal data|donnees personnelles|"
        r"personenbezogene daten|datos personales|persoonsgegevens",
        r"mit werbung (?:weiter)?(?:lesen|surfen|nutzen)|werbung und tracking|weiter mit werbung|"
        r"(?:ihrer|meine) einwilligung|avec votre accord",
        r"(?:zustimmung|einwilligung) ist jederzeit|jederzeit widerruf(?:bar|en)",
        r"\bpur\b.{0,40}(?:im monat|€|abo)|pur-abo|ohne (?:werbung|tracking)",
        r"consent to|legitimate interest|data processing|our (?:\w+ )?partners|nos partenaires|"
        r"unsere partner|nuestros socios|onze partners",
        r"(?:store|access|read) (?:and/or access )?information on (?:a|your) device|"
        r"such as cookies|third[- ]party cookies",
    ),
    _STUB: (
        r"subscribe (?:now|today|to (?:continue|read|keep|unlock))|(?:continue|keep) reading|"
        r"unlock this (?:article|story)|jetzt (?:abonnieren|weiterlesen)|abonnez-vous|suscribete",
        r"already (?:a |have a )?(?:subscriber|subscription|member)|bereits abonnent|deja abonnee?|"
        r"ya eres suscriptor|al abonnee",
        r"(?:for|reserved for|available to|exclusive to) (?:our )?(?:\w+ )?(?:subscribers|members)|"
        r"reserve (?:aux|a nos) abonnes|nur fur abonnenten|exclusivo para suscriptores",
        r"\b(?:log|sign) ?in\b|anmelden|einloggen|se connecter|connectez-vous|iniciar sesion",
        r"cancel (?:at )?any ?time|free trial|jederzeit kundbar|sans engagement",
        r"forgot(?:ten)? (?:your )?password|create an account|register (?:now|for free)",
    ),
}
"""Kind of a notice -> what it says, in letters without accents, one pattern for each thing said."""
_PATTERNS = {
    kind: tuple(re.compile(pattern) for pattern in patterns) for kind, patterns in _NOTICES.items()
}
_MAX_CHARACTERS = 2500
"""A longer text is taken for an article."""
_FEW_WORDS = 60
"""Words up to which two things said are enough, or one if the headline says it too."""
_COVERED = 0.4
"""The share of a headline, or of a text of one thing said, that what is said has to take."""
_LEAST = 0.15
"""The share of a text that what is said has to take where no headline says it."""
_WHOLE = 0.8
"""The share of a headline that has to say it where the short text below says nothing known."""


def find_placeholder(headline: str, text: str) -> str | None:
    """Say what a short text is that stands in the place of an article; none if it may be one.

    The text may begin with the headline, as articles do.

    Examples
    --------
    >>> find_placeholder("Page not found", "The page has moved or never was.")
    'an error page'
    >>> find_placeholder("Board closes quay", "The harbour board met and closed the quay.")
    """
    if len(text) > _MAX_CHARACTERS:
        return None
    title, body = fold(headline).strip(), fold(text.removeprefix(headline).strip())
    is_short = len(body.split()) <= _FEW_WORDS
    for kind, patterns in _PATTERNS.items():
        titled = sum(_cover(pattern, title) for pattern in patterns)
        covers = [cover for pattern in patterns if (cover := _cover(pattern, body))]
        needed = 3 - (titled >= _COVERED) - is_short
        is_all = sum(covers) >= _COVERED or titled >= _WHOLE
        if sum(covers) < (_COVERED if kind == _STUB else 0 if titled >= _COVERED else _LEAST):
            continue
        if len(covers) >= needed or (is_short and is_all):
            return kind
    return None


def _cover(pattern: re.Pattern[str], text: str) -> float:
    """The share of a text that what matches a pattern takes."""
    match = pattern.search(text)
    return (match.end() - match.start()) / len(text) if match else 0.0


def describe_placeholder(notice: str) -> str:
    """Say in one sentence what stands in the place of an article."""
    return (
        f"The page is {notice} in place of an article, and is not analysed; "
        "save it again from a browser that shows the article."
    )
