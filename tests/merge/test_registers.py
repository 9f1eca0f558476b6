"""Registers with time inside are merged on every day, and written as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.errors import OrgcheckError
from orgcheck.merging.conflicts import Collision
from orgcheck.merging.merge import Merge, merge
from orgcheck.merging.registers import merge_versions
from orgcheck.organisation import Organisation
from orgcheck.reports.merging import MergeWords
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.registering import register_yaml
from orgcheck.snapshot.text import SourceText
from tests.canonical import canonical
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise
from tests.merge.merging import read, text_of, written

TODAY = date(2026, 11, 28)
DAYS = [date(2015, 1, 1), date(2020, 1, 1), date(2027, 1, 1), date(2028, 7, 1)]


def on(text: str, day: date | None = None, name: str = "register.yaml") -> Organisation:
    """What a register says of a day, or of today."""
    return Organisation.of(load([SourceText(name, text)], "register", day=day, today=TODAY))


def merged(base: str, ours: str, theirs: str) -> Merge:
    """The merge of three texts, the first of which may be snapshots."""
    sides = zip((base, ours, theirs), ("base.yaml", "ours.yaml", "theirs.yaml"), strict=True)
    return merge_versions(*(on(text, name=name) for text, name in sides))


def told(result: Merge) -> list[str]:
    """The conflicts in words."""
    return ["\n".join((one.ours, one.theirs, *one.why)) for one in MergeWords(result).conflicts()]


# -- laws -------------------------------------------------------------------------------------


def registers(seed: int) -> tuple[str, str, str]:
    """A register of two versions, and two that have one more each, or another past."""
    rng = Random(seed)
    first = _undated(random_organisation(rng, rng.randint(3, 12)))
    second = _undated(reorganise(rng, first, 2)[0])
    base = _register([first, second], DAYS[:2])
    sides = []
    for number in range(2):
        changed = _undated(reorganise(rng, second, rng.randint(1, 3))[0])
        if rng.random() < 0.3:
            sides.append(_register([changed, second], DAYS[:2]))
        else:
            days = [*DAYS[:2], DAYS[2 + (number if rng.random() < 0.7 else 0)]]
            sides.append(_register([first, second, changed], days))
    return base, *sides


def _undated(data: Any) -> Any:
    return {**data, "status": "approved", "valid_from": None, "valid_to": None, "version": "1"}


def _register(versions: Sequence[Any], days: Sequence[date]) -> str:
    return register_yaml(days, [read(written(_said(one))).snapshot for one in versions])


def _said(data: Any) -> Any:
    return {key: value for key, value in data.items() if value is not None}


@given(st.integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_on_every_day_a_merge_of_registers_is_the_merge_of_that_day(seed: int) -> None:
    base, ours, theirs = registers(seed)
    result, other = merged(base, ours, theirs), merged(base, theirs, ours)
    assert result.merged == other.merged
    for day in (date(1990, 1, 1), *DAYS, TODAY):
        of_day = merge(on(base, day), on(ours, day), on(theirs, day), in_text=False)
        if of_day.conflicts:
            assert not result.merged
        if result.merged:
            said = [canonical(on(text_of(one), day).snapshot) for one in (result, other)]
            assert said == [canonical(of_day.organisation.snapshot)] * 2


@given(st.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_a_register_merged_with_its_base_or_with_itself_stays_as_it_is(seed: int) -> None:
    base, ours, _ = registers(seed)
    assert text_of(merged(base, ours, base)) == ours
    assert text_of(merged(base, ours, ours)) == ours


# -- rows -------------------------------------------------------------------------------------

BASE = """\
register: true
organisation: Example Ministry

# All units.
units:
  - {id: ministry, name: Example Ministry, top: true}
  - {id: environment, name: Environment, parent: ministry}
  - {id: trade, name: Trade, parent: ministry}
  - {id: food, name: Food, parent: ministry, valid_from: 2020-01-01}

  # Fish.
  - id: fisheries
    name: Fisheries Department   # since 2020
    parent: environment
    valid_from: 2015-01-01
    earlier:
      - {until: 2019-12-31, name: Fisheries Office}   # as it was
"""
LATER = "    later:\n      - {from: 2027-01-01, parent: food, decision: {reference: minute 9}}\n"


def changed(*passages: tuple[str, str], text: str = BASE) -> str:
    """The register in which passages are others."""
    for old, new in passages:
        assert old in text
        text = text.replace(old, new)
    return text


def test_rows_that_both_add_are_kept_each_and_all_else_stays_as_it_is() -> None:
    ours = f"{BASE}{LATER}"
    theirs = f"{BASE}    later:\n      - {{from: 2028-01-01, name: Marine Department}}\n"
    result = merged(BASE, ours, theirs)
    assert text_of(result) == f"{ours}      - {{from: 2028-01-01, name: Marine Department}}\n"
    fisheries = on(text_of(result), date(2028, 1, 1)).units["fisheries"]
    assert (fisheries.name, fisheries.parent) == ("Marine Department", "food")


def test_an_earlier_row_says_what_the_other_side_corrected_for_its_time() -> None:
    ours = changed(("name: Fisheries Office}", "name: Fish Office}"))
    theirs = changed(
        (
            "# as it was\n",
            "# as it was\n      - {until: 2017-05-31, name: Fisheries Office, parent: trade}\n",
        )
    )
    result = merged(BASE, ours, theirs)
    old = on(text_of(result), date(2016, 1, 1)).units["fisheries"]
    assert (old.name, old.parent) == ("Fish Office", "trade")
    assert "- {until: 2019-12-31, name: Fish Office}   # as it was\n" in text_of(result)


def test_an_entry_that_theirs_adds_is_written_as_there_with_its_rows_and_comments() -> None:
    entry = """\
  # Of the sea.
  - id: sea   # new
    name: Sea
    parent: ministry
    valid_from: 2027-01-01
    later: [{from: 2029-01-01, parent: environment}]
"""
    ours = f"{BASE}{LATER}"
    assert text_of(merged(BASE, ours, f"{BASE}{entry}")) == f"{ours}{entry}"


def test_an_entry_that_theirs_takes_out_goes_and_the_others_stay() -> None:
    ours = f"{BASE}{LATER}"
    line = "  - {id: trade, name: Trade, parent: ministry}\n"
    assert text_of(merged(BASE, ours, changed((line, "")))) == ours.replace(line, "")


def test_one_id_in_two_times_is_two_entries() -> None:
    gone = changed(("Trade, parent: ministry}", "Trade, parent: ministry, valid_to: 2016-12-31}"))
    again = "  - {id: trade, name: Foreign Trade, parent: ministry, valid_from: 2028-01-01}\n"
    result = merged(gone, f"{gone}{LATER}", f"{gone}{again}")
    names = {day: on(text_of(result), day).units.get("trade") for day in (*DAYS[::3], TODAY)}
    assert [unit and unit.name for unit in names.values()] == ["Trade", "Foreign Trade", None]


# -- what collides ----------------------------------------------------------------------------


def test_one_row_changed_in_two_ways_is_told_by_both_with_their_places_and_days() -> None:
    ours = changed(("name: Fisheries Office}", "name: Fish Office}"))
    theirs = changed(("name: Fisheries Office}", "name: Fishing Bureau}"))
    result = merged(BASE, ours, theirs)
    assert told(result) == [
        "Fisheries Office is now called Fish Office (ours.yaml:17)\n"
        "Fisheries Office is now called Fishing Bureau (theirs.yaml:17)\n"
        'The name of Fisheries Office: before "Fisheries Office", ours "Fish Office", theirs '
        '"Fishing Bureau".\n'
        "So it is 2015-01-01 to 2019-12-31."
    ]


def test_what_no_day_shows_of_a_row_is_told_in_the_words_of_both_rows() -> None:
    ours = changed(("name: Fisheries Office}", "name: Fisheries Office, reason: reform}"))
    theirs = changed(("name: Fisheries Office}", "name: Fisheries Office, reason: no reform}"))
    result = merged(BASE, ours, theirs)
    assert [conflict.collision for conflict in result.conflicts] == [Collision.REGISTER]
    where = 'eason of the row until 2019-12-31 of entry "fisheries"'
    assert told(result) == [
        f'r{where}: "reform" (ours.yaml:17)\nr{where}: "no reform" (theirs.yaml:17)\n'
        f"Both change the r{where}: before not stated."
    ]


def test_the_two_ends_of_an_entry_are_merged_each_and_two_days_of_one_are_a_conflict() -> None:
    post = BASE.replace("units:\n", "posts:\n  - {id: chief, name: Chief, unit: trade}\nunits:\n")
    one, other, third = (
        changed(("unit: trade}", f"unit: trade, {end}}}"), text=post)
        for end in ("valid_from: 2018-01-01", "valid_to: 2026-12-31", "valid_to: 2027-06-30")
    )
    assert "valid_from: 2018-01-01, valid_to: 2026-12-31" in text_of(merged(post, one, other))
    (said,) = told(merged(post, other, third))
    assert 'last day of entry "chief"' in said
    assert "(theirs.yaml:6)" in said


def test_an_end_against_a_row_that_refers_to_it_later_collides_from_that_day_on() -> None:
    ours = changed(("Trade, parent: ministry}", "Trade, parent: ministry, valid_to: 2027-12-31}"))
    theirs = f"{BASE}    later:\n      - {{from: 2028-07-01, parent: trade}}\n"
    result = merged(BASE, ours, theirs)
    assert [conflict.collision for conflict in result.conflicts] == [Collision.ENDED_REFERENCED]
    assert "(ours.yaml:8)" in told(result)[0]
    assert "(theirs.yaml:19)" in told(result)[0]
    assert told(result)[0].endswith("So it is from 2028-07-01 on.")


def test_what_both_break_together_on_some_day_only_is_a_conflict_with_its_days() -> None:
    below = "parent: ministry, later: [{from: %s, parent: %s}]}"
    ours = changed(("Trade, parent: ministry}", "Trade, " + below % ("2028-01-01", "environment")))
    theirs = changed(
        ("Environment, parent: ministry}", "Environment, " + below % ("2027-07-01", "trade"))
    )
    result = merged(BASE, ours, theirs)
    assert [conflict.collision for conflict in result.conflicts] == [Collision.COMBINATION]
    assert "ORG005" in told(result)[0]
    assert told(result)[0].endswith("So it is from 2028-01-01 on.")


# -- snapshots into a register ----------------------------------------------------------------

SNAPSHOT = """\
organisation: Example Ministry
units:
  - {id: ministry, name: Example Ministry, top: true}
  - {id: environment, name: Environment, parent: ministry}
  - {id: trade, name: Trade, parent: ministry}
  - {id: food, name: Food, parent: ministry}
  - {id: fisheries, name: Fisheries Department, parent: environment}
"""
REFORM = changed(
    (
        "organisation: Example Ministry\n",
        "organisation: Example Ministry\nvalid_from: 2029-01-01\ndecision: {reference: minute 4}\n",
    ),
    ("Fisheries Department", "Marine Department"),
    ("  - {id: trade, name: Trade, parent: ministry}\n", ""),
    ("units:\n", "units:\n  - {id: sea, name: Sea, parent: ministry}\n"),
    text=SNAPSHOT,
)


def test_a_reorganisation_with_another_first_day_becomes_rows_of_its_own() -> None:
    ours = f"{BASE}{LATER}"
    text = text_of(merged(SNAPSHOT, ours, REFORM))
    assert text == changed(
        ("Trade, parent: ministry}", "Trade, parent: ministry, valid_to: 2028-12-31}"), text=ours
    ) + (
        "      - from: 2029-01-01\n"
        "        name: Marine Department\n"
        "        decision: {reference: minute 4}\n"
        "  - id: sea\n"
        "    name: Sea\n"
        "    parent: ministry\n"
        "    valid_from: 2029-01-01\n"
        "    decision: {reference: minute 4}\n"
    )


def test_a_reorganisation_that_does_not_say_its_day_is_refused() -> None:
    theirs = REFORM.replace("valid_from: 2029-01-01\n", "")
    with pytest.raises(OrgcheckError, match="from which day on"):
        merged(SNAPSHOT, BASE, theirs)


@pytest.mark.parametrize("texts", [(BASE, SNAPSHOT, SNAPSHOT), (BASE, BASE, SNAPSHOT)])
def test_a_register_is_merged_into_no_snapshot(texts: tuple[str, str, str]) -> None:
    with pytest.raises(OrgcheckError, match="into a register alone"):
        merged(*texts)


def test_one_day_of_a_register_is_refused_as_a_merge_would_lose_the_others() -> None:
    with pytest.raises(OrgcheckError, match="lose other days"):
        merge_versions(on(BASE), on(BASE, date(2026, 1, 1)), on(BASE))


# -- uncertain days, and what a side has already ---------------------------------------------


def test_an_end_known_to_the_year_collides_from_the_day_on_which_it_is_certain() -> None:
    fish = "{id: fish, name: Fish, parent: a"
    base = UNCERTAIN + f"- {fish}}}\n"
    ours = f"{base}- {{id: trout, name: Trout, parent: fish, valid_to: 2027-05-31}}\n"
    ended = UNCERTAIN + f"- {fish}, valid_to: 2027}}\n"

    assert told(merged(base, ours, ended)) == []
    (conflict,) = merged(base, ours.replace("2027-05-31", "2028-05-31"), ended).conflicts
    assert [date.fromordinal(begin) for begin, _ in conflict.days] == [date(2028, 1, 1)]


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_one_side_leaves_open_the_other_may_make_certain(side: str) -> None:
    fish = "{id: fish, name: Fish, parent: a"
    base = UNCERTAIN + f"- {fish}, valid_to: 2027}}\n"
    renamed = base.replace("name: Fish", "name: Fishery")
    certain = base.replace("valid_to: 2027", "valid_to: 2027-06-30")
    sides = (certain, renamed) if side == "ours" else (renamed, certain)

    result = merged(base, *sides)
    assert result.merged
    assert "name: Fishery, parent: a, valid_to: 2027-06-30" in text_of(result)


def test_a_row_without_a_day_is_brought_by_the_side_that_has_it() -> None:
    fish = "- {id: fish, name: Fish, parent: a, valid_from: 2015-01-01"
    ours, theirs = "2019-12-31, name: Fishy", "2014-12-31, name: Old"
    # In what comes of both it stands in another place of its list.
    one, other = (f"{UNCERTAIN}{fish}, earlier: [{{until: {row}}}]}}\n" for row in (ours, theirs))
    result = merged(f"{UNCERTAIN}{fish}}}\n", one, other)

    assert told(result) == []
    (brought,) = result.brought
    assert "holds on no day" in brought.message
    assert brought.location is not None
    assert brought.location.file == "theirs.yaml"


UNCERTAIN = """\
register: true
organisation: Ministry
units:
- {id: a, name: A, top: true}
"""
