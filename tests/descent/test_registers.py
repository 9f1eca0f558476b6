"""Registers through time: written from versions, sliced back, and told as a history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from orgcheck.descent.history import History, history_of
from orgcheck.descent.lineage import lineage_of
from orgcheck.descent.versions import Version
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation
from orgcheck.policy.days import organisation_on, stretches
from orgcheck.reports.history import HistoryWords
from orgcheck.reports.lineage import LineageWords
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.registering import register_yaml
from orgcheck.snapshot.slicing import Slices
from orgcheck.snapshot.text import SourceText
from tests.canonical import canonical
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise
from tests.snapshot.writing import json_text

FIRST = date(2015, 1, 1)
Told = set[tuple[str, tuple[str, ...], tuple[str, ...]]]


def read(text: str) -> Organisation:
    return Organisation.of(load([SourceText("s.yaml", text)], "s", today=date(2100, 1, 1)))


def register(text: str) -> Register:
    slice = read(text).slice
    assert slice is not None
    return slice.register


def days(number: int) -> list[date]:
    """The first days of versions, a hundred days each."""
    return [FIRST + timedelta(100 * one) for one in range(number)]


def planted(rng: Random, versions: int) -> list[Organisation]:
    """Versions of one organisation, with reorganisations planted between them."""
    snapshot = random_organisation(rng, 14)
    snapshots = [snapshot]
    for _ in range(versions - 1):
        snapshot, _ = reorganise(rng, snapshot, rng.randrange(4))
        snapshots.append(snapshot)
    dated = (
        {**one, "valid_from": str(day)} for one, day in zip(snapshots, days(versions), strict=True)
    )
    return [read(json_text(one)) for one in dated]


def told(changes: ChangeSet) -> Told:
    return {(event.kind, event.old, event.new) for event in changes.events}


def history_on(of: Register) -> History:
    """The history that a register tells, as `orgcheck history REGISTER` puts it together."""
    begins = [date.fromordinal(begin or (end or 2) - 1) for begin, end in stretches(of.settled)]
    settled = Slices(of.settled)
    return history_of(Version(f"r@{day}", organisation_on(settled, day)) for day in begins)


def by_day(history: History) -> dict[date | None, Told]:
    return {step.new.day: told(step.changes) for step in history.steps if step.changes.events}


# -- laws -------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_a_register_gives_the_versions_that_it_was_written_from_back(seed: int, many: int) -> None:
    versions = planted(Random(seed), many)
    text = register_yaml(days(many), [version.snapshot for version in versions])
    of = register(text)
    slices = Slices(of)

    assert of.findings == ()
    for day, version in zip(days(many), versions, strict=True):
        for later in (0, 99):
            on_day = organisation_on(slices, day + timedelta(later)).snapshot
            assert canonical(on_day) == canonical(version.snapshot)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_neighbouring_slices_give_the_events_that_the_rows_say(seed: int) -> None:
    rng = Random(seed)
    versions = planted(rng, 4)
    text = register_yaml(days(4), [version.snapshot for version in versions])
    corrected = with_corrections(rng, text)

    expected = {
        day: told(compare(old, new))
        for day, old, new in zip(days(4)[1:], versions, versions[1:], strict=False)
    }
    assert by_day(history_on(register(corrected))) == {
        day: events for day, events in expected.items() if events
    }


def with_corrections(rng: Random, text: str) -> str:
    """The register with the record of units corrected, and changes of them annulled."""
    data = YAML(typ="safe", pure=True).load(text)
    steady = [unit for unit in data["units"] if "earlier" not in unit and "valid" not in unit]
    for unit in rng.sample(steady, min(3, len(steady))):
        wrong: dict[str, Any] = {"name": "Wrong name", "tags": ["wrong"]}
        if rng.random() < 0.5:
            unit["nature"] = "correction"
            unit["earlier"] = [{"until": str(FIRST + timedelta(rng.randrange(300))), **wrong}]
        else:
            unit["nature"] = "annulment"
            unit["earlier"] = [
                {"until": str(FIRST + timedelta(rng.randrange(150, 300))), **wrong},
                {"until": str(FIRST + timedelta(rng.randrange(150)))},
            ]
    return json.dumps(data, default=str)


# -- examples -----------------------------------------------------------------------------------


def of_units(*entries: str) -> Register:
    lines = ["register: true", "organisation: T", "units:", "- {id: top, name: Top, top: true}"]
    return register("\n".join([*lines, *(f"- {{parent: top, {one}}}" for one in entries), ""]))


def kinds(history: History) -> Sequence[tuple[str, list[str]]]:
    return [
        (str(step.new.day), [str(event.kind) for event in history.told(number).events])
        for number, step in enumerate(history.steps)
    ]


def test_a_correction_is_told_of_the_time_that_it_corrects() -> None:
    of = of_units(
        "id: a, name: C, nature: correction, "
        "earlier: [{until: 2019-12-31, name: B}, {until: 2017-12-31, name: A}]"
    )
    history = history_on(of)

    assert kinds(history) == [("2018-01-01", ["rename"])]
    assert history.versions[-1].organisation.units["a"].name == "C"
    assert organisation_on(Slices(of), date(2019, 1, 1)).units["a"].name == "B"


def test_an_annulled_end_is_no_end() -> None:
    history = history_on(
        of_units(
            "id: a, name: A, valid_to: 2019-12-31",
            "id: a, name: A, valid_from: 2020-07-01, nature: annulment",
        )
    )
    assert [event for _, events in kinds(history) for event in events] == []


def test_a_suspended_unit_is_the_same_unit_however_often_others_change() -> None:
    history = history_on(
        of_units(
            "id: a, name: A, valid: [{to: 2015-12-31}, {from: 2020-01-01}]",
            "id: b, name: D, earlier: [{until: 2016-12-31, name: B}, {until: 2018-12-31, name: C}]",
        )
    )
    (edge,) = [edge for edge in history.descent.edges if edge.bond.is_return]
    assert (edge.old.unit, edge.new.unit, edge.new.version) == ("a", "a", 4)


def test_another_entry_of_an_id_is_another_unit() -> None:
    history = history_on(
        of_units("id: a, name: A, valid_to: 2015-12-31", "id: a, name: A, valid_from: 2020-01-01")
    )
    assert [event for _, events in kinds(history) for event in events] == ["abolish", "create"]


def test_a_change_in_an_uncertain_year_stands_where_it_is_certain() -> None:
    history = history_on(of_units("id: a, name: B, earlier: [{until: 2017, name: A}]"))
    assert kinds(history) == [("2018-01-01", ["rename"])]


def test_a_true_flag_is_no_number_one() -> None:
    texts = [
        f"organisation: T\nunits: [{{id: a, name: A, top: true, attributes: {{x: {x}}}}}]\n"
        for x in ("1", "true")
    ]
    of = register(register_yaml(days(2), [read(text).snapshot for text in texts]))

    said = [organisation_on(Slices(of), day).units["a"].attributes["x"] for day in days(2)]
    assert [type(one) for one in said] == [int, bool]


def test_a_founding_that_a_unit_names_itself_is_no_period() -> None:
    texts = [
        "organisation: T\nunits: [{id: t, name: T, top: true}]\n",
        "organisation: T\nunits: [{id: t, name: T, top: true, valid_from: 1990-01-01},"
        " {id: a, name: A, parent: t, valid_from: 1990-01-01}]\n",
    ]
    versions = [read(text).snapshot for text in texts]
    of = register(register_yaml(days(2), versions))

    for day, version in zip(days(2), versions, strict=True):
        assert canonical(organisation_on(Slices(of), day).snapshot) == canonical(version)


# -- entries of one id, and what interrupts them --------------------------------------------------

TWO = """\
register: true
organisation: T
units:
- {{id: t, name: T, top: true}}
- {{id: a, name: A, parent: t, valid_from: 2010-01-01, valid_to: {end}}}
- {{id: a, name: B, parent: t, valid_from: {begin}}}
"""


@pytest.mark.parametrize(
    ("end", "begin", "told"),
    [
        # The day after the end, by what is known.
        ("2017-12-31", "2018-01-01", {date(2018, 1, 1): [EventKind.RENAME]}),
        ("2017", "2018", {date(2018, 12, 31): [EventKind.RENAME]}),
        ("2017-12", "2018-01-01", {date(2018, 1, 1): [EventKind.RENAME]}),
        # It says itself that it is another unit.
        (
            "2017-12-31",
            "2018-01-01, revives: false",
            {date(2018, 1, 1): [EventKind.ABOLISH, EventKind.CREATE]},
        ),
        # Days lie between them.
        (
            "2016",
            "2018-01-01",
            {date(2017, 1, 1): [EventKind.ABOLISH], date(2018, 1, 1): [EventKind.CREATE]},
        ),
    ],
)
def test_entries_of_one_id_are_one_unit_where_no_day_parts_them(
    end: str, begin: str, told: dict[date, list[EventKind]]
) -> None:
    history = history_on(register(TWO.format(end=end, begin=begin)))
    found = {
        step.new.day: [event.kind for event in step.changes.events] for step in history.steps[1:]
    }

    assert found == told


def test_what_one_entry_tells_of_is_suspended_and_in_force_again() -> None:
    periods = "valid: [{from: 2018-01-01, to: 2018-12-31}, {from: 2020}]"
    text = TWO.format(end="2017-12-31", begin="2018-01-01")
    history = history_on(register(text.replace("valid_from: 2018-01-01", periods)))
    words = HistoryWords(history)

    assert [step.counts for step in words.steps()][-2:] == ["1 suspension", "1 unit in force again"]
    assert list(words.gaps()) == ["a was not in force from 2019-01-01 to 2020-12-30."]
    (again,) = [edge for edge in history.descent.notable if edge.bond.leaves_out]
    assert again.basis == ("one entry of the register",)


def test_an_id_used_again_in_a_register_was_in_use_until_a_day() -> None:
    history = history_on(register(TWO.format(end="2016-06-30", begin="2018-01-01")))
    (told,) = HistoryWords(history).reuses()
    assert told == "a, an id until 2016-06-30, is that of another unit from 2018-01-01 on."

    words = LineageWords(lineage_of(history, "a"))
    said = [
        sentence.words
        for lifetime in words.lineage.subjects
        for entry in words.entries(lifetime)
        for sentence in entry.sentences
    ]
    used = "The id a is used again, for another unit: until 2016-06-30 it was that of A."
    assert used in said


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("", "is an id again in 3: possibly the unit revived."),
        (", revives: false", "is the id of another unit in 3."),
    ],
)
def test_what_says_that_it_is_another_unit_is_not_possibly_the_same(row: str, told: str) -> None:
    units = "units: [{{id: t, name: T, top: true}}{more}]\n"
    texts = [f", {{id: a, name: A, parent: t{one}}}" for one in ("", row)]
    versions = [
        Version(str(n), read(f"organisation: T\nversion: '{n}'\n" + units.format(more=more)))
        for n, more in enumerate([texts[0], "", "", texts[1]])
    ]
    (words,) = HistoryWords(history_of(versions)).reuses()

    assert words.endswith(told)
