"""What sorts of values an expression handles, as far as that is known before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """A sort of value; its text is how messages call one."""

    ANY = "a value"
    BYTES = "bytes"
    FLAG = "true or false"
    LIST = "a list"
    MAP = "a mapping"
    NULL = "null"
    NUMBER = "a number"
    RECORD = "a record"
    SPAN = "a duration"
    TEXT = "a text"
    TIME = "a time"
    TYPE = "a type"


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
            return "a mapping"
        return "an id" if self.records and self.sort is Sort.TEXT else self.sort.value


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
