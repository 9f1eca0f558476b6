"""The page on findings in a real browser: it runs nothing of the data, and can be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orgcheck.reports.formats.html.findings import report
from tests.browser.chromium import Browser
from tests.browser.test_changes_page import RUNNING, quiet, violations
from tests.building import organisation
from tests.reports.examples import HOSTILE, RUN, hostile_run
from tests.reports.reorganisations import hostile
from tests.reports.test_html_findings import FAULTY, checked


def faulty() -> str:
    return report([checked(organisation(FAULTY, name="2024.yaml"))])


@pytest.mark.parametrize("text", [*HOSTILE[:2], *RUNNING])
def test_data_runs_nothing_and_fetches_nothing(
    chromium: Browser, tmp_path: Path, text: str
) -> None:
    (one,) = hostile_run(text)
    quiet(chromium.showing(tmp_path, report([replace(one, structure=hostile(text).new)])))


def test_a_severity_is_filtered_by(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.showing(tmp_path, report(RUN))
    page.click("button[data-sort='warning']")

    assert len(page.seen(".finding")) == 1
    assert page.seen(".found") == ["1 of 5 findings"]


def test_search_finds_findings_and_units(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.showing(tmp_path, faulty())
    page.click(".find input")
    page.type("lost")

    assert len(page.seen(".finding")) == 1
    assert page.seen(".hit .unit") == ["Lost"]


def test_a_finding_leads_to_its_unit(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.showing(tmp_path, faulty())
    page.click(".finding a[href='#s1u2']")

    assert page.value("document.querySelector(':target').dataset.id") == "lost"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_from_using_the_page(
    chromium: Browser, tmp_path: Path, axe: str, scheme: str
) -> None:
    for text in (faulty(), report(RUN)):
        page = chromium.showing(tmp_path, text)
        page.media(scheme=scheme)

        assert violations(page, axe) == []
