"""Packs that come with the program, and the parameters that a project gives."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runs import Run, written

DEEP = """\
organisation: Deep
units:
  - {id: a, name: Agency, top: true}
  - {id: b, name: Branch, parent: a}
  - {id: c, name: Cell, parent: b}
"""


def test_a_pack_that_comes_with_the_program_is_named(run: Run, folder: Path) -> None:
    written(folder / "deep.yaml", DEEP)
    outcome = run("validate", "deep.yaml", "--rules", "builtin:good-practice", "--format", "json")
    assert outcome.status == 0
    assert '"rules": 0' not in outcome.out


def test_the_projects_parameters_count_and_show(run: Run, folder: Path) -> None:
    written(folder / "deep.yaml", DEEP)
    written(
        folder / "orgcheck.toml",
        'rules = ["builtin:good-practice"]\nselect = ["GP008"]\n'
        "[parameters.good-practice]\nmax_depth = 1\n",
    )
    outcome = run("validate", "deep.yaml")
    assert "c is 2 levels below the top, not at most 1" in outcome.out
    assert "max_depth = 1" in run("explain", "GP008").out


def test_an_unknown_pack_is_refused_with_the_nearest(run: Run, folder: Path) -> None:
    written(folder / "deep.yaml", DEEP)
    outcome = run("validate", "deep.yaml", "--rules", "builtin:good-practise")
    assert outcome.status == 2
    assert 'did you mean "builtin:good-practice"?' in outcome.err


def test_parameters_that_fit_nothing_are_refused(run: Run, folder: Path) -> None:
    written(folder / "deep.yaml", DEEP)
    rules = 'rules = ["builtin:good-practice"]\n'
    for given, said in (
        ("[parameters.good-practice]\nmax_dept = 1\n", 'did you mean "max_depth"?'),
        ('[parameters.good-practice]\nmax_depth = "deep"\n', "expected a number, found the text"),
        ("[parameters.good-practic]\nmax_depth = 1\n", 'did you mean "good-practice"?'),
    ):
        written(folder / "orgcheck.toml", rules + given)
        outcome = run("validate", "deep.yaml")
        assert outcome.status == 2
        assert said in outcome.err
