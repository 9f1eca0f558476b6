"""A change as Markdown: the verdict first, the events folded, the names nothing but text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from orgcheck.changes.compare import compare
from orgcheck.escaping import escape_controls
from orgcheck.language import speaking
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.markdown.changes import report
from orgcheck.results import DiffResult
from orgcheck.snapshot.model import Snapshot
from tests.changes.test_laws import PAIRS, Pair
from tests.reports.examples import HOSTILE
from tests.reports.rendered import Page
from tests.reports.reorganisations import change, harbour, hostile

_TEXT = frozenset(("h2", "h3", "p", "strong", "b", "wbr", "br", "blockquote", "pre", "code"))
_TAGS = _TEXT | {"details", "summary", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
_ALIGNED = ("style=text-align:right", "style=text-align:left", "style=text-align:center")


def markdown(change: DiffResult, language: str | None = None) -> str:
    return report(replace(change, language=language))


def test_the_verdict_stands_first() -> None:
    lines = markdown(harbour()).splitlines()

    assert lines[0] == "## Harbour Authority: 2023 → 2024"
    assert lines[2] == "**The change passes and brings no findings.**"
    assert lines[4].startswith("9 units before, 7 now. 1 merger, 1 spin-off, 1 abolition (2 units)")
    assert lines[4].endswith(
        "1 recorded duty is dropped. 4 duties change owner. <b>Audit</b> loses its line to "
        "<b>Council</b>."
    )


def test_the_paragraph_begins_with_a_capital_in_every_language() -> None:
    with speaking("sv"):
        lines = markdown(harbour(), language="sv").splitlines()
    assert lines[4].startswith("Tidigare 9 enheter, nu 7. ")


def test_each_event_is_folded_under_its_sentence() -> None:
    text = markdown(harbour())

    assert (
        "<summary><b>Survey</b> and <b>Works</b> merged into <b>Engineering</b>.</summary>" in text
    )
    assert "- took over from <b>Works</b>: its only unit (<b>Stores</b>)" in text


def test_findings_stand_before_the_events_with_their_place() -> None:
    text = markdown(
        change(
            "units: [{id: a, name: A, top: true}]",
            "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: nobody}]",
        )
    )

    assert "**The change fails and brings 1 error.**" in text
    assert re.search(r"\| error \| <code>ORG004</code> \| <code>2024\.yaml.*1:\d+</code> \|", text)
    assert text.index("ORG004") < text.index("What happens")


def test_names_come_in_the_language_asked_for() -> None:
    text = markdown(harbour(), language="fi")

    assert text.startswith("## Satamalaitos:")
    assert "Vessel Traffic" not in text


def test_a_change_of_the_version_alone_has_no_picture() -> None:
    same = "units: [{id: a, name: A, top: true}]"

    assert "mermaid" not in markdown(change(same + "\nversion: one", same + "\nversion: two"))


@pytest.mark.parametrize("text", HOSTILE)
def test_names_stay_text(text: str) -> None:
    change = hostile(text)
    page = Page(markdown(change))

    assert page.tags <= _TAGS
    assert page.comments == []
    assert all(one in ("class=language-mermaid", *_ALIGNED) for one in page.attributes)
    for unit in ("renamed", "merged"):
        assert escape_controls(change.new.name(unit)) in page.text


@given(PAIRS)
@settings(max_examples=20, deadline=None)
def test_whatever_happened_it_is_well_formed(pair: Pair) -> None:
    old, new = (Organisation(Snapshot.model_validate(data)) for data in pair)
    text = report(DiffResult(compare(old, new), old, new))

    assert text.count("<details>") == text.count("</details>") == text.count("<summary>")
    assert Page(text).tags <= _TAGS


def large(name: str, number: int = 400) -> DiffResult:
    """Many units, each renamed and each with an event that is told by itself."""
    tops = "organisation: X\nunits:\n- {id: top, name: Top, top: true}\n"
    before = (f"- {{id: u{n}, name: '{name} {n}', parent: top}}\n" for n in range(number))
    after = (f"- {{id: v{n}, name: 'New {name} {n}', parent: top, replaces: [u{n}]}}\n"
             for n in range(number))  # fmt: skip
    return change(tops + "".join(before), tops + "".join(after))


@pytest.mark.parametrize("name", ["Unit", "@#|<&`*_[]()~$" * 30])
def test_a_large_change_is_cut_at_whole_events_and_says_how_many_more(name: str) -> None:
    text = markdown(large(name))

    assert len(text) < 60_000
    assert text.count("<details>") == text.count("</details>")
    (more,) = re.findall(r"^([\d,]+) more$", text, re.MULTILINE)
    shown = len(re.findall(r" replaced <b>", text))
    assert shown + int(more.replace(",", "")) == len(large(name).changes.events)
    assert shown > 5
