"""A merge as JSON, schema `orgcheck.merge/1`."""

from __future__ import annotations

from typing import Any

from orgcheck.changes.changeset import Event
from orgcheck.merging.conflicts import Conflict, Told
from orgcheck.merging.merge import Merge
from orgcheck.reports.formats.json.findings import finding_record, stretch
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.reports.merging import ConflictWords, MergeWords

SCHEMA = "orgcheck.merge/1"


def report(merge: Merge, *, language: str | None = None) -> str:
    """Whether it merged, the conflicts, and what became of the events of theirs."""
    return json_text(record(merge, language))


def record(merge: Merge, language: str | None = None) -> dict[str, Any]:
    """A merge as plain data."""
    words = MergeWords(merge, language)
    return {
        "schema": SCHEMA,
        "merged": merge.merged,
        "organisation": words.title,
        "status": merge.status,
        "events": {
            "ours": len(merge.ours.events),
            "theirs": len(merge.theirs.events),
            "made": [_event(event) for event in merge.made],
            "shared": [_event(event) for event in merge.shared],
            "left_out": [_event(event) for event in merge.left_out],
        },
        "conflicts": [
            _conflict(conflict, said)
            for conflict, said in zip(merge.conflicts, words.conflicts(), strict=True)
        ],
        "noted": [
            _conflict(conflict, said)
            for conflict, said in zip(merge.noted, words.noted(), strict=True)
        ],
        "findings": [finding_record(finding) for finding in merge.brought],
        "existing": [finding_record(finding) for finding in merge.existing],
        "carried": [finding_record(finding) for finding in merge.carried],
        "standing": list(words.standing()),
    }


def _conflict(conflict: Conflict, words: ConflictWords) -> dict[str, Any]:
    return {
        "collision": str(conflict.collision),
        "ours": _side(conflict, 0, words.ours),
        "theirs": _side(conflict, 1, words.theirs),
        "why": list(words.why),
        "fixes": list(words.mends),
        **({"finding": finding_record(conflict.finding)} if conflict.finding else {}),
    }


def _side(conflict: Conflict, side: int, sentence: str) -> dict[str, Any] | None:
    """The event of one side; of a row that both changed, the row."""
    if conflict.row is None:
        return _told((conflict.ours, conflict.theirs)[side], sentence)
    place = conflict.row.places[side]
    return {"sentence": sentence, **({"location": stretch(place)} if place is not None else {})}


def _told(told: Told | None, sentence: str) -> dict[str, Any] | None:
    if told is None:
        return None
    place = {"location": stretch(told.place)} if told.place is not None else {}
    return {**_event(told.event), "sentence": sentence, **place}


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "old": list(event.old),
        "new": list(event.new),
        "fingerprint": event.fingerprint,
    }
