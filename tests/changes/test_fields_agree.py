"""What a comparison says of the fields of one unit, held against DeepDiff, which knows no units."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from deepdiff import DeepDiff
from deepdiff.helper import notpresent
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.changeset import Edit, Op
from orgcheck.changes.compare import compare
from tests.building import organisation

# No two of these mean the same in other words, which only an organisation would know.
_WORDS = st.sampled_from(["red", "blue", "Act 1", "Act 2"])
_KEYS = st.sampled_from(["colour", "floor", "since"])
UNITS = st.fixed_dictionaries(
    {},
    optional={
        "kind": _WORDS,
        "legal_basis": _WORDS,
        "tags": st.lists(_WORDS, unique=True, min_size=1),
        "sites": st.lists(_WORDS, unique=True, min_size=1),
        "attributes": st.dictionaries(_KEYS, _WORDS, min_size=1),
        "figures": st.dictionaries(_KEYS, st.integers(0, 5), min_size=1),
    },
)


@given(UNITS, UNITS)
def test_the_edits_of_a_unit_are_what_differs_in_its_data(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    changes = compare(_with(before), _with(after))
    edits = {_told(edit) for event in changes.events for edit in event.edits}
    assert edits == _differing(_flat(before), _flat(after))


def _with(fields: Mapping[str, Any]) -> Any:
    unit = {"id": "a", "name": "A", "top": True, **fields}
    return organisation(f"organisation: X\nversion: '1'\nunits: [{json.dumps(unit)}]")


def _told(edit: Edit) -> tuple[str, str]:
    item = edit.key or (edit.old if edit.op is Op.REMOVE else edit.new if edit.op is Op.ADD else "")
    return str(edit.field), str(item)


def _flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as the sets that they are."""
    return {key: set(value) if isinstance(value, list) else value for key, value in fields.items()}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What DeepDiff finds, each as the field and what of it."""
    whole = {"tags": set(), "sites": set(), "attributes": {}, "figures": {}}
    found = DeepDiff(
        {**whole, **before}, {**whole, **after}, view="tree", threshold_to_diff_deeper=0
    )
    return {
        (str(field), _item(level) if rest == [None] else str(*rest))
        for levels in found.values()
        for level in levels
        for field, *rest in [level.path(output_format="list")]
    }


def _item(level: Any) -> str:
    """The item of a set that came or went."""
    return str(level.t2 if level.t1 is notpresent else level.t1)
