"""A change takes no answer away: what a rule could tell before it, it can tell after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.play import ran
from tests.repositories import Ended, Repository

ORG = "org.yaml"
BASE = """\
organisation: Agency
posts:
  - {id: director, name: Director, unit: agency}
units:
  - {id: agency, name: Agency, kind: agency, top: true, head: director}
  - {id: audit, name: Audit, kind: office, parent: agency}
  - {id: services, name: Services, kind: office, parent: agency}
  - {id: canteen, name: Canteen, kind: place, parent: nowhere}
  - {id: kiosk, name: Kiosk, kind: shop, parent: canteen}
"""
CYCLE = BASE.replace("parent: nowhere", "parent: kiosk")
BELOW_CANTEEN = ("Audit, kind: office, parent: agency", "Audit, kind: office, parent: canteen")
WITHIN = "{within: agency}"
LOST = "error ORG914: whether R1 holds of audit can no longer be told, because of the"


def reviewed(
    folder: Path,
    *edits: tuple[str, str],
    base: str = BASE,
    asserts: str = WITHIN,
    whom: str = "{kind: office}",
    severity: str = "error",
) -> Ended:
    """The review of a change of `base`, under one rule."""
    repository = Repository.made(folder / "repository")
    repository.write(ORG, base)
    repository.write("orgcheck.toml", 'rules = ["rules.yaml"]\n')
    repository.write(
        "rules.yaml",
        f"pack: p\nrules:\n  - id: R1\n    statement: S.\n    severity: {severity}\n"
        f"    for: {whom}\n    assert: {asserts}\n",
    )
    repository.commit()
    for old, new in edits:
        assert old in base, old
        base = base.replace(old, new, 1)
    repository.write(ORG, base)
    return ran(repository.folder, "changed", "--base", "HEAD")


def words(ended: Ended) -> str:
    return " ".join(ended.out.split()).replace("ORG914 whether", "ORG914: whether")


@pytest.mark.parametrize(
    "asserts",
    [
        WITHIN,
        "{not_within: services}",
        "{reports_to: director}",
        "{not_reporting_to: services}",
        "{depth: {max: 2}}",
        "{all: [{within: agency}, {must_have: kind}]}",
        "{any: [{within: agency}, {must_have: head}]}",
        "{cel: 'unit.depth < 3'}",
    ],
)
@pytest.mark.parametrize("base", [BASE, CYCLE], ids=["nowhere", "cycle"])
def test_a_unit_is_not_taken_out_of_a_rule_by_an_old_fault(
    tmp_path: Path, asserts: str, base: str
) -> None:
    ended = reviewed(tmp_path, BELOW_CANTEEN, base=base, asserts=asserts)
    assert ended.status == 1, ended.out + ended.err
    assert LOST in words(ended), ended.out


def test_it_stands_where_the_unit_was_moved(tmp_path: Path) -> None:
    assert "org.yaml:6:" in reviewed(tmp_path, BELOW_CANTEEN).out


def test_it_weighs_what_the_rule_weighs(tmp_path: Path) -> None:
    ended = reviewed(tmp_path, BELOW_CANTEEN, severity="warning")
    assert (ended.status, "warning ORG914" in " ".join(ended.out.split())) == (0, True)


def test_another_id_and_a_new_unit_are_no_way_out(tmp_path: Path) -> None:
    recoded = (
        "{id: audit, name: Audit, kind: office, parent: agency",
        "{id: audit2, name: Audit, kind: office, parent: canteen",
    )
    ended = reviewed(tmp_path / "a", recoded)
    assert (ended.status, "of audit2 can no longer" in words(ended)) == (1, True), ended.out
    new = (
        "  - {id: kiosk",
        "  - {id: web, name: Web, kind: office, parent: canteen}\n  - {id: kiosk",
    )
    ended = reviewed(tmp_path / "b", new)
    assert (ended.status, "of web can no longer" in words(ended)) == (1, True), ended.out


def test_a_finding_that_can_be_told_no_more_is_not_mended(tmp_path: Path) -> None:
    base = BASE.replace("Audit, kind: office, parent: agency", "Audit, kind: office, parent: side")
    base += "  - {id: side, name: Side, kind: place, top: true}\n"
    ended = reviewed(
        tmp_path, ("kind: office, parent: side", "kind: office, parent: canteen"), base=base
    )
    assert ended.status == 1
    assert "of audit can no longer be told" in words(ended)
    assert "fixed" not in ended.out


@pytest.mark.parametrize(
    "edit",
    [
        ("name: Audit", "name: Internal Audit"),
        ("name: Kiosk", "name: Shop"),
        ("id: kiosk, name: Kiosk", "id: shop, name: Kiosk"),
        ("id: kiosk, name: Kiosk, kind: shop", "id: kiosk, name: Kiosk, kind: booth"),
        ("parent: nowhere", "parent: agency"),
    ],
)
def test_what_could_not_be_told_before_does_not_count(
    tmp_path: Path, edit: tuple[str, str]
) -> None:
    ended = reviewed(tmp_path, edit, whom="{has: parent}")
    assert (ended.status, "ORG914" in ended.out) == (0, False), ended.out


def test_a_fault_that_the_change_brings_counts_by_itself(tmp_path: Path) -> None:
    ended = reviewed(tmp_path, ("kind: office, parent: agency", "kind: office, parent: nobody"))
    assert (ended.status, "ORG914" in ended.out) == (1, False), ended.out
    assert "ORG004" in ended.out


def test_an_id_that_two_have_hides_no_move(tmp_path: Path) -> None:
    twice = BASE + "  - {id: audit, name: Audit, kind: office, parent: agency}\n"
    ended = reviewed(
        tmp_path,
        ("office, parent: agency", "office, parent: services"),
        base=twice,
        asserts="{not_within: services}",
    )
    assert ended.status == 1, ended.out
    assert "of audit can no longer be told, because of the id of audit" in words(ended)
    harmless = reviewed(
        tmp_path / "b",
        ("name: Audit", "name: Internal Audit"),
        base=twice,
        asserts="{not_within: services}",
    )
    assert harmless.status == 0, harmless.out
