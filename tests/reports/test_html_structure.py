"""How a structure is written as nested lists: every unit once, what matters open."""

from __future__ import annotations

import pytest

from orgcheck.language import msg_n
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html import structure
from orgcheck.reports.formats.html.structure import (
    DEEPEST,
    SMALL,
    Step,
    Visibility,
    lines_of,
    listed_units,
)
from orgcheck.snapshot.model import Snapshot
from tests.building import organisation

_BESIDE = msg_n("{number} post or body", "{number} posts and bodies")


def sight(*shown: str) -> Visibility:
    return Visibility(frozenset(shown), lambda _: "", lambda _, number: f"{number} others", _BESIDE)


def drawn(organisation: Organisation, *shown: str) -> list[str]:
    """The tree in lines: `-` a branch that is open, `+` one that is closed, `~` a fold."""
    level, lines = 0, []
    for line in lines_of(organisation, sight(*shown)):
        if line.step in (Step.CLOSE, Step.UNFOLD):
            level -= 1
            continue
        sign = {Step.LEAF: " ", Step.FOLD: "~"}.get(line.step, "-" if line.expanded else "+")
        lines.append(f"{'  ' * level}{sign}{line.id or line.words}")
        level += line.step in (Step.OPEN, Step.FOLD)
    return lines


def wide(*, extra: str = "") -> Organisation:
    """More units than are shown unfolded."""
    many = "".join(f"- {{id: u{n}, name: U{n}, parent: b}}\n" for n in range(SMALL))
    return organisation(
        "units:\n- {id: top, name: Top, top: true}\n- {id: a, name: A, parent: top}\n"
        "- {id: a1, name: A1, parent: a}\n- {id: b, name: B, parent: top}\n" + many + extra
    )


def test_a_small_structure_is_shown_as_it_is() -> None:
    small = organisation(
        """
        units:
        - {id: top, name: Top, top: true}
        - {id: a, name: A, parent: top}
        - {id: a1, name: A1, parent: a}
        """
    )

    assert drawn(small) == ["-top", "  -a", "     a1"]


def test_in_a_large_one_only_what_leads_to_something_stands_open() -> None:
    assert drawn(wide(), "a1") == [
        "-top",
        "  -a",
        "     a1",
        f"  ~{SMALL + 1} others",
        "    +b",
        *(f"       u{n}" for n in range(SMALL)),
    ]


def test_few_units_are_not_worth_a_fold() -> None:
    assert drawn(wide(), "u3")[:5] == ["-top", "  +a", "     a1", "  -b", "     u3"]


def test_what_has_no_place_stands_beside_the_tops() -> None:
    astray = organisation(
        """
        units:
        - {id: top, name: Top, top: true}
        - {id: lost, name: Lost, parent: nobody}
        - {id: one, name: One, parent: two}
        - {id: two, name: Two, parent: one}
        """
    )

    assert drawn(astray) == [" top", " lost", "-one", "   two"]


@pytest.mark.parametrize("depth", [DEEPEST, 5_000])
def test_a_deep_structure_is_written_to_the_end_without_end_of_nesting(depth: int) -> None:
    units = [{"id": "u0", "name": "0", "top": True}]
    units += [{"id": f"u{n}", "name": str(n), "parent": f"u{n - 1}"} for n in range(1, depth)]
    deep = Organisation(Snapshot.model_validate({"organisation": "X", "units": units}))
    lines = list(lines_of(deep, sight(f"u{depth - 1}")))

    assert [line.id for line in lines if line.step in (Step.LEAF, Step.OPEN)] == [
        f"u{n}" for n in range(depth)
    ]
    assert sum(line.step is Step.OPEN for line in lines) <= DEEPEST


def test_of_a_very_large_one_what_must_be_seen_is_listed_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(structure, "MOST", 6)
    large = wide(extra="- {id: a2, name: A2, parent: a1}\n")

    assert drawn(large, "a2") == [
        "-top",
        "  -a",
        "    -a1",
        "       a2",
        "  +b",
        f"    +{SMALL} units that this page does not list",
    ]
    assert listed_units(large, sight("a2")) == 5


def test_the_counts_of_a_very_large_one_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MOST", 20)
    branches = "".join(
        f"- {{id: u{n}, name: U{n}, parent: {'top' if n < 10 else f'u{n // 10}'}}}\n"
        for n in range(1, 500)
    )
    many = organisation("units:\n- {id: top, name: Top, top: true}\n" + branches)
    lines = list(lines_of(many, sight("u499", "u7")))

    listed = {line.id for line in lines if line.step in (Step.LEAF, Step.OPEN)}
    rest = sum(int(line.words.split()[0]) for line in lines if line.step is Step.REST)
    assert len(listed) == listed_units(many, sight("u499", "u7"))
    assert len(listed) + rest == len(many.units)
    assert {"u499", "u49", "u4", "top", "u7"} <= listed
