"""One side of a merge: what it changes of the base, under ids that both sides share.

Either side may give a member another id. To compare what they do, every member goes by one key:
its id in the base, or, where it is new, its own. References are translated to keys when a side is
read, and to the ids that members have in the end when the merged organisation is put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from orgcheck.changes.changeset import ChangeSet, Edit, EntityType, Event, Op, Side
from orgcheck.changes.comparison import Comparison, Ids
from orgcheck.changes.entities import LIST_OF, REGISTERS, entities_of
from orgcheck.changes.fields import HEADER_FIELDS, OPEN_MAPPINGS
from orgcheck.changes.kinds import events_of
from orgcheck.changes.kinds.context import EventContext
from orgcheck.collector import collector_paused
from orgcheck.findings import Location
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Part, Snapshot, display, folded

Values = dict[str, Any]

MEMBERS = (EntityType.UNIT, EntityType.POST, EntityType.BODY)
# Marks the key of a new member whose id another member of the base has.
_FRESH = "\0"
# Fields that name a member, lists of such, and lists whose items name one under `to`.
_NAMING: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.UNIT: ("parent", "head", "reports_to"),
    EntityType.POST: ("unit", "reports_to"),
    EntityType.BODY: ("reports_to",),
}
_LISTING: Mapping[EntityType, tuple[str, ...]] = {EntityType.UNIT: ("heads",)}
_LINKING = ("lines", "links")
# What a unit says of units that go on, or that it takes over from.
DECLARATIONS = ("replaces", "split_from")


class Member(NamedTuple):
    """A member of any of the three versions by its key; the snapshot itself has an empty one."""

    entity_type: EntityType
    key: str


class Slot(NamedTuple):
    """What is merged as one value: a field, an entry of a mapping, or an item of a list."""

    field: str
    part: str | None = None


class Origin(NamedTuple):
    """The event that changed something, and the edit of it that did."""

    event: Event
    edit: Edit


SNAPSHOT = Member(EntityType.SNAPSHOT, "")


@dataclass(frozen=True)
class Branch:
    """One of the two reorganisations: a version of the base, and what happened in it.

    Parameters
    ----------
    name
        What messages call it: `ours` or `theirs`.
    comparison
        The base and this version: who is who by id, declaration and acceptance only.
    events
        What this version did to the base.
    """

    name: str
    comparison: Comparison
    events: tuple[Event, ...]

    @classmethod
    def of(cls, name: str, base: Organisation, organisation: Organisation) -> Branch:
        """Find out what a version did to the base."""
        with collector_paused():
            comparison = Comparison.of(base, organisation, inference=False)
            return cls(name, comparison, events_of(EventContext.of(comparison)))

    @classmethod
    def made(
        cls, name: str, base: Organisation, organisation: Organisation, events: tuple[Event, ...]
    ) -> Branch:
        """A version that was made of the base by some events: these are what it did."""
        return cls(name, Comparison.of(base, organisation, inference=False), events)

    @property
    def base(self) -> Organisation:
        """What both sides started from."""
        return self.comparison.old

    @property
    def organisation(self) -> Organisation:
        """What this side made of it."""
        return self.comparison.new

    @cached_property
    def changes(self) -> ChangeSet:
        """The events as a change set, which reports take names from."""
        old, new = (
            Side(
                organisation=display(side.snapshot.organisation),
                version=side.snapshot.label,
                units=len(side.units),
            )
            for side in (self.base, self.organisation)
        )
        correspondence = self.comparison.correspondence
        return ChangeSet(old=old, new=new, correspondence=correspondence, events=self.events)

    # -- who is who -------------------------------------------------------------------------

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The ids here of members that have another one in the base, by that one."""
        return self.comparison.recoded

    @cached_property
    def _before(self) -> Mapping[str, str]:
        return {new: old for old, new in self.renamed.items()}

    @cached_property
    def _fresh(self) -> frozenset[str]:
        """Ids of new members that are ids of other members in the base."""
        return frozenset(
            origin.edit.id
            for origin in self._whole
            if origin.edit.op is Op.ADD and origin.edit.id in self.base
        )

    def key(self, id: str) -> str:
        """The key of what an id names here."""
        if id in self._before:
            return self._before[id]
        return f"{id}{_FRESH}" if id in self._fresh else id

    @cached_property
    def _whole(self) -> tuple[Origin, ...]:
        return tuple(
            Origin(event, edit)
            for event in self.events
            for edit in event.edits
            if edit.field is None
        )

    @cached_property
    def ended(self) -> Mapping[Member, Origin]:
        """The members of the base that this side ends."""
        return {
            Member(origin.edit.entity_type, origin.edit.id): origin
            for origin in self._whole
            if origin.edit.op is Op.REMOVE
        }

    @cached_property
    def ended_keys(self) -> Mapping[str, Member]:
        """The units, posts and bodies that this side ends, by their keys."""
        return {member.key: member for member in self.ended if member.entity_type in MEMBERS}

    @cached_property
    def added(self) -> Mapping[Member, Origin]:
        """The members that this side adds."""
        return {
            self.member_of(origin.edit): origin
            for origin in self._whole
            if origin.edit.op is Op.ADD
        }

    def successors(self, key: str) -> Ids:
        """The keys of the declared successors of a unit that this side ends."""
        found = self.comparison.successors.get(key, {}.keys())
        return dict.fromkeys(map(self.key, found)).keys()

    def member_of(self, edit: Edit) -> Member:
        """The member that an edit is made to."""
        added = edit.field is None and edit.op is Op.ADD
        if added and edit.entity_type in MEMBERS:
            return Member(edit.entity_type, self.key(edit.id))
        return Member(edit.entity_type, edit.id)

    def part(self, member: Member) -> Part | None:
        """A member as this version has it; None where it has it no more, or not yet."""
        id = self._id_of(member)
        if id is None:
            return None
        return entities_of(self.organisation, member.entity_type).get(id)

    def _id_of(self, member: Member) -> str | None:
        """The id that a member has here, if it is here."""
        key = member.key
        if member in self.ended:
            return None
        if key != final_id(key):
            return final_id(key) if final_id(key) in self._fresh else None
        if key in self.renamed:
            return self.renamed[key]
        # The id may be that of another member, which was given it here.
        taken = key in self._before and member.entity_type not in REGISTERS
        return None if taken else key

    # -- what was changed -------------------------------------------------------------------

    @cached_property
    def touched(self) -> Mapping[Member, list[Origin]]:
        """The edits to each member, with their events."""
        touched: defaultdict[Member, list[Origin]] = defaultdict(list)
        for event in self.events:
            for edit in event.edits:
                touched[self.member_of(edit)].append(Origin(event, edit))
        return touched

    @cached_property
    def _origins(self) -> Mapping[tuple[Member, Slot], Origin]:
        origins: dict[tuple[Member, Slot], Origin] = {}
        for member, each in self.touched.items():
            for origin in each:
                for slot in self._slots_of(origin.edit):
                    origins.setdefault((member, slot), origin)
        return origins

    def _slots_of(self, edit: Edit) -> Iterator[Slot]:
        if edit.field is None:
            return
        yield Slot(edit.field)
        if edit.key is not None:
            yield Slot(edit.field, edit.key)
        elif edit.op is not Op.SET:
            item = edit.new if edit.op is Op.ADD else edit.old
            yield Slot(edit.field, self.identity(edit.field, self._in_keys(edit.field, item)))

    def _in_keys(self, field: str, item: Any) -> Any:
        if field in _LINKING:
            return {**item, "to": self.key(item["to"])}
        return item

    def origin(self, member: Member, slot: Slot | None = None) -> Origin:
        """The event that changed a member, or one value of it."""
        if slot is not None:
            for candidate in (slot, Slot(slot.field)):
                if (member, candidate) in self._origins:
                    return self._origins[member, candidate]
        for whole in (self.ended, self.added):
            if member in whole:
                return whole[member]
        if member in self.touched:
            return self.touched[member][0]
        # It says what it said, while what has the id that it names is another member here.
        named = {key for _, key in references(member, self.values(member) or {})}
        return next(origin for one, origin in self.added.items() if one.key in named)

    @cached_property
    def following(self) -> frozenset[tuple[Member, Slot]]:
        """The references that merely follow what they named to its successor."""
        return frozenset(self._followings())

    def _followings(self) -> Iterator[tuple[Member, Slot]]:
        for event in self.events:
            for consequence in event.consequences:
                entity_types = {edit.entity_type for edit in event.edits}
                for entity_type in entity_types:
                    for id in consequence.members:
                        for end in (consequence.old, consequence.new):
                            yield from self._following_slots(
                                Member(entity_type, id), consequence.field, end
                            )

    def _following_slots(
        self, member: Member, field: str, end: str
    ) -> Iterator[tuple[Member, Slot]]:
        if field not in _LINKING:
            yield member, Slot(field)
            return
        for origin in self.touched.get(member, ()):
            edit = origin.edit
            item = edit.new if edit.op is Op.ADD else edit.old
            if edit.field == field and isinstance(item, dict) and item.get("to") == end:
                yield from ((member, slot) for slot in self._slots_of(edit) if slot.part)

    # -- values under keys ------------------------------------------------------------------

    def values(self, member: Member) -> Values | None:
        """What this version says of a member, its references as keys; None without the member."""
        if member == SNAPSHOT:
            return rewritten(SNAPSHOT, header_values(self.organisation.snapshot), self.key)
        part = self.part(member)
        return rewritten(member, part.data(), self.key) if part is not None else None

    @cached_property
    def _register(self) -> frozenset[str]:
        return frozenset((*self.base.register, *self.organisation.register))

    def identity(self, field: str, item: Any) -> str:
        """What an item of a list is known by, whatever else it says."""
        return identity(field, item, self._register)

    def place(self, member: Member, origin: Origin) -> Location | None:
        """Where a change stands: in this version, or, of what it took away, in the base."""
        edit = origin.edit
        if member == SNAPSHOT:
            return self.organisation.places.locate_header(*_path(edit, {}))
        part = self.part(member)
        if part is None:
            if (entry := self._entry_of(member)) is not None:
                return entry
            before = entities_of(self.base, member.entity_type).get(member.key)
            return self.base.locate(before, "id") if before is not None else None
        return self.organisation.locate(part, *_path(edit, part.data()))

    def _entry_of(self, member: Member) -> Location | None:
        """Where a register tells of what it does not have on this day: its last day, if any."""
        if self.organisation.slice is None:
            return None
        for key, entry in self.organisation.slice.register.entries():
            if key == LIST_OF[member.entity_type] and entry.id == member.key:
                field = "valid_to" if "valid_to" in entry.node else "id"
                return entry.document.locate(entry.node, (field,))
        return None


def header_values(snapshot: Snapshot) -> Values:
    """What a snapshot says of itself, as plain data."""
    return snapshot.data(include=set(HEADER_FIELDS))


def base_values(base: Organisation, member: Member) -> Values | None:
    """What the base says of a member."""
    if member == SNAPSHOT:
        return header_values(base.snapshot)
    part = entities_of(base, member.entity_type).get(member.key)
    return part.data() if part is not None else None


def _path(edit: Edit, values: Mapping[str, Any]) -> tuple[str | int, ...]:
    """The way to what an edit changed in a member: as far as the member still has it."""
    if edit.field is None:
        return ("id",)
    if edit.key is not None:
        return (edit.field, edit.key)
    items = values.get(edit.field)
    if edit.op is Op.ADD and isinstance(items, list) and edit.new in items:
        return (edit.field, items.index(edit.new))
    return (edit.field,)


def rewritten(member: Member, values: Values, name: Callable[[str], str]) -> Values:
    """The values of a member with other names for what they refer to."""
    changed: Values = {}
    for field in _NAMING.get(member.entity_type, ()):
        if field in values:
            changed[field] = name(values[field])
    for field in _LISTING.get(member.entity_type, ()):
        if field in values:
            changed[field] = [name(item) for item in values[field]]
    if member.entity_type is EntityType.UNIT:
        for field in _LINKING:
            if field in values:
                changed[field] = [{**item, "to": name(item["to"])} for item in values[field]]
    decision = values.get("decision") if member == SNAPSHOT else None
    if decision and "body" in decision:
        changed["decision"] = {**decision, "body": name(decision["body"])}
    return {**values, **changed}


def references(member: Member, values: Values) -> Iterator[tuple[Slot, str]]:
    """The keys that a member refers to, and where."""
    for field in _NAMING.get(member.entity_type, ()):
        if field in values:
            yield Slot(field), values[field]
    for field in _LISTING.get(member.entity_type, ()):
        yield from ((Slot(field), item) for item in values.get(field, ()))
    if member.entity_type is EntityType.UNIT:
        for field in _LINKING:
            for item in values.get(field, ()):
                yield Slot(field, identity(field, item, frozenset())), item["to"]
        for field in DECLARATIONS:
            for item in values.get(field, ()):
                id = identity(field, item, frozenset())
                yield Slot(field, id), id
    decision = values.get("decision") if member == SNAPSHOT else None
    if decision and "body" in decision:
        yield Slot("decision"), decision["body"]


def identity(field: str, item: Any, register: frozenset[str]) -> str:
    """What an item of a list is known by.

    A line by whom it leads to, a link by its type too, what has an id by that id; a text by what
    it says, that of a duty or site with case and white space folded.
    """
    if isinstance(item, dict):
        if field == "lines":
            return str(item["to"])
        if field == "links":
            return f"{item['type']} {item['to']}"
        return str(item["id"])
    if field in ("responsibilities", "sites") and item not in register:
        return folded(item)
    return str(item)


def is_open(field: str) -> bool:
    """Whether a mapping's entries are merged one by one even where a side has none of them."""
    return field in OPEN_MAPPINGS


def final_id(key: str) -> str:
    """The id that a key stands for where no side gives the member another one."""
    return key.removesuffix(_FRESH)
