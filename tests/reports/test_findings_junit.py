"""Findings as tests: what a CI system counts, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from orgcheck.escaping import escape_controls
from orgcheck.findings import Severity
from orgcheck.reports.formats.junit.findings import report
from orgcheck.results import CheckResult
from tests.reports.examples import AUDIT, CLEAN, HOSTILE, NAME, RUN, WAIVED, WITHHELD, hostile_run


def suites(checked: Sequence[CheckResult]) -> list[TestSuite]:
    return list(JUnitXml.fromstring(report(checked).encode()))


def cases(checked: Sequence[CheckResult]) -> dict[str, TestCase]:
    return {case.name: case for suite in suites(checked) for case in suite}


def test_a_suite_for_each_snapshot_with_its_counts() -> None:
    told = [(suite.name, suite.tests, suite.failures, suite.skipped) for suite in suites(RUN)]

    assert told == [("snapshots/2024.yaml", 6, 2, 1), ("snapshots/2025.yaml", 1, 1, 0)]


def test_a_finding_that_fails_the_check_is_a_failure_with_all_that_is_known() -> None:
    case = cases(RUN)["KELA001 internal-audit reports_to"]
    (failure,) = case.result

    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("KELA001", f"error: {AUDIT.message}")
    assert failure.text == (
        "snapshots/2024.yaml:61:13 error KELA001 "
        "Internal Audit reports directly to the Director General.\n"
        "internal-audit reports to shared-services, not directly to director-general\n"
        "internal-audit -> shared-services -> director-general\n"
        "basis: Kela, Business units\n"
        "fix: Give internal-audit `reports_to: director-general`.\n"
        "see rules/kela.yaml:4:5: the rule"
    )


def test_a_lighter_finding_passes_with_a_remark() -> None:
    case = cases(RUN)["KELA018 kanta-services name.sv"]

    assert case.is_passed
    assert "kanta-services has no name.sv" in case.system_out


def test_the_threshold_of_the_snapshot_decides_what_fails() -> None:
    strict = [replace(RUN[0], fail_on=Severity.WARNING)]

    assert isinstance(cases(strict)["KELA018 kanta-services name.sv"].result[0], Failure)


def test_a_waived_finding_is_skipped_with_its_ground() -> None:
    (skipped,) = cases(RUN)["KELA003 aland-service-point parent"].result

    assert isinstance(skipped, Skipped)
    assert skipped.message == f"waived: {WAIVED.ground}"


def test_every_rule_that_was_kept_passes_and_so_does_integrity() -> None:
    assert list(cases(CLEAN)) == ["integrity", "KELA001", "KELA002"]
    assert all(case.is_passed for case in cases(CLEAN).values())
    assert "integrity" not in cases(RUN)


def test_a_test_keeps_its_name_when_lines_move_and_messages_are_reworded() -> None:
    moved = replace(AUDIT, message="otherwise", location=None)

    assert "KELA001 internal-audit reports_to" in cases(
        [CheckResult(source="a", findings=(moved,))]
    )


def test_two_findings_of_one_rule_and_unit_have_names_that_differ() -> None:
    names = cases([CheckResult(source="a", findings=(NAME, replace(NAME, message="again")))])

    assert {"KELA018 kanta-services name.sv", "KELA018 kanta-services name.sv (2)"} <= set(names)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    (case, *_) = next(iter(suites(hostile_run(text))))

    assert case.result[0].message == f"error: {escape_controls(text)}"
    assert case.name == escape_controls(f"X1 {text} {text}")
    assert all(line.isprintable() for line in report(hostile_run(text)).splitlines())


def test_how_many_answers_were_withheld_stands_with_the_snapshot() -> None:
    root = ElementTree.fromstring(report([replace(CLEAN[0], withheld=WITHHELD), CLEAN[0]]))

    told = [suite.findtext("system-out") for suite in root]
    assert told == ["2 answers withheld because of the parent of press", None]
