"""Of a list with very many entries each is looked at as often as if there were few.

What is counted is the calls that a comparison and its reports make: they grow with the entries.
"""

from __future__ import annotations

from functools import partial

import pytest

from benchmarks.lists.forms import REGISTER_LISTS, SNAPSHOT_LISTS, LongList, State, text_of
from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.replay import apply
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from tests.work import calls

FEW, MANY = 100, 500
# Sorting, and searching what is sorted, takes a little more for each of many.
MOST_GROWTH = 1.3 * MANY / FEW


def organisation(listed: LongList, state: State, length: int) -> Organisation:
    text = text_of(listed.written(length, state))
    return Organisation.of(load([SourceText(f"{state}.yaml", text)], str(state)))


def whole(listed: LongList, state: State, length: int) -> None:
    """Read, check, compare, tell in words, replay and undo a change of a whole list."""
    old, new = (organisation(listed, side, length) for side in (State.RIGHT, state))
    findings_of(new, [])
    changes = compare(old, new)
    changes_json.report(changes)
    for report in (changes_text, changes_markdown, changes_html, paper_markdown):
        report.report(DiffResult(changes, old, new))
    if state is not State.WRONG:
        apply(invert(changes), new)
    apply(changes, old)


@pytest.mark.parametrize("state", [State.CHANGED, State.WRONG])
@pytest.mark.parametrize(
    "listed", [*SNAPSHOT_LISTS, *REGISTER_LISTS], ids=lambda listed: listed.name
)
def test_the_work_grows_with_the_entries(listed: LongList, state: State) -> None:
    whole(listed, state, 20)
    few, many = (calls(partial(whole, listed, state, length)) for length in (FEW, MANY))

    assert many / few < MOST_GROWTH
