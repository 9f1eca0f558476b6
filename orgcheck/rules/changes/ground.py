"""A change as rules ask about it: who goes on as whom, who took over, which units events touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from orgcheck.changes.changeset import ChangeSet, EntityType, Event
from orgcheck.changes.comparison import NO_IDS, Comparison, Ids
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.placement import carried_along
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.findings import Fault, Finding, Location
from orgcheck.language import Said, said_later, tr
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.doubt import Ground, Reads, ground_of
from orgcheck.snapshot.model import Part


@dataclass(frozen=True)
class ChangeGround:
    """Two organisations and what happened between them.

    Parameters
    ----------
    old, new
        The organisation before and after.
    changes
        What a comparison said of them: this alone decides which unit is which.
    old_faults, new_faults
        The values that integrity found to be faulty: nothing is concluded from them.
    dangling
        What was found of references in the newer snapshot that name members which it has lost.
    """

    old: Organisation
    new: Organisation
    changes: ChangeSet
    old_faults: Collection[Fault] = field(default=(), repr=False)
    new_faults: Collection[Fault] = field(default=(), repr=False)
    dangling: Collection[Finding] = field(default=(), repr=False)

    # -- identity -----------------------------------------------------------------------------

    @property
    def comparison(self) -> Comparison:
        """The two organisations side by side, as the change set says which is which."""
        return self._names.comparison

    @cached_property
    def ended(self) -> frozenset[str]:
        """The old units that persist nowhere."""
        return frozenset(self.comparison.ended)

    def images(self, old: str) -> Ids:
        """What a member of the older snapshot is now: itself, or its successors."""
        comparison = self.comparison
        if old in self.old.units:
            return comparison.images(old)
        match = comparison.posts.get(old) or comparison.bodies.get(old)
        if match is not None:
            return {match.new: None}.keys()
        return comparison.heirs.get(old, NO_IDS)

    def now(self, old: str) -> str:
        """The id by which a unit is called: its newer one where it goes on."""
        return self.comparison.units.new_of(old) or old

    def mention(self, old: str) -> Said:
        """A unit within a message: as it is called now, or was where it does not go on."""
        new = self.comparison.units.new_of(old)
        return self.old.mention(old) if new is None else self.new.mention(new)

    def gone(self, old: str) -> bool:
        """Whether a unit has ended; never so where the newer snapshot could not be read whole."""
        return old in self.ended and not self.new.incomplete

    def candidates(self, ended: Iterable[str], *, of: str) -> str:
        """Of units that ended together, who might succeed them; nothing where nobody might.

        `of` is the one whose end is told: of the others it is said whom a candidate is for.
        """
        possible = self._names.possible
        some = {unit: possible[unit] for unit in ended if unit in possible}
        return said_later(lambda: _candidates(self, some, of)) if some else ""

    @cached_property
    def _names(self) -> Names:
        return Names(self.old, self.new, self.changes)

    # -- duties and sites ---------------------------------------------------------------------

    def holdings(self, field: str) -> Holdings:
        """Who held and holds each duty, or was and is at each site."""
        return self._names.holdings(field)

    def lost(self, field: str) -> Mapping[str, tuple[str, ...]]:
        """The duties or sites that no unit has any more, each with its old holders.

        Those are left out of which a holder cannot be read any more.
        """
        return self._lost[field]

    @cached_property
    def _lost(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        ledger = self.changes.ledger
        tallies = {RESPONSIBILITIES: ledger.responsibilities, SITES: ledger.sites}
        return {name: self._truly_lost(name, one.items.dropped) for name, one in tallies.items()}

    def _truly_lost(self, field: str, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
        if self.new.incomplete or not keys:
            return {}
        unread = {fault.id for fault in self.new_faults if fault.field.startswith(field)}
        before = self.holdings(field).before
        lost = {key: tuple(before.get(key, ())) for key in keys}
        return {
            key: holders
            for key, holders in lost.items()
            if unread.isdisjoint(image for holder in holders for image in self.images(holder))
        }

    # -- events -------------------------------------------------------------------------------

    def said(self, event: Event) -> str:
        """An event as the beginning of a sentence, its duty or site as it is written."""
        event_type = type_of(event.kind)
        field = event_type.holding
        item = self.holdings(field).wording(event.item or "") if field is not None else ""
        told = replace(
            event,
            old=tuple(map(self.old.mention, event.old)),
            new=tuple(map(self.new.mention, event.new)),
        )
        return said_later(lambda: event_type.phrase(told, item))

    def units_of(self, event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The units that an event is about: on the older side, or where it has none, the newer.

        An abolition or creation is about every unit that it carries.
        """
        before, after = type_of(event.kind).units(event)
        old = tuple(id for id in before if id in self.old.units)
        return old, () if old else tuple(id for id in after if id in self.new.units)

    def carried(self, event: Event) -> tuple[str, ...]:
        """The older ids of the units that move along with one that moves."""
        if not type_of(event.kind).moves_units:
            return ()
        units = self.comparison.units
        along = (
            units.old_of(id) for new in event.new for id in carried_along(self.comparison, new)
        )
        return tuple(id for id in along if id is not None)

    # -- places -------------------------------------------------------------------------------

    def place(self, old: str, *path: str | int) -> Location | None:
        """Where a unit, or a value of it, stands: in the newer snapshot where it goes on."""
        if old not in self.ended:
            return self.new.locate(self.new.units[self.now(old)], *path)
        return self.old.locate(self.old.units[old], "id")

    def place_of(self, event: Event) -> Location | None:
        """Where an event shows: at what is there now, else at what was."""
        if type_of(event.kind).entity_type is EntityType.SNAPSHOT:
            return self.new.places.locate_header(event.field or "organisation")
        for organisation, ids in ((self.new, event.new), (self.old, event.old)):
            for id in ids:
                member: Part | None = organisation.member(id)
                if member is not None:
                    return organisation.locate(member, event.field or "id")
        # Of the register alone: no unit holds it.
        for organisation in (self.new, self.old):
            if (duty := organisation.register.get(event.item or "")) is not None:
                return organisation.locate(duty, "name")
        return None

    # -- doubt --------------------------------------------------------------------------------

    @cached_property
    def _grounds(self) -> tuple[Ground, Ground]:
        return ground_of(self.old, self.old_faults), ground_of(self.new, self.new_faults)

    def doubts(self, old: str, new: str, reads: Reads) -> bool:
        """Whether the answer about a unit rests on a faulty value of either snapshot."""
        before, after = self._grounds
        return bool(before.doubts(old, reads) or after.doubts(new, reads))


def _candidates(ground: ChangeGround, possible: Mapping[str, Sequence[str]], of: str) -> str:
    def some(units: Iterable[str]) -> str:
        return several(map(ground.new.mention, units))

    own = [tr("possibly {units}", units=some(possible[of]))] if of in possible else []
    others = [
        tr("for {unit} possibly {units}", unit=ground.old.mention(unit), units=some(units))
        for unit, units in sorted(possible.items())
        if unit != of
    ]
    return tr("no successor was found ({candidates})", candidates="; ".join((*own, *others)))
