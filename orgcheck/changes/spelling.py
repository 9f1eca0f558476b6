"""Values as texts that are the same for any two that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from orgcheck.numbers import json_of, normal


def spelled(value: Any) -> str:
    """A value as text, the same for any two values that mean the same.

    Lists are sets in meaning, and a number is the same with and without a decimal point; a
    truth value is no number.

    Examples
    --------
    >>> spelled(["b", "a", Decimal("1.0")]) == spelled(["a", 1, "b", "b"])
    True
    """
    return json_of(_ordered(value), ensure_ascii=False, sort_keys=True)


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return sorted({spelled(item) for item in value})
    return normal(value) if isinstance(value, Decimal) else value
