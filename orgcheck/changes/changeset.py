"""What a comparison gives: which unit is which, and what follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from orgcheck.event_kinds import EventKind
from orgcheck.findings import fingerprint
from orgcheck.numbers import Number, difference


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


class Match(NamedTuple):
    """An old and a new unit that are the same unit; a tuple, since most units have one."""

    old: str
    new: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """A new unit that takes over, wholly or in part, from an old one.

    `spin_off` says that the old unit goes on and the new one was carved out of it.
    """

    old: str
    new: str
    certainty: Certainty
    evidence: tuple[str, ...] = ()
    spin_off: bool = False


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """A likeness that is shown and never applied, with the line to paste if it is right."""

    old: str
    new: str
    because: str
    paste: str
    runner_up: str | None = None


class EntityType(StrEnum):
    """What an edit is made to."""

    UNIT = "unit"
    POST = "post"
    BODY = "body"
    DUTY = "duty"
    SNAPSHOT = "snapshot"


class Op(StrEnum):
    """What an edit does."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Edit:
    """One elementary difference, with all that is needed to make it and to undo it.

    `id` is the member's on the older side, save where the edit adds the member, and empty for
    the snapshot itself. Without `field` the whole member is added or removed. In a list, `old`
    or `new` is the item that goes or comes; in a mapping, `key` says which entry changes. Values
    are plain data as JSON has it, None where there is none.
    """

    op: Op
    entity_type: EntityType
    id: str
    field: str | None = None
    key: str | None = None
    old: Any = None
    new: Any = None

    @property
    def order(self) -> tuple[str, str, str, str, str, str, str]:
        """The key that edits are written in: by member, field and value."""
        values = (repr(self.old), repr(self.new))
        return (self.entity_type, self.id, self.field or "", self.key or "", self.op, *values)


@dataclass(frozen=True, slots=True)
class Consequence:
    """References that follow what they named to its successor or its new id.

    `members` are the units, posts and bodies whose reference it is, by their older ids; the
    snapshot itself is the empty id.
    """

    field: str
    old: str
    new: str
    members: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many references follow."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Flow:
    """What one unit gave to another: a cell of a flow matrix.

    `children` are units by their older ids, duties and sites stand under what identifies them.
    """

    giver: str
    receiver: str
    children: tuple[str, ...] = ()
    responsibilities: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Net:
    """A figure before and after."""

    before: Number = 0
    after: Number = 0

    @property
    def net(self) -> Number:
        """What came, less what went."""
        return difference(self.after, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened.

    Ids are those of the older snapshot in `old` and of the newer in `new`. `change`, `item`,
    `field` and `key` say more where the kind alone does not: which duty was transferred, which
    attribute changed. `carried` counts the units that come, go or move along below it.
    """

    kind: EventKind
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    certainty: Certainty | None = None
    evidence: tuple[str, ...] = ()
    change: str | None = None
    item: str | None = None
    field: str | None = None
    key: str | None = None
    edits: tuple[Edit, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    carried: int = 0
    flows: tuple[Flow, ...] = ()
    figures: Mapping[str, Net] = dataclasses.field(default_factory=dict)

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


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of duties or sites, each counted once a snapshot, by identity.

    `inherited` are those of the kept ones that none of the holders of before has any more: they
    went to a successor.
    """

    kept: int = 0
    transferred: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()

    @property
    def changing_owner(self) -> tuple[str, ...]:
        """Those that are held on, and by none of the holders of before."""
        return tuple(sorted((*self.transferred, *self.inherited)))

    @property
    def before(self) -> int:
        """How many there were."""
        return self.kept + len(self.transferred) + len(self.dropped)

    @property
    def after(self) -> int:
        """How many there are."""
        return self.kept + len(self.transferred) + len(self.created)

    @property
    def counts(self) -> Mapping[str, int]:
        """What there was, what became of it, and what there is, as reports show it in columns."""
        return {
            "before": self.before,
            "kept": self.kept,
            "transferred": len(self.transferred),
            "dropped": len(self.dropped),
            "created": len(self.created),
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of duties, sites and figures.

    `complete` says that both snapshots claim to list every duty.
    """

    responsibilities: Tally = Tally()
    sites: Tally = Tally()
    figures: Mapping[str, Net] = dataclasses.field(default_factory=dict)
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two snapshots that were compared."""

    organisation: str
    version: str
    source: str | None = None
    units: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeSet:
    """What a reorganisation did: events that can be replayed, and the ledger.

    `findings` are what the rules said of it, `fixed` what they no longer say and `unchanged`
    what they said before too, as plain data; `review` says by which rules it was judged. Those of
    its inverse are kept apart, so that undoing an undoing gives the same set again.
    """

    old: Side
    new: Side
    events: tuple[Event, ...] = ()
    ledger: Ledger = Ledger()
    possible_matches: tuple[PossibleMatch, ...] = ()
    reused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    fixed: tuple[Mapping[str, Any], ...] = ()
    unchanged: tuple[Mapping[str, Any], ...] = ()
    review: Mapping[str, Any] | None = None
    review_of_inverse: Mapping[str, Any] | None = None
    findings_of_inverse: tuple[Mapping[str, Any], ...] = ()
    fixed_of_inverse: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def dropped_duties(self) -> frozenset[str]:
        """The duties of the older snapshot alone, quick to look up."""
        return frozenset(self.ledger.responsibilities.dropped)

    @cached_property
    def dropped_sites(self) -> frozenset[str]:
        """The sites of the older snapshot alone, quick to look up."""
        return frozenset(self.ledger.sites.dropped)

    @property
    def summary(self) -> Mapping[EventKind, int]:
        """How many events there are of each kind that there are any of."""
        counts = dict.fromkeys(EventKind, 0)
        for event in self.events:
            counts[event.kind] += 1
        return {kind: count for kind, count in counts.items() if count}
