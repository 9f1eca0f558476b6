"""Who holds what: an older version that is shared with makes no difference to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.holders import Earlier, difference_of, holders_of
from orgcheck.snapshot.model import Unit, folded

ITEMS = st.lists(st.sampled_from(["Payroll", "payroll", "Archive", "Press"]), max_size=3)
UNITS = st.builds(
    lambda one, items: Unit.model_validate({"id": one, "name": one, "responsibilities": items}),
    st.sampled_from("abcdef"),
    ITEMS,
)


def by_id(units: list[Unit]) -> dict[str, Unit]:
    return {unit.id: unit for unit in units}


def test_a_unit_that_repeats_an_item_holds_it_once_and_units_stand_in_their_order() -> None:
    units = [
        Unit.model_validate({"id": "b", "name": "B", "responsibilities": ["Press", " press"]}),
        Unit.model_validate({"id": "a", "name": "A", "responsibilities": ["Archive", "Press"]}),
    ]
    found = holders_of(by_id(units), "responsibilities", folded)
    assert found == {"press": ("b", "a"), "archive": ("a",)}


@given(older=st.lists(UNITS, max_size=6), fresh=st.lists(UNITS, max_size=3), data=st.data())
def test_what_is_taken_over_from_an_older_version_is_what_is_listed(
    older: list[Unit], fresh: list[Unit], data: st.DataObject
) -> None:
    before = by_id(older)
    newer = by_id(data.draw(st.permutations([*before.values(), *fresh])))
    for id in data.draw(st.sets(st.sampled_from("abcdef"))):
        newer.pop(id, None)
    expected = holders_of(newer, "responsibilities", folded)
    told_apart = difference_of(newer, before)
    if told_apart is not None:
        known = Earlier(holders_of(before, "responsibilities", folded), told_apart)
        assert holders_of(newer, "responsibilities", folded, known) == expected


def test_versions_of_another_order_or_with_little_in_common_share_nothing() -> None:
    a, b, c = (Unit.model_validate({"id": id, "name": id}) for id in "abc")
    assert difference_of(by_id([a, b, c]), by_id([a, b])) == ([], [c])
    assert difference_of(by_id([b, a]), by_id([a, b])) is None
    assert difference_of(by_id([a, b, c]), by_id([a])) is None
