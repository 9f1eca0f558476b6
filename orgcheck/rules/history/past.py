"""A history as rules ask about it, and a verb of such a rule."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from orgcheck.changes.changeset import Event
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Related
from orgcheck.language import Said, said, said_n
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass
from orgcheck.rules.arguments import Subject, Whom
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene, kinds_misfit
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.expressions.cost import Effort
from orgcheck.rules.expressions.expression import Expression
from orgcheck.rules.selectors import Selector

A = TypeVar("A")

OF_LIVES = Whom(("the life of each unit",))
_MONTHS = 12


@dataclass(frozen=True)
class Period:
    """A length of time: so many days, months or years."""

    number: int
    unit: str

    def after(self, day: date) -> date:
        """The day on which it is over where it begins on a day; the last one there is at most."""
        if self.unit == "day":
            return day + min(timedelta(self.number), date.max - day)
        months = day.month - 1 + self.number * (_MONTHS if self.unit == "year" else 1)
        year, month = day.year + months // _MONTHS, months % _MONTHS + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    @property
    def words(self) -> Said:
        """It in words."""
        if self.unit == "day":
            return said_n("{number} day", "{number} days", self.number)
        if self.unit == "month":
            return said_n("{number} month", "{number} months", self.number)
        return said_n("{number} year", "{number} years", self.number)


class Dated(NamedTuple):
    """A version: what it is called, and the first and the last day from which on it may hold.

    Where nothing says from which day on it does, both are None.
    """

    label: str
    first: date | None
    last: date | None


class Life(NamedTuple):
    """A unit through all versions: the first one that has it and its id there, then all its ids."""

    first: tuple[int, str]
    ids: tuple[str, ...]


class Return(NamedTuple):
    """An id that stands again after the unit that had it ended.

    `last` is the number of the version that has it last before, `again` of the first one after;
    `revived` says whether it is known to be the same unit.
    """

    unit: str
    last: int
    again: int
    revived: bool


@dataclass(frozen=True)
class Past:
    """An organisation through its versions, as rules ask about it.

    Parameters
    ----------
    versions
        The versions, the first one first.
    steps
        What happened between each two neighbours.
    life_of
        The unit that has an id in a version, by the version's number.
    returns
        The ids that stand again after a unit ended.
    untold
        Of each step, the fingerprints of the events that a history does not tell, such as that a
        unit ends and begins which a version leaves out.
    """

    versions: tuple[Dated, ...]
    steps: tuple[ChangeGround, ...]
    life_of: Callable[[int, str], Life]
    returns: tuple[Return, ...]
    untold: tuple[frozenset[str], ...]

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisation in each version; none where there is but one, of which no rule asks."""
        return (*(step.old for step in self.steps[:1]), *(step.new for step in self.steps))


class Moment(NamedTuple):
    """An event in the life of a unit: in which step, and which of its units a rule is about."""

    step: int
    event: Event
    case: Case


@dataclass(frozen=True)
class PastScene:
    """What a rule asks of a past: the events that it is about.

    `covers` says whether the rule applies to a version, `where` is its condition, `statement` what
    it says.
    """

    past: Past
    covers: Callable[[Organisation], bool]
    selector: Selector
    on: tuple[str, ...]
    where: Expression | None
    statement: str

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The events of its kinds about units that it selects, in the order of time."""
        effort = Effort(sum(len(ground.changes.events) for ground in self.past.steps))
        return tuple(
            Moment(number, case.event, case)
            for number, ground in enumerate(self.past.steps)
            if self.covers(ground.new)
            for case in self._scene(ground, effort).of_events
            if case.event is not None
        )

    def _scene(self, ground: ChangeGround, effort: Effort) -> Scene:
        return Scene(ground, self.selector, self.on, self.where, self.statement, effort)

    @cached_property
    def by_life(self) -> Mapping[Life, tuple[Moment, ...]]:
        """Those that happened, by the units that they are about."""
        found: dict[Life, dict[int, Moment]] = {}
        for order, moment in enumerate(self.moments):
            if moment.event.fingerprint not in self.past.untold[moment.step]:
                for life in self._lives(moment):
                    found.setdefault(life, {})[order] = moment
        return {life: tuple(found[life].values()) for life in sorted(found)}

    def _lives(self, moment: Moment) -> Iterator[Life]:
        for number, ids in ((moment.step, moment.case.old), (moment.step + 1, moment.case.new)):
            yield from (self.past.life_of(number, id) for id in ids)

    @cached_property
    def ends(self) -> Mapping[tuple[int, str], Moment]:
        """By version and id, an event that such a unit takes part in before the next version."""
        found: dict[tuple[int, str], Moment] = {}
        for moment in self.moments:
            for id in moment.case.old:
                found.setdefault((moment.step, id), moment)
        return found

    def since(self, moment: Moment) -> Dated:
        """The version that shows an event for the first time."""
        return self.past.versions[moment.step + 1]

    def told(self, moment: Moment) -> str:
        """What happened, and since which version."""
        what = self.past.steps[moment.step].said(moment.event)
        return said("{version}: {event}", version=self.since(moment).label, event=what)

    def places(self, moments: Iterable[Moment]) -> tuple[Related, ...]:
        """Where events show, each with what happened."""
        shown = ((self.past.steps[one.step].place_of(one.event), one) for one in moments)
        return tuple(Related(place, self.told(one)) for place, one in shown if place is not None)


@dataclass(frozen=True, kw_only=True)
class HistoryVerb(Verb[A]):
    """A verb of rules over all versions.

    Parameters
    ----------
    check
        What falls short of an argument.
    on
        Whether anything can in events of a kind.
    elsewhere
        What to write in place of kinds in which nothing can, where `{kinds}` are those for it.
    """

    container: ClassVar[str] = "change_rules"
    keys: ClassVar[str] = "    over: all\n"
    of: Whom = field(default=OF_LIVES)
    check: Callable[[PastScene, A], Iterator[ChangeFailure]]
    on: Callable[[EventKind], bool]
    elsewhere: str

    def misfit(self, subject: Subject) -> tuple[str, str] | None:
        """What is wrong where no event of the kinds that a rule names can fall short of it."""
        return kinds_misfit(self.on, self.elsewhere, subject)


class HistoryDemand(NamedTuple):
    """A verb with its argument, as a rule over all versions asks it."""

    verb: HistoryVerb[Any]
    argument: Any
