"""Files -> one snapshot: the header, the members, nesting turned into parents.

Whatever can be used is used. A value that does not fit is left out and reported, and the fields
that were left out are known, so that no check draws a conclusion from their absence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from itertools import repeat
from operator import contains
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from orgcheck.collector import collector_paused
from orgcheck.core import ValidationError
from orgcheck.errors import Diagnostic, OrgcheckError, Unreadable
from orgcheck.findings import Fault, Finding, Location, Severity
from orgcheck.language import said
from orgcheck.parts import validator_of
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.form import (
    Complaint,
    complaints,
    merged_keys,
    place_of,
    shape_of,
    unknown_key,
    with_its_id,
    without_nulls,
)
from orgcheck.snapshot.model import LISTS, Body, Header, Part, Person, Snapshot, Unit
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.reading import Reading
from orgcheck.snapshot.recognition import SNAPSHOT, in_place_of, text_type
from orgcheck.snapshot.scalars import FALSE
from orgcheck.snapshot.suggestions import meant_key
from orgcheck.snapshot.text import (
    NO_COLON,
    Document,
    ListNode,
    MappingNode,
    Places,
    Plain,
    SourceText,
    clipped,
    found,
)

if TYPE_CHECKING:
    from orgcheck.snapshot.register import Register


# What stands beside the fields of a model, and is read on its own.
_REGISTER = "register"
_ALSO_KNOWN: Mapping[type[Part], tuple[str, ...]] = {
    Header: (*LISTS, _REGISTER),
    Unit: ("units",),
}
# What only a register has.
_OF_REGISTERS = frozenset(("earlier", "later", "valid"))
# Lists of rows: of one that cannot be read the others keep their numbers.
_ROWS = frozenset(("earlier", "later"))
# The list that a row stands in, and its number there, from 0.
_RowPath = tuple[str, int]


# A value with more faults than this is left out as a whole: to leave out one fault copies it.
_MOST_LEFT_OUT = 50


class NoRegister(OrgcheckError):
    """A snapshot without time inside, of which what it said on a day was asked for."""


class SeveralSnapshots(OrgcheckError):
    """A folder whose files are snapshots of their own, and not the parts of one."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def load(
    texts: Sequence[SourceText],
    label: str,
    like: Places | None = None,
    *,
    day: date | None = None,
    today: date | None = None,
) -> Reading:
    """Read the files that together make one snapshot, or a register.

    Parameters
    ----------
    texts
        The files, in the order in which their parts shall stand; at least one.
    label
        The version where the snapshot states none: the file's stem or the folder's name.
    like
        The places of another version that was read: what both have word for word is shared with
        it, which is quicker and else makes no difference.
    day
        Of a register, the day of which it is asked; today where left out.
    today
        The day that is taken for today.

    Raises
    ------
    Unreadable
        Where any of them is not YAML that the format accepts; with the problems of all of them.
    SeveralSnapshots
        Where more than one of them names its organisation and holds units.
    NoRegister
        Where a day is asked for, and they make a snapshot without time inside.
    """
    with collector_paused():
        documents = _documents(texts, like.documents if like else ())
        whole = [d.source.name for d in documents if {"organisation", "units"} <= d.root.keys()]
        if len(whole) > 1:
            raise SeveralSnapshots(whole)
        home = _home(documents)
        if _is_register(home):
            return _slice_of(_Loading(label, {}, home).register(documents), day, today)
        if day is not None:
            raise NoRegister(home.source.name)
        return _Loading(label, like.parts_of_nodes() if like else {}, home).load(documents)


def _home(documents: Sequence[Document]) -> Document:
    """The file that says what the snapshot is."""
    return next((d for d in documents if "organisation" in d.root), documents[0])


def _is_register(home: Document) -> bool:
    """Whether a snapshot says that it has time inside; any value but `false` is read as saying so.

    What is wrong with that value is told where it is read.
    """
    said = home.root.get(_REGISTER)
    return said is not None and not (isinstance(said, Plain) and said in FALSE)


def _slice_of(register: Register, day: date | None, today: date | None) -> Reading:
    """What a register says of a day."""
    # What reads snapshots without time inside does not slice any.
    from orgcheck.snapshot.slicing import sliced

    if day is not None:
        return sliced(register, day, pinned=True)
    return sliced(register, today or datetime.now().astimezone().date())


def fits(node: MappingNode) -> bool:
    """Whether `load_node` would find nothing wrong with a mapping; False too where it might not.

    It takes a tenth of the time, as nothing is put together.
    """
    try:
        Header.model_validate({key: value for key, value in node.items() if key not in LISTS})
        for key, model in LISTS.items():
            if node.get(key) is not None:
                validator_of(list[model]).validate_python(node[key])  # type: ignore[valid-type]
    except ValidationError:
        return False
    return True


def load_node(document: Document, node: MappingNode, label: str) -> Reading:
    """Read the snapshot that a mapping within another document holds."""
    document = Document(document.source, node, document.positions)
    return _Loading(label, {}, document).load([document])


def _documents(texts: Sequence[SourceText], older: Sequence[Document]) -> list[Document]:
    documents: list[Document] = []
    problems: list[Diagnostic] = []
    for text in texts:
        known = counterpart(text, older, alone=len(texts) == 1)
        try:
            document = (known and _read_like(text, known)) or read(text)
        except Unreadable as unreadable:
            problems.extend(unreadable.problems)
            continue
        if not isinstance(document.root, MappingNode):
            what = text_type(text.name, text.text) or found(document.root)
            message = said("expected {what}, found {found}", what=said("a mapping"), found=what)
            fix = said("begin with `organisation:`, and put the units under `units:`")
            problems.append(Diagnostic(document.start(), message, fix))
        elif other := in_place_of(SNAPSHOT, document.root, document.start()):
            problems.append(other)
        documents.append(document)
    if problems:
        raise Unreadable(problems)
    return documents


def _read_like(text: SourceText, known: Document) -> Document | None:
    # Most of what is read is read alone.
    from orgcheck.snapshot.sharing import read_like

    return read_like(text, known)


def counterpart(text: SourceText, older: Sequence[Document], *, alone: bool) -> Document | None:
    """The file of another version that a file is most likely to share its words with."""
    if alone and len(older) == 1:
        return older[0]
    name = PurePath(text.name).name
    return next((one for one in older if PurePath(one.source.name).name == name), None)


class _Item(NamedTuple):
    """A mapping in the text, and the values to be read from it."""

    node: MappingNode
    values: dict[str, Any]


class _List(NamedTuple):
    """The mappings of a list in one file, and for each the values to be read from it."""

    document: Document
    model: type[Part]
    nodes: list[MappingNode]
    values: list[dict[str, Any]]


@dataclass
class _Loading:
    """The state of putting one snapshot together from its files.

    `known` are the parts that were made of mappings before, by the mapping's identity; `home` is
    the file that says what the snapshot is, and `of_register` whether it has time inside.
    """

    label: str
    known: Mapping[int, object]
    home: Document
    of_register: bool = False
    findings: list[Finding] = field(default_factory=list)
    incomplete: bool = False
    unread: set[Fault] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    nodes: list[MappingNode] = field(default_factory=list)
    # By the mapping of an entry of a register, by its identity: the rows that could not be read.
    left_out: dict[int, frozenset[_RowPath]] = field(default_factory=dict)
    mended: set[int] = field(default_factory=set)
    starts: list[tuple[int, Document]] = field(default_factory=list)

    def load(self, documents: Sequence[Document]) -> Reading:
        """The snapshot that files make."""
        header = self._header(documents)
        lists: dict[str, list[Part]] = {key: [] for key in LISTS}
        for document in documents:
            self.starts.append((len(self.parts), document))
            for key, model in LISTS.items():
                lists[key].extend(self._read(self._listed(document, key, model)))
        said: dict[str, Any] = {
            **dict(header),
            **{key: tuple(parts) for key, parts in lists.items()},
            "label": header.version or self.label,
        }
        snapshot = Snapshot.model_construct(**said)
        header_place = (self.home.root, self.home)
        places = Places(self.parts, self.nodes, self.starts, header_place, frozenset(self.mended))
        return Reading(
            snapshot,
            places,
            tuple(self.findings),
            self.incomplete,
            frozenset(self.unread),
            frozenset(self.lost),
        )

    def register(self, documents: Sequence[Document]) -> Register:
        """The register that files make."""
        from orgcheck.snapshot.entries import entry_model
        from orgcheck.snapshot.register import Recorded, Register

        self.of_register = True
        left_out = self.left_out
        header = self._header(documents)
        root = self.home.root
        recorded = Recorded(header, Header, root, self.home, left_out.get(id(root), frozenset()))
        lists: list[tuple[Document, dict[str, list[Recorded]]]] = []
        for document in documents:
            lists.append((document, {}))
            for key, model in LISTS.items():
                begin = len(self.parts)
                self._read(self._listed(document, key, entry_model(model)))
                read = zip(self.parts[begin:], self.nodes[begin:], strict=True)
                lists[-1][1][key] = [
                    Recorded(part, model, node, document, left_out.get(id(node), frozenset()))
                    for part, node in read
                ]
        every = (recorded, *(one for _, own in lists for some in own.values() for one in some))
        self.findings += [fault for one in every for fault in one.faults()]
        return Register(
            recorded,
            lists,
            self.label,
            tuple(self.findings),
            self.incomplete,
            frozenset(self.unread),
            frozenset(self.lost),
        )

    def _listed(self, document: Document, key: str, model: type[Part]) -> _List:
        """The mappings of a list of a file, those of nested units flat."""
        nodes = self._mappings(document, document.root, key)
        values: list[dict[str, Any]] = [*nodes]
        if key == "units" and any(map(contains, nodes, repeat("units"))):
            flat = self._flat(document, nodes)
            nodes, values = [item.node for item in flat], [item.values for item in flat]
        return _List(document, model, nodes, values)

    # -- the header ---------------------------------------------------------------------------

    def _header(self, documents: Sequence[Document]) -> Header:
        home = self.home
        for document in documents:
            if document is not home:
                self._refuse_header(document, home)
        values = {key: value for key, value in home.root.items() if key not in LISTS}
        if isinstance(kinds := values.get("kinds"), dict):
            # A kind without any fields, `team:`, is in the vocabulary too.
            silent = (None, NO_COLON)
            values["kinds"] = {kind: {} if said in silent else said for kind, said in kinds.items()}
        model: type[Part] = Header
        if self.of_register:
            from orgcheck.snapshot.entries import entry_model

            model = entry_model(Header)
        else:
            values.pop(_REGISTER, None)
        stand_ins = {"organisation": self.label or "?"}
        header, wrong, self.left_out[id(home.root)] = _salvaged(model, values, stand_ins)
        for complaint in wrong:
            self._complain(complaint, home, home.root, None)
            if complaint.field is not None and complaint.field in LISTS:
                self._lose(complaint.field)
        assert isinstance(header, Header), "the only required field has a stand-in"
        return header

    def _refuse_header(self, document: Document, home: Document) -> None:
        for key in document.root:
            if key in LISTS:
                continue
            if key in Header.model_fields or key == _REGISTER:
                message = said(
                    '"{key}" stands in one file of a folder, here in {file}',
                    key=key,
                    file=home.source.name,
                )
                fix = said("move it to {file}", file=home.source.name)
            else:
                near = meant_key(key, [*LISTS, *Header.model_fields], document.root)
                message = unknown_key(key, near)
                fix = said("write `{key}:`", key=near) if near else said("remove it")
            self._find(message, fix, document.of_key(document.root, key), about=key)

    # -- the lists ----------------------------------------------------------------------------

    def _mappings(self, document: Document, holder: MappingNode, key: str) -> list[MappingNode]:
        """The mappings of a list; whatever else stands there is reported."""
        items = holder.get(key)
        if items is None:
            return []
        if not isinstance(items, ListNode):
            what = said("expected {what}, found {found}", what=said("a list"), found=found(items))
            message = said("{subject}: {what}", subject=key, what=what)
            fix = said("write one item a line, each beginning with `- `")
            self._find(message, fix, document.of_value(holder, key), about=key)
            self._lose(key)
            return []
        mappings = [item for item in items if isinstance(item, MappingNode)]
        if len(mappings) < len(items):
            self.incomplete = True
            for index, item in enumerate(items):
                if not isinstance(item, MappingNode):
                    what = said(
                        "expected {what}, found {found}",
                        what=said("a mapping"),
                        found=found(item),
                    )
                    subject = f"{key}[{index + 1}]"
                    message = said("{subject}: {what}", subject=subject, what=what)
                    fix = said("write {id}", id="`- {id: ..., name: ...}`")
                    self._find(message, fix, document.of_value(items, index), about=key)
        return mappings

    def _lose(self, key: str) -> None:
        """Note that nothing of a list could be read."""
        self.incomplete = True
        self.lost.add(key)

    def _flat(self, document: Document, nodes: list[MappingNode]) -> list[_Item]:
        """Every unit, before those nested in it, with the parent that its nesting gives."""
        flat: list[_Item] = []
        waiting = [_Item(node, node) for node in reversed(nodes)]
        while waiting:
            item = waiting.pop()
            if "units" in item.node:
                nested = self._mappings(document, item.node, "units")
                waiting.extend(self._nested(document, item.node, node) for node in nested[::-1])
                without = {key: value for key, value in item.values.items() if key != "units"}
                item = _Item(item.node, without)
            flat.append(item)
        return flat

    def _nested(self, document: Document, above: MappingNode, node: MappingNode) -> _Item:
        enclosing, stated = _id_of(above), node.get("parent")
        if isinstance(stated, str) and enclosing is not None and stated != enclosing:
            self._find(
                said(
                    "{unit} is nested in {enclosing}, and its parent says {stated}",
                    unit=str(_id_of(node)),
                    enclosing=clipped(enclosing),
                    stated=clipped(stated),
                ),
                said("remove `parent:`, or move the unit out of where it is nested"),
                document.of_value(node, "parent"),
                rule="ORG008",
                unit=_id_of(node),
                about="parent",
                value=stated,
            )
        if enclosing is None:
            # What encloses it has no id, and is reported for that.
            self.unread.add(Fault(_id_of(node) or "", "parent"))
        # A parent that is no text is refused with the other fields of the unit.
        given = enclosing if stated is None or isinstance(stated, str) else stated
        return _Item(node, {**node, "parent": given})

    def _read(self, listed: _List) -> list[Part]:
        nodes, values = listed.nodes, listed.values
        if not nodes:
            return []
        known = self._known(listed)
        if known:
            pairs = zip(values, known, strict=True)
            values = [value for value, part in pairs if part is None]
        shape = shape_of(listed.model)
        given = [
            without_nulls(value, shape) if None in value.values() else value for value in values
        ]
        try:
            parts: list[Part] = validator_of(list[listed.model]).validate_python(given)  # type: ignore[name-defined]
        except ValidationError:
            return self._read_each(listed)
        if known:
            fresh = iter(parts)
            parts = [next(fresh) if part is None else part for part in known]
        self.parts.extend(parts)
        self.nodes.extend(nodes)
        return parts

    def _known(self, listed: _List) -> list[Part | None]:
        """What was made of each mapping before; nothing at all where there is no such version."""
        likes = listed.document.likes
        if not self.known and not likes:
            return []
        found = map(self.known.get, map(id, listed.nodes))
        return [
            cast("Part", part)
            if part is not None or id(node) not in likes
            else self._copied(*likes[id(node)])
            for node, part in zip(listed.nodes, found, strict=True)
        ]

    def _copied(self, node: MappingNode, ids: Mapping[str, Any]) -> Part | None:
        """The part that was made of a mapping, with other ids; None where it lacks one of them."""
        part = self.known.get(id(node))
        if not isinstance(part, Part) or None in ids.values():
            return None
        return part.model_copy(update={key: str(said) for key, said in ids.items()})

    def _read_each(self, listed: _List) -> list[Part]:
        parts = []
        for node, value in zip(listed.nodes, listed.values, strict=True):
            own_id = _id_of(node)
            stand_ins = {"name": own_id} if own_id and listed.model is not Person else {}
            if own_id and issubclass(listed.model, Body):
                stand_ins["type"] = "external"
            part, wrong, self.left_out[id(node)] = _salvaged(listed.model, value, stand_ins)
            for complaint in wrong:
                self._complain(complaint, listed.document, node, own_id)
                if complaint.field == "units":
                    self._lose("units")
                self.unread |= {Fault(own_id or "", key) for key in merged_keys(complaint, value)}
            if part is None:
                self.incomplete = True
                continue
            if wrong:
                self.mended.add(len(self.parts))
            parts.append(part)
            self.parts.append(part)
            self.nodes.append(node)
        return parts

    # -- what is wrong ------------------------------------------------------------------------

    def _complain(
        self, complaint: Complaint, document: Document, node: MappingNode, unit: str | None
    ) -> None:
        path = complaint.path
        fix = complaint.fix
        if complaint.about_key and path[-1] in _OF_REGISTERS and not self.of_register:
            fix = said("only a register has it: write `register: true` beside `organisation:`")
        # A row of a register is about the field that it tells of.
        within = len(path) > 2 and path[0] in _OF_REGISTERS and self.of_register
        about = path[2] if within else path[0]
        self._find(
            complaint.message
            if unit is None
            else said("{subject}: {what}", subject=clipped(unit), what=complaint.message),
            fix,
            place_of(complaint, document, node),
            unit=unit,
            about=(complaint.field if len(path) == 1 else None) or str(about),
            value=complaint.message,
        )

    def _find(
        self,
        message: str,
        fix: str | None,
        location: Location,
        *,
        about: str,
        rule: str = "ORG002",
        unit: str | None = None,
        value: str | None = None,
    ) -> None:
        self.findings.append(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                message=message,
                unit=unit,
                location=location,
                fix=fix,
                about=about,
                value=message if value is None else value,
            )
        )


def _also_known(model: type[Part]) -> tuple[str, ...]:
    return next((keys for known, keys in _ALSO_KNOWN.items() if issubclass(model, known)), ())


class _Salvaged(NamedTuple):
    """A part made of the values that fit, what is wrong with the others, and the rows left out."""

    part: Part | None
    wrong: list[Complaint]
    rows: frozenset[_RowPath] = frozenset()


def _salvaged(
    model: type[Part], values: Mapping[str, Any], stand_ins: Mapping[str, Any]
) -> _Salvaged:
    """A part made of the values that fit.

    An id that is a text of the wrong form is kept, since others may refer to it.
    """
    known: dict[str, Any] = without_nulls(values, shape_of(model))
    try:
        return _Salvaged(model.model_validate(known), [])
    except ValidationError as error:
        wrong = complaints(error, model, values, _also_known(model))
    times = Counter(complaint.path[0] for complaint in wrong)
    paths = dict.fromkeys(
        one.path if times[one.path[0]] <= _MOST_LEFT_OUT else one.path[:1] for one in wrong
    )
    # Whole values are left out at once, as there may be many; parts of the others one by one.
    whole = {str(path[0]) for path in paths if len(path) == 1}
    fitting = {key: value for key, value in known.items() if key not in whole}
    for path in paths:
        if path[0] in fitting and not _is_row(path):
            fitting = _without(fitting, path)
    if any(complaint.path[0] == "id" for complaint in wrong) and "id" in model.model_fields:
        fitting = {**fitting, **({"id": values["id"]} if "id" in values else {})}
    try:
        return _Salvaged(with_its_id(model, {**stand_ins, **fitting}), wrong)
    except ValidationError as error:
        # What is left of a value may lack a field that it has to have: then it is left out too.
        bad = [detail["loc"] for detail in error.errors() if detail["loc"][0] != "id"]
    rows = frozenset((str(path[0]), int(path[1])) for path in bad if _is_row(path[:2]))
    gone = {str(path[0]) for path in bad if not _is_row(path[:2])}
    fitting = {
        key: [row for number, row in enumerate(value) if (key, number) not in rows]
        if key in _ROWS and isinstance(value, list)
        else value
        for key, value in fitting.items()
        if key not in gone
    }
    try:
        return _Salvaged(with_its_id(model, {**stand_ins, **fitting}), wrong, rows)
    except ValidationError:
        return _Salvaged(None, wrong)


def _is_row(path: Sequence[str | int]) -> bool:
    """Whether a path leads to a row of an entry of a register, which is left out as a whole."""
    return len(path) == 2 and path[0] in _ROWS and isinstance(path[1], int)


def _without(values: Mapping[str, Any], path: Sequence[str | int]) -> dict[str, Any]:
    """The values without the one that a path leads to, and all else as it was.

    An item of a list is not left out alone, since the places of the others hang on its number:
    then the list is.
    """
    while isinstance(path[-1], int):
        path = path[:-1]
    inner = _with_inner_left_out(values, path)
    first = str(path[0])
    if inner is None:
        return {key: value for key, value in values.items() if key != first}
    return dict(inner)


def _with_inner_left_out(value: Any, path: Sequence[str | int]) -> Any:
    """A copy of a value without what a path leads to; None where that cannot be left out."""
    step, *rest = path
    if isinstance(value, dict) and not rest:
        # What is missing is not there to be left out.
        return {key: item for key, item in value.items() if key != step}
    if isinstance(value, dict) and step in value:
        inner = _with_inner_left_out(value[step], rest)
        return None if inner is None else {**value, step: inner}
    if isinstance(value, list) and rest and isinstance(step, int) and step < len(value):
        inner = _with_inner_left_out(value[step], rest)
        return None if inner is None else [*value[:step], inner, *value[step + 1 :]]
    return None


def _id_of(node: Mapping[str, Any]) -> str | None:
    id = node.get("id")
    return str(id) if isinstance(id, str) and id else None
