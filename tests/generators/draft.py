"""A snapshot while it is being reorganised, and what has been planned for it so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from .structure import (
    Item,
    Record,
    Snapshot,
    ancestors,
    by_id,
    children_of,
    command_is_acyclic,
    contents,
    copied,
    redirect,
    references,
    statutory_duties,
    subtree,
)
from .words import Namer

T = TypeVar("T")

# What a unit that goes on gives to a component that it belongs to: nothing else may change these.
MEMBERSHIP = ("id", "children", "duties", "sites", "figures", "posts", "succession")


class NoRoom(Exception):
    """Nothing is left in the draft that this event could happen to."""


@dataclass(frozen=True)
class Plan:
    """An event to be told, in the ids that units have before any of them is recoded."""

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass
class Draft:
    """The new snapshot in the making.

    Units that go on keep their old id until the end, so that events need not know of each
    other's new ids. `taken` holds what an event has changed or relies on, as (id, aspect), and
    is what keeps events from overlapping: an id that no event has touched is free as a whole.
    """

    old: Snapshot
    old_units: dict[str, Record]
    header: Snapshot
    units: dict[str, Record]
    posts: dict[str, Record]
    bodies: dict[str, Record]
    namer: Namer
    declared: bool
    taken: set[tuple[str, str]] = field(default_factory=set)
    plans: list[Plan] = field(default_factory=list)
    recodes: dict[str, str] = field(default_factory=dict)
    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    givers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot, declared: bool) -> Draft:
        """Begin a draft that equals the snapshot."""
        new = copied(snapshot)
        return cls(
            old=snapshot,
            old_units=by_id(snapshot["units"]),
            units=by_id(new.pop("units")),
            posts=by_id(new.pop("posts", [])),
            bodies=by_id(new.pop("bodies", [])),
            header=new,
            namer=Namer(snapshot),
            declared=declared,
        )

    def copy(self) -> Draft:
        """Copy all that an event may change, so that an event that fails leaves no trace."""
        return replace(
            self,
            header=copied(self.header),
            units=copied(self.units),
            posts=copied(self.posts),
            bodies=copied(self.bodies),
            taken=set(self.taken),
            plans=list(self.plans),
            recodes=dict(self.recodes),
            successors=dict(self.successors),
            givers=dict(self.givers),
        )

    def snapshot(self) -> Snapshot:
        """Write the draft as a snapshot, in the ids before recoding."""
        records = {"bodies": self.bodies, "posts": self.posts, "units": self.units}
        kept = {sort: list(all_of.values()) for sort, all_of in records.items() if all_of}
        return self.header | kept

    # What is free

    def free(self, name: str, *aspects: str) -> bool:
        """Tell whether no event has taken any of these aspects, or the whole."""
        return not any((name, aspect) in self.taken for aspect in (*aspects, "all"))

    def take(self, name: str, *aspects: str) -> None:
        """Mark aspects of an id as spoken for; the aspect `all` is the whole."""
        self.taken |= {(name, aspect) for aspect in aspects}

    def persisting(self, *aspects: str) -> list[str]:
        """List the units that go on and whose aspects are free."""
        touched = {owner for owner, aspect in self.taken if aspect in (*aspects, "all")}
        return [unit for unit in self.units if unit in self.old_units and unit not in touched]

    def endable(self) -> list[str]:
        """List the units that may end: not at the top, and touched by no event."""
        touched = {owner for owner, _ in self.taken}
        return [
            unit
            for unit in self.persisting()
            if unit not in touched and "parent" in self.units[unit]
        ]

    # Questions

    def allows(self, kind: str | None, parent: str | None) -> bool:
        """Tell whether the vocabulary lets a unit of this kind stand there (None: at the top)."""
        if "kinds" not in self.header:
            return True
        entry = self.header["kinds"].get(kind) or {}
        if parent is None:
            return bool(entry.get("top"))
        return self.units[parent].get("kind") in entry.get("parents", [])

    def richness(self, unit: str) -> int:
        """Count a unit's children, duties and sites."""
        record = self.units[unit]
        own = [*record.get("responsibilities", []), *record.get("sites", [])]
        return len(own) + len([one for one in self.units.values() if one.get("parent") == unit])

    def named_by_others(self, names: set[str]) -> bool:
        """Tell whether anyone outside points to one of these ids."""
        records = [*self.units.values(), *self.posts.values(), *self.bodies.values()]
        outside = [record for record in records if record["id"] not in names]
        return any(target in names for record in outside for target in references(record))

    def statutory(self) -> set[str]:
        """Give the keys of the duties that must have a holder."""
        return statutory_duties(self.header)

    # Changes

    def plan(self, kind: str, old: Iterable[str] = (), new: Iterable[str] = ()) -> None:
        """Plan an event to be told."""
        self.plans.append(Plan(kind, tuple(old), tuple(new)))

    def found(
        self, rng: Random, kind: str | None, parent: str | None, like: str | None = None
    ) -> str:
        """Add an empty unit with a fresh id and name, named in the languages of another."""
        model = self.units[like]["name"] if like is not None else ""
        name = self.namer.unit_name(rng, kind, list(model) if isinstance(model, dict) else ())
        unit = self.namer.identifier(name if isinstance(name, str) else next(iter(name.values())))
        record: Record = {"id": unit, "name": name}
        if kind is not None:
            record["kind"] = kind
        if parent is None:
            record["top"] = True
        else:
            record["parent"] = parent
            self.take(parent, "children")
        self.units[unit] = record
        self.take(unit, "all")
        self.givers[unit] = ()
        return unit

    def place(self, unit: str, parent: str | None) -> None:
        """Move a persisting unit below another one, or to the top."""
        record = self.units[unit]
        for neighbour in (record.pop("parent", None), parent):
            if neighbour is not None:
                self.take(neighbour, "children")
        record.pop("top", None)
        if parent is None:
            record["top"] = True
        else:
            record["parent"] = parent
        self.take(unit, "parent")
        self.plan("move", [unit], [unit])

    def declare(self, rng: Random, unit: str, field_name: str, earlier: str) -> None:
        """Write a declaration of descent, now and then as one that somebody accepted later."""
        accepted = {"accepted": "2026-02-03", "by": "the registry", "evidence": "shared duties"}
        entry = {"id": earlier, **accepted} if rng.random() < 0.1 else earlier
        # Drawn in any case: with or without declarations the same seed gives the same events.
        if self.declared:
            self.units[unit].setdefault(field_name, []).append(entry)

    def succeed_references(self, rng: Random, ended: str, receivers: Sequence[str]) -> None:
        """Let everyone that points to an ended unit point to one of its successors."""
        for record in [*self.units.values(), *self.posts.values(), *self.bodies.values()]:
            if ended not in references(record):
                continue
            name = record["id"]
            if record.get("parent") == ended:
                self.take(name, "parent")
            if name in self.units:
                self.take(name, "line", "links")
            else:
                self.take(name, "all")
            redirect(record, {ended: rng.choice(receivers)})

    # What makes a draft one whose truth is plain

    def is_sound(self) -> bool:
        """Tell whether the new snapshot is whole and the planned events are all that is to see."""
        return (
            command_is_acyclic(self.units, self.posts, self.bodies)
            and not any(self._points_twice_or_to_itself(unit) for unit in self.units.values())
            and not any(self._is_raised_and_lowered(plan) for plan in self.plans)
            and not self._looks_like_other_successions()
        )

    def kind_of_move(self, unit: str) -> str:
        """Name a move as the catalogue of events does."""
        if self._is_promoted(unit):
            return "promote"
        return "demote" if self._is_demoted(unit) else "move"

    def _is_raised_and_lowered(self, plan: Plan) -> bool:
        if plan.kind != "move":
            return False
        return self._is_promoted(plan.old[0]) and self._is_demoted(plan.old[0])

    def _is_promoted(self, unit: str) -> bool:
        old_parent = self.old_units[unit].get("parent")
        new_parent = self.units[unit].get("parent")
        if old_parent is None or new_parent is None:
            return False
        before = {ended for ended, receivers in self.successors.items() if new_parent in receivers}
        before.add(new_parent)
        return not before.isdisjoint(ancestors(self.old_units, old_parent))

    def _is_demoted(self, unit: str) -> bool:
        old_parent = self.old_units[unit].get("parent")
        new_parent = self.units[unit].get("parent")
        if old_parent is None or new_parent is None:
            return False
        after = {old_parent, *self.successors.get(old_parent, ())}
        return not after.isdisjoint(ancestors(self.units, new_parent))

    @staticmethod
    def _points_twice_or_to_itself(unit: Record) -> bool:
        for name in ("lines", "links"):
            targets = [(entry["to"], entry.get("type")) for entry in unit.get(name, [])]
            if len(set(targets)) < len(targets) or any(to == unit["id"] for to, _ in targets):
                return True
        return False

    def _looks_like_other_successions(self) -> bool:
        """Tell whether content went, by the thresholds, from and to units that no plan links."""
        if not self.successors and not self.givers:
            return False
        before = contents(self.old_units, by_id(self.old.get("posts", [])))
        after = contents(self.units, self.posts)
        return any(
            _is_succession(before[ended], after[unit])
            for ended, receivers in self.successors.items()
            for unit in self.units
            if unit not in receivers
        ) or any(
            _is_spin_off(before[unit], after[founded])
            for founded, givers in self.givers.items()
            for unit in self.units
            if unit in self.old_units and unit not in givers
        )


def _is_succession(ended: set[Item], unit: set[Item]) -> bool:
    shared = len(ended & unit)
    return shared >= 2 and shared * 10 >= len(ended)


def _is_spin_off(giver: set[Item], founded: set[Item]) -> bool:
    shared = len(giver & founded)
    return shared >= 2 and shared * 2 >= len(founded)


def pick(rng: Random, choices: Sequence[T]) -> T:
    """Choose one, or say that there is no room for the event."""
    if not choices:
        raise NoRoom
    return rng.choice(choices)


def pick_rich(draft: Draft, rng: Random, units: Sequence[str], enough: int) -> str:
    """Choose a unit, mostly one with enough content for its fate to be seen."""
    if rng.random() < 0.9:
        # In random order until one is rich: to ask all takes too long where there are many.
        for unit in rng.sample(units, len(units)):
            if draft.richness(unit) >= enough:
                return unit
    return pick(rng, units)


def unrelated(draft: Draft, units: Iterable[str], others: Iterable[str]) -> list[str]:
    """Keep the units that neither are, nor stand above or below, any of the others."""
    avoided: set[str] = set()
    for other in others:
        avoided |= {*subtree(draft.units, other), *ancestors(draft.units, other)}
    return [unit for unit in units if unit not in avoided]


def movable_children(draft: Draft, unit: str) -> list[str]:
    """List the children that no event has placed yet."""
    below = children_of(draft.units)[unit]
    return [child for child in below if child in draft.old_units and draft.free(child, "parent")]
