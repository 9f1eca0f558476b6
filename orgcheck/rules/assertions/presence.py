"""Which fields there are, and what they say: must_have, must_not_have, matches, one_of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import (
    field_names,
    is_field,
    listed,
    path_of,
    presence_of,
    value_of,
    word,
    words_of,
)
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.rules.regex import search_for
from orgcheck.snapshot import nodes
from orgcheck.snapshot.nodes import Plain, clipped
from orgcheck.snapshot.nodes import found as kind_found
from orgcheck.snapshot.scalars import as_scalar


def must_have(node: Node, of: str) -> Assertion | None:
    """Every field named is there."""
    names = field_names(node, of)
    if not names:
        return None
    there = [(name, presence_of(name)) for name in names]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, present in there:
            for member in members:
                if not present(member):
                    yield Failure(
                        member, f"{called(member)} has no {name}", Spot(name, path_of(name))
                    )

    return Assertion(f"have {listed(names, 'and')}", failures, own(*names), _at(names[0]))


def must_not_have(node: Node, of: str) -> Assertion | None:
    """None of the fields named is there."""
    names = field_names(node, of)
    if not names:
        return None
    there = [(name, presence_of(name)) for name in names]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, present in there:
            for member in members:
                if present(member):
                    message = f"{called(member)} has {name}, and must not"
                    yield Failure(member, message, _spot(name, member))

    return Assertion(f"not have {listed(names)}", failures, own(*names), _at(names[0]))


def matches(node: Node, of: str) -> Assertion | None:
    """A regular expression is found in each field named: of a list in every item."""
    return _matching(node, of, all, "match")


def any_matches(node: Node, of: str) -> Assertion | None:
    """A regular expression is found in each field named: of a list in some item."""
    return _matching(node, of, any, "have an item that matches")


def _matching(
    node: Node, of: str, quantity: Callable[[Iterable[bool]], bool], verb: str
) -> Assertion | None:
    """The verb that searches in all or any of the items; in whichever language, of a name."""
    asked = [
        (name, search, listed(part.texts()))
        for name, part in node.entries().items()
        if is_field(part, name, of) and (search := search_for(part)) is not None
    ]
    if not asked:
        return None

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, pattern, texts in asked:
            read, search = value_of(name), pattern.among(len(members))
            for member in members:
                value = read(member)
                if type(value) is str:
                    fits = bool(search(value))
                else:
                    items = words_of(value)
                    found = (any(search(way) for way in ways) for ways in items)
                    fits = bool(items) and quantity(found)
                if not fits:
                    message = f"{called(member)}: {name} {_said(value)}, and must {verb} {texts}"
                    yield Failure(member, message, _spot(name, member))

    names = [name for name, _, _ in asked]
    demand = " and ".join(f"have {name} {verb} {texts}" for name, _, texts in asked)
    return Assertion(demand, failures, own(*names), _at(names[0]))


def one_of(node: Node, of: str) -> Assertion | None:
    """Each field named has one of the values, and of a list every item has."""
    asked = [
        (name, *values)
        for name, part in node.entries().items()
        if is_field(part, name, of) and (values := part.once(_values)) is not None
    ]
    if not asked:
        return None

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, wanted, texts in asked:
            read = value_of(name)
            for member in members:
                value = read(member)
                if type(value) is str:
                    if value in wanted:
                        continue
                elif (items := words_of(value)) and all(
                    not wanted.isdisjoint(ways) for ways in items
                ):
                    continue
                message = f"{called(member)}: {name} {_said(value)}, and must be {texts}"
                yield Failure(member, message, _spot(name, member))

    names = [name for name, _, _ in asked]
    demand = " and ".join(f"have {name} be {texts}" for name, _, texts in asked)
    return Assertion(demand, failures, own(*names), _at(names[0]))


def _values(node: Node) -> tuple[frozenset[str], str] | None:
    """The values that one or a list gives, and how a message lists them; None without any."""
    items = node.items() if isinstance(node.value, nodes.Sequence) else [node]
    if not items:
        node.wrong("is empty", "write at least one value")
    values = []
    for item in items:
        if item.value is None or isinstance(item.value, (nodes.Mapping, nodes.Sequence)):
            there = kind_found(item.value)
            item.wrong(f"expected a text, a number, or true or false, found {there}")
        elif isinstance(item.value, Plain):
            values += [str(item.value), word(as_scalar(item.value))]
        else:
            values.append(str(item.value))
    return (frozenset(values), listed(list(dict.fromkeys(values)))) if values else None


def _said(value: object) -> str:
    items = [" / ".join(ways) for ways in words_of(value)]
    return f"is {clipped(', '.join(items))}" if items else "is absent"


def _at(name: str) -> Callable[[Organisation, Target], Spot]:
    def spot(_: Organisation, member: Target) -> Spot:
        return _spot(name, member)

    return spot


def _spot(name: str, member: Target) -> Spot:
    value = ", ".join(" / ".join(ways) for ways in words_of(value_of(name)(member)))
    return Spot(name, path_of(name), value or None)
