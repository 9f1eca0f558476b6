"""What a reorganisation did, as one model: which unit is which, the events and the ledger.

The classes are plain frozen dataclasses: events come by the thousand, and what the program found
itself needs no checking. What reads change sets, writes them and describes them is made from the
annotations by pydantic, when it is first asked for: see `ChangeSet.data`, `changes.reading` and
`schemas.changes`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from operator import is_
from typing import Any, ClassVar, Literal

from orgcheck.changes.written import Count, Data, Day, Record, Sum
from orgcheck.collector import collector_paused
from orgcheck.event_kinds import EventKind
from orgcheck.findings import fingerprint
from orgcheck.language import said
from orgcheck.numbers import Number, difference
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass, replace
from orgcheck.snapshot.model import Flag, Text

# -- which is which --------------------------------------------------------------------------


class Certainty(StrEnum):
    """On what ground one unit is taken for another; the strongest first."""

    SAME_ID = "same-id"
    DECLARED = "declared"
    ACCEPTED = "accepted"
    NAME = "name"
    STRUCTURE = "structure"

    @property
    def rank(self) -> int:
        """0 for the strongest, growing as the ground gets weaker."""
        return _RANKS[self]

    @property
    def inferred(self) -> bool:
        """Whether it rests on names or on what units share, and was declared by nobody."""
        return self in (Certainty.NAME, Certainty.STRUCTURE)


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True)
class Match(Written):
    """An old and a new member that are the same one."""

    old: Text
    new: Text
    certainty: Certainty
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession(Written):
    """A new unit that takes over, wholly or in part, from an old one.

    `spin_off` says that the old unit goes on and the new one was carved out of it.
    """

    old: Text
    new: Text
    certainty: Certainty
    evidence: tuple[str, ...] = ()
    spin_off: Flag = False


@dataclass(frozen=True, slots=True)
class Correspondence(Written):
    """Which members of the two snapshots are the same, and which units took over from which.

    Those that have the same id on both sides are the same, and are not listed; but for units whose
    id is in `parted`: the newer one says that it is another than the older one.
    """

    spare = frozenset(("parted",))

    units: tuple[Match, ...] = ()
    posts: tuple[Match, ...] = ()
    bodies: tuple[Match, ...] = ()
    parted: tuple[Text, ...] = ()
    successions: tuple[Succession, ...] = ()

    @property
    def recoded(self) -> dict[str, str]:
        """The newer ids of the members that have another one, by the older."""
        return {match.old: match.new for match in (*self.units, *self.posts, *self.bodies)}

    @property
    def origins(self) -> dict[str, str | None]:
        """The older ids of the members that had another one, by the newer.

        None for a unit that is another one than that which had its id.
        """
        matches = {match.new: match.old for match in (*self.units, *self.posts, *self.bodies)}
        return {**dict.fromkeys(self.parted), **matches}


@dataclass(frozen=True, slots=True)
class PossibleMatch(Written):
    """A likeness that is shown and never applied, with the line to paste if it is right."""

    old: Text
    new: Text
    because: str
    paste: str
    runner_up: Text | None = None


# -- what happened ---------------------------------------------------------------------------


class EntityType(StrEnum):
    """What an edit is made to."""

    UNIT = "unit"
    POST = "post"
    BODY = "body"
    DUTY = "duty"
    PERSON = "person"
    SNAPSHOT = "snapshot"


class Op(StrEnum):
    """What an edit does."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Edit(Written):
    """One elementary difference, with all that is needed to make it and to undo it.

    One of `unit`, `post`, `body`, `duty` and `person` is the id of what is edited, on the older
    side save where the edit adds it; or `snapshot` says that it is the snapshot itself. Without
    `field` the whole member is added or removed. In a list, `old` or `new` is the item that goes
    or comes; in a mapping, `key` says which entry changes, and in `heads`, whose order counts,
    which place from 1. Values are plain data as JSON has it, None where there is none.
    """

    op: Op
    unit: Text | None = None
    post: Text | None = None
    body: Text | None = None
    duty: Text | None = None
    person: Text | None = None
    snapshot: Flag | None = None
    field: Text | None = None
    key: str | None = None
    old: Data = None
    new: Data = None

    @classmethod
    def of(
        cls,
        op: Op,
        entity_type: EntityType,
        id: str,
        field: str | None = None,
        key: str | None = None,
        old: Any = None,
        new: Any = None,
    ) -> Edit:
        """The edit of an entity of some type."""
        entity: dict[str, Any] = {entity_type: id or True}
        return cls(op, **entity, field=field, key=key, old=old, new=new)

    @property
    def entity_type(self) -> EntityType:
        """What the edit is made to."""
        if self.unit is not None:
            return EntityType.UNIT
        if self.post is not None:
            return EntityType.POST
        if self.body is not None:
            return EntityType.BODY
        if self.duty is not None:
            return EntityType.DUTY
        return EntityType.PERSON if self.person is not None else EntityType.SNAPSHOT

    @property
    def id(self) -> str:
        """The id of what the edit is made to; empty for the snapshot itself."""
        return self.unit or self.post or self.body or self.duty or self.person or ""

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """The key that edits are written in: by member and field."""
        return (self.entity_type, self.id, self.field or "", self.key or "", self.op)

    @property
    def order(self) -> tuple[Any, ...]:
        """The same of edits of which several have one place: by value, too."""
        return (self.place, repr(self.old), repr(self.new))


@dataclass(frozen=True, slots=True)
class Consequence(Written):
    """References that follow what they named to its successor or its new id.

    `members` are the units, posts and bodies whose reference it is, by their older ids; the
    snapshot itself is the empty id.
    """

    derived: ClassVar[Mapping[str, Any]] = {"count": Count | None}

    field: Text
    old: Text
    new: Text
    members: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many references follow."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Flow(Written):
    """What one unit gave to another: a cell of a flow matrix.

    `children` are units by their older ids, duties and sites stand under what identifies them.
    """

    giver: Text
    receiver: Text
    children: tuple[Text, ...] = ()
    responsibilities: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Net(Written):
    """A figure before and after."""

    derived: ClassVar[Mapping[str, Any]] = {"net": Sum | None}

    before: Sum = 0
    after: Sum = 0

    @property
    def net(self) -> Number:
        """What came, less what went."""
        return difference(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Turnover(Written):
    """How many people came and went, where an event is of people: as every report says it.

    `changed` are entries of the register that say something else of the same person.
    """

    joined: Count = 0
    left: Count = 0
    changed: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Written):
    """One thing that happened.

    Ids are those of the older snapshot in `old` and of the newer in `new`. `change`, `item`,
    `field` and `key` say more where the kind alone does not: which duty was transferred, which
    attribute changed. `carried` counts the units that come, go or move along below it, and `people`
    those who came and went, where it is of people.

    Examples
    --------
    >>> import orgcheck
    >>> changes = orgcheck.diff("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> print(changes.events[0].kind, changes.events[0].certainty)
    merge declared
    """

    derived: ClassVar[Mapping[str, Any]] = {"fingerprint": Text | None}
    spare = frozenset(("flows", "figures"))

    kind: EventKind
    old: tuple[Text, ...] = ()
    new: tuple[Text, ...] = ()
    certainty: Certainty | None = None
    change: Text | None = None
    item: str | None = None
    field: Text | None = None
    key: str | None = None
    evidence: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    carried: Count = 0
    flows: tuple[Flow, ...] = ()
    figures: Mapping[Text, Net] = dataclasses.field(default_factory=dict)
    people: Turnover | None = None

    def wholes(self, entity_type: EntityType, op: Op) -> tuple[str, ...]:
        """The members of a type that are added or removed with the event."""
        return tuple(
            edit.id
            for edit in self.edits
            if edit.field is None and edit.entity_type is entity_type and edit.op is op
        )

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay the same while the event is the same."""
        what = (self.change, self.item, self.field, self.key)
        return fingerprint(self.kind, *self.old, "->", *self.new, *what)[:12]

    @property
    def order(self) -> tuple[Any, ...]:
        """The key that events are reported in: by weight, then the farther-reaching first."""
        reach = len(self.old) + len(self.new) + self.carried
        what = (self.change or "", self.item or "", self.field or "", self.key or "")
        return (self.kind.rank, -reach, self.old, self.new, *what)


# -- the account -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Items(Written):
    """Which duties or sites were handed on, are gone, or are new.

    `inherited` are those of the kept ones that none of the holders of before has any more: they
    went to a successor.
    """

    transferred: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    created: tuple[str, ...] = ()

    @property
    def changing_owner(self) -> tuple[str, ...]:
        """Those that are held on, and by none of the holders of before."""
        return tuple(sorted((*self.transferred, *self.inherited)))


_COLUMNS = ("before", "kept", "transferred", "dropped", "created", "after")


@dataclass(frozen=True, slots=True)
class Tally(Written):
    """What became of duties or sites, each counted once a snapshot, by identity.

    `complete`, of duties, says that both snapshots claim to list every one.
    """

    derived: ClassVar[Mapping[str, Any]] = {key: Count | None for key in _COLUMNS if key != "kept"}
    key_order = (*_COLUMNS, "items", "complete")

    kept: Count = 0
    complete: Flag | None = None
    items: Items = Items()

    @property
    def before(self) -> int:
        """How many there were."""
        return self.kept + self.transferred + self.dropped

    @property
    def transferred(self) -> int:
        """How many went to another holder."""
        return len(self.items.transferred)

    @property
    def dropped(self) -> int:
        """How many are in the older snapshot only."""
        return len(self.items.dropped)

    @property
    def created(self) -> int:
        """How many are in the newer snapshot only."""
        return len(self.items.created)

    @property
    def after(self) -> int:
        """How many there are."""
        return self.kept + self.transferred + self.created

    @property
    def counts(self) -> Mapping[str, int]:
        """What there was, what became of it, and what there is, as reports show it in columns."""
        return {column: getattr(self, column) for column in _COLUMNS}


@dataclass(frozen=True, slots=True)
class Ledger(Written):
    """The account of duties, sites and figures."""

    responsibilities: Tally = Tally()
    sites: Tally = Tally()
    figures: Mapping[Text, Net] = dataclasses.field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether both snapshots claim to list every duty."""
        return bool(self.responsibilities.complete)


# -- all of it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side(Written):
    """One of the two snapshots that were compared."""

    organisation: Text
    version: str = ""
    as_of: Day | None = None
    source: Text | None = None
    units: Count = 0

    @property
    def label(self) -> str:
        """What reports call it: its version, and of a register the day too."""
        if self.as_of is None:
            return self.version
        return said("{version} as of {day}", version=self.version, day=self.as_of)


@dataclass(frozen=True, kw_only=True)
class ChangeSet(Written):
    """What a reorganisation did: events that can be replayed, and the ledger.

    `correspondence` says which member of one snapshot is which of the other; whoever asks has it
    from there. `possible_matches` were not applied, `reused` are ids that seem to name another
    unit than before, and `notes` say how the comparison went. `findings` are what the rules said
    of it, `fixed` what they no longer say and `unchanged` what they said before too, as plain
    data; `review` says by which rules it was judged. Those of its inverse are kept apart, so that
    undoing an undoing gives the same set again. `people` says that people were left out.
    Of two versions of a register, `later` is what is decided for the future and `corrections` what
    they say otherwise of the past, as plain data: neither is replayed.

    Examples
    --------
    >>> import orgcheck
    >>> changes = orgcheck.diff("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> len(changes.events), changes.ledger.sites.kept
    (4, 6)
    """

    derived: ClassVar[Mapping[str, Any]] = {
        "schema": Literal["orgcheck.changes/1"],
        "summary": dict[str, Count] | None,
    }
    spare = frozenset(
        (
            *("reused", "notes", "later", "corrections", "fixed", "unchanged"),
            *("findings_of_inverse", "fixed_of_inverse"),
        )
    )
    key_order = (
        *("schema", "old", "new", "summary", "people", "correspondence", "events", "ledger"),
        *("possible_matches", "reused", "notes", "later", "corrections"),
        *("findings", "fixed", "unchanged"),
        *("review", "review_of_inverse", "findings_of_inverse", "fixed_of_inverse"),
    )

    old: Side
    new: Side
    people: Literal["omitted"] | None = None
    correspondence: Correspondence = Correspondence()
    events: tuple[Event, ...]
    ledger: Ledger = Ledger()
    possible_matches: tuple[PossibleMatch, ...] = ()
    reused: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    later: tuple[Record, ...] = ()
    corrections: tuple[Record, ...] = ()
    findings: tuple[Record, ...] = ()
    fixed: tuple[Record, ...] = ()
    unchanged: tuple[Record, ...] = ()
    review: Record | None = None
    review_of_inverse: Record | None = None
    findings_of_inverse: tuple[Record, ...] = ()
    fixed_of_inverse: tuple[Record, ...] = ()

    schema: ClassVar[str] = "orgcheck.changes/1"

    @cached_property
    def recoded(self) -> Mapping[str, str]:
        """The newer ids of the units, posts and bodies that have another one, by the older."""
        return self.correspondence.recoded

    @cached_property
    def dropped_duties(self) -> frozenset[str]:
        """The duties of the older snapshot alone, quick to look up."""
        return frozenset(self.ledger.responsibilities.items.dropped)

    @cached_property
    def dropped_sites(self) -> frozenset[str]:
        """The sites of the older snapshot alone, quick to look up."""
        return frozenset(self.ledger.sites.items.dropped)

    @property
    def summary(self) -> Mapping[EventKind, int]:
        """How many events there are of each kind that there are any of."""
        counts = dict.fromkeys(EventKind, 0)
        for event in self.events:
            counts[event.kind] += 1
        return {kind: count for kind, count in counts.items() if count}

    def without_people(self) -> ChangeSet:
        """The same change set, people left out of its edits: events say how many came and went.

        Applied, it leaves people as they are. It says `people: omitted` where it leaves any out.
        """
        events = tuple(map(_without_people, self.events))
        same = all(one is other for one, other in zip(events, self.events, strict=True))
        return self if same else replace(self, events=events, people="omitted")

    def data(self) -> dict[str, Any]:
        """The change set as plain data, as JSON has it; what does not apply is left out.

        Examples
        --------
        >>> from orgcheck import diff
        >>> diff("snapshots/2023.yaml", "snapshots/2024.yaml").data()["schema"]
        'orgcheck.changes/1'
        """
        with collector_paused():
            data = data_of(self)
            # Not by serializers of these classes: what one returns pydantic goes through again.
            for event in data["events"]:
                Event.in_form(event)
            data["correspondence"] = Correspondence.in_form(data["correspondence"])
            ledger = data["ledger"]
            ledger |= {key: Tally.in_form(ledger[key]) for key in ("responsibilities", "sites")}
            return self.in_form(data)


# -- people ----------------------------------------------------------------------------------

# The fields that name people, of whichever member.
PEOPLE_FIELDS = frozenset(("members", "holders"))


def is_of_people(edit: Edit) -> bool:
    """Whether an edit says nothing but who somebody is, belongs to or holds."""
    return edit.person is not None or edit.field in PEOPLE_FIELDS


def _without_people(event: Event) -> Event:
    edits = tuple(impersonal(edit) for edit in event.edits if not is_of_people(edit))
    same = len(edits) == len(event.edits) and all(map(is_, edits, event.edits))
    return event if same else replace(event, edits=edits)


def impersonal(edit: Edit) -> Edit:
    """An edit of a whole member without the people that it names."""
    if edit.field is not None:
        return edit
    old, new = _unpeopled(edit.old), _unpeopled(edit.new)
    same = old is edit.old and new is edit.new
    return edit if same else replace(edit, old=old, new=new)


def _unpeopled(values: Any) -> Any:
    if not isinstance(values, dict) or PEOPLE_FIELDS.isdisjoint(values):
        return values
    return {field: value for field, value in values.items() if field not in PEOPLE_FIELDS}
