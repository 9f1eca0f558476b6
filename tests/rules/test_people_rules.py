"""Rules about people, and about others than the member itself: yes, no, and nobody knows."""

from __future__ import annotations

import pytest

from orgcheck.rules.binding import bindings
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText
from tests.building import integrity, organisation
from tests.rules.ruling import found, rule

BASE = """
organisation: Org
people: [{id: p1, attributes: {mail: true}}, {id: p2}, {id: p3}]
posts:
  - {id: lead, name: Lead, unit: team, holders: [p1]}
  - {id: admin, name: Admin, unit: org, holders: [p3]}
units:
  - {id: org, name: Org, kind: org, top: true, members: [p1, p2]}
  - {id: team, name: Team, kind: team, parent: org, head: lead, members: [p1, p2]}
"""

_MEMBERS = "lead, members: [p1, p2]"


def told(text: str, assertion: str, select: str = "{id: team}") -> list[str]:
    """The messages of the rule itself, whatever else is found."""
    findings = found(text, rule(assertion, select))
    return [finding.message for finding in findings if finding.rule == "R1"]


@pytest.mark.parametrize(
    ("assertion", "select", "broken", "message"),
    [
        (
            "{heads_are_members: true}",
            "{id: team}",
            ("holders: [p1]", "holders: [p1, p3]"),
            "p3 holds lead, which heads team, and is no member of it",
        ),
        (
            "{members: {min: 2}}",
            "{id: team}",
            ("head: lead, members: [p1, p2]", "head: lead, members: [p1, p1]"),
            "team has 1 member, and must have at least 2",
        ),
        (
            "{members: {min: 1, of: {has: attributes.mail}}}",
            "{id: team}",
            ("head: lead, members: [p1, p2]", "head: lead, members: [p2]"),
            "team has 0 members that are people with attributes.mail, and must have at least 1",
        ),
        (
            "{not_both: [members, Lead]}",
            "{id: team}",
            None,
            "p1 is both in members and Lead of team",
        ),
        (
            "{are_among: {who: members below, among: [members, Admin]}}",
            "{id: org}",
            ("top: true, members: [p1, p2]", "top: true, members: [p1]"),
            "p2 is among the members of team, and is not in members or Admin of org",
        ),
        (
            "{head: {cel: \"unit.id != 'lead'\"}}",
            "{id: team}",
            None,
            "this does not hold of team: It holds.",
        ),
        (
            "{head: {must_have: holders}}",
            "{id: team}",
            ("holders: [p1]}", "vacant: true}"),
            "head of team: lead has no holders",
        ),
        (
            "{parent_is: {one_of: {kind: [org]}}}",
            "{id: team}",
            ("kind: org", "kind: office"),
            "parent of team: org: kind is office, and must be org",
        ),
        (
            "{parent_is: {must_have: kind}}",
            "{id: org}",
            None,
            "org has no parent",
        ),
        (
            "{each_member: {must_have: attributes.mail}}",
            "{id: team}",
            None,
            "member of team: p2 has no mail",
        ),
    ],
)
def test_what_falls_short_says_whom_it_is_about(
    assertion: str, select: str, broken: tuple[str, str] | None, message: str
) -> None:
    text = BASE.replace(*broken) if broken else BASE
    assert message in told(text, assertion, select)
    if broken:
        assert told(BASE, assertion, select) == []


@pytest.mark.parametrize(
    ("assertion", "select", "faulty"),
    [
        (
            "{members: {min: 3}}",
            "{id: team}",
            (_MEMBERS, "lead, members: [p1, p9]"),
        ),
        ("{heads_are_members: true}", "{id: team}", ("holders: [p1]", "holders: [p3, p9]")),
        ("{head: {must_not_have: holders}}", "{id: team}", ("holders: [p1]", "holders: [p9]")),
        ("{head: {must_not_have: holders}}", "{id: team}", ("head: lead", "heads: [lead, nobody]")),
        ("{parent_is: {must_not_have: kind}}", "{id: team}", ("parent: org", "parent: nowhere")),
        (
            "{each_member: {must_have: name}}",
            "{id: team}",
            (_MEMBERS, "lead, members: [p9]"),
        ),
        ("{not_both: [members, Lead]}", "{id: team}", ("holders: [p1]", "holders: [p1, p9]")),
        (
            "{are_among: {who: members below, among: [Admin]}}",
            "{id: org}",
            (_MEMBERS, "lead, members: [p9]"),
        ),
    ],
)
def test_nobody_knows_what_rests_on_a_faulty_value(
    assertion: str, select: str, faulty: tuple[str, str]
) -> None:
    text = BASE.replace(*faulty)
    assert {finding.rule for finding in integrity(text)} == {"ORG004"}
    assert found(text, rule(assertion, select)) == []


@pytest.mark.parametrize(
    ("select", "people"),
    [
        ("{of: people}", ["p1", "p2", "p3"]),
        ("{of: people, member_of: {kind: team}}", ["p1", "p2"]),
        ("{of: people, holds: {name: Admin}}", ["p3"]),
        ("{of: people, id: {matches: '[23]$'}}", ["p2", "p3"]),
        ("{of: people, not: {has: attributes.mail}}", ["p2", "p3"]),
        ("{of: people, where: 'size(unit.memberships) == 2'}", ["p1", "p2"]),
        ("{of: people, where: \"'lead' in unit.held_posts\"}", ["p1"]),
    ],
)
def test_selectors_of_people(select: str, people: list[str]) -> None:
    (one,) = rule("{must_have: name}", select).rules
    assert [person.id for person in one.selector.members(organisation(BASE))] == people


def test_somebody_who_is_named_is_looked_for_among_people() -> None:
    asked = "{members: {min: 1, of: {id: p2}}}"
    assert found(BASE, rule(asked, "{id: team}")) == []
    without = BASE.replace("lead, members: [p1, p2]", "lead, members: [p1]")
    assert len(told(without, asked)) == 1


def test_without_a_register_people_are_those_who_are_named() -> None:
    text = "\n".join(line for line in BASE.splitlines() if not line.startswith("people"))
    assert told(text, "{count: {exactly: 2}}", "{of: people}") == [
        "3 people are selected, not exactly 2: p1, p2, p3"
    ]


def test_a_list_may_be_a_parameter_of_an_expression() -> None:
    pack = read_pack(
        SourceText(
            "p.yaml",
            "pack: p\nparameters: {needed: [p1, p7]}\nrules:\n"
            "- {id: R1, statement: S., for: {id: team}, "
            'assert: {cel: "$needed.all(p, p in unit.members)"}}\n',
        )
    )
    assert [one.rule for one in found(BASE, pack)] == ["R1"]


def test_a_person_is_bound_by_the_rules_that_select_them() -> None:
    packs = [rule("{must_have: attributes.mail}", "{of: people}")]
    results = [
        [(one.rule.id, str(one.result)) for one in bindings(organisation(BASE), id, packs).rules]
        for id in ("p1", "p2")
    ]
    assert results == [[("R1", "holds")], [("R1", "fails")]]


def test_links_lead_to_whom_a_selector_takes() -> None:
    linked = BASE.replace("head: lead", "links: [{type: list, to: org}], head: lead")
    ask = "{{links: {{type: list, to: {{kind: {}}}}}}}"
    assert told(linked, ask.format("org")) == []
    assert told(linked, ask.format("office")) == [
        "team has a list link to org, which is none of the units of kind office"
    ]
