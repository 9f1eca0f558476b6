"""Figures as offices write them: `(1 250,5)`, `CHF 1'200.-`, `2,5 Mio. €`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal

from orgcheck.convert.tables.heads import factor_of
from orgcheck.convert.tables.notation import multiplied
from orgcheck.patterns import pattern
from orgcheck.snapshot.scalars import number_meant
from orgcheck.snapshot.text import Plain

_BLANK = "[ \u00a0\u2009\u202f]"
_DIGITS = rf"[0-9](?:[0-9.,'’_]|{_BLANK}(?=[0-9]))*"
# A currency before or behind, a minus before or behind or brackets in its place, `.-` for no cents.
_WRITTEN = pattern(
    rf"(?P<before>[^\d\s(+\u2212-]*){_BLANK}*(?P<open>\()?(?P<sign>[-+\u2212]?){_BLANK}*"
    rf"(?P<digits>{_DIGITS})(?:(?<=[.,])[-\u2013\u2014]+)?(?P<behind>-)?(?(open)\))"
    rf"{_BLANK}*(?P<unit>[^\d]*)"
)
_OTHER = {".": ",", ",": "."}
_GROUPING = frozenset(" \u00a0\u2009\u202f'’_")
_OF_A_GROUP = 3
_LONGEST = 100
_PLAIN = pattern(r"[0-9]+\.[0-9]+")
_UNCLEAR = pattern(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DECIMAL = pattern(r"-?[0-9]{1,20}(?:\.[0-9]{1,9})?")
# Where one unit alone has parts, so many make it no accident that it is their sum.
_ENOUGH = 2
_BY_MARK = {
    ",": pattern(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?"),
    ".": pattern(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"),
}


def decimal_mark(texts: Iterable[str], usual: str = "") -> str:
    """What separates decimals, by the figures of a sheet in which it can be nothing else.

    `usual` is what it is where these say nothing, or both; empty where nobody knows.

    Examples
    --------
    >>> decimal_mark(["1.200", "12,5"]), decimal_mark(["1,200"]), decimal_mark(["1.234.500"])
    (',', '', ',')
    """
    unclear = (text for text in texts if not text.isdecimal() and len(text) < _LONGEST)
    marks = {_mark_in(match["digits"]) for text in unclear if (match := _WRITTEN.fullmatch(text))}
    marks.discard("")
    return marks.pop() if len(marks) == 1 else usual


def _mark_in(digits: str) -> str:
    """What separates decimals by one figure; empty where it may be either.

    What stands there twice groups thousands, and so may what stands once before three digits.
    """
    marks = [sign for sign in digits.rstrip(".,") if sign in _OTHER]
    if not marks:
        return ""
    last = marks[-1]
    if marks.count(last) > 1:
        return _OTHER[last]
    is_grouped = len(marks) > 1 or any(sign in _GROUPING for sign in digits)
    return last if is_grouped or len(digits.rpartition(last)[2]) != _OF_A_GROUP else ""


def figure_of(text: str, mark: str, factor: int = 1) -> str | None:
    """A figure as the model reads it, in units of one; a text that is none stays, for a message.

    `factor` is what the head of the column counts in, unless the cell itself says that. None where
    nobody knows whether a comma or a full stop groups thousands.

    Examples
    --------
    >>> figure_of("1.200", ","), figure_of("1.200", "."), figure_of("1.200", "")
    ('1200', '1.200', None)
    >>> figure_of("(340)", ""), figure_of("340-", ""), figure_of("12 persons", "")
    ('-340', '-340', '12 persons')
    >>> figure_of("2,5 Mio. €", ",", 1000), figure_of("CHF 1'200.-", ""), figure_of("5", "", 1000)
    ('2500000', '1200', '5000')
    """
    if text.isascii() and (text.isdecimal() or (mark == "." and _PLAIN.fullmatch(text))):
        return multiplied(text, factor) if factor > 1 else Plain(text)
    match = _WRITTEN.fullmatch(text) if len(text) < _LONGEST else None
    units = [word for word in (match["before"], match["unit"].strip()) if word] if match else []
    factors = [factor_of(word) for word in units]
    if match is None or None in factors:
        return Plain(text)
    digits = match["digits"].rstrip(".,")
    if not mark and _UNCLEAR.fullmatch(digits):
        return None
    number = _number(digits, mark)
    if number is None:
        return Plain(text)
    is_negative = match["sign"] in ("-", "\u2212") or match["open"] or match["behind"]
    signed = f"-{number}" if is_negative else number
    times = next((one for one in factors if one and one > 1), factor)
    return multiplied(signed, times) if times > 1 else Plain(signed)


def sums_of_parts(figures: Mapping[int, str | None], above: Mapping[int, int]) -> Set[int]:
    """Of what has figures, what has the sum of its parts; `above` says what each is part of.

    One that happens to be a sum says nothing: all that have parts with figures have to be.

    Examples
    --------
    >>> above = {2: 1, 3: 1, 4: 3, 5: 3}
    >>> sorted(sums_of_parts({1: "9", 2: "4", 3: "5", 4: "2.5", 5: "2.5"}, above))
    [1, 3]
    >>> sums_of_parts({1: "9", 2: "4", 3: "5", 4: "2", 5: "1"}, above)
    frozenset()
    """
    parts: defaultdict[int, list[Decimal]] = defaultdict(list)
    for one, whole in above.items():
        if (part := figures.get(one)) and whole in figures and _DECIMAL.fullmatch(part):
            parts[whole].append(Decimal(part))
    said = {whole: sum(some) for whole, some in parts.items() if any(some)}
    several = [len(parts[whole]) for whole in said if len(parts[whole]) > 1]
    is_usual = len(several) > 1 or any(number > _ENOUGH for number in several)
    if not is_usual or any(not _is(figures[whole], number) for whole, number in said.items()):
        return frozenset()
    return said.keys()


def _is(figure: str | None, number: Decimal | int) -> bool:
    return figure is not None and bool(_DECIMAL.fullmatch(figure)) and Decimal(figure) == number


def _number(digits: str, mark: str) -> str | None:
    """Digits with what groups and separates them, as a number; None where they are none."""
    match = _BY_MARK[mark].fullmatch(digits) if mark else None
    if match is None:
        return number_meant(digits)
    whole = match[1].replace(".", "").replace(",", "")
    return f"{whole}.{match[2]}" if match[2] else whole
