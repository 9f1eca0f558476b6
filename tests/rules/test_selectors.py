"""Selectors: each key selects those that it should and nobody else."""

from __future__ import annotations

import pytest

from orgcheck.organisation import Organisation
from tests.building import organisation
from tests.rules.ruling import problem, rule

ORGANISATION = """
bodies:
  - {id: board, name: Board, type: organ}
posts:
  - {id: director, name: Director, unit: top, reports_to: board}
  - {id: deputy, name: Deputy, unit: top, vacant: true}
units:
  - {id: top, name: Top, top: true, kind: organisation, head: director}
  - {id: sales, name: {fi: Myynti, sv: Försäljning}, parent: top, kind: department, tags: [front]}
  - {id: north, name: North, parent: sales, kind: region, tags: [front, cold], sites: [Oulu]}
  - {id: south, name: South, parent: sales, kind: region, figures: {fte: 3}}
  - {id: audit, name: Audit, parent: top, legal_basis: Act 1, responsibilities: [auditing, Advice ]}
responsibilities:
  - {id: advice, name: Advice to everybody, statutory: true}
"""


@pytest.fixture(scope="module")
def kela() -> Organisation:
    return organisation(ORGANISATION)


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("{}", "top sales north south audit"),
        ("{of: units}", "top sales north south audit"),
        ("{of: posts}", "director deputy"),
        ("{of: bodies}", "board"),
        ("{of: responsibilities}", "advice auditing"),
        ("{id: north}", "north"),
        ("{id: [south, north, nobody]}", "north south"),
        ("{id: nobody}", ""),
        ("{of: posts, id: north}", ""),
        ("{of: responsibilities, id: Auditing}", "auditing"),
        ("{kind: region}", "north south"),
        ("{kind: [region, department]}", "sales north south"),
        ("{tag: cold}", "north"),
        ("{tag: [front, cold]}", "sales north"),
        ("{name: 'o[ru]t'}", "north south"),
        ("{name: '^Myy'}", "sales"),
        ("{name: 'Förs'}", "sales"),
        ("{name: [Audit, Top]}", "top audit"),
        ("{of: responsibilities, name: '^Advice to'}", "advice"),
        ("{within: sales}", "north south"),
        ("{within: top}", "sales north south audit"),
        ("{within: [sales, audit]}", "north south"),
        ("{parent: top}", "sales audit"),
        ("{parent: [top, sales]}", "sales north south audit"),
        ("{parent: nobody}", ""),
        ("{top: true}", "top"),
        ("{top: false}", "sales north south audit"),
        ("{leaf: true}", "north south audit"),
        ("{leaf: false}", "top sales"),
        ("{has: legal_basis}", "audit"),
        ("{has: [kind, tags]}", "sales north"),
        ("{has: name.sv}", "sales"),
        ("{has: figures.fte}", "south"),
        ("{of: posts, has: vacant}", "deputy"),
        ("{where: unit.kind == 'region'}", "north south"),
        ("{where: size(unit.children) > 1}", "top sales"),
        ("{of: posts, where: unit.vacant}", "deputy"),
        ("{any: [{id: north}, {kind: department}]}", "sales north"),
        ("{all: [{kind: region}, {tag: cold}]}", "north"),
        ("{not: {kind: region}}", "top sales audit"),
        ("{kind: region, not: {tag: cold}}", "south"),
        ("{kind: region, within: sales, tag: front}", "north"),
    ],
)
def test_a_selector_selects_in_the_order_of_the_text(
    kela: Organisation, selector: str, ids: str
) -> None:
    chosen = rule("{must_have: name}", selector).rules[0].selector
    assert [member.id for member in chosen.members(kela)] == ids.split()
    everyone = rule("{must_have: name}", f"{{of: {chosen.of}}}").rules[0].selector.members(kela)
    assert [member.id for member in everyone if chosen.matches(kela, member)] == ids.split()


@pytest.mark.parametrize(
    ("selector", "message", "column"),
    [
        ("{knd: a}", 'for: unknown key of a selector "knd"; did you mean "kind"?', 11),
        ("{kind: {a: b}}", "for.kind: expected a text or a list of texts, found a mapping", 17),
        ("{kind: []}", "for.kind: is empty", 17),
        ("{leaf: yes}", 'for.leaf: expected true or false, found the text "yes"', 17),
        ("{of: unit}", "for.of: expected one of units, posts, bodies, responsibilities", 15),
        ("{of: posts, kind: a}", "for.kind: posts cannot be selected by kind", 28),
        ("{has: parnt}", 'for.has: units have no field "parnt"; did you mean "parent"?', 16),
        ("{has: parent.x}", "for.has: the field parent has no part x", 16),
        ("{name: '[a'}", "for.name: [a is not a regular expression: missing ]: [a", 17),
        ("{name: '(?=a)'}", "for.name: (?=a) is not a regular expression: not supported", 17),
        ("{where: unit.id ==}", "for.where: not a CEL expression: it ends too early", 18),
        ("{any: {id: a}}", "for.any: expected a list, found a mapping", 16),
        ("{any: []}", "for.any: is empty", 16),
        ("{not: [a]}", "for.not: expected a mapping, found a list", 16),
        ("text", 'for: expected a mapping, found the text "text"', 10),
    ],
)
def test_a_selector_that_is_none_is_refused_at_its_place(
    selector: str, message: str, column: int
) -> None:
    wrong = problem("{must_have: name}", selector)
    assert wrong.message.startswith(message)
    assert (wrong.location.line, wrong.location.column) == (5, column)


def test_a_nested_selector_is_of_the_sort_of_the_outer_one() -> None:
    wrong = problem("{must_have: name}", "{of: posts, not: {of: units}}")
    assert wrong.message == "for.not.of: this selects posts, and not units"


def test_selectors_nest_only_so_deep() -> None:
    wrong = problem("{must_have: name}", "{not: " * 40 + "{id: a}" + "}" * 40)
    assert wrong.message.endswith("nested more than 16 levels deep")
