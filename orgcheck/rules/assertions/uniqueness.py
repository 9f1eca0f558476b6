"""Values that no two share: unique, unique_among_siblings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from orgcheck.counting import with_article
from orgcheck.measures import Bounds, Measure
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, listed, path_of, value_of, words_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit

# A value, and the language that it is in, where it is in one.
Key = tuple[str, str | None]

# So many of the places where a value stands too are told.
MOST_PLACES = 8


def unique(node: Node, of: str) -> Assertion | None:
    """No two of those selected share a value of the field; the fault is theirs together."""
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        if not _all_differ(map(read, members)):
            yield from _clashes(name, members)

    demand = f"have {with_article(name)} of its own"
    return Assertion(demand, failures, own(name), at_id, among=True)


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
            reads = own(name, "parent", "top")
            fault = ground.in_doubt(siblings, reads) or ground.stray(parent or "")
            if fault is not None:
                mine = (unit for unit in siblings if unit.id in chosen)
                yield from (withheld(unit, fault) for unit in mine)
            if _all_differ(map(read, siblings)):
                continue
            known = ground.known(siblings, reads)
            # Those that are not selected come first: the fault is told at the last one.
            known = sorted(known, key=lambda unit: unit.id in chosen)
            for failure in _clashes(name, known, parent):
                if failure.member is not None and failure.member.id in chosen:
                    yield failure

    demand = f"have {with_article(name)} of its own among its siblings"
    return Assertion(demand, failures, own(name, "parent", "top"), at_id)


def _all_differ(values: Iterable[Any]) -> bool:
    """Whether no text occurs twice: the usual case, told without looking at who has it."""
    texts = list(values)
    if not set(map(type, texts)) <= {str}:
        texts = [text for value in texts for text in {text for text, _ in _keys(value)}]
    return len(set(texts)) == len(texts)


def _clashes(name: str, members: Sequence[Target], among: str | None = None) -> Iterator[Failure]:
    """Those of whom another one has a value too, in the same language or in none.

    `among` names the group that they are compared within, where there are several.
    """
    holders: defaultdict[str, list[tuple[Target, str | None]]] = defaultdict(list)
    for member in members:
        for text, language in dict.fromkeys(_keys(value_of(name)(member))):
            holders[text].append((member, language))
    for text, having in holders.items():
        if len(having) > 1 and (alike := _alike(having)):
            yield from _shared(name, text, alike, among)


def _alike(having: Sequence[tuple[Target, str | None]]) -> list[Target]:
    """Those of the holders of a text beside whom another has it in their language or in none."""
    languages: defaultdict[str | None, set[str]] = defaultdict(set)
    for member, language in having:
        languages[language].add(member.id)
    everyone = set().union(*languages.values())
    clashing = {
        member.id: member
        for member, language in having
        if (everyone if language is None else languages[language] | languages.get(None, set()))
        - {member.id}
    }
    return list(clashing.values())


def _shared(
    name: str, text: str, members: Sequence[Target], among: str | None
) -> Iterator[Failure]:
    ids = tuple(member.id for member in members)
    path = path_of(name)
    measure = Measure(len(ids), Bounds(most=1))
    spot = Spot(name, path, f"{among} {text}" if among is not None else text, measure=measure)
    for member in members:
        others = [other for other in members if other is not member]
        have = "has" if len(others) == 1 else "have"
        names = listed((called(other) for other in others), "and")
        message = f'{called(member)} has the {name} "{text}", which {names} {have} too'
        there = tuple(
            (other, path, f"the {name} of {called(other)}") for other in others[:MOST_PLACES]
        )
        yield Failure(member, message, spot, others=there, shared=ids)


def _keys(value: Any) -> list[Key]:
    if isinstance(value, dict):
        return [(str(text), language) for language, text in value.items()]
    return [(way, None) for ways in words_of(value) for way in ways[:1]]
