"""The worked example: it is in order, and one mistake gives the finding that names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from orgcheck.api import check, history
from orgcheck.changes.account import Account
from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Finding, Severity
from orgcheck.organisation import Organisation
from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.docs.console import ROOT

NEWER = (ROOT / "snapshots" / "2024.yaml").read_text("utf-8")
OLDER = (ROOT / "snapshots" / "2023.yaml").read_text("utf-8")

Edit = Callable[[str], str]


@cache
def pack() -> Pack:
    return read_pack(SourceText("kela.yaml", (ROOT / "rules" / "kela.yaml").read_text("utf-8")))


def findings(text: str) -> list[Finding]:
    reading = load([SourceText("kela-snapshot.yaml", text)], "2024")
    return findings_of(Organisation.of(reading), [pack()])


def errors(text: str) -> list[tuple[str, str]]:
    """Rule and line of every error that stands in the snapshot, or rule and pack."""
    lines = text.split("\n")
    return [
        (finding.rule, lines[place.line - 1].strip() if place.file != "kela.yaml" else "the rule")
        for finding in findings(text)
        if finding.severity is Severity.ERROR and (place := finding.location) is not None
    ]


def edited(id: str, edit: Edit) -> str:
    """The newer snapshot with the block of one unit edited."""
    block = re.search(rf"(?m)^  - id: {id}\n(?:    .*\n)*", NEWER)
    assert block is not None
    return NEWER[: block.start()] + edit(block.group()) + NEWER[block.end() :]


def replaced(pattern: str, by: str) -> Edit:
    return lambda block: re.sub(pattern, by, block, count=1, flags=re.M)


def under(parent: str) -> Edit:
    return replaced(r"parent: \S+", f"parent: {parent}")


def without_line(block: str) -> str:
    return re.sub(r"(?m)^    reports_to: .*\n", "", under("shared-services")(block))


SEVENTH = (
    "  - {id: seventh-cs, name: {en: Seventh, fi: Seitsemäs, sv: Sjunde}, kind: regional-unit,"
    " parent: customer-relations}\n"
)


@pytest.mark.parametrize("text", [OLDER, NEWER], ids=["2023", "2024"])
def test_both_readings_are_in_order_but_for_swedish_names(text: str) -> None:
    found = findings(text)
    assert {finding.rule for finding in found} == {"KELA018"}
    assert {finding.severity for finding in found} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            edited("internal-audit", without_line),
            [("KELA001", "parent: shared-services"), ("KELA002", "parent: shared-services")],
            id="internal audit moved, with no line of its own",
        ),
        pytest.param(
            edited("internal-audit", under("shared-services")),
            [("KELA002", "parent: shared-services")],
            id="internal audit moved, its line kept",
        ),
        pytest.param(
            edited("southern-cs", under("benefit-services")),
            [("KELA003", "parent: benefit-services")],
            id="a regional unit elsewhere",
        ),
        pytest.param(
            edited("customer-contact-centre", replaced(r"^    parent: .*\n", "")),
            [("ORG007", "- id: customer-contact-centre")],
            id="a unit without parent",
        ),
        pytest.param(
            edited("southern-cs", under("customer-relation")),
            [("ORG004", "parent: customer-relation")],
            id="a parent that does not exist",
        ),
        pytest.param(
            edited("customer-relations", under("southern-cs")),
            [("ORG005", "parent: southern-cs")],
            id="a cycle of parents",
        ),
        pytest.param(
            edited("kanta-services", lambda block: block + block),
            [("ORG003", "- id: kanta-services")],
            id="a duplicate id",
        ),
        pytest.param(
            edited("internal-audit", replaced("reports_to:", "report_to:")),
            [("ORG002", "report_to: director-general")],
            id="a misspelt key",
        ),
        pytest.param(
            edited("southern-cs", replaced("parent:", "parnt:")),
            [("ORG002", "parnt: customer-relations")],
            id="a misspelt parent",
        ),
        pytest.param(
            edited("southern-cs", replaced("kind:", "kidn:")),
            [("ORG002", "kidn: regional-unit")],
            id="a misspelt kind",
        ),
        pytest.param(
            edited("southern-cs", lambda block: block + SEVENTH),
            [("KELA004", SEVENTH.strip())],
            id="a seventh regional unit",
        ),
        pytest.param(
            edited("ict-and-operational-development", lambda _: ""),
            [("ORG004", "parent: ict-and-operational-development"), ("KELA007", "the rule")],
            id="a business unit removed",
        ),
    ],
)
def test_one_mistake_gives_the_finding_that_names_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(errors(text)) == sorted(expected)


def test_a_duplicate_key_is_refused_at_the_second() -> None:
    text = edited("kanta-services", replaced("    parent:", "    kind: x\n    parent:"))
    (problem,) = refused(text)
    assert problem.message.startswith('the key "kind" stands here a second time')
    assert text.split("\n")[problem.location.line - 1].strip() == "kind: x"


def refused(text: str) -> list[Diagnostic]:
    with pytest.raises(Unreadable) as unreadable:
        findings(text)
    return unreadable.value.problems


def test_every_finding_says_how_to_mend_it() -> None:
    mends = [finding.fix for finding in findings(edited("internal-audit", without_line))]
    assert all(mends)


def test_the_dated_history_is_in_order_and_tells_what_the_sources_tell() -> None:
    files = sorted((ROOT / "snapshots" / "history").glob("*.yaml"))
    checked = check(*files)
    assert [finding for one in checked for finding in one.findings] == []
    kela = history(*reversed(files))
    labels = ["2016-01-01", "2016-03 to 2022-06", "2022-06-01", "2025"]
    assert [version.label for version in kela.versions] == labels
    assert [Account(kela.told(number)).kinds for number in range(len(kela.steps))] == [
        {EventKind.MERGE: 1, EventKind.SPIN_OFF: 1, EventKind.REPLACE: 1, EventKind.RETYPE: 1},
        {EventKind.REPLACE: 1, EventKind.CREATE: 1, EventKind.RETYPE: 1},
        {EventKind.ABSORB: 1, EventKind.ABOLISH: 3, EventKind.CREATE: 2, EventKind.RENAME: 2},
    ]


def test_every_version_calls_its_kinds_as_the_newest_reading_does() -> None:
    newest = load(
        [SourceText("2024.yaml", (ROOT / "snapshots" / "2024.yaml").read_text("utf-8"))], "2024"
    ).snapshot.kinds
    for file in sorted((ROOT / "snapshots" / "history").glob("*.yaml")):
        text = file.read_text("utf-8")
        assert load([SourceText(file.name, text)], file.stem).snapshot.kinds == newest
