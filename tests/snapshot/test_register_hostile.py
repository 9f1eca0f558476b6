"""Registers of odd values: read, sliced, settled and compared, or refused with a place."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.descent.history import history_of
from orgcheck.descent.versions import Version
from orgcheck.errors import Unreadable
from orgcheck.policy.days import organisation_on, stretches
from orgcheck.rules.integrity import check
from orgcheck.snapshot.corrections import corrections
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.slicing import Slices, sliced
from orgcheck.snapshot.text import SourceText
from tests.snapshot.writing import json_text

TODAY = date(2018, 5, 5)
_ODD: Any = st.sampled_from([None, "x", 5, True, [], {}, ["a"], [None], {"en": "N"}, "2015-01-01"])
_DAYS: Any = st.sampled_from(
    ["2015-01-01", "2016-06", "2017", "2019-12-31", "0001-01-01", "9999-12-31", "2018-13-01", 5]
)
_IDS: Any = st.sampled_from(["a", "b", "c"]) | _ODD
_SAID: dict[str, Any] = {
    "name": st.just("N") | _ODD,
    "parent": _IDS,
    "head": _IDS,
    "tags": _ODD,
    "without": st.just(["head"]) | _ODD,
    "nature": st.sampled_from(["change", "correction", "annulment"]) | _ODD,
    "reason": _ODD,
}


def _rows(when: str) -> Any:
    row = st.fixed_dictionaries({}, optional={when: _DAYS, **_SAID})
    return st.lists(row, max_size=3) | _ODD


_ENTRY: Any = st.fixed_dictionaries(
    {"id": _IDS, "name": st.just("N")},
    optional={
        **{key: said for key, said in _SAID.items() if key not in ("name", "without")},
        "valid_from": _DAYS,
        "valid_to": _DAYS,
        "valid": st.lists(st.fixed_dictionaries({}, optional={"from": _DAYS, "to": _DAYS})),
        "earlier": _rows("until"),
        "later": _rows("from"),
    },
)
_REGISTER: Any = st.fixed_dictionaries(
    {"register": st.just(True), "organisation": st.just("T")},
    optional={
        "units": st.lists(_ENTRY, max_size=5),
        "posts": st.lists(_ENTRY, max_size=2),
        "responsibilities": st.lists(_ENTRY, max_size=2),
        "valid_from": _DAYS,
        "earlier": _rows("until"),
    },
)


@settings(max_examples=60, deadline=None)
@given(_REGISTER, _REGISTER)
def test_odd_values_are_told_with_their_places(old: Any, new: Any) -> None:
    registers = [one for one in map(_read, (old, new)) if one is not None]

    for register in registers:
        assert all(finding.location is not None for finding in register.findings)
        slices, settled = Slices(register), Slices(register.settled)
        for day in register.days[:5]:
            check(organisation_on(slices, day))
        begins = [begin or (end or 2) - 1 for begin, end in stretches(register.settled)]
        days = map(date.fromordinal, begins[:4])
        history = history_of(Version(f"r@{day}", organisation_on(settled, day)) for day in days)
        assert len(history.steps) == len(history.versions) - 1
    if len(registers) == 2:
        before, after = registers
        assert all(one.days for one in corrections(before, after, TODAY))


@settings(max_examples=60, deadline=None)
@given(_REGISTER, st.randoms())
def test_a_day_says_the_same_whichever_was_asked_before(data: Any, random: Random) -> None:
    register = _read(data)
    days = list(register.days) if register is not None else []
    random.shuffle(days)
    slices = Slices(register) if register is not None else None

    for day in days:
        assert register is not None
        assert slices is not None
        then, alone = slices.on(day), sliced(register, day)
        for name in ("snapshot", "findings", "incomplete", "unread", "possible", "slice"):
            assert getattr(then, name) == getattr(alone, name)
        for unit, same in zip(then.snapshot.units, alone.snapshot.units, strict=True):
            assert unit is same
            assert then.places.locate(unit, "name") == alone.places.locate(unit, "name")


def _read(data: Any) -> Register | None:
    try:
        slice = load([SourceText("r.json", json_text(data))], "r", today=TODAY).slice
    except Unreadable:
        return None
    assert slice is not None, "it says that it is a register"
    return slice.register
