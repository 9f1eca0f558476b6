"""Who holds what: an older version that is shared with makes no difference to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.holders import Difference, Earlier, difference_of, holders_of
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot, Unit, folded

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
    assert difference_of(by_id([a, b, c]), by_id([a, b])) == Difference([], [c])
    assert difference_of(by_id([b, a]), by_id([a, b])) is None
    assert difference_of(by_id([a, b, c]), by_id([a])) is None


NAMED = st.builds(
    lambda one, name: Unit.model_validate({"id": one, "name": name}),
    st.sampled_from("abcdef"),
    st.sampled_from(["Archive", "Press", "Payroll"]),
)


@given(older=st.lists(NAMED, max_size=7), fresh=st.lists(NAMED, max_size=3), data=st.data())
def test_an_organisation_that_shares_units_with_an_older_version_is_the_same(
    older: list[Unit], fresh: list[Unit], data: st.DataObject
) -> None:
    newer = list(older)
    for unit in fresh:
        place = data.draw(st.integers(0, len(newer)))
        newer[place : place + data.draw(st.integers(0, 1))] = [unit]
    before, alone = (
        Organisation(Snapshot.model_construct(organisation="Agency", units=tuple(units)))
        for units in (older, newer)
    )
    before.bearers(None)
    sharing = Organisation(alone.snapshot, like=before)
    assert list(sharing.units.items()) == list(alone.units.items())
    names, expected = sharing.bearers(None), alone.bearers(None)
    assert names.several == expected.several
    assert {name: sorted(ids) for name, ids in names.by_name.items()} == {
        name: sorted(ids) for name, ids in expected.by_name.items()
    }
    earlier = before.bearers(None).by_name
    both = expected.by_name.keys() & earlier.keys()
    others = {name for name in both if expected.by_name[name] != earlier[name]}
    assert others <= set(sharing.names_otherwise(before, None))
