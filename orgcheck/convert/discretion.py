"""What a message of an import does not quote: values that are about a person, wherever they stand.

A workbook of an organisation often has more than its structure, and a column may be taken for
another one. What looks like an e-mail address, an identity code, a pay figure, or the
number of a telephone or an account is named as such.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Set

from orgcheck.language import Said, msg, said_later, spoken, tr
from orgcheck.patterns import pattern

_MAIL = r"[^\s\"'<>,;:]+@[^\s\"'<>,;:]+\.[A-Za-z]{2,}"
# As in Finland; Sweden and Denmark; Norway; Germany's pension number; France's INSEE number.
_CODES = (
    r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]",
    r"(?:\d{2})?\d{6}[-+]\d{4}",
    r"\d{6} ?\d{5}",
    r"\d{8}[A-Z]\d{3}",
    r"[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3}(?: ?\d{2})?",
)
_AMOUNT = r"\d[\d .,]*\d"
_MONEY = (
    rf"(?:[€$£]|EUR|SEK) ?{_AMOUNT}",
    rf"{_AMOUNT} ?(?:[€$£]|(?:EUR|SEK|kr)\b)",
    r"\d{1,3}(?:[ .,]?\d{3})+[.,]\d{2}",
)
# With the code of a country: a national number looks as codes do.
_PHONE = r"\+[1-9]\d{0,2}[ (]*\d(?:[ ()./-]*\d){6,12}"
_ACCOUNT = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?"
_PRIVATE = (
    (pattern(_MAIL), msg("an e-mail address")),
    (pattern(rf"(?<!\w){_PHONE}(?!\w)"), msg("a telephone number")),
    (pattern(rf"(?<!\w){_ACCOUNT}(?!\w)"), msg("an account number")),
    (pattern(rf"(?<!\w)(?:{'|'.join(_CODES)})(?!\w)"), msg("an identity code")),
    (pattern(rf"(?<![\w.,])(?:{'|'.join(_MONEY)})(?!\w)"), msg("an amount of money")),
)


_UPPER, _LETTER = "[A-ZÀ-ÖØ-ÞŠŽČĆŁŚŘĐ]", "(?:[^\\W\\d_]|['’-])"
_WORD = f"{_UPPER}{_LETTER}+"
# `Dr. Weber`, `Mme Marie CURIE`, `kommissarisch: Herr Schmidt`.
_ADDRESSED = pattern(
    r"(?:^|[\s:(])(?:(?:Herr|Frau|Mme|Mlle|Mrs|Ms|Mr|Dr|Prof|Rva|Hra)\.?|M\.)"
    rf"\s+(?:(?:Dr|Prof)\.?\s+)*{_WORD}"
)
# `Weber, Klaus`, and `Klaus von Weber`.
_LISTED = pattern(rf"{_WORD}(?: {_WORD})?, ?{_WORD}(?: (?:{_WORD}|{_UPPER}\.))?")
_NAMED = pattern(
    rf"{_WORD}(?: {_UPPER}\.)?(?: (?:von|van|der|de|du|af|la|le|da|zu))*(?: {_WORD}){{1,2}}"
)
# What is headed, as its words begin, without accents: `Director, Human Resources` names nobody.
_FUNCTIONS = pattern(
    r"\b(?:servic|resourc|affair|operation|developm|financ|legal|human\b|public|corporat|internal"
    r"|external|polic|research|support|strateg|planning|technolog|information|communicat|marketing"
    r"|sales|health|educat|social|risk|complian|procurem|securit|data\b|digital|business|custom"
    r"|region|district|area\b|shift|time\b|care\b|adult|children|estate|propert|facilit|project"
    r"|program|quality|zentral|dienst|recht|technik|umwelt|finanz|haushalt|ressourc|affaire|juridi"
    r"|norra|sodra|ostra|vastra|centrala|yleis|etela|pohjois|lansi|ita-)"
)
# What leads from a title to what is headed.
_OF = frozenset(
    ("of", "for", "the", "för", "av", "für", "der", "des", "de", "du", "la", "le", "and")
)
_MOST_WORDS = 10
# What stands between a title and a name in one cell.
_BESIDE = pattern(r"\s*[()\[\],;:\r\n/]\s*|\s+[-–—]\s+")
# `CFO`, `VD`, `GD`: what is longer in capitals may be a family name.
_LONGEST_ACRONYM = 3
# What titles of posts are made of, as they begin, without accents.
_TITLES = pattern(
    "direct|direkt|head|chief|officer|manag|presid|prasid|secret|sekret|sihteer|lead|chair|execut"
    "|minist|commission|audit|counsel|general|deput|vice|princip|registr|treasur|controll|comptroll"
    "|superint|coordin|supervis|dean|provost|advis|consult|engineer|architect|librar|ombuds|inspect"
    "|attorney|solicit|account|analy|admin|board|committee|council|assist|special|editor|curat"
    "|rector|rektor|governor|mayor|judge|partner|owner|team|unit|office|johta|paallik|vastaava"
    "|esimies|esihenk|asiantunt|chef|ledare|samordn|leit|referen|beauftr|vorsitz|sprecher|kanzler"
    "|respons|delegu|adjoint|vacan|vakan"
)


def is_somebody(text: str) -> bool:
    """Whether a text names a person, by how it addresses or lists one.

    Examples
    --------
    >>> is_somebody("Prof. Dr. Klaus Weber"), is_somebody("Weber, Klaus"), is_somebody("Director")
    (True, True, False)
    """
    if len(text) > 100:
        return False
    return _ADDRESSED.search(text) is not None or (
        _LISTED.fullmatch(text) is not None and not _TITLES.search(_plain(text))
    )


def may_be_somebody(text: str) -> bool:
    """Whether a text looks like the name of a person, and has no word of a title.

    Examples
    --------
    >>> may_be_somebody("Klaus Weber"), may_be_somebody("Chief Executive")
    (True, False)
    """
    if len(text) > 100 or text.isupper():
        return False
    return is_somebody(text) or (
        _NAMED.fullmatch(text) is not None and not _TITLES.search(_plain(text))
    )


def beside_somebody(text: str, known: Set[str] = frozenset()) -> tuple[str, str] | None:
    """A title and the name of a person that stand in one text; None where it is not both.

    `known` are words that are no part of a name, in small letters: those of the names of units.

    Examples
    --------
    >>> beside_somebody("Director (Klaus Weber)"), beside_somebody("CFO - Ann Lee")
    (('Director', 'Klaus Weber'), ('CFO', 'Ann Lee'))
    >>> beside_somebody("Director, Human Resources", {"human", "resources"})
    """
    parts = [part for part in _BESIDE.split(text) if part] if len(text) <= 100 else []
    names = [part for part in parts if _is_name(part, known)] if len(parts) > 1 else []
    titles = [part for part in parts if part not in names]
    if len(names) != 1 or not any(map(_is_title, titles)):
        return None
    return ", ".join(titles), names[0]


def may_end_with_somebody(text: str, known: Set[str] = frozenset()) -> bool:
    """Whether a title may end with the name of a person, whom nothing parts from it.

    Examples
    --------
    >>> may_end_with_somebody("Tf enhetschef Anna Berg"), may_end_with_somebody("Head of Open Data")
    (True, False)
    """
    words = text.split()
    if not 2 < len(words) < _MOST_WORDS or words[-3].casefold() in _OF:
        return False
    return _is_name(" ".join(words[-2:]), known) and _is_title(" ".join(words[:-2]))


def _is_name(text: str, known: Set[str]) -> bool:
    return (
        may_be_somebody(text)
        and known.isdisjoint(text.casefold().split())
        and not _FUNCTIONS.search(_plain(text))
    )


def _is_title(text: str) -> bool:
    is_short = text.isupper() and len(text) <= _LONGEST_ACRONYM
    return is_short or _TITLES.search(_plain(text)) is not None


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def discreet(text: str) -> str:
    """A message with the name of what is private in place of it.

    Examples
    --------
    >>> discreet('"ada@example.org" is no unit here')
    '"(an e-mail address)" is no unit here'
    >>> discreet('parent "010190-123A" is no code; row 4200 has 3 814,50 €')
    'parent "(an identity code)" is no code; row 4200 has (an amount of money)'
    >>> discreet('parent "2100 Trade" is a name; 2100 meant?')
    'parent "2100 Trade" is a name; 2100 meant?'
    """
    if isinstance(text, Said):
        return said_later(lambda: _discreet(spoken(text)))
    return _discreet(text)


def _discreet(text: str) -> str:
    for private, words in _PRIVATE:
        if private.search(text):
            text = private.sub(f"({tr(words)})", text)
    return text
