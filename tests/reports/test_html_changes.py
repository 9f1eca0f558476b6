"""A change as a page: all of it there without script, and nothing of it anything but text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from orgcheck.changes.compare import compare
from orgcheck.escaping import escape_controls
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html.changes import report
from orgcheck.results import DiffResult
from orgcheck.snapshot.model import Snapshot
from tests import ministry
from tests.building import organisation
from tests.changes.test_laws import PAIRS, Pair
from tests.reports.examples import HOSTILE
from tests.reports.opened import Page, allowed, connected
from tests.reports.reorganisations import change, harbour, hostile


def page_of(change: DiffResult, language: str | None = None) -> Page:
    return Page(report(replace(change, language=language)))


def test_the_page_stands_alone() -> None:
    page = page_of(harbour())

    allowed(page)
    connected(page)


def test_every_event_is_told_in_a_sentence_with_a_link_of_its_own() -> None:
    page = page_of(harbour())
    told = {one.attributes["id"]: one.text for one in page.classed("event")}

    assert told.keys() == {f"e-{event.fingerprint}" for event in harbour().account.events}
    assert any("Works merged into Engineering." in text for text in told.values())
    assert set(told) <= {link.removeprefix("#") for link in page.links}


def test_the_counts_stand_first() -> None:
    page = page_of(harbour())

    (lead,) = page.classed("lead")
    assert lead.text.startswith("1 merger, 1 spin-off, 1 abolition (2 units), 1 move up,")
    assert [one.text for one in page.classed("version")] == ["2023 in force", "2024 proposed"]


def said_of(page: Page, unit: str) -> list[str]:
    return [one.text for one in page.of("li") if one.attributes.get("data-id") == unit]


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("museum", "Museum × ended", None),
        ("archive", "Archive × ended", None),
        ("works", "Works × ended", None),
        ("engineering", None, "Engineering + new"),
        ("pilots", "Pilots → moved", "Pilots → moved"),
        ("traffic", "Traffic ≈ renamed", "Vessel Traffic ≈ renamed"),
        ("audit", "Audit ∆ changed", "Audit ∆ changed"),
        ("stores", "Stores ↪ follows", "Stores ↪ follows"),
        ("engineer", "Chief Engineer × ended", None),
        ("pilot-master", None, "Pilot Master + new"),
        ("council", "Council organ", "Council organ"),
    ],
)
def test_what_became_of_a_unit_is_a_sign_and_a_word_on_its_side(
    unit: str, before: str | None, after: str | None
) -> None:
    found = said_of(page_of(harbour()), unit)

    expected = [words for words in (before, after) if words is not None]
    assert len(found) == len(expected)
    for words, start in zip(found, expected, strict=True):
        assert words.startswith(start)


def test_a_moved_unit_leads_to_where_it_was_and_where_it_is() -> None:
    page = page_of(harbour())
    before, after = said_of(page, "pilots")

    assert "now in Harbour Authority" in before
    assert "was in Traffic" in after


def test_the_ledger_says_what_became_of_each_duty() -> None:
    page = page_of(harbour())

    assert "Recorded duties only: does not show that none was lost." in page.text
    rows = [row.text for row in page.of("tr")]
    assert "Duties 5 3 1 1 0 4" in rows
    assert "posts 16 14 -2" in rows
    assert "Duties dropped 1 exhibitions" in page.text


def test_names_come_in_the_language_asked_for() -> None:
    page = page_of(harbour(), language="fi")

    assert [one.text for one in page.of("h1")] == ["Satamalaitos"]
    assert "Liikenne" in page.text
    assert "Vessel Traffic" not in page.text


def test_each_name_says_its_language_where_it_is_stated_in_one() -> None:
    names = {
        (item.text, item.attributes.get("lang"))
        for language in (None, "fi")
        for item in page_of(harbour(), language=language).of("bdi")
    }

    assert ("Liikenne", "fi") in names
    assert ("Vessel Traffic", "en") in names


def test_findings_lead_to_the_line_and_to_the_unit() -> None:
    dangling = change(
        "units: [{id: a, name: A, top: true}]",
        "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: nobody}]",
    )
    page = page_of(dangling)

    (finding,) = page.classed("finding")
    assert "2024.yaml:1:" in finding.text
    assert "The change fails and brings 1 error." in page.text
    connected(page)


def test_nothing_to_tell_is_told() -> None:
    same = "units: [{id: a, name: A, top: true}]"
    page = page_of(change(same, same))

    assert "The structure is the same." in page.text
    allowed(page)
    connected(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_stay_text(text: str) -> None:
    page = page_of(hostile(text))

    allowed(page)
    connected(page)
    assert len(page.of("script")) == 1
    shown = escape_controls(text.replace("\0", "").replace("\ud800", "\ufffd"))
    assert " ".join(shown.split()) in page.text
    assert all(character.isprintable() or character.isspace() for character in page.text)


@given(PAIRS)
@settings(max_examples=25, deadline=None)
def test_whatever_happened_every_link_leads_somewhere_and_every_unit_stands_once_a_side(
    pair: Pair,
) -> None:
    old, new = (Organisation(Snapshot.model_validate(data)) for data in pair)
    page = Page(report(DiffResult(compare(old, new), old, new)))

    allowed(page)
    connected(page)
    listed = [one.attributes["data-id"] for one in page.of("li") if "data-id" in one.attributes]
    members = [
        id for side in (old, new) for sort in (side.units, side.posts, side.bodies) for id in sort
    ]
    assert sorted(listed) == sorted(members)


def test_what_did_not_change_is_folded_and_small() -> None:
    units = [{"id": "top", "name": "Top", "top": True}]
    units += [{"id": f"d{n}", "name": f"Department {n}", "parent": "top"} for n in range(50)]
    units += [{"id": f"u{n}", "name": f"Unit {n}", "parent": f"d{n % 50}"} for n in range(4_949)]
    moved = [{**unit, "parent": "d3"} if unit["id"] == "u7" else unit for unit in units]
    old, new = (
        Organisation(Snapshot.model_validate({"organisation": "X", "units": side}))
        for side in (units, moved)
    )
    page = Page(report(DiffResult(compare(old, new, inference=False), old, new)))

    assert len(page.of("li")) > 10_000
    assert len(page.elements) < 12_000
    # All departments but the two that matter stand in one fold.
    assert "4,899 unchanged units" in page.text
    assert sum("open" in one.attributes for one in page.of("details")) < 10


def test_renames_are_a_list_under_their_number_that_stands_open() -> None:
    renamed = DiffResult(
        compare(ministry.before(), ministry.after()), ministry.before(), ministry.after()
    )
    page = Page(report(renamed))
    (title,) = (one for one in page.of("summary") if "renamed" in one.text)

    assert title.text == "5 units were renamed and have another id:"
    assert "Geodesy is now called Geodesy and Satellite Positioning" in page.text


def test_a_unit_whose_ids_stand_beside_it_leads_to_its_place_too() -> None:
    old, new = (
        organisation(f"units: [{{id: top, name: Top, top: true}}, {{id: {unit}, parent: top}}]")
        for unit in ("a, name: A", "b, name: A, previously: [a]")
    )
    page = Page(report(DiffResult(compare(old, new), old, new)))
    (sentence,) = (one for one in page.classed("sentence") if "has another id" in one.text)

    assert [one.text for one in page.of("a") if one.text == "A"]
    assert sentence.text.startswith("A has another id: b, formerly a.")
