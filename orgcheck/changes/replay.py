"""Applying a change set to a snapshot, and turning one round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from orgcheck.changes.changeset import PEOPLE_FIELDS, ChangeSet, Edit, EntityType, Op
from orgcheck.changes.entities import LIST_OF, entities_of, model_of
from orgcheck.changes.fields import HEADER_FIELDS, OPEN_MAPPINGS, ORDERED, placed, spelled_field
from orgcheck.changes.spelling import spelled
from orgcheck.core import ValidationError
from orgcheck.errors import Diagnostic, Unusable
from orgcheck.findings import Location
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.form import complaints, with_its_id
from orgcheck.snapshot.model import Header, Part, Snapshot
from orgcheck.snapshot.text import clipped, found

_NAMES = {EntityType.DUTY: "register entry", EntityType.PERSON: "register entry"}


class DoesNotFit(Unusable):
    """A snapshot to which a change set cannot be applied; `problems` say where and why."""


def apply(changes: ChangeSet, organisation: Organisation) -> Snapshot:
    """Make the changes to an organisation.

    Parameters
    ----------
    changes
        What to change.
    organisation
        What to change it in. Of members that share an id the first is kept.

    Returns
    -------
    Snapshot
        The organisation afterwards. Members stay in their order, new ones come last.

    Raises
    ------
    DoesNotFit
        Where anything is not as the change set found it; with all such places.
    """
    replay = _Replay(changes, organisation)
    edits: defaultdict[tuple[EntityType, str], list[Edit]] = defaultdict(list)
    for event in changes.events:
        for edit in event.edits:
            edits[edit.entity_type, edit.id].append(edit)
    header = replay.header(edits.pop((EntityType.SNAPSHOT, ""), []))
    lists = {
        entity_type: replay.members(
            entity_type, {id: own for (kind, id), own in edits.items() if kind is entity_type}
        )
        for entity_type in LIST_OF
    }
    if replay.problems:
        raise DoesNotFit(sorted(replay.problems, key=lambda problem: problem.order))
    said: dict[str, Any] = {name: lists[one] for one, name in LIST_OF.items()}
    label = header.version or changes.new.version
    return Snapshot.model_construct(**{**dict(header), **said, "label": label})


class _Row(dict[str, Any]):
    """The items of a list whose order counts, by their places from 1."""


class _Items(dict[str, list[Any]]):
    """The items of a list by what they say, while some are added and others taken away."""

    @classmethod
    def of(cls, value: Any) -> _Items:
        """Those of a list; none where it is no list."""
        items = cls()
        for item in value if isinstance(value, list) else ():
            items.setdefault(spelled(item), []).append(item)
        return items


def _plain(value: Any) -> Any:
    """A value of which nothing is changed any more."""
    if isinstance(value, _Items):
        return [item for alike in value.values() for item in alike]
    if isinstance(value, _Row):
        return [value[place] for place in sorted(value, key=_place)]
    return value


def _place(key: str) -> tuple[int, str]:
    return (int(key) if key.isdecimal() else 0, key)


@dataclass
class _Replay:
    """One run over the edits, and whatever was not as they expect it."""

    changes: ChangeSet
    organisation: Organisation
    problems: list[Diagnostic] = field(default_factory=list)

    def header(self, edits: list[Edit]) -> Header:
        """What the snapshot says of itself afterwards."""
        values = self.organisation.snapshot.data(include=set(HEADER_FIELDS))
        for edit in edits:
            if edit.field in HEADER_FIELDS:
                self._change(values, edit, None)
            else:
                name = clipped(str(edit.field))
                self._misfit(None, edit, said("a snapshot has no field {field}", field=name))
        made = self._made(Header, {name: _plain(value) for name, value in values.items()}, None)
        return made if isinstance(made, Header) else Header(organisation="?")

    def members(self, entity_type: EntityType, edits: Mapping[str, list[Edit]]) -> tuple[Any, ...]:
        """The members of one type afterwards."""
        present = entities_of(self.organisation, entity_type)
        result: dict[str, Part] = {}
        fresh: dict[str, Part] = {}
        for id, part in present.items():
            own = edits.get(id)
            made: Part | None = self._changed(entity_type, part, own) if own else part
            if made is not None:
                self._place(entity_type, result, made, part)
        for id in sorted(edits):
            for edit in edits[id]:
                if edit.field is None and edit.op is Op.ADD:
                    made = self._made(model_of(entity_type), edit.new, None)
                    if made is not None:
                        self._place(entity_type, fresh, made, present.get(id))
                elif id not in present:
                    message = said(
                        "there is no {part} {id} here", part=_word(entity_type), id=clipped(id)
                    )
                    self._misfit(None, edit, message)
        for id, part in fresh.items():
            self._place(entity_type, result, part, present.get(id))
        return tuple(result.values())

    def _place(
        self, entity_type: EntityType, result: dict[str, Part], made: Part, part: Part | None
    ) -> None:
        id = made.__dict__["id"]
        if id in result:
            message = said(
                "the change set brings a {part} {id}, and there is one here",
                part=_word(entity_type),
                id=clipped(id),
            )
            self.problems.append(Diagnostic(self._location(part, "id"), message, self._fix()))
        result[id] = made

    def _changed(self, entity_type: EntityType, part: Part, edits: list[Edit]) -> Part | None:
        values = part.data()
        for edit in edits:
            if edit.field is None and edit.op is Op.REMOVE:
                values = {name: _plain(value) for name, value in values.items()}
                self._check_removed(part, values, edit)
                return None
            if edit.field in type(part).model_fields:
                self._change(values, edit, part)
            elif edit.field is not None:
                message = said(
                    "a {part} has no field {field}",
                    part=_word(entity_type),
                    field=clipped(edit.field),
                )
                self._misfit(part, edit, message)
        values = {name: _plain(value) for name, value in values.items()}
        return self._made(type(part), values, part)

    def _check_removed(self, part: Part, values: dict[str, Any], edit: Edit) -> None:
        expected = edit.old
        # Of people that were left out nothing is known.
        skipped = PEOPLE_FIELDS if self.changes.people else frozenset[str]()
        for name in sorted((values.keys() | expected.keys()) - skipped):
            if spelled_field(name, values.get(name)) != spelled_field(name, expected.get(name)):
                self._differs(part, edit, name, values.get(name), expected.get(name))

    def _change(self, values: dict[str, Any], edit: Edit, part: Part | None) -> None:
        """Make one edit to plain data, or say why it cannot be made."""
        name = str(edit.field)
        if edit.op is not Op.SET:
            self._change_item(values, edit, part)
            return
        holder, key = values, name
        if edit.key is not None:
            if name in ORDERED and isinstance(values.get(name, []), list):
                values[name] = _Row(placed(values.get(name, ())))
            holder = values.get(name, {}) if _is_mapping(values, name) else {}
            key = edit.key
        here = _plain(holder.get(key))
        if not _same(here, edit.old, flag=edit.key is None):
            self._differs(part, edit, name, here, edit.old)
        if edit.new is None:
            holder.pop(key, None)
        else:
            holder[key] = dict(edit.new) if isinstance(edit.new, dict) else edit.new
        if edit.key is not None:
            values[name] = holder
            if not holder and name in OPEN_MAPPINGS:
                del values[name]

    def _change_item(self, values: dict[str, Any], edit: Edit, part: Part | None) -> None:
        name = str(edit.field)
        items = values.get(name)
        if not isinstance(items, _Items):
            items = values[name] = _Items.of(items)
        if edit.op is Op.ADD:
            wanted = spelled(edit.new)
            if wanted in items:
                message = said("{field} lists {value} already", field=name, value=_said(edit.new))
                self._misfit(part, edit, message)
            items.setdefault(wanted, []).append(edit.new)
        elif items.pop(spelled(edit.old), None) is None:
            message = said("{field} does not list {value}", field=name, value=_said(edit.old))
            self._misfit(part, edit, message)

    def _made(self, model: type[Part], values: Any, part: Part | None) -> Part | None:
        try:
            return with_its_id(model, values)
        except ValidationError as error:
            id = values.get("id") if isinstance(values, dict) else None
            for complaint in complaints(error, model, values):
                name = complaint.path[0] if complaint.path else "id"
                wrong = said(
                    "the change set gives what no snapshot may say: {message}",
                    message=complaint.message,
                )
                message = _about(str(id), wrong) if id else wrong
                self.problems.append(Diagnostic(self._location(part, name), message, complaint.fix))
            return None

    # -- what does not fit --------------------------------------------------------------------

    def _differs(self, part: Part | None, edit: Edit, name: str, here: Any, wanted: Any) -> None:
        what = name if edit.key is None else f"{name}.{clipped(edit.key)}"
        message = said(
            "{field} is {here} here, and was {wanted}",
            field=what,
            here=_said(here),
            wanted=_said(wanted),
        )
        self._misfit(part, edit, message, name)

    def _misfit(self, part: Part | None, edit: Edit, message: str, name: str | None = None) -> None:
        if edit.id and part is not None:
            message = _about(edit.id, message)
        place = self._location(part, name or edit.field or "id", header=not edit.id)
        self.problems.append(Diagnostic(place, message, self._fix()))

    def _location(self, part: Part | None, name: str | int, *, header: bool = False) -> Location:
        places = self.organisation.places
        place = places.locate(part, name) if part is not None else None
        if place is None:
            place = places.locate_header(name if header else "organisation")
        return place or Location("snapshot", 1, 1, 1, 1)

    def _fix(self) -> str:
        old = self.changes.old
        return said(
            "apply it to {organisation}, version {version}",
            organisation=clipped(old.organisation),
            version=clipped(old.version),
        )


def _same(here: Any, expected: Any, *, flag: bool) -> bool:
    if flag and here in (None, False):
        # A flag that is false is not written.
        return expected in (None, False)
    return spelled(here) == spelled(expected)


def _is_mapping(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name, {})
    return isinstance(value, dict) and not isinstance(value, _Items)


def _said(value: Any) -> str:
    return said("not there") if value is None else found(value)


def _about(id: str, message: str) -> str:
    return said("{id}: {message}", id=clipped(id), message=message)


def _word(entity_type: EntityType) -> str:
    return _NAMES.get(entity_type, str(entity_type))
