"""The decision paper: all that a board needs, and for what is missing, that it is missing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from orgcheck.changes.compare import compare
from orgcheck.escaping import escape_controls
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.results import Control, DiffResult, Review
from orgcheck.snapshot.model import Snapshot
from tests.changes.test_laws import PAIRS, Pair
from tests.reports import rendered
from tests.reports.examples import AUDIT, HOSTILE, WAIVED, hostile_finding
from tests.reports.opened import Page, allowed
from tests.reports.reorganisations import (
    AFTER,
    MANIFEST,
    change,
    declared,
    harbour,
    hostile,
)

# A review excuses only what a waiver was granted for by name, or what stood there before.
BOUND = replace(WAIVED, fingerprint=WAIVED.finding.fingerprint)


def markdown(change: DiffResult, **options: Any) -> str:
    return paper_markdown.report(replace(change, **{"review": None, **options}))


def html(change: DiffResult, **options: Any) -> Page:
    return Page(paper_html.report(replace(change, **{"review": None, **options})))


def sections(change: DiffResult, **options: Any) -> dict[str, str]:
    """The sections of the paper by their titles."""
    _, *parts = markdown(change, **options).split("\n## ")
    return {part.partition("\n")[0].partition(". ")[2]: part for part in parts}


def test_the_title_is_that_of_the_manifest_in_the_language_asked_for() -> None:
    assert markdown(declared()).startswith("# Fewer desks\n\nHarbour Authority, 2023 → 2024")
    assert markdown(declared(), language="fi").startswith("# Vähemmän pöytiä\n\nSatamalaitos,")
    assert "Proposal: paper 12/2023" in markdown(declared())


def test_the_change_stands_first_in_a_few_sentences_and_numbers() -> None:
    brief = sections(declared())["In brief"]

    assert "- 1 recorded duty is dropped, 4 duties change owner." in brief
    assert "- The lists of duties do not both claim to be complete" in brief
    assert "- <wbr>2 measures." not in brief
    assert "- 2 measures." in brief
    assert "- 1 measure without a stated decision." in brief
    assert "- 1 open question." in brief
    assert "| Units | 9 | 7 | -2 |" in brief


def test_each_measure_says_who_decides_what_when_and_on_what_ground() -> None:
    measures = sections(declared())["Measures"]
    first = measures.partition("### M2")[0]

    assert "### M1: Works and Survey become Engineering." in first
    for line in (
        "- Effective: 2024-01-01",
        "- Transition until: not stated",
        "- Carried out by: Director",
        "- Decided by: Council",
        "- Decided on: 2023-11-20",
        "- Reference: minute 7/2023",
        "- Basis: Harbour Act s. 2",
        "- Consultation: works council: heard, 2023-10-02",
        "- <b>Survey</b> and <b>Works</b> merged into <b>Engineering</b>.",
        "- Open question: Where do the boats of Survey lie?",
    ):
        assert f"{line}\n" in first


def test_what_a_measure_does_not_state_is_said_to_be_not_stated() -> None:
    second = sections(declared())["Measures"].partition("### M2")[2]

    for name in ("Effective", "Carried out by", "Decided by", "Consultation", "Open questions"):
        assert f"- {name}: not stated\n" in second
    assert "- Expected, and is due: create <b>gallery</b>.\n" in second


def test_what_no_measure_declares_stands_apart() -> None:
    outside = sections(declared())["Measures"].partition("### Outside of every measure")[2]

    assert "<b>Grants</b> was carved out of <b>Traffic</b>." in outside
    assert "merged into" not in outside


def test_without_a_manifest_the_paper_says_so_and_tells_the_change() -> None:
    measures = sections(harbour())["Measures"]

    assert "The newer version states no measures." in measures
    assert "merged into <b>Engineering</b>." in measures


def test_duties_change_owner_by_their_basis() -> None:
    duties = sections(harbour())["Duties that change owner"]
    statutory, without = duties.split("### Basis not stated")

    assert "### Harbour Act s. 4 (statutory)" in statutory
    assert "| dredging of the fairway | <b>Works</b> | <b>Engineering</b> |" in statutory
    assert "| exhibitions | <b>Museum</b> | nobody: dropped |" in without


def test_changes_of_command_say_whether_anyone_stated_them() -> None:
    command = sections(harbour())["Changes of command"]

    assert (
        "| <b>Stores</b> | <b>Chief Engineer</b> | <b>Engineering</b> | follows from its place |"
        in command
    )
    assert (
        "| <b>Audit</b> | <b>Council</b> | <b>Director</b> | no line is stated any more |"
        in command
    )


def test_a_unit_that_keeps_its_superior_under_another_id_changes_no_command() -> None:
    same = change(
        "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]",
        "units: [{id: x, name: A, top: true, previously: [a]}, {id: b, name: B, parent: x}]",
    )

    assert "Everyone reports to whom they did before." in markdown(same)


def test_figures_are_told_by_measure() -> None:
    figures = sections(declared())["Figures"]

    assert "| M1 | posts | 4 | 4 | 0 |" in figures
    assert "| outside of every measure | posts | 12 | 10 | -2 |" in figures
    assert "| whole organisation | posts | 16 | 14 | -2 |" in figures


def test_posts_are_created_and_end() -> None:
    posts = sections(harbour())["Posts"]

    assert "| <b>Pilot Master</b> (post) | created, vacant | <b>Pilots</b> |" in posts
    assert "| <b>Chief Engineer</b> (post) | ends with its unit | <b>Works</b> |" in posts


def test_both_versions_are_told_by_status_decision_and_hash() -> None:
    versions = sections(declared())["The two versions"]

    assert "| Status | in-force | proposed |" in versions
    assert "| Decided by | Council | not stated |" in versions
    digest = hashlib.sha256((AFTER + MANIFEST).encode()).hexdigest()
    assert f"2024.yaml | {digest} |" in versions


def test_what_the_rules_object_to_and_what_is_excused_is_told() -> None:
    review = Review(verdict((), (AUDIT,), waived=(BOUND,)), Control())
    said = sections(harbour(), review=review)

    assert "By the rules in force: 1 error." in said["In brief"]
    objections = said["What the rules object to"]
    assert "- Error: Internal Audit reports directly to the Director General.\n" in objections
    assert "- Excused: aland-service-point has the parent" in objections
    assert "What the rules object to" not in sections(harbour())


def test_both_structures_stand_in_words() -> None:
    structures = sections(harbour())["Structure before and after"]

    assert "    - <b>Pilots</b> (→ moved: now in <b>Harbour Authority</b>;" in structures
    assert (
        "  - <b>Engineering</b> (+ new: merged from <b>Survey</b> and <b>Works</b>;" in structures
    )


def test_what_did_not_change_in_a_large_structure_is_counted() -> None:
    many = "".join(f"- {{id: u{n}, name: U{n}, parent: top}}\n" for n in range(100))
    top = "units:\n- {id: top, name: Top, top: true}\n"
    text = markdown(change(top + many, top + many + "- {id: new, name: New, parent: top}\n"))

    assert "  - 100 unchanged units" in text
    assert "U77" not in text


def test_the_page_says_the_same_as_the_markdown() -> None:
    review = Review(verdict((), (AUDIT,), waived=(BOUND,)), Control())
    page = html(declared(), review=review)
    words = rendered.Page(markdown(declared(), review=review)).text

    allowed(page)
    assert page.of("script") == []
    said = set(page.text.split())
    # Numbers of sections and colons are set otherwise.
    left = {word for word in words.replace(":", " ").split() if word.strip(".")}
    assert {
        word for word in left - {one.strip(":") for one in said} if word[:-1] not in said
    } == set()


def test_pictures_are_shown_as_pictures_with_words_in_their_place() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    text = paper_html.report(harbour(), pictures=(svg, svg))

    assert "<script" not in text
    assert text.count('<img src="data:image/svg+xml,%3Csvg') == 2
    assert text.count('alt="The structure before, as in the outline below."') == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    made = hostile(text)
    review = Review(verdict((), (hostile_finding(text),)), Control())
    page = html(made, review=review)

    allowed(page)
    shown = escape_controls(made.new.name("merged"))
    assert " ".join(shown.split()) in page.text
    written = rendered.Page(markdown(made, review=review))
    assert shown in written.text
    assert written.tags <= {
        *("h1", "h2", "h3", "p", "ul", "li", "b", "wbr", "br"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


@given(PAIRS)
@settings(max_examples=20, deadline=None)
def test_whatever_happened_there_is_a_paper(pair: Pair) -> None:
    old, new = (Organisation(Snapshot.model_validate(data)) for data in pair)
    compared = DiffResult(compare(old, new), old, new)

    allowed(Page(paper_html.report(compared)))
    assert "## 1. In brief" in paper_markdown.report(compared)
