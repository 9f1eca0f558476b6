"""Units that go on under another name or another id."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from orgcheck.changes.events.gathering import Gathering, in_order
from orgcheck.changes.model import Edit, Event, EventKind, Op, Sort

NAMES = ("name", "acronym")


def events(gathering: Gathering) -> Iterator[Event]:
    """A rename, or a recode where the id alone is another; what referred to it follows."""
    comparison, pool = gathering.comparison, gathering.pool
    for id in pool.members(Sort.UNIT, "id", *NAMES):
        match = comparison.units.matches[id]
        renamed = pool.take(Sort.UNIT, id, is_another_name)
        recoded = take_id(gathering, Sort.UNIT, id)
        if not renamed and not recoded:
            continue
        following, consequences = gathering.followers.of((Sort.UNIT, id))
        yield Event(
            kind=EventKind.RENAME if renamed else EventKind.RECODE,
            old=(id,),
            new=(match.new,),
            certainty=match.certainty,
            evidence=match.evidence,
            edits=in_order([*renamed, *recoded, *following]),
            consequences=consequences,
        )


def take_id(gathering: Gathering, sort: Sort, id: str) -> list[Edit]:
    """Claim a new id, with the entry of `previously` that tells of it."""
    recoded = gathering.pool.take_fields(sort, id, "id")
    if not recoded:
        return []
    return recoded + gathering.pool.take(sort, id, lambda edit: _tells_of(edit, id))


def _tells_of(edit: Edit, id: str) -> bool:
    if edit.field != "previously" or edit.op is not Op.ADD:
        return False
    return bool((edit.new if isinstance(edit.new, str) else edit.new["id"]) == id)


def is_another_name(edit: Edit) -> bool:
    """Whether an edit changes a name or acronym in a language that both sides have.

    A text has no language: it is the same name where it stands in any. Names are compared
    character for character, however their accents are encoded.
    """
    if edit.field not in NAMES or edit.old is None or edit.new is None:
        return False
    return _texts(edit.old).isdisjoint(_texts(edit.new))


def _texts(name: Any) -> set[str]:
    texts = name.values() if isinstance(name, dict) else (name,)
    return {unicodedata.normalize("NFC", text) for text in texts}
