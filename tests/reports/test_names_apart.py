"""Units of both versions in one sentence: nobody is taken for another, and nothing is folded."""

from __future__ import annotations

import re
from html import unescape

import pytest

from orgcheck.changes.compare import compare
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.reports.formats.text import structure
from orgcheck.results import Control, DiffResult, Review
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.manifest import undeclared
from orgcheck.rules.structure_rules import findings_of
from tests.building import organisation

HEAD = "organisation: X\nunits:\n- {id: top, name: Top, top: true}\n"
FORMATS = {
    "text": changes_text.report,
    "markdown": changes_markdown.report,
    "html": changes_html.report,
    "paper": paper_html.report,
    "paper-markdown": paper_markdown.report,
}
# Who reads a paper knows no ids, and finds figures in tables.
WITH_IDS = ("text", "markdown", "html")


def compared(old: str, new: str, *, inference: bool = False) -> DiffResult:
    before = organisation(HEAD + old, name="old.yaml")
    after = organisation(HEAD + new, name="new.yaml")
    judged = verdict(findings_of(before, ()), findings_of(after, ()))
    changes = compare(before, after, inference=inference)
    return DiffResult(changes, before, after, Review(judged, Control()))


def plain(text: str) -> str:
    """What a person reads of a report, whatever its format: no markup, one space between words."""
    text = re.sub(r"(?s)<(style|script)>.*?</\1>", "", text)
    return " ".join(unescape(re.sub(r"<[^<>]+>", "", text)).split())


def drawn(case: DiffResult) -> str:
    """The flowchart with its labels as a reader sees them."""
    escaped = re.compile(r"#(\d+);")
    return escaped.sub(lambda found: chr(int(found.group(1))), changes_mermaid.report(case))


def every_format(case: DiffResult) -> dict[str, str]:
    return {name: plain(report(case)) for name, report in FORMATS.items()}


# Finance is Treasury now, and what was Planning is called Finance.
OLD = (
    "- {id: fin, name: Finance, parent: top, responsibilities: [the budget]}\n"
    "- {id: plan, name: Planning, parent: top}\n- {id: team, name: Team, parent: fin}\n"
)
NEW = (
    "- {id: fin, name: Treasury, parent: top}\n"
    "- {id: plan, name: Finance, parent: top, responsibilities: [the budget]}\n"
    "- {id: team, name: Team, parent: plan}\n"
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("happened", "decided"),
    [
        (
            '"the budget" passed from Finance (fin) to Finance (plan), before: Planning',
            '"the budget" passes from Finance (fin) to Finance (plan), before: Planning',
        ),
        (
            "Team moved from Finance (fin) to Finance (plan), before: Planning",
            "Team moves from Finance (fin) to Finance (plan), before: Planning",
        ),
        ("Finance (fin) is now called Treasury", "Finance (fin) gets the name Treasury"),
        ("Planning is now called Finance (plan)", "Planning gets the name Finance (plan)"),
    ],
)
def test_a_name_that_was_anothers_before_is_told_apart(
    format: str, happened: str, decided: str
) -> None:
    sentence = decided if format.startswith("paper") else happened
    assert sentence in every_format(compared(OLD, NEW))[format]


def test_pictures_tell_them_apart_too() -> None:
    picture = drawn(compared(OLD, NEW))
    assert "Finance (fin)" in picture
    assert "Finance (plan)" in picture
    assert not re.search(r"Finance(?! \()", picture)


def test_a_table_of_duties_tells_them_apart() -> None:
    """Where they are does not: both are in the same unit, so that papers have their ids too."""
    paper = paper_markdown.report(compared(OLD, NEW))
    assert "| the budget | – | <b>Finance (fin)</b> | <b>Finance (plan)</b> |" in paper


def test_a_name_that_one_unit_keeps_needs_no_id() -> None:
    new = OLD.replace("[the budget]", "[]").replace("Planning", "Plans")
    assert "(fin)" not in changes_text.report(compared(OLD, new))


ICT = "- {id: '6310', name: ICT Services, parent: top}\n"
DIGITAL = "- {id: '6410', name: Digital Services, parent: top, previously: ['6310']}\n"


@pytest.mark.parametrize("format", WITH_IDS)
def test_a_rename_tells_a_new_id_too(format: str) -> None:
    assert (
        "ICT Services is now called Digital Services; its id is now 6410, formerly 6310"
        in every_format(compared(ICT, DIGITAL))[format]
    )


def test_a_picture_of_a_rename_tells_a_new_id_too() -> None:
    picture = drawn(compared(ICT, DIGITAL))
    assert "ICT Services<br/>id: 6310" in picture
    assert "Digital Services<br/>id: 6410" in picture


def test_a_post_with_another_name_and_id_is_told_with_both() -> None:
    old = "posts: [{id: p, name: Head, unit: top}]\n"
    new = "posts: [{id: q, name: Chief, unit: top, previously: [p]}]\n"
    case = compared(old, new)
    told = "The post Head is now called Chief; its id is now q, formerly p"
    assert told in plain(changes_text.report(case))
    assert "The post Head gets the name Chief." in plain(paper_markdown.report(case))


def test_many_renames_tell_their_ids() -> None:
    old = "".join(f"- {{id: a{n}, name: Unit {n}, parent: top}}\n" for n in range(11))
    new = "".join(
        f"- {{id: b{n}, name: Team {n}, parent: top, previously: [a{n}]}}\n" for n in range(11)
    )
    report = plain(changes_text.report(compared(old, new)))
    assert "11 units were renamed and have another id: Unit 0 (a0), now Team 0 (b0); " in report


# -- as written, and in what alone it differs -------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_a_duty_is_printed_as_it_is_written(format: str) -> None:
    old = "- {id: a, name: A, parent: top, responsibilities: [WTO affairs]}\n"
    new = "- {id: a, name: A, parent: top}\n- {id: b, name: B, parent: top, responsibilities: "
    report = every_format(compared(old, new + "[WTO affairs]}\n"))[format]
    assert "WTO affairs" in report
    assert "wto affairs" not in report


def test_findings_print_a_duty_as_it_is_written() -> None:
    manifest = (
        "reorganisation: {title: T, measures: [{id: M, statement: S, "
        "expects: [{kind: create, new: [c]}]}]}\n"
    )
    old = (
        LIKE.format("b", "B") + "- {id: a, name: A, parent: top, responsibilities: [WTO affairs]}\n"
    )
    new = (
        LIKE.format("a", "A") + "- {id: b, name: B, parent: top, responsibilities: [WTO affairs]}\n"
    )
    before, after = (organisation(HEAD + side) for side in (old, new + manifest))
    ground = ChangeGround(before, after, compare(before, after, inference=False))
    messages = [failure.message for _, failure in undeclared(ground)]
    assert messages == [
        'the duty "WTO affairs" is transferred, which no measure of the reorganisation declares'
    ]


def test_a_text_that_is_an_entry_of_the_register_now_is_printed_as_that_says() -> None:
    old = "- {id: a, name: A, parent: top, responsibilities: [WTO Affairs]}\n"
    new = (
        "- {id: b, name: B, parent: top, responsibilities: [wto]}\n- {id: a, name: A, parent: top}"
        "\nresponsibilities: [{id: wto, name: WTO affairs}]\n"
    )
    report = plain(changes_text.report(compared(old, new)))
    assert '"WTO affairs" passed from A to B' in report


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Trade  Office", "Trade Office", "(only in white space)"),
        ("Trade office", "Trade Office", "(only in upper or lower case)"),
        ("Cafe\\u0301", "Caf\\u00e9", "(only in Unicode form)"),
    ],
)
def test_a_rename_that_looks_like_none_says_what_differs(
    format: str, before: str, after: str, words: str
) -> None:
    case = compared(
        f'- {{id: a, name: "{before}", parent: top}}\n',
        f'- {{id: a, name: "{after}", parent: top}}\n',
    )
    assert words in every_format(case)[format]


def test_a_rename_in_a_language_that_is_not_shown_says_in_which() -> None:
    old = "- {id: a, parent: top, name: {en: Office, sv: Byrå}}\n"
    new = "- {id: a, parent: top, name: {en: Office, sv: Verk}}\n"
    report = changes_text.report(compared(old, new))
    assert 'Office: the name in Swedish is now "Verk", formerly "Byrå"' in report


def test_a_name_in_a_further_language_is_said_to_be_a_name() -> None:
    old = "- {id: a, parent: top, name: {en: Office}}\n"
    new = "- {id: a, parent: top, name: {en: Office, sv: Verk}}\n"
    assert 'Office: name in Swedish is now "Verk"' in changes_text.report(compared(old, new))


def test_a_duty_worded_otherwise_in_another_language_says_in_which() -> None:
    entry = "responsibilities: [{{id: d, name: {{en: advice, fi: {}}}}}]\n"
    holder = "- {id: a, name: A, parent: top, responsibilities: [d]}\n"
    report = changes_text.report(
        compared(holder + entry.format("neuvot"), holder + entry.format("neuvonta"))
    )
    assert '"advice" is now worded "neuvonta", formerly "neuvot", in fi in A' in plain(report)


# -- no more than the evidence says -----------------------------------------------------------


LIKE = "- {{id: {}, name: {}, parent: top}}\n"


@pytest.fixture
def unsure() -> DiffResult:
    old = LIKE.format("a", "Office of Harbour Pilots and Beacons")
    new = LIKE.format("b", "Office of Harbour Beacons and Tugs")
    case = compared(old, new, inference=True)
    assert [(one.old, one.new) for one in case.changes.possible_matches] == [("a", "b")]
    return case


@pytest.mark.parametrize("format", FORMATS)
def test_an_end_with_a_possible_match_is_not_said_to_be_without_successor(
    format: str, unsure: DiffResult
) -> None:
    report = every_format(unsure)[format]
    assert "abolished without a successor" not in report
    if "paper" in format:
        return
    assert "no successor was found (possibly Office of Harbour Beacons and Tugs)" in report
    assert "possibly it was Office of Harbour Pilots and Beacons" in report


def test_a_paper_tells_a_unit_that_may_go_on_once(unsure: DiffResult) -> None:
    report = plain(paper_markdown.report(unsure))
    assert report.count("Office of Harbour Beacons and Tugs begins, unless they are one") == 1
    assert "no successor was found" not in report
    assert "possibly it was" not in report


def test_a_picture_says_no_more_either(unsure: DiffResult) -> None:
    picture = drawn(unsure)
    assert "no successor was found (possibly Office of Harbour Beacons and Tugs)" in picture
    assert "abolished" not in picture


# -- figures of those that they are of --------------------------------------------------------


@pytest.mark.parametrize("format", WITH_IDS)
def test_figures_of_a_spin_off_stand_by_unit(format: str) -> None:
    old = "- {id: m, name: Moderation, parent: top, figures: {headcount: 12}}\n"
    new = (
        "- {id: m, name: Moderation, parent: top, figures: {headcount: 2}}\n"
        "- {id: v, name: Venue, parent: top, split_from: [m], figures: {headcount: 10}}\n"
    )
    report = every_format(compared(old, new))[format]
    assert "headcount by unit: Moderation: 12, now 2; Venue: 10" in report


def test_figures_of_a_merger_and_of_an_absorption_stand_by_unit() -> None:
    a, b = (
        f"- {{id: {id}, name: {id.upper()}, parent: top, figures: {{fte: {number}}}}}\n"
        for id, number in (("a", 1.5), ("b", 4))
    )
    merged = "- {id: c, name: C, parent: top, replaces: [a, b], figures: {fte: 5.5}}\n"
    absorbs = "- {id: a, name: A, parent: top, replaces: [b], figures: {fte: 5.5}}\n"
    assert "fte by unit: A: 1.5 before; B: 4 before; C: 5.5" in changes_text.report(
        compared(a + b, merged)
    )
    assert "fte by unit: A: 1.5, now 5.5; B: 4 before" in changes_text.report(
        compared(a + b, absorbs)
    )


# -- numbers agree ----------------------------------------------------------------------------


def test_one_unit_was_reorganised_and_two_were() -> None:
    old = LIKE.format("a", "A") + LIKE.format("b", "B") + LIKE.format("u", "U")
    new = (
        "- {id: c, name: C, parent: top, replaces: [a]}\n"
        "- {id: u, name: U, parent: top, replaces: [a, b]}\n"
    )
    assert "A and B were reorganised into C and U" in plain(changes_text.report(compared(old, new)))
    only = new.replace(", b]", "]")
    kept = LIKE.format("b", "B")
    assert "A was reorganised into C and U" in plain(
        changes_text.report(compared(old, only + kept))
    )


def test_units_that_went_to_several_places_are_told_with_these() -> None:
    places = "".join(LIKE.format(id, id.upper()) for id in ("p", "q", "r"))
    team = "- {{id: t{}, name: T{}, parent: {}}}\n"
    old = places + "".join(team.format(n, n, "p") for n in range(5))
    new = places + "".join(team.format(n, n, "q" if n < 3 else "r") for n in range(5))
    assert "5 units moved from P, 3 to Q and 2 to R: T0, T1, T2, T3 and T4" in plain(
        changes_text.report(compared(old, new))
    )


def test_renames_up_to_ten_have_a_line_each() -> None:
    old = "".join(LIKE.format(f"u{n}", f"Unit {n}") for n in range(6))
    new = "".join(LIKE.format(f"u{n}", f"Team {n}") for n in range(6))
    assert [
        line for line in changes_text.report(compared(old, new)).splitlines() if "Team" in line
    ] == [f"  Unit {n} is now called Team {n}" for n in range(6)]


def test_what_has_no_parent_is_not_said_to_be_at_the_top() -> None:
    new = "".join(f"- {{id: u{n}, name: U{n}}}\n" for n in range(5))
    assert "5 units were created without a parent: " in changes_text.report(compared("", new))


def test_names_are_printed_with_all_their_blanks() -> None:
    spaced = "- {id: p, name: 'Pension  Unit ', parent: top}\n"
    case = compared(spaced, spaced.replace("Pension  Unit ", "Pension Unit"))
    said = "Pension  Unit  is now called Pension Unit (only in white space)"

    assert said in changes_text.report(case)
    assert '<bdi class="spaced">Pension  Unit </bdi>' in changes_html.report(case)
    # What lays out texts keeps no-break spaces.
    assert '"≈ Pension \u00a0Unit\u00a0"' in changes_mermaid.report(case)
    assert "Pension  Unit  (p)" in structure.tree(case.old)


def test_the_trees_of_a_page_tell_them_apart_too() -> None:
    page = changes_html.report(compared(OLD, NEW))
    trees = page[page.index('id="tree-1"') :]

    assert trees.count('<bdi class="unit">Finance (fin)</bdi>') == 1
    assert trees.count('<bdi class="unit">Finance (plan)</bdi>') == 1
    assert '<bdi class="unit">Finance</bdi>' not in trees


@pytest.mark.parametrize("format", FORMATS)
def test_a_link_is_told_by_the_name_of_whom_it_leads_to(format: str) -> None:
    units = "- {id: b, name: Bureau, parent: top}\n- {id: a, name: Area, parent: top}\n"
    links = units.replace("Area,", "Area, links: [{to: b, type: uses}],")

    # What a paper decides on is told in the present.
    verb = "loses" if format.startswith("paper") else "lost"
    told = f"Area: links {verb} uses to Bureau"
    assert told in every_format(compared(links, units))[format]
