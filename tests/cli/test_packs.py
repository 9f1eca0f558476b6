"""Packs that come with the program, and the parameters that a project gives."""

from __future__ import annotations

from pathlib import Path

from orgcheck.findings import Severity
from orgcheck.packs import PREFIX, bundled, names
from orgcheck.rules.packs import read_pack
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
    assert "Cell (c) is 2 levels below the top, not at most 1" in outcome.out
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


def test_rules_of_packs_that_come_with_the_program_are_explained_and_offered(run: Run) -> None:
    assert "Siblings have different names." in run("explain", "GP001").out
    assert "builtin:good-practice" in run("rules", "list").out.splitlines()[-1]
    listed = run("rules", "list", "--rules", "builtin:good-practice").out
    assert "GP014" in listed
    assert "Packs to be named" not in listed


def test_every_bundled_rule_says_why_and_how_and_shows_both_sides() -> None:
    for name in names():
        pack = read_pack(bundled(PREFIX + name))
        assert pack.title
        for rule in pack.rules:
            assert all((rule.basis, rule.fix, rule.passes, rule.fails)), rule.id
            # By itself it fails no build, and it says nothing where there is nothing to say.
            assert rule.severity is not Severity.ERROR, rule.id
            assert rule.allow_empty or rule.assertion.on_selection, rule.id
