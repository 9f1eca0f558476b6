"""Which mistakes are tried: all that a person could make, and none that needs no rule."""

from __future__ import annotations

import pytest

from orgcheck.rules.integrity import check
from orgcheck.rules.strength.measure import plan
from orgcheck.rules.strength.mutant import mutated
from tests.building import organisation

AGENCY = """
kinds:
  agency: {top: true}
  office: {}
bodies: [{id: board, name: Board, type: organ}]
posts: [{id: director, name: Director, unit: agency, reports_to: board}]
units:
  - {id: agency, name: {en: Agency, fi: Virasto}, kind: agency, top: true, head: director}
  - {id: audit, name: Audit, kind: office, parent: agency, reports_to: board,
     lines: [{to: director, type: advisory}]}
  - id: services
    name: Services
    kind: office
    parent: agency
    responsibilities: [payroll, {id: it, name: IT}]
    sites: [Turku]
    tags: [support]
    figures: {fte: 12}
    attributes: {region: south}
    links: [{type: partner, to: audit}]
  - {id: desk, name: Desk, kind: office, parent: services}
"""


def whats(kind: str) -> list[tuple[str, str]]:
    """The member and the words of every mutant of one kind."""
    tried = plan(organisation(AGENCY), 5_000)
    return [(m.member, m.what) for m in tried.mutants if m.kind == kind]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "moved",
            [
                ("audit", "under services"),
                ("audit", "under desk"),
                ("services", "under audit"),
                ("desk", "under agency"),
                ("desk", "under audit"),
            ],
        ),
        ("top", [("audit", ""), ("services", ""), ("desk", "")]),
        ("head", [("agency", "without director")]),
        ("line", [("audit", "without the advisory one to director")]),
        ("added", [(id, f"{id}-2 beside it") for id in ("agency", "audit", "services", "desk")]),
        ("language", [("agency", "without en"), ("agency", "without fi")]),
        ("responsibility", [("services", "without payroll"), ("services", "without IT")]),
        (
            "repeated",
            [
                ("services", "payroll, listed by agency too"),
                ("services", "IT, listed by agency too"),
            ],
        ),
        ("site", [("services", "without Turku")]),
        ("link", [("services", "without the partner one to audit")]),
        ("tag", [("services", "without support")]),
        ("figure", [("services", "fte 120")]),
        ("attribute", [("services", "without region")]),
    ],
)
def test_every_way_of_a_kind_is_tried(kind: str, expected: list[tuple[str, str]]) -> None:
    assert whats(kind) == expected


def test_superiors_are_those_that_make_no_circle_and_are_not_there_already() -> None:
    reporting = whats("reporting")
    assert [what for member, what in reporting if member == "audit"] == [
        "to agency",
        "to services",
        "to desk",
        "to director",
        "its stated line left out",
    ]
    # Services and the desk report, in the end, to the director.
    assert [what for member, what in reporting if member == "director"] == [
        "to agency",
        "to audit",
        "its stated line left out",
    ]


def test_what_is_removed_leaves_nothing_that_names_it() -> None:
    agency = organisation(AGENCY)
    mutants = plan(agency, 5_000).mutants
    removed = {m.member: mutated(agency, m) for m in mutants if m.kind == "removed"}
    assert removed.keys() >= {"agency", "audit", "services", "desk", "director", "board"}
    assert removed["services"].parent_of("desk") == "agency"
    assert removed["board"].posts["director"].reports_to is None
    assert removed["director"].units["audit"].lines == ()


def test_no_mutant_is_one_that_integrity_always_sees() -> None:
    agency = organisation(AGENCY)
    seen = [
        (mutant.kind, mutant.member, mutant.what, finding.message)
        for mutant in plan(agency, 5_000).mutants
        for finding in check(mutated(agency, mutant))
        # The vocabulary of kinds is the structure's own rule.
        if finding.rule != "ORG009"
    ]
    assert seen == []


def test_a_sample_is_within_its_limit_fair_to_every_kind_and_the_same_every_time() -> None:
    first, second = (plan(organisation(AGENCY), 30) for _ in range(2))
    assert first == second
    assert len(first.mutants) <= 30
    kinds = {mutant.kind for mutant in plan(organisation(AGENCY), 5_000).mutants}
    assert {mutant.kind for mutant in first.mutants} == kinds
    assert first.sampled >= {"moved", "reporting"}
    assert len(set(map(repr, first.mutants))) == len(first.mutants)
