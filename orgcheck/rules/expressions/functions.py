"""The functions that an expression may call: what each takes and gives, and those made here.

The engine brings the functions of the language; those of its extension for texts, and some for
lists, are made here. Each of these tells what it makes before it makes it, so that none can fill
the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orgcheck.language import said, said_n
from orgcheck.records import dataclass
from orgcheck.rules.expressions.language import (
    ANY,
    BYTES,
    FLAG,
    NUMBER,
    SPAN,
    TEXT,
    TEXTS,
    TIME,
    TYPE,
    Sort,
    Type,
)

# How many characters a text that replace or join makes may have, beside those of its parts, where
# the expression splits texts: so many more items its loops are reckoned to go over.
GROWTH = 500
# How many it may have in any case.
LONGEST = 1_000_000

Spend = Callable[[int], None]


class Unfit(Exception):
    """An argument that a function cannot take, and why."""


@dataclass(frozen=True)
class Function:
    """A function.

    Parameters
    ----------
    takes
        For each argument the sorts that it may have, that which it is called on first.
    gives
        The type of its value.
    least
        How many of the arguments there must be.
    method
        Whether it is called on its first argument: `a.size()` and not `size(a)`.
    same
        Whether its value is of the type of its first argument.
    made
        What computes it, where the engine does not bring it. It is given what takes note of its
        cost in steps, then the arguments.
    """

    takes: tuple[frozenset[Sort], ...]
    gives: Type
    least: int
    method: bool = True
    same: bool = False
    made: Callable[..., Any] | None = None


def _text_at(_: Spend, text: str, index: int) -> str:
    if not 0 <= index <= len(text):
        raise Unfit(said("the text has no character {index}", index=str(index)))
    return text[index : index + 1]


def _part(_: Spend, text: str, start: int, end: int | None = None) -> str:
    stop = len(text) if end is None else end
    if not 0 <= start <= stop <= len(text):
        raise Unfit(
            said_n(
                "a text of {number} character has no part from {start} to {stop}",
                "a text of {number} characters has no part from {start} to {stop}",
                len(text),
                start=str(start),
                stop=str(stop),
            )
        )
    return text[start:stop]


def _index(_: Spend, text: str, part: str, start: int = 0) -> int:
    return text.find(part, max(0, start))


def _last_index(_: Spend, text: str, part: str, start: int | None = None) -> int:
    return text.rfind(part) if start is None else text.rfind(part, 0, start + len(part))


def _split(spend: Spend, text: str, by: str, most: int = -1) -> list[str]:
    spend(len(text))
    if most == 0:
        return []
    if by:
        return text.split(by, most - 1 if most > 0 else -1)
    letters = list(text)
    return letters if most < 0 or len(letters) <= most else [*letters[: most - 1], text[most - 1 :]]


def _replace(spend: Spend, text: str, old: str, new: str, most: int = -1) -> str:
    spend(len(text))
    times = text.count(old) if most < 0 else min(most, text.count(old))
    _grown(spend, len(text) + times * (len(new) - len(old)), (text, new))
    return text.replace(old, new, most)


def _join(spend: Spend, texts: Sequence[str], by: str = "") -> str:
    for text in texts:
        if not isinstance(text, str):
            raise Unfit("join takes a list of texts")
    own = sum(map(len, texts))
    _grown(spend, own + len(by) * max(0, len(texts) - 1), (*texts, by))
    return by.join(texts)


def _grown(spend: Spend, length: int, parts: Sequence[str]) -> None:
    if length > min(LONGEST, sum(map(len, parts)) + GROWTH):
        raise Unfit(
            said("it makes a text of {length} characters out of much shorter ones", length=length)
        )
    spend(length // 10)


def _sorted(spend: Spend, items: Sequence[Any]) -> list[Any]:
    spend(10 * len(items))
    try:
        return sorted(items)
    except TypeError:
        raise Unfit("sort takes a list of values of one type") from None


def _distinct(spend: Spend, items: Sequence[Any]) -> list[Any]:
    spend(10 * len(items))
    try:
        return list(dict.fromkeys(items))
    except TypeError:
        raise Unfit("distinct takes a list of texts or numbers") from None


def _slice(_: Spend, items: Sequence[Any], start: int, end: int) -> list[Any]:
    if not 0 <= start <= end <= len(items):
        raise Unfit(
            said_n(
                "a list of {number} item has no part from {start} to {stop}",
                "a list of {number} items has no part from {start} to {stop}",
                len(items),
                start=str(start),
                stop=str(end),
            )
        )
    return list(items[start:end])


def _reversed(_: Spend, value: Any) -> Any:
    return value[::-1]


def _of_numbers(function: Callable[[Sequence[Any]], Any], name: str) -> Callable[..., Any]:
    def made(spend: Spend, *given: Any) -> Any:
        items = given[0] if len(given) == 1 and isinstance(given[0], list) else list(given)
        spend(10 * len(items))
        if not items and name != "sum":
            raise Unfit(said("{name} takes at least one value", name=name))
        try:
            return function(items)
        except TypeError:
            raise Unfit(said("{name} takes values of one type", name=name)) from None

    return made


def _flag(_: Spend, value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if isinstance(value, bool):
        return value
    raise Unfit("bool takes true, false, or a text that says so")


def _sorts(*types: Type | Sort) -> frozenset[Sort]:
    return frozenset(one if isinstance(one, Sort) else one.sort for one in types)


_ANY = frozenset(Sort)
_TEXT, _NUMBER, _LIST = _sorts(TEXT), _sorts(NUMBER), _sorts(Sort.LIST)
_SIZED = _sorts(TEXT, BYTES, Sort.LIST, Sort.MAP)
_TIMES = _sorts(TIME, SPAN)


def _method(
    gives: Type,
    *takes: frozenset[Sort],
    least: int | None = None,
    same: bool = False,
    made: Any = None,
) -> Function:
    return Function(takes, gives, len(takes) if least is None else least, True, same, made)


def _plain(
    gives: Type, *takes: frozenset[Sort], least: int | None = None, made: Any = None
) -> Function:
    return Function(takes, gives, len(takes) if least is None else least, False, False, made)


# Called on a value: `unit.name.size()`.
METHODS: Mapping[str, Function] = {
    "contains": _method(FLAG, _TEXT, _TEXT),
    "endsWith": _method(FLAG, _TEXT, _TEXT),
    "startsWith": _method(FLAG, _TEXT, _TEXT),
    "matches": _method(FLAG, _TEXT, _TEXT),
    "size": _method(NUMBER, _SIZED),
    "charAt": _method(TEXT, _TEXT, _NUMBER, made=_text_at),
    "indexOf": _method(NUMBER, _TEXT, _TEXT, _NUMBER, least=2, made=_index),
    "lastIndexOf": _method(NUMBER, _TEXT, _TEXT, _NUMBER, least=2, made=_last_index),
    "substring": _method(TEXT, _TEXT, _NUMBER, _NUMBER, least=2, made=_part),
    "lowerAscii": _method(TEXT, _TEXT, made=lambda _, text: _ascii(text, str.lower)),
    "upperAscii": _method(TEXT, _TEXT, made=lambda _, text: _ascii(text, str.upper)),
    "trim": _method(TEXT, _TEXT, made=lambda _, text: text.strip()),
    "replace": _method(TEXT, _TEXT, _TEXT, _TEXT, _NUMBER, least=3, made=_replace),
    "split": _method(TEXTS, _TEXT, _TEXT, _NUMBER, least=2, made=_split),
    "join": _method(TEXT, _LIST, _TEXT, least=1, made=_join),
    "reverse": _method(ANY, _TEXT | _LIST, same=True, made=_reversed),
    "sort": _method(ANY, _LIST, same=True, made=_sorted),
    "distinct": _method(ANY, _LIST, same=True, made=_distinct),
    "slice": _method(ANY, _LIST, _NUMBER, _NUMBER, same=True, made=_slice),
    **{
        name: _method(NUMBER, _TIMES, _TEXT, least=1)
        for name in (
            *("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear"),
            *("getHours", "getMilliseconds", "getMinutes", "getMonth", "getSeconds"),
        )
    },
}
# Called with all that they take in brackets: `size(unit.name)`.
FUNCTIONS: Mapping[str, Function] = {
    "bool": _plain(FLAG, _sorts(TEXT, FLAG), made=_flag),
    "bytes": _plain(BYTES, _sorts(TEXT, BYTES)),
    "double": _plain(NUMBER, _sorts(TEXT, NUMBER)),
    "duration": _plain(SPAN, _sorts(TEXT, SPAN)),
    "dyn": _plain(ANY, _ANY),
    "int": _plain(NUMBER, _sorts(TEXT, NUMBER, TIME)),
    "max": _plain(ANY, *(_ANY,) * 10, least=1, made=_of_numbers(max, "max")),
    "min": _plain(ANY, *(_ANY,) * 10, least=1, made=_of_numbers(min, "min")),
    "size": _plain(NUMBER, _SIZED),
    "string": _plain(TEXT, _ANY),
    "sum": _plain(NUMBER, _LIST, made=_of_numbers(sum, "sum")),
    "timestamp": _plain(TIME, _sorts(TEXT, TIME, NUMBER)),
    "type": _plain(TYPE, _ANY),
    "uint": _plain(NUMBER, _sorts(TEXT, NUMBER)),
}


def _ascii(text: str, change: Callable[[str], str]) -> str:
    if text.isascii():
        return change(text)
    return "".join(change(letter) if letter.isascii() else letter for letter in text)
