"""A change set is applied only to what it fits, and says where it does not."""

from __future__ import annotations

import pytest

from orgcheck.changes.plain import canonical
from orgcheck.changes.replay import DoesNotFit, apply
from tests.building import organisation
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
