"""A change rule that matches no kind of event, no field, or nothing that could fail is an error."""

from __future__ import annotations

import pytest

from orgcheck.rules.model import InvalidPack
from tests.rules.changes.changing import change_pack


def wrong(demand: str, on: str = "", where: str = "") -> list[str]:
    with pytest.raises(InvalidPack) as refused:
        change_pack(demand, on=on, where=where)
    return [problem.message for problem in refused.value.problems]


def test_a_kind_of_event_that_there_is_none_of() -> None:
    (message,) = wrong("{forbidden: true}", on="[abolsh]")

    assert message.startswith("on[1]: expected one of reorganise, merge,")
    assert message.endswith('found the text "abolsh"')


def test_a_field_that_units_do_not_have() -> None:
    assert wrong("{unchanged: [parnt]}") == [
        'assert.unchanged[1]: units have no field "parnt"; did you mean "parent"?'
    ]


def test_a_field_that_events_do_not_have() -> None:
    assert wrong("{cel: 'change.kid == \"move\"'}") == [
        'assert.cel: the expression names an unknown field of change "kid"; did you mean "kind"?'
    ]
    assert wrong("{forbidden: true}", where="'chnge.kind == \"move\"'") == [
        'where: the expression names an unknown variable "chnge"; did you mean "change"?'
    ]


@pytest.mark.parametrize(
    ("demand", "on"),
    [
        ("{requires_successor: true}", "[create, move]"),
        ("{requires_successor: {duties: all}}", "rename"),
        ("{not: {requires_successor: true}}", "rename"),
        ("{declared: true}", "[create, abolish]"),
    ],
)
def test_a_verb_that_no_event_of_these_kinds_can_fall_short_of(demand: str, on: str) -> None:
    (message,) = wrong(demand, on)

    assert "of these kinds of event it always holds" in message


@pytest.mark.parametrize(
    "demand",
    [
        "{}",
        "{forbiden: true}",
        "{forbidden: false}",
        "{forbidden: maybe}",
        "{requires_successor: {duties: some}}",
        "{requires_successor: {}}",
        "{max_share: 20}",
        "{max_share: a fifth}",
        "{any: []}",
        "{cel: 'change.kind =='}",
    ],
)
def test_other_errors_of_form(demand: str) -> None:
    assert len(wrong(demand)) == 1
