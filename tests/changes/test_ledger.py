"""The ledger: every duty and site is accounted for once."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from orgcheck.changes.changeset import Net
from orgcheck.changes.compare import compare
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.changes.comparing import changes
from tests.generators.organisations import random_organisation
from tests.generators.reorganisations import reorganise
from tests.generators.structure import holders

TOP = "units:\n- {id: top, name: Top, top: true}\n"


@pytest.mark.parametrize("seed", range(25))
def test_it_says_what_a_count_of_the_two_snapshots_says(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, rng.randint(5, 60))
    new, _ = reorganise(rng, old, 20, declared=True)
    before, after = (Organisation(Snapshot.model_validate(data)) for data in (old, new))
    ledger = compare(before, after, inference=False).ledger

    for field, tally in (("responsibilities", ledger.responsibilities), ("sites", ledger.sites)):
        counted = _counted(old, new, field)
        assert (tally.before, tally.after) == (counted["before"], counted["after"])
        assert tally.kept == counted["kept"]
        assert tally.transferred == counted["transferred"]
        assert tally.dropped == counted["dropped"]
        assert tally.created == counted["created"]
    for figure in ("headcount", "fte"):
        net = ledger.figures.get(figure, Net())
        assert (net.before, net.after) == (_sum(old, figure), _sum(new, figure))


def _counted(old: dict[str, Any], new: dict[str, Any], field: str) -> dict[str, int]:
    """The ledger counted from the records alone, by the letter of its definition."""
    units_old = {unit["id"]: unit for unit in old["units"]}
    units_new = {unit["id"]: unit for unit in new["units"]}
    heirs: dict[str, set[str]] = {id: {id} & units_new.keys() for id in units_old}
    for id, unit in units_new.items():
        for name in ("previously", "replaces", "split_from"):
            for entry in unit.get(name, []):
                earlier = entry["id"] if isinstance(entry, dict) else entry
                if earlier in heirs:
                    heirs[earlier].add(id)
    held_old, held_new = holders(units_old, field), holders(units_new, field)
    kept = [
        key
        for key in held_old.keys() & held_new.keys()
        if {heir for id in held_old[key] for heir in heirs[id]} & set(held_new[key])
    ]
    both = held_old.keys() & held_new.keys()
    return {
        "before": len(held_old),
        "after": len(held_new),
        "kept": len(kept),
        "transferred": len(both) - len(kept),
        "dropped": len(held_old.keys() - held_new.keys()),
        "created": len(held_new.keys() - held_old.keys()),
    }


def _sum(snapshot: dict[str, Any], figure: str) -> float:
    return sum(unit.get("figures", {}).get(figure, 0) for unit in snapshot["units"])


def test_a_duty_that_two_units_hold_counts_once() -> None:
    lines = [f"- {{id: {id}, name: N, parent: top, responsibilities: [x]}}\n" for id in "ab"]
    text = TOP + "".join(lines)
    tally = changes(text, text).ledger.responsibilities
    assert (tally.before, tally.kept, tally.after) == (1, 1, 1)


def test_what_a_carved_out_unit_has_from_its_origin_is_kept() -> None:
    tally = changes(
        TOP + "- {id: a, name: A, parent: top, responsibilities: [x, y]}\n",
        TOP
        + "- {id: a, name: A, parent: top, responsibilities: [x]}\n"
        + "- {id: n, name: N, parent: top, responsibilities: [y], split_from: [a]}\n",
    ).ledger.responsibilities
    assert (tally.kept, tally.transferred) == (2, 0)


def test_wordings_that_the_other_side_gives_one_id_are_one_duty() -> None:
    tally = changes(
        TOP
        + "- {id: a, name: A, parent: top, responsibilities: [Advice]}\n"
        + "- {id: b, name: B, parent: top, responsibilities: [{id: d1, name: Advice}]}\n",
        TOP
        + "- {id: a, name: A, parent: top, responsibilities: [{id: d1, name: advice}]}\n"
        + "- {id: b, name: B, parent: top, responsibilities: [{id: d1, name: Advice}]}\n",
    ).ledger.responsibilities
    assert (tally.before, tally.kept, tally.dropped, tally.after) == (1, 1, 0, 1)


@pytest.mark.parametrize(("old", "new", "complete"), [(1, 1, True), (1, 0, False), (0, 1, False)])
def test_it_is_complete_where_both_snapshots_claim_to_be(
    old: int, new: int, complete: bool
) -> None:
    claim = "responsibilities_complete: true\n"
    assert changes(TOP + claim * old, TOP + claim * new).ledger.complete is complete


def test_figures_add_up_without_the_noise_of_decimals() -> None:
    lines = "".join(
        f"- {{id: u{n}, name: U{n}, parent: top, figures: {{fte: 0.1}}}}\n" for n in range(3)
    )
    assert changes(TOP + lines, TOP).ledger.figures == {"fte": Net(Decimal("0.3"), 0)}
