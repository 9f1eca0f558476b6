"""Values that no two share: unique, unique_among_siblings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, path_of, value_of, words_of
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit

# A value, and the language that it is in, where it is in one.
Key = tuple[str, str | None]


def unique(node: Node, of: str) -> Assertion | None:
    """No two of those selected share a value of the field; the second is the one at fault."""
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        if _all_differ(map(read, members)):
            return
        seen: dict[str, Any] = {}
        for member in members:
            yield from _clashes(name, member, _keys(read(member)), seen)

    return Assertion(f"have {name} to itself", failures, own(name), at_id, relative=True)


def unique_among_siblings(node: Node, of: str) -> Assertion | None:
    """No sibling has the same value of the field."""
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        chosen = {member.id for member in members}
        families = dict.fromkeys(unit.parent for unit in members if isinstance(unit, Unit))
        for parent in families:
            below = organisation.children.get(parent or "", ())
            siblings = [organisation.units[id] for id in below]
            if _all_differ(map(read, siblings)):
                continue
            known = ground.known(siblings, own(name, "parent"))
            # Those that are not selected come first, so that a selected one is at fault.
            known = sorted(known, key=lambda unit: unit.id in chosen)
            seen: dict[str, Any] = {}
            for unit in known:
                for failure in _clashes(name, unit, _keys(read(unit)), seen):
                    if unit.id in chosen:
                        yield failure

    demand = f"have {name} to itself among its siblings"
    return Assertion(demand, failures, own(name, "parent", "top"), at_id, relative=True)


def _all_differ(values: Iterable[Any]) -> bool:
    """Whether no text occurs twice: the usual case, told without looking at who has it."""
    texts = list(values)
    if not set(map(type, texts)) <= {str}:
        texts = [text for value in texts for text in {text for text, _ in _keys(value)}]
    return len(set(texts)) == len(texts)


def _clashes(
    name: str, member: Target, keys: Iterable[Key], seen: dict[str, Any]
) -> Iterator[Failure]:
    """A failure for each value that an earlier member has, in the same language or in none."""
    told: set[str] = set()
    for text, language in keys:
        holders = seen.setdefault(text, {})
        if language is None:
            other = next(iter(holders.values()), None)
        else:
            other = holders.get(language) or holders.get(None)
        if other is None or other is member:
            holders.setdefault(language, member)
        elif text not in told:
            told.add(text)
            message = f'{member.id} has the {name} "{text}", which {other.id} has too'
            there = (other, path_of(name), f"the {name} of {other.id}")
            spot = Spot(name, path_of(name), text)
            yield Failure(member, message, spot, others=(there,))


def _keys(value: Any) -> list[Key]:
    if isinstance(value, dict):
        return [(str(text), language) for language, text in value.items()]
    return [(way, None) for ways in words_of(value) for way in ways[:1]]
