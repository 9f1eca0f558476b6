"""People are named where who reads is at the snapshot, and counts anywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from urllib.parse import unquote

import pytest

from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import apply
from orgcheck.charts.change import of_change
from orgcheck.charts.formats import PICTURES
from orgcheck.charts.structure import of_organisation
from orgcheck.organisation import Organisation
from orgcheck.reports.format import Options
from orgcheck.reports.formats import findings_report, formats, of_changes, report_on
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.people import Redaction, unnamed
from orgcheck.results import CheckResult, DiffResult, Later
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.text import SourceText
from tests.building import organisation
from tests.canonical import canonical
from tests.reports.pdfs import Pdf
from tests.rules.ruling import pack

PEOPLE = ("zz017", "zz020", "zz031", "Quentin Zabriskie")
OLD = """
organisation: Agency
people: [{id: zz017}, {id: zz020, name: Quentin Zabriskie}, {id: zz031}]
posts: [{id: lead, name: Lead, unit: team, holders: [zz017]}]
units:
  - {id: agency, name: Agency, top: true}
  - {id: team, name: Team, parent: agency, head: lead, members: [zz017, zz020]}
  - {id: gone, name: Gone, parent: agency, members: [zz031]}
"""
NEW = """
organisation: Agency
people: [{id: zz017}, {id: zz020, name: Quentin Zabriskie}, {id: zz077}, {id: zz099}]
posts: [{id: lead, name: Lead, unit: team, holders: [zz020, zz077]}]
units:
  - {id: agency, name: Agency, top: true}
  - {id: team, name: Team, parent: agency, head: lead, members: [zz017, zz099]}
  - {id: come, name: Come, parent: agency, members: [zz017]}
"""
RULES = """
pack: p
rules:
  - {id: P1, statement: Heads are members., for: {id: team}, assert: {heads_are_members: true}}
  - {id: P2, statement: Named., for: {of: people}, assert: {must_have: name}}
  - {id: P3, statement: No two., for: {id: team}, assert: {members: {max: 1}}}
  - id: P4
    statement: Nobody is in a team.
    for: {id: team}
    assert: {cel: "size(unit.members) == 0"}
    message: "{unit.members[0]} is in {unit.id}"
  - id: P5
    statement: Nobody is in the register.
    for: {of: people}
    assert: {cel: "unit.id == 'nobody'"}
    message: "who is {unit.name}?"
"""
IN_NEW = ("zz017", "zz020", "zz077", "zz099", "Zabriskie")


@cache
def sides() -> tuple[Organisation, Organisation]:
    return organisation(OLD), organisation(NEW)


@cache
def result() -> DiffResult:
    old, new = sides()
    found = tuple(findings_of(new, [pack(RULES)]))
    checked = CheckResult(source="new.yaml", findings=found, organisation="Agency", structure=new)
    return DiffResult(compare(old, new), old, new, checked=checked)


def named_in(text: str | bytes) -> list[str]:
    said = text if isinstance(text, str) else text.decode("utf-8", "replace")
    return [person for person in (*PEOPLE, *IN_NEW) if person in said]


def written(name: str, *, with_people: bool) -> str | bytes:
    """A change, and the findings that it brings, in a format."""
    wanted = Options(with_people=with_people, verbose=True)
    checked = result().checked
    assert checked is not None
    parts = []
    if formats()[name].changes is not None:
        parts.append(report_on("changes", result(), name, wanted))
    if formats()[name].findings is not None:
        parts.append(findings_report(name, [checked], wanted))
    return "\n".join(part if isinstance(part, str) else Pdf(part).text for part in parts)


@pytest.mark.parametrize("name", [name for name in of_changes() if name != "text"])
def test_no_report_for_others_names_anybody(name: str) -> None:
    assert named_in(written(name, with_people=False)) == []


@pytest.mark.parametrize("name", ["json", "sarif", "github", "markdown", "html", "junit", "gitlab"])
def test_every_such_report_names_them_where_it_is_asked_to(name: str) -> None:
    assert "zz020" in named_in(written(name, with_people=True))


def test_a_terminal_names_them() -> None:
    assert {"zz017", "zz020", "zz077"} <= set(named_in(written("text", with_people=False)))


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_names_anybody(name: str) -> None:
    old, new = sides()
    for drawing in (of_organisation(new), of_change(old, new, result().changes)):
        assert named_in(PICTURES[name].draw(drawing)) == []


@pytest.mark.parametrize("name", ["paper", "paper-markdown", "paper-pdf"])
def test_a_decision_paper_has_not_even_their_number(name: str) -> None:
    paper = str(written(name, with_people=True))
    assert named_in(paper) == []
    said = unquote(paper)
    assert not any(word in said for word in ("joined", "holders", "of members", "of people"))


def test_a_finding_is_the_same_one_without_the_people() -> None:
    checked = result().checked
    assert checked is not None
    (public,) = unnamed([checked])
    told = [finding.fingerprint for finding in checked.findings]
    assert [finding.fingerprint for finding in public.findings] == told
    messages = {finding.rule: finding.message for finding in public.findings}
    assert (
        messages["P1"]
        == ("2 people are no members hold lead, which heads team, and are no members of it")
        or "2 people" in messages["P1"]
    )
    assert messages["P4"] == "1 person is in team"


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "eivät ole sen jäseniä: 2 henkilöä"), ("sv", "2 personer innehar Lead (lead)")],
)
def test_people_are_counted_in_the_language_of_the_report(language: str, told: str) -> None:
    checked = result().checked
    assert checked is not None
    report = findings_report("markdown", [checked], Options(language=language))
    assert told in report
    assert named_in(report) == []


def test_what_is_decided_for_a_later_day_names_nobody() -> None:
    change: DiffResult = unnamed(replace(result(), later=(Later(date(2030, 1, 1), result()),)))
    (later,) = change.later
    assert later.compared.changes.people == "omitted"
    assert later.compared.checked is not None
    told = " ".join(finding.message for finding in later.compared.checked.findings)
    assert "2 people" in told
    assert named_in(told) == []


def test_what_names_a_unit_too_is_the_unit() -> None:
    read = organisation("units: [{id: team, name: Team, top: true, members: [team, zz1]}]")
    redaction = Redaction.of([read])
    assert redaction.without("team has zz1, zz1 and zz1 of team") == "team has 3 people of team"


# -- change sets ------------------------------------------------------------------------------


def test_a_change_set_without_people_says_so_and_leaves_them_as_they_are() -> None:
    old, new = sides()
    public = result().changes.without_people()
    text = changes_json.report(public)
    assert named_in(text) == []
    again = read_changes(SourceText("changes.json", text))
    assert (again.people, again) == ("omitted", public)
    applied = Organisation(apply(again, old))
    assert applied.units["team"].members == old.units["team"].members
    assert applied.posts["lead"].holders == ("zz017",)
    assert [*applied.people] == ["zz017", "zz020", "zz031"]
    assert applied.units["come"].members == ()
    back = Organisation(apply(invert(again), new))
    assert back.units["team"].members == new.units["team"].members
    assert canonical(apply(result().changes, old)) == canonical(new.snapshot)


def test_events_count_the_people_that_they_do_not_name() -> None:
    counts = {
        (str(event.kind), event.change or event.field): event.people
        for event in result().changes.without_people().events
        if event.people is not None
    }
    assert {key: (one.joined, one.left) for key, one in counts.items()} == {
        ("membership", None): (1, 1),
        ("post", "holders"): (2, 1),
        ("snapshot", "people"): (2, 1),
    }


def test_a_comparison_without_people_finds_no_change_of_them() -> None:
    old, new = sides()
    without = compare(old, new, people=False)
    assert {str(event.kind) for event in without.events} == {"abolish", "create"}
    assert without.people == "omitted"
    assert named_in(changes_json.report(without)) == []
    assert compare(old, old, people=False).events == ()


def test_a_comparison_of_structures_without_people_says_nothing_of_them() -> None:
    plain = organisation("units: [{id: a, name: A, top: true}]")
    other = organisation("units: [{id: a, name: B, top: true}]")
    for changes in (compare(plain, other), compare(plain, other, people=False)):
        assert changes.people is None
        assert "people" not in changes_json.report(changes)


def test_a_unit_that_is_called_by_somebodys_name_names_nobody_in_a_finding() -> None:
    found = organisation(
        """
        people: [{id: p1, name: Quentin Zabriskie}]
        posts: [{id: lead, name: Quentin Zabriskie, unit: office, holders: [p1]}]
        units: [{id: office, name: Office, top: true, head: lead}]
        """
    )
    rule = pack("pack: p\nrules: [{id: R, statement: S., assert: {heads_are_members: true}}]")
    findings = tuple(findings_of(found, [rule]))
    checked = CheckResult(source="s.yaml", findings=findings, units=1, rules=(), structure=found)
    told = findings_report("markdown", [checked], Options())
    assert "1 person holds 1 person (lead), which heads Office (office)" in told
