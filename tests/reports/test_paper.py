"""The decision paper: all that a board needs, and for what is missing, that it is missing."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings

from orgcheck.changes.compare import compare
from orgcheck.escaping import escape_controls
from orgcheck.findings import Severity
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.paper.blocks import Text
from orgcheck.reports.formats.paper.content import paper
from orgcheck.reports.formats.paper.options import paper as options_paper
from orgcheck.results import Control, DiffResult, Review, Scenarios
from orgcheck.snapshot.model import Snapshot
from tests import ministry
from tests.changes.test_laws import PAIRS, Pair
from tests.reports import rendered
from tests.reports.examples import AUDIT, HOSTILE, WAIVED, hostile_finding
from tests.reports.opened import Page, allowed
from tests.reports.reorganisations import (
    AFTER,
    BEFORE,
    MANIFEST,
    change,
    declared,
    harbour,
    hostile,
)

# A review excuses only what a waiver was granted for by name, or what stood there before.
BOUND = replace(WAIVED, fingerprint=WAIVED.finding.fingerprint)


def reorganised() -> DiffResult:
    """The ministry's reorganisation."""
    old, new = ministry.before(), ministry.after()
    return DiffResult(compare(old, new), old, new)


def markdown(change: DiffResult, **options: Any) -> str:
    return paper_markdown.report(replace(change, **{"review": None, **options}))


def html(change: DiffResult, **options: Any) -> Page:
    return Page(paper_html.report(replace(change, **{"review": None, **options})))


def sections(change: DiffResult, **options: Any) -> dict[str, str]:
    """The sections and annexes of the paper by their titles."""
    _, *parts = markdown(change, **options).split("\n## ")
    return {re.sub(r"^(\d+\. |Annex \d+: )", "", part.partition("\n")[0]): part for part in parts}


# A paper in which nothing is missing.
WHOLE = """
reorganisation:
  title: Fewer desks
  resolution: The Council approves the new structure of the Harbour Authority.
  presented_by: director
  measures:
  - id: M1
    statement: Works and Survey become Engineering.
    owner: director
    expects: [{kind: merge, old: [works, survey], new: [engineering]}]
    consultation: {body: works council, status: heard, date: 2023-10-02}
"""
STATED = """
version: "2024"
status: proposed
valid_from: 2024-01-01
decision: {body: council}
responsibilities_complete: true
"""


def test_the_title_is_that_of_the_manifest_in_the_language_asked_for() -> None:
    assert markdown(declared()).startswith("# Fewer desks\n\nDecision paper, Harbour Authority\n")
    assert markdown(declared(), language="fi").startswith("# Vähemmän pöytiä\n")
    assert "- Proposal: paper 12/2023\n" in markdown(declared())


# -- what is put to the vote ------------------------------------------------------------------


def in_state(status: str, decision: str = "") -> str:
    new = AFTER.replace("status: proposed", f"{status}\n{decision}")
    return markdown(change(BEFORE, new + MANIFEST))


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [
        ("status: draft", "DRAFT, not decided", "draft, nothing is decided"),
        ("status: proposed", "DRAFT, not decided", "proposed, nothing is decided yet"),
        ("", "DRAFT, not decided", "draft, for the status is not stated"),
        ("status: withdrawn", "WITHDRAWN", "withdrawn"),
        ("status: approved", "", "approved"),
        ("status: in-force", "", "in force"),
    ],
)
def test_the_status_is_told_in_words_and_a_draft_is_marked(
    status: str, mark: str, words: str
) -> None:
    paper = in_state(status)
    assert f"- Status: {words}\n" in paper
    assert ("DRAFT" in paper, "WITHDRAWN" in paper) == ("DRAFT" in mark, "WITHDRAWN" in mark)
    assert (f"**{mark}**" in paper) == bool(mark)


def test_a_day_of_the_decision_decides_where_no_status_is_stated() -> None:
    paper = in_state("", "decision: {body: council, date: 2023-11-20}")
    assert "- Status: decided\n" in paper
    assert "DRAFT" not in paper
    assert "## 1. Resolution\n" in paper


def test_who_decides_when_on_what_ground_and_who_was_heard_stands_first() -> None:
    first = markdown(declared()).partition("\n## ")[0]

    for line in (
        "- Takes effect: 2024-01-01",
        "- To be decided by: <b>Council</b>",
        "- Decided on: 2023-11-20",
        "- Reference: minute 7/2023",
        "- Legal basis of the decision: Harbour Act s. 2",
        "- Consulted: works council (heard, 2023-10-02)",
        "- Versions: 2024 in place of 2023",
    ):
        assert f"{line}\n" in f"{first}\n"


def test_the_measures_are_the_words_to_be_minuted() -> None:
    resolution = sections(declared())["Proposed resolution"]

    assert "The structure of Harbour Authority is changed as follows from 2024-01-01:" in resolution
    assert "\n1. Works and Survey become Engineering.\n2. The museum closes.\n" in resolution


def test_a_resolution_of_the_manifest_is_taken_word_for_word() -> None:
    resolution = sections(change(BEFORE, AFTER + WHOLE))["Proposed resolution"]

    assert "The Council approves the new structure of the Harbour Authority.\n" in resolution
    assert "\n1. Works and Survey become Engineering.\n" in resolution
    assert "is changed as follows" not in resolution


def test_words_that_nobody_stated_are_to_be_confirmed() -> None:
    assert (
        "The structure of Harbour Authority is changed as set out under “What merges, ends and "
        "begins”. To be confirmed." in sections(harbour())["Proposed resolution"]
    )


# -- what changes -----------------------------------------------------------------------------


def test_what_merges_ends_and_begins_is_told_in_sentences() -> None:
    told = sections(harbour())["What merges, ends and begins"]

    assert "- <b>Survey</b> and <b>Works</b> merge into <b>Engineering</b>.\n" in told
    assert "- <b>Grants</b> is carved out of <b>Traffic</b>.\n" in told
    assert "- 1 unit gets another name: annex 1" in told


def test_more_than_fits_on_a_page_is_a_number_there_and_stands_in_the_annex() -> None:
    units = "".join(f"- {{id: u{n}, name: U{n}, parent: p{n}}}\n" for n in range(12))
    parents = "".join(f"- {{id: p{n}, name: P{n}, parent: top}}\n" for n in range(13))
    top = "units:\n- {id: top, name: Top, top: true}\n" + parents
    moved = re.sub(r"parent: p(\d+)", lambda m: f"parent: p{int(m[1]) + 1}", units)
    said = sections(change(top + units, top + moved))

    assert "and 7 more.\n" in f"{said['What merges, ends and begins']}\n"
    told = re.findall(r"<b>U\d+</b> moves from <b>P\d+</b>", said["All changes"])
    assert len(set(told)) == 12


def test_what_is_inferred_is_to_be_confirmed_where_it_is_told() -> None:
    said = sections(reorganised())

    words = "To be confirmed: <b>Geodesy and Satellite Positioning</b>."
    brief = said["What merges, ends and begins"]
    assert f"- 5 units get another name: annex 1. {words}" in brief
    assert f"then <b>Forecasting and Warning</b>. {words}" in said["Measures"]


def test_measures_stand_in_an_annex_with_what_happens_by_them() -> None:
    measures = sections(declared())["Measures"]
    first, second = measures.split("### Measure ")[1:3]

    assert first.startswith("1: Works and Survey become Engineering.\n")
    assert "- Carried out by: Director\n" in first
    assert "- <b>Survey</b> and <b>Works</b> merge into <b>Engineering</b>.\n" in first
    assert "- Open: Where do the boats of Survey lie?\n" in first
    assert "- Expected, and not so: creation (<b>one that is not in the structure</b>).\n" in second
    assert "<b>Grants</b> is carved out of <b>Traffic</b>." in measures.partition("Outside")[2]
    assert "not stated" not in measures


ORGANISATION = "organisation: {en: Harbour Authority, fi: Satamalaitos}"
NAMED = "units: [{id: top, name: Top, top: true}, {id: a, name: A, parent: top, members: [p]}]\n"


def with_measures(old: str, new: str, **expects: str) -> DiffResult:
    """A change whose newer side declares measures, each with what it expects."""
    measures = "".join(
        f"  - {{id: {id}, statement: {id}, expects: [{one}]}}\n" for id, one in expects.items()
    )
    return change(old, f"{new}reorganisation:\n  title: T\n  measures:\n{measures}")


@pytest.mark.parametrize(("status", "called"), [("proposed", "Authority"), ("approved", "Agency")])
def test_another_name_of_the_organisation_comes_first(status: str, called: str) -> None:
    old = f"{ORGANISATION}\n{NAMED}"
    new = old.replace("Authority", "Agency").replace("name: A,", "name: A, top: true,")
    text = markdown(change(old, f"status: {status}\n{new.replace(', parent: top', '')}"))

    first = text.partition("## 2. What merges, ends and begins\n\n")[2].partition("\n")[0]
    assert first == (
        '- The organisation gets the name "Harbour Agency", so far "Harbour Authority".'
    )
    assert f"Decision paper, Harbour {called}\n" in text
    assert f"The structure of Harbour {called} is changed" in text


def test_a_name_of_the_organisation_in_another_language_is_told_in_it() -> None:
    old = f"{ORGANISATION}\n{NAMED}"
    told = sections(change(old, old.replace("Satamalaitos", "Satamavirasto")))

    assert told["What merges, ends and begins"].endswith(
        '- The organisation\'s name: in Finnish "Satamalaitos", then "Satamavirasto".\n'
    )
    added = sections(change(old.replace(", fi: Satamalaitos", ""), old))
    assert "organisation's name" not in added["What merges, ends and begins"]


def test_an_objection_to_a_new_name_of_the_organisation_says_so() -> None:
    old = f"{ORGANISATION}\n{NAMED}"
    renamed = change(old, old.replace("Authority", "Agency"))
    (event,) = renamed.changes.events
    finding = replace(AUDIT, unit=None, value=event.fingerprint)
    told = sections(renamed, review=Review(verdict((), (finding,)), Control()))
    assert "Concerns the name of the organisation.\n" in told["What the rules object to"]


def test_a_body_that_ends_stands_on_the_first_page() -> None:
    bodies = "bodies: [{id: safety, name: Safety Board, type: committee}]\n"
    told = sections(change(bodies + NAMED, NAMED))
    assert "- The body <b>Safety Board</b> ends.\n" in told["What merges, ends and begins"]


def test_what_a_measure_does_to_posts_stands_below_it() -> None:
    post = "posts: [{id: p, name: Deputy, unit: top}]\n"
    told = sections(with_measures(post + NAMED, NAMED, M1="{kind: post, old: [p]}"))
    assert "- The post <b>Deputy</b> ends.\n" in told["Measures"]


def test_of_a_measure_of_codes_or_people_alone_it_is_not_said_that_nothing_changes() -> None:
    new = NAMED.replace("id: a,", "id: b, previously: [a],")
    measures = sections(with_measures(NAMED, new, M1="{kind: recode, old: [a], new: [b]}"))[
        "Measures"
    ]
    people = sections(
        with_measures(NAMED, NAMED.replace("[p]", "[q]"), M1="{kind: membership, old: [a]}")
    )["Measures"]

    for told in (measures, people):
        assert "It changes codes or people, and this paper names neither." in told
        assert "Expected" not in told


def test_duties_that_fall_come_first_then_those_that_a_law_demands() -> None:
    duties = sections(harbour())["Duties that are dropped or change owner"]

    assert "1 recorded duty is dropped. 4 duties change owner." in duties
    rows = [line for line in duties.splitlines() if line.startswith("| ")][2:]
    assert rows[0] == "| exhibitions | – | <b>Museum</b> | nobody |"
    assert rows[1] == (
        "| dredging of the fairway | Harbour Act s. 4 (statutory) "
        "| <b>Works</b> | <b>Engineering</b> |"
    )
    assert len(rows) == 5


def test_a_statutory_duty_that_falls_is_said_to_be_one() -> None:
    new = AFTER.replace("[dredging, quays,", "[quays,")
    duties = sections(change(BEFORE, new))["Duties that are dropped or change owner"]
    assert "2 recorded duties are dropped. 1 of them is statutory. 3 duties change owner." in duties


def test_an_independent_function_that_loses_its_line_comes_first() -> None:
    command = sections(harbour())["Whose line of command changes"]

    assert command.split("\n\n")[1].startswith("- <b>Audit</b> loses its line to <b>Council</b>.")
    assert "| <b>Audit</b> | <b>Council</b> | <b>Director</b> |" in command
    assert "2 units have another superior because the units that they are in change." in command
    assert "Stores" not in command


def test_one_that_keeps_its_line_is_named_too() -> None:
    new = AFTER.replace("name: Audit,", "name: Audit, reports_to: council,")
    command = sections(change(BEFORE, new))["Whose line of command changes"]
    assert "<b>Audit</b> keeps its line to <b>Council</b>." in command
    assert "loses" not in command


def test_a_unit_that_keeps_its_superior_under_another_id_changes_no_command() -> None:
    same = change(
        "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]",
        "units: [{id: x, name: A, top: true, previously: [a]}, {id: b, name: B, parent: x}]",
    )

    assert "Everyone reports to whom they did before." in markdown(same)


def test_figures_stand_before_after_and_net_for_the_whole_and_by_measure() -> None:
    said = sections(declared())

    assert "| Posts | 16 | 14 | -2 |" in said["Figures"]
    assert "| Units | 9 | 7 | -2 |" in said["Figures"]
    by_measure = said["Posts and figures"]
    assert "| Measure 1: posts | 4 | 4 | 0 |" in by_measure
    assert "| Outside of every measure: posts | 12 | 10 | -2 |" in by_measure


def test_posts_that_come_and_go_are_named_and_those_that_follow_are_a_number() -> None:
    posts = sections(harbour())["Posts and figures"]

    assert "<b>Pilot Master</b> is created" in posts
    assert "- <b>Chief Engineer</b> ends with its unit.\n" in posts


def test_objections_of_the_rules_are_told_in_plain_words_by_name() -> None:
    second = replace(AUDIT, unit="stores")
    review = Review(verdict((), (replace(AUDIT, unit="audit"), second), waived=(BOUND,)), Control())
    objections = sections(harbour(), review=review)["What the rules object to"]

    rule = "the rule “Internal Audit reports directly to the Director General.”"
    assert f"- Error: against {rule} Concerns <b>Audit</b> and <b>Stores</b>.\n" in objections
    assert "1 objection is waived." in objections
    assert AUDIT.location is not None
    assert AUDIT.location.file not in objections
    assert "What the rules object to" not in sections(harbour())


def test_a_rule_that_options_break_more_and_less_gravely_stands_once() -> None:
    reviews = [
        Review(verdict((), (replace(AUDIT, unit="audit", severity=severity),)), Control())
        for severity in (Severity.WARNING, Severity.ERROR)
    ]
    options = tuple(replace(harbour(), review=review) for review in reviews)
    text = paper_markdown.written_paper(options_paper(Scenarios("base", ("a", "b"), options)))

    assert text.count("Internal Audit reports directly to the Director General.") == 1
    assert "| Warning: <b>Audit</b> | Error: <b>Audit</b> |" in text


# -- what is not there ------------------------------------------------------------------------


def test_what_is_not_stated_is_listed_once() -> None:
    paper = markdown(harbour())
    missing = sections(harbour())["Not stated"]

    assert [line for line in missing.splitlines() if line.startswith("- ")] == [
        "- the words of the resolution",
        "- who decides",
        "- from when it holds",
        "- who presents it",
        "- who was consulted",
        "- the legal basis of 4 duties that are dropped or change owner",
        "- that the lists of duties are complete: others than those told of may be lost",
        "- what the rules say: none were asked",
    ]
    assert paper.lower().count("not stated") == 1


def test_of_a_paper_that_states_all_nothing_is_missing() -> None:
    before = BEFORE.replace("version:", "responsibilities_complete: true\nversion:")
    register = "".join(
        f"- {{id: {id}, name: {id}, basis: Harbour Act s. 5}}\n"
        for id in ("pilotage", "quays", "soundings", "exhibitions")
    )
    law = "responsibilities:\n"
    old = before.replace(law, law + register)
    new = AFTER.replace('version: "2024"\nstatus: proposed\n', STATED).replace(law, law + register)
    said = sections(change(old, new + WHOLE), review=Review(verdict((), ()), Control()))

    assert "Not stated" not in said


def test_no_id_path_or_digest_stands_in_the_text() -> None:
    paper = markdown(declared(), review=Review(verdict((), (AUDIT,)), Control()))
    text, sources = paper.split(" Sources\n")

    words = re.findall(r"[\w/-]+", text.replace("The museum closes", ""))
    ids = {"museum", "pilot-master", "stores", "grants", "audit", "M1", "M2"}
    assert ids.isdisjoint(words)
    assert ".yaml" not in text
    digest = hashlib.sha256((AFTER + MANIFEST).encode()).hexdigest()
    assert f"| 2024.yaml | <code>{digest}</code> |" in sources
    assert "| Status | in force | proposed |" in sources


def test_units_of_one_name_are_told_apart_by_where_they_are() -> None:
    before = """
units:
- {id: top, name: Top, top: true}
- {id: a, name: North, parent: top}
- {id: b, name: South, parent: top}
- {id: a1, name: Registry, parent: a}
- {id: b1, name: Registry, parent: b}
"""
    paper = markdown(change(before, before.replace("- {id: b1, name: Registry, parent: b}\n", "")))
    assert "<b>Registry (South)</b> in <b>South</b> is abolished" in paper


def test_units_that_nothing_else_tells_apart_have_their_ids() -> None:
    before = """
units:
- {id: top, name: Top, top: true}
- {id: a1, name: Registry, parent: top}
- {id: b1, name: Registry, parent: top}
"""
    after = before.replace("- {id: b1, name: Registry, parent: top}\n", "")
    assert "<b>Registry (b1)</b>" in markdown(change(before, after))


def test_of_a_reference_to_nobody_no_id_stands_on_paper() -> None:
    faulty = NAMED.replace("name: A,", "name: A, lines: [{to: gone, type: functional}],")
    text = markdown(change(NAMED, faulty))
    assert "a functional line to <b>one that is not in the structure</b>" in text
    assert "gone" not in text


# -- structures and forms ---------------------------------------------------------------------


def test_both_structures_stand_in_words() -> None:
    structures = sections(harbour())["Structure before and after"]

    assert "    - <b>Pilots</b> (→ moves" in structures
    assert "  - <b>Engineering</b> (+ new)" in structures


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


def test_the_picture_is_shown_as_a_picture_with_words_in_its_place() -> None:
    text = paper_html.report(harbour())

    assert text.count('<img src="data:image/svg+xml,%3Csvg') == 1
    assert 'alt="What changes, as the lists of the structure before and after' in text


def test_the_picture_tells_in_the_present_too() -> None:
    picture = unquote(paper_html.report(harbour()))

    assert "<title>ends · Works · merges into Engineering</title>" in picture
    assert not re.search("<title>(ended|moved|changed) · | merged into ", picture)


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
        *("table", "thead", "tbody", "tr", "th", "td", "ol", "strong", "code"),
    }


@given(PAIRS)
@settings(max_examples=20, deadline=None)
def test_whatever_happened_there_is_a_paper(pair: Pair) -> None:
    old, new = (Organisation(Snapshot.model_validate(data)) for data in pair)
    compared = DiffResult(compare(old, new), old, new)

    allowed(Page(paper_html.report(compared)))
    assert re.search("## 1. (Proposed r|R)esolution\n", paper_markdown.report(compared))


def test_a_language_that_the_snapshot_has_no_names_in_is_told_where_it_is_asked_for() -> None:
    asked = sections(replace(reorganised(), language="sv"))["Not stated"]

    assert "the names of 232 units, posts and bodies in the language of this paper" in asked
    assert "the title in the language of this paper" in asked
    assert "wordings of" in asked
    assert "in the language of this paper" not in sections(reorganised())["Not stated"]


def test_an_outline_does_not_say_of_what_is_renamed_that_it_follows() -> None:
    assert "follows" in sections(reorganised())["Structure before and after"]
    assert "another name, " not in sections(reorganised())["Structure before and after"]


def test_of_a_new_id_alone_nothing_is_said_anywhere() -> None:
    structure = sections(reorganised())["Structure before and after"]

    # Networks has another id, and so has the unit that Levelling is in.
    assert "Networks" in structure
    assert "<b>Networks</b>" not in structure
    assert "Levelling" not in structure
    assert "10 posts go along with their units." in sections(reorganised())["Posts and figures"]


def test_a_change_that_no_page_has_room_for_says_how_it_is_drawn() -> None:
    top = "units:\n- {id: top, name: Top, top: true}\n"
    units = "".join(f"- {{id: u{n}, name: Unit {n}, parent: top}}\n" for n in range(90))
    wide = paper(change(top + units, top + units.replace("Unit", "Division")), drawn=True)

    (block,) = wide.annexes[-1].blocks
    assert isinstance(block, Text)
    assert block.words.endswith("drawn by orgcheck chart, with --against and --page A4.")


def test_of_no_change_there_is_no_picture() -> None:
    top = "units:\n- {id: top, name: Top, top: true}\n"

    assert "picture" not in paper(change(top, top), drawn=True).annexes[-1].title
