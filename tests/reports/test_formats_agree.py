"""Every format gives the numbers of the change set, and calls unchanged what is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.compare import compare
from orgcheck.changes.kinds import event_types
from orgcheck.changes.kinds.event_type import SIGNS
from orgcheck.charts import dot, folding, html, mermaid
from orgcheck.charts.change import of_change
from orgcheck.charts.drawing import Sort
from orgcheck.charts.structure import seats_of
from orgcheck.charts.svg import svg
from orgcheck.findings import Severity
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.github import findings as findings_github
from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.junit import findings as findings_junit
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.sarif import findings as findings_sarif
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import CheckResult, Control, DiffResult, Review
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import SourceText
from tests import ministry
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise
from tests.reports.opened import Page
from tests.reports.reorganisations import declared, harbour

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
GENERATED = 24


def judged(old: Organisation, new: Organisation) -> DiffResult:
    judgement = verdict(findings_of(old, ()), findings_of(new, ()))
    return DiffResult(compare(old, new), old, new, Review(judgement, Control()))


def kela(year: str) -> Organisation:
    path = SNAPSHOTS / f"{year}.yaml"
    return Organisation.of(load([SourceText(path.name, path.read_text(encoding="utf-8"))], year))


@cache
def case(name: str) -> DiffResult:
    if name.startswith("generated"):
        rng = Random(name)
        old = random_organisation(rng, rng.randint(3, 60))
        new, _ = reorganise(rng, old, rng.randint(1, 14), declared=rng.random() < 0.6)
        sides = (Organisation(Snapshot.model_validate(side)) for side in (old, new))
        return judged(*sides)
    return {
        "kela": lambda: judged(kela("2023"), kela("2024")),
        "kela back": lambda: judged(kela("2024"), kela("2023")),
        "ministry": lambda: judged(ministry.before(), ministry.after()),
        "ministry back": lambda: judged(ministry.after(), ministry.before()),
        "ministry as it is": lambda: judged(ministry.before(), ministry.before()),
        "harbour": harbour,
        "declared": declared,
    }[name]()


CASES = (
    *("kela", "kela back", "ministry", "ministry back", "ministry as it is"),
    *("harbour", "declared"),
    *(f"generated {number}" for number in range(GENERATED)),
)
each = pytest.mark.parametrize("name", CASES)


# -- what the change set says -----------------------------------------------------------------


def events(one: DiffResult) -> list[dict[str, Any]]:
    """The events of the change set, but for another version, which is in every title."""
    told: list[dict[str, Any]] = one.changes.data()["events"]
    return [e for e in told if (e["kind"], e.get("field")) != ("snapshot", "version")]


def kinds(one: DiffResult) -> Counter[str]:
    return Counter(event["kind"] for event in events(one))


def owners(one: DiffResult) -> int:
    items = one.changes.data()["ledger"]["responsibilities"]["items"]
    return len(items["transferred"]) + len(items["inherited"])


def recoded(one: DiffResult) -> dict[str, str]:
    edits = (edit for event in events(one) for edit in event["edits"])
    return {
        next(edit[sort] for sort in ("unit", "post", "body") if sort in edit): edit["new"]
        for edit in edits
        if edit.get("field") == "id"
    }


def touched(one: DiffResult) -> Iterator[str]:
    """The older units that the change set says anything of."""
    ids = recoded(one)
    before = {new: old for old, new in ids.items()}
    for event in events(one):
        of_units = event["kind"] not in ("post", "body", "snapshot")
        yield from event["old"] if of_units else ()
        yield from (before.get(id, id) for id in event["new"]) if of_units else ()
        yield from (edit["unit"] for edit in event["edits"] if "unit" in edit)
    for old in one.old.units:
        superior = one.old.superior(old)
        now = one.new.superior(ids.get(old, old))
        if ids.get(superior or "", superior) != now:
            yield old
        parent = one.old.parent_of(old)
        if parent is not None and ids.get(parent, parent) not in one.new.units:
            yield old


def untouched(one: DiffResult) -> set[str]:
    return set(one.old.units) - set(touched(one))


def without_posts(one: DiffResult) -> set[str]:
    """Untouched units in whose box no post changed: pictures tell of posts there."""
    ids = recoded(one)
    changed: set[str | None] = set()
    for event in one.changes.events:
        for edit in event.edits:
            if edit.entity_type is EntityType.POST:
                now = seat(one.new, ids.get(edit.id, edit.id))
                before = seat(one.old, edit.id)
                changed |= {now} if now is not None else {before}
                if edit.field in ("unit", "id", None):
                    changed.add(before)
    return untouched(one) - changed


def seat(side: Organisation, id: str) -> str | None:
    """The unit in whose box a post stands."""
    if id not in side.posts or seats_of(side)[id] == id:
        return None
    return seats_of(side)[id]


# -- what reports say -------------------------------------------------------------------------


def counted(words: str) -> Counter[str]:
    """The kinds of events in a row of numbers and nouns."""
    kind_of = {name: kind for kind, one in event_types().items() for name in one.noun}
    names = "|".join(sorted(map(re.escape, kind_of), key=len, reverse=True))
    found = re.findall(rf"(\d[\d,]*) ({names})(?![\w-])", words)
    return Counter({kind_of[name].value: int(number.replace(",", "")) for number, name in found})


def number(pattern: str, text: str) -> int:
    """The number that a report gives; none where it says nothing of it."""
    found = re.search(pattern, text)
    return int(found.group(1).replace(",", "")) if found else 0


def facts(page: Page) -> dict[str, str]:
    """The numbers that stand first on a page, by what they are of."""
    terms = zip(page.of("dt"), page.of("dd"), strict=True)
    return {term.text: value.text for term, value in terms}


@each
def test_events_of_each_kind(name: str) -> None:
    one = case(name)
    text = " ".join(changes_text.report(one).split())
    markdown = changes_markdown.report(one)
    page = Page(changes_html.report(one))
    (lead,) = page.classed("lead")
    summary = markdown.split("\n\n")[2]

    assert counted(text.partition("now ")[2].split(" Findings ")[0][:600]) >= kinds(one)
    assert counted(summary.partition(" now")[2]) == kinds(one)
    assert counted(lead.text) == kinds(one)
    subtitle = of_change(one.old, one.new, one.changes).subtitle
    assert counted(subtitle) == kinds(one)
    assert len(page.classed("event")) == sum(kinds(one).values())


@each
def test_a_flowchart_counts_what_it_does_not_draw(name: str) -> None:
    one = case(name)
    flowchart = changes_mermaid.report(one)
    others = sum(kinds(one)[kind] for kind in ("post", "body", "snapshot"))
    assert number(r"(\d[\d,]*) further changes? not drawn", flowchart) == others


@each
def test_duties_that_change_owner(name: str) -> None:
    one = case(name)
    page = Page(changes_html.report(one))
    shown = facts(page)
    paper = paper_markdown.report(one)
    table = paper.rpartition("Duties that are dropped or change owner")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| .+ \| (.+) \| (.+) \|$", table.partition("\n### ")[0], re.M)
    passed = [row for row in rows if not {*row} & {"Before", "After", "---", " --- "}]
    told = [row for row in passed if not any(cell.startswith("nobody") for cell in row)]
    pattern = r"(\d[\d,]*) dut(?:y|ies) changes? owner"

    assert number(pattern, changes_text.report(one)) == owners(one)
    assert number(pattern, changes_markdown.report(one)) == owners(one)
    assert int(shown.get("Duties that change owner", "0")) == owners(one)
    assert number(pattern, paper) == owners(one)
    assert number(pattern, Page(paper_html.report(one)).text) == owners(one)
    assert len(told) == owners(one)


@each
def test_findings_that_are_new(name: str) -> None:
    one = case(name)
    checked = [CheckResult(source="new.yaml", findings=one.brought, rules=())]
    new = len(one.brought)
    assert findings_sarif.report(checked).count('"ruleId"') == new
    assert findings_junit.report(checked).count("<failure") == new
    page = Page(changes_html.report(one))
    assert number(r"(\d[\d,]*) new", facts(page).get("Findings", "")) == new
    notes = re.findall(r"^::(error|warning|notice) ", findings_github.report(checked), re.M)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    assert Counter(notes) == Counter(words[finding.severity] for finding in one.brought)


@each
def test_units_that_are_called_unchanged(name: str) -> None:
    one = case(name)
    page = Page(changes_html.report(one))
    units = [item for item in page.of("li") if "data-id" in item.attributes]
    anchors = {"b": one.old.units, "a": one.new.units}
    unmarked = {
        side: {
            item.attributes["data-id"]
            for item in units
            if re.fullmatch(rf"{side}\d+", item.attributes["id"])
            and "marked" not in item.attributes["class"].split()
        }
        for side in anchors
    }
    ids = recoded(one)
    assert unmarked["b"] == untouched(one)
    assert unmarked["a"] == {ids.get(old, old) for old in untouched(one)}
    assert number(r"(\d[\d,]*) unchanged", facts(page)["Units"]) == len(untouched(one))


@each
def test_units_that_pictures_call_unchanged(name: str) -> None:
    one = case(name)
    picture = of_change(one.old, one.new, one.changes)
    boxes = [box for box in picture.boxes if box.sort is Sort.UNIT and not box.ghost]
    plain = {box.key for box in boxes if not box.marks}
    assert plain == without_posts(one)
    less = folding.without_unchanged(picture)
    folded = sum(box.stands_for for box in less.boxes if box.sort is Sort.FOLDED)
    left = [box for box in less.boxes if box.sort is Sort.UNIT and not box.marks]
    assert folded + len(left) == len(without_posts(one))

    flowchart = mermaid.text(picture)
    assert flowchart.count('"]:::plain') == len(without_posts(one))
    marked = sum(bool(box.marks) for box in picture.boxes)
    assert len(re.findall(r'"(?:#43;|[+×→≈∆↪]) [A-Z]{3,}\b', flowchart)) == marked


def boxes_of_svg(text: str) -> list[tuple[str, str]]:
    """The look of each box of a picture with the first line of its text."""
    groups = ET.fromstring(text).iter("{http://www.w3.org/2000/svg}g")
    boxes = [group for group in groups if group.attrib["class"].startswith("node ")]
    texts = [[t.text or "" for t in box.iter("{http://www.w3.org/2000/svg}text")] for box in boxes]
    looks = [box.attrib["class"].removeprefix("node ") for box in boxes]
    return [(look, lines[0]) for look, lines in zip(looks, texts, strict=True) if lines]


def boxes_of_dot(text: str) -> list[tuple[str, str]]:
    return [
        (look, label.split("\\n")[0])
        for label, look in re.findall(r'^  ".*" \[label="(.*?)", class="(.*?)", shape', text, re.M)
    ]


@each
def test_pictures_say_the_same_in_every_form(name: str) -> None:
    one = case(name)
    picture = of_change(one.old, one.new, one.changes)
    marks = Counter(mark for box in picture.boxes for mark in box.marks)
    page = Page(html.page(picture))
    assert counted(page.of("p")[0].text) == kinds(one)
    assert Counter(span.text for span in page.classed("mark")) == marks

    drawn, written = svg(picture), dot.text(picture)
    (told,) = re.findall(r"<desc>(.*)</desc>", drawn)
    assert counted(told) == kinds(one)
    assert counted(written.splitlines()[1]) == kinds(one)
    for boxes in (boxes_of_svg(drawn), boxes_of_dot(written)):
        assert sum(look == "unit plain" for look, _ in boxes) == len(without_posts(one))
        heads = Counter(
            mark for _, line in boxes for mark in SIGNS if f"{SIGNS[mark]} {mark.upper()}" in line
        )
        assert heads == marks
