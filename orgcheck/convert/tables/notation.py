"""How values are written in one cell, and read from it: lists, texts that look like other things.

A cell that begins with a quotation mark and ends with one is the text between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from orgcheck.numbers import json_of
from orgcheck.patterns import pattern
from orgcheck.snapshot.scalars import as_scalar, number_meant
from orgcheck.snapshot.text import Plain

_QUOTED = pattern(r'"(?:[^"]|"")*"', re.DOTALL)
_END = r"[ \t]*(?:;|\r\n?|\n|$)"
_ITEM = pattern(rf'[ \t]*((?:\[[^\[\]]+\] )?"(?:[^"]|"")*"(?={_END})|[^;\r\n]*){_END}')
_NAMED = pattern(r"\[([^\[\]]+)\] (.+)", re.DOTALL)
# With more digits than decimals keep, what is multiplied would be rounded.
_DECIMAL = pattern(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,7})?")
_APART = pattern(r"[;\r\n]")
# What a spreadsheet takes for a formula where a text begins with it; an apostrophe says: a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
# What an item of a list has a meaning of its own by.
_SPECIAL = pattern(r'["\[]')


def with_apostrophe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def without_apostrophe(text: str) -> str:
    """The text that stands behind an apostrophe."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def one_line(text: str) -> str:
    """A name that a cell breaks into lines to fit, as one line."""
    return text if text.isprintable() else " ".join(text.split())


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return '"' + text.replace('"', '""') + '"'


def unquoted(text: str) -> str:
    """What a cell or an item says, whether it stands in quotation marks or not."""
    return text[1:-1].replace('""', '"') if _QUOTED.fullmatch(text) else text


def written_text(text: str) -> str:
    """A text as a cell holds it; in quotes where it would be read as another."""
    return quoted(text) if not text or text != text.strip() or text[0] in "\"'" else text


def written_item(item: Any) -> str:
    """An item of a list: a text, or `[id] name` for what has an id of its own."""
    if isinstance(item, dict):
        name = item["name"]
        return f"[{item['id']}] {_item(name)}"
    return _item(item)


def _item(text: str) -> str:
    special = _APART.search(text) or text != text.strip() or text[:1] in ('"', "[", "'")
    return quoted(text) if special else text


def written_list(items: Iterable[Any]) -> str:
    """A list in one cell, an item a line."""
    return "\n".join(written_item(item) for item in items)


def items_of(text: str) -> list[Any]:
    """The items of a list in one cell, which line ends and semicolons part.

    Examples
    --------
    >>> items_of('payments; advice\\n"a; b"\\n[d1] grants')
    ['payments', 'advice', 'a; b', {'id': 'd1', 'name': 'grants'}]
    """
    if not _SPECIAL.search(text):
        return [word for one in _APART.split(text) if (word := one.strip())]
    items: list[Any] = []
    for match in _ITEM.finditer(text):
        word = match[1].strip()
        if not word:
            continue
        if named := _NAMED.fullmatch(word):
            items.append({"id": named[1], "name": unquoted(named[2])})
        else:
            items.append(unquoted(word))
    return items


def written_scalar(value: Any) -> str | int | Decimal | bool:
    """A value of any type: a text that would be read as another type stands in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return quoted(value) if as_scalar(Plain(value)) != value else written_text(value)


def scalar_of(text: str) -> str:
    """What a cell says of any type: a text in quotes, else what it looks like."""
    return unquoted(text) if _QUOTED.fullmatch(text) else Plain(text)


def number_of(text: str, *, comma: bool) -> str:
    """A number as the model reads it; a text that is none stays, for a message."""
    if comma and re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        return Plain(text.replace(",", "."))
    return Plain(number_meant(text) or text)


def multiplied(number: str, factor: int) -> str:
    """A number as the model reads it, so many times as large; a text that is none stays.

    Examples
    --------
    >>> multiplied("1.25", 1000), multiplied("12 to 15", 1000)
    ('1250', '12 to 15')
    """
    if not _DECIMAL.fullmatch(number):
        return number
    text = f"{Decimal(number) * factor:f}"
    return Plain(text.rstrip("0").rstrip(".") if "." in text else text)


def number_text(number: int | float | Decimal) -> str:
    """A number as digits: 4200 for a workbook's 4200.0.

    A float has the 15 digits that spreadsheet programs show: sums are 0.3, not 0.30000000000000004.
    """
    if not isinstance(number, float):
        return json_of(number)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(float(f"{number:.15g}"))
