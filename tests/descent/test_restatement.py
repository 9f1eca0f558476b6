"""A figure of one version in the structure of another: sums, exactness and bounds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.descent.history import History, history_of
from orgcheck.descent.restatement import Restatement, restatement_of
from orgcheck.descent.versions import Version
from orgcheck.errors import OrgcheckError
from tests.building import organisation
from tests.descent.histories import of_units

# Where people are who joined a unit after the first version, or left with one before the last.
OUTSIDE = None


@dataclass
class Agency:
    """Units with people, of whom it is known in which unit of the first version each was."""

    people: dict[str, dict[str | None, int]]
    left: defaultdict[str | None, int] = field(default_factory=lambda: defaultdict(int))
    versions: list[list[dict[str, object]]] = field(default_factory=list)
    said: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    made: int = 0

    def record(self) -> None:
        """Add a version."""
        units: list[dict[str, object]] = [{"id": "top", "name": "Agency", "top": True}]
        for id, origins in self.people.items():
            figures = {"headcount": sum(origins.values())}
            said = self.said.get(id, {})
            units.append({"id": id, "name": id, "parent": "top", "figures": figures, **said})
        self.versions.append(units)
        self.said = {}

    def new_unit(self) -> str:
        self.made += 1
        self.people[f"new{self.made}"] = {}
        return f"new{self.made}"

    def move(self, origins: dict[str | None, int], to: str) -> None:
        there = self.people[to]
        for origin, number in origins.items():
            there[origin] = there.get(origin, 0) + number

    def declare(self, unit: str, key: str, other: str) -> None:
        self.said.setdefault(unit, {}).setdefault(key, []).append(other)

    def history(self) -> History:
        return history_of(
            (
                Version(
                    f"{number}.yaml",
                    organisation(json.dumps({"version": str(number), "units": units})),
                )
                for number, units in enumerate(self.versions)
            ),
            inference=False,
        )


def reform(agency: Agency, kind: str, draw: Callable[[int], int]) -> None:
    """Reorganise; `draw` gives a number from 0 to the one before."""
    unit = list(agency.people)[draw(len(agency.people))]
    if kind == "found":
        agency.people[agency.new_unit()] = {OUTSIDE: draw(9)}
        return
    if kind == "spin off":
        new = agency.new_unit()
        agency.declare(new, "split_from", unit)
        for origin, number in agency.people[unit].items():
            going = draw(number + 1)
            agency.people[unit][origin] -= going
            agency.move({origin: going}, new)
        return
    others = [one for one in agency.people if one != unit and not one.startswith("new")]
    if kind == "absorb" and not others:
        return
    origins = agency.people.pop(unit)
    if kind == "abolish":
        for origin, number in origins.items():
            agency.left[origin] += number
    elif kind == "recode":
        new = agency.new_unit()
        agency.declare(new, "previously", unit)
        agency.move(origins, new)
    elif kind == "absorb":
        agency.declare(others[0], "replaces", unit)
        agency.move(origins, others[0])
    else:
        parts = [agency.new_unit() for _ in range(2 if kind == "split" else 1)]
        for part in parts:
            agency.declare(part, "replaces", unit)
        for origin, number in origins.items():
            for _ in range(number):
                agency.move({origin: 1}, parts[draw(len(parts))])


KINDS = ("found", "spin off", "abolish", "recode", "absorb", "split", "replace")


@st.composite
def agencies(draw: st.DrawFn) -> Agency:
    """An agency of which every reorganisation is declared, one a version."""
    agency = Agency({f"unit{n}": {f"unit{n}": draw(st.integers(0, 9))} for n in range(4)})
    agency.record()
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4)):
        if agency.people:
            reform(agency, kind, lambda most: draw(st.integers(0, most - 1)))
        agency.record()
    return agency


def check(restated: Restatement, truth: dict[str | None, int]) -> None:
    """The law: the sum is kept, every value lies in its bounds, and it is exact if undivided."""
    exact = sum(row.exact for row in restated.rows)
    assert exact + sum(one.value for one in restated.divisions) == restated.total
    rows = {row.unit: row for row in restated.rows}
    assert {unit for unit, number in truth.items() if number} <= set(rows)
    for unit, row in rows.items():
        assert row.least <= truth.get(unit, 0) <= row.most
        divided = [one for one in restated.divisions if unit in one.among and one.value]
        assert row.is_exact == (not divided)


@settings(deadline=None)
@given(agencies())
def test_sums_are_kept_and_the_truth_lies_in_the_bounds_later(agency: Agency) -> None:
    restated = restatement_of(agency.history(), "headcount", 0, len(agency.versions) - 1)
    truth: dict[str | None, int] = {None: sum(n for o, n in agency.left.items() if o is not None)}
    for unit, origins in agency.people.items():
        truth[unit] = sum(number for origin, number in origins.items() if origin is not None)
    assert sum(truth.values()) == restated.total
    check(restated, truth)


@settings(deadline=None)
@given(agencies().filter(lambda agency: any(agency.people)))
def test_sums_are_kept_and_the_truth_lies_in_the_bounds_earlier(agency: Agency) -> None:
    restated = restatement_of(agency.history(), "headcount", len(agency.versions) - 1, 0)
    truth: defaultdict[str | None, int] = defaultdict(int)
    for origins in agency.people.values():
        for origin, number in origins.items():
            truth[origin] += number
    assert sum(truth.values()) == restated.total
    check(restated, truth)


def rows(restated: Restatement) -> list[tuple[str | None, object, object]]:
    return [(row.unit, row.least, row.most) for row in restated.rows]


def test_of_a_unit_that_ended_a_duty_that_others_have_took_some_of_it_there() -> None:
    ended = "id: audit, name: Audit, responsibilities: [audits, advice], figures: {fte: 2.5}"
    review = "id: review, name: Review, responsibilities: [audits], replaces: [audit]"
    press = "id: press, name: Press, responsibilities: [advice]"
    found = of_units([ended, "press"], [review, press])
    half = Decimal("2.5")
    assert rows(restatement_of(found, "fte", 0, 1)) == [("review", 0, half), ("press", 0, half)]


def test_of_a_debt_that_was_divided_the_bounds_lie_below_nothing() -> None:
    parts = [f"id: {id}, name: {id}, replaces: [audit]" for id in ("x", "y")]
    found = of_units(["id: audit, name: Audit, figures: {balance: -3}"], parts)
    assert rows(restatement_of(found, "balance", 0, 1)) == [("x", -3, 0), ("y", -3, 0)]


def test_of_a_unit_that_goes_on_a_duty_that_went_away_takes_no_figure_along() -> None:
    audit = "id: audit, name: Audit, responsibilities: [{}], figures: {{fte: 2}}"
    before = [audit.format("audits, advice"), "press"]
    after = [audit.format("audits"), "id: press, name: Press, responsibilities: [advice]"]
    assert rows(restatement_of(of_units(before, after), "fte", 0, 1)) == [("audit", 2, 2)]


def test_what_the_version_in_question_leaves_out_is_not_continued_in_it() -> None:
    audit = "id: audit, name: Audit, figures: {fte: 2}"
    found = of_units([audit], ["press"], [audit])
    assert rows(restatement_of(found, "fte", 0, 1)) == [(None, 2, 2)]
    assert rows(restatement_of(found, "fte", 0, 2)) == [("audit", 2, 2)]


def test_a_figure_that_no_unit_has_is_refused_with_the_nearest() -> None:
    found = of_units(["id: audit, name: Audit, figures: {headcount: 2}"], [])
    with pytest.raises(OrgcheckError) as refused:
        restatement_of(found, "headcuont", 0, 1)
    words = 'no unit of 1 has a figure "headcuont"; did you mean "headcount"?'
    assert (str(refused.value), refused.value.fix) == (words, "it has headcount")
