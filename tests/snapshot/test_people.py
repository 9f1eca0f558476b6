"""People in a snapshot: a register, members of units, holders of posts, several heads."""

from __future__ import annotations

import pytest

from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.writing import yaml_of
from tests.building import briefly, integrity, organisation

TEAM = """
people: [{id: p17}, {id: p20, name: {en: Twenty}, attributes: {mentor: true}}]
posts:
  - {id: lead, name: Lead, unit: team, holders: [p17]}
  - {id: co-lead, name: Co-lead, unit: team, holders: [p20]}
  - {id: clerk, name: Clerk, unit: team}
units:
  - {id: org, name: Org, top: true}
  - {id: team, name: Team, parent: org, heads: [lead, co-lead], members: [p17, p20]}
  - {id: below, name: Below, parent: team, members: [p20]}
organisation: Org
"""


def test_people_are_read_and_written() -> None:
    read = organisation(TEAM)
    assert (integrity(TEAM), [*read.people]) == ([], ["p17", "p20"])
    assert read.memberships == {"p17": ("team",), "p20": ("team", "below")}
    assert read.held_posts == {"p17": ("lead",), "p20": ("co-lead",)}
    again = organisation(yaml_of(read.snapshot)).snapshot
    assert again.data() == read.snapshot.data()


def test_the_first_head_is_the_superior_of_what_is_below() -> None:
    read = organisation(TEAM)
    assert (read.superior("below"), read.superior("clerk")) == ("lead", "lead")
    # Every head answers to whom the unit answers.
    assert (read.superior("lead"), read.superior("co-lead")) == ("org", "org")
    assert read.heads == {"lead": ("team",), "co-lead": ("team",)}


def test_a_second_head_changes_no_line() -> None:
    one = organisation(TEAM.replace("heads: [lead, co-lead]", "head: lead"))
    two = organisation(TEAM)
    lines = {id: two.superior(id) for id in ("org", "team", "below", "lead", "clerk")}
    assert lines == {id: one.superior(id) for id in lines}


def test_the_span_counts_no_head_beside_its_unit() -> None:
    read = organisation(TEAM)
    # The clerk and the unit below report to the team's first head.
    assert (read.span("team"), read.span("lead"), read.span("co-lead")) == (2, 2, 0)
    assert read.span("org") == 1


def test_one_head_and_several_are_not_said_at_once() -> None:
    (finding,) = integrity(TEAM.replace("heads:", "head: clerk, heads:"))
    assert (finding.rule, finding.unit, finding.about) == ("ORG002", "team", "heads")
    assert finding.message == "team: heads: stands beside `head`, and one of the two is meant"


@pytest.mark.parametrize(
    ("wrong", "line", "column", "message"),
    [
        (
            "members: [p17, p2O]",
            9,
            "p2O",
            "members of team name p2O, whom the register of people lacks",
        ),
        (
            "holders: [p18]",
            4,
            "p18",
            "holders of lead name p18, whom the register of people lacks",
        ),
        ("heads: [lead, colead]", 9, "colead", "heads of team names colead, which does not exist"),
    ],
)
def test_a_reference_to_nobody_is_told_at_its_place(
    wrong: str, line: int, column: str, message: str
) -> None:
    key = wrong.partition(":")[0]
    right = {"members": "members: [p17, p20]", "holders": "holders: [p17]"}.get(
        key, "heads: [lead, co-lead]"
    )
    text = TEAM.replace(right, wrong, 1)
    (finding,) = integrity(text)
    assert (finding.rule, finding.message) == ("ORG004", message)
    assert finding.location is not None
    found = text.splitlines()[finding.location.line - 1][finding.location.column - 1 :]
    assert (finding.location.line, found[: len(column)]) == (line, column)


def test_without_a_register_anyone_may_be_named() -> None:
    lines = [line for line in TEAM.splitlines() if not line.startswith("people")]
    assert integrity("\n".join(lines)) == []


def test_a_person_is_in_the_register_once_and_may_have_the_id_of_a_unit() -> None:
    again = TEAM.replace("[{id: p17},", "[{id: p17}, {id: p17}, {id: team},")
    assert briefly(integrity(again)) == [("ORG003", None, 2, 26)]


def test_a_person_needs_no_name_and_gets_none() -> None:
    read = organisation(TEAM.replace("{id: p17}", "{id: p17, email: x}"))
    (finding,) = read.findings
    assert finding.rule == "ORG002"
    assert read.people["p17"].name is None


def test_a_snapshot_without_people_says_nothing_of_them() -> None:
    said = Snapshot.model_validate(
        {"organisation": "A", "units": [{"id": "a", "name": "A", "top": True}]}
    )
    assert "people" not in yaml_of(said)
    assert "members" not in yaml_of(said)
