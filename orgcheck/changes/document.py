"""A change set as plain data, as JSON has it: format `orgcheck.changes/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgcheck.changes.changeset import (
    ChangeSet,
    Consequence,
    Edit,
    EntityType,
    Event,
    Flow,
    Ledger,
    Net,
    PossibleMatch,
    Side,
    Tally,
)

SCHEMA = "orgcheck.changes/1"


def document(changes: ChangeSet) -> dict[str, Any]:
    """A change set as plain data; what does not apply is left out."""
    return {
        "schema": SCHEMA,
        "old": _side(changes.old),
        "new": _side(changes.new),
        "summary": {str(kind): count for kind, count in changes.summary.items()},
        "events": [_event(event) for event in changes.events],
        "ledger": _ledger(changes.ledger),
        "possible_matches": [_possible(match) for match in changes.possible_matches],
        **_present(reused=list(changes.reused), notes=list(changes.notes)),
        "findings": list(changes.findings),
        **_present(
            fixed=list(changes.fixed),
            unchanged=list(changes.unchanged),
            review=dict(changes.review) if changes.review is not None else None,
            review_of_inverse=(
                dict(changes.review_of_inverse) if changes.review_of_inverse is not None else None
            ),
            findings_of_inverse=list(changes.findings_of_inverse),
            fixed_of_inverse=list(changes.fixed_of_inverse),
        ),
    }


def _present(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != []}


def _side(side: Side) -> dict[str, Any]:
    return {
        "organisation": side.organisation,
        "version": side.version,
        **_present(source=side.source),
        "units": side.units,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "old": list(event.old),
        "new": list(event.new),
        **_present(
            certainty=str(event.certainty) if event.certainty else None,
            change=event.change,
            item=event.item,
            field=event.field,
            key=event.key,
        ),
        "evidence": list(event.evidence),
        "edits": [_edit(edit) for edit in event.edits],
        "consequences": [_consequence(consequence) for consequence in event.consequences],
        "carried": event.carried,
        **_present(flows=[_flow(flow) for flow in event.flows]),
        **({"figures": _figures(event.figures)} if event.figures else {}),
        "fingerprint": event.fingerprint,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "op": str(edit.op),
        str(edit.entity_type): True if edit.entity_type is EntityType.SNAPSHOT else edit.id,
        **_present(field=edit.field, key=edit.key),
        **{
            name: value
            for name, value in (("old", edit.old), ("new", edit.new))
            if value is not None
        },
    }


def _consequence(consequence: Consequence) -> dict[str, Any]:
    return {
        "field": consequence.field,
        "old": consequence.old,
        "new": consequence.new,
        "members": list(consequence.members),
        "count": consequence.count,
    }


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "giver": flow.giver,
        "receiver": flow.receiver,
        "children": list(flow.children),
        "responsibilities": list(flow.responsibilities),
        "sites": list(flow.sites),
    }


def _figures(figures: Mapping[str, Net]) -> dict[str, Any]:
    return {
        name: {"before": figure.before, "after": figure.after, "net": figure.net}
        for name, figure in sorted(figures.items())
    }


def _ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "responsibilities": {**_tally(ledger.responsibilities), "complete": ledger.complete},
        "sites": _tally(ledger.sites),
        "figures": _figures(ledger.figures),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        **tally.counts,
        "items": {
            "transferred": list(tally.transferred),
            "inherited": list(tally.inherited),
            "dropped": list(tally.dropped),
            "created": list(tally.created),
        },
    }


def _possible(match: PossibleMatch) -> dict[str, Any]:
    return {
        "old": match.old,
        "new": match.new,
        "because": match.because,
        "paste": match.paste,
        **_present(runner_up=match.runner_up),
    }
