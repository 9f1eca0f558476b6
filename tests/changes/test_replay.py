"""A change set is applied only to what it fits, and says where it does not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import DoesNotFit, apply
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.text import SourceText
from tests.building import organisation
from tests.canonical import canonical
from tests.changes.comparing import changes

OLD = """\
organisation: X
status: draft
units:
- {id: top, name: Top, top: true}
- {id: a, name: A, parent: top, responsibilities: [x]}
- {id: b, name: B, parent: top}
"""
NEW = """\
organisation: X
status: approved
units:
- {id: top, name: Top, top: true}
- {id: c, name: A, parent: top, responsibilities: [y], previously: [a]}
- {id: n, name: N, parent: c}
"""
CHANGES = changes(OLD, NEW)


def misfits(text: str) -> list[tuple[int, str]]:
    with pytest.raises(DoesNotFit) as misfit:
        apply(CHANGES, organisation(text))
    return [(problem.location.line, problem.message) for problem in misfit.value.problems]


def test_it_is_applied_to_the_older_snapshot_whatever_its_order() -> None:
    lines = OLD.splitlines()
    other = "\n".join([*lines[:3], *reversed(lines[3:])])
    assert canonical(apply(CHANGES, organisation(other))) == canonical(organisation(NEW).snapshot)


def test_what_the_change_does_not_touch_may_differ() -> None:
    result = apply(CHANGES, organisation(OLD.replace("name: Top", "name: Peak")))
    assert [unit.name for unit in result.units if unit.id == "top"] == ["Peak"]


def test_a_value_that_is_not_the_one_changed_is_named_with_its_place() -> None:
    assert misfits(OLD.replace("draft", "withdrawn")) == [
        (2, 'status is the text "withdrawn" here, and was the text "draft"')
    ]
    assert misfits(OLD.replace("[x]", "[z]")) == [
        (5, 'a: responsibilities does not list the text "x"')
    ]
    assert misfits(OLD.replace("name: B", "name: Bee")) == [
        (6, 'b: name is the text "Bee" here, and was the text "B"')
    ]


def test_a_unit_that_is_not_there_or_is_there_already_is_named() -> None:
    assert misfits(OLD.replace("- {id: b, name: B, parent: top}\n", "")) == [
        (1, "there is no unit b here")
    ]
    extra = "- {id: n, name: N, parent: top}\n"
    assert misfits(OLD + extra) == [(7, "the change set brings a unit n, and there is one here")]


def test_every_misfit_is_told_at_once() -> None:
    assert len(misfits(OLD.replace("draft", "withdrawn").replace("[x]", "[z]"))) == 2


def test_applying_twice_is_refused() -> None:
    assert misfits(NEW)


def edited(*edits: dict[str, object]) -> list[str] | Unit:
    """Unit `a` after some edits, or what does not fit about them."""
    event = {
        "kind": "attribute",
        "old": ["a"],
        "new": ["a"],
        "edits": [{"unit": "a", **e} for e in edits],
    }
    side = {"organisation": "X"}
    text = {"schema": "orgcheck.changes/1", "old": side, "new": side, "events": [event]}
    try:
        result = apply(read_changes(SourceText("c.json", json.dumps(text))), organisation(OLD))
    except DoesNotFit as misfit:
        return [problem.message for problem in misfit.problems]
    return next(unit for unit in result.units if unit.id == "a")


def test_edits_of_one_list_are_made_in_their_order() -> None:
    field = {"field": "responsibilities"}
    after = edited(
        {"op": "add", **field, "new": "y"},
        {"op": "remove", **field, "old": "x"},
        {"op": "set", **field, "old": ["y"], "new": ["p", "q"]},
        {"op": "add", **field, "new": "r"},
    )
    assert isinstance(after, Unit)
    assert after.responsibilities == ("p", "q", "r")


def test_edits_of_a_list_that_do_not_fit_are_named() -> None:
    field = {"field": "responsibilities"}
    assert edited({"op": "add", **field, "new": "x"}, {"op": "remove", **field, "old": "z"}) == [
        'a: responsibilities lists the text "x" already',
        'a: responsibilities does not list the text "z"',
    ]
    assert edited(
        {"op": "add", **field, "new": "y"}, {"op": "set", **field, "key": "k", "new": 1}
    ) == [
        "a: the change set gives what no snapshot may say: responsibilities: expected a list, "
        "found a mapping"
    ]


def test_edits_of_a_mapping_leave_the_change_set_as_it_is() -> None:
    change_set = changes(OLD, OLD.replace("id: b,", "id: b, figures: {one: 1},"))
    (event,) = change_set.events
    whole = replace(event.edits[0], field="figures", key=None, old=None, new={"one": 1})
    part = replace(whole, key="two", new=2)
    both = replace(change_set, events=(replace(event, edits=(whole, part)),))
    result = apply(both, organisation(OLD))

    assert result.units[-1].figures == {"one": 1, "two": 2}
    assert whole.new == {"one": 1}
