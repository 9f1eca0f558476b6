"""The fields of units, posts, bodies, responsibilities and people, as rules name and read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

from orgcheck.counting import first_few, in_a_row, more
from orgcheck.language import Said, kind_term, said, said_later, spoken
from orgcheck.numbers import normal, written
from orgcheck.rules.indexes import Registered, Target
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Accepted, Body, Duty, Line, Link, Named, Person, Post, Unit
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import clipped

FIELDS: Mapping[str, tuple[str, ...]] = {
    "units": tuple(Unit.model_fields),
    "posts": tuple(Post.model_fields),
    "bodies": tuple(Body.model_fields),
    "responsibilities": tuple(Duty.model_fields),
    "people": tuple(Person.model_fields),
}
# What is known of a duty or a person only where the register has it.
_OF_ENTRIES = frozenset(("basis", "statutory", "attributes"))
# What only one of two fields says: the posts that head a unit.
_HEADS = {"head": "first_head", "heads": "headed_by"}
# The fields that have parts, which a dot leads to: languages, or names of the user's own.
_PARTED = ("name", "acronym", "attributes", "figures")


def field_name(node: Node, of: str) -> str | None:
    """The field that a value names; None, and a problem, where there is none of that name."""
    text = node.text()
    return text if text is not None and is_field(node, text, of) else None


def field_names(node: Node, of: str) -> tuple[str, ...]:
    """The fields that one text or a list of texts names."""
    return tuple(
        str(name.value) for name in node.text_nodes() if is_field(name, str(name.value), of)
    )


def is_field(node: Node, text: str, of: str) -> bool:
    """Whether a text names a field; a problem where it does not."""
    whole, dot, part = text.partition(".")
    if whole not in FIELDS[of]:
        near = nearest(whole, FIELDS[of])
        message = said('{of} have no field "{whole}"', of=of, whole=clipped(whole))
        if near:
            node.wrong(
                said('{message}; did you mean "{near}"?', message=message, near=near),
                said("write {near}", near=near),
            )
        else:
            node.wrong(message, said("a fact of your own stands under attributes: attributes.NAME"))
        return False
    if dot and (whole not in _PARTED or not part):
        node.wrong(
            said(
                "the field {whole} has no part {value}",
                whole=whole,
                value=clipped(part) or "without a name",
            )
        )
        return False
    return True


def value_of(field: str) -> Callable[[Target], Any]:
    """What reads a field, or with a dot a part of it, from a member; None where it is absent.

    Who heads a unit is read from `head` and from `heads`, whichever of the two says it.
    """
    whole, dot, part = field.partition(".")
    if not dot:
        return attrgetter(_HEADS[field]) if field in _HEADS else _of_entry(field)
    read = _of_entry(whole)

    def value(member: Target) -> Any:
        parts = read(member)
        return parts.get(part) if isinstance(parts, dict) else None

    return value


def _of_entry(field: str) -> Callable[[Target], Any]:
    read = attrgetter(field)
    if field not in _OF_ENTRIES:
        return read

    def value(member: Target) -> Any:
        if isinstance(member, Registered):
            return read(member.entry) if member.entry is not None else None
        return read(member)

    return value


def presence_of(field: str) -> Callable[[Target], bool]:
    """What tells whether a member has a field; an empty list and a flag that is off are none."""
    read = value_of(field)
    if "." in field:
        return lambda member: read(member) is not None
    return lambda member: bool(read(member))


def words_of(value: Any) -> list[tuple[str, ...]]:
    """The items of a field's value, each in all the ways in which it may be written.

    A value that is no list is its only item; a name has one way for each language.
    """
    if value is None:
        return []
    if isinstance(value, tuple):
        return [_ways(item) for item in value]
    return [_ways(value)] if value != {} else []


def _ways(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(word(item) for item in value.values())
    if isinstance(value, Named):
        return (value.id, *_ways(value.name))
    if isinstance(value, Accepted):
        return (value.id,)
    if isinstance(value, (Line, Link)):
        return (value.to,)
    return (word(value),)


def word(value: Any) -> str:
    """A scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return written(normal(value)) if isinstance(value, Decimal) else str(value)


def path_of(field: str) -> tuple[str, ...]:
    """The keys that lead to a field in the text."""
    whole, dot, part = field.partition(".")
    return (whole, part) if dot else (whole,)


def kinds_listed(kinds: Iterable[str]) -> Said:
    """Kinds of units in a row, as the organisation calls them: a, b or c."""
    return _in_a_row(kinds, "or", kind_term)


def listed(items: Iterable[str], joint: Literal["and", "or"] = "or") -> Said:
    """Words in a row: a, b or c; of many the first few, since a message may be one of many."""
    return _in_a_row(items, joint, spoken)


def _in_a_row(
    items: Iterable[str], joint: Literal["and", "or"], word: Callable[[str], str]
) -> Said:
    shown, left = first_few(list(items))

    def words() -> str:
        named = [clipped(word(item)) for item in shown]
        return in_a_row([*named, more(left)] if left else named, joint)

    return said_later(words)
