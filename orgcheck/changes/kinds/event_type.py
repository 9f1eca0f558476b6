"""What there is to say of a kind of event, in one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.topics import Topic, lost
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import NumberTenses, Plural, Tenses, in_tense, msg_p, tr_p, tr_tn
from orgcheck.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from orgcheck.changes.kinds.context import EventContext
    from orgcheck.changes.kinds.words import Group, Likeness
    from orgcheck.changes.names import Names

# Names of more units than these fill a line.
_NAMED = 4


class Mark(StrEnum):
    """What became of a member, as pictures mark it; the weightiest first.

    A unit that follows did not change itself: what it was in or names ended or has another id, or
    whom it reports to is another.
    """

    ENDED = "ended"
    NEW = "new"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"
    FOLLOWS = "follows"


# A sign before the words, for who cannot tell the colours apart.
SIGNS: Mapping[Mark, str] = {
    Mark.NEW: "+",
    Mark.ENDED: "\N{MULTIPLICATION SIGN}",
    Mark.MOVED: "\N{RIGHTWARDS ARROW}",
    Mark.RENAMED: "\N{ALMOST EQUAL TO}",
    Mark.CHANGED: "\N{INCREMENT}",
    Mark.FOLLOWS: "\N{RIGHTWARDS ARROW WITH HOOK}",
}

_MARK_WORDS: Mapping[Mark, Tenses] = {
    Mark.ENDED: Tenses(msg_p("mark", "ended"), msg_p("mark", "ends")),
    Mark.NEW: Tenses(msg_p("mark", "new"), msg_p("mark", "new")),
    Mark.MOVED: Tenses(msg_p("mark", "moved"), msg_p("mark", "moves")),
    Mark.RENAMED: Tenses(msg_p("mark", "renamed"), msg_p("mark", "another name")),
    Mark.CHANGED: Tenses(msg_p("mark", "changed"), msg_p("mark", "changes")),
    Mark.FOLLOWS: Tenses(msg_p("mark", "follows"), msg_p("mark", "follows")),
}


def mark_word(mark: Mark) -> str:
    """A mark in a word."""
    return tr_p("mark", in_tense(*_MARK_WORDS[mark]))


class Row(NamedTuple):
    """A row of the documentation: what happened, and whose ids stand in `old` and in `new`."""

    what: str
    old: str
    new: str


class Example(NamedTuple):
    """Two snapshots, as YAML, between which one event of a kind takes place, and no other."""

    old: str
    new: str


def below_top(old: str, new: str) -> Example:
    """An example of what happens to units below the one at the top.

    Examples
    --------
    >>> below_top("{id: b, name: B}", "").old
    'units: [{id: top, name: Top, top: true, units: [{id: b, name: B}]}]'
    """
    return Example(_with_top(old), _with_top(new))


def beside_top(old: str, new: str) -> Example:
    """An example of what happens to anything that stands beside a single unit."""
    return Example(f"{old}\n{_with_top()}", f"{new}\n{_with_top()}")


def _with_top(below: str = "") -> str:
    return f"units: [{{id: top, name: Top, top: true, units: [{below}]}}]"


class Told(NamedTuple):
    """What an event says of a member on one side: its mark, and words that may be empty.

    `brief` stands in their place in a box, where the words are long or say what the mark says.
    """

    before: bool
    id: str
    mark: Mark
    words: str
    brief: str | None = None


@dataclass(frozen=True)
class Folding:
    """How many events that are alike are told in one sentence."""

    # In what an event may be like others, the most telling first; nothing where it is like none.
    likenesses: Callable[[Event, Names], Sequence[Likeness]]
    # What happened to many, with the names of some.
    sentence: Callable[[Group, Names], str]
    # Whether each has a line of its own while all are named.
    by_line: bool = False


@dataclass(frozen=True, kw_only=True)
class EventType:
    """A kind of event: what it is called, how it is found, told, drawn and turned round."""

    # Its name and its weight.
    kind: EventKind
    # What one event of it is called, and several.
    noun: Plural
    # The same beside their number.
    counted: Plural
    # Its row in the documentation.
    row: Row
    # A change in which it happens, for the tests of all that is said here.
    example: Example
    # Finds the events of a comparison and claims the differences that they tell of. The kinds
    # do so in the order of their weight; several kinds may share one detection.
    detect: Callable[[EventContext], Iterable[Event]]
    # The kind of what undoes it.
    inverse: EventKind
    # What happened, in one sentence without a full stop.
    sentence: Callable[[Event, Names], str]
    # The same as the beginning of a message, of an event whose ids are members as messages have
    # them; of a duty or site it is given the wording.
    phrase: Callable[[Event, str], str]
    # How many are told in one sentence; None where each is told by itself.
    folding: Folding | None
    # The kind under whose heading it is told, and whose name in a rule means it too, if another.
    heading: EventKind | None = None
    # What `change` says of the event that undoes one.
    opposites: Mapping[str, str] = field(default_factory=dict)
    # What its `old` and `new` are ids of.
    entity_type: EntityType = EntityType.UNIT
    # The field of units that lists what it is about, where that is a duty or a site.
    holding: str | None = None
    # Whether it is of one member: what is expected of several members is as many events.
    of_one: bool = True
    # Whether it is of people and nothing else: papers that a board decides on leave it out.
    of_people: bool = False
    # Whether a measure about a unit brings it along without saying so.
    slight: bool = False
    # Whether it tells of another id, and on what ground; other events of the unit need not.
    identifies: bool = False
    # Whether it tells itself of another superior.
    tells_superior: bool = False
    # Whether the unit stands elsewhere now, with those below it.
    moves_units: bool = False

    def inverted(
        self, event: Event, before: Mapping[str, str]
    ) -> tuple[EventKind, tuple[str, ...], tuple[str, ...]]:
        """The kind and the ids of what undoes an event.

        `before` has the older ids of the units that have another one, by the newer.
        """
        return self.inverse, event.new, event.old

    def units(self, event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of units, older and newer, that an event is about."""
        return (event.old, event.new) if self.entity_type is EntityType.UNIT else ((), ())

    def along(self, event: Event) -> tuple[frozenset[str], frozenset[str]]:
        """The members, older and newer, to whom this happened along with an event."""
        return frozenset(), frozenset()

    def topics(self, event: Event) -> frozenset[Topic]:
        """The facts that an event comes down to."""
        return frozenset()

    def remark(self, events: Sequence[Event]) -> str:
        """What events stand for more than their own number; nothing where they do not."""
        return ""

    def told(self, event: Event, names: Names) -> Iterator[Told]:
        """What an event says of each member; nothing where that is counted, or of none."""
        yield from ()


@dataclass(frozen=True, kw_only=True)
class SuccessionType(EventType):
    """A kind of event in which units hand over to others.

    `became` is said at an arrow from a unit that gave to one that took over. In a unit itself,
    `gave` says who took over from it, and `took` from whom it took over.
    """

    became: str
    gave: NumberTenses
    took: NumberTenses
    of_one: bool = False

    def pairs(self, event: Event, names: Names) -> list[tuple[str, str]]:
        """Who gave to whom: as the flows say, else every unit that ended to every other one."""
        if event.flows:
            return [(flow.giver, flow.receiver) for flow in event.flows]
        units = names.comparison.units
        givers = [id for id in event.old if id not in units.matches] or list(event.old)
        kept = {units.new_of(id) for id in givers}
        return [(old, new) for old in givers for new in event.new if new not in kept]

    def told(self, event: Event, names: Names) -> Iterator[Told]:
        """What each unit became, and where each came from."""
        units = names.comparison.units
        given: defaultdict[str, list[str]] = defaultdict(list)
        taken: defaultdict[str, list[str]] = defaultdict(list)
        for giver, receiver in self.pairs(event, names):
            given[giver].append(names.now(receiver))
            taken[receiver].append(names.was(giver))
        for id in event.old:
            mark = Mark.CHANGED if id in units.matches else Mark.ENDED
            yield Told(True, id, mark, _with_names(self.gave, given.get(id)))
        for id in event.new:
            mark = Mark.CHANGED if id in units.by_new else Mark.NEW
            yield Told(False, id, mark, _with_names(self.took, taken.get(id)))


@dataclass(frozen=True, kw_only=True)
class UnitType(EventType):
    """A kind of event that is of one unit."""

    # How the unit is marked in pictures.
    mark: Mark
    # What happened, in a word or two without the unit.
    verb: str
    # What is said of the unit before and since.
    notes: Callable[[Event, Names], tuple[str, str]]
    # What an event is about as it is on one side: where the unit is, whom it reports to.
    state: Callable[[Event, Names, bool], str]
    # What is said of it in a box, where that is something else.
    brief: Callable[[Event, Names], str] | None = None
    # Whether units may have such a state in common.
    shares_state: bool = False
    # That a unit which ended or began might be another one; nothing where it might not.
    doubt: Callable[[Event, Names], str] = lambda event, names: ""

    def told(self, event: Event, names: Names) -> Iterator[Told]:
        """The mark and the notes on either side that the unit is on."""
        then, since = self.notes(event, names)
        brief = self.brief(event, names) if self.brief is not None else None
        yield from (Told(True, id, self.mark, then, brief) for id in event.old)
        yield from (Told(False, id, self.mark, since, brief) for id in event.new)


@dataclass(frozen=True, kw_only=True)
class HoldingType(EventType):
    """A kind of event in which a duty or site passes, comes up, lapses or is reworded."""

    holding: str
    # How many of them there are, how many a unit gains, loses or rewords, and how many of one
    # that ended are with others now.
    item: Plural
    gains: Plural
    loses: Plural
    rewords: Plural
    goes: Plural
    # What `change` says of one that comes, goes, or passes.
    came: str
    went: str
    passed: str
    of_one: bool = False

    def numbered(self, event: Event, before: bool) -> Plural:
        """What a unit that had some, or has some, does with a number of them."""
        if event.change == "reworded":
            return self.rewords
        return self.loses if before else self.gains

    def topics(self, event: Event) -> frozenset[Topic]:
        """That no unit has it any more."""
        gone = event.change == self.went and event.item
        return lost(self.holding, gone) if gone else frozenset()


def _with_names(words: NumberTenses, names: Sequence[str] | None) -> str:
    return tr_tn(*words, len(names), units=listed(names, most=_NAMED)) if names else ""
