"""A history as JSON, schema `orgcheck.history/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import Certainty, Event
from orgcheck.changes.kinds import sentence
from orgcheck.changes.names import Names
from orgcheck.changes.written import Count, Sum
from orgcheck.descent.graph import Node
from orgcheck.descent.history import History
from orgcheck.descent.versions import Version
from orgcheck.event_kinds import EventKind
from orgcheck.parts import Written, data_of
from orgcheck.records import dataclass
from orgcheck.reports.formats.json.findings import finding_record
from orgcheck.reports.formats.json.lineage import CommitRecord, dates_of
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.reports.history import HistoryWords
from orgcheck.reports.lineage import whole


@dataclass(frozen=True, slots=True)
class DatedRecord(Written):
    """One version of the organisation, with its figures."""

    version: str
    source: str
    figures: Mapping[str, Sum]
    valid_from: str | None = None
    recorded: CommitRecord | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class HappeningRecord(Written):
    """One thing that happened, by the ids of the two versions."""

    kind: EventKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    sentence: str
    fingerprint: str
    carried: Count
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class StepRecord(Written):
    """What happened between two neighbouring versions."""

    since: str
    version: str
    summary: Mapping[EventKind, Count]
    events: tuple[HappeningRecord, ...]


@dataclass(frozen=True, slots=True)
class ReturnRecord(Written):
    """An id that versions in between leave out."""

    unit: str
    last: str
    again: str
    joined: bool


@dataclass(frozen=True, slots=True)
class HistoryRecord(Written):
    """An organisation through all its versions."""

    schema: Literal["orgcheck.history/1"]
    organisation: str
    versions: tuple[DatedRecord, ...]
    steps: tuple[StepRecord, ...]
    returns: tuple[ReturnRecord, ...]
    findings: tuple[dict[str, Any], ...]
    waived: Count
    remarks: tuple[str, ...] = ()


def report(history: History) -> str:
    """The versions, every event between each two, and what is uncertain."""
    words = HistoryWords(history)
    record = HistoryRecord(
        "orgcheck.history/1",
        history.organisation,
        tuple(_version(version, words) for version in history.versions),
        tuple(_step(history, number) for number in range(len(history.steps))),
        tuple(_returns(history)),
        tuple(map(finding_record, (*history.findings, *words.discrepancies))),
        history.waived,
        history.remarks,
    )
    return json_text(data_of(record))


def _version(version: Version, words: HistoryWords) -> DatedRecord:
    figures, dates = words.figures(version), dates_of(version)
    return DatedRecord(version.label, version.source, figures, *dates)


def _step(history: History, number: int) -> StepRecord:
    step, account = history.steps[number], Account(history.told(number))
    events = (_event(event, step.names) for event in account.events)
    return StepRecord(step.old.label, step.new.label, account.kinds, tuple(events))


def _event(event: Event, names: Names) -> HappeningRecord:
    return HappeningRecord(
        event.kind,
        event.old,
        event.new,
        whole(sentence(event, names)),
        event.fingerprint,
        event.carried,
        event.certainty,
    )


def _returns(history: History) -> list[ReturnRecord]:
    joined = [(edge.old, edge.new, True) for edge in history.descent.notable if edge.bond.is_return]
    parted = [(reuse.old, reuse.new, False) for reuse in history.descent.reuses]

    def label(node: Node) -> str:
        return history.versions[node.version].label

    return [
        ReturnRecord(new.unit, label(old), label(new), one)
        for old, new, one in sorted([*joined, *parted], key=lambda found: found[1])
    ]
