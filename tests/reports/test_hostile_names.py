"""No format takes for its own what stands in a snapshot, a pack or a waiver, whoever wrote it.

The formats are found, and so is what each can write: one that is added is tried with the others.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from orgcheck.changes.compare import compare
from orgcheck.charts.change import of_change
from orgcheck.charts.formats import PICTURES
from orgcheck.descent.crosswalk import crosswalk_of
from orgcheck.descent.duties import duties_of
from orgcheck.descent.history import history_of
from orgcheck.descent.lineage import Lineage, lineage_of
from orgcheck.descent.restatement import restatement_of
from orgcheck.descent.versions import Version
from orgcheck.findings import Fault, Finding, Location, Related, Severity
from orgcheck.merging.branches import Beside, Collisions
from orgcheck.merging.conflicts import Collision, Conflict
from orgcheck.merging.merge import Merge
from orgcheck.reports.format import Options
from orgcheck.reports.formats import formats
from orgcheck.reports.mentions import Mention, Mentions
from orgcheck.results import (
    Alteration,
    CheckResult,
    Control,
    DiffResult,
    Review,
    Scenarios,
    Verdict,
)
from orgcheck.rules.structure_rules import Withheld
from orgcheck.rules.waivers.model import Waived
from tests.building import organisation
from tests.merge.merging import merged
from tests.reports.pdfs import Pdf

ESCAPE, BIDI, LINE = "\x1b[31m", "\u202e", "\u2028"
# What tries to be something else in a terminal, a page, a comment, a pipeline, a picture: each
# begins with a word of its own, by which it is found again.
HOSTILE = {
    "terminal": f"terminal \t{ESCAPE}\x07\x9b31m\r\x08",
    "bidi": f"bidi {BIDI}\u2066\u200f{LINE}\u2029\ufeff",
    "markup": "markup </script></style></title><script>hostile()</script><img src=x onerror=x>'\"",
    "xml": 'xml ]]></failure><failure message=""/>&quot;&#x1b;<!DOCTYPE x><?x?>',
    "markdown": "markdown **b** [l](javascript:x) ![i](//x.example) | @all #1 `c` ~~~ <details>",
    "command": "command\n::error::x\n  ##[group]##vso[task.complete]\n::stop-commands::x",
    "graph": 'graph"];x[label="y"]; end --> x | {"a"} %%{init: {}}%% :::x click x "javascript:x"',
    "mention": "mention \ue000abc:0\ue001forged\ue002abc",
}
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*::.*?::|##\[|##vso\[", re.M)


def snapshot(text: str, version: str, **fields: object) -> dict[str, Any]:
    """A snapshot that says the same text wherever it may."""
    top = {
        "id": "top",
        "name": text,
        "top": True,
        "kind": text,
        "responsibilities": [text, f"{text} of old" if version == "1" else f"{text} of new"],
        "sites": [text],
        "figures": {text: 1 if version == "1" else 2},
        "head": "chief",
        "legal_basis": f"{text} {version}",
    }
    units = [
        {"id": "left", "name": f"{text} left", "parent": "top", "attributes": {text: version}},
        {"id": "right", "name": f"{text} right {version}", "parent": fields["parent"]},
        {"id": f"new{version}", "name": f"{text} {version}", "parent": "top", "sites": [text]},
        {"id": text, "name": text, "parent": text},
    ]
    return {
        "organisation": text,
        "version": f"{text} {version}",
        "languages": ["sv"],
        "kinds": {text: {"name": {"sv": text}, "plural": text}},
        "terms": {text: {"name": {"sv": text}}},
        "units": [top, *units],
        "posts": [{"id": "chief", "name": text, "unit": "top", "vacant": version == "1"}],
        "bodies": [{"id": "board", "name": f"{text} {version}", "type": "organ"}],
        "reorganisation": {
            "title": text,
            "proposal": text,
            "measures": [{"id": "m", "statement": text, "open_questions": [text]}],
        },
    }


def found(text: str, severity: Severity) -> Finding:
    """A finding that says it in each of its fields."""
    place = Location(f"{text.split()[0]} {text}.yaml", 1, 2, 1, 3)
    return Finding(
        rule=text,
        severity=severity,
        unit=text if severity is Severity.INFO else "top",
        message=f"{text} {severity}",
        chain=(text, text),
        location=None if severity is Severity.INFO else place,
        related=(Related(place, text),),
        statement=f"{text} stated",
        basis=text,
        fix=text,
        about=text,
    )


@cache
def results(text: str) -> tuple[CheckResult, DiffResult]:
    """A check and a comparison in which everything says it."""
    old = organisation(json.dumps(snapshot(text, "1", parent="top")))
    new = organisation(json.dumps(snapshot(text, "2", parent="left")))
    findings = tuple(found(text, severity) for severity in Severity)
    waived = Waived(
        finding=findings[0],
        reason=text,
        approved_by=text,
        expires=date(2027, 1, 31),
        reference=text,
    )
    withheld = Withheld(rule=text, member=text, because=Fault(text, text))
    verdict = Verdict(
        on_change=findings,
        introduced=findings,
        existing=findings,
        fixed=findings,
        waived=(waived,),
        withheld=(withheld,),
    )
    altered = Alteration("rule", text, "loosened", text, findings[0].location)
    review = Review(verdict, Control(text, False, (altered,)))
    checked = CheckResult(
        source=text,
        findings=findings,
        organisation=text,
        version=text,
        units=5,
        rules=(text, f"{text} kept"),
        waived=(waived,),
        withheld=(withheld,),
        structure=new,
        against=text,
        review=review,
    )
    return checked, DiffResult(compare(old, new, sources=(text, text)), old, new, review)


WANTED = Options(verbose=True)
# Whatever a format has a function for is a report that it can write.
REPORTS = [
    (name, field.name)
    for name, format in formats().items()
    for field in fields(format)
    if callable(getattr(format, field.name))
]


@cache
def written(name: str, what: str, text: str) -> str:
    """The report of a format in which everything says a text."""
    checked, compared = results(text)
    subject = {
        "findings": lambda: [checked],
        "changes": lambda: compared,
        "merges": lambda: merged_by(text),
        "collisions": lambda: Collisions(
            (text,), (Beside(text, text, text, text, merged_by(text)),), (text,)
        ),
        "scenarios": lambda: Scenarios(text, (text,), (compared,)),
        "lineages": lambda: lineage_by(text),
        "histories": lambda: lineage_by(text).history,
        "duties": lambda: duties_of(lineage_by(text).history, text),
        "crosswalks": lambda: crosswalk_of(lineage_by(text).history),
        "restatements": lambda: restatement_of(lineage_by(text).history, text, 0, 1),
    }[what]
    report: str | bytes = getattr(formats()[name], what)(subject(), WANTED)
    if isinstance(report, str):
        return report
    return Pdf(report).text if report.startswith(b"%PDF") else cells_of(report)


def cells_of(workbook: bytes) -> str:
    """What the cells of a workbook say, one a line."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    sheets = map(book.get_sheet_by_index, range(len(book.sheet_names)))
    return "\n".join(str(cell) for sheet in sheets for row in sheet.to_python() for cell in row)


def merged_by(text: str) -> Merge:
    """A merge of changes that collide in every way, with findings of each sort beside."""
    sides = [snapshot(text, "1", parent="top") for _ in range(3)]
    for side, name in zip(sides, ("base", "ours", "theirs"), strict=True):
        top, left, right, held, _ = units = side["units"]
        left["name"] = f"{text} {name}"
        side["responsibilities"] = [{"id": f"{text} entry", "name": f"{text} {name}"}]
        if name == "base":
            continue
        added = {"id": f"{text} added", "name": f"{text} {name}", "parent": "top"}
        top["responsibilities"] = [f"{text} of old"]
        (left if name == "ours" else held)["responsibilities"] = [text]
        top["figures"] = {text: len(name)}
        side["decision"] = {"date": "2024-01-31", "reference": f"{text} {name}", "basis": text}
        side["status"] = "draft" if name == "ours" else "approved"
        side["units"] = [*units, added]
        if name == "ours":
            side["units"].remove(right)
        else:
            added["head"] = "chief"
            side["units"].append({"id": "below", "name": text, "parent": "right"})
    merge = merged(*(json.dumps(side) for side in sides))
    error, warning, info = (found(text, severity) for severity in Severity)
    first = merge.conflicts[0]
    both = Conflict(Collision.COMBINATION, first.ours, first.theirs, finding=error)
    alone = Conflict(Collision.COMBINATION, None, first.theirs, finding=warning)
    conflicts = (*merge.conflicts, both, alone)
    noted = (replace(both, finding=info),)
    return replace(merge, conflicts=conflicts, noted=noted, brought=(error, info))


def test_the_merge_that_is_told_collides_in_every_way_that_names_get_into() -> None:
    found = {conflict.collision for conflict in merged_by("harmless").conflicts}
    assert found == {*Collision} - {Collision.TWO_ENDS, Collision.INFERRED, Collision.ENDED_CHANGED}


def lineage_by(text: str) -> Lineage:
    """The lineage of a unit, with decision and measure, among units that are called by a text."""
    old, new = snapshot(text, "1", parent="top"), snapshot(text, "2", parent="left")
    units = new["units"]
    units[3]["replaces"] = ["new1"]
    new["decision"] = {"date": "2024-01-31", "body": "board", "reference": text, "basis": text}
    expected = {"kind": "replace", "old": "new1", "new": "new2"}
    new["reorganisation"] = {
        "title": text,
        "measures": [{"id": "m", "statement": text, "expects": [expected]}],
    }
    versions = (Version(text, organisation(json.dumps(one))) for one in (old, new))
    return lineage_of(history_of(versions), "new1")


@cache
def drawn(name: str, text: str) -> str | bytes:
    """The picture of a change in which everything is called by a text."""
    _, compared = results(text)
    return PICTURES[name].draw(of_change(compared.old, compared.new, compared.changes))


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize(("name", "what"), REPORTS)
def test_every_report_tells_hostile_names_and_obeys_none(name: str, what: str, word: str) -> None:
    text = written(name, what, HOSTILE[word])
    assert word in text
    # A format may have such characters of its own, as between the cells of a row.
    assert UNSEEN.findall(text) == UNSEEN.findall(written(name, what, "harmless"))
    # Commands are what this format consists of: that none is of the data is its own test.
    # What is no text stands in no log.
    assert name in ("github", "paper-pdf") or not COMMAND.search(text)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_tells_hostile_names_and_obeys_none(name: str, word: str) -> None:
    picture = drawn(name, HOSTILE[word])
    if isinstance(picture, bytes):
        return
    assert word in picture
    assert not UNSEEN.search(picture)
    assert not COMMAND.search(picture)


class Tags(HTMLParser):
    """The tags of a page, and the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, ""), *((tag, name) for name, _ in attrs)}


def tags(page: str) -> set[tuple[str, str]]:
    parser = Tags()
    parser.feed(page)
    # By the one Markdown keeps a forge from reading more into a name; it shows nothing. What a text
    # of a rule has in backticks is set as code.
    return parser.found - {("wbr", ""), ("code", "")}


def markup(name: str, text: str) -> object:
    """What a format's reader finds beside words in a report or picture; None where only words."""
    start = text.lstrip()[:20].lower()
    if start.startswith("<!doctype html"):
        return tags(text)
    if start.startswith("<?xml"):
        return {element.tag for element in ElementTree.fromstring(text).iter()}
    if start.startswith(("{", "[")):
        return type(json.loads(text))
    if "markdown" in name:
        return tags(text)
    return None


def every_text(text: str) -> Iterator[tuple[str, str]]:
    for name, what in REPORTS:
        yield f"{name} {what}", written(name, what, text)
    for name in PICTURES:
        picture = drawn(name, text)
        if isinstance(picture, str):
            yield f"{name} picture", picture


@pytest.mark.parametrize("word", HOSTILE)
def test_no_name_adds_markup_to_what_a_harmless_one_has(word: str) -> None:
    harmless = dict(every_text("harmless"))
    for name, text in every_text(HOSTILE[word]):
        assert markup(name, text) == markup(name, harmless[name]), name


@pytest.mark.parametrize("word", HOSTILE)
def test_each_finding_is_one_command_and_no_name_adds_one(word: str) -> None:
    lines = written("github", "findings", HOSTILE[word]).splitlines()
    commands = [line for line in lines if COMMAND.search(line)]
    assert [line.split()[0] for line in commands] == ["::error", "::warning", "::notice"]
    assert all(line.count("::") == 2 or word in ("command", "graph") for line in commands)
    assert lines[: len(commands)] == commands


@pytest.mark.parametrize("word", HOSTILE)
def test_no_name_adds_a_statement_to_a_graph(word: str) -> None:
    harmless = dict(every_text("harmless"))
    graphs = {"mermaid changes", "mmd picture", "dot picture"}
    for name, text in every_text(HOSTILE[word]):
        if name in graphs:
            assert statements(text) == statements(harmless[name]), name


def statements(text: str) -> list[str]:
    """The lines of a graph, without what stands in quotes."""
    return [re.sub(r'"(?:\\.|[^"\\])*"', '""', line) for line in text.splitlines()]


def test_no_text_of_a_snapshot_is_taken_for_a_mention() -> None:
    text = HOSTILE["mention"]
    _, compared = results(text)
    names = Mentions(compared.old, compared.new, compared.changes)
    parts = list(names.parts(f"{text} {names.now('left')}"))
    assert parts == [f"{text} ", Mention(False, "left", f"{text} left")]
