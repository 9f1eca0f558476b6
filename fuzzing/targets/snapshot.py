"""Snapshots: read, alone or as the parts of a folder, checked, and reported on."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from fuzzing import sample
from fuzzing.outcome import REFUSED, Outcome, check_report, refused, told
from fuzzing.parts import texts_of
from orgcheck.charts import dot, mermaid
from orgcheck.charts.structure import of_organisation
from orgcheck.errors import Unreadable
from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.packs import bundled
from orgcheck.reports.formats.github import findings as findings_github
from orgcheck.reports.formats.gitlab import findings as findings_gitlab
from orgcheck.reports.formats.html import findings as findings_html
from orgcheck.reports.formats.json import findings as findings_json
from orgcheck.reports.formats.junit import findings as findings_junit
from orgcheck.reports.formats.markdown import findings as findings_markdown
from orgcheck.reports.formats.sarif import findings as findings_sarif
from orgcheck.reports.formats.text import findings as findings_text
from orgcheck.reports.formats.text import structure
from orgcheck.reports.formats.text import why as why_text
from orgcheck.results import CheckResult
from orgcheck.rules.binding import bindings
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import SeveralSnapshots, load
from orgcheck.snapshot.model import display
from orgcheck.snapshot.writing import yaml_of


def run(data: bytes) -> Outcome:
    """Read a snapshot, check it, and make one of the reports about it."""
    texts = texts_of(data, 3)
    if texts is None:
        return Outcome(REFUSED)
    try:
        organisation = Organisation.of(load(texts, "label"))
    except Unreadable as unreadable:
        return refused(unreadable.problems, texts)
    except SeveralSnapshots:
        return Outcome("several snapshots")
    pack = sample.good_practice()
    findings = findings_of(organisation, [pack])
    outcome = told(findings, [*texts, bundled(pack.source)])
    _REPORTS[zlib.crc32(data) % len(_REPORTS)](organisation, findings)
    return outcome


def _checked(organisation: Organisation, findings: Sequence[Finding]) -> Sequence[CheckResult]:
    snapshot = organisation.snapshot
    return [
        CheckResult(
            source="1.yaml",
            findings=tuple(findings),
            organisation=display(snapshot.organisation),
            version=snapshot.label,
            units=len(organisation.units),
            rules=tuple(rule.id for rule in sample.good_practice().rules),
            structure=organisation,
        )
    ]


def _as_text(organisation: Organisation, findings: Sequence[Finding]) -> None:
    check_report(findings_text.report(_checked(organisation, findings), verbose=True))


def _as_json(organisation: Organisation, findings: Sequence[Finding]) -> None:
    checked = _checked(organisation, findings)
    for report in (findings_json.report, findings_sarif.report, findings_gitlab.report):
        text = report(checked)
        check_report(text)
        json.loads(text)


def _as_xml(organisation: Organisation, findings: Sequence[Finding]) -> None:
    text = findings_junit.report(_checked(organisation, findings))
    check_report(text)
    ElementTree.fromstring(text)


def _as_markup(organisation: Organisation, findings: Sequence[Finding]) -> None:
    checked = _checked(organisation, findings)
    check_report(findings_markdown.report(checked))
    check_report(findings_github.report(checked))


def _as_page(organisation: Organisation, findings: Sequence[Finding]) -> None:
    check_report(findings_html.report(_checked(organisation, findings)))


def _as_tree(organisation: Organisation, _: Sequence[Finding]) -> None:
    check_report(structure.tree(organisation))
    for id in (*organisation.units, *organisation.posts, *organisation.bodies):
        check_report(structure.member(organisation, id, language="fi"))


def _as_bindings(organisation: Organisation, _: Sequence[Finding]) -> None:
    for id in list(organisation.units)[:3]:
        check_report(why_text.report(bindings(organisation, id, [sample.good_practice()], ())))


def _as_chart(organisation: Organisation, _: Sequence[Finding]) -> None:
    drawing = of_organisation(organisation)
    check_report(mermaid.text(drawing))
    check_report(dot.text(drawing))


def _as_snapshot(organisation: Organisation, _: Sequence[Finding]) -> None:
    yaml_of(organisation.snapshot)


_REPORTS: tuple[Callable[[Organisation, Sequence[Finding]], None], ...] = (
    _as_text,
    _as_json,
    _as_xml,
    _as_markup,
    _as_page,
    _as_tree,
    _as_bindings,
    _as_chart,
    _as_snapshot,
)
