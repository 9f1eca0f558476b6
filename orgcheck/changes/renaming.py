"""When an edit gives a member another name, and when it tells of an earlier id."""

from __future__ import annotations

import unicodedata
from typing import Any

from orgcheck.changes.changeset import Edit, Op

NAMES = ("name", "acronym")


def is_another_name(edit: Edit) -> bool:
    """Whether an edit changes a name or acronym in a language that both sides have.

    A text has no language: it is the same name where it stands in any. Names are compared
    character for character, however their accents are encoded.
    """
    if edit.field not in NAMES or edit.old is None or edit.new is None:
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
