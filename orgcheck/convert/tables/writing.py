"""A snapshot as tables: one for each sort of what it holds, a column a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from orgcheck.convert.tables.notation import (
    written_list,
    written_scalar,
    written_text,
)
from orgcheck.language import Plural, msg_n, said_n
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Header, Part, Snapshot, Unit

# The head of the column that says, in a table of everything, what a row is.
ENTITY = "entity"
Value = str | int | Decimal
# A workbook's cell holds no more.
LONGEST_CELL = 32_767
_LINES_OF = {"lines": "line", "links": "link"}
# Fields of which one cell holds a list.
LISTS_IN_CELLS = frozenset(
    (
        *("responsibilities", "sites", "tags", "source", "languages", "parents"),
        *("previously", "replaces", "split_from", "heads", "members", "holders"),
    )
)


@dataclass(frozen=True)
class Table:
    """Rows of one sort, each from head to value; `entity` is what a row is."""

    name: str
    entity: str
    heads: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]


# What no table has a place for.
_NO_KINDS = msg_n("{number} empty vocabulary of kinds", "{number} empty vocabularies of kinds")
_MANIFEST = msg_n("{number} manifest of a reorganisation", "{number} manifests of reorganisations")
_LONG_TEXT = msg_n(
    "{number} text longer than a cell holds", "{number} texts longer than a cell holds"
)
_ACCEPTED = msg_n("{number} acceptance of a predecessor", "{number} acceptances of predecessors")
_NAMES = msg_n(
    "{number} name per language of a duty or site", "{number} names per language of duties or sites"
)


class _Loss(Counter[Plural]):
    """What is not written: how often, by what it is called."""

    def told(self) -> tuple[str, ...]:
        return tuple(said_n(*words, number) for words, number in self.items())


def tables_of(snapshot: Snapshot) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables of a snapshot, and what they cannot hold."""
    loss = _Loss()
    header = snapshot.data(include=set(Header.model_fields))
    kinds, terms = header.pop("kinds", None), header.pop("terms", {})
    if kinds == {}:
        loss[_NO_KINDS] += 1
    if header.pop("reorganisation", None):
        loss[_MANIFEST] += 1
    units = [_without_lines(unit) for unit in snapshot.units]
    all_rows: Iterable[tuple[str, str, Iterable[dict[str, Any]]]] = (
        ("snapshot", "snapshot", [header]),
        ("units", "unit", units),
        ("posts", "post", _data(snapshot.posts)),
        ("bodies", "body", _data(snapshot.bodies)),
        ("duties", "duty", _data(snapshot.responsibilities)),
        ("people", "person", _data(snapshot.people)),
        *((key, entity, _lines_of(snapshot.units, key)) for key, entity in _LINES_OF.items()),
        ("kinds", "kind", _words(kinds or {})),
        ("terms", "term", _words(terms)),
    )
    tables = [_table(name, entity, rows, loss) for name, entity, rows in all_rows]
    return tuple(table for table in tables if table.rows), loss.told()


def _data(parts: Iterable[Part]) -> Iterable[dict[str, Any]]:
    return (part.data() for part in parts)


def _words(vocabulary: Mapping[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return ({"id": word, **said} for word, said in vocabulary.items())


def _without_lines(unit: Unit) -> dict[str, Any]:
    return {key: value for key, value in unit.data().items() if key not in _LINES_OF}


def _lines_of(units: Iterable[Unit], key: str) -> Iterable[dict[str, Any]]:
    for unit in units:
        for line in getattr(unit, key):
            yield {"unit": unit.id, **line.data()}


def _table(name: str, entity: str, parts: Iterable[dict[str, Any]], loss: _Loss) -> Table:
    rows = [dict(_cells(part, loss)) for part in parts]
    heads = dict.fromkeys(head for row in rows for head in row)
    return Table(name, entity, tuple(heads), tuple(rows))


def _cells(values: Mapping[str, Any], loss: _Loss) -> Iterable[tuple[str, Value]]:
    for head, value in _flat(values, loss):
        if isinstance(value, str) and len(value) >= LONGEST_CELL:
            loss[_LONG_TEXT] += 1
        else:
            yield head, value


def _flat(values: Mapping[str, Any], loss: _Loss) -> Iterable[tuple[str, Value]]:
    for key, value in values.items():
        if key in LISTS_IN_CELLS:
            yield key, written_list(_item(one, loss) for one in value)
        elif isinstance(value, dict):
            for name, item in value.items():
                yield f"{key}.{name}", _scalar(key, item)
        else:
            yield key, _scalar(key, value)


def _scalar(key: str, value: Any) -> Value:
    if key == "attributes" or not isinstance(value, str):
        return written_scalar(value)
    return written_text(value)


def _item(item: Any, loss: _Loss) -> Any:
    """An item of a list, without what a cell does not hold."""
    if not isinstance(item, dict):
        return item
    if "accepted" in item:
        loss[_ACCEPTED] += 1
        return item["id"]
    if isinstance(item["name"], dict):
        loss[_NAMES] += 1
        return {"id": item["id"], "name": next(iter(item["name"].values()))}
    return item
