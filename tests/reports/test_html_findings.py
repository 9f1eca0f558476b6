"""Findings as a page: each rule once, and every finding at its unit in the structure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orgcheck.escaping import escape_controls
from orgcheck.language import speaking
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.html.findings import report
from orgcheck.results import Alteration, CheckResult, Control, Review
from orgcheck.rules.structure_rules import findings_of
from tests.building import organisation
from tests.reports.examples import AUDIT, CLEAN, HOSTILE, NAME, PARENT, RUN, hostile_run
from tests.reports.opened import Page, allowed, connected
from tests.reports.reorganisations import hostile

FAULTY = """
organisation: Test
version: "2024"
posts:
- {id: director, name: Director, unit: nowhere}
units:
- {id: top, name: Top, top: true}
- {id: lost, name: Lost, parent: nobody}
- {id: astray, name: Astray, parent: nothing}
- {id: fine, name: Fine, parent: top}
"""


def checked(organisation: Organisation, source: str = "2024.yaml") -> CheckResult:
    return CheckResult(
        source=source,
        findings=tuple(findings_of(organisation, ())),
        organisation="Test",
        version="2024",
        units=len(organisation.units),
        structure=organisation,
    )


def page() -> Page:
    faulty = organisation(FAULTY, name="2024.yaml")
    return Page(report([checked(faulty)]))


def test_the_page_stands_alone() -> None:
    allowed(page())
    connected(page())


def test_the_verdict_stands_first() -> None:
    assert [one.text for one in page().classed("verdict")] == ["× Failed: 3 errors."]
    (clean,) = Page(report(CLEAN)).classed("verdict")
    assert clean.text == "✓ Passed: no findings."


def test_a_rule_is_said_once_with_all_that_breaks_it() -> None:
    (rule,) = page().classed("rule")

    assert rule.text.startswith("× error Every reference names something that exists")
    assert [one.text.partition(",")[0] for one in page().classed("finding")] == [
        "unit of director names nowhere",
        "parent of lost names nobody",
        "parent of astray names nothing",
    ]
    assert rule.text.count("Why ") == 1


def test_each_finding_stands_at_its_unit_and_leads_to_its_rule() -> None:
    units = {
        one.attributes["data-id"]: one for one in page().of("li") if "data-id" in one.attributes
    }

    assert units["lost"].text.startswith("Lost × 1 error its parent does not exist")
    assert "parent of lost names nobody" in units["lost"].text
    assert units["lost"].attributes["data-sorts"] == "error"
    assert units["director"].text.startswith("Director × 1 error post")
    assert units["fine"].text == "Fine"


def test_several_snapshots_and_waivers_and_what_could_not_be_read() -> None:
    page = Page(report(RUN))

    allowed(page)
    connected(page)
    assert "Failed: 3 errors, 1 warning and 1 remark, 1 waived." in page.text
    assert "snapshots/2025.yaml could not be read: nothing else of it was checked." in page.text
    assert "permanent" not in page.text
    assert "approved by Board, 12 March 2024, expires 2026-12-31, minute 7/2024" in page.text


def test_names_that_several_snapshots_lack_are_counted_once_in_one_note() -> None:
    both = [
        checked(organisation(f"units: [{{id: a, name: {{en: Advice}}, top: true}}{more}]"))
        for more in ("", ", {id: b, name: {en: Budget}, parent: a}")
    ]
    with speaking("sv"):
        (footer,) = Page(report(both, language="sv")).of("footer")

    assert footer.text.startswith("2 namn saknas på detta språk (sv)")
    assert footer.text.count("namn saknas") == 1


def test_an_id_tells_heads_apart_only_where_their_unit_does_not() -> None:
    alike = organisation("""
        posts:
          - {id: a/head, name: Head}
          - {id: b/1, name: Judge, unit: b}
          - {id: b/2, name: Judge, unit: b}
        units:
          - {id: a, name: A, top: true, head: a/head}
          - {id: b, name: B, parent: a, heads: [b/1, b/2]}
          - {id: c, name: C, parent: a, head: b/1}
    """)

    facts = [fact.text for fact in Page(report([checked(alike)])).of("small")]
    assert [fact for fact in facts if "head" in fact] == [
        "head: Head",
        "heads: Judge (b/1), Judge (b/2)",
        "head: Judge (b/1)",
    ]


def test_against_an_older_snapshot_only_what_is_new_counts() -> None:
    control = Control(alterations=(Alteration("rule", "KELA001", "removed"),))
    review = Review(verdict((PARENT, NAME), (PARENT, AUDIT)), control)
    (one, _) = RUN
    page = Page(report([replace(one, findings=review.counted, review=review)]))

    allowed(page)
    connected(page)
    assert "Failed: 1 error, 1 waived." in page.text
    assert "This change also alters 1 rule: rule KELA001 removed." in page.text
    assert "There before, not counted 1" in page.text
    assert "Fixed 1" in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    (one,) = hostile_run(text)
    page = Page(report([replace(one, structure=hostile(text).new)]))

    allowed(page)
    connected(page)
    assert " ".join(escape_controls(text).split()) in page.text
    assert all(character.isprintable() or character.isspace() for character in page.text)


def test_an_id_that_turns_the_line_is_shown_escaped_wherever_it_stands() -> None:
    text = FAULTY.replace("id: astray", 'id: "a\u200fstray"')
    written = report([checked(organisation(text, name="2024.yaml"))])

    assert "\u200f" not in written
    assert "Show a\\u200fstray in the structure" in written


def test_what_mends_a_finding_begins_with_a_capital() -> None:
    (rule,) = page().classed("rule")
    assert " Fix Name an existing unit, or add this one" in rule.text


def test_what_is_to_be_written_stands_as_code() -> None:
    astray = Page(report([checked(organisation("units: [{id: a, name: A}]"))]))

    assert not [one for one in astray.classed("ground") if "`" in one.text]
    assert "top: true" in [one.text for one in astray.of("code")]


def test_the_signs_of_a_tree_have_a_legend() -> None:
    (legend,) = page().classed("legend")
    assert legend.text == "× error"
