"""What a paper is about, and the questions that its sections ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from orgcheck.changes.changeset import Event
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many
from orgcheck.changes.kinds.words import Group, opening
from orgcheck.reports.formats.paper.blocks import Item, Items
from orgcheck.reports.grounds import grounds
from orgcheck.reports.mentions import Mentions
from orgcheck.reports.people import unnamed
from orgcheck.results import DiffResult
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.manifest import OpenMeasure, includes, needs_a_measure, open_measures


class Case(DiffResult):
    """A change, and what a paper asks of it; nothing of it is about people."""

    @classmethod
    def of(cls, compared: DiffResult) -> Case:
        """The change without the events that are of people and nothing else."""
        unnamed_change: DiffResult = unnamed(compared)
        changes = unnamed_change.changes
        events = tuple(event for event in changes.events if event.people is None)
        return cls(**{**vars(unnamed_change), "changes": replace(changes, events=events)})

    @cached_property
    def names(self) -> Mentions:
        """What units, posts, bodies and duties are called."""
        return Mentions(self.old, self.new, self.changes, self.language, full=True)

    @cached_property
    def ground(self) -> ChangeGround:
        """The change as rules ask about it."""
        return ChangeGround(self.old, self.new, self.changes)

    @cached_property
    def comparison(self) -> Comparison:
        """Which unit is which."""
        return self.names.comparison

    @cached_property
    def measures(self) -> tuple[OpenMeasure, ...]:
        """The measures that this change may carry out."""
        return open_measures(self.ground)

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

    def told(self, events: Sequence[Event]) -> Items:
        """Events in sentences; many alike in one, with each of them below."""
        return Items(tuple(map(self._item, grouped(events, self.names))))

    def _item(self, group: Group) -> Item:
        names = self.names
        if len(group.events) == 1:
            (event,) = group.events
            words = opening(sentence(event, names))
            return Item(f"{words}.", tuple(grounds(event, self.changes, names)))
        below: list[str] = []
        for event in group.events:
            below += (sentence(event, names), *grounds(event, self.changes, names))
        return Item(f"{opening(sentence_of_many(group, names))}.", tuple(below))
