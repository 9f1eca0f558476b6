"""JSON that a person can read and no terminal is driven by."""

from __future__ import annotations

import json
import re
from typing import Any

from orgcheck.numbers import json_of

# Beyond what JSON itself escapes: characters that nobody sees or that reorder the line, which in
# JSON text can only stand inside strings, where an escape means the same.
_UNSEEN = re.compile(
    "[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff0-\uffff\U000e0000-\U000e0fff]"
)


def json_text(value: Any) -> str:
    """A value as indented JSON, ending in a line feed; letters of any script stay as they are.

    Examples
    --------
    >>> print(json_text({"name": "Åland \\u202e"}), end="")
    {
      "name": "Åland \\u202e"
    }
    """
    text = json_of(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNSEEN.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
