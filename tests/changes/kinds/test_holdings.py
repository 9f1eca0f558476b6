"""Duties and sites that pass, come up, lapse or are reworded."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only, told


def units(**items: str) -> str:
    """Units with what they hold; without a list a unit is not there."""
    lines = [f"- {{id: {id}, name: {id.upper()}, top: true, {held}}}" for id, held in items.items()]
    return "units:\n" + "\n".join(lines) + "\n"


def holding(field: str, *items: str) -> str:
    return f"{field}: [{', '.join(items)}]"


@pytest.mark.parametrize(
    ("field", "kind", "passed", "came", "went"),
    [
        ("responsibilities", "responsibility", "transferred", "created", "dropped"),
        ("sites", "site", "handed over", "opened", "closed"),
    ],
)
def test_what_units_gain_and_lose(field: str, kind: str, passed: str, came: str, went: str) -> None:
    change_set = changes(
        units(a=holding(field, "x", "y"), b=holding(field)),
        units(a=holding(field), b=holding(field, "X", "z")),
    )
    events = [(str(e.kind), e.change, e.item, e.old, e.new) for e in change_set.events]
    assert events == [
        (kind, passed, "x", ("a",), ("b",)),
        (kind, came, "z", (), ("b",)),
        (kind, went, "y", ("a",), ()),
    ]


def test_a_duty_that_one_of_two_holders_gives_up_is_dropped_there_and_kept_in_the_ledger() -> None:
    duties = holding("responsibilities", "x")
    change_set = changes(units(a=duties, b=duties), units(a=duties, b="tags: []"))
    event = only(change_set)
    assert (event.change, event.old, event.new) == ("dropped", ("b",), ())
    assert change_set.ledger.responsibilities.kept == 1


def test_one_duty_passes_from_all_that_lose_it_to_all_that_gain_it() -> None:
    duties, none = holding("responsibilities", "x"), "tags: []"
    event = only(
        changes(
            units(a=duties, b=duties, c=none, d=none), units(a=none, b=none, c=duties, d=duties)
        )
    )
    assert (event.change, event.old, event.new) == ("transferred", ("a", "b"), ("c", "d"))


def test_a_duty_of_an_ended_unit_that_goes_to_no_successor_is_transferred() -> None:
    duties, none = holding("responsibilities", "x"), "tags: []"
    assert told(changes(units(a=duties, b=none), units(b=duties))) == [
        ("abolish", ("a",), ()),
        ("responsibility", ("a",), ("b",)),
    ]
    replaced = units(b=duties, n="replaces: [a]")
    assert told(changes(units(a=duties, b=none), replaced)) == [
        ("replace", ("a",), ("n",)),
        ("responsibility", ("a",), ("b",)),
    ]


def test_a_duty_that_passes_from_an_ended_unit_to_a_new_one_is_told_without_a_declaration() -> None:
    duties = holding("responsibilities", "x")
    assert told(changes(units(a=duties, b="tags: []"), units(b="tags: []", n=duties))) == [
        ("abolish", ("a",), ()),
        ("create", (), ("n",)),
        ("responsibility", ("a",), ("n",)),
    ]


def test_the_same_id_in_other_words_is_reworded() -> None:
    before = units(a="responsibilities: [{id: x, name: Old words}]")
    event = only(changes(before, before.replace("Old", "New")))
    assert (event.change, event.item, event.old, event.new) == ("reworded", "x", ("a",), ("a",))


def test_an_entry_of_the_register_in_other_words_is_reworded_for_all_its_holders() -> None:
    duties = holding("responsibilities", "x")
    before = units(a=duties, b=duties) + "responsibilities: [{id: x, name: Old words}]\n"
    event = only(changes(before, before.replace("Old", "New")))
    assert (event.change, event.old, event.new) == ("reworded", ("a", "b"), ("a", "b"))


def test_a_text_that_gets_an_id_is_kept() -> None:
    change_set = changes(
        units(a=holding("responsibilities", "Advice to customers")),
        units(a="responsibilities: [{id: advice, name: advice to  customers}]"),
    )
    assert told(change_set) == [("attribute", ("a",), ("a",))]
    assert change_set.ledger.responsibilities.kept == 1


def test_a_text_that_goes_into_the_register_is_kept() -> None:
    change_set = changes(
        units(a=holding("responsibilities", "Advice to customers")),
        units(a=holding("responsibilities", "advice"))
        + "responsibilities: [{id: advice, name: Advice to customers}]\n",
    )
    assert told(change_set) == [("attribute", ("a",), ("a",)), ("snapshot", (), ())]
    assert change_set.ledger.responsibilities.kept == 1


def test_the_order_of_duties_is_no_difference() -> None:
    before = units(a=holding("responsibilities", "x", "y"))
    assert told(changes(before, units(a=holding("responsibilities", "y", "x")))) == []
