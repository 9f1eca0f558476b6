"""What `revives:` of a unit says of an id that both snapshots have."""

from __future__ import annotations

import pytest

from orgcheck.changes.identity import identify
from tests.building import organisation

TOP = "units:\n- {id: top, name: Agency, top: true}\n"
OLD = TOP + "- {id: lts, name: Long Term Support, parent: top}\n"


@pytest.mark.parametrize(
    ("name", "revives", "reused"),
    [
        ("Long Term Support", "", ()),
        ("Long Term Support", ", revives: false", ("lts",)),
        ("Harbour Pilots", "", ("lts",)),
        ("Harbour Pilots", ", revives: true", ()),
    ],
)
def test_the_newer_unit_settles_whether_its_id_names_another_than_before(
    name: str, revives: str, reused: tuple[str, ...]
) -> None:
    new = organisation(f"{TOP}- {{id: lts, name: {name}, parent: top{revives}}}\n")
    assert identify(organisation(OLD), new).reused == reused


def test_a_unit_that_said_so_before_is_not_told_again() -> None:
    said = organisation(OLD.replace("Support,", "Support, revives: false,"))
    later = organisation(OLD.replace("Support,", "Support Group, revives: false,"))
    assert identify(said, later).reused == ()
