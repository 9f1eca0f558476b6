"""Comparisons that are written to be kept, and read again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from orgcheck.descent.history import History, history_of
from orgcheck.descent.kept import Comparisons, Kept, read, written
from orgcheck.descent.versions import Version
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.building import organisation
from tests.generators.organisations import random_organisation, shuffled
from tests.generators.reorganisations import reorganise


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9))
def test_what_is_kept_is_read_as_it_was(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, 30)
    new, _ = reorganise(rng, old, 6)
    sides = tuple(Organisation(Snapshot.model_validate(one)) for one in (old, shuffled(rng, new)))
    changes = compare(*sides)
    kept = read(written(*sides, changes), sides[0])
    assert kept is not None
    assert kept.organisation is not None
    assert kept.changes == changes
    assert kept.changes.data() == changes.data()
    assert kept.organisation.snapshot == sides[1].snapshot


def test_what_is_known_of_a_text_beside_what_it_says_is_not_kept() -> None:
    old = organisation("units: [{id: a, name: A, top: true}]")
    new = organisation("units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a, x: 1}]")
    kept = read(written(old, new, compare(old, new)), old)
    assert kept == Kept(compare(old, new))


FORMS = (
    b"",
    b"[]",
    b"{}",
    b"\xff",
    b"[" * 100_000,
    b'{"changes": {"schema": "orgcheck.changes/2"}}',
    b'{"changes": null, "snapshot": null}',
    b'{"changes": {}, "spoken": [1]}',
)


@pytest.mark.parametrize("data", FORMS)
def test_what_has_another_form_is_nothing(data: bytes) -> None:
    assert read(data, organisation("units: [{id: a, name: A, top: true}]")) is None


@pytest.mark.parametrize("row", ["[0, 2]", "[1, 1]", "[-1, 1]", "[0]", '"a"', "null"])
def test_parts_that_the_older_version_does_not_have_are_nothing(row: str) -> None:
    one = organisation("units: [{id: a, name: A, top: true}]")
    data = written(one, one, compare(one, one)).decode()
    assert '"units":[[0,1]]' in data
    assert read(data.replace("[[0,1]]", f"[{row}]").encode(), one) is None


def test_of_many_versions_the_last_may_be_asked_first() -> None:
    last = organisation("units: [{id: a, name: A, top: true, responsibilities: [x]}]")
    data = written(last, last, compare(last, last))
    for _ in range(sys.getrecursionlimit()):
        kept = read(data, last)
        assert kept is not None
        assert kept.organisation is not None
        last = kept.organisation
    assert (last.holders, last.sites) == ({"x": ("a",)}, {})


# -- kept together --------------------------------------------------------------------------------


class Memory(dict[str, bytes]):
    """A store that counts what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def put(self, digest: str, data: bytes) -> None:
        self.written.append(digest)
        self[digest] = data


def versions(names: Sequence[str]) -> list[Version]:
    """Versions of one unit that is called so."""
    return [
        Version(
            str(number),
            organisation(f"version: '{number}'\nunits: [{{id: a, name: {name}, top: true}}]"),
            content=f"{number} {name}",
        )
        for number, name in enumerate(names)
    ]


def compared(names: Sequence[str], store: Memory) -> tuple[History, int]:
    """The history of such versions, and how many comparisons were made for it."""
    made = 0

    def keep(old: Version, new: Version, changes: ChangeSet) -> None:
        nonlocal made
        made += 1
        kept.keep(old, new, changes)

    kept = Comparisons(store, ("as asked",))
    store.written.clear()
    history = history_of(versions(names), known=kept.known, made=keep)
    kept.write()
    return history, made


NAMES = [f"N{number}" for number in range(151)]


def test_comparisons_one_after_another_are_kept_together() -> None:
    store = Memory()
    history, made = compared(NAMES, store)
    assert (made, len(store), len(store.written)) == (150, 3, 3)
    again, made = compared(NAMES, store)
    assert (made, store.written) == (0, [])
    assert [step.changes for step in again.steps] == [step.changes for step in history.steps]


def test_a_further_version_is_added_to_the_last_entry() -> None:
    store = Memory()
    compared(NAMES, store)
    last = store.written[-1]
    assert compared([*NAMES, "later"], store)[1] == 1
    assert (store.written, len(store)) == ([last], 3)
    assert compared([*NAMES, "later"], store)[1] == 0


def test_what_is_large_is_kept_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Memory()
    compared(["a", "b", "c", "d"], store)
    (entry,) = store.values()
    monkeypatch.setattr("orgcheck.descent.kept._LARGE", len(entry) // 2)
    store = Memory()
    assert compared(["a", "b", "c", "d"], store)[1] == 3
    assert sum(value.count(b"\n") + 1 for value in store.values()) == 3
    assert len(store) == 3
    assert compared(["a", "b", "c", "d"], store)[1] == 0


def test_versions_that_part_in_the_middle_leave_one_anothers_comparisons_alone() -> None:
    store = Memory()
    compared(NAMES, store)
    other = [*NAMES[:100], *(f"M{number}" for number in range(51))]
    assert compared(other, store)[1] == 51
    assert compared(NAMES, store)[1] == 0
    assert compared(other, store)[1] == 0


@pytest.mark.parametrize("damage", [b"", b"\xff 1", b"no line", b"0 {}\n1 {}"])
def test_an_entry_of_another_form_is_compared_anew(damage: bytes) -> None:
    store = Memory()
    anew, _ = compared(NAMES[:3], store)
    (digest,) = store
    store[digest] = damage
    again, made = compared(NAMES[:3], store)
    assert (made, again.steps[0].changes) == (2, anew.steps[0].changes)
    assert compared(NAMES[:3], store)[1] == 0


def test_from_a_comparison_of_another_form_on_an_entry_is_made_anew() -> None:
    store = Memory()
    compared(NAMES[:5], store)
    ((digest, entry),) = store.items()
    lines = entry.split(b"\n")
    lines[1] = lines[1].partition(b" ")[0] + b" {}"
    store[digest] = b"\n".join(lines)
    assert compared(NAMES[:5], store)[1] == 3
    assert compared(NAMES[:5], store)[1] == 0
