"""Text -> change set: `orgcheck.changes/1` read back, every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from orgcheck.changes import changeset as model
from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.plain import plain
from orgcheck.errors import Diagnostic
from orgcheck.event_kinds import EventKind
from orgcheck.snapshot.form import check, shape_of, with_its_id, without_nulls
from orgcheck.snapshot.model import Body, Duty, Flag, Part, Post, Text, Unit
from orgcheck.snapshot.reader import Unreadable, read
from orgcheck.snapshot.recognition import CHANGES, in_place_of
from orgcheck.snapshot.scalars import AsSum, as_scalar, expected
from orgcheck.snapshot.text import NO_COLON, Document, Plain, SourceText

_MODELS: Mapping[EntityType, type[Part]] = {
    EntityType.UNIT: Unit,
    EntityType.POST: Post,
    EntityType.BODY: Body,
    EntityType.DUTY: Duty,
}
# The members that edits add or remove, by the numbers of the event and of the edit in it.
Wholes = dict[tuple[int, int], dict[str, Any]]


def as_data(value: Any) -> Any:
    """Plain data: what the core schema makes of every scalar."""
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_data(item) for item in value]
    if value is NO_COLON:
        raise expected("a value", value)
    return as_scalar(value) if isinstance(value, Plain) else value


def as_count(value: Any) -> int:
    """A whole number, not below zero."""
    number = as_scalar(value) if isinstance(value, Plain) else value
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise expected("a whole number", value)


def as_kind(value: Any) -> EventKind:
    """A kind of event."""
    if isinstance(value, str) and value in set(EventKind):
        return EventKind(value)
    raise expected(f"a kind of event ({', '.join(EventKind)})", value)


def as_certainty(value: Any) -> model.Certainty:
    """A ground on which units are said to correspond."""
    if isinstance(value, str) and value in set(model.Certainty):
        return model.Certainty(value)
    raise expected(f"one of {', '.join(model.Certainty)}", value)


def as_record(value: Any) -> dict[str, Any]:
    """Plain data about one thing, key by key."""
    if not isinstance(value, dict):
        raise expected("a mapping", value)
    record: dict[str, Any] = as_data(value)
    return record


Data = Annotated[Any, BeforeValidator(as_data)]
Record = Annotated[dict[str, Any], BeforeValidator(as_record)]
Count = Annotated[int, BeforeValidator(as_count)]
Sum = Annotated[int | Decimal, AsSum]
Ids = tuple[Text, ...]


class _Side(Part):
    organisation: Text
    version: str = ""
    source: Text | None = None
    units: Count = 0


class _Net(Part):
    before: Sum = 0
    after: Sum = 0
    net: Sum = 0


class _Edit(Part):
    op: Literal["add", "remove", "set"]
    unit: Text | None = None
    post: Text | None = None
    body: Text | None = None
    duty: Text | None = None
    snapshot: Flag = False
    field: Text | None = None
    key: str | None = None
    old: Data = None
    new: Data = None


class _Consequence(Part):
    field: Text
    old: Text
    new: Text
    members: tuple[str, ...]
    count: Count = 0


class _Flow(Part):
    giver: Text
    receiver: Text
    children: Ids = ()
    responsibilities: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


class _Event(Part):
    kind: Annotated[EventKind, BeforeValidator(as_kind)]
    old: Ids = ()
    new: Ids = ()
    certainty: Annotated[model.Certainty, BeforeValidator(as_certainty)] | None = None
    change: Text | None = None
    item: str | None = None
    field: Text | None = None
    key: str | None = None
    evidence: tuple[str, ...] = ()
    edits: tuple[_Edit, ...] = ()
    consequences: tuple[_Consequence, ...] = ()
    carried: Count = 0
    flows: tuple[_Flow, ...] = ()
    figures: dict[Text, _Net] = Field(default_factory=dict)
    fingerprint: Text | None = None


class _Items(Part):
    transferred: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    created: tuple[str, ...] = ()


class _Tally(Part):
    before: Count = 0
    kept: Count = 0
    transferred: Count = 0
    dropped: Count = 0
    created: Count = 0
    after: Count = 0
    complete: Flag = False
    items: _Items = _Items()


class _Ledger(Part):
    responsibilities: _Tally = _Tally()
    sites: _Tally = _Tally()
    figures: dict[Text, _Net] = Field(default_factory=dict)


class _Possible(Part):
    old: Text
    new: Text
    because: str
    paste: str
    runner_up: Text | None = None


class ChangeSetForm(Part):
    """The format's keys; `summary`, counts and fingerprints are there to be read, not heeded."""

    schema_: Annotated[Literal["orgcheck.changes/1"], Field(alias="schema")]
    old: _Side
    new: _Side
    summary: dict[str, Count] = Field(default_factory=dict)
    events: tuple[_Event, ...]
    ledger: _Ledger = _Ledger()
    possible_matches: tuple[_Possible, ...] = ()
    reused: Ids = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Record, ...] = ()
    fixed: tuple[Record, ...] = ()
    unchanged: tuple[Record, ...] = ()
    review: Record | None = None
    review_of_inverse: Record | None = None
    findings_of_inverse: tuple[Record, ...] = ()
    fixed_of_inverse: tuple[Record, ...] = ()


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
    form, problems = check(ChangeSetForm, document, document.root)
    wholes: Wholes = {}
    if form is not None:
        wholes, problems = _whole_members(form, document)
    if form is None or problems:
        raise Unreadable(problems)
    return _change_set(form, wholes)


# -- what a form cannot say -------------------------------------------------------------------


def _whole_members(form: ChangeSetForm, document: Document) -> tuple[Wholes, list[Diagnostic]]:
    """The members that edits add or remove, read as a snapshot's are; and what is wrong."""
    wholes: Wholes = {}
    problems: list[Diagnostic] = []
    for number, event in enumerate(form.events):
        for index, edit in enumerate(event.edits):
            node = document.root["events"][number]["edits"][index]
            member, wrong = _whole_member(edit, document, node)
            problems += wrong
            if member is not None:
                wholes[number, index] = plain(member)
    return wholes, problems


def _whole_member(
    edit: _Edit, document: Document, node: Any
) -> tuple[Part | None, list[Diagnostic]]:
    """The member that an edit adds or removes; None where it changes a field."""
    named = [entity_type for entity_type in EntityType if getattr(edit, entity_type)]
    place = document.of_value(node, "op")
    if len(named) != 1:
        message = "an edit names one of unit, post, body, duty and snapshot"
        return None, [Diagnostic(place, message, "name the one that it changes")]
    if edit.field is not None:
        return None, []
    if edit.op == "set":
        return None, [Diagnostic(place, "the edit names no field", "add `field`")]
    if named[0] is EntityType.SNAPSHOT:
        return None, [Diagnostic(place, "a snapshot is not added or removed", "write `op: set`")]
    side = "new" if edit.op == "add" else "old"
    if not isinstance(node.get(side), dict):
        message = f'"{side}" is missing: the whole {named[0]} that the edit is about'
        return None, [Diagnostic(place, message, f"add `{side}`")]
    model = _MODELS[named[0]]
    try:
        # A snapshot keeps an id of the wrong form, and so does what tells two snapshots apart.
        return with_its_id(model, without_nulls(node[side], shape_of(model))), []
    except ValidationError:
        return check(model, document, node[side])


# -- from forms to the model ------------------------------------------------------------------


def _change_set(form: ChangeSetForm, wholes: Wholes) -> ChangeSet:
    events = (_event(event, number, wholes) for number, event in enumerate(form.events))
    return ChangeSet(
        old=_side(form.old),
        new=_side(form.new),
        events=tuple(sorted(events, key=lambda event: event.order)),
        ledger=model.Ledger(
            responsibilities=_tally(form.ledger.responsibilities),
            sites=_tally(form.ledger.sites),
            figures=_figures(form.ledger.figures),
            complete=form.ledger.responsibilities.complete,
        ),
        possible_matches=tuple(
            model.PossibleMatch(one.old, one.new, one.because, one.paste, one.runner_up)
            for one in form.possible_matches
        ),
        reused=form.reused,
        notes=form.notes,
        findings=form.findings,
        fixed=form.fixed,
        unchanged=form.unchanged,
        review=form.review,
        review_of_inverse=form.review_of_inverse,
        findings_of_inverse=form.findings_of_inverse,
        fixed_of_inverse=form.fixed_of_inverse,
    )


def _side(form: _Side) -> model.Side:
    return model.Side(form.organisation, form.version, form.source, form.units)


def _event(form: _Event, number: int, wholes: Wholes) -> model.Event:
    return model.Event(
        kind=form.kind,
        old=form.old,
        new=form.new,
        certainty=form.certainty,
        evidence=form.evidence,
        change=form.change,
        item=form.item,
        field=form.field,
        key=form.key,
        edits=tuple(
            _edit(edit, wholes.get((number, index))) for index, edit in enumerate(form.edits)
        ),
        consequences=tuple(
            model.Consequence(one.field, one.old, one.new, one.members) for one in form.consequences
        ),
        carried=form.carried,
        flows=tuple(
            model.Flow(one.giver, one.receiver, one.children, one.responsibilities, one.sites)
            for one in form.flows
        ),
        figures=_figures(form.figures),
    )


def _edit(form: _Edit, whole: dict[str, Any] | None) -> model.Edit:
    entity_type = next(entity_type for entity_type in EntityType if getattr(form, entity_type))
    id = "" if entity_type is EntityType.SNAPSHOT else getattr(form, entity_type)
    old, new = form.old, form.new
    if whole is not None:
        old, new = (whole, None) if form.op == "remove" else (None, whole)
    return model.Edit(Op(form.op), entity_type, id, form.field, form.key, old, new)


def _figures(forms: Mapping[str, _Net]) -> dict[str, model.Net]:
    return {name: model.Net(one.before, one.after) for name, one in forms.items()}


def _tally(form: _Tally) -> model.Tally:
    items = form.items
    return model.Tally(form.kept, items.transferred, items.dropped, items.created, items.inherited)
