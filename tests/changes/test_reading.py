"""A text that is no change set gives problems with their places, and no other exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import DoesNotFit, apply
from orgcheck.errors import Unreadable
from orgcheck.numbers import json_of
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of
from tests.changes.comparing import changes
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise

GOOD = changes(
    "units: [{id: top, name: Top, top: true}, {id: a, name: A, parent: top}]\n",
    "units: [{id: top, name: Summit, top: true}, {id: b, name: B, parent: top}]\n",
).data()


def problems(data: Any) -> list[tuple[int, str]]:
    text = data if isinstance(data, str) else json_of(data, indent=1)
    with pytest.raises(Unreadable) as unreadable:
        read_changes(SourceText("changes.json", text))
    return [(problem.location.line, problem.message) for problem in unreadable.value.problems]


def with_edit(**fields: Any) -> dict[str, Any]:
    event = {"kind": "attribute", "edits": [{"op": "set", **fields}]}
    return GOOD | {"events": [event]}


def test_what_is_no_change_set_is_refused() -> None:
    assert problems("[]")
    assert problems("{")
    assert problems("{}")
    ((_, message),) = problems(GOOD | {"schema": "orgcheck.findings/1"})
    assert message.startswith("schema: expected one of orgcheck.changes/1")


def test_an_unknown_key_and_kind_are_named_with_the_nearest_known() -> None:
    assert [message for _, message in problems(GOOD | {"event": []})] == [
        'unknown key "event"; did you mean "events"?'
    ]
    ((line, message),) = problems(GOOD | {"events": [{"kind": "marge"}]})
    assert message.startswith("events[1].kind: expected one of reorganise, merge, split, ")
    assert line > 1


def test_a_misspelt_word_of_the_format_is_mended() -> None:
    misspelt = GOOD | {"events": [{"kind": "marge", "certainty": "decalred"}]}
    with pytest.raises(Unreadable) as unreadable:
        read_changes(SourceText("changes.json", json_of(misspelt, indent=1)))
    assert [one.fix for one in unreadable.value.problems] == ["write merge", "write declared"]


def test_what_follows_from_the_rest_is_read_and_not_heeded() -> None:
    data = GOOD | {"summary": {"rename": 7}}
    ledger = data["ledger"]
    data["ledger"] = ledger | {"sites": ledger["sites"] | {"before": 12}}
    again = read_changes(SourceText("changes.json", json_of(data)))
    assert again.data() == GOOD
    wrong = GOOD | {"summary": {"rename": "many"}}
    assert [message for _, message in problems(wrong)] == [
        'summary.rename: expected a whole number, found the text "many"'
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"field": "kind"}, "an edit names one of unit, post, body, duty, person and snapshot"),
        (
            {"unit": "a", "post": "a", "field": "kind"},
            "an edit names one of unit, post, body, duty, person and snapshot",
        ),
        ({"unit": "a"}, "the edit names no field"),
        ({"op": "add", "unit": "a"}, '"new" is missing: the whole unit that the edit is about'),
        ({"op": "remove", "snapshot": True}, "a snapshot is not added or removed"),
        ({"snapshot": True, "field": "id", "old": "a", "new": "b"}, "a snapshot has no id"),
        ({"op": "add", "unit": "a", "new": {"id": "a"}}, '"name" is missing'),
        (
            {"op": "add", "post": "a", "new": {"id": "a", "name": "A", "parnt": "b"}},
            'unknown key "parnt"',
        ),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(fields: dict[str, Any], message: str) -> None:
    ((_, found),) = problems(with_edit(**fields))
    assert found == message


def test_numbers_truth_values_and_texts_stay_what_they_are() -> None:
    values: list[Any] = ["1", 1, 1.5, True, "true", "no", "2024-01-01", {"a": ["~", 2]}]
    data = with_edit(unit="a", field="x", old=values, new="010")
    (edit,) = read_changes(SourceText("changes.json", json_of(data))).events[0].edits
    assert (edit.old, edit.new) == (values, "010")


def test_a_plain_scalar_in_a_whole_unit_is_read_as_the_field_asks() -> None:
    text = json_of(with_edit(op="add", unit="a", new={"id": "a", "name": "A", "kind": 1}))
    (edit,) = read_changes(SourceText("changes.json", text)).events[0].edits
    assert edit.new == {"id": "a", "name": "A", "kind": "1"}


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_put_anywhere_is_refused_in_words_or_can_be_applied(seed: int) -> None:
    rng = Random(seed)
    snapshot = random_organisation(rng, 12)
    later, _ = reorganise(rng, snapshot, 8)
    old, new = (Organisation(Snapshot.model_validate(data)) for data in (snapshot, later))
    good = compare(old, new, inference=False).data()
    places = [path for path in _paths(good) if path]
    for _ in range(10):
        data = deepcopy(good)
        *above, last = rng.choice(places)
        holder = data
        for step in above:
            holder = holder[step]
        holder[last] = rng.choice([None, True, -1, 1.5, "", "x", [], {}, [1], {"id": "x"}, "id"])
        with suppress(Unreadable, DoesNotFit):
            read = read_changes(SourceText("changes.json", json_of(data)))
            changes_json.report(invert(read))
            yaml_of(apply(read, old))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(item, (*path, key))
