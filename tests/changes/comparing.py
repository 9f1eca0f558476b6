"""Comparisons of organisations that are written down in a few lines."""

from __future__ import annotations

from orgcheck.changes.changeset import ChangeSet, Event
from orgcheck.changes.compare import compare
from tests.building import organisation

Told = tuple[str, tuple[str, ...], tuple[str, ...]]


def changes(old: str, new: str) -> ChangeSet:
    """What ids and declarations say of the change between two texts."""
    before = organisation(old, name="old.yaml")
    return compare(before, organisation(new, name="new.yaml"), inference=False)


def told(change_set: ChangeSet) -> list[Told]:
    """The kind and the ids of every event, in the order in which they are told."""
    return [(str(event.kind), event.old, event.new) for event in change_set.events]


def only(change_set: ChangeSet) -> Event:
    """The one event that happened."""
    (event,) = change_set.events
    return event
