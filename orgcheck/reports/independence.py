"""Who answers to a body outside of the hierarchy, and whether a change leaves them that line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.names import Names
from orgcheck.counting import called, listed
from orgcheck.language import tr, tr_n
from orgcheck.organisation import Organisation

# How many are named in one sentence.
_MOST = 3


def each_losing_words(names: Names) -> Iterator[str]:
    """A sentence for each that loses its line."""
    for who, bodies in _losing(names):
        yield _losing_words(names, [who], bodies)


def losing_words(names: Names) -> str:
    """Who loses the line, in one sentence; empty for nobody."""
    losing = dict(_losing(names))
    if not losing:
        return ""
    if bodies := _shared(losing):
        return _losing_words(names, list(losing), bodies)
    return tr(
        "{who} lose lines to bodies outside of the hierarchy.",
        who=called(list(losing), names.now, _MOST),
    )


def keeping_words(names: Names) -> str:
    """Which units below the top keep all of their lines to bodies; empty for none."""
    keeping = dict(_keeping(names))
    if not keeping:
        return ""
    who = called(list(keeping), names.now, _MOST)
    bodies = _shared(keeping)
    if not bodies:
        return tr("{who} keep their lines to bodies outside of the hierarchy.", who=who)
    return tr_n(
        "{who} keeps its line to {bodies}.",
        "{who} keep their lines to {bodies}.",
        len(keeping),
        who=who,
        bodies=listed(map(names.now, bodies)),
    )


def _losing_words(names: Names, who: list[str], bodies: Sequence[str]) -> str:
    return tr_n(
        "{who} loses its line to {bodies}.",
        "{who} lose their lines to {bodies}.",
        len(who),
        who=called(who, names.now, _MOST),
        bodies=listed(map(names.was, bodies)),
    )


def _shared(lines: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The bodies that the lines of all lead to, where these are the same for all."""
    ends = set(lines.values())
    return ends.pop() if len(ends) == 1 else ()


def _losing(names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Units and posts that have not all of their lines to bodies any more, with these.

    Units and posts by their newer ids, bodies by their older ones.
    """
    recoded = names.changes.recoded
    for entity_type in (EntityType.UNIT, EntityType.POST):
        for old, match in names.comparison.matches(entity_type).items():
            kept = _bodies(names.new, match.new)
            lost = (one for one in _bodies(names.old, old) if recoded.get(one, one) not in kept)
            if bodies := tuple(sorted(lost)):
                yield match.new, bodies


def _keeping(names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Units that have all of their lines to bodies still, with these, by their newer ids.

    What is at the top has nobody else to answer to: that its line stays says nothing.
    """
    recoded = names.changes.recoded
    for old, match in names.comparison.matches(EntityType.UNIT).items():
        before = {recoded.get(body, body) for body in _bodies(names.old, old)}
        below = names.new.parent_of(match.new) is not None
        if before and below and before <= _bodies(names.new, match.new):
            yield match.new, tuple(sorted(before))


def _bodies(side: Organisation, id: str) -> frozenset[str]:
    """The bodies that a unit or post answers to, by its line of command or by another line."""
    if not side.bodies:
        return frozenset()
    unit = side.units.get(id)
    lines = [line.to for line in unit.lines] if unit is not None else []
    return frozenset(one for one in (side.superior(id) or "", *lines) if one in side.bodies)
