"""Words that dates are written with: months in several languages, and zones of time."""

_MONTHS = (
    "january jan januar jänner janvier janv enero ene januari gennaio gen janeiro stycznia styczeń "
    "sty января январь янв січня січень ocak oca ledna leden tammikuuta tammikuu tammi ianuarie "
    "január ιανουαρίου ιανουάριος ιαν يناير",
    "february feb februar feber février févr fév febrero febr februari febbraio fevereiro fev "
    "lutego luty lut февраля февраль фев лютого лютий şubat şub února únor helmikuuta helmikuu "
    "helmi februarie február φεβρουαρίου φεβρουάριος φεβ فبراير",
    "march mar märz maerz mrz mär mars marzo maart mrt março marts marca marzec марта март мар "
    "березня березень mart března březen maaliskuuta maaliskuu maalis martie március márc maret "
    "μαρτίου μάρτιος μαρ مارس",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр квітня квітень "
    "nisan nis dubna duben huhtikuuta huhtikuu huhti aprilie április ápr απριλίου απρίλιος απρ "
    "أبريل ابريل إبريل",
    "may mai mayo mei maggio mag maio maj maja мая май травня травень mayıs května květen "
    "toukokuuta toukokuu touko május máj μαΐου μάιος μαΐ مايو",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн червня червень "
    "haziran haz června červen kesäkuuta kesäkuu kesä iunie június jún ιουνίου ιούνιος ιουν يونيو",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл липня липень "
    "temmuz tem července červenec heinäkuuta heinäkuu heinä iulie július júl ιουλίου ιούλιος ιουλ "
    "يوليو",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień sie августа август авг "
    "серпня серпень ağustos ağu srpna srpen elokuuta elokuu elo augusztus agustus αυγούστου "
    "αύγουστος αυγ أغسطس اغسطس",
    "september sep sept septembre septiembre setiembre settembre setembro set września wrzesień "
    "wrz сентября сентябрь сен сент вересня вересень eylül eyl září syyskuuta syyskuu syys "
    "septembrie szeptember szept σεπτεμβρίου σεπτέμβριος σεπ سبتمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź "
    "октября октябрь окт жовтня жовтень ekim eki října říjen lokakuuta lokakuu loka octombrie "
    "október οκτωβρίου οκτώβριος οκτ أكتوبر اكتوبر",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя нояб листопада "
    "листопад kasım kas listopadu marraskuuta marraskuu marras noiembrie νοεμβρίου νοέμβριος νοε "
    "نوفمبر",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia "
    "grudzień gru декабря декабрь дек грудня грудень aralık ara prosince prosinec joulukuuta "
    "joulukuu joulu decembrie δεκεμβρίου δεκέμβριος δεκ ديسمبر",
)
"""Of each month, from January on, its names and their short forms: English, German, French,
Spanish, Dutch, Italian, Portuguese, Swedish, Danish and Norwegian, then Polish, Russian, Ukrainian,
Turkish, Czech, Finnish, Romanian, Hungarian, Greek, Indonesian and Arabic.
"""
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

ZONES = {
    name: round(float(hours) * 60)
    for name, hours in (
        pair.split(":")
        for pair in (
            "Z:0 UT:0 UTC:0 GMT:0 WET:0 BST:1 WEST:1 CET:1 MEZ:1 CEST:2 MESZ:2 EET:2 EEST:3 MSK:3 "
            "EST:-5 EDT:-4 CST:-6 CDT:-5 MST:-7 MDT:-6 PST:-8 PDT:-7 AKST:-9 AKDT:-8 HST:-10 "
            "AST:-4 ADT:-3 NST:-3.5 NDT:-2.5 BRT:-3 ART:-3 SAST:2 GST:4 PKT:5 IST:5.5 WIB:7 "
            "HKT:8 SGT:8 AWST:8 JST:9 KST:9 ACST:9.5 AEST:10 ACDT:10.5 AEDT:11 NZST:12 NZDT:13"
        ).split()
    )
}
"""Name of a zone -> minutes that its clocks are ahead of UTC.

Of names that several regions use, the one of RFC 2822 counts, and else that of the larger press.
"""
REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Zones whose clocks change, by their short names in American papers."""
