"""What the heads of columns mean, in English, Finnish, Swedish, German and French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from orgcheck.patterns import pattern

# What a column can be. `-` in a map of columns leaves one out.
ID, NAME, PARENT, PARENT_NAME, HEAD = "id", "name", "parent", "parent.name", "head.title"
LEVEL, PERSON, KIND = "level", "person", "kind"

_WORDS: Mapping[str, str] = {
    ID: """
        code|id|unit code|unit id|org code|org id|organisation code|department code|unit number
        cost centre|cost center|number|no|nr|ref|reference
        objekt id|object id|org nr|orgnr|orgid|costcenter|dept code|service code|code service
        koodi|tunnus|yksikkökoodi|yksikön koodi|yksikkötunnus|yksikön tunnus|kustannuspaikka|numero
        kp|kod|enhetskod|enhetens kod|enhetsnummer|kostnadsställe|kst|nummer|beteckning
        einheitscode|kennung|schlüssel|gliederung|gliederungsnummer|kostenstelle
        organisationsnummer|oe nummer|oe code
        identifiant|numéro|code unité|code de l unité|centre de coûts
        enhet kod|yksikkö koodi|yksikkö tunnus|einheit code|einheit nummer|unité code""",
    NAME: """
        path|row labels|riviotsikot|radetiketter|zeilenbeschriftungen|étiquettes de lignes
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
        head|head title|head s title|title of head|title of the head|manager title|lead|manager
        director|chief
        johtaja|päällikkö|esihenkilö|esimies|johtajan nimike|päällikön nimike|esihenkilön nimike
        johto
        chef|chefstitel|chefens titel|ledning|ansvarig|ansvarig chef
        leitung|leiter|titel der leitung|funktion der leitung
        responsable|titre du responsable|fonction du responsable|responsable hiérarchique""",
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
        henkilöstö lkm
        antal anställda|anställda|personal|personalantal
        mitarbeiter|anzahl mitarbeiter|mitarbeiterzahl|antal medarbetare|mitarbeitende
        personalstärke
        effectif|effectifs|nombre d agents|nombre d employés""",
    "figures.fte": """
        fte|ftes|full time equivalents|htv|htp|henkilötyövuodet|henkilötyövuosi|henkilötyövuosia
        årsarbetskrafter|årsarbetskraft|antal årsarbetskrafter|årsarbetare|antal årsarbetare
        årsarb|antal årsarb|årsverken|antal årsverken
        vzä|vollzeitäquivalente|vollzeitstellen|planstellen|etp|etpt|équivalents temps plein""",
    "figures.budget": """
        budget|gross budget|net budget|budjetti|määräraha|määrärahat|anslag|haushalt""",
    "responsibilities": """
        duties|duty|responsibilities|tasks|functions|tehtävät|vastuut|vastuualueet
        uppgifter|ansvar|ansvarsområden|aufgaben|zuständigkeiten|missions|tâches|attributions
        responsabilités""",
    "acronym": """
        acronym|abbreviation|short name|lyhenne|förkortning|abkürzung|kürzel|sigle|abréviation""",
    "sites": "site|sites|location|toimipaikka|toimipaikat|paikkakunta|ort|standort|lieu",
    "valid_from": """
        valid from|start date|founded|from|voimassa alkaen|alkupäivä|alkaen|giltig från|från
        giltig fr o m|fr o m
        gültig ab|gültig von|date de début|valable à partir du""",
    "valid_to": """
        valid to|end date|until|voimassa asti|loppupäivä|giltig till|till|gültig bis
        giltig t o m|t o m
        date de fin|valable jusqu au""",
    PERSON: """
        employee|employee name|first name|last name|surname|full name|e mail|email|personal id
        henkilö|etunimi|sukunimi|sähköposti|henkilötunnus|förnamn|efternamn|e post|personnummer
        vorname|nachname|prénom|nom de famille|courriel""",
}
# What heads are composed of, a line a language: what a unit is called, in the forms that stand in
# compounds, then what says that the one above is meant, its code, its name, who heads it.
_PARTS = (
    (
        "unit|org unit|organisation unit|organisational unit|organization unit|organizational unit"
        "|organisation|organization|department|dept|division|entity|cost centre|cost center",
        "parent|superior|higher|higher level|upper|supervising",
        "code|id|number|no|nr|identifier|key",
        "name|title",
        "head|manager|director|leader",
    ),
    (
        "yksikkö|yksikön|organisaatio|organisaation|organisaatioyksikkö|organisaatioyksikön"
        "|org yksikkö|org yksikön|osasto|osaston|toimiala|toimialan"
        "|kustannuspaikka|kustannuspaikan|kp|kp n",
        "ylempi|ylemmän|ylätason|ylä|emo",
        "koodi|tunnus|tunniste|numero|nro|nr|id",
        "nimi|nimike",
        "johtaja|päällikkö|esihenkilö|esimies|vastaava",
    ),
    (
        "enhet|enhetens|enhets|organisation|organisationens|organisationsenhet"
        "|organisationsenhetens|avdelning|avdelningens|avdelnings|org enhet"
        "|kostnadsställe|kostnadsställets|kostnadsställes",
        "överordnad|överordnat|överordnade|närmast överordnad|moder|tillhör|ingår i",
        "kod|id|nr|nummer|beteckning",
        "namn|benämning",
        "chef|ledare",
    ),
    (
        "einheit|organisationseinheit|organisations einheit|orgeinheit|org einheit|oe|abteilung"
        "|organisation|dienststelle|amt|fachbereich|kostenstelle|kostenstellen",
        "übergeordnet|überg|übergeordnete|übergeordneter|übergeordnetes|übergeordneten|höhere|ober"
        "|gehört zu|vorgesetzte",
        "code|id|nr|nummer|kennung|kürzel|schlüssel",
        "name|bezeichnung",
        "leiter|leiterin|leitung|chef",
    ),
    (
        "unité|entité|service|structure|département|direction|unité organisationnelle"
        "|unité d organisation|centre de coûts",
        "parent|parente|supérieur|supérieure|mère|de rattachement|rattaché à|rattachée à"
        "|rattachement|rattaché|rattachée",
        "code|id|identifiant|numéro",
        "nom|libellé|intitulé",
        "chef|responsable|directeur",
    ),
)
_LEVEL = (
    r"(?:org |organi[sz]ation |organisations|organisations |organisaatio|organisaatio )?"
    r"(?:level|tier|taso|niva|ebene|stufe|niveau)"
)
_LEVEL_NUMBER = pattern(rf"(?:{_LEVEL} ?(\d)|(\d) {_LEVEL})(?: (?:name|nimi|namn|nom))?")
# Sorts of units. Where several are heads, and none says what a parent is, each is a level.
_SORTS = """
    directorate|division|department|section|unit|team|group|office|branch|sector|agency|bureau
    virasto|toimiala|pääosasto|osasto|palvelualue|vastuualue|yksikkö|ryhmä|tiimi|jaos|toimisto
    myndighet|förvaltning|avdelning|enhet|sektion|grupp|byrå
    behörde|hauptabteilung|abteilung|unterabteilung|referat|dezernat|fachbereich|sachgebiet|gruppe
    direction|sous direction|département|service|bureau|pôle|unité|équipe|secteur"""
# What a head says of the language of its names: `Nimi ruotsiksi`, `Namn (sv)`, `English name`.
_LANGUAGES: Mapping[str, str] = {
    "fi": "fi|fin|suomi|suomeksi|suomenkielinen|finnish|finska|finskt|finnisch|finnischer|finnois",
    "sv": """sv|swe|ruotsi|ruotsiksi|ruotsinkielinen|swedish|svenska|svenskt|schwedisch
        schwedischer|suédois""",
    "en": """en|eng|englanti|englanniksi|englanninkielinen|english|engelska|engelskt|englisch
        englischer|anglais""",
    "de": "de|saksa|saksaksi|german|tyska|tyskt|deutsch|deutscher|allemand",
    "fr": "fr|ranska|ranskaksi|french|franska|franskt|französisch|französischer|français",
}
LANGUAGES = tuple(_LANGUAGES)
# What lists of staff say of each person; where one of these stands, a plain name is that of one.
_STAFF = """
    position|position title|job title|salary|personnel number|employee id|employee number|hire date
    tehtävänimike|palkka|henkilönumero|befattning|yrkestitel|lön|anställningsnummer|pers nr
    funktion|stellenbezeichnung|gehalt|personalnummer|poste|fonction|salaire|matricule"""
_PLAIN_NAMES = frozenset(("name", "nimi", "namn", "nom", "full name"))
_BEFORE_LANGUAGE = frozenset(("in", "på", "pa", "auf", "en"))
# `Nom de l'unité`, `Name der Einheit`, `Code of the unit`.
_LITTLE_WORDS = pattern(r"(?<!\S)(?:of|the|s|de|du|la|le|l|d|der|des|die|den)\s")
_NUMBERED = pattern(rf"{LEVEL}\.[1-9]|figures\..+|{NAME}\.(?:{'|'.join(_LANGUAGES)})")
# `HTV 2026`.
_YEAR = pattern(r" (?:19|20)\d\d$")
# As programs call the columns of what they add up.
_SUM_OF = pattern(r"^(?:sum of|summa av|summe von|somme de|summa) ")
# What a column of figures counts in: `k€`, `1 000 EUR`, `TEUR`, `Mkr`, `milj. €`, `£'000`.
_CURRENCY = r"(?:€|eur(?:o|os|oa)?|kr|kronor|sek|nok|dkk|chf|usd|gbp|\$|£)"
_THOUSAND = rf"""(?:k|t|1[ .,\u00a0]?000) ?{_CURRENCY}|{_CURRENCY} ?[k’'´]?000s?|['’´]000s?
    |tuhatta(?: ?{_CURRENCY})?|tusen(?:tal)?(?: ?{_CURRENCY})?|tausend(?: ?{_CURRENCY})?
    |thousands?(?: ?{_CURRENCY})?|milliers(?: d[e’'] ?{_CURRENCY})?"""
_MILLION = rf"""(?:m|mn|1[ .,\u00a0]?000[ .,\u00a0]?000) ?{_CURRENCY}
    |(?:mio|milj|mill|mn)\.?(?: ?{_CURRENCY})?|miljoonaa?(?: ?{_CURRENCY})?
    |miljoner(?: ?{_CURRENCY})?|millionen(?: ?{_CURRENCY})?
    |millions?(?: (?:d[e’'] ?)?{_CURRENCY})?"""
_MILLIARD = rf"""(?:md|mdr|bn|mrd\.?) ?{_CURRENCY}|(?:mrd|mdr|bn)\.?
    |miljardia?(?: ?{_CURRENCY})?|miljarder(?: ?{_CURRENCY})?
    |milliarden(?: ?{_CURRENCY})?|milliards?(?: d[e’'] ?{_CURRENCY})?"""
_SCALE = pattern(
    rf"(?<![^\W_])(?:in |i )?(?:(?P<milliard>{_MILLIARD})|(?P<million>{_MILLION})"
    rf"|(?P<thousand>{_THOUSAND})|{_CURRENCY})(?![^\W_])".replace("\n    ", ""),
    re.IGNORECASE,
)
_SCALES = {"thousand": 10**3, "million": 10**6, "milliard": 10**9}
_BETWEEN_LANGUAGES = pattern(r"[/|\r\n]+|\s[-–—]\s")
_SIGNS = pattern(r"[^\w]+|_")
_IN_BRACKETS = pattern(r"\([^)]*\)|\[[^]]*\]")


def folded_head(text: str) -> str:
    """A head without case, accents, signs and what stands in brackets.

    Examples
    --------
    >>> folded_head("Yksikön  koodi (SAP):")
    'yksikon koodi'
    """
    letters = _IN_BRACKETS.sub(" ", text).casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_SIGNS.sub(" ", letters).split())


def _words(field: str) -> frozenset[str]:
    lines = _WORDS[field].splitlines()
    return frozenset(folded_head(word) for line in lines for word in line.split("|")) - {""}


@cache
def _field_of() -> Mapping[str, str]:
    """What each head stands for that has a meaning of its own."""
    return {word: field for field in _WORDS for word in _words(field)}


@cache
def _parts() -> Sequence[Sequence[frozenset[str]]]:
    return [
        [frozenset(folded_head(word) for word in words.split("|")) for words in language]
        for language in _PARTS
    ]


def _composed(words: str) -> str | None:
    """What a head stands for that says which unit is meant, and what of it."""
    for units, above, codes, names, heads in _parts():
        if any(rest in units for rest in _without(words, heads)):
            return HEAD
        for endings, own, higher in (
            (frozenset(("",)), NAME, PARENT),
            (codes, ID, PARENT),
            (names, NAME, PARENT_NAME),
        ):
            for rest in _without(words, endings):
                if rest in units:
                    return own
                if any(not unit or unit in units for unit in _without(rest, above)):
                    return higher
    return None


def _figure(words: str) -> str | None:
    """The figure of a head below another: `Staff` over two columns, one of which is `FTE`."""
    above, _, below = words.rpartition(" ")
    fields = [_field_of().get(one, "") for one in (above, below)]
    return fields[1] if all(field.startswith("figures.") for field in fields) else None


def _figure_in_brackets(head: str) -> str | None:
    """The figure that brackets name: `Staff (FTE)` are full-time equivalents, and no heads."""
    named = (_field_of().get(folded_head(text.strip("()[]"))) for text in _brackets(head))
    return next((field for field in named if field and field.startswith("figures.")), None)


def _brackets(head: str) -> Sequence[str]:
    return _IN_BRACKETS.findall(head)


def _in_several_languages(head: str) -> str | None:
    """What a head says once in each language, or of each sort of units: `Yksikkö / Enhet`."""
    parts = [part for part in _BETWEEN_LANGUAGES.split(head) if folded_head(part)]
    if not 1 < len(parts) < 6:
        return None
    fields = {NAME if is_sort(part) else meaning(part) for part in parts}
    return fields.pop() if len(fields) == 1 else None


def _without(words: str, some: Iterable[str]) -> Iterator[str]:
    """What is left of a text without each word that it begins or ends with."""
    for word in some:
        if words.endswith(word):
            yield words.removesuffix(word).strip()
        if word and words.startswith(word):
            yield words.removeprefix(word).strip()


def meaning(head: str) -> str | None:
    """The field that a head stands for; `level.3` for the third of several level columns.

    Examples
    --------
    >>> meaning("Överordnad enhet"), meaning("Taso 3"), meaning("Remarks")
    ('parent', 'level.3', None)
    """
    if not head or len(head) > 100:
        return None
    words = _YEAR.sub("", folded_head(_SCALE.sub(" ", head))).strip()
    words = _SUM_OF.sub("", words)
    if match := _LEVEL_NUMBER.fullmatch(words):
        return f"{LEVEL}.{match[1] or match[2]}"
    plain = _LITTLE_WORDS.sub("", words)
    field = _meant(words, plain) or _in_several_languages(head)
    if field is None or field.startswith("figures."):
        field = _figure_in_brackets(head) or field
    if field == HEAD and any(
        _field_of().get(folded_head(word)) == PERSON or folded_head(word) in _words(NAME)
        for brackets in _brackets(head)
        for word in _SIGNS.split(brackets)
    ):
        return PERSON
    return field


def scale_of(head: str) -> int:
    """By how much the figures below a head are to be multiplied.

    Examples
    --------
    >>> scale_of("Budget (k€)"), scale_of("Määräraha, milj. euroa"), scale_of("Budget (€)")
    (1000, 1000000, 1)
    """
    match = next((match for match in _SCALE.finditer(head) if match.lastgroup), None)
    return _SCALES[match.lastgroup] if match and match.lastgroup else 1


def factor_of(text: str) -> int | None:
    """What a measure counts in that is a currency, a scale or both; None where a text is none.

    Examples
    --------
    >>> factor_of("CHF"), factor_of("Mio."), factor_of("persons")
    (1, 1000000, None)
    """
    match = _SCALE.fullmatch(text)
    return match and _SCALES.get(match.lastgroup or "", 1)


def _meant(words: str, plain: str) -> str | None:
    return _field_of().get(words) or _composed(words) or _composed(plain) or _figure(words)


def fields_of_columns() -> tuple[str, ...]:
    """What a column can be, as a map writes it; `level.2`, `figures.x` and `name.fi` beside."""
    return tuple(_WORDS)


def is_field_of_column(field: str) -> bool:
    """Whether a column can be that.

    Examples
    --------
    >>> is_field_of_column("parent"), is_field_of_column("figures.x"), is_field_of_column("x")
    (True, True, False)
    """
    return field in _WORDS or _NUMBERED.fullmatch(field) is not None


def language_of(head: str) -> str | None:
    """The language in which a column has names, where its head says that.

    Examples
    --------
    >>> language_of("Nimi ruotsiksi"), language_of("Nom (en anglais)"), language_of("Name")
    ('sv', 'en', None)
    """
    words = folded_head(head.replace("(", " ").replace("[", " ")).split() if len(head) < 100 else []
    for index in reversed(range(len(words))):
        if (language := _languages().get(words[index])) is None:
            continue
        before = words[:index]
        if before and before[-1] in _BEFORE_LANGUAGE:
            before.pop()
        rest = " ".join((*before, *words[index + 1 :]))
        return language if meaning(rest) == NAME else None
    return None


@cache
def _languages() -> Mapping[str, str]:
    return {
        folded_head(word): language
        for language, lines in _LANGUAGES.items()
        for line in lines.splitlines()
        for word in line.split("|")
    }


def _by_language(heads: Sequence[str], fields: Sequence[str | None]) -> list[str | None]:
    """The fields, with one for the names in each language, where heads name several languages."""
    said = [language_of(head) for head in heads]
    if len({language for language in said if language}) < 2:
        return list(fields)
    return [
        f"{NAME}.{language}" if language else (None if field == NAME else field)
        for language, field in zip(said, fields, strict=True)
    ]


def _with_persons(heads: Sequence[str], fields: Sequence[str | None]) -> list[str | None]:
    """The fields of a list of staff, in which a plain name beside that of a unit is a person's."""
    words = [folded_head(head) for head in heads]
    names = {word for word, field in zip(words, fields, strict=True) if field == NAME}
    if not (names - _PLAIN_NAMES and _PLAIN_NAMES & names and _of_staff().intersection(words)):
        return list(fields)
    return [
        PERSON if word in _PLAIN_NAMES and field == NAME else field
        for word, field in zip(words, fields, strict=True)
    ]


@cache
def _of_staff() -> frozenset[str]:
    listed = (word for line in _STAFF.splitlines() for word in line.split("|"))
    return _words(PERSON) | (frozenset(map(folded_head, listed)) - {""})


def is_sort(head: str) -> bool:
    """Whether a head is what a sort of units is called.

    Examples
    --------
    >>> is_sort("Pääosasto"), is_sort("Name")
    (True, False)
    """
    parts = [folded_head(part) for part in _BETWEEN_LANGUAGES.split(head)]
    return any(parts) and all(part in _sorts() for part in parts if part)


@cache
def _sorts() -> frozenset[str]:
    words = (word for line in _SORTS.splitlines() for word in line.split("|"))
    return frozenset(map(folded_head, words)) - {""}


def meanings(heads: Sequence[str]) -> list[str | None]:
    """The field of each head; of two for one field that of the later year, or the first, stands.

    All columns of persons stand: none is read.

    Examples
    --------
    >>> meanings(["Osasto", "Yksikkö", "Koodi"]), meanings(["Osasto", "Yläyksikkö"])
    (['level.1', 'level.2', 'id'], ['name', 'parent'])
    """
    every = [meaning(head) for head in heads]
    every = _with_persons(heads, _by_language(heads, every))
    sorts = [head for head in heads if is_sort(head)]
    bare = {field for head, field in zip(heads, every, strict=True) if head not in sorts}
    said = {(field or "").partition(".")[0] for field in bare}
    if 1 < len(sorts) < 10 and not said & {NAME, PARENT, LEVEL}:
        levels = {head: f"{LEVEL}.{number}" for number, head in enumerate(sorts, start=1)}
        every = [levels.get(head, field) for head, field in zip(heads, every, strict=True)]
    first: dict[str, int] = {}
    for column in sorted(range(len(heads)), key=lambda column: -_year(heads[column])):
        first.setdefault(every[column] or "", column)
    return [
        field if field == PERSON or first[field or ""] == column else None
        for column, field in enumerate(every)
    ]


def _year(head: str) -> int:
    match = _YEAR.search(folded_head(head))
    return int(match[0]) if match else 0
