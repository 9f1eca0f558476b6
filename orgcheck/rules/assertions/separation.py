"""Who must have nobody above them in common: separate_from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, tee

from orgcheck.organisation import Organisation, remembered
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
from orgcheck.rules.indexes import Target, commanded, within
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
        node.lacks("units", "a selector of those to be separate from")
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
        allowed = _all_below(organisation, limits)
        shared = _Shared(organisation, frozenset(other.id for other in known))
        for member in members:
            above = _above(organisation, member.id)
            for common in shared.of(member.id, [id for id in above if not limits or id in allowed]):
                message = _message(member.id, common)
                yield Failure(member, message, _spot(organisation, member, common.id))
            if unsure is not None:
                yield withheld(member, unsure)

    words = (
        f"share nobody above it{f' below {listed(limits)}' if limits else ''} with {others.words}"
    )
    groups = tuple(group for group in (limits.as_set, others.ids) if group)
    return Assertion(words, failures, _READS, at_command, groups, others=(others,))


# So many of those with whom someone above is shared are told.
_MOST_TOLD = 8


@dataclass(frozen=True)
class _Common:
    """Someone above a member, and the first few others that they are above of, by id.

    `among` is whether they are one of those others themselves.
    """

    id: str
    others: list[str]
    among: bool


@dataclass(frozen=True)
class _Shared:
    """Who of those above a member is above of some others too.

    Most members have the same above them as those beside them. What is told of these is worked out
    once, and as far as it is told: all others of all members are too many to go through.
    """

    organisation: Organisation
    others: frozenset[str]
    _below: dict[str, list[str]] = field(default_factory=dict)
    _beyond: dict[tuple[str, ...], Iterator[str]] = field(default_factory=dict)

    def of(self, id: str, above: Sequence[str]) -> Iterator[_Common]:
        """Those above a member, nearest first, each with others that nobody nearer is above of."""
        own = _reach(self.organisation, id) if id in above else frozenset((id,))
        nearer: tuple[str, ...] = ()
        for common in above:
            if common == id:
                found, without = iter(self._all_below(id)), frozenset((id,))
            else:
                nearer = (*nearer, common)
                found, without = self._fresh(nearer), own
            few = list(islice((one for one in found if one not in without), _MOST_TOLD + 1))
            if few:
                yield _Common(common, few, self._is_fresh(common, nearer) and common not in without)

    def _fresh(self, nearer: tuple[str, ...]) -> Iterator[str]:
        """The others below the last of those above, and below none before it."""
        *_, common = nearer
        if nearer not in self._beyond:
            self._beyond[nearer] = (
                one for one in self._all_below(common) if self._is_fresh(one, nearer)
            )
        self._beyond[nearer], found = tee(self._beyond[nearer])
        return found

    def _is_fresh(self, one: str, nearer: tuple[str, ...]) -> bool:
        return one in self.others and not any(
            one in _reach(self.organisation, id) for id in nearer[-2::-1]
        )

    def _all_below(self, common: str) -> list[str]:
        if common not in self._below:
            self._below[common] = sorted(self.others & _reach(self.organisation, common))
        return self._below[common]


def _message(id: str, common: _Common) -> str:
    others, above = common.others, common.id
    shown = listed(others, "and")
    if len(others) > _MOST_TOLD:
        shown = f"{', '.join(others[:_MOST_TOLD])} and more"
    if above == id:
        return f"{id} is itself above {shown}, and must be separate"
    if common.among:
        return f"{id} is below {above}, and must be separate from it"
    return f"{id} has {above} above it, as {shown} {'has' if len(others) == 1 else 'have'}"


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
