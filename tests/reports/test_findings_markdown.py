"""Findings for a pull request: the verdict first, the grounds folded, and no forged markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from orgcheck.escaping import escape_controls
from orgcheck.findings import Finding, Severity
from orgcheck.language import speaking
from orgcheck.reports.formats.markdown import review
from orgcheck.reports.formats.markdown.findings import report
from orgcheck.results import CheckResult
from orgcheck.rules.waivers.model import Waived
from tests.reports.examples import AUDIT, CLEAN, HOSTILE, NAME, RUN, hostile_finding, hostile_run
from tests.reports.rendered import Page

TAGS = {
    *("h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "p", "ul", "li"),
    *("details", "summary", "code", "wbr"),
}


def test_the_verdict_comes_first() -> None:
    first, *_ = report(RUN).splitlines()

    assert first == "## orgcheck failed: 3 errors, 1 warning, 1 info, 1 waived (expires 2026-12-31)"
    assert report(CLEAN).startswith("## orgcheck passed: no findings\n")


def test_each_snapshot_has_its_line() -> None:
    text = report(RUN)

    assert (
        "| <code>snapshots/2024.yaml</code> Kela 2024 | failed | 2 | 1 | 1 | 1 | 24 | 5 |" in text
    )
    assert "| <code>snapshots/2025.yaml</code> | failed | 1 | 0 | 0 | 0 | not read |  |" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (None, "96 more parts of the report without room here."),
        ("fi", "Lisäksi 96 raportin osaa, joille ei ole tässä tilaa."),
        ("sv", "Ytterligare 96 delar av rapporten, som inte får plats här."),
    ],
)
def test_parts_of_a_review_without_room_are_counted_in_its_language(
    monkeypatch: pytest.MonkeyPatch, language: str | None, words: str
) -> None:
    monkeypatch.setattr(review, "LONGEST", 3_000)
    with speaking(language):
        text = review.report(RUN, [RUN] * 100)

    (line,) = (line for line in text.splitlines() if "96" in line)
    assert line == words


def test_a_snapshot_without_a_pack_says_so() -> None:
    assert "| integrity alone |" in report([replace(CLEAN[0], rules=None)])


def test_what_fails_is_open_and_what_does_not_is_folded() -> None:
    text = report(RUN)

    assert text.index("### 3 errors") < text.index("<summary>1 warning</summary>")
    assert "### 1 warning" in report([replace(RUN[0], fail_on=Severity.WARNING)])


def test_a_finding_is_a_row_and_its_ground_is_folded() -> None:
    text = report([CheckResult(source="a.yaml", findings=(AUDIT,))])
    row, ground = text.split("<details>", 1)

    assert (
        "| <code>KELA001</code> | <code>snapshots/2024.yaml:61:13</code> | internal-audit " in row
    )
    assert "- basis: Kela, Business units\n" in ground
    assert "- fix: Give internal-audit <code>reports&#95;to: director-general</code>.\n" in ground
    assert "internal-audit -&gt; shared-services -&gt; director-general" in ground
    assert "see <code>rules/kela.yaml:4:5</code>: the rule" in ground


def test_what_the_findings_of_a_rule_share_is_told_once() -> None:
    both = (NAME, replace(NAME, unit="b", message="b has no name.sv"))

    assert report([CheckResult(source="a.yaml", findings=both)]).count("rules/kela.yaml") == 1


def test_a_waived_finding_is_told_with_its_ground() -> None:
    assert "approved by Board, 12 March 2024, expires 2026-12-31" in report(RUN)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    page = Page(report(hostile_run(text)))

    assert page.tags <= TAGS
    assert {attribute for attribute in page.attributes if "style" not in attribute} == set()
    assert page.comments == []
    assert page.text.count(escape_controls(text)) >= 6


@pytest.mark.parametrize(
    "findings",
    [
        [replace(NAME, unit=f"u{n}", message=f"u{n} has no name.sv") for n in range(2000)],
        [replace(AUDIT, rule=f"R{n}", fix="mend " * 400) for n in range(500)],
        [replace(hostile_finding("<@#|`" * 2000), rule=f"R{n}") for n in range(60)],
    ],
    ids=["many", "many rules", "long and hostile"],
)
def test_a_comment_holds_it_whatever_was_found(findings: Sequence[Finding]) -> None:
    waived = tuple(Waived(finding=finding, reason="@#<" * 900) for finding in findings)
    checked = [
        CheckResult(source="<@#|`" * 200, findings=tuple(findings), waived=waived, version=str(n))
        for n in range(2)
    ]
    text = report(checked)

    assert len(text) < 60_000
    assert " more\n" in text
    assert text.count("<details>") == text.count("</details>")
    assert Page(text).tags <= TAGS


def test_the_number_left_out_adds_up() -> None:
    findings = [replace(AUDIT, unit=f"u{n}", message=f"u{n} {'x' * 200}") for n in range(500)]
    text = report([CheckResult(source="a.yaml", findings=tuple(findings))])
    rows = sum(line.startswith("| <code>KELA001") for line in text.splitlines())

    assert f"\n{500 - rows:,} more\n" in text
