"""Scalars as fields ask for them: YAML 1.2's core schema, decided by the field, not by the text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from orgcheck.core import PydanticCustomError
from orgcheck.language import msg, said, tr, tr_p
from orgcheck.numbers import Number, exact, shortened
from orgcheck.parts import BeforeValidator, PlainValidator
from orgcheck.patterns import pattern
from orgcheck.snapshot.text import Plain, found


class PartialDate(date):
    """A date of which the day is not known; as a `date` it is the first day that it may be."""

    @property
    def last(self) -> date:
        """The last day that it may be."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.isoformat()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and super().__eq__(other)

    def __hash__(self) -> int:
        return hash(self.isoformat())

    def __lt__(self, other: date) -> bool:
        return last_day(self) < first_day(other)

    def __gt__(self, other: date) -> bool:
        return first_day(self) > last_day(other)

    def __le__(self, other: date) -> bool:
        return self == other or last_day(self) <= first_day(other)

    def __ge__(self, other: date) -> bool:
        return self == other or first_day(self) >= last_day(other)


class Month(PartialDate):
    """A date known to the month.

    Examples
    --------
    >>> print(Month(1920, 6, 1))
    1920-06
    >>> Month(1920, 6, 1) < date(1920, 6, 30), Month(1920, 6, 1) < date(1920, 7, 1)
    (False, True)
    """

    @property
    def last(self) -> date:
        """The last day of the month."""
        from calendar import monthrange

        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def isoformat(self) -> str:
        """Year and month."""
        return f"{self.year:04}-{self.month:02}"


class Year(PartialDate):
    """A date known to the year.

    Examples
    --------
    >>> print(Year(1920, 1, 1))
    1920
    >>> Year(1920, 1, 1) == date(1920, 1, 1), Year(1920, 1, 1) < Year(1921, 1, 1)
    (False, True)
    """

    @property
    def last(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    def isoformat(self) -> str:
        """The year."""
        return f"{self.year:04}"


def first_day(day: date) -> date:
    """The first day that a date may be."""
    return date(day.year, day.month, day.day)


def last_day(day: date) -> date:
    """The last day that a date may be."""
    return day.last if isinstance(day, PartialDate) else day


def when(day: date) -> str:
    """A date with the word that leads to it.

    Examples
    --------
    >>> when(date(1920, 6, 1)), when(Year(1920, 1, 1))
    ('on 1920-06-01', 'in 1920')
    """
    if isinstance(day, Year):
        return tr_p("a year", "in {year}", year=str(day))
    if isinstance(day, PartialDate):
        return tr_p("a month of a year", "in {month}", month=day)
    return tr("on {day}", day=day)


# The number of digits that a number may have: beyond it, converting takes quadratic time.
MOST_DIGITS = 40
MOST_DIGITS_OF_A_SUM = 4_000
# The exponent of the smallest number that there is.
_SMALLEST = -999

_DIGITS = pattern(r"[0-9]+")
_PLAIN_DECIMAL = pattern(r"-?[0-9]+\.[0-9]+")
_INTEGER = pattern(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = pattern(r"[0-9]{4}-[0-9]{2}")
# A number such as 920 is no year: other programs do not keep the zero before it.
_YEAR = pattern(r"[1-9][0-9]{3}")
FALSE = frozenset(("false", "False", "FALSE"))
_FLAGS = {**dict.fromkeys(("true", "True", "TRUE"), True), **dict.fromkeys(FALSE, False)}


def refused(message: str, **named: str) -> PydanticCustomError:
    """The error that says a message of a catalogue, which `in_words` says again."""
    # Pydantic fills in what it is given beside the message, and no more.
    return PydanticCustomError("orgcheck", message, {**named, _MESSAGE: message})


def in_words(context: Mapping[str, Any]) -> str:
    """What such an error says, from what pydantic keeps beside it."""
    named = {name: value for name, value in context.items() if name != _MESSAGE}
    return said(context[_MESSAGE], **named)


_MESSAGE = "message"


def expected(what: str, value: Any) -> PydanticCustomError:
    """The error that says what was expected and what stood there."""
    message = msg("expected {what}, found {found}")
    return refused(message, what=said(what), found=found(value))


def as_flag(value: Any) -> bool:
    """True or false, unquoted."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value in _FLAGS:
        return _FLAGS[value]
    raise expected(msg("true or false"), value)


def as_number(value: Any) -> Number:
    """An integer or a decimal number, unquoted."""
    number = _number(value)
    if number is None:
        raise expected(msg("a number"), value)
    return number


def as_sum(value: Any) -> Number:
    """A number that came out of adding others, of whatever length."""
    number = _number(value, MOST_DIGITS_OF_A_SUM)
    if number is None:
        raise expected(msg("a number"), value)
    return number


def as_day(value: Any) -> date:
    """A day of the calendar, as in 2024-01-31."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise expected(msg("a date such as 2024-01-31"), value)


def as_date(value: Any) -> date:
    """A day of the calendar, or the month or the year alone where no more is known."""
    if isinstance(value, str):
        if _YEAR.fullmatch(value):
            return Year(int(value), 1, 1)
        if _MONTH.fullmatch(value) and 1 <= int(value[5:]) <= 12 and value[:4] != "0000":
            return Month(int(value[:4]), int(value[5:]), 1)
        if not _DAY.fullmatch(value):
            raise expected(msg("a date such as 2024-01-31, 2024-01 or 2024"), value)
    return as_day(value)


def as_scalar(value: Any) -> str | bool | Number:
    """What the core schema makes of a scalar: text, truth value or number."""
    if isinstance(value, Plain) and value in _FLAGS:
        return _FLAGS[value]
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, (str, bool)):
        return str(value) if isinstance(value, Plain) else value
    raise expected(msg("a text, a number, or true or false"), value)


def as_format(value: Any) -> int:
    """The version of the snapshot format: 1 is the only one there is."""
    if value == 1 or (isinstance(value, Plain) and value == "1"):
        return 1
    message = msg(
        "format version {found} is not one that this program reads; write 1, or leave the key out"
    )
    raise refused(message, found=found(value))


def as_line(value: Any) -> int:
    """The number of a line, from 1."""
    number = _number(value)
    if not isinstance(number, int) or number < 1:
        raise expected(msg("the number of a line"), value)
    return number


def text_or_list(value: Any) -> Any:
    """A text standing alone is the list of that text."""
    return (value,) if isinstance(value, str) else value


def one_or_list(value: Any) -> Any:
    """A text or a mapping standing alone is the list of that."""
    return (value,) if isinstance(value, (str, dict)) else value


def _number(value: Any, most_digits: int = MOST_DIGITS) -> Number | None:
    """The number that a value is or stands for; None where it is none."""
    if isinstance(value, Plain):
        return _number_in(value, most_digits)
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return exact(value) if math.isfinite(value) else None
    return value if isinstance(value, (int, Decimal)) else None


def _number_in(text: str, most_digits: int) -> Number | None:
    if len(text) <= most_digits:
        # The usual ones: there may be several of them in every unit.
        if _DIGITS.fullmatch(text):
            return int(text)
        if _PLAIN_DECIMAL.fullmatch(text):
            return Decimal(text)
    elif len(text) > 2 * most_digits:
        return None
    if _INTEGER.fullmatch(text):
        if len(text) > most_digits:
            return None
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
    # Numbers that a float cannot hold, and those too small to be written back, are texts.
    if not _DECIMAL.fullmatch(text) or not math.isfinite(float(text)):
        return None
    number = Decimal(text)
    if len(number.as_tuple().digits) > most_digits or number.adjusted() < _SMALLEST:
        return None
    return shortened(number)


AsFlag = BeforeValidator(as_flag)
AsNumber = PlainValidator(as_number)
AsSum = PlainValidator(as_sum)
AsDay = BeforeValidator(as_day)
AsDate = BeforeValidator(as_date)
AsScalar = PlainValidator(as_scalar)
AsFormat = BeforeValidator(as_format)
AsLine = BeforeValidator(as_line)
TextOrList = BeforeValidator(text_or_list)
OneOrList = BeforeValidator(one_or_list)


_GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
# What may stand between groups of three digits, and what then separates the decimals.
_WRITINGS = tuple(
    pattern(rf"([-+]?)({_GROUPED % mark}|[0-9]+)(?:{decimals}([0-9]+))?")
    for mark, decimals in ((",", r"\."), (r"\.", ","), (r"[ \u00a0\u2009\u202f'’_]", "[,.]"))
)
_NOT_A_DIGIT = pattern(r"[^0-9]")


def number_meant(text: str) -> str | None:
    """The number that a text stands for, as YAML writes it; None where it stands for none.

    A comma before exactly three digits groups thousands; any other one separates decimals.

    Examples
    --------
    >>> [number_meant(text) for text in ("1,5", "1,200", "1.234,56", "1 200,5", "1,234.56")]
    ['1.5', '1200', '1234.56', '1200.5', '1234.56']
    >>> number_meant("2,3,4") is None
    True
    """
    if len(text) > 2 * MOST_DIGITS:
        return None
    if text.isascii() and text.isdecimal():
        return text
    matches = (writing.fullmatch(text.strip()) for writing in _WRITINGS)
    for match in filter(None, matches):
        sign, whole, decimals = match.groups()
        number = _NOT_A_DIGIT.sub("", whole)
        return f"{sign.strip('+')}{number}" + (f".{decimals}" if decimals else "")
    return None
