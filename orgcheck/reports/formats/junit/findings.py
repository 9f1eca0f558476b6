"""Findings as JUnit XML: a suite for each snapshot, a test for each finding and each rule kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from orgcheck.escaping import IN_MARKUP, escape_controls, without_commands
from orgcheck.findings import Finding, Location, in_order
from orgcheck.records import dataclass, replace
from orgcheck.reports.file_paths import relative_path
from orgcheck.reports.judgement import day_words, facts_of, own_chain, withheld_words
from orgcheck.results import CheckResult
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.waivers.model import Waived


@dataclass(frozen=True)
class Case:
    """A test: failed, passed with a remark, skipped, or passed.

    `name` is made of rule, unit and property, so that a system which remembers the tests of
    former runs tells a new finding from one that it knows.
    """

    name: str
    outcome: str | None = None
    headline: str = ""
    lines: tuple[str, ...] = ()
    place: Location | None = None
    rule: str = ""


def report(checked: Sequence[CheckResult]) -> str:
    """The suites, in the order of the snapshots; a finding that fails the check is a failure."""
    suites = [_suite(snapshot) for snapshot in checked]
    root = _element("testsuites", {"name": "orgcheck", **_totals(suites)})
    root.extend(suites)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return without_commands(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', IN_MARKUP)


def _element(tag: str, attributes: Mapping[str, str], *lines: str) -> ElementTree.Element:
    """An element in which unseen characters are escapes, its text in lines: there are no others."""
    element = ElementTree.Element(
        tag, {name: escape_controls(value) for name, value in attributes.items()}
    )
    if lines:
        element.text = "\n".join(map(escape_controls, lines))
    return element


def _totals(suites: Sequence[ElementTree.Element]) -> dict[str, str]:
    counted = ("tests", "failures", "errors", "skipped")
    return {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in counted}


def _suite(snapshot: CheckResult) -> ElementTree.Element:
    source = snapshot.source
    cases = list(_unlike(_cases(snapshot)))
    suite = _element(
        "testsuite",
        {
            "name": source,
            "tests": str(len(cases)),
            "failures": str(sum(case.outcome == "failure" for case in cases)),
            "errors": "0",
            "skipped": str(sum(case.outcome == "skipped" for case in cases)),
        },
    )
    suite.extend(_test(case, source) for case in cases)
    told = (", ".join(day_words([snapshot])), withheld_words(snapshot.withheld))
    if any(told):
        suite.append(_element("system-out", {}, *filter(None, told)))
    return suite


def _cases(snapshot: CheckResult) -> Iterator[Case]:
    findings = in_order(snapshot.findings)
    for finding in findings:
        outcome = "failure" if snapshot.fails(finding) else "system-out"
        yield _case(finding, outcome, _headline(finding), _account(finding))
    for waived in sorted(snapshot.waived, key=lambda waived: waived.finding.order):
        yield _waived(waived)
    broken = {finding.rule for finding in findings}
    broken |= {waived.finding.rule for waived in snapshot.waived}
    if not any(rule in BY_TIER[Tier.INTEGRITY] for rule in broken):
        yield Case("integrity", rule="integrity")
    for rule in snapshot.rules or ():
        if rule not in broken:
            yield Case(rule, rule=rule)


def _case(finding: Finding, outcome: str, headline: str, lines: tuple[str, ...]) -> Case:
    name = " ".join(filter(None, (finding.rule, finding.unit, finding.about)))
    return Case(name, outcome, headline, lines, finding.location, finding.rule)


def _waived(waived: Waived) -> Case:
    return _case(waived.finding, "skipped", f"waived: {waived.ground}", _account(waived.finding))


def _unlike(cases: Iterator[Case]) -> Iterator[Case]:
    """The tests under names that differ: of two alike, a system would keep the last."""
    seen: dict[str, int] = {}
    for case in cases:
        number = seen[case.name] = seen.get(case.name, 0) + 1
        if number > 1:
            yield replace(case, name=f"{case.name} ({number})")
        else:
            yield case


def _test(case: Case, source: str) -> ElementTree.Element:
    place = case.place
    where = {"file": relative_path(place.file), "line": str(place.line)} if place else {}
    test = _element("testcase", {"name": case.name, "classname": source, "time": "0", **where})
    if case.outcome == "failure":
        failure = {"message": case.headline, "type": case.rule}
        test.append(_element("failure", failure, *case.lines))
    elif case.outcome == "skipped":
        test.append(_element("skipped", {"message": case.headline}, *case.lines))
    elif case.outcome == "system-out":
        test.append(_element("system-out", {}, *case.lines))
    return test


def _headline(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message}"


def _account(finding: Finding) -> tuple[str, ...]:
    rule = facts_of(finding)
    lines = [
        f"{finding.location} {finding.severity} {finding.rule} {rule.statement}"
        if finding.location
        else f"{finding.severity} {finding.rule} {rule.statement}",
        finding.message if finding.message != rule.statement else None,
        own_chain(finding),
        rule.ground_words,
        f"fix: {finding.fix}" if finding.fix else None,
        *(f"see {related.location}: {related.message}" for related in finding.related),
    ]
    return tuple(filter(None, lines))
