"""JSON that a person can read, no terminal is driven by and no runner of CI obeys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from orgcheck.escaping import IN_DATA, escape_controls, without_commands
from orgcheck.numbers import json_of
from orgcheck.patterns import pattern

# Beyond what JSON itself escapes: characters that nobody sees or that reorder the line, which in
# JSON text can only stand inside strings, where an escape means the same.
_UNSEEN = pattern(
    "[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff0-\uffff\U000e0000-\U000e0fff]"
)


def json_text(value: Any) -> str:
    """A value as indented JSON, ending in a line feed; letters of any script stay as they are.

    Examples
    --------
    >>> print(json_text({"name": "Åland \\u202e ##[x]"}), end="")
    {
      "name": "Åland \\u202e \\u0023#[x]"
    }
    """
    text = json_of(value, ensure_ascii=False, indent=2, allow_nan=False)
    return without_commands(_UNSEEN.sub(_escaped, text), IN_DATA) + "\n"


class Exact(str):
    """A text that programs look up, as the path of a file: shown as it is."""

    __slots__ = ()


class Lines(tuple[str, ...]):
    """Lines of one text."""

    __slots__ = ()


def shown(value: Any) -> Any:
    """A value for a program that shows its texts to people: what nobody sees is an escape in them.

    Examples
    --------
    >>> print(shown({"message": Lines(("a\\x1b", "b")), "path": Exact("a\\x1b")}))
    {'message': 'a\\\\x1b\\nb', 'path': 'a\\x1b'}
    """
    if isinstance(value, Exact):
        return value
    if isinstance(value, str):
        return escape_controls(value)
    if isinstance(value, Lines):
        return "\n".join(map(escape_controls, value))
    if isinstance(value, Mapping):
        return {key: shown(item) for key, item in value.items()}
    return list(map(shown, value)) if isinstance(value, Sequence) else value


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
