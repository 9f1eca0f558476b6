"""Which id is offered for a word that is none: in references, rules, waivers and arguments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.rules.structure_rules import evaluate
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.suggestions import Offers
from tests.building import integrity, organisation
from tests.cli.runs import Run
from tests.rules.ruling import pack

SNAPSHOT = """\
organisation: T
posts:
  - {id: secretary, name: Permanent Secretary, unit: hq}
bodies:
  - {id: board, name: Board, type: organ}
units:
  - {id: hq, name: Headquarters, top: true}
  - {id: "9000", name: {en: Trade, fi: Kauppa}, acronym: TR, parent: hq}
  - {id: x1, name: Service, parent: hq}
  - {id: x2, name: Service, parent: hq}
"""


def fix_of(field: str) -> str | None:
    (found,) = integrity(f"{SNAPSHOT}  - {{id: u, name: U, {field}}}\n")
    assert found.rule == "ORG004"
    return found.fix


@pytest.mark.parametrize(
    ("field", "fix"),
    [
        ("parent: Headquarters", "write hq"),
        ("parent: kauppa", "write 9000"),
        ("parent: TR", "write 9000"),
        ("parent: “hq”", "did you mean hq? Name an existing unit, or add this one"),
        ("parent: '00009000'", "did you mean 9000? Name an existing unit, or add this one"),
        ("parent: Headqarters", "did you mean hq? Name an existing unit, or add this one"),
        ("parent: Service", "write the id of the one that is meant: x1 or x2"),
        ("parent: hq, head: Permanent Secretary", "write secretary"),
        ("parent: hq, reports_to: permanent  secretary", "write secretary"),
        ("parent: hq, lines: [{to: Board}]", "write board"),
        ("parent: hq, links: [{type: t, to: Trade}]", "write 9000"),
        ("parent: hq, head: Trade", "name an existing post, or add this one"),
    ],
)
def test_a_reference_to_what_is_no_id_is_offered_the_id_that_is_meant(field: str, fix: str) -> None:
    assert fix_of(field) == fix


def test_a_name_where_an_id_belongs_is_called_one() -> None:
    (found,) = integrity(f"{SNAPSHOT}  - {{id: u, name: U, parent: Headquarters}}\n")
    assert found.message == "parent of u names Headquarters, which is the name of hq and no id"


def test_every_one_of_many_names_is_offered_its_id() -> None:
    units = "".join(f"  - {{id: u{n}, name: Unit {n}, parent: Headquarters}}\n" for n in range(90))
    numbers = "".join(f"  - {{id: v{n}, name: V {n}, parent: '0{n}'}}\n" for n in range(1000, 1090))
    parents = "".join(f"  - {{id: '{n}', name: P {n}, parent: hq}}\n" for n in range(1000, 1090))
    found = integrity(SNAPSHOT + units + numbers + parents)
    assert len(found) == 180
    assert all(one.fix and one.fix.startswith(("write hq", "did you mean 10")) for one in found)


@given(number=st.integers(1, 99_999), zeros=st.integers(1, 6))
def test_leading_zeros_come_and_go(number: int, zeros: int) -> None:
    short, long = str(number), "0" * zeros + str(number)
    assert Offers([Unit(id=short, name="N")]).meant(long) == short
    assert Offers([Unit(id=long, name="N")]).meant(short) == long


def told(rule: str) -> list[str | None]:
    text = f"pack: p\nrules:\n- {{id: R1, statement: S., {rule}}}\n"
    return [one.fix for one in evaluate(organisation(SNAPSHOT), [pack(text)])]


def test_a_name_that_a_rule_takes_for_an_id_is_offered_the_id() -> None:
    (assertion,) = told("for: {id: x1}, assert: {reports_directly_to: Permanent Secretary}")
    (selector,) = told("for: {id: Trade}, assert: {must_have: name}")
    assert assertion == "did you mean secretary?"
    assert selector is not None
    assert selector.startswith("did you mean 9000? Else mend the rule")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "Permanent Secretary",
            '"Permanent Secretary" is a name, not an id\n  fix: write secretary',
        ),
        ("Service", '"Service" is a name, not an id\n  fix: write x1 or x2'),
        ("09000", 'there is no unit, post or body "09000"; did you mean "9000"?'),
    ],
)
@pytest.mark.parametrize("command", ["show", "why"])
def test_an_argument_that_is_a_name_is_answered_with_the_id(
    run: Run, tmp_path: Path, command: str, word: str, said: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(SNAPSHOT, encoding="utf-8")
    arguments = [str(file), word] if command == "show" else [word, str(file)]
    ended = run(command, *arguments)
    assert ended.status == 2
    assert said in ended.err


def test_a_waiver_that_names_its_unit_is_offered_the_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SNAPSHOT, encoding="utf-8")
    (tmp_path / "p.yaml").write_text(
        "pack: p\nrules: [{id: R1, statement: S., assert: {must_have: kind}}]\n", encoding="utf-8"
    )
    (tmp_path / "w.yaml").write_text(
        "waivers: [{rule: R1, unit: Headquarters, reason: it is so, permanent: true}]\n",
        encoding="utf-8",
    )
    names = [str(tmp_path / name) for name in ("a.yaml", "p.yaml", "w.yaml")]
    ended = run("validate", names[0], "--rules", names[1], "--waivers", names[2])
    assert "did you mean hq? Else remove it" in ended.out


def test_nothing_is_offered_of_nothing() -> None:
    assert Offers([]).meant("x") is None
