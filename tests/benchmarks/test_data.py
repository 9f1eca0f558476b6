"""What is measured with is the same every time, and as sound as it is said to be."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import orgcheck
from benchmarks import generate
from benchmarks.data import Data
from benchmarks.pack100 import hundred_rules
from benchmarks.registers import VERSIONS


def text(units: int, seed: int = 1) -> str:
    changes = generate.plan_changes(Random(seed), units, 0.1, 0.3)
    return "".join(generate.snapshot_text(units, changes))


def test_the_generator_gives_the_same_text_every_time_and_another_for_another_seed() -> None:
    assert text(2000) == text(2000) != text(2000, seed=2)


@pytest.mark.parametrize("units", [150, 300, 1000])
def test_small_organisations_change_too(tmp_path: Path, units: int) -> None:
    data = Data(tmp_path)
    changes = orgcheck.diff(data.snapshot(units), data.snapshot(units, "--changed", "0.1"))

    assert {"rename", "move"} <= {str(event.kind) for event in changes.events}


def test_the_versions_of_a_register_have_no_id_in_common_and_no_finding(tmp_path: Path) -> None:
    data = Data(tmp_path)
    versions = [orgcheck.load(data.register(600, version)) for version in VERSIONS]

    assert all(not orgcheck.validate(version) for version in versions)
    ids = [{*version.units, *version.posts} for version in versions]
    assert min(map(len, ids)) >= 600
    assert sum(map(len, ids)) == len(set().union(*ids))


@pytest.mark.parametrize("rules", [12, 100])
def test_the_generated_organisation_obeys_the_packs_that_find_nothing(
    tmp_path: Path, rules: int
) -> None:
    data = Data(tmp_path)
    pack = data.pack(rules)

    assert Path(pack).read_text(encoding="utf-8").count("  - id: ") == rules
    assert orgcheck.validate(data.snapshot(1000, "--changed", "0.1"), [pack]) == []


def test_every_rule_of_the_hundred_has_an_id_of_its_own() -> None:
    ids = [line for line in hundred_rules().splitlines() if line.startswith("  - id: ")]

    assert len(set(ids)) == 100
