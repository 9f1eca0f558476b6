"""Mutants of real files end as the documentation says, and so do inputs that once did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from fuzzing.campaign import Campaign, attempt, run
from fuzzing.outcome import REFUSED, Outcome
from fuzzing.seeds import FOLDERS, seeds
from fuzzing.targets import TARGETS

INPUTS = sorted(Path(__file__).with_name("inputs").iterdir())
CASES = 300


@cache
def given() -> Mapping[str, Sequence[bytes]]:
    """The seeds from the repository's own files."""
    return seeds(FOLDERS)


@pytest.mark.parametrize("name", TARGETS)
def test_mutants_end_cleanly(name: str) -> None:
    campaign = Campaign(name, TARGETS[name], given()[name], Random(f"tests {name}"))
    tally = run([campaign], CASES)[name]

    assert [failure.words for failure in tally.failures.values()] == []
    assert tally.cases == CASES
    # Mutants that are all refused, or all accepted, would try little.
    assert 0 < tally.kinds[REFUSED] < CASES


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_what_the_target_uses(name: str) -> None:
    ended = [attempt(name, TARGETS[name], data) for data in given()[name]]

    used = [one for one in ended if isinstance(one, Outcome) and one.kind != REFUSED]
    # The documentation shows a few texts that are wrong on purpose, and one of the few files of
    # settings may by its bytes be tried under the name that wants a table around them.
    assert len(used) >= 0.95 * len(ended) - 1 > 0


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: file.name)
def test_what_once_failed_ends_cleanly(file: Path) -> None:
    name = file.name.partition("-")[0]
    assert isinstance(attempt(name, TARGETS[name], file.read_bytes()), Outcome)
