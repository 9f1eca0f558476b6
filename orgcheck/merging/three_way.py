"""Three versions of a structure, member by member and value by value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from orgcheck.changes.entities import REGISTERS
from orgcheck.changes.fields import ORDERED, placed, spelled_field
from orgcheck.changes.spelling import spelled
from orgcheck.merging.conflicts import Clash, Clashes, Collision
from orgcheck.merging.sides import (
    DECLARATIONS,
    MEMBERS,
    SNAPSHOT,
    Branch,
    Member,
    Origin,
    Slot,
    Values,
    base_values,
    final_id,
    identity,
    is_open,
    rewritten,
)
from orgcheck.organisation import Organisation

# The weakest first: what was not decided yet is not decided by being merged.
STATUSES = ("draft", "proposed", "approved", "in-force")
_STANDING = ("status", "decision")
# References that are given up when what they name ends, and may then name another one.
_VACATED = ("head", "reports_to")


class ThreeWay:
    """The merge of two versions of a base, before it is checked.

    `merged` holds the values of every member that either side touched, under keys, None for one
    that ended. Where the sides collide, it holds what ours says.
    """

    def __init__(self, base: Organisation, ours: Branch, theirs: Branch) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.clashes = Clashes(ours, theirs)
        self.merged: dict[Member, Values | None] = {}
        for member in sorted({**ours.touched, **theirs.touched}):
            self.merged[member] = self._member(member)

    @property
    def branches(self) -> tuple[Branch, Branch]:
        """Both sides."""
        return self.ours, self.theirs

    @cached_property
    def register(self) -> frozenset[str]:
        """The ids of the duties that any of the three versions has in its register."""
        sides = (self.base, self.ours.organisation, self.theirs.organisation)
        return frozenset(id for side in sides for id in side.register)

    def clash(
        self,
        collision: Collision,
        member: Member,
        slot: Slot | None = None,
        values: tuple[Any, Any, Any] = (None, None, None),
        mends: Sequence[str] = (),
    ) -> None:
        """Note that the sides collide in what they do to a member."""
        origins = self.origins(member, slot)
        self.clashes.add(Clash(collision, member, origins, slot, values, mends=tuple(mends)))

    def origins(self, member: Member, slot: Slot | None = None) -> tuple[Origin, Origin]:
        """What either side did to a member, or to one value of it."""
        return self.ours.origin(member, slot), self.theirs.origin(member, slot)

    # -- members ----------------------------------------------------------------------------

    def _member(self, member: Member) -> Values | None:
        base = self.before(member)
        ours, theirs = (branch.values(member) for branch in self.branches)
        if base is None:
            merged = self._new(member, ours, theirs)
        elif ours is None or theirs is None:
            return self._ended(member, base, ours, theirs)
        elif member == SNAPSHOT:
            return self._header(base, ours, theirs)
        elif member.entity_type in REGISTERS:
            return self._entry(member, base, ours, theirs)
        else:
            merged = self._fields(member, (base, ours, theirs))
        return self._with_later_ids(base or {}, ours or {}, theirs or {}, merged)

    def before(self, member: Member) -> Values | None:
        """What the base says of a member; None of a new one."""
        if member.key != final_id(member.key):
            return None
        return base_values(self.base, member)

    def _new(self, member: Member, ours: Values | None, theirs: Values | None) -> Values:
        if ours is not None and theirs is not None and not _same(ours, theirs):
            self.clash(Collision.SAME_ID, member)
        new = theirs if ours is None else ours
        assert new is not None, "a member that neither side has was touched by none"
        return new

    def _ended(
        self, member: Member, base: Values, ours: Values | None, theirs: Values | None
    ) -> Values | None:
        """A member that a side ends: it ends, unless the other side did something to it."""
        if ours is None and theirs is None:
            return None
        keeper, ender = self.branches if theirs is None else self.branches[::-1]
        now = ours if theirs is None else theirs
        assert now is not None, "one of the two still has it"
        changed = [
            slot for slot in self._differing(base, now) if (member, slot) not in keeper.following
        ]
        for slot in changed:
            self.clash(
                Collision.ENDED_CHANGED, member, slot, mends=tuple(ender.successors(member.key))
            )
        return ours if changed else None

    def _entry(self, member: Member, base: Values, ours: Values, theirs: Values) -> Values:
        """An entry of the register is decided as a whole."""
        if _same(base, ours):
            return theirs
        if not _same(base, theirs) and not _same(ours, theirs):
            self.clash(Collision.REGISTER, member, values=(base, ours, theirs))
        return ours

    def _header(self, base: Values, ours: Values, theirs: Values) -> Values:
        """What the snapshot says of itself: of a decision, only what was decided for both."""
        if not self.ours.events or not self.theirs.events:
            return ours if self.ours.events else theirs
        sides = [
            {name: value for name, value in side.items() if name not in _STANDING}
            for side in (base, ours, theirs)
        ]
        merged = self._fields(SNAPSHOT, sides)
        status = self._status(base, ours, theirs)
        if status is not None:
            merged["status"] = status
        if ours.get("decision") and _same(ours["decision"], theirs.get("decision")):
            merged["decision"] = ours["decision"]
        return merged

    def _status(self, base: Values, ours: Values, theirs: Values) -> Any:
        one, other = ours.get("status"), theirs.get("status")
        if one in STATUSES and other in STATUSES:
            return min(one, other, key=STATUSES.index)
        return self._value(SNAPSHOT, Slot("status"), (base.get("status"), one, other))

    # -- values -----------------------------------------------------------------------------

    def _fields(self, member: Member, sides: Sequence[Values]) -> Values:
        base, ours, theirs = sides
        merged: Values = {}
        for name in dict.fromkeys((*ours, *base, *theirs)):
            value = self._field(member, name, (base.get(name), ours.get(name), theirs.get(name)))
            if value is not None and value not in ([], {}):
                merged[name] = value
        return merged

    def _field(self, member: Member, name: str, triple: tuple[Any, Any, Any]) -> Any:
        if name not in ORDERED and (settled := _settled(triple)):
            return settled[0]
        if name in ORDERED:
            return self._row(member, name, triple)
        if any(isinstance(value, list) for value in triple):
            parts = self._parts(member, name, [self.by_identity(name, value) for value in triple])
            return [item for items in parts.values() for item in items]
        if all(isinstance(value, dict) or (value is None and is_open(name)) for value in triple):
            return self._parts(member, name, [value or {} for value in triple])
        return self._value(member, Slot(name), triple)

    def _row(self, member: Member, name: str, triple: tuple[Any, Any, Any]) -> Any:
        """A list whose order counts is decided as a whole."""
        base, ours, theirs = (placed(value or ()) for value in triple)
        if settled := _settled((base, ours, theirs)):
            return list(settled[0].values())
        return self._decided(member, Slot(name), triple)

    def _parts(self, member: Member, name: str, sides: Sequence[Values]) -> Values:
        base, ours, theirs = sides
        merged: Values = {}
        for part in dict.fromkeys((*ours, *base, *theirs)):
            triple = (base.get(part), ours.get(part), theirs.get(part))
            value = self._value(member, Slot(name, part), triple)
            if value is not None:
                merged[part] = value
        return merged

    def _value(self, member: Member, slot: Slot, triple: tuple[Any, Any, Any]) -> Any:
        if settled := _settled(triple):
            return settled[0]
        return self._decided(member, slot, triple)

    def _decided(self, member: Member, slot: Slot, triple: tuple[Any, Any, Any]) -> Any:
        """What holds of a value that both sides changed, each to another."""
        _, ours, theirs = triple
        follows = [self._follows(branch, member, slot, triple[0]) for branch in self.branches]
        if follows == [True, False]:
            # What merely follows gives way to what somebody decided.
            return theirs
        if follows != [False, True]:
            self.clash(Collision.TWO_VALUES, member, slot, triple)
        return ours

    def _follows(self, branch: Branch, member: Member, slot: Slot, before: Any) -> bool:
        """Whether a value merely follows what a side did to the member that it named."""
        if (member, slot) in branch.following:
            return True
        values = branch.values(member) or {}
        vacated = slot.field in _VACATED and slot.field not in values
        return vacated and before in branch.ended_keys

    def by_identity(self, name: str, value: Any) -> dict[str, list[Any]]:
        """The items of a list by what they are known by."""
        items: defaultdict[str, list[Any]] = defaultdict(list)
        for item in value or ():
            items[identity(name, item, self.register)].append(item)
        return dict(items)

    def _differing(self, base: Values, now: Values) -> Iterator[Slot]:
        for name in dict.fromkeys((*base, *now)):
            before, after = base.get(name), now.get(name)
            if spelled_field(name, before) == spelled_field(name, after):
                continue
            if name in ORDERED:
                yield Slot(name)
                continue
            if isinstance(before, dict) and isinstance(after, dict):
                one, other = before, after
            elif isinstance(before, list) or isinstance(after, list):
                one, other = self.by_identity(name, before), self.by_identity(name, after)
            else:
                yield Slot(name)
                continue
            for part in dict.fromkeys((*one, *other)):
                if not _same(one.get(part), other.get(part)):
                    yield Slot(name, part)

    def _with_later_ids(self, base: Values, ours: Values, theirs: Values, merged: Values) -> Values:
        """The merged values, what one side declares anew under the ids that the other has given.

        What was declared before the base is history, and names units as they were called then.
        """
        changed: Values = {}
        for name in DECLARATIONS:
            if name not in merged:
                continue
            known, one, other = (
                self.by_identity(name, side.get(name)) for side in (base, ours, theirs)
            )
            later = {
                part: given[part]
                for mine, yours, given in (
                    (one, other, self.theirs.renamed),
                    (other, one, self.ours.renamed),
                )
                for part in mine
                if part not in known and part not in yours and part in given
            }
            if later:
                changed[name] = [_under(item, later) for item in merged[name]]
        return {**merged, **changed}

    # -- the organisation that comes of it --------------------------------------------------

    @cached_property
    def ids(self) -> dict[str, str]:
        """The ids in the end of the members of the base that have another one then."""
        return {
            member.key: values["id"]
            for member, values in self.merged.items()
            if values is not None and member.entity_type in MEMBERS and values["id"] != member.key
        }

    def id_of(self, key: str) -> str:
        """The id in the end of what a key stands for."""
        return self.ids.get(key) or final_id(key)

    def final(self, member: Member) -> Values | None:
        """What the merged organisation says of a member that either side touched."""
        values = self.merged[member]
        return rewritten(member, values, self.id_of) if values is not None else None


def _under(item: Any, later: dict[str, str]) -> Any:
    if isinstance(item, str):
        return later.get(item, item)
    return {**item, "id": later.get(item["id"], item["id"])}


def _settled(triple: tuple[Any, Any, Any]) -> tuple[Any] | None:
    """What holds where one side at most changed a value, or both alike; None where they differ."""
    base, ours, theirs = triple
    if _same(base, theirs) or _same(ours, theirs):
        return (ours,)
    return (theirs,) if _same(base, ours) else None


def _same(one: Any, other: Any) -> bool:
    """Whether two values mean the same; a flag that is false is not written."""
    if one is other:
        return True
    return spelled(one) == spelled(other)
