"""The words of CEL expressions, and the types of what they may mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass

LOOPS = ("all", "exists", "exists_one", "existsOne", "filter", "map")

_TOKEN = pattern(
    r"""
      (?P<string>  (?:[rR][bB]?|[bB][rR])(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*')
        | [bB]?(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        | "(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    | (?P<comment> //[^\n]*)
    | (?P<name>    [A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>  [0-9](?:[A-Za-z0-9]|\.[0-9])*)
    | (?P<space>   \s+)
    | (?P<sign>    .)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word, sign or literal of an expression, and where it begins."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of an expression, without comments and space."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start(), match.end())


def opens_loop(tokens: Sequence[Token], index: int) -> bool:
    """Whether the bracket at a token is that of a loop."""
    return index > 1 and tokens[index - 1].text in LOOPS and tokens[index - 2].text == "."


class Sort(StrEnum):
    """A sort of value; its text is how messages call one."""

    ANY = msg("a value")
    BYTES = msg("bytes")
    FLAG = msg("true or false")
    LIST = msg("a list")
    MAP = msg("a mapping")
    NULL = msg("null")
    NUMBER = msg("a number")
    RECORD = msg("a record")
    SPAN = msg("a duration")
    TEXT = msg("a text")
    TIME = msg("a time")
    TYPE = msg("a type")


@dataclass(frozen=True)
class Record:
    """A mapping of which it is known what it has: `name` is how messages call it.

    `absent` says what a field that is always there holds where the text says nothing of it:
    `null`, `false` or `empty`. Other fields may be missing.
    """

    name: str
    fields: Mapping[str, Type]
    absent: Mapping[str, str]


@dataclass(frozen=True)
class Type:
    """A sort, with the type of the items of a list or mapping, or the record that it is.

    `records` is, for an id or a list of ids, the field that has the same with all their fields.
    """

    sort: Sort
    item: Type | None = None
    record: Record | None = None
    records: str | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """How a message calls such a value."""
        if self.record is not None:
            return said(Sort.MAP.value)
        is_id = self.records and self.sort is Sort.TEXT
        return said("an id") if is_id else said(self.sort.value)


ANY, TEXT, NUMBER, FLAG, NULL = map(Type, (Sort.ANY, Sort.TEXT, Sort.NUMBER, Sort.FLAG, Sort.NULL))
BYTES, SPAN, TIME, TYPE = map(Type, (Sort.BYTES, Sort.SPAN, Sort.TIME, Sort.TYPE))


def list_of(item: Type) -> Type:
    """A list of items of one type."""
    return Type(Sort.LIST, item)


def map_of(item: Type) -> Type:
    """A mapping from texts to values of one type."""
    return Type(Sort.MAP, item)


def record_of(record: Record) -> Type:
    """A record; where it may be absent, null."""
    return Type(Sort.RECORD, None, record)


TEXTS = list_of(TEXT)


def id_of(records: str) -> Type:
    """An id, of something of which a field of that name has all fields."""
    return Type(Sort.TEXT, records=records)


def ids_of(records: str) -> Type:
    """A list of ids likewise."""
    return Type(Sort.LIST, id_of(records), records=records)


def items_of(type: Type) -> Type:
    """What a loop over a value has in hand: an item of a list, a key of a mapping."""
    if type.sort is Sort.LIST:
        return type.item or ANY
    return TEXT if type.sort in (Sort.MAP, Sort.RECORD) else ANY


def joined(one: Type, other: Type) -> Type:
    """The type of a value that has one of two types."""
    if one == other or other.sort is Sort.NULL:
        return one
    return other if one.sort is Sort.NULL else ANY


def comparable(one: Type, other: Type) -> bool:
    """Whether two values may be equal at all."""
    known = {one.sort, other.sort}
    if Sort.ANY in known or Sort.NULL in known or len(known) == 1:
        if one.sort is other.sort is Sort.LIST and one.item and other.item:
            return comparable(one.item, other.item)
        return True
    return known == {Sort.MAP, Sort.RECORD}
