"""The snapshots that benchmarks measure with are whole, in either version."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

from benchmarks import generate
from tests.generators.integrity import integrity_errors


def text(changed: float = 0.0, new_ids: float = 0.0) -> str:
    changes = generate.plan_changes(Random(1), 2000, changed, new_ids)
    return "".join(generate.snapshot_text(2000, changes))


def read(written: str) -> dict[str, Any]:
    snapshot: dict[str, Any] = yaml.load(written, Loader=yaml.CSafeLoader)
    return snapshot


@pytest.mark.parametrize(("changed", "new_ids"), [(0.0, 0.0), (0.3, 0.0), (0.3, 0.3)])
def test_a_large_snapshot_has_no_integrity_error(changed: float, new_ids: float) -> None:
    assert integrity_errors(read(text(changed, new_ids))) == []


def test_a_unit_takes_about_136_bytes() -> None:
    assert 132 < len(text()) / 2000 < 142


def test_the_later_version_has_every_kind_of_change() -> None:
    old, new = ({one["id"]: one for one in read(text(changed))["units"]} for changed in (0, 0.3))
    both = old.keys() & new.keys()
    merged = {one for unit in new.values() for one in unit.get("replaces", [])}

    assert any(old[unit]["name"] != new[unit]["name"] for unit in both)
    assert any(old[unit].get("parent") != new[unit].get("parent") not in merged for unit in both)
    assert any("new duty" in str(new[unit].get("responsibilities")) for unit in both)
    assert merged
    assert old.keys() - new.keys() - merged
    assert any("replaces" not in new[unit] for unit in new.keys() - old.keys())


def test_new_ids_come_to_the_share_asked_for_and_references_follow() -> None:
    old, new = (read(text(new_ids=share))["units"] for share in (0.0, 0.3))
    codes = {one["id"]: other["id"] for one, other in zip(old, new, strict=True)}
    parents = {codes[unit["id"]]: codes.get(unit.get("parent")) for unit in old}

    assert sum(one != other for one, other in codes.items()) == round(1999 * 0.3)
    assert parents == {unit["id"]: unit.get("parent") for unit in new}
