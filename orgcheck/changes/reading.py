"""Text -> change set: `orgcheck.changes/1` read back, every fault with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgcheck.changes.changeset import (
    Certainty,
    ChangeSet,
    Correspondence,
    Edit,
    EntityType,
    Event,
    Match,
    Op,
    Succession,
)
from orgcheck.changes.entities import model_of
from orgcheck.core import ValidationError
from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.language import said
from orgcheck.records import replace
from orgcheck.snapshot.form import check, shape_of, with_its_id, without_nulls
from orgcheck.snapshot.model import Part
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import CHANGES, in_place_of
from orgcheck.snapshot.text import Document, SourceText


def read_changes(source: SourceText) -> ChangeSet:
    """Read a change set.

    Raises
    ------
    Unreadable
        Where the text is no change set; with everything that is wrong with it.
    """
    document = read(source)
    if other := in_place_of(CHANGES, document.root, document.start()):
        raise Unreadable([other])
    changes, problems = check(ChangeSet, document, document.root)
    if changes is None:
        raise Unreadable(problems)
    events: list[Event] = []
    for number, event in enumerate(changes.events):
        node = document.root["events"][number]
        edits: list[Edit] = []
        for index, edit in enumerate(event.edits):
            made, wrong = _settled(edit, document, node["edits"][index])
            edits.append(made)
            problems += wrong
        events.append(replace(event, edits=tuple(edits)))
    if problems:
        raise Unreadable(problems)
    events.sort(key=lambda event: event.order)
    told = changes.correspondence
    if document.root.get("correspondence") is None:
        told = _told_by(events)
    return replace(changes, events=tuple(events), correspondence=told)


# -- what a model cannot say ------------------------------------------------------------------


def _settled(edit: Edit, document: Document, node: Any) -> tuple[Edit, list[Diagnostic]]:
    """An edit, a member that it adds or removes read as a snapshot's are; and what is wrong."""
    named = [entity_type for entity_type in EntityType if getattr(edit, entity_type)]
    place = document.of_value(node, "op")
    if len(named) != 1:
        message = said("an edit names one of unit, post, body, duty, person and snapshot")
        return edit, [Diagnostic(place, message, said("name the one that it changes"))]
    if edit.snapshot and edit.field == "id":
        # What has an id gets another one by such an edit, and whatever names it follows.
        return edit, [
            Diagnostic(place, said("a snapshot has no id"), said("name another field of it"))
        ]
    if edit.field is not None:
        return edit, []
    if edit.op is Op.SET:
        return edit, [Diagnostic(place, said("the edit names no field"), said("add `field`"))]
    if edit.snapshot:
        return edit, [
            Diagnostic(place, said("a snapshot is not added or removed"), said("write `op: set`"))
        ]
    side = "new" if edit.op is Op.ADD else "old"
    if not isinstance(node.get(side), dict):
        message = said(
            '"{side}" is missing: the whole {part} that the edit is about',
            side=side,
            part=named[0],
        )
        return edit, [Diagnostic(place, message, said("add `{side}`", side=side))]
    member, problems = _member(model_of(named[0]), document, node[side])
    whole = member.data() if member is not None else None
    old, new = (None, whole) if edit.op is Op.ADD else (whole, None)
    return replace(edit, old=old, new=new), problems


def _member(
    model: type[Part], document: Document, node: Any
) -> tuple[Part | None, list[Diagnostic]]:
    try:
        # A snapshot keeps an id of the wrong form, and so does what tells two snapshots apart.
        return with_its_id(model, without_nulls(node, shape_of(model))), []
    except ValidationError:
        return check(model, document, node)


# -- what older versions of this program did not write ----------------------------------------


def _told_by(events: list[Event]) -> Correspondence:
    """Which is which, of a change set that tells it by its events alone."""
    ended, begun = (
        {id for event in events for id in event.wholes(EntityType.UNIT, op)}
        for op in (Op.REMOVE, Op.ADD)
    )
    units = tuple(_recoded(events, EntityType.UNIT))
    # An id that one unit gave up and another has now.
    parted = (ended | {one.old for one in units}) & (begun | {one.new for one in units})
    flows = {(flow.giver, flow.receiver): event for event in events for flow in event.flows}
    return Correspondence(
        units=units,
        posts=tuple(_recoded(events, EntityType.POST)),
        bodies=tuple(_recoded(events, EntityType.BODY)),
        parted=tuple(sorted(parted)),
        successions=tuple(
            Succession(old, new, _certainty(event), event.evidence, spin_off=old not in ended)
            for (old, new), event in sorted(flows.items(), key=lambda one: one[0])
        ),
    )


def _recoded(events: list[Event], entity_type: EntityType) -> Iterator[Match]:
    """The members of a type that have another id."""
    recodes = {
        edit.id: Match(edit.id, str(edit.new), _certainty(event), event.evidence)
        for event in events
        for edit in event.edits
        if edit.field == "id" and edit.entity_type is entity_type
    }
    return (recodes[id] for id in sorted(recodes))


def _certainty(event: Event) -> Certainty:
    # Only what came, went or kept its id has no certainty, and is not asked about.
    return event.certainty or Certainty.DECLARED
