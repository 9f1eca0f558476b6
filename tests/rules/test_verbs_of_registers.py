"""Verbs and facts for what registers demand: lists, links, order, agreement, spelling, custom."""

from __future__ import annotations

import pytest

from orgcheck.organisation import Organisation
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.rules.ruling import found, messages, problem, rule, spot

AGENCY = """\
posts:
  - {id: director, name: Director, unit: agency}
  - {id: clerk, name: Clerk, unit: desk, attributes: {grade: 9}}
  - {id: clerk2, name: Clerk, unit: lab, attributes: {grade: 10}}
units:
  - {id: agency, name: Agency, kind: agency, top: true, head: director, sites: [Turku]}
  - id: desk
    name: Data Protection
    kind: office
    parent: agency
    responsibilities: [advice, payroll, Advice]
    sites: [turku, Oulu]
    links: [{type: partner, to: lab}, {type: sponsor, to: director}]
  - {id: archive, name: data-protection, kind: office, parent: agency, valid_from: 2024-01-01}
  - {id: lab, name: Data protection, kind: team, parent: desk, reports_to: clerk}
"""

FINDINGS = [
    (
        "{distinct: responsibilities}",
        "{}",
        'desk lists "Advice" twice among its responsibilities',
        (11, 41),
    ),
    (
        "{not_inherited: [sites, tags]}",
        "{}",
        'desk repeats "turku", which agency above it has already',
        (12, 13),
    ),
    (
        "{links: {type: partner, kind: office}}",
        "{}",
        "desk has a partner link to lab, which is of kind team, not office",
        (13, 33),
    ),
    (
        "{links: {type: sponsor, kind: [office, team]}}",
        "{id: desk}",
        "desk has a sponsor link to director, which is no unit, not office or team",
        (13, 59),
    ),
    (
        "{links: {min: 1}}",
        "{kind: team}",
        "lab has 0 links, and must have at least 1",
        (15, 10),
    ),
    (
        "{distinguishable: name}",
        "{}",
        'archive has the name "data-protection", which is too like the "Data Protection" of desk',
        (14, 25),
    ),
    (
        "{agree: {by: name, on: [attributes.grade]}}",
        "{of: posts}",
        'clerk2 and clerk share the name "Clerk", but not the grade: 10 and 9',
        (4, 62),
    ),
    (
        "{sorted: id}",
        "{parent: agency}",
        'archive, with the id "archive", belongs before desk',
        (14, 10),
    ),
    (
        "{children: {kind: team, min: 1}}",
        "{kind: office, leaf: true}",
        "archive has 0 children of kind team, and must have at least 1",
        (14, 10),
    ),
    (
        "{cel: \"parent == null || unit.depth < 2 || parent.kind == 'agency'\"}",
        "{}",
        "this does not hold of lab: It holds.",
        (15, 10),
    ),
    (
        '{cel: "parent == null || has(parent.valid_from) == has(unit.valid_from)"}',
        "{}",
        "this does not hold of archive: It holds.",
        (14, 10),
    ),
    (
        '{cel: "size(unit.reports) == 0 || size(unit.heads) > 0"}',
        "{of: posts}",
        "this does not hold of clerk: It holds.",
        (3, 10),
    ),
    (
        '{cel: "size(unit.named_by) > 0"}',
        "{of: posts}",
        "this does not hold of clerk2: It holds.",
        (4, 10),
    ),
]


@pytest.mark.parametrize(("demand", "selector", "message", "place"), FINDINGS)
def test_what_falls_short_is_told_at_the_value_at_fault(
    demand: str, selector: str, message: str, place: tuple[int, int]
) -> None:
    (finding,) = found(AGENCY, rule(demand, selector))
    assert (finding.message, spot(finding)) == (message, place)


@pytest.mark.parametrize(
    ("demand", "selector"),
    [
        ("{distinct: [sites, links, tags]}", "{}"),
        ("{not_inherited: responsibilities}", "{}"),
        ("{links: {type: partner, kind: team, min: 1, max: 1}}", "{id: desk}"),
        ("{distinguishable: name}", "{id: [desk, lab]}"),
        ("{agree: {by: id, on: [name, kind]}}", "{}"),
        ("{sorted: name}", "{of: posts, id: [clerk, clerk2]}"),
        ("{children: {kind: [office, agency], exactly: 2}}", "{top: true}"),
        ("{one_top_per_file: true}", "{}"),
        ("{within: agency}", "{file: '^snapshot\\.yaml$', top: false}"),
        ("{cel: \"unit.file == 'snapshot.yaml'\"}", "{}"),
    ],
)
def test_what_holds_is_accepted(demand: str, selector: str) -> None:
    assert messages(AGENCY, demand, selector) == []


def offices(number: int, *, with_duties: int) -> str:
    """An agency with so many offices, of which so many have duties."""
    duties = [", responsibilities: [advice]"] * with_duties + [""] * (number - with_duties)
    lines = [
        f"  - {{id: o{number}, name: O{number}, kind: office, parent: a{duty}}}"
        for number, duty in enumerate(duties)
    ]
    return "units:\n  - {id: a, name: A, kind: agency, top: true}\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(("number", "with_duties", "told"), [(10, 9, 1), (10, 8, 0), (4, 3, 0)])
def test_usual_is_what_nearly_all_of_a_kind_have(number: int, with_duties: int, told: int) -> None:
    text = offices(number, with_duties=with_duties)
    assert len(messages(text, "{usual: {fields: [responsibilities, sites]}}")) == told


def test_usual_says_what_the_others_have() -> None:
    (message,) = messages(offices(10, with_duties=9), "{usual: {fields: responsibilities}}")
    assert message == "o9 has no duties, as 9 of 10 of kind office have"


def teams(*sizes: int) -> str:
    """An agency whose offices have so many children."""
    lines = ["units:", "  - {id: a, name: A, kind: agency, top: true}"]
    for office, size in enumerate(sizes):
        lines.append(f"  - {{id: o{office}, name: O, kind: office, parent: a}}")
        lines += [f"  - {{id: t{office}.{n}, name: T, parent: o{office}}}" for n in range(size)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("sizes", "told"), [((1, 2, 2, 2, 2), 1), ((1, 1, 1, 2, 2), 0), ((1, 1, 2), 2)]
)
def test_what_a_kind_does_not_usually_obey_is_not_asked_of_it(
    sizes: tuple[int, ...], told: int
) -> None:
    demand = "{children: {min: 2, usually: 0.5}}"
    assert len(messages(teams(*sizes), demand, "{kind: office}")) == told


@pytest.mark.parametrize(
    ("languages", "name", "missing"),
    [
        ("[fi, sv]", "{fi: Virasto}", "Swedish"),
        ("[fi, sv]", "Virasto", "Finnish and Swedish"),
        ("[fi]", "Virasto", None),
        ("[fi, sv]", "{fi: Virasto, sv: Verket, en: Agency}", None),
        ("[]", "Virasto", None),
    ],
)
def test_names_are_owed_in_the_languages_of_the_snapshot(
    languages: str, name: str, missing: str | None
) -> None:
    text = f"languages: {languages}\nunits: [{{id: a, name: {name}, top: true}}]\n"
    expected = [f"a has no name in {missing}"] if missing else []
    assert messages(text, "{owed_languages: true}") == expected


def folder(**files: str) -> Organisation:
    """A snapshot in several files."""
    texts = [SourceText(f"{name}.yaml", text) for name, text in files.items()]
    return Organisation.of(load(texts, "2024"))


def test_files_are_told_apart() -> None:
    agency = folder(
        main="organisation: A\nunits: [{id: a, name: A, top: true}]\n",
        north="units: [{id: n, name: N, parent: a}, {id: m, name: M, parent: n}]\n",
        south="units: [{id: s, name: S, parent: a}, {id: t, name: T, parent: a}]\n",
    )
    tops = findings_of(agency, [rule("{one_top_per_file: true}")])
    assert [(f.unit, f.message) for f in tops] == [("t", "t is a second top of its file, beside s")]
    scope = findings_of(agency, [rule("{within: n}", "{file: 'south'}")])
    assert [finding.unit for finding in scope] == ["s", "t"]


def test_what_rests_on_a_faulty_value_of_the_parent_is_not_judged() -> None:
    text = """
units:
  - {id: a, name: A, top: true, valid_from: yesterday}
  - {id: b, name: B, parent: a, valid_from: 2024-01-01}
"""
    assert messages(text, '{cel: "parent == null || has(parent.valid_from)"}') == []


@pytest.mark.parametrize(
    ("demand", "selector", "message"),
    [
        ("{links: {type: partner}}", "{}", "assert.links: says nothing about the links"),
        ("{links: {min: 1}}", "{of: posts}", "assert.links: posts have no links"),
        ("{distinct: name}", "{}", "assert.distinct: name is no such list"),
        ("{not_inherited: sites}", "{of: bodies}", "assert.not_inherited: this is about units"),
        ("{agree: {by: name}}", "{}", 'assert.agree: "on" is missing'),
        ("{agree: {by: nme, on: kind}}", "{}", 'assert.agree.by: units have no field "nme"'),
        ("{usual: {share: 0.5}}", "{}", 'assert.usual: "fields" is missing'),
        ("{usual: {fields: sites, share: 2}}", "{}", "assert.usual.share: expected a share"),
        ("{owed_languages: false}", "{}", "assert.owed_languages: expected true"),
        ("{one_top_per_file: true}", "{of: posts}", "assert.one_top_per_file: this is about"),
        ("{sorted: naem}", "{}", 'assert.sorted: units have no field "naem"'),
        ('{cel: "parent.knd == null"}', "{}", "assert.cel: the expression names an unknown field"),
        ('{cel: "parent == null"}', "{of: posts}", "assert.cel: the expression names an unknown"),
    ],
)
def test_an_assertion_that_is_none_is_refused(demand: str, selector: str, message: str) -> None:
    assert problem(demand, selector).message.startswith(message)


class TestItemsOfLists:
    TEXT = """
    units:
      - {id: a, name: {en: Works, sv: Bygg}, top: true, tags: [north, south]}
      - {id: b, name: B, parent: a}
    """

    @pytest.mark.parametrize(
        ("demand", "short"),
        [
            ("{matches: {tags: 'th$'}}", ["b"]),
            ("{matches: {tags: '^n'}}", ["a", "b"]),
            ("{any_matches: {tags: '^n'}}", ["b"]),
            ("{not: {any_matches: {tags: '^n'}}}", ["a"]),
            ("{one_of: {tags: [north]}}", ["a", "b"]),
            ("{matches: {name: '^B'}}", []),
        ],
    )
    def test_matches_is_of_every_item_and_any_matches_of_some(
        self, demand: str, short: list[str]
    ) -> None:
        assert [finding.unit for finding in found(self.TEXT, rule(demand))] == short


def test_a_duty_is_seen_in_each_file_that_lists_it() -> None:
    texts = (
        "organisation: X\nunits: [{id: a, name: A, top: true, responsibilities: [archives]}]\n",
        "units: [{id: b, name: B, parent: a, responsibilities: [archives, Press]}]\n",
    )
    files = [SourceText(name, text) for name, text in zip(("a.yaml", "b.yaml"), texts, strict=True)]
    organisation = Organisation.of(load(files, "folder"))

    def selected(file: str) -> set[str]:
        chosen = rule("{must_have: statutory}", f"{{of: responsibilities, file: {file}}}")
        return {str(finding.unit) for finding in findings_of(organisation, [chosen])}

    assert selected("a.yaml") == {"archives"}
    assert selected("b.yaml") == {"archives", "press"}
