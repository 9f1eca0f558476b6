"""Numbers as they are written: whole ones and decimals, added up exactly, and as JSON has them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Context, Decimal
from math import isfinite
from typing import Any

Number = int | Decimal

# Digits enough for the sum of any numbers that a text may state, the largest and the smallest.
_EXACT = Context(prec=4_000)
# Whole numbers of more digits are written with an exponent.
_MOST_PLAIN = 39


def exact(number: float | Decimal) -> Number:
    """A number as it is written: 0.1 and 0.2 make 0.3; what is no finite number counts nothing.

    Examples
    --------
    >>> exact(0.1) + exact(0.2)
    Decimal('0.3')
    """
    if isinstance(number, (int, Decimal)):
        return number
    return Decimal(str(number)) if isfinite(number) else 0


def summed(numbers: Iterable[Number]) -> Number:
    """The sum of some numbers, in whatever order they come.

    Examples
    --------
    >>> summed([Decimal("1e30"), Decimal("0.10"), Decimal("-1e30")])
    Decimal('0.10')
    """
    whole, decimal = 0, None
    for number in numbers:
        if isinstance(number, int):
            whole += number
        else:
            decimal = number if decimal is None else _EXACT.add(decimal, number)
    return whole if decimal is None else shortened(_EXACT.add(decimal, whole))


def difference(number: Number, other: Number) -> Number:
    """A number less another one."""
    if isinstance(number, int) and isinstance(other, int):
        return number - other
    return shortened(_EXACT.subtract(number, other))


def shortened(number: Decimal) -> Number:
    """The number as an `int` where it is written as one.

    Examples
    --------
    >>> shortened(Decimal("1e3")), shortened(Decimal("10.50"))
    (1000, Decimal('10.50'))
    """
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0 and number.adjusted() < _MOST_PLAIN:
        return int(number)
    return number


def normal(number: Number) -> Number:
    """The same for all numbers that are equal: without zeros that say nothing.

    Examples
    --------
    >>> normal(Decimal("10.50")), normal(Decimal("10.00"))
    (Decimal('10.5'), 10)
    """
    return number if isinstance(number, int) else shortened(number.normalize(_EXACT))


def written(number: Number) -> str:
    """A number in digits, without an exponent."""
    return str(number) if isinstance(number, int) else f"{number:f}"


def approximate(number: Number) -> int | float:
    """A number for those that know no decimals: a binary fraction close to it."""
    return number if isinstance(number, int) else float(number)


def json_of(value: Any, **options: Any) -> str:
    """A value as JSON, decimals digit by digit; `options` are those of `json.dumps`.

    Examples
    --------
    >>> json_of({"budget": Decimal("10.50")})
    '{"budget": 10.50}'
    """
    decimals: list[Decimal] = []

    def noted(number: Any) -> str:
        if not isinstance(number, Decimal):
            raise TypeError(f"{type(number).__name__} has no place in JSON")
        decimals.append(number)
        return str(number)

    text = _encoded(value, default=noted, **options)
    if not decimals:
        return text
    # Python's encoder writes no number of its own making: each decimal is first written as a
    # text that begins with a mark which nothing else has, and then stripped of mark and quotes.
    mark = "decimal "
    while mark in text:
        mark += mark
    marked = _encoded(value, default=lambda number: f"{mark}{number}", **options)
    return re.sub(f'"{mark}([^"]*)"', r"\1", marked)


def _encoded(value: Any, **options: Any) -> str:
    """What `json.dumps` gives; of a report, which is indented, without a list of all its pieces.

    What writes these one by one leaves functions that refer to each other, which stay in memory
    while nobody collects them: it is not for the many small values that are compared.
    """
    from json import JSONEncoder

    encoder = JSONEncoder(**options)
    if encoder.indent is None:
        return encoder.encode(value)
    text = io.StringIO()
    text.writelines(encoder.iterencode(value))
    return text.getvalue()
