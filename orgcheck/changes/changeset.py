"""What a comparison gives: which unit is which, and what follows from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from orgcheck.event_kinds import EventKind as EventKind
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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which measure on evidence is applied; read off real reorganisations.

    Of 90 ministries that got another name, those that were the same shared four children in ten
    and more; half, at least three, and a clear lead over the next candidate leave no wrong ones.

    Attributes
    ----------
    likeness
        The Jaccard index of two units' content from which on they are the same unit.
    shared_items
        How many items they share at least: two of two may be chance.
    margin
        How far the next candidate is behind on both sides: of equals none is taken.
    undivided
        The likeness from which on they are the same although another unit gave or took enough
        for a succession: below, it is a merger or a division.
    successor_items, successor_share
        How many items of an ended unit, and what share, make the receiver its successor. A tenth
        finds the lesser heirs of a unit that was divided; one item alone is a transfer.
    sole_share
        What share of an ended unit's content a single receiver has to have for the one to have
        replaced, or taken in, the other: of less, it is told where it went.
    spin_off_share
        How much of a new unit came from one that goes on, for it to have been carved out of it.
        Half: a new unit that got less is one that was also given something.
    kept_words
        How much two names below the same parent share at least, each word weighed by how much it
        tells. Half: "Release Management" is short for "Release Cycle Management", "Health" is not
        for "Health Data Standards". Elsewhere it is more, and less where content was kept.
    possible_likeness
        How alike names are from which on a pair is shown as possible: below, most are wrong.
    common_items, common_words, compared_names
        Above how many pairs an item, a word, or all words together are passed over, so that time
        and memory stay in proportion; the report says where that was so.
    competing_pairs
        Above how many pairs those that compete by structure are not weighed all at once.
    """

    likeness: float = 0.5
    shared_items: int = 3
    margin: float = 0.1
    undivided: float = 0.8
    successor_items: int = 2
    successor_share: float = 0.1
    sole_share: float = 0.5
    spin_off_share: float = 0.5
    kept_words: float = 0.5
    possible_likeness: float = 0.3
    common_items: int = 400
    common_words: int = 2_500
    compared_names: int = 200_000
    competing_pairs: int = 10_000


@dataclass(frozen=True)
class Correspondence:
    """Which old unit is which new one, and which new ones succeed which old ones.

    `matches` is keyed by the old id. `changed` are the ids that both sides have and whose units
    differ. `reused` are ids that seem to name another unit than before. `notes` are sentences
    about how the search went, such as that a cap was hit.
    """

    matches: Mapping[str, Match]
    successions: tuple[Succession, ...] = ()
    changed: tuple[str, ...] = ()
    possible: tuple[PossibleMatch, ...] = ()
    reused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def by_new(self) -> Mapping[str, Match]:
        """The matches by the new id."""
        return {match.new: match for match in self.matches.values()}

    def match_of_new(self, new: str) -> Match | None:
        """The match of a unit of the newer snapshot."""
        return self.by_new.get(new)

    def new_of(self, old: str) -> str | None:
        """The id under which an old unit goes on; None where it ended."""
        match = self.matches.get(old)
        return match.new if match is not None else None

    def old_of(self, new: str) -> str | None:
        """The id that a new unit had before; None where it is new."""
        match = self.by_new.get(new)
        return match.old if match is not None else None


# A move up or down the line of parents is a move too.
MOVES = frozenset((EventKind.MOVE, EventKind.PROMOTE, EventKind.DEMOTE))


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


# Of what an event is, where it is not of units.
_ENTITY_TYPES = {
    EventKind.POST: EntityType.POST,
    EventKind.BODY: EntityType.BODY,
    EventKind.SNAPSHOT: EntityType.SNAPSHOT,
}


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

    def own_edits(self, *fields: str) -> list[Edit]:
        """The edits to some fields of the member that the event is of, not to what follows it."""
        entity_type = _ENTITY_TYPES.get(self.kind, EntityType.UNIT)
        return [
            edit
            for edit in self.edits
            if edit.field in fields and edit.entity_type is entity_type and edit.id in self.old
        ]

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
