"""How a change set is written: a key for each field, values as JSON has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from orgcheck.language import msg
from orgcheck.parts import BeforeValidator, PlainSerializer
from orgcheck.snapshot.scalars import AsDay, AsSum, as_scalar, expected
from orgcheck.snapshot.text import NO_COLON, Plain


def as_data(value: Any) -> Any:
    """Plain data: what the core schema makes of every scalar."""
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if value is NO_COLON:
        raise expected(msg("a value"), value)
    return as_scalar(value) if isinstance(value, Plain) else value


def as_record(value: Any) -> dict[str, Any]:
    """Plain data about one thing, key by key."""
    if not isinstance(value, dict):
        raise expected(msg("a mapping"), value)
    record: dict[str, Any] = as_data(value)
    return record


def as_count(value: Any) -> int:
    """A whole number, not below zero."""
    number = as_scalar(value) if isinstance(value, Plain) else value
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise expected(msg("a whole number"), value)


Data = Annotated[Any, BeforeValidator(as_data)]
Record = Annotated[dict[str, Any], BeforeValidator(as_record)]
Count = Annotated[int, BeforeValidator(as_count)]
Sum = Annotated[int | Decimal, AsSum]
Day = Annotated[date, AsDay, PlainSerializer(date.isoformat)]
