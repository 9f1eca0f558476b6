"""Verbs: each accepts what holds, rejects what does not, and says what is and what should be."""

from __future__ import annotations

import pytest

from tests.rules.ruling import found, messages, problem, rule, spot

KELA = """\
organisation: Kela
bodies:
  - {id: board, name: Board, type: organ}
posts:
  - {id: dg, name: Director General, unit: kela, reports_to: board}
  - {id: cio, name: Chief Information Officer, unit: ict}
units:
  - id: kela
    name: Kela
    kind: organisation
    top: true
    head: dg
  - id: shared
    name: {en: Shared Services, fi: Yhteiset}
    kind: business
    parent: kela
    sites: [Helsinki, Turku]
    figures: {fte: 0.1}
  - id: audit
    name: Audit
    kind: operational
    parent: shared
    reports_to: shared
    legal_basis: Act 1
    lines:
      - {to: board, type: functional}
    figures: {fte: 0.2}
  - id: ict
    name: ICT
    kind: business
    parent: kela
    head: cio
    tags: [internal]
    responsibilities: [hosting]
  - id: hosting
    name: Hosting
    parent: ict
    responsibilities: [hosting, backups]
responsibilities:
  - {id: backups, name: Backups}
  - {id: strategy, name: Strategy}
"""

HOLDS = [
    ("{reports_directly_to: shared}", "{id: audit}"),
    ("{reports_directly_to: [dg, cio]}", "{id: hosting}"),
    ("{reports_directly_to: board}", "{of: posts, id: dg}"),
    ("{reports_to: board}", "{within: kela}"),
    ("{reports_to: dg}", "{of: posts, id: cio}"),
    ("{not_reporting_to: cio}", "{id: [audit, shared, ict]}"),
    ("{parent: kela}", "{kind: business}"),
    ("{parent: [shared, ict]}", "{id: [audit, hosting]}"),
    ("{within: kela}", "{not: {id: kela}}"),
    ("{not_within: ict}", "{id: audit}"),
    ("{parent_kind: business}", "{id: [audit, hosting]}"),
    ("{child_kinds: [business]}", "{id: kela}"),
    ("{contains_all: {kind: operational}}", "{id: shared}"),
    ("{contains_only: {kind: operational}}", "{id: shared}"),
    ("{must_have: [name, legal_basis]}", "{id: audit}"),
    ("{must_have: [name.fi, figures.fte]}", "{id: shared}"),
    ("{must_not_have: [legal_basis, name.sv]}", "{id: shared}"),
    ("{matches: {name: '^S'}, any_matches: {sites: '^Turku$'}}", "{id: shared}"),
    ("{matches: {name: Yht}}", "{id: shared}"),
    ("{one_of: {kind: [business, operational], parent: kela}}", "{kind: business}"),
    ("{one_of: {sites: [Turku, Helsinki, Oulu]}}", "{id: shared}"),
    ("{one_of: {top: 'true'}}", "{id: kela}"),
    ("{count: {exactly: 2}}", "{kind: business}"),
    ("{count: {max: 0}}", "{kind: other}"),
    ("{children: {min: 1, max: 2}}", "{id: [kela, ict]}"),
    ("{depth: {max: 2}}", "{}"),
    ("{span: {max: 3}}", "{}"),
    ("{unique: name}", "{}"),
    ("{unique_among_siblings: kind}", "{parent: ict}"),
    ("{line_to: {to: board, type: functional}}", "{id: audit}"),
    ("{line_to: {to: [dg, board]}}", "{id: audit}"),
    ("{separate_from: {units: {within: ict}, below: dg}}", "{id: audit}"),
    ("{one_owner: true}", "{of: responsibilities, id: backups}"),
    ("{sum: {figure: fte, max: 0.3, min: 0.3}}", "{id: kela}"),
    ("{cel: size(unit.chain) == 4 && unit.depth == 2}", "{id: audit}"),
    ("{all: [{parent: shared}, {must_have: lines}]}", "{id: audit}"),
    ("{any: [{parent: nowhere}, {parent: shared}]}", "{id: audit}"),
    ("{not: {reports_to: cio}}", "{id: audit}"),
    ("{parent: shared, reports_to: dg}", "{id: audit}"),
]


@pytest.mark.parametrize(("demand", "selector"), HOLDS)
def test_what_holds_is_accepted(demand: str, selector: str) -> None:
    # A selector that matches nothing would hold too, but for ORG900, which would show here.
    assert messages(KELA, demand, selector) == []


FAILS = [
    (
        "{reports_directly_to: dg}",
        "{id: audit}",
        "audit reports to shared, not directly to dg",
        (23, 17),
    ),
    (
        "{reports_directly_to: board}",
        "{id: shared}",
        "shared reports to dg, not directly to board",
        (16, 13),
    ),
    (
        "{reports_directly_to: [dg, board]}",
        "{id: kela}",
        "kela reports to nobody, not directly to dg or board",
        (8, 9),
    ),
    (
        "{reports_directly_to: board}",
        "{of: posts, id: cio}",
        "cio reports to dg, not directly to board",
        (6, 54),
    ),
    (
        "{reports_to: cio}",
        "{id: audit}",
        "audit reports to shared, then dg, then board, and cio is not on that line",
        (23, 17),
    ),
    (
        "{not_reporting_to: board}",
        "{id: audit}",
        "audit reports in the end to board, and must not",
        (23, 17),
    ),
    (
        "{not_reporting_to: shared}",
        "{id: audit}",
        "audit reports to shared, and must not",
        (23, 17),
    ),
    (
        "{parent: kela}",
        "{id: audit}",
        "audit has the parent shared, and its parent must be kela",
        (22, 13),
    ),
    (
        "{parent: ict}",
        "{id: kela}",
        "kela is at the top, and its parent must be ict",
        (11, 10),
    ),
    (
        "{within: ict}",
        "{id: audit}",
        "audit has the parent shared, and not within ict",
        (22, 13),
    ),
    ("{not_within: kela}", "{id: audit}", "audit is within kela, and must not be", (22, 13)),
    (
        "{parent_kind: organisation}",
        "{id: audit}",
        "audit has the parent shared, which is of kind business, not organisation",
        (22, 13),
    ),
    (
        "{parent_kind: business}",
        "{id: kela}",
        "kela is at the top, and needs a parent of kind business",
        (11, 10),
    ),
    (
        "{child_kinds: business}",
        "{id: shared}",
        "audit, a child of shared, is of kind operational, not business",
        (21, 11),
    ),
    (
        "{child_kinds: business}",
        "{id: ict}",
        "hosting, a child of ict, has no kind, not business",
        (35, 9),
    ),
    (
        "{contains_all: {kind: operational}}",
        "{id: ict}",
        "audit is not within ict, which must hold all units of kind operational",
        (22, 13),
    ),
    (
        "{contains_only: {kind: business}}",
        "{id: shared}",
        "audit is within shared, which may hold only units of kind business",
        (22, 13),
    ),
    ("{must_have: legal_basis}", "{id: shared}", "shared has no legal basis", (13, 9)),
    ("{must_have: name.sv}", "{id: shared}", "shared has no name in Swedish", (14, 11)),
    (
        "{must_not_have: legal_basis}",
        "{id: audit}",
        "audit has legal basis, and must not",
        (24, 18),
    ),
    (
        "{matches: {name: '^S'}}",
        "{id: audit}",
        "audit: name is Audit, and must match ^S",
        (20, 11),
    ),
    (
        "{matches: {acronym: '^S'}}",
        "{id: audit}",
        "audit: acronym is absent, and must match ^S",
        (19, 9),
    ),
    (
        "{one_of: {kind: [business, organisation]}}",
        "{id: audit}",
        "audit: kind is operational, and must be business or organisation",
        (21, 11),
    ),
    (
        "{one_of: {sites: [Turku]}}",
        "{id: shared}",
        "shared: sites is Helsinki, Turku, and must be Turku",
        (17, 12),
    ),
    (
        "{children: {exactly: 0}}",
        "{id: shared}",
        "shared has 1 child, and must have exactly 0",
        (13, 9),
    ),
    (
        "{depth: {max: 1}}",
        "{id: audit}",
        "audit is 2 levels below the top, not at most 1",
        (22, 13),
    ),
    (
        "{span: {max: 1}}",
        "{id: kela}",
        "kela has 2 direct reports, and must have at most 1",
        (8, 9),
    ),
    (
        "{unique: kind}",
        "{kind: business}",
        'ict has the kind "business", which shared has too',
        (30, 11),
    ),
    (
        "{unique_among_siblings: kind}",
        "{id: shared}",
        'shared has the kind "business", which ict has too',
        (15, 11),
    ),
    ("{line_to: {to: dg}}", "{id: audit}", "audit has no line to dg", (26, 7)),
    (
        "{line_to: {to: board, type: matrix}}",
        "{id: audit}",
        "audit has no matrix line to board; its line to board is of type functional",
        (26, 27),
    ),
    (
        "{separate_from: {units: {id: [kela, shared]}, below: dg}}",
        "{id: audit}",
        "audit is below shared, and must be separate from it",
        (23, 17),
    ),
    (
        "{separate_from: {units: {id: ict}}}",
        "{id: audit}",
        "audit has dg above it, as ict has",
        (23, 17),
    ),
    (
        "{one_owner: true}",
        "{of: responsibilities, id: strategy}",
        "no unit holds strategy",
        (41, 10),
    ),
    (
        "{one_owner: true}",
        "{of: responsibilities, id: hosting}",
        "2 units hold hosting: ict and hosting",
        (38, 24),
    ),
    (
        "{sum: {figure: fte, max: 0.2}}",
        "{id: shared}",
        "shared, with all below it, has fte 0.3, not at most 0.2",
        (18, 20),
    ),
    (
        "{cel: unit.depth == 1}",
        "{id: audit}",
        "this does not hold of audit: It holds.",
        (19, 9),
    ),
    (
        "{all: [{parent: shared}, {must_have: sites}]}",
        "{id: audit}",
        "audit has no sites",
        (19, 9),
    ),
    (
        "{any: [{parent: ict}, {must_have: sites}]}",
        "{id: audit}",
        "audit has the parent shared, and its parent must be ict; and audit has no sites",
        (22, 13),
    ),
    (
        "{not: {reports_to: board}}",
        "{id: audit}",
        "audit must not report to board",
        (23, 17),
    ),
    (
        "{parent: shared, must_have: sites}",
        "{id: audit}",
        "audit has no sites",
        (19, 9),
    ),
]


@pytest.mark.parametrize(("demand", "selector", "message", "place"), FAILS)
def test_what_does_not_hold_is_told_at_the_value_at_fault(
    demand: str, selector: str, message: str, place: tuple[int, int]
) -> None:
    (finding,) = found(KELA, rule(demand, selector))
    assert finding.message == message
    assert spot(finding) == place


def test_a_count_is_about_the_selection_and_points_at_the_rule() -> None:
    (finding,) = found(KELA, rule("{count: {exactly: 3}}", "{kind: business}"))
    assert finding.message == "2 units are selected, not exactly 3: shared, ict"
    assert finding.unit is None
    assert finding.location is not None
    assert (finding.location.file, *spot(finding)) == ("pack.yaml", 3, 5)


def test_a_finding_carries_the_chain_and_what_the_rule_says() -> None:
    basis = "    basis: {text: Act 1, url: 'https://example.org'}\n"
    more = f"{basis}    fix: Move it.\n    severity: info\n"
    (finding,) = found(KELA, rule("{reports_directly_to: dg}", "{id: audit}", more))
    assert finding.chain == ("audit", "shared", "dg", "board")
    assert (finding.rule, finding.unit, finding.severity) == ("R1", "audit", "info")
    assert (finding.statement, finding.fix) == ("It holds.", "Move it.")
    assert finding.basis == "Act 1 (https://example.org)"
    assert (finding.about, finding.value) == ("reports_to", "shared")
    (there,) = finding.related
    assert (there.message, there.location.file, there.location.line) == ("the rule", "pack.yaml", 3)


def test_a_fingerprint_outlives_moved_lines_and_another_wording() -> None:
    (before,) = found(KELA, rule("{reports_directly_to: dg}", "{id: audit}"))
    moved = "# A comment.\n" + KELA.replace("name: Audit", "name: Auditing")
    (after,) = found(moved, rule("{reports_directly_to: [dg, board]}", "{id: audit}"))
    assert after.fingerprint == before.fingerprint


def test_a_fingerprint_tells_two_offending_values_apart() -> None:
    (before,) = found(KELA, rule("{reports_directly_to: dg}", "{id: audit}"))
    changed = KELA.replace("reports_to: shared", "reports_to: ict")
    (after,) = found(changed, rule("{reports_directly_to: dg}", "{id: audit}"))
    assert after.fingerprint != before.fingerprint


def test_each_missing_field_is_a_finding_of_its_own() -> None:
    told = messages(KELA, "{must_have: [legal_basis, sites]}", "{id: ict}")
    assert told == ["ict has no legal basis", "ict has no sites"]


def test_names_in_different_languages_do_not_clash_and_a_plain_name_does() -> None:
    text = """
    units:
      - {id: a, name: {fi: Sama, sv: Toinen}, top: true}
      - {id: b, name: {sv: Sama}, parent: a}
      - {id: c, name: Sama, parent: a}
    """
    assert messages(text, "{unique: name}") == ['c has the name "Sama", which a and b have too']


def test_separation_covers_heads_and_ancestors_but_not_the_limit_and_what_is_above_it() -> None:
    text = """
    posts:
      - {id: dg, name: Director, unit: k}
      - {id: deputy, name: Deputy, unit: k}
    units:
      - {id: k, name: K, top: true, head: dg}
      - {id: admin, name: Admin, parent: k}
      - {id: audit, name: Audit, parent: admin, reports_to: dg}
      - {id: finance, name: Finance, parent: admin, reports_to: dg}
      - {id: it, name: IT, parent: k, head: deputy}
      - {id: other, name: Other, parent: k, head: deputy}
    """
    separate = "{separate_from: {units: {id: [finance, other]}, below: k}}"
    assert messages(text, separate, "{id: audit}") == ["audit has admin above it, as finance has"]
    assert messages(text, separate, "{id: it}") == ["it has deputy above it, as other has"]


@pytest.mark.parametrize(
    ("demand", "selector", "message"),
    [
        (
            "{parent: a}",
            "{of: posts}",
            "assert.parent: this is about units, and the rule selects posts",
        ),
        ("{one_owner: true}", "{}", "assert.one_owner: this is about responsibilities"),
        ("{one_owner: false}", "{of: responsibilities}", "assert.one_owner: expected true"),
        (
            "{reports_to: a}",
            "{of: responsibilities}",
            "assert.reports_to: responsibilities report",
        ),
        ("{reprots_to: a}", "{}", 'assert: unknown verb "reprots_to"; did you mean "reports_to"?'),
        ("{parent: 1.5x, reports_to: []}", "{}", "assert.reports_to: is empty"),
        ("{}", "{}", "assert: is empty"),
        ("text", "{}", 'assert: expected a mapping, found the text "text"'),
        ("{count: {max: -1}}", "{}", "assert.count.max: expected a whole number of 0 or more"),
        ("{count: {max: 1, min: 2}}", "{}", "assert.count: min 2 is more than max 1"),
        ("{count: {exactly: 1, min: 2}}", "{}", "assert.count: `exactly` stands beside"),
        ("{count: {}}", "{}", "assert.count: says no bound"),
        ("{count: 4}", "{}", "assert.count: expected a mapping, found 4"),
        ("{depth: {max: '3'}}", "{}", 'assert.depth.max: expected a number, found the text "3"'),
        ("{unique: nam}", "{}", 'assert.unique: units have no field "nam"; did you mean "name"?'),
        ("{line_to: {type: matrix}}", "{}", 'assert.line_to: "to" is missing'),
        ("{line_to: {to: a, type: odd}}", "{}", "assert.line_to.type: expected one of functional"),
        ("{line_to: {to: a}}", "{of: bodies}", "assert.line_to: bodies have no further lines"),
        ("{separate_from: {below: a}}", "{}", 'assert.separate_from: "units" is missing'),
        ("{sum: {figure: fte}}", "{}", "assert.sum: says no bound"),
        ("{sum: {max: 1}}", "{}", 'assert.sum: "figure" is missing'),
        ("{matches: {name: '('}}", "{}", "assert.matches.name: ( is not a regular expression"),
        ("{matches: {}}", "{}", "assert.matches: is empty"),
        ("{one_of: {kind: []}}", "{}", "assert.one_of.kind: is empty"),
        ("{one_of: {kind: [[a]]}}", "{}", "assert.one_of.kind[1]: expected a text, a number"),
        ("{any: []}", "{}", "assert.any: is empty"),
        ("{not: [{parent: a}]}", "{}", "assert.not: expected a mapping, found a list"),
        ("{contains_all: {of: posts}}", "{}", "assert.contains_all.of: this selects units"),
    ],
)
def test_an_assertion_that_is_none_is_refused(demand: str, selector: str, message: str) -> None:
    assert problem(demand, selector).message.startswith(message)


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        ("{cel: 'unit.depth < 3'}", "satisfy unit.depth < 3"),
        ("{not: {cel: 'unit.depth < 3'}}", "not satisfy unit.depth < 3"),
        ("{value: {cel: unit.depth, max: 3}}", "have at most 3 as unit.depth"),
        (
            "{any: [{must_have: head}, {cel: 'unit.depth < 3'}]}",
            "have head or satisfy unit.depth < 3",
        ),
        ("{must_have: head, cel: 'unit.depth < 3'}", "have head and satisfy unit.depth < 3"),
    ],
)
def test_whoever_reads_a_rule_is_told_its_expressions_too(demand: str, words: str) -> None:
    (one,) = rule(demand).rules
    assert one.assertion.words == words


def test_a_selector_of_names_says_which() -> None:
    (one,) = rule("{must_have: head}", "{name: ['Unit$', Desk]}").rules
    assert one.selector.words == "units with a name such as Unit$ or Desk"
