"""Laws of change sets, on reorganisations with sense and on pairs of snapshots with none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.changeset import ChangeSet, Edit
from orgcheck.changes.compare import compare
from orgcheck.changes.comparison import Comparison, pool_of
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import apply
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.text import SourceText
from tests.canonical import canonical
from tests.changes.arbitrary import snapshots
from tests.generators.organisations import in_files, nested, random_organisation, shuffled
from tests.generators.reorganisations import reorganise
from tests.snapshot.writing import json_text

Pair = tuple[dict[str, Any], dict[str, Any]]


@st.composite
def reorganisations(draw: st.DrawFn) -> Pair:
    """An organisation and what became of it."""
    rng = Random(draw(st.integers(0, 10**6)))
    old = random_organisation(rng, rng.randint(1, 40), vocabulary=rng.random() < 0.5)
    new, _ = reorganise(rng, old, rng.randint(0, 12), declared=rng.random() < 0.7)
    return old, new


@st.composite
def with_other_posts(draw: st.DrawFn) -> Pair:
    """A reorganisation in which posts have other ids and titles, which nothing declares."""
    old, new = draw(reorganisations())
    ids = [post["id"] for post in new.get("posts", ())]
    recoded = {id: f"{id}/2" for id in draw(st.sets(st.sampled_from(ids)) if ids else st.just([]))}
    for record in (*new["units"], *new.get("posts", ()), *new.get("bodies", ())):
        for field in ("id", "head", "reports_to"):
            if record.get(field) in recoded:
                record[field] = recoded[record[field]]
        for line in (*record.get("lines", ()), *record.get("links", ())):
            line["to"] = recoded.get(line["to"], line["to"])
    return old, new


PAIRS = st.one_of(reorganisations(), with_other_posts(), st.tuples(snapshots(), snapshots()))


def organisation(data: dict[str, Any]) -> Organisation:
    return Organisation(Snapshot.model_validate(data))


def compared(pair: Pair, *, inference: bool) -> tuple[Organisation, Organisation, ChangeSet]:
    old, new = map(organisation, pair)
    return old, new, compare(old, new, inference=inference)


@given(PAIRS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_the_changes_applied_to_the_old_give_the_new(pair: Pair, inference: bool) -> None:
    old, new, changes = compared(pair, inference=inference)
    assert canonical(apply(changes, old)) == canonical(new.snapshot)


@given(PAIRS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_the_inverse_applied_to_the_new_gives_the_old(pair: Pair, inference: bool) -> None:
    old, new, changes = compared(pair, inference=inference)
    inverse = invert(changes)
    assert canonical(apply(inverse, new)) == canonical(old.snapshot)
    assert invert(inverse) == changes


@given(PAIRS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_every_elementary_difference_is_in_exactly_one_event(pair: Pair, inference: bool) -> None:
    old, new, changes = compared(pair, inference=inference)
    pool = pool_of(Comparison.of(old, new, inference=inference))
    told = (edit for event in changes.events for edit in event.edits)
    assert _counted(told) == _counted(pool)


@given(PAIRS)
@settings(max_examples=50, deadline=None)
def test_a_change_set_read_back_is_the_same_to_the_byte(pair: Pair) -> None:
    _, _, changes = compared(pair, inference=True)
    text = changes_json.report(changes)
    again = read_changes(SourceText("changes.json", text))
    assert again == changes
    assert changes_json.report(again) == text


@given(st.one_of(snapshots(), reorganisations().map(lambda pair: pair[1])))
@settings(max_examples=50, deadline=None)
def test_nothing_changes_between_a_snapshot_and_itself(data: dict[str, Any]) -> None:
    same = organisation(data)
    assert compare(same, organisation(data)).events == ()


@given(PAIRS)
@settings(max_examples=50, deadline=None)
def test_the_report_tells_of_any_change_and_fits_the_terminal(pair: Pair) -> None:
    old, new, changes = compared(pair, inference=True)
    for verbose in (False, True):
        text = changes_text.report(DiffResult(changes, old, new), verbose=verbose)
        assert text.endswith("\n")
        ends = [line[len(line.rstrip()) :] for line in text.splitlines() if line != line.rstrip()]
        # What a snapshot says is printed with all its blanks; the report adds none.
        assert all(any(said.endswith(end) for said in _texts(pair)) for end in ends)


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.items()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


@pytest.mark.parametrize("seed", range(15))
def test_order_nesting_and_files_change_nothing(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, rng.randint(2, 40))
    new, _ = reorganise(rng, old, 8)
    reference = _without_places(compare(_read({"x": old}), _read({"x": new})))

    for data in (shuffled(rng, new), nested(rng, new), shuffled(rng, nested(rng, new))):
        assert compare(_read({"x": new}), _read({"x": data})).events == ()
        assert _without_places(compare(_read({"x": old}), _read({"x": data}))) == reference
    assert compare(_read({"x": new}), _read(in_files(rng, new))).events == ()


def _counted(edits: Iterable[Edit]) -> Counter[str]:
    return Counter(map(repr, edits))


def _read(files: dict[str, dict[str, Any]]) -> Organisation:
    texts = [SourceText(name, json_text(data)) for name, data in files.items()]
    return Organisation.of(load(texts, "label"))


def _without_places(changes: ChangeSet) -> dict[str, Any]:
    """A change set as data, without the lines at which declarations stand."""
    data = changes.data()
    told = [one for links in data["correspondence"].values() for one in links]
    for one in (*data["events"], *told):
        one["evidence"] = [words.partition(" in x:")[0] for words in one["evidence"]]
    return data
