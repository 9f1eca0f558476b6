"""What a paper is about, and the questions that its sections ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from orgcheck.changes.changeset import Event
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.fields import is_another_name
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many
from orgcheck.changes.kinds.words import ALL, Group, opening
from orgcheck.changes.marks import is_of_id
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import tr
from orgcheck.records import dataclass, replace
from orgcheck.reports.formats.paper.blocks import Item
from orgcheck.reports.formats.paper.names import PaperNames
from orgcheck.reports.people import unnamed
from orgcheck.results import DiffResult
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.manifest import OpenMeasure, includes, needs_a_measure, open_measures
from orgcheck.snapshot.model import Reorganisation

# What is told by numbers, and in words only where no measure brings it along.
_NUMBERS = frozenset((EventKind.FIGURE, EventKind.ATTRIBUTE))


def is_new_name(event: Event) -> bool:
    """Whether the organisation itself gets another name."""
    of_name = event.kind is EventKind.SNAPSHOT and event.field == "organisation"
    return of_name and any(map(is_another_name, event.edits))


def _concerns_a_board(event: Event) -> bool:
    """Whether an event is more than codes, and than what a version says of itself."""
    if event.kind is EventKind.SNAPSHOT:
        return is_new_name(event)
    return not is_of_id(event)


@dataclass(frozen=True)
class Case(DiffResult):
    """A change, and what a paper asks of it; nothing of it is about people.

    Parameters
    ----------
    everything
        All that happened, what is of people and nothing else included: it is not told, but a
        measure may declare it.
    """

    everything: tuple[Event, ...] = ()

    @classmethod
    def of(cls, compared: DiffResult) -> Case:
        """The change without the events that are of people and nothing else."""
        unnamed_change: DiffResult = unnamed(compared)
        changes = unnamed_change.changes
        events = tuple(event for event in changes.events if event.people is None)
        told = {**vars(unnamed_change), "changes": replace(changes, events=events)}
        return cls(**told, everything=changes.events)

    @cached_property
    def names(self) -> PaperNames:
        """What units, posts, bodies and duties are called."""
        return PaperNames(self.old, self.new, self.changes, self.language, full=True)

    @cached_property
    def ground(self) -> ChangeGround:
        """The change as rules ask about it."""
        return ChangeGround(self.old, self.new, self.changes)

    @cached_property
    def comparison(self) -> Comparison:
        """Which unit is which."""
        return self.names.comparison

    @property
    def manifest(self) -> Reorganisation | None:
        """The manifest of the newer side."""
        return self.new.snapshot.reorganisation

    @cached_property
    def measures(self) -> tuple[OpenMeasure, ...]:
        """The measures that this change may carry out."""
        return open_measures(self.ground)

    @cached_property
    def new_names(self) -> frozenset[str]:
        """The events by which the organisation gets another name, by their fingerprints."""
        return frozenset(one.fingerprint for one in self.changes.events if is_new_name(one))

    @cached_property
    def organisation(self) -> str:
        """What the organisation is called: as before, until it is decided to call it otherwise."""
        side = self.old if self.new_names and not self.decided else self.new
        return side.displayed(side.snapshot.organisation, self.language)

    def events_of(self, measure: OpenMeasure) -> tuple[Event, ...]:
        """The events that a measure declares."""
        return tuple(event for event in self.changes.events if includes(measure, event))

    @cached_property
    def outside(self) -> tuple[Event, ...]:
        """The events that no measure declares, of those that would have to be."""
        return tuple(
            event
            for event in self.account.events
            if needs_a_measure(event)
            and not any(includes(measure, event) for measure in self.measures)
        )

    @property
    def decided(self) -> bool:
        """Whether the newer side has been decided on, as far as it says so."""
        snapshot = self.new.snapshot
        if snapshot.status is None:
            return snapshot.decision is not None and snapshot.decision.date is not None
        return snapshot.status in ("approved", "in-force")

    def office(self, text: str) -> str:
        """Who is named by an id, or by a text where nobody has that id."""
        return self.names.now(text) if self.new.member(text) is not None else text

    def shown(self, name: str | dict[str, str]) -> str:
        """A name or text in the language of the paper."""
        return self.new.displayed(name, self.language)

    # -- events in sentences ----------------------------------------------------------------

    def told(
        self, events: Iterable[Event], *, slight: bool = False, in_full: bool = False
    ) -> tuple[Item, ...]:
        """Events in sentences, many alike in one.

        `slight` says that those are among them that are told elsewhere too. With `in_full`, each
        of many stands below the sentence that names some of them.
        """
        left_out = () if slight else _NUMBERS
        some = [one for one in events if _concerns_a_board(one) and one.kind not in left_out]
        return tuple(self._item(group, in_full=in_full) for group in grouped(some, self.names))

    def _item(self, group: Group, *, in_full: bool) -> Item:
        names, events = self.names, group.events
        if len(events) == 1:
            words = opening(sentence(events[0], names))
        else:
            words = opening(sentence_of_many(group, names))
        below = tuple(sentence(one, names) for one in events) if len(events) > ALL else ()
        return Item(f"{words}.{self.doubt(events)}", below if in_full else ())

    def doubt(self, events: Sequence[Event]) -> str:
        """A sentence, after a blank, on those that nobody declared; empty where all were."""
        inferred = [one for one in events if one.certainty is not None and one.certainty.inferred]
        if not inferred:
            return ""
        if len(inferred) == len(events):
            return " " + tr("To be confirmed.")
        who = listed(listed(map(self.names.now, one.new)) for one in inferred)
        return " " + tr("To be confirmed: {units}.", units=who)
