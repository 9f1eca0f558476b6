"""Decimals: what is read is what is written, and what is added up is exact."""

from __future__ import annotations

import gc
import json
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.compare import compare
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.changes.replay import apply
from orgcheck.changes.spelling import spelled
from orgcheck.numbers import difference, json_of, summed
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.rules.structure_rules import findings_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of
from tests.building import organisation
from tests.canonical import canonical
from tests.rules.ruling import rule

WRITTEN = [
    "0.1",
    "10.50",
    "-0.50",
    "1e3",
    "1.5E-7",
    ".25",
    "3.",
    "0o17",
    "1e300",
    "0.00",
    "123456789012345678.123456789012345678",
    "9999999999999999999999999999999999999999",
    ".1234567890123456789012345678901234567890"[:40],
]
# Texts as fields of a person's own making may have them, and all that looks like a number.
NUMBERS = st.one_of(
    st.sampled_from(WRITTEN),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.from_regex(r"[-+]?[0-9]{1,30}(\.[0-9]{0,9})?([eE][-+]?[0-9]{1,2})?", fullmatch=True),
)


def with_figure(text: str) -> str:
    return (
        f"units: [{{id: a, name: A, top: true, figures: {{x: {text}}}, attributes: {{y: {text}}}}}]"
    )


@given(NUMBERS)
@settings(deadline=None)
def test_a_number_is_written_as_a_number_of_the_same_value(text: str) -> None:
    first = organisation(with_figure(text))
    again = Organisation.of(load([SourceText("again.yaml", yaml_of(first.snapshot))], "again"))

    assert again.findings == first.findings == ()
    figure, attribute = first.units["a"].figures["x"], first.units["a"].attributes["y"]
    assert figure == attribute == (int(text, 0) if "0o" in text else Decimal(text))
    assert str(again.units["a"].figures["x"]) == str(figure)


@given(NUMBERS, NUMBERS)
@settings(deadline=None)
def test_a_change_of_a_number_replays_and_is_undone_to_the_letter(old: str, new: str) -> None:
    before, after = organisation(with_figure(old)), organisation(with_figure(new))
    text = changes_json.report(compare(before, after))
    changes = read_changes(SourceText("changes.json", text))

    assert canonical(apply(changes, before)) == canonical(after.snapshot)
    assert canonical(apply(invert(changes), after)) == canonical(before.snapshot)
    assert changes_json.report(changes) == text
    same = before.units["a"].figures == after.units["a"].figures
    assert (changes.events == ()) is same


def budgets(order: Random) -> Organisation:
    """Four hundred units with a budget each, in some order."""
    units = [
        f"- {{id: u{n}, name: Unit {n}, parent: top, figures: {{budget: {n * 7}.{n % 100:02d}}}}}\n"
        for n in range(400)
    ]
    order.shuffle(units)
    return organisation(f"units:\n- {{id: top, name: Top, top: true}}\n{''.join(units)}")


def test_the_order_of_a_file_changes_no_sum() -> None:
    changes = compare(budgets(Random(1)), budgets(Random(2)))
    budget = changes.ledger.figures["budget"]

    assert changes.events == ()
    assert (budget.before, budget.after, budget.net) == (Decimal("558798.00"),) * 2 + (0,)


def test_a_report_shows_cents_as_they_are_written() -> None:
    before, after = organisation(with_figure("1241957.60")), organisation(with_figure("10.50"))
    text = changes_text.report(DiffResult(compare(before, after), before, after))

    assert "A: x 1,241,957.60, now 10.50" in text
    assert "-1,241,947.10" in text


def test_a_sum_over_units_below_is_exact() -> None:
    most = rule("{sum: {figure: x, max: 0.3}}", "{top: true}")
    units = "".join(f", {{id: u{n}, name: U{n}, parent: a, figures: {{x: 0.1}}}}" for n in (1, 2))
    at_most = organisation(with_figure("0.1")[:-1] + units + "]")
    beyond = organisation(with_figure("0.1000000000000000000000000001")[:-1] + units + "]")

    assert findings_of(at_most, [most]) == []
    assert [finding.rule for finding in findings_of(beyond, [most])] == ["R1"]


@given(st.lists(st.one_of(st.integers(), st.sampled_from(WRITTEN[:5]).map(Decimal))))
@settings(deadline=None)
def test_a_sum_is_the_same_in_whatever_order(numbers: list[int | Decimal]) -> None:
    assert summed(numbers) == summed(reversed(numbers))
    assert difference(summed(numbers), summed(numbers)) == 0


@pytest.mark.parametrize(("one", "other"), [("10.50", "10.5"), ("1e2", "100"), ("0.0", "0")])
def test_what_is_equal_is_spelled_alike(one: str, other: str) -> None:
    assert spelled([Decimal(one)]) == spelled([Decimal(other)])


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.decimals(allow_nan=False, places=2))))
@settings(deadline=None)
def test_no_text_is_taken_for_a_decimal_in_json(data: dict[str, object]) -> None:
    data["decimal 1"] = "decimal 1"
    finite = {key: value for key, value in data.items() if "Infinity" not in str(value)}

    assert json.loads(json_of(finite), parse_float=Decimal) == finite


def test_what_is_written_leaves_nothing_that_only_a_collector_frees() -> None:
    """A command runs without a collector, and writes a value for each that it compares."""
    value = {"budget": Decimal("10.50"), "sites": ["a", "b"]}
    json_of(value, sort_keys=True)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        for _ in range(10):
            json_of(value, sort_keys=True)
        assert gc.collect() == 0
    finally:
        if was_enabled:
            gc.enable()
