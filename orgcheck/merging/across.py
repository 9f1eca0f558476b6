"""Collisions that only show across members: ends, references, owners and ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.holdings import RESPONSIBILITIES
from orgcheck.changes.identity import identify
from orgcheck.holders import Holders
from orgcheck.language import Said, said_later, spoken
from orgcheck.merging.conflicts import Clash, Collision, Inferred
from orgcheck.merging.sides import MEMBERS, Branch, Member, Slot, Values, references
from orgcheck.merging.three_way import ThreeWay
from orgcheck.records import dataclass

_HELD = ("responsibilities", "sites")
# Beyond so many units, none is looked for that may be another one.
_MOST_UNITS = 20_000


def check_across(merge: ThreeWay) -> None:
    """Note what the two sides of a merge cannot both have done, member by member or not."""
    _check_ends(merge)
    for branch, ender in (merge.branches, merge.branches[::-1]):
        _check_references(merge, branch, ender)
    _Owners.of(merge).check()
    _check_ids(merge)
    _explain_ends(merge)


# -- ends -------------------------------------------------------------------------------------


def _check_ends(merge: ThreeWay) -> None:
    """One unit that both sides end: to no successor, or to the same ones."""
    both = [
        member
        for member in sorted(merge.ours.ended.keys() & merge.theirs.ended.keys())
        if member.entity_type is EntityType.UNIT
    ]
    undeclared = []
    for member in both:
        one, other = (branch.successors(member.key) for branch in merge.branches)
        if one != other:
            merge.clash(Collision.TWO_ENDS, member, mends=tuple(dict.fromkeys((*one, *other))))
        elif not one:
            undeclared.append(member)
    if undeclared:
        _check_inferred(merge, undeclared)


def _check_inferred(merge: ThreeWay, members: list[Member]) -> None:
    """Units that both sides end and declare nothing of, and that one side seems to keep."""
    found = [Continuations.of(branch) for branch in merge.branches]
    for member in members:
        one, other = (continuations.told(member.key) for continuations in found)
        if {inferred.new for inferred in one} != {inferred.new for inferred in other}:
            origins = merge.origins(member)
            merge.clashes.add(Clash(Collision.INFERRED, member, origins, inferred=(*one, *other)))


def _explain_ends(merge: ThreeWay) -> None:
    """Say of units that one side ends and declares nothing of, which of its units may be them."""
    if len(merge.base.units) > _MOST_UNITS:
        return
    for ender in merge.branches:
        unexplained = {
            clash.member
            for clash in merge.clashes
            if clash.collision in (Collision.ENDED_CHANGED, Collision.ENDED_REFERENCED)
            and clash.member.entity_type is EntityType.UNIT
            and clash.member in ender.ended
            and not clash.mends
        }
        if unexplained:
            continuations = Continuations.of(ender)
            told = {member: continuations.told(member.key) for member in unexplained}
            merge.clashes.explain(told)


@dataclass(frozen=True)
class Continuations:
    """What only names and structure say became of the units that a side ends."""

    by_old: Mapping[str, tuple[Inferred, ...]]

    @classmethod
    def of(cls, branch: Branch) -> Continuations:
        """Compare a side with its base once more, by all that they share."""
        found: defaultdict[str, list[Inferred]] = defaultdict(list)
        correspondence = identify(branch.base, branch.organisation)
        for match in correspondence.matches.values():
            if match.certainty.inferred:
                paste = f"previously: [{match.old}]"
                because = _because(match.evidence)
                found[match.old].append(Inferred(branch.name, match.old, match.new, because, paste))
        for link in correspondence.successions:
            if link.certainty.inferred and not link.spin_off:
                paste = f"replaces: [{link.old}]"
                because = _because(link.evidence)
                found[link.old].append(Inferred(branch.name, link.old, link.new, because, paste))
        return cls({old: tuple(each) for old, each in found.items()})

    def told(self, key: str) -> tuple[Inferred, ...]:
        """What is inferred of one unit; nothing where nothing is."""
        return self.by_old.get(key, ())


# -- references -------------------------------------------------------------------------------


def _check_references(merge: ThreeWay, branch: Branch, ender: Branch) -> None:
    """What one side ends, and the other one refers to where the base does not."""
    ended = ender.ended_keys.keys() - branch.ended_keys.keys()
    duties = _ended_duties(ender) - _ended_duties(branch)
    if not ended and not duties:
        return
    for member in branch.touched:
        now = branch.values(member)
        if now is None:
            continue
        base = merge.before(member) or {}
        known = set(references(member, base))
        for slot, key in references(member, now):
            if key in ended and (slot, key) not in known:
                _refers(merge, branch, member, slot, ender.ended_keys[key])
        for key in sorted(
            (_duties_of(merge, member, now) & duties) - _duties_of(merge, member, base)
        ):
            duty = Member(EntityType.DUTY, key)
            _refers(merge, branch, member, Slot(RESPONSIBILITIES, key), duty)


def _duties_of(merge: ThreeWay, member: Member, values: Values) -> frozenset[str]:
    """The duties that a unit holds; in the header, that name is the register's."""
    if member.entity_type is not EntityType.UNIT:
        return frozenset()
    return frozenset(merge.by_identity(RESPONSIBILITIES, values.get(RESPONSIBILITIES)))


def _ended_duties(branch: Branch) -> frozenset[str]:
    return frozenset(member.key for member in branch.ended if member.entity_type is EntityType.DUTY)


def _refers(merge: ThreeWay, branch: Branch, member: Member, slot: Slot, ended: Member) -> None:
    ender = merge.theirs if branch is merge.ours else merge.ours
    referring, ending = branch.origin(member, slot), ender.origin(ended)
    origins = (ending, referring) if branch is merge.theirs else (referring, ending)
    merge.clashes.add(
        Clash(
            Collision.ENDED_REFERENCED,
            ended,
            origins,
            slot,
            referring=member,
            mends=tuple(ender.successors(ended.key)),
        )
    )


# -- owners -----------------------------------------------------------------------------------

_Item = tuple[str, str]


@dataclass(frozen=True)
class _Owners:
    """Who takes on, and who gives up, which duty or site, on each side."""

    merge: ThreeWay
    gains: tuple[Mapping[_Item, frozenset[str]], ...]
    losses: tuple[frozenset[tuple[Member, Slot]], ...]

    @classmethod
    def of(cls, merge: ThreeWay) -> _Owners:
        changes = [list(_holdings(merge, branch)) for branch in merge.branches]
        return cls(
            merge,
            tuple(_by_item(each) for each in changes),
            tuple(
                frozenset((member, slot) for member, slot, gained in each if not gained)
                for each in changes
            ),
        )

    def check(self) -> None:
        """One duty or site that both sides take from a unit, and hand to different ones."""
        merge = self.merge
        ended = merge.ours.ended.keys() & merge.theirs.ended.keys()
        for member, slot in sorted(self.losses[0] & self.losses[1]):
            one, other = (branch.successors(member.key) for branch in merge.branches)
            if member in ended and one != other:
                # What the two ends disagree on is told of the unit as a whole.
                continue
            takers, others = (
                self._receivers(number, branch, member, slot)
                for number, branch in enumerate(merge.branches)
            )
            if not takers and not others:
                # Dropped on both sides; each may word it anew.
                takers, others = (self._instead(branch, member, slot) for branch in merge.branches)
                if not takers or not others:
                    continue
            if takers != others:
                values = (None, sorted(takers), sorted(others))
                merge.clash(Collision.TWO_OWNERS, member, slot, values)

    def _receivers(self, number: int, branch: Branch, member: Member, slot: Slot) -> frozenset[str]:
        """Who has from a unit what it gives up: of what others hold too, what its event says."""
        item = (slot.field, str(slot.part))
        gains = self.gains[number].get(item, frozenset())
        if tuple(_held(branch, slot.field).get(item[1], ())) == (member.key,):
            return gains
        return gains & frozenset(map(branch.key, branch.origin(member, slot).event.new))

    def _instead(self, branch: Branch, member: Member, slot: Slot) -> frozenset[str]:
        """What a side lists in place of a duty or site: what nobody held before."""
        held = _held(branch, slot.field)
        sides = (self.merge.before(member) or {}, branch.values(member) or {})
        before, after = (
            set(self.merge.by_identity(slot.field, side.get(slot.field))) for side in sides
        )
        return frozenset(part for part in after - before if part not in held)


def _held(branch: Branch, field: str) -> Holders:
    """The units of the base that hold each duty, or are at each site."""
    return branch.base.holders if field == RESPONSIBILITIES else branch.base.sites


def _by_item(changes: list[tuple[Member, Slot, bool]]) -> Mapping[_Item, frozenset[str]]:
    gains: defaultdict[_Item, set[str]] = defaultdict(set)
    for member, slot, gained in changes:
        if gained:
            gains[slot.field, str(slot.part)].add(member.key)
    return {item: frozenset(units) for item, units in gains.items()}


def _holdings(merge: ThreeWay, branch: Branch) -> Iterator[tuple[Member, Slot, bool]]:
    """Each duty and site that a unit takes on, or gives up."""
    for member in branch.touched:
        if member.entity_type is not EntityType.UNIT:
            continue
        base, now = merge.before(member) or {}, branch.values(member) or {}
        for name in _HELD:
            if base.get(name) == now.get(name):
                continue
            before, after = (set(merge.by_identity(name, side.get(name))) for side in (base, now))
            yield from ((member, Slot(name, part), True) for part in after - before)
            yield from ((member, Slot(name, part), False) for part in before - after)


# -- ids --------------------------------------------------------------------------------------


def _check_ids(merge: ThreeWay) -> None:
    """Two members that would have one id: each side gave it to another."""
    bearers: defaultdict[str, list[Member]] = defaultdict(list)
    for member, values in merge.merged.items():
        if values is not None and member.entity_type in MEMBERS:
            bearers[values["id"]].append(member)
    for members in bearers.values():
        for one, other in pairwise(members):
            ours, theirs = (one, other) if one in merge.ours.touched else (other, one)
            if ours in merge.ours.touched and theirs in merge.theirs.touched:
                merge.clashes.add(
                    Clash(
                        Collision.SAME_ID,
                        theirs,
                        (
                            merge.ours.origin(ours, Slot("id")),
                            merge.theirs.origin(theirs, Slot("id")),
                        ),
                        Slot("id"),
                        referring=ours,
                    )
                )


def _because(evidence: Sequence[str]) -> Said:
    """The evidence in a row, kept to be said in any language."""
    return said_later(lambda: ", ".join(map(spoken, evidence)))
