"""`orgcheck show`: the tree of a snapshot, or one unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Run, written


@pytest.mark.usefixtures("kela")
def test_the_tree(run: Run) -> None:
    ended = run("show", "kela.yaml")

    assert ended.status == 0
    assert (
        ended.out
        == """\
Kela 2024 · 3 units, 1 post

Kela (kela) · head: Director General
└── Shared Services (shared-services)
    └── Internal Audit (internal-audit)

Posts
  Director General (director-general)
"""
    )


@pytest.mark.usefixtures("kela")
def test_one_unit(run: Run) -> None:
    ended = run("show", "kela.yaml", "internal-audit")

    assert ended.status == 0
    assert (
        ended.out
        == """\
Internal Audit (internal-audit)
  place             Kela > Shared Services > Internal Audit
  chain of command  Internal Audit (internal-audit) -> Shared Services (shared-services) -> Director
                      General (director-general)
  in                kela.yaml:8:10
"""
    )


@pytest.mark.usefixtures("kela")
def test_an_unknown_unit_is_usage_with_the_nearest(run: Run) -> None:
    ended = run("show", "kela.yaml", "internal-audti")

    assert (ended.status, ended.out) == (2, "")
    assert 'did you mean "internal-audit"?' in ended.err


def test_a_snapshot_that_cannot_be_parsed_exits_3(run: Run, folder: Path) -> None:
    written(folder / "broken.yaml", "organisation: [\n")
    ended = run("show", "broken.yaml")

    assert (ended.status, ended.out) == (3, "")
    assert ended.err.startswith("Error: broken.yaml:2:1: ")


def test_a_snapshot_with_errors_is_shown_and_says_so(run: Run, folder: Path) -> None:
    written(folder / "bad.yaml", "organisation: X\nunits: [{id: a, name: A, top: true, knd: x}]\n")
    ended = run("show", "bad.yaml")

    assert ended.status == 0
    assert "A (a)" in ended.out
    assert "`orgcheck validate` names them" in ended.err


@pytest.mark.parametrize(
    ("language", "told"), [("en", "352,295.16"), ("fi", "352\N{NO-BREAK SPACE}295,16")]
)
def test_figures_are_written_as_the_language_writes_numbers(
    run: Run, folder: Path, language: str, told: str
) -> None:
    written(
        folder / "o.yaml",
        "organisation: O\nunits: [{id: a, name: A, top: true, figures: {budget: 352295.16}}]\n",
    )
    assert told in run("show", "o.yaml", "a", "--lang", language).out
