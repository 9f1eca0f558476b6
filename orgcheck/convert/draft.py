"""Values from another format -> a snapshot; what does not fit is left out and remarked on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeVar, cast

from orgcheck.convert.discretion import discreet
from orgcheck.convert.format import Given, Imported, Place, Remark
from orgcheck.core import ValidationError
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.findings import Fault, Origin
from orgcheck.parts import validator_of
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.form import Complaint, complaints
from orgcheck.snapshot.model import LISTS, Entity, Header, Part, Snapshot, Sources
from orgcheck.snapshot.scope import Scope

P = TypeVar("P", bound=Part)
# Where a field of a part stands, or where one of its values does: `name`, `figures.fte`.
PlaceOf = Callable[[str], Place]


class _Raw(NamedTuple):
    """What a part says, what it was made of, and where each of its values stands."""

    values: dict[str, Any]
    origin: Origin
    place_of: PlaceOf


def _all_at_once(model: type[Part], raw: Sequence[_Raw]) -> list[Part] | None:
    """The parts, where everything fits; None where anything does not."""
    try:
        values = [one.values for one in raw]
        return cast("list[Part]", validator_of(list[model]).validate_python(values))  # type: ignore[valid-type]
    except ValidationError:
        return None


def _with_origin(part: Part, raw: _Raw) -> Part:
    if isinstance(part, Entity):
        # It was made a moment ago, and nobody else has it: a copy would take as long as the part.
        part.__dict__["source"] = Sources(part.source, raw.origin)
    return part


@dataclass
class Draft:
    """A snapshot in the making: values as the format's model reads them, each with its place.

    `scope` is what the format has a place for; None where that is all.
    """

    given: Given
    scope: Scope | None = None
    header: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    _parts: dict[str, list[_Raw]] = field(default_factory=dict)
    _unread: set[Fault] = field(default_factory=set)
    _incomplete: bool = False

    def add(
        self, key: str, values: dict[str, Any], origin: Origin, place: Place | PlaceOf | None = None
    ) -> None:
        """A unit, post, body or register entry, and where it stands: as a whole, or by field."""
        where = origin if place is None else place
        place_of = where if callable(where) else (lambda _: where)
        self._parts.setdefault(key, []).append(_Raw(values, origin, place_of))

    def defect(self, place: Place, message: str, fix: str | None = None) -> None:
        """Remark on what somebody has to mend."""
        self.remarks.append(Remark(place, discreet(message), discreet(fix) if fix else None))

    def note(self, place: Place, message: str) -> None:
        """Remark on what was read how, or left out."""
        self.remarks.append(Remark(place, discreet(message), is_defect=False))

    def refusal(self, message: str, fix: str | None = None) -> InvalidSnapshot:
        """Why nothing can be made of the source, with what was remarked on all of it so far.

        In which encoding a file was read may be why nothing in it is understood.
        """
        said = [remark for remark in self.remarks if remark.place == self.given.name]
        notes = (Diagnostic(None, str(remark), remark.fix) for remark in said)
        return InvalidSnapshot([Diagnostic(None, message, fix), *notes])

    def unread(self, id: str, field: str) -> None:
        """Say that a value, of a figure `figures.fte`, could not be read: it is not known."""
        fault = Fault(id, field)
        self._unread |= {fault, fault.whole}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added."""
        return not self._parts

    def finished(self) -> Imported:
        """The snapshot of all that fits, and a remark on all that does not."""
        header = self._fitting(Header, self.header, lambda _: self.given.name)
        if header is None:
            header = Header(organisation=self.given.label or "?")
        lists: dict[str, tuple[Part, ...]] = {}
        for key, model in LISTS.items():
            raw = self._parts.get(key, [])
            made: Sequence[Part | None] | None = _all_at_once(model, raw)
            if made is None:
                made = [self._fitted(model, one) for one in raw]
            parts = zip(made, raw, strict=True)
            lists[key] = tuple(_with_origin(part, one) for part, one in parts if part is not None)
        said: dict[str, Any] = {**dict(header), **lists}
        said["label"] = header.version or self.given.label
        snapshot = Snapshot.model_construct(**said)
        return Imported(
            snapshot,
            tuple(self.remarks),
            scope=self.scope,
            incomplete=self._incomplete,
            unread=frozenset(self._unread),
        )

    def _fitted(self, model: type[Part], raw: _Raw) -> Part | None:
        return self._fitting(model, raw.values, raw.place_of)

    def _fitting(self, model: type[P], values: dict[str, Any], place: PlaceOf) -> P | None:
        """The part without the fields that do not fit; None where it cannot do without them."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            wrong = complaints(error, model, values)
        for complaint in wrong:
            named = ".".join(map(str, complaint.path[:2])) or "id"
            self.defect(place(named), complaint.message, complaint.fix)
        left_out = {str(complaint.path[0]) for complaint in wrong if complaint.path}
        for complaint in wrong:
            self.unread(str(values.get("id", "")), ".".join(map(str, complaint.path[:2])))
        for fitting in (_without_entries(values, wrong), _without(values, left_out)):
            try:
                return model.model_validate(fitting)
            except ValidationError:
                continue
        self._incomplete = True
        return None


def _without(values: Mapping[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in left_out}


def _without_entries(values: Mapping[str, Any], wrong: Iterable[Complaint]) -> dict[str, Any]:
    """The values without what is wrong alone: of several figures the others fit."""
    kept = dict(values)
    for complaint in wrong:
        key, *within = complaint.path[:2] or ("",)
        inner = kept.get(str(key))
        if within and isinstance(inner, dict):
            kept[str(key)] = _without(inner, {str(within[0])})
        else:
            kept.pop(str(key), None)
    return kept
