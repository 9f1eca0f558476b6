"""The page on a change in a real browser: it runs nothing of the data, and can be used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import orgcheck
from orgcheck.changes.account import Account
from orgcheck.escaping import escape_controls
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.html.changes import report
from orgcheck.results import Control, DiffResult, Review
from tests import ministry
from tests.browser.chromium import Browser, Page
from tests.reports.examples import AUDIT, HOSTILE
from tests.reports.reorganisations import change, harbour, hostile

# Names that run something where a page forgets to escape, wherever they stand.
RUNNING = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "' onmouseover='window.ran = 1",
    "</title></style></script><svg onload=window.ran=1>",
    "javascript:window.ran=1",
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    "{{ 7 * 7 }} ${window.ran = 1}",
)


def opened(chromium: Browser, change: DiffResult, folder: Path, fragment: str = "") -> Page:
    """A browser's page of its own, with a report in it."""
    return chromium.showing(folder, report(change), fragment)


def told(change: DiffResult) -> int:
    """How many changes every report tells of."""
    return len(Account(change.changes).events)


def quiet(page: Page) -> None:
    """Hold a page against its promise: one file, no request, no script but its own, no error."""
    requests = [event["request"]["url"] for event in page.events("Network.requestWillBeSent")]
    assert [url for url in requests if not url.startswith("data:")] == requests[:1]
    assert requests[0].startswith("file:")
    assert page.events("Runtime.exceptionThrown") == []
    assert [event["entry"]["text"] for event in page.events("Log.entryAdded")] == []
    assert page.value("window.ran === undefined")


@pytest.mark.parametrize("text", [*HOSTILE, *RUNNING])
def test_names_run_nothing_and_fetch_nothing(chromium: Browser, tmp_path: Path, text: str) -> None:
    change = hostile(text)
    page = opened(chromium, change, tmp_path)

    quiet(page)
    expected = " ".join(escape_controls(change.new.name("merged")).split())
    assert expected in page.value("document.body.innerText.replace(/\\s+/g, ' ')")


def test_changed_units_are_shown_on_their_side(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    before, after = (
        page.seen(f".panel:nth-of-type({number}) .tree .marked > .row, "
                  f".panel:nth-of-type({number}) .tree .marked > details > .row")
        for number in (1, 2)
    )  # fmt: skip

    assert any("Works" in text and "× ended" in text for text in before)
    assert any("Engineering" in text and "+ new" in text for text in after)
    assert any("Pilots" in text and "→ moved" in text for text in before)
    assert any("Pilots" in text and "→ moved" in text for text in after)


def test_search_shows_what_matches_and_nothing_else(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.click(".find input")
    page.type("museum")

    assert [text.removesuffix("#").strip() for text in page.seen(".event .sentence")] == [
        "Museum in Harbour Authority was abolished without a successor, with 1 unit below it."
    ]
    assert page.seen(".hit .unit") == ["Museum"]
    (found,) = page.seen(".found")
    assert found == f"1 of {told(harbour())} changes · 1 unit before · 0 units after"
    assert page.seen(".panel .nothing") == ["No unit matches."]

    page.press("Escape")
    assert len(page.seen(".event")) == told(harbour())
    assert page.seen(".hit") == []


def test_search_finds_units_by_id(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.click(".find input")
    page.type("pilot-master")

    assert page.seen(".hit .unit") == ["Pilot Master"]


def test_a_kind_of_change_is_filtered_by(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.click("button[data-sort='merge']")

    # The post that ended with Works follows from the merger, and is told with it.
    assert len(page.seen(".event")) == 1
    assert sorted(page.seen(".hit .unit")) == ["Chief Engineer", "Engineering", "Survey", "Works"]
    assert page.value("document.querySelector('[data-sort=merge]').ariaPressed") == "true"

    page.click(".find button[type=reset]")
    assert len(page.seen(".event")) == told(harbour())


def test_a_fold_is_opened_by_what_is_found_in_it_and_closed_again(
    chromium: Browser, tmp_path: Path
) -> None:
    page = opened(chromium, large(), tmp_path)
    assert page.seen(".tree li[data-id='u77']") == []

    page.click(".find input")
    page.type("unit 77")
    assert len(page.seen(".tree li[data-id='u77']")) == 2

    page.press("Escape")
    assert page.seen(".tree li[data-id='u77']") == []


def test_a_permalink_opens_what_its_event_is_folded_in(chromium: Browser, tmp_path: Path) -> None:
    moves = large(moved=9)
    event = moves.changes.events[3]
    page = opened(chromium, moves, tmp_path, f"#e-{event.fingerprint}")

    assert page.seen(f"#e-{event.fingerprint}")
    assert page.value(f"document.querySelector('#e-{event.fingerprint}').matches(':target')")


def test_a_moved_unit_leads_to_its_other_place(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.click(".panel:nth-of-type(1) li[data-id='pilots'] .remark a.name")

    place = page.value("document.querySelector(':target').closest('.panel').innerText")
    assert place.startswith("After")


def test_a_tree_is_walked_by_arrow_keys(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, large(), tmp_path)
    focus = "document.activeElement.innerText.trim()"
    page.value("document.querySelector('.tree summary').focus()")
    top = page.value(focus)
    page.press("ArrowDown")
    assert page.value(focus) != top
    page.press("ArrowLeft")
    page.press("ArrowLeft")
    assert page.value(focus) == top
    page.press("ArrowLeft")
    assert page.value("document.activeElement.parentElement.open") is False
    page.press("ArrowRight")
    assert page.value("document.activeElement.parentElement.open") is True


def test_enter_goes_from_hit_to_hit(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.click(".find input")
    page.type("pilots")
    page.press("Enter")
    (first,) = page.seen(".found")
    page.press("Enter")
    (second,) = page.seen(".found")

    assert first.startswith("1 of ")
    assert second.startswith("2 of ")


def test_without_script_everything_is_there_to_be_read(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.showing(tmp_path, report(harbour()), script=False)

    assert len(page.seen(".event")) == told(harbour())
    assert page.seen(".find") == []
    assert page.seen("button") == []


def test_on_paper_the_controls_are_gone_and_groups_are_open(
    chromium: Browser, tmp_path: Path
) -> None:
    page = opened(chromium, large(moved=9), tmp_path)
    page.media(kind="print")

    assert page.seen(".find, .here, .folding") == []
    page.value("dispatchEvent(new Event('beforeprint'))")
    assert len(page.seen(".group .event")) == 9


def test_on_paper_a_structure_does_not_repeat_what_is_told_above_it(
    chromium: Browser, tmp_path: Path
) -> None:
    page = opened(chromium, harbour(), tmp_path)
    assert page.seen(".tree .remark")

    page.media(kind="print")
    assert page.seen(".tree .remark") == []
    assert page.seen(".tree .badge")


def test_on_paper_nothing_seems_to_open_and_dots_of_lists_are_whole(
    chromium: Browser, tmp_path: Path
) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    page.media(kind="print")

    styles = "[...document.querySelectorAll('summary')].map(one => getComputedStyle(one"
    assert set(page.value(f"{styles}).listStyleType)")) == {"none"}
    assert (
        page.value("getComputedStyle(document.querySelector('.tree summary'), '::before').display")
        == "none"
    )
    # A dot stands before its item, within 1.3 times the size of the type.
    assert page.value(
        "[...document.querySelectorAll('#ledger details ul')].every(list =>"
        " parseFloat(getComputedStyle(list).marginLeft)"
        " > 1.3 * parseFloat(getComputedStyle(list).fontSize))"
    )


def test_how_many_stand_below_a_unit_is_never_parted(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    assert page.value(
        "[...document.querySelectorAll('.tree .below')].every(one =>"
        " getComputedStyle(one).whiteSpace === 'nowrap')"
    )


def test_on_paper_no_type_is_smaller_than_8_points(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, harbour(), tmp_path)
    page.media(kind="print")
    page.value("dispatchEvent(new Event('beforeprint'))")
    smallest: float = page.value(
        "Math.min(...[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()"
        " && [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim()))"
        ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest * 72 / 96 == pytest.approx(8, abs=0.01)


def test_a_mark_leads_to_what_the_rule_found(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    assert page.seen(".event .mark") == ["warning CHG001 (2), CHG002, CHG003"]
    assert page.seen(".marked-rules .says") == []

    page.click(".event .mark a")
    assert [one for one in page.seen(".marked-rules :target .says") if "CHG001" in one]


def test_on_paper_what_a_mark_speaks_of_is_told(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    page.media(kind="print")
    page.value("dispatchEvent(new Event('beforeprint'))")

    assert len(page.seen(".marked-rules .says")) == 3


def test_on_paper_what_was_there_before_and_what_is_mended_is_told(
    chromium: Browser, tmp_path: Path
) -> None:
    judged = verdict([replace(AUDIT, unit="audit")], [replace(AUDIT, unit="stores")])
    review = Review(replace(judged, existing=(replace(AUDIT, unit="traffic"),)), Control())
    page = opened(chromium, replace(harbour(), review=review), tmp_path)
    assert page.seen(".mended .says") == []

    page.media(kind="print")
    page.value("dispatchEvent(new Event('beforeprint'))")
    assert len(page.seen(".mended .says")) == 2
    page.value("dispatchEvent(new Event('afterprint'))")
    page.media()
    assert page.seen(".mended .says") == []


@pytest.mark.parametrize("width", [1400, 390])
def test_the_ledger_fits_every_screen(chromium: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "page.html"
    path.write_text(report(of_ministry()), encoding="utf-8")
    page = chromium.page(width=width)
    page.open(path)

    assert page.value(
        "[...document.querySelectorAll('.wide')].every(one => one.scrollWidth <= one.clientWidth)"
    )
    heads = page.value(
        "getComputedStyle(document.querySelector('#ledger td[data-head]'), '::before').content"
    )
    assert heads == ("none" if width == 1400 else '"before"')


def test_posts_that_did_not_change_are_folded(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    folded = page.seen(".panel:nth-of-type(2) .tree:last-of-type > .fold > details > summary")

    assert [words.split(" ", 1)[1] for words in folded] == ["unchanged posts and bodies"]
    assert page.seen(".panel:nth-of-type(2) li[data-id='2210/head']") == []
    assert page.seen(".panel:nth-of-type(2) li[data-id='2500/head']")


def test_no_link_is_underlined_beyond_its_last_word(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)

    assert page.value(
        "[...document.querySelectorAll('.sentence a.name bdi')]"
        ".every(one => getComputedStyle(one).whiteSpace === 'normal')"
    )


def test_no_line_ends_within_a_day(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, of_ministry(), tmp_path)
    page.value("document.body.style.width = '4rem'")
    days: list[int] = page.value(
        "[...document.querySelectorAll('dd .whole')].map(one => one.getClientRects().length)"
    )
    assert days
    assert set(days) == {1}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["harbour", "large", "dangling"])
def test_nothing_keeps_people_from_using_the_page(
    chromium: Browser, tmp_path: Path, axe: str, scheme: str, which: str
) -> None:
    made = {"harbour": harbour, "large": lambda: large(moved=9), "dangling": dangling}[which]()
    page = opened(chromium, made, tmp_path)
    page.media(scheme=scheme)

    assert violations(page, axe) == []


def of_ministry() -> DiffResult:
    """The reorganisation of a ministry, judged by its rules."""
    files = (ministry.FOLDER / f"{name}.yaml" for name in ("before", "after"))
    return orgcheck.review(*files, rules=[ministry.FOLDER / "rules.yaml"])


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core objects to, each with an example."""
    page.value(f"{axe}\n;0")
    found: list[str] = page.value(
        "axe.run(document).then(result => result.violations.map("
        "one => `${one.id}: ${one.help}: ${one.nodes[0].html}`))"
    )
    return found


def large(moved: int = 1) -> DiffResult:
    """An organisation of which most is folded, with some units that move."""
    units = [{"id": "top", "name": "Top", "top": True}]
    units += [{"id": f"d{n}", "name": f"Department {n}", "parent": "top"} for n in range(9)]
    units += [{"id": f"u{n}", "name": f"Unit {n}", "parent": f"d{n % 9}"} for n in range(90)]
    after = [
        {**unit, "parent": "top"} if unit["id"] in {f"u{9 * n}" for n in range(moved)} else unit
        for unit in units
    ]
    return change(*(json.dumps({"organisation": "X", "units": side}) for side in (units, after)))


def dangling() -> DiffResult:
    """A change that brings findings."""
    return change(
        "units: [{id: a, name: A, top: true}]",
        "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: nobody}]",
    )
