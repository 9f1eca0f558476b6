"""Field by field: the elementary differences between members before and after."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from itertools import compress
from operator import is_not, itemgetter
from typing import Any

from orgcheck.changes.changeset import Edit, EntityType, Op
from orgcheck.changes.spelling import spelled
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import NAMES, Header, Part, Snapshot

# Mappings whose entries are compared one by one even where a side has none.
OPEN_MAPPINGS = frozenset(("figures", "attributes", "terms"))
# Lists whose order counts: an item is known by its place, from 1, and not by what it says.
ORDERED = frozenset(("heads",))
_NAMES = frozenset((*NAMES, "organisation"))
# What a snapshot says of itself. The format's own version is no fact about an organisation.
HEADER_FIELDS = tuple(name for name in Header.model_fields if name != "orgcheck")


# -- what differs ---------------------------------------------------------------------------


class Pair(NamedTuple):
    """A member before and after."""

    entity_type: EntityType
    old: Part
    new: Part


class Entry(NamedTuple):
    """An item of a list, by its spelling, or an entry of a mapping, by its key."""

    entity_type: EntityType
    id: str
    field: str
    key: str


def added(entity_type: EntityType, part: Part) -> Edit:
    """The edit that adds a member."""
    values = part.data()
    return Edit.of(Op.ADD, entity_type, values["id"], new=values)


def removed(entity_type: EntityType, part: Part) -> Edit:
    """The edit that removes a member."""
    values = part.data()
    return Edit.of(Op.REMOVE, entity_type, values["id"], old=values)


def unchanged(old: Part, new: Part) -> bool:
    """Whether two parts have equal values; quick, and right save for the order of lists."""
    if old is new:
        return True
    before, after = old.__dict__, new.__dict__
    return before == after and (
        not before.get("attributes") or _flags(before["attributes"]) == _flags(after["attributes"])
    )


def differences(pairs: Iterable[Pair]) -> list[Edit]:
    """The edits that turn members into what they are afterwards; pass those that changed."""
    found = _Differences()
    for pair in pairs:
        found.compare(pair, pair.old.__dict__["id"], _Fields.of_type(type(pair.old)))
    return list(found.edits())


def header_differences(old: Snapshot, new: Snapshot) -> list[Edit]:
    """The edits to what the snapshot says of itself.

    A version that was taken from the file's name is not compared.
    """
    found = _Differences()
    found.compare(Pair(EntityType.SNAPSHOT, old, new), "", _Fields.named(HEADER_FIELDS))
    return list(found.edits())


class _Fields(NamedTuple):
    """Some fields by their names, and what takes the values of them all in one go."""

    names: tuple[str, ...]
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]

    @classmethod
    def named(cls, names: tuple[str, ...]) -> _Fields:
        return cls(names, itemgetter(*names))

    @staticmethod
    @cache
    def of_type(entity_type: type[Part]) -> _Fields:
        return _Fields.named(tuple(entity_type.model_fields))


@dataclass
class _Differences:
    """What differs between members: edits of whole values, and the entries of all others."""

    whole: list[Edit] = field(default_factory=list)
    before: dict[Entry, Any] = field(default_factory=dict)
    after: dict[Entry, Any] = field(default_factory=dict)
    lists: set[tuple[EntityType, str]] = field(default_factory=set)

    def compare(self, pair: Pair, id: str, fields: _Fields) -> None:
        """Note what differs between two members: single values, and entries of the others."""
        before, after = pair.old.__dict__, pair.new.__dict__
        composite: set[str] = set()
        for name in compress(
            fields.names, map(is_not, fields.values(before), fields.values(after))
        ):
            one, other = before[name], after[name]
            if one == other and _is_same_value(name, one, other):
                continue
            if _is_single(one) and _is_single(other):
                edit = Edit.of(
                    Op.SET, pair.entity_type, id, name, old=_as_json(one), new=_as_json(other)
                )
                self.whole.append(edit)
            else:
                composite.add(name)
        if composite:
            old = pair.old.data(include=composite)
            new = pair.new.data(include=composite)
            for name in composite:
                self._compare_composite(pair.entity_type, id, name, old.get(name), new.get(name))

    def _compare_composite(
        self, entity_type: EntityType, id: str, name: str, old: Any, new: Any
    ) -> None:
        if name in ORDERED:
            entries_old, entries_new = placed(old or ()), placed(new or ())
        elif isinstance(old, list) or isinstance(new, list):
            self.lists.add((entity_type, name))
            entries_old = {spelled(item): item for item in old or ()}
            entries_new = {spelled(item): item for item in new or ()}
        elif name in OPEN_MAPPINGS or (isinstance(old, dict) and isinstance(new, dict)):
            entries_old, entries_new = old or {}, new or {}
        else:
            self.whole.append(Edit.of(Op.SET, entity_type, id, name, old=old, new=new))
            return
        self.before.update(
            (Entry(entity_type, id, name, key), item) for key, item in entries_old.items()
        )
        self.after.update(
            (Entry(entity_type, id, name, key), item) for key, item in entries_new.items()
        )

    def edits(self) -> Iterator[Edit]:
        """Every difference as an edit."""
        yield from self.whole
        for entry in _differing(self.before, self.after):
            entity_type, id, name, key = entry
            old, new = self.before.get(entry), self.after.get(entry)
            if (entity_type, name) not in self.lists:
                yield Edit.of(Op.SET, entity_type, id, name, key, old, new)
            elif old is None:
                yield Edit.of(Op.ADD, entity_type, id, name, new=new)
            else:
                yield Edit.of(Op.REMOVE, entity_type, id, name, old=old)


def _differing(before: Mapping[Entry, Any], after: Mapping[Entry, Any]) -> list[Entry]:
    """The entries that are not on both sides alike, in order.

    A value is compared as one line, in which what means the same is spelled the same.
    """
    old = {entry: spelled(value) for entry, value in before.items()}
    new = {entry: spelled(value) for entry, value in after.items()}
    return sorted(entry for entry in old.keys() | new.keys() if old.get(entry) != new.get(entry))


def _is_same_value(name: str, one: Any, other: Any) -> bool:
    """Whether two equal values are of the same type: in an attribute, 1 is not `true`."""
    return name != "attributes" or not one or _flags(one) == _flags(other)


def _flags(values: Mapping[str, Any]) -> dict[str, bool]:
    # To Python true equals 1; to whoever wrote an attribute it does not.
    return {key: isinstance(value, bool) for key, value in values.items()}


def _is_single(value: Any) -> bool:
    return value is None or isinstance(value, (str, bool, date))


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def placed(items: Iterable[Any]) -> dict[str, Any]:
    """The items of a list whose order counts, by their places.

    Examples
    --------
    >>> placed(["lead", "co-lead"])
    {'1': 'lead', '2': 'co-lead'}
    """
    return {str(place): item for place, item in enumerate(items, 1)}


# -- what an edit says ----------------------------------------------------------------------


def is_another_name(edit: Edit) -> bool:
    """Whether an edit changes a name or acronym in a language that both sides have.

    The organisation's own name is one.

    A text has no language: it is the same name where it stands in any. Names are compared
    character for character, however their accents are encoded.
    """
    if edit.field not in _NAMES or edit.old is None or edit.new is None:
        return False
    return _texts(edit.old).isdisjoint(_texts(edit.new))


def tells_of(edit: Edit, earlier: str) -> bool:
    """Whether an edit adds an entry of `previously` that names an earlier id."""
    if edit.field != "previously" or edit.op is not Op.ADD:
        return False
    return bool((edit.new if isinstance(edit.new, str) else edit.new["id"]) == earlier)


def _texts(name: Any) -> set[str]:
    texts = name.values() if isinstance(name, dict) else (name,)
    return {unicodedata.normalize("NFC", text) for text in texts}


def spelled_field(name: str, value: Any) -> str:
    """The value of a field as text, the same for any two that mean the same in it."""
    return spelled(placed(value) if name in ORDERED and value else value)
