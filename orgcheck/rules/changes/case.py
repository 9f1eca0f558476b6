"""What a demand of a change rule is asked of, and what falls short of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import is_of
from orgcheck.changes.kinds.event_type import Topic
from orgcheck.findings import Location, Related
from orgcheck.measures import Measure
from orgcheck.rules.cel_effort import Effort
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.model import ChangeRule, ChangeVerb
from orgcheck.rules.unanswerable import Unanswerable


@dataclass(frozen=True)
class Case:
    """An event with those of its units that a rule selects; without an event, units alone.

    `old` are ids of the older snapshot, `new` those of the newer where an event has no older ones.
    """

    event: Event | None
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeFailure:
    """What falls short of a demand, and where it shows.

    `topics` are the facts that it speaks of, `unanswerable` is why the demand could not be judged,
    where it does not fail to hold: the message then says of what.
    """

    message: str
    about: str
    value: str | None = None
    measure: Measure | None = None
    unit: str | None = None
    location: Location | None = None
    chain: tuple[str, ...] = ()
    others: tuple[Related, ...] = ()
    topics: frozenset[Topic] = frozenset()
    unanswerable: Unanswerable | None = None


@dataclass(frozen=True)
class Scene:
    """A rule before a change, with the events and units that it is about.

    `effort` is what its expressions may still take.
    """

    ground: ChangeGround
    rule: ChangeRule
    holds_where: Callable[[Event], bool]
    effort: Effort

    @cached_property
    def selected(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The units that the rule selects before and after; None where it is about all."""
        selector = self.rule.selector
        if not selector.criteria:
            return None
        before, after = (
            frozenset(member.id for member in selector.members(organisation))
            for organisation in (self.ground.old, self.ground.new)
        )
        return before, after

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of its kinds that fit its condition, whichever units they are about."""
        kinds = self.rule.on
        return tuple(
            event
            for event in self.ground.changes.events
            if (not kinds or any(is_of(event, kind) for kind in kinds)) and self.holds_where(event)
        )

    @cached_property
    def of_events(self) -> tuple[Case, ...]:
        """One case for each event that is about a selected unit."""
        cases = (self._case(event) for event in self.events)
        return tuple(case for case in cases if case is not None)

    def _case(self, event: Event) -> Case | None:
        old, new = self.ground.units_of(event)
        if self.selected is None:
            return Case(event, old, new)
        before, after = self.selected
        old, new = tuple(filter(before.__contains__, old)), tuple(filter(after.__contains__, new))
        return Case(event, old, new) if old or new else None

    @cached_property
    def of_units(self) -> tuple[Case, ...]:
        """One case for each selected unit of the older snapshot."""
        units = self.ground.old.units
        chosen = units if self.selected is None else filter(self.selected[0].__contains__, units)
        return tuple(Case(None, (id,)) for id in chosen)


Verb = Callable[[Scene, Case, ChangeVerb], Iterator[ChangeFailure]]
