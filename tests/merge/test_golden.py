"""Every sort of collision is told by its two events, in either order of the sides."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from orgcheck.language import speaking
from orgcheck.merging.conflicts import Conflict
from orgcheck.reports.formats.json.merge import report
from orgcheck.reports.merging import MergeWords
from orgcheck.schemas import schema
from tests.merge.golden_merge import CASES, FOLDER, merged, page, told
from tests.merge.merging import merged as merged_texts
from tests.regenerate import ROOT


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_a_collision_is_as_it_was(case: str) -> None:
    assert told(case) == (FOLDER / case / "told.txt").read_text("utf-8")


def test_the_page_shows_a_conflict_as_it_is_told() -> None:
    assert page() == (ROOT / "docs/merge.md").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_collision_is_one_pair_of_events_in_either_order_of_the_sides(case: str) -> None:
    one, other = merged(case), merged(case, swapped=True)
    assert len(one.conflicts) == 1
    assert _pairs(one.conflicts) == [(b, a) for a, b in _pairs(other.conflicts)]
    assert not one.merged
    assert not other.merged


def _pairs(conflicts: tuple[Conflict, ...]) -> list[tuple[str, str]]:
    sides = [(one.ours, one.theirs) for one in conflicts]
    assert all(ours and theirs for ours, theirs in sides)
    return [
        (ours.event.fingerprint, theirs.event.fingerprint)
        for ours, theirs in sides
        if ours is not None and theirs is not None
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_report_for_programs_fits_its_schema(case: str) -> None:
    Draft202012Validator(schema("merge")).validate(json.loads(report(merged(case))))


def test_each_of_the_cases_is_about_something_else() -> None:
    assert len(CASES) >= 15


def test_a_name_that_collides_in_several_languages_is_told_once() -> None:
    base = f"{_NAMED}{{en: Web Team, fi: Verkkotiimi}}}}]\n"
    ours = f"{_NAMED}{{en: Digital Team, fi: Diginimi}}}}]\n"
    theirs = f"{_NAMED}{{en: Online Team, fi: Nettitiimi}}}}]\n"
    (conflict,) = MergeWords(merged_texts(base, ours, theirs), "fi").conflicts()

    assert conflict.why == (
        'The name in Finnish of Verkkotiimi: before "Verkkotiimi", ours "Diginimi", theirs '
        '"Nettitiimi". The same is so of the name in English.',
    )


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_what_is_said_of_the_snapshot_begins_with_a_capital(language: str) -> None:
    with speaking(language):
        (conflict,) = MergeWords(merged("two-versions"), language).conflicts()
    assert [words[0] for words in conflict.why] == [
        {"en": "T", "fi": "R", "sv": "S"}[language],
    ]


def test_a_name_that_the_language_lacks_is_told_in_the_one_that_stands_in_first() -> None:
    head = "languages: [fi, sv, en]\n"
    base = f"{head}{_NAMED}{{en: Web Team, fi: Verkkotiimi}}}}]\n"
    ours = f"{head}{_NAMED}{{en: Digital Team, fi: Diginimi}}}}]\n"
    theirs = f"{head}{_NAMED}{{en: Online Team, fi: Nettitiimi}}}}]\n"
    (conflict,) = MergeWords(merged_texts(base, ours, theirs), "sv").conflicts()

    assert conflict.why[0].startswith('The name in Finnish of Verkkotiimi: before "Verkkotiimi"')


def test_who_is_named_by_a_side_is_called_as_that_side_calls_them() -> None:
    def side(web: str, line: str) -> str:
        return (
            f"units: [{{id: top, name: Top, top: true}}, {{id: web, parent: top, name: {web}}},"
            f" {{id: it, parent: top, name: IT}}, {{id: a, parent: top, name: A, {line}}}]\n"
        )

    renamed = merged_texts(
        side("Web", "reports_to: top"),
        side("Digital", "reports_to: it"),
        side("Online", "reports_to: web"),
    )
    (superior,) = (
        words
        for one in MergeWords(renamed, "en").conflicts()
        for words in one.why
        if "superior" in words
    )
    assert superior == "The superior of A: before Top, ours IT, theirs Online."


_NAMED = "units: [{id: top, name: Top, top: true}, {id: web, parent: top, name: "
