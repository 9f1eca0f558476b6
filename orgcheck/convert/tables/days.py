"""Days as offices write them: `31.1.2024`, `2024/1/31`, `20240131`; a month, `1/2024`."""

from __future__ import annotations

from datetime import date

from orgcheck.patterns import pattern

_DAY_FIRST = pattern(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = pattern(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_WITHOUT_SIGNS = pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = pattern(r"([0-9]{1,2})[./-]([0-9]{4})")


def day_of(text: str) -> str | None:
    """A day as the model reads it; a text that is none stays, for a message.

    None where it may be a day of two months.

    Examples
    --------
    >>> day_of("31.1.2024"), day_of("1/31/2024"), day_of("20240131"), day_of("2/2024")
    ('2024-01-31', '2024-01-31', '2024-01-31', '2024-02')
    >>> day_of("2/3/2024"), day_of("1.13.2024")
    (None, '1.13.2024')
    """
    if match := _DAY_FIRST.fullmatch(text):
        first, sign, second, year = match.groups()
        if sign != "." and first != second and int(first) <= 12 and int(second) <= 12:
            return None
        day, month = (second, first) if sign != "." and int(second) > 12 else (first, second)
    elif match := _YEAR_FIRST.fullmatch(text) or _WITHOUT_SIGNS.fullmatch(text):
        year, month, day = match.groups()
    elif match := _MONTH.fullmatch(text):
        month, year = match.groups()
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else text
    else:
        return text
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return text
