"""TOML -> values: what would take too long, or cannot be said in a message, is refused."""

from __future__ import annotations

from typing import Any

from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.findings import Location
from orgcheck.language import said
from orgcheck.libraries import put_off
from orgcheck.patterns import pattern
from orgcheck.snapshot.scalars import MOST_DIGITS
from orgcheck.snapshot.text import SourceText

with put_off():
    import tomllib

# Python's reader of TOML takes time squared in the number of parts that a key has.
_LONG_KEY = pattern(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){200}""")
_PLACE = pattern(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(source: SourceText) -> dict[str, Any]:
    """The values of a text.

    Raises
    ------
    Unreadable
        Where it is no TOML, or one that is nested too deeply.

    Examples
    --------
    >>> read_toml(SourceText("team.toml", 'name = "clippy"'))
    {'name': 'clippy'}
    """
    if key := _LONG_KEY.search(source.text):
        place = source.location(key.start())
        message = said("a key has more than {number} parts", number=200)
        raise Unreadable([Diagnostic(place, message, said("shorten it"))])
    try:
        return tomllib.loads(source.text)
    except RecursionError:
        place = source.location(0)
        raise Unreadable([Diagnostic(place, said("nested too deeply to be read"))]) from None
    except ValueError as error:
        raise Unreadable([_syntax(source, str(error))]) from None


def _syntax(source: SourceText, message: str) -> Diagnostic:
    if message.startswith("Exceeds the limit"):
        message = said("a number has more than {number} digits", number=MOST_DIGITS)
        return Diagnostic(source.location(0), message)
    match = _PLACE.search(message)
    words = message[: match.start()] if match else message
    reason = f"{words[:1].lower()}{words[1:]}"
    place = source.location(0)
    if match and match.group(1):
        line, column = int(match.group(1)), int(match.group(2))
        place = Location(source.name, line, column, line, column)
    elif match:
        place = source.location(len(source.text))
    return Diagnostic(place, said("not valid TOML: {reason}", reason=reason))
