"""Who must have nobody above them in common: separate_from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Spot,
    at_command,
    at_parent,
    withheld,
)
from orgcheck.rules.doubt import ANCESTRY, COMMAND, Ground
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, commanded, remembered, within
from orgcheck.rules.pack_text import Node, Texts
from orgcheck.rules.selectors import selector
from orgcheck.snapshot.model import Unit

_READS = ANCESTRY | COMMAND


def separate_from(node: Node, _: str) -> Assertion | None:
    """Shares no superior, head or ancestor strictly below a limit with any of the others."""
    parts = node.mapping(("units", "below"))
    if parts is None:
        return None
    if "units" not in parts:
        node.wrong('"units" is missing', "add `units:`, a selector of those to be separate from")
        return None
    others = selector(parts["units"], "units")
    limits = parts["below"].texts() if "below" in parts else Texts()
    if others is None or ("below" in parts and not limits):
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        selection = others.selection(ground)
        known = ground.known(selection.known, _READS)
        unsure = next(iter(selection.unsure.values()), None) or ground.in_doubt(
            selection.known, _READS
        )
        allowed = _all_below(organisation, limits) if limits else None
        for member in members:
            left = {other.id for other in known if other.id != member.id}
            for common in _above(organisation, member.id):
                if allowed is not None and common not in allowed:
                    continue
                shared = left & _reach(organisation, common)
                if shared:
                    left -= shared
                    spot = _spot(organisation, member, common)
                    yield Failure(member, _message(member.id, common, sorted(shared)), spot)
            if unsure is not None:
                yield withheld(member, unsure, presumed=True)

    words = (
        f"share nobody above it{f' below {listed(limits)}' if limits else ''} with {others.words}"
    )
    groups = tuple(group for group in (limits.as_set, others.ids) if group)
    return Assertion(words, failures, _READS, at_command, groups, others=(others,))


def _message(id: str, common: str, with_: Sequence[str]) -> str:
    shown = listed(with_[:8], "and") if len(with_) <= 8 else f"{', '.join(with_[:8])} and more"
    if common == id:
        return f"{id} is itself above {shown}, and must be separate"
    if common in with_:
        return f"{id} is below {common}, and must be separate from it"
    return f"{id} has {common} above it, as {shown} {'has' if len(with_) == 1 else 'have'}"


def _spot(organisation: Organisation, member: Target, common: str) -> Spot:
    """The line of command where it leads to what is shared, else the place in the structure."""
    command = at_command(organisation, member)
    spot = command
    if common not in command.chain and isinstance(member, Unit):
        spot = at_parent(organisation, member)
    return replace(spot, value=common)


def _above(organisation: Organisation, id: str) -> dict[str, None]:
    """The member itself, its superiors, its ancestors and their heads, nearest first."""
    above = dict.fromkeys(organisation.chain(id))
    units = organisation.units
    for place in (id, *organisation.ancestors(id)):
        above.setdefault(place)
        head = units[place].head if place in units else None
        if head is not None and head in organisation.posts:
            above.setdefault(head)
    return above


@remembered
def _reach(organisation: Organisation, id: str) -> frozenset[str]:
    """All that someone is above of: those who have it in `_above`."""
    headed = organisation.heads.get(id, ())
    reach = {id, *headed, *commanded(organisation, id), *within(organisation, id)}
    return frozenset(reach.union(*(within(organisation, unit) for unit in headed)))


def _all_below(organisation: Organisation, limits: Sequence[str]) -> frozenset[str]:
    """All that stand strictly below a limit, in command or in the structure.

    A unit and its head are one limit: what they are in charge of is the same.
    """
    below: set[str] = set()
    for limit in limits:
        unit = organisation.units.get(limit)
        head = unit.head if unit is not None and unit.head in organisation.posts else None
        same = {limit, *((head,) if head else ()), *organisation.heads.get(limit, ())}
        found = set().union(
            *(commanded(organisation, id) | within(organisation, id) for id in same)
        )
        below |= found - same
    return frozenset(below)
