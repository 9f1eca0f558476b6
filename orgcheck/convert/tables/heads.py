"""What the heads of columns mean, in English, Finnish, Swedish, German and French."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from orgcheck.patterns import pattern

# What a column can be. `-` in a map of columns leaves one out.
ID, NAME, PARENT, PARENT_NAME, HEAD = "id", "name", "parent", "parent.name", "head.title"
LEVEL, PERSON, KIND = "level", "person", "kind"

_WORDS: Mapping[str, str] = {
    ID: """
        code|id|unit code|unit id|org code|org id|organisation code|department code|unit number
        cost centre|cost center|number|no|nr
        koodi|tunnus|yksikkökoodi|yksikön koodi|yksikkötunnus|yksikön tunnus|kustannuspaikka|numero
        kod|enhetskod|enhetens kod|enhetsnummer|kostnadsställe|nummer|beteckning
        einheitscode|kennung|schlüssel|kostenstelle|organisationsnummer|oe nummer|oe code
        identifiant|numéro|code unité|code de l unité|centre de coûts
        enhet kod|yksikkö koodi|yksikkö tunnus|einheit code|einheit nummer|unité code""",
    NAME: """
        name|unit|unit name|name of unit|department|department name|organisation unit|org unit
        organisational unit
        nimi|yksikkö|yksikön nimi|osasto|yksikkö nimi
        namn|enhet|enhetens namn|enhetsnamn|avdelning|benämning|enhet namn
        bezeichnung|einheit|organisationseinheit|abteilung|name der einheit|einheit name
        nom|unité|nom de l unité|service|libellé|intitulé|unité nom""",
    PARENT: """
        parent|parent code|parent id|parent unit|parent unit code|superior|superior code
        superior unit|superior unit code|part of|belongs to|reports to|higher unit
        yläyksikkö|yläyksikön koodi|yläyksikkökoodi|yläyksikön tunnus|ylempi yksikkö|ylempi koodi
        emoyksikkö|esiyksikkö|kuuluu|yläyksikkö koodi|yläyksikkö tunnus
        överordnad|överordnad enhet|överordnad kod|överordnad enhetskod|tillhör|moderenhet
        överordnad enhet kod
        übergeordnet|übergeordnete einheit|übergeordneter code|übergeordnete kennung|gehört zu
        übergeordnete einheit code
        unité supérieure|unité mère|code parent|code supérieur|rattachement
        unité de rattachement|unité supérieure code""",
    PARENT_NAME: """
        parent name|name of parent|parent unit name|superior name|superior unit name
        yläyksikön nimi|ylemmän yksikön nimi|yläyksikkö nimi
        överordnad enhets namn|överordnat namn|överordnad enhet namn|överordnad namn
        name der übergeordneten einheit|übergeordnete einheit name
        nom du parent|nom de l unité supérieure|unité supérieure nom""",
    HEAD: """
        head|head title|head s title|title of head|title of the head|manager title|lead
        johtaja|päällikkö|johtajan nimike|päällikön nimike|esihenkilön nimike|johto
        chef|chefstitel|chefens titel|ledning
        leitung|leiter|titel der leitung|funktion der leitung
        responsable|titre du responsable|fonction du responsable|direction""",
    KIND: """
        kind|type|unit type|unit kind|category
        laji|tyyppi|yksikkötyyppi|yksikön tyyppi|luokka
        typ|slag|enhetstyp|kategori
        art|einheitstyp|kategorie
        catégorie|nature|type d unité""",
    LEVEL: """
        level|depth|outline level|org level|taso|organisaatiotaso
        nivå|ebene|stufe|niveau|échelon""",
    "figures.headcount": """
        headcount|staff|employees|number of employees|number of staff|persons|people
        henkilöstömäärä|henkilömäärä|henkilöstö|henkilöitä|hlömäärä
        antal anställda|anställda|personal|personalantal
        mitarbeiter|anzahl mitarbeiter|mitarbeitende|personalstärke
        effectif|effectifs|nombre d agents|nombre d employés""",
    "figures.fte": """
        fte|ftes|full time equivalents|htv|htp|henkilötyövuodet|årsarbetskrafter|årsverken
        vzä|vollzeitäquivalente|vollzeitstellen|etp|équivalents temps plein""",
    "figures.budget": "budget|budjetti|määräraha|määrärahat|anslag|haushalt",
    "responsibilities": """
        duties|duty|responsibilities|tasks|functions|tehtävät|vastuut|vastuualueet
        uppgifter|ansvar|ansvarsområden|aufgaben|zuständigkeiten|missions|tâches|attributions
        responsabilités""",
    "acronym": """
        acronym|abbreviation|short name|lyhenne|förkortning|abkürzung|kürzel|sigle|abréviation""",
    "sites": "site|sites|location|toimipaikka|toimipaikat|paikkakunta|ort|standort|lieu",
    "valid_from": """
        valid from|start date|founded|from|voimassa alkaen|alkupäivä|alkaen|giltig från|från
        gültig ab|gültig von|date de début|valable à partir du""",
    "valid_to": """
        valid to|end date|until|voimassa asti|loppupäivä|giltig till|till|gültig bis
        date de fin|valable jusqu au""",
    PERSON: """
        employee|employee name|first name|last name|surname|full name|e mail|email|personal id
        henkilö|etunimi|sukunimi|sähköposti|henkilötunnus|förnamn|efternamn|e post|personnummer
        vorname|nachname|prénom|nom de famille|courriel""",
}
_LEVEL_NUMBER = pattern(r"(?:org )?(?:level|tier|taso|niva|ebene|stufe|niveau) (\d)")
_SIGNS = pattern(r"[^\w]+|_")
_IN_BRACKETS = pattern(r"\([^)]*\)|\[[^]]*\]")
TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "sum", "subtotal", "yhteensa", "summa", "kaikki"),
        *("totalt", "summe", "gesamt", "insgesamt", "gesamtsumme", "somme", "total general"),
    )
)


def folded_head(text: str) -> str:
    """A head without case, accents, signs and what stands in brackets.

    Examples
    --------
    >>> folded_head("Yksikön  koodi (SAP):")
    'yksikon koodi'
    """
    plain = unicodedata.normalize("NFKD", _IN_BRACKETS.sub(" ", text).casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_SIGNS.sub(" ", letters).split())


def _known() -> dict[str, str]:
    return {
        folded_head(word): field
        for field, words in _WORDS.items()
        for line in words.splitlines()
        for word in line.split("|")
        if word.strip()
    }


_FIELD_OF = _known()


def meaning(head: str) -> str | None:
    """The field that a head stands for; `level.3` for the third of several level columns.

    Examples
    --------
    >>> meaning("Överordnad enhet"), meaning("Taso 3"), meaning("Remarks")
    ('parent', 'level.3', None)
    """
    if not head or len(head) > 100:
        return None
    words = folded_head(head)
    if match := _LEVEL_NUMBER.fullmatch(words):
        return f"{LEVEL}.{match[1]}"
    return _FIELD_OF.get(words)


def meanings(heads: Sequence[str]) -> list[str | None]:
    """The field of each head; of two for the same field the first stands, but for persons."""
    seen: set[str] = set()
    found: list[str | None] = []
    for head in heads:
        field = meaning(head)
        if field in seen and field != PERSON:
            field = None
        if field is not None:
            seen.add(field)
        found.append(field)
    return found


def is_total(text: str) -> bool:
    """Whether a row that begins so is a sum of others."""
    words = folded_head(text)
    return words in TOTALS or words.partition(" ")[0] in ("yhteensa", "total", "summa", "summe")
