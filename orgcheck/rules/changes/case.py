"""A demand of a rule about changes: its verb, what it is asked of, what falls short of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from orgcheck.changes.kinds import is_of
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Location, Related
from orgcheck.measures import Measure
from orgcheck.records import dataclass
from orgcheck.rules.arguments import Subject, Whom
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.changes.expressions import holds
from orgcheck.rules.expressions.cost import Effort
from orgcheck.rules.expressions.expression import Expression
from orgcheck.rules.pack_text import Unanswerable
from orgcheck.rules.selectors import Selector

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Event
    from orgcheck.changes.topics import Topic
    from orgcheck.rules.changes.ground import ChangeGround

A = TypeVar("A")

# What a verb asks about: units, whether or not an event is about them, one event, or all at once.
OF_UNITS = Whom(("units",))
OF_EVENTS = Whom(("events",))
OF_THE_WHOLE = Whom(("the change",))


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
    where it does not fail to hold: the message then says of what. `times` is for how many failures
    it stands.
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
    times: int = 1


@dataclass(frozen=True)
class Scene:
    """What a rule asks of a change, with the events and units that it is about.

    `where` is its condition, `statement` what it says, `effort` what its expressions may still
    take.
    """

    ground: ChangeGround
    selector: Selector
    on: tuple[str, ...]
    where: Expression | None
    statement: str
    effort: Effort

    @property
    def asks_units(self) -> bool:
        """Whether it names neither kinds of event nor a condition, but units alone."""
        return not self.on and self.where is None

    @cached_property
    def selected(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The units that the rule selects before and after; None where it is about all."""
        selector = self.selector
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
        kinds = self.on
        return tuple(
            event
            for event in self.ground.changes.events
            if (not kinds or any(is_of(event, kind) for kind in kinds)) and self._holds_where(event)
        )

    def _holds_where(self, event: Event) -> bool:
        return self.where is None or holds(self.where, self.ground, event, self.effort)

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


Check = Callable[[Scene, Case, A], Iterator[ChangeFailure]]


@dataclass(frozen=True, kw_only=True)
class ChangeVerb(Verb[A]):
    """A verb of rules about changes.

    Parameters
    ----------
    check
        What falls short of an argument in one case.
    on
        Whether anything can in events of a kind; in all where it is left out.
    elsewhere
        What to write in place of kinds in which nothing can, where `{kinds}` are those for it.
    inner
        The demands that its argument joins, of a verb that does.
    """

    container: ClassVar[str] = "change_rules"
    # Without a default: of what it is asked decides of which cases.
    of: Whom = field()
    check: Check[A]
    on: Callable[[EventKind], bool] | None = None
    elsewhere: str = ""
    inner: Callable[[A], Iterable[Demand]] | None = None

    def misfit(self, subject: Subject) -> tuple[str, str] | None:
        """What is wrong where no event of the kinds that a rule names can fall short of it."""
        return kinds_misfit(self.on, self.elsewhere, subject)


def kinds_misfit(
    on: Callable[[EventKind], bool] | None, elsewhere: str, subject: Subject
) -> tuple[str, str] | None:
    """What is wrong where a verb finds nothing in events of the kinds that a rule names.

    Parameters
    ----------
    on
        Whether it can in events of a kind; in all where that is None.
    elsewhere
        What to write in place of them, where `{kinds}` are those for it.
    subject
        What the rule is about.
    """
    if on is None or not subject.on:
        return None
    if any(on(EventKind(kind)) for kind in subject.on):
        return None
    kinds = filter(on, EventKind)
    fix = elsewhere.format(kinds=", ".join(kinds))
    return f"of these kinds of event it always holds: {', '.join(subject.on)}", fix


@dataclass(frozen=True)
class Demand:
    """A verb with its argument, as a rule about changes asks it."""

    verb: ChangeVerb[Any]
    argument: Any

    def failures(self, scene: Scene, case: Case) -> Iterator[ChangeFailure]:
        """What falls short of it in one case."""
        return self.verb.check(scene, case, self.argument)

    @property
    def leaves(self) -> Iterator[Demand]:
        """The demands that it comes down to: itself, where it joins no others."""
        if self.verb.inner is None:
            yield self
            return
        for demand in self.verb.inner(self.argument):
            yield from demand.leaves
