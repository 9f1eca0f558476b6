"""The two snapshots that a paper compares: what each says of itself, and what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from orgcheck.organisation import Organisation
from orgcheck.reports.formats.paper.blocks import NOT_STATED, Section, Table, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.snapshot.model import Decision


def versions(case: Case) -> Section:
    """Both side by side; what one does not state is said to be not stated."""
    before, after = (dict(_facts(side, case.language)) for side in (case.old, case.new))
    rows = tuple((name, before[name], after[name]) for name in before)
    return Section(
        "The two versions",
        (
            Table(("", "before", "after"), rows),
            Table(("File", "SHA-256 of its text"), tuple(_hashes(case)))
            if any(_hashes(case))
            else Text("No file was read."),
        ),
    )


def _facts(organisation: Organisation, language: str | None) -> Iterator[tuple[str, str]]:
    snapshot = organisation.snapshot
    decision = snapshot.decision or Decision()
    facts = {
        "Version": snapshot.label or None,
        "Status": snapshot.status,
        "Valid from": snapshot.valid_from,
        "Valid to": snapshot.valid_to,
        "Decided by": decision.body and organisation.name(decision.body, language),
        "Decided on": decision.date,
        "Reference": decision.reference,
        "Basis": decision.basis,
        "Source": "; ".join(snapshot.source) or None,
    }
    for name, value in facts.items():
        yield name, stated(value)


def stated(value: object) -> str:
    """A value as it is written, or that there is none."""
    return NOT_STATED if value is None else str(value)


def _hashes(case: Case) -> Iterator[tuple[str, str]]:
    for side in (case.old, case.new):
        for text in side.places.texts:
            digest = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
            yield text.name, digest
