"""Every way around the review that was tried, against real git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.play import copied, made
from tests.policy.scenarios import GENERATED, SCENARIOS, Scenario
from tests.regenerate import kept
from tests.repositories import Repository

EVERY = [one for scenarios in SCENARIOS.values() for one in scenarios]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return made(tmp_path_factory.mktemp("original") / "repository")


@pytest.mark.parametrize("scenario", EVERY, ids=lambda one: one.tried.replace(" ", "-"))
def test_what_is_tried_comes_to_what_is_promised(
    original: Repository, tmp_path: Path, scenario: Scenario
) -> None:
    play = copied(original, tmp_path / "repository")
    scenario.act(play)
    if play.clone is None:
        play.git("add", "--all")
    ended = play.run()
    told = " ".join((ended.out + ended.err).split())
    assert ended.status == scenario.status, ended.out + ended.err
    for words in scenario.says:
        assert words in told, ended.out + ended.err
    for words in scenario.silent:
        assert words not in told, ended.out + ended.err
    assert not (tmp_path / "ran").exists()


def test_the_page_shows_every_scenario() -> None:
    for path, make in GENERATED.items():
        assert kept(path) == make()
    assert len(EVERY) >= 40
