"""From the units of one version to those of another."""

from __future__ import annotations

import pytest

from orgcheck.descent.crosswalk import Crosswalk, Pair, crosswalk_of
from orgcheck.errors import OrgcheckError
from orgcheck.reports.crosswalk import basis_of, how_of
from tests.descent.histories import history, of_units

OLD = """\
units:
- {id: top, name: Agency, top: true}
- {id: ict, name: ICT, parent: top, responsibilities: [data, networks, code], sites: [Turku]}
- {id: lab, name: Lab, parent: ict}
- {id: ops, name: Ops, parent: ict}
"""
NEW = """\
units:
- {id: top, name: Agency, top: true}
- {id: data, name: Data, parent: top, replaces: [ict], responsibilities: [data, code],
   figures: {fte: 3}}
- {id: net, name: Net, parent: top, replaces: [ict], responsibilities: [networks], sites: [Turku],
   figures: {fte: 1}}
- {id: lab, name: Lab, parent: data}
"""


def told(pair: Pair) -> tuple[str | None, str | None, str, list[tuple[str, object, object]]]:
    shares = [(basis_of(share), share.part, share.whole) for share in pair.shares]
    return pair.old, pair.new, how_of(pair), shares


def crosswalk(*versions: list[str]) -> Crosswalk:
    return crosswalk_of(of_units(*versions))


def test_of_a_unit_that_was_divided_each_share_says_by_what_it_is_counted() -> None:
    found = crosswalk_of(history({"1": OLD, "2": NEW}))
    assert [told(pair) for pair in found.pairs] == [
        ("top", "top", "same", [("unit", 1, 1)]),
        (
            *("ict", "data", "split"),
            [("children", 1, 2), ("duties", 2, 3), ("sites", 0, 1), ("figure fte", 3, 4)],
        ),
        (
            *("ict", "net", "split"),
            [("children", 0, 2), ("duties", 1, 3), ("sites", 1, 1), ("figure fte", 1, 4)],
        ),
        ("lab", "lab", "same", [("unit", 1, 1)]),
        ("ops", None, "not continued", [("unit", 1, 1)]),
    ]


def test_a_figure_that_is_not_of_one_unit_alone_is_no_share_of_it() -> None:
    both = "figures: {fte: 3}, replaces: [one, two]"
    found = crosswalk(["one", "two"], [f"id: a, name: A, {both}", f"id: b, name: B, {both}"])
    assert {told(pair)[:3]: told(pair)[3] for pair in found.pairs if pair.old == "one"} == {
        ("one", "a", "reorganise"): [],
        ("one", "b", "reorganise"): [],
    }


def test_versions_between_are_followed_one_by_one() -> None:
    second = "id: b, name: Review, previously: [a]"
    third = "id: c, name: Checks, replaces: [b]"
    found = crosswalk(["id: a, name: Audit"], [second], [third, "press"])
    assert [told(pair)[:3] for pair in found.pairs] == [
        ("top", "top", "same"),
        ("a", "c", "replace"),
        (None, "press", "no predecessor"),
    ]


def test_the_certainty_is_that_of_the_weakest_link() -> None:
    second = "id: b, name: River Gauging Service"
    third = "id: c, name: Checks, replaces: [b]"
    found = crosswalk(["id: a, name: River Gauging Service"], [second], [third])
    (way,) = (pair.way for pair in found.pairs if pair.old == "a")
    assert way is not None
    assert (way.how, way.certainty.value) == ("replace", "name")


def test_one_version_alone_is_refused() -> None:
    with pytest.raises(OrgcheckError, match="one version is named"):
        crosswalk(["audit"])
