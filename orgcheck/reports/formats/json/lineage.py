"""The lineage of a unit as JSON, schema `orgcheck.lineage/1`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.written import Count
from orgcheck.descent.graph import Edge, Lifetime, Node
from orgcheck.descent.lineage import Lineage, Passage
from orgcheck.descent.versions import Version
from orgcheck.event_kinds import EventKind
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.reports.lineage import LineageWords
from orgcheck.snapshot.model import Flag


@dataclass(frozen=True, slots=True)
class CommitRecord(Written):
    """The commit that recorded a version."""

    commit: str
    date: str


@dataclass(frozen=True, slots=True)
class VersionRecord(Written):
    """One version of the organisation."""

    version: str
    source: str
    units: Count
    valid_from: str | None = None
    recorded: CommitRecord | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class NodeRecord(Written):
    """A unit in one version."""

    version: str
    unit: str


@dataclass(frozen=True, slots=True)
class StandRecord(Written):
    """A unit in one version, with what it is called and what it is part of."""

    version: str
    unit: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class EventRecord(Written):
    """An event that a unit takes part in, by the ids of the two versions."""

    kind: EventKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    sentence: str
    fingerprint: str
    certainty: Certainty | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRecord(Written):
    """Who decided the later version."""

    body: str | None = None
    date: str | None = None
    reference: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class PassageRecord(Written):
    """What a unit went through between two neighbouring versions."""

    since: str
    version: str
    events: tuple[EventRecord, ...]
    bond: str | None = None
    decision: DecisionRecord | None = None


@dataclass(frozen=True, slots=True)
class WhereaboutsRecord(Written):
    """Where some of what an ended unit had is in the next version."""

    version: str
    holders: tuple[str, ...]
    gone: Flag
    children: tuple[str, ...]
    responsibilities: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRecord(Written):
    """A unit through all versions that have it."""

    stands: tuple[StandRecord, ...]
    ended: Flag
    passages: tuple[PassageRecord, ...]
    whereabouts: tuple[WhereaboutsRecord, ...]
    used_again: NodeRecord | None = None


@dataclass(frozen=True, slots=True)
class EdgeRecord(Written):
    """One step of descent."""

    old: NodeRecord
    new: NodeRecord
    kind: str
    certainty: Certainty
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineageRecord(Written):
    """The lineage of the unit, or the units, that have an id."""

    schema: Literal["orgcheck.lineage/1"]
    organisation: str
    id: str
    versions: tuple[VersionRecord, ...]
    subjects: tuple[NodeRecord, ...]
    units: tuple[UnitRecord, ...]
    edges: tuple[EdgeRecord, ...]
    remarks: tuple[str, ...] = ()


def report(lineage: Lineage) -> str:
    """The units of a lineage, what each went through, and the steps of descent between them."""
    return json_text(data_of(_record(lineage)))


def commit_record(version: Version) -> CommitRecord | None:
    """The commit that recorded a version; None of one that was not read from git."""
    by = version.recorded
    return CommitRecord(by.commit, by.day.isoformat()) if by is not None else None


def dates_of(version: Version) -> tuple[str | None, CommitRecord | None, str | None]:
    """From when on a version holds, the commit that recorded it, and the day that was asked for."""
    organisation = version.organisation
    since = organisation.snapshot.valid_from
    return (
        since.isoformat() if since is not None else None,
        commit_record(version),
        str(organisation.slice.day) if organisation.slice is not None else None,
    )


def _record(lineage: Lineage) -> LineageRecord:
    words = LineageWords(lineage)
    history = lineage.history
    versions = (
        VersionRecord(
            version.label,
            version.source,
            len(version.organisation.units),
            *dates_of(version),
        )
        for version in history.versions
    )
    return LineageRecord(
        "orgcheck.lineage/1",
        history.organisation,
        lineage.id,
        tuple(versions),
        tuple(_node(lifetime[0], words) for lifetime in lineage.subjects),
        tuple(_unit(lifetime, words) for lifetime in lineage.related),
        tuple(_edge(edge, words) for edge in lineage.edges()),
        history.remarks,
    )


def _node(node: Node, words: LineageWords) -> NodeRecord:
    return NodeRecord(words.label(node.version), node.unit)


def _edge(edge: Edge, words: LineageWords) -> EdgeRecord:
    ends = _node(edge.old, words), _node(edge.new, words)
    return EdgeRecord(*ends, edge.kind, edge.certainty, edge.basis)


def _unit(lifetime: Lifetime, words: LineageWords) -> UnitRecord:
    lineage = words.lineage
    reuse = lineage.reuse(lifetime)
    return UnitRecord(
        tuple(_stand(node, words) for node in lifetime),
        lineage.end_of(lifetime) is not None,
        tuple(_passage(passage, words) for passage in lineage.passages(lifetime)),
        tuple(
            WhereaboutsRecord(
                words.label(where.version),
                where.holders,
                where.is_gone,
                where.children,
                where.duties,
                where.sites,
            )
            for where in lineage.whereabouts(lifetime)
        ),
        _node(reuse.old, words) if reuse is not None else None,
    )


def _stand(node: Node, words: LineageWords) -> StandRecord:
    organisation = words.lineage.history.versions[node.version].organisation
    parent = organisation.parent_of(node.unit)
    return StandRecord(words.label(node.version), node.unit, words.name(node), parent)


def _passage(passage: Passage, words: LineageWords) -> PassageRecord:
    decision = passage.decision
    return PassageRecord(
        passage.step.old.label,
        passage.step.new.label,
        tuple(_events(passage, words)),
        passage.edge.bond.value if passage.edge is not None else None,
        DecisionRecord(
            decision.body,
            decision.date.isoformat() if decision.date is not None else None,
            decision.reference,
            decision.basis,
        )
        if decision is not None
        else None,
    )


def _events(passage: Passage, words: LineageWords) -> Iterator[EventRecord]:
    for event in passage.events:
        yield EventRecord(
            event.kind,
            event.old,
            event.new,
            words.sentence(passage, event),
            event.fingerprint,
            event.certainty,
            tuple(measure.id for measure in passage.measures(event)),
        )
