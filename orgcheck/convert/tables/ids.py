"""The ids of units: their codes, or ids that are made of names and kept in the map."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from orgcheck.convert.columns import ColumnMap, MadeId
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.heads import ID, NAME
from orgcheck.convert.tables.rows import Row
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.text import clipped

_ID = pattern(r"[^\W_][\w.:/-]{0,127}")
_APART = pattern(r"[^\w]+|_+")
_LONGEST = 100


def id_of_name(name: str) -> str:
    """An id made of a name: letters and digits, small, without accents.

    Examples
    --------
    >>> id_of_name("Yläyksikkö & Co."), id_of_name("投資部")
    ('ylayksikko-co', '投資部')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "-".join(filter(None, _APART.split(unicodedata.normalize("NFC", letters))))[:_LONGEST]


def with_ids(heads: Heads, rows: Sequence[Row], draft: Draft) -> tuple[list[Row], list[MadeId]]:
    """The units with an id each, and the ids that were made; parents come first."""
    map = draft.given.map or ColumnMap(columns={})
    kept = {(folded(made.name), made.parent, made.code): made for made in map.ids}
    nameless: list[Row] = []
    for row in rows:
        if _ID.fullmatch(row.code):
            row.id = row.code
        else:
            nameless.append(row)
    taken = {row.id for row in rows if row.id} | {made.id for made in map.ids}
    made: list[MadeId] = []
    left_out: set[int] = set()
    first: dict[tuple[str, str | None, str], Row] = {}
    for row in _parents_first(nameless):
        parent = row.parent.id or None if row.parent else None
        other = first.setdefault((row.called, parent, row.code), row)
        if other is not row:
            message = said(
                '"{name}" stands in row {row} too, below the same unit',
                name=clipped(row.name),
                row=str(other.number + 1),
            )
            fix = said("give both a code, or remove one of them")
            draft.defect(heads.grid.place(row.number), message, fix)
        known = kept.pop((row.called, parent, row.code or None), None)
        row.id = known.id if known else _free(row, taken)
        if not row.id:
            place = heads.place(row.number, NAME if not heads.levels else ID)
            message = said(
                'no id can be made of "{name}" that no other unit has', name=clipped(row.name)
            )
            draft.defect(place, message, said("give the unit a code"))
            left_out.add(id(row))
            continue
        if row.code and not known:
            message = said("is a code that no id can be, and its id is {id}", id=row.id)
            draft.note(heads.place(row.number, ID), message)
        taken.add(row.id)
        entry = {"id": row.id, "name": row.name, "parent": parent, "code": row.code or None}
        made.append(MadeId.model_validate(entry))
        if map.ids and not known:
            message = said(
                '"{name}" is not in the map: new, or renamed or moved; its id is {id}',
                name=clipped(row.name),
                id=row.id,
            )
            draft.note(heads.grid.place(row.number), message)
    for gone in kept.values():
        message = said(
            'no row is "{name}", which the map has as {id}', name=clipped(gone.name), id=gone.id
        )
        draft.note(heads.grid.name, message)
    return [row for row in rows if id(row) not in left_out], made


def _free(row: Row, taken: set[str]) -> str:
    """An id made of the name, with the names above it where that is taken; empty if all are."""
    id = id_of_name(row.code or row.name)
    for above in row.above():
        if id and id not in taken:
            break
        id = f"{id_of_name(above.name)}-{id}" if id else ""
    return id if len(id) <= 128 and id not in taken and _ID.fullmatch(id) else ""


def _parents_first(rows: Sequence[Row]) -> list[Row]:
    depths: dict[int, int] = {}
    for row in rows:
        path = [row]
        for above in row.above():
            if id(above) in depths:
                break
            path.append(above)
        known = path[-1].parent
        depth = depths.get(id(known), -1) if known is not None else -1
        for one in reversed(path):
            depth += 1
            depths.setdefault(id(one), depth)
    return sorted(rows, key=lambda row: depths[id(row)])
