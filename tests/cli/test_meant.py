"""A folder of snapshots that is named as one snapshot: the command that was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Run, written

SNAPSHOT = "organisation: Agency\nversion: '{}'\nunits: [{{id: a, name: A, top: true}}]\n"


@pytest.fixture
def years(folder: Path) -> Path:
    """A folder of five snapshots."""
    for year in range(2020, 2025):
        written(folder / "years" / f"{year}.yaml", SNAPSHOT.format(year))
    return folder / "years"


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("words", "fix"),
    [
        (
            "history years x.yaml",
            "name them as files: `orgcheck history years/2020.yaml years/2021.yaml "
            "years/2022.yaml ... x.yaml`",
        ),
        (
            "lineage a years",
            "name them as files: `orgcheck lineage a years/2020.yaml years/2021.yaml "
            "years/2022.yaml ...`",
        ),
        ("show years a", "name one of them: `orgcheck show years/2024.yaml a`"),
        ("chart years", "name one of them: `orgcheck chart years/2024.yaml`"),
        (
            "diff years/2020.yaml years --verbose",
            "name one of them: `orgcheck diff years/2020.yaml years/2024.yaml --verbose`",
        ),
        (
            "validate years",
            "name them as files: `orgcheck validate years/2020.yaml years/2021.yaml "
            "years/2022.yaml ...`, or compare two: `orgcheck diff years/2020.yaml "
            "years/2021.yaml`",
        ),
    ],
)
def test_the_command_that_was_run_is_named(run: Run, words: str, fix: str) -> None:
    ended = run(*words.split())

    assert ended.status == 2
    assert "years holds 5 snapshots, not the parts of one" in ended.err
    assert f"  fix: {fix}\n" in ended.err


@pytest.mark.usefixtures("years")
def test_it_is_told_in_the_language_of_the_report(run: Run) -> None:
    ended = run("show", "years", "--lang", "fi")

    assert "korjaus: nimeä yksi niistä: `orgcheck show years/2024.yaml --lang fi`" in ended.err
