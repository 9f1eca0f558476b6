"""Events as a template writes them: by kind, many alike under one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import ChangeSet, Event
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import opening
from orgcheck.event_kinds import EventKind
from orgcheck.reports.formats.html.heading import Sort
from orgcheck.reports.formats.html.pieces import Cutting, Pieces
from orgcheck.reports.grounds import grounds
from orgcheck.reports.mentions import Mentions


def permalinks(events: Sequence[Event]) -> Mapping[int, str]:
    """The name in the page of each event object: from its fingerprint, each once."""
    taken: dict[str, int] = {}
    links: dict[int, str] = {}
    for event in events:
        number = taken[event.fingerprint] = taken.get(event.fingerprint, 0) + 1
        links[id(event)] = f"e-{event.fingerprint}" + (f"-{number}" if number > 1 else "")
    return links


def sorts_of(changes: ChangeSet) -> list[Sort]:
    """The kinds of events that there are, the weightiest first."""
    return [
        Sort(kind.value, capital(type_of(kind).noun[number != 1]), number)
        for kind, number in Account(changes).kinds.items()
    ]


def capital(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its sentence, and what stands below it."""

    anchor: str
    kind: str
    fingerprint: str
    pieces: Pieces
    grounds: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Events told together under one sentence; one event alone has none."""

    pieces: Pieces
    events: tuple[Told, ...]


@dataclass
class Chapter:
    """The events of one kind."""

    words: str
    number: int
    groups: list[Group]


def chapters_of(
    changes: ChangeSet, names: Mentions, cut: Cutting, links: Mapping[int, str]
) -> Iterator[Chapter]:
    """The events by kind, in order of weight; moves of all sorts together."""
    chapters: dict[EventKind, Chapter] = {}
    for group in grouped(Account(changes).events, names):
        kind = group.events[0].kind
        heading = type_of(type_of(kind).heading or kind)
        chapter = chapters.setdefault(heading.kind, Chapter("", 0, []))
        told = tuple(_told(event, changes, names, cut, links) for event in group.events)
        several = len(told) > 1
        pieces = cut(opening(sentence_of_many(group, names))) if several else ()
        chapter.groups.append(Group(pieces, told))
        chapter.number += len(told)
        chapter.words = capital(heading.noun[chapter.number != 1])
    yield from chapters.values()


def _told(
    event: Event, changes: ChangeSet, names: Mentions, cut: Cutting, links: Mapping[int, str]
) -> Told:
    return Told(
        anchor=links[id(event)],
        kind=event.kind.value,
        fingerprint=event.fingerprint,
        pieces=cut(opening(sentence(event, names))),
        grounds=cut.all(grounds(event, changes, names)),
    )
