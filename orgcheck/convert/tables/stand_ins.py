"""What stands in a cell in place of a value: none, the same as above, nobody now, a total."""

from __future__ import annotations

from orgcheck.convert.tables.heads import folded_head
from orgcheck.patterns import pattern

# A unit, a figure or a day that is not there; with `k. A.`, `n/a`, and any number of dashes.
_NONE = frozenset(
    (
        *("n a", "none", "nil", "not applicable", "ei", "ei ole", "ei mitaan", "ingen", "inget"),
        *("inga", "saknas", "kein", "keine", "keiner", "keines", "k a", "entfallt", "aucun"),
        *("aucune", "neant"),
    )
)
_INITIALS = frozenset(word[0] for word in _NONE)
# What stands in place of a value is short.
_LONGEST = 20
_DASHES = pattern(r"[-–—.\s]+")
# `"`, `-"-`, `''`: the same as above; and in words, as they are written.
_QUOTES = pattern(r"""[-–—\s]*(?:["”“„〃″]|''|’’|´´|,,)+[-–—\s]*""")
_ABOVE = frozenset(
    (
        *("ditto", "dito", "d:o", "dto", "dto.", "idem", "same", "same as above", "as above"),
        *("see above", "sama", "sama kuin yllä", "sama kuin edellä", "kuten yllä", "ks. edellä"),
        *("ks. yllä", "katso yllä", "samma", "samma som ovan", "se ovan", "som ovan", "wie oben"),
        *("siehe oben", "s.o.", "s. o.", "desgl.", "desgleichen", "comme ci-dessus"),
        *("voir ci-dessus", "ibid."),
    )
)
# What stands where a head would, and says that there is none now.
_VACANT = frozenset(
    (
        *("vacant", "vacancy", "open", "open position", "to be filled", "tbd", "tba", "n n", "nn"),
        *("avoin", "avoinna", "tayttamatta", "taytto kesken", "vakanssi avoin", "ei taytetty"),
        *("vakant", "obesatt", "ej tillsatt", "tillsatts", "unbesetzt", "nicht besetzt", "offen"),
        *("zu besetzen", "vacance", "poste vacant", "a pourvoir", "non pourvu"),
    )
)
_TOTALS = frozenset(
    (
        *("total", "totals", "sum", "subtotal", "yhteensa", "valisumma", "summa", "totalt"),
        *("delsumma", "summe", "zwischensumme", "gesamtsumme", "gesamt", "insgesamt", "somme"),
        *("kaikki", "total general", "sub total", "sous total"),
    )
)
# Before or behind the name of what is added up: `Finance total`, `Summe Finanzen`.
_OF_PART = _TOTALS - {"sum", "kaikki", "gesamt", "somme"}


def is_dash(text: str) -> bool:
    """Whether a text is dashes or full stops and nothing else."""
    return text[:1] in "-–—." and _DASHES.fullmatch(text) is not None


def is_none(text: str) -> bool:
    """Whether a text says that there is no value.

    Examples
    --------
    >>> is_none("--"), is_none("n/a"), is_none("k.A."), is_none("Nil Street")
    (True, True, True, False)
    """
    if is_dash(text):
        return True
    # To fold a text takes a while, and most begin otherwise.
    may_be = len(text) <= _LONGEST and text.lstrip("([")[:1].casefold() in _INITIALS
    return may_be and folded_head(text) in _NONE


def is_as_above(text: str) -> bool:
    """Whether a text stands for what the cell above it says.

    Examples
    --------
    >>> is_as_above('-"-'), is_as_above("d:o"), is_as_above("-")
    (True, True, False)
    """
    if len(text) > _LONGEST or not text:
        return False
    if text[0].isalnum():
        return text.casefold() in _ABOVE
    return _QUOTES.fullmatch(text) is not None


def is_vacancy(text: str) -> bool:
    """Whether a text in place of a head's title says that there is nobody.

    Examples
    --------
    >>> is_vacancy("Avoin"), is_vacancy("(N.N.)"), is_vacancy("Director")
    (True, True, False)
    """
    if len(text) > _LONGEST:
        return False
    words = folded_head(text.strip("()[] "))
    return words in _VACANT or words in _NONE or not words


def is_total(text: str) -> bool:
    """Whether a row that begins so is a sum of others.

    Examples
    --------
    >>> is_total("Yhteensä 2026"), is_total("Finance total"), is_total("Totalförsvar")
    (True, True, False)
    """
    words = folded_head(text)
    if words in _TOTALS:
        return True
    parts = words.split()
    return bool(parts) and bool(_OF_PART.intersection((parts[0], parts[-1])))
