"""Who held a duty, in each version."""

from __future__ import annotations

import pytest

from orgcheck.descent.duties import duties_of
from orgcheck.errors import OrgcheckError
from tests.descent.histories import history, of_units

HELD = "id: {0}, name: {0}, responsibilities: [{1}]".format


def held(*versions: list[str], asked: str) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    found = duties_of(of_units(*versions), asked)
    return [(tenure.wording, tenure.holders) for tenure in found.tenures]


def test_a_duty_is_followed_from_unit_to_unit_and_where_nobody_has_it() -> None:
    versions = (
        [HELD("data", "archives")],
        ["data"],
        [HELD("data", "archives"), HELD("x", "archives")],
    )
    assert held(*versions, asked="Archives") == [("archives", (("data",), (), ("data", "x")))]


def test_a_text_that_gets_an_id_is_one_duty() -> None:
    top = "units:\n- {id: top, name: Agency, top: true, responsibilities: [keeping archives]}\n"
    later = top.replace("keeping archives", "arch")
    register = "responsibilities: [{id: arch, name: Keeping archives}]\n"
    found = history({"1": top, "2": register + later, "3": register + later})
    for asked in ("arch", "keeping archives"):
        (tenure,) = duties_of(found, asked).tenures
        assert tenure.keys == {"arch", "keeping archives"}
        assert tenure.holders == (("top",), ("top",), ("top",))


def test_words_find_every_duty_that_contains_them_unless_one_is_just_them() -> None:
    units = [HELD("a", "river maps"), HELD("b", "lake maps"), HELD("c", "soil")]
    assert [wording for wording, _ in held(units, asked="maps")] == ["lake maps", "river maps"]
    exact = [*units, HELD("d", "maps")]
    assert [wording for wording, _ in held(exact, asked="maps")] == ["maps"]


@pytest.mark.parametrize("asked", ["archivse", ""])
def test_a_duty_that_no_version_has_is_refused(asked: str) -> None:
    with pytest.raises(OrgcheckError, match=f'no version has a duty "{asked}"'):
        held([HELD("data", "archives")], asked=asked)
