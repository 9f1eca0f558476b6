"""What `revives:` of a unit says of an id that both snapshots have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.compare import compare
from orgcheck.changes.identity import identify
from orgcheck.changes.inversion import invert
from orgcheck.changes.replay import apply
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.text import changes as changes_text
from orgcheck.results import DiffResult
from orgcheck.snapshot.model import Snapshot
from tests.building import organisation
from tests.canonical import canonical
from tests.changes.arbitrary import snapshots
from tests.changes.comparing import told

TOP = "units:\n- {id: top, name: Agency, top: true}\n"
OLD = TOP + "- {id: lts, name: Long Term Support, parent: top}\n"


def units(*given: str) -> Organisation:
    """Units below one top, each as the inside of a flow mapping."""
    return organisation(TOP + "".join(f"- {{{unit}}}\n" for unit in given))


def replayed(old: Organisation, new: Organisation) -> ChangeSet:
    """The change between two organisations, which replays and can be undone."""
    changes = compare(old, new)
    assert canonical(apply(changes, old)) == canonical(new.snapshot)
    assert canonical(apply(invert(changes), new)) == canonical(old.snapshot)
    return changes


# -- suspicion ---------------------------------------------------------------------------------


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
    assert told(compare(said, later)) == [("rename", ("lts",), ("lts",))]


# -- another unit ------------------------------------------------------------------------------


def test_a_unit_that_is_another_one_is_created_and_the_older_one_abolished() -> None:
    changes = replayed(
        units("id: lts, name: Support, parent: top"),
        units("id: lts, name: Support, parent: top, revives: false"),
    )
    assert told(changes) == [("abolish", ("lts",), ()), ("create", (), ("lts",))]
    assert changes.correspondence.parted == changes.reused == ("lts",)


def test_a_unit_that_was_founded_on_the_day_on_which_it_was_founded_before_is_the_same() -> None:
    founded = "id: lts, name: Support, parent: top, valid_from: 2020-01-01"
    changes = replayed(units(founded), units(f"{founded}, revives: false"))
    assert told(changes) == [("attribute", ("lts",), ("lts",))]
    later = founded.replace("2020", "2024")
    changes = replayed(units(founded), units(f"{later}, revives: false"))
    assert changes.correspondence.parted == ("lts",)


def test_what_names_the_id_before_and_now_names_another_unit_now() -> None:
    below = ("id: c, name: C, parent: lts, reports_to: lts", "id: d, name: D, parent: c")
    changes = replayed(
        units("id: lts, name: Support, parent: top, responsibilities: [advice]", *below),
        units(
            "id: lts, name: Support, parent: top, responsibilities: [advice], revives: false",
            *below,
        ),
    )
    assert told(changes)[2:] == [
        ("move", ("c",), ("c",)),
        ("reporting", ("c",), ("c",)),
        ("responsibility", ("lts",), ("lts",)),
    ]
    assert changes.ledger.responsibilities.items.transferred == ("advice",)


def test_the_older_unit_may_go_on_under_another_id_and_the_newer_one_may_be_an_older_one() -> None:
    changes = replayed(
        units("id: a, name: Alpha, parent: top", "id: b, name: Beta, parent: top"),
        units(
            "id: a, name: Beta, parent: top, revives: false, previously: [b]",
            "id: b, name: Alpha, parent: top, revives: false, previously: [a]",
        ),
    )
    assert [event[1:] for event in told(changes) if event[0] == "recode"] == [
        (("a",), ("b",)),
        (("b",), ("a",)),
    ]
    assert not {"abolish", "create"} & {str(event.kind) for event in changes.events}


@given(st.tuples(snapshots(), snapshots()))
@settings(max_examples=80, deadline=None)
def test_nothing_is_concluded_of_two_units_of_which_one_says_that_it_is_another(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    old, new = (Organisation(Snapshot.model_validate(data)) for data in pair)
    found = identify(old, new)
    for id in found.parted:
        assert found.new_of(id) != id
        ends = [(link.old, link.new) for link in found.successions if not link.spin_off]
        assert (id, id) not in ends
        assert (id, id) not in [(one.old, one.new) for one in found.possible]


def test_content_and_name_do_not_outweigh_what_it_says() -> None:
    rest = "name: Support, parent: top, responsibilities: [one, two, three], members: [p, q]"
    changes = replayed(units(f"id: a, {rest}"), units(f"id: a, {rest}, revives: false"))
    ended, begun = changes.events[:2]
    assert ended.wholes(EntityType.UNIT, Op.REMOVE) == begun.wholes(EntityType.UNIT, Op.ADD)
    assert not changes.possible_matches


# -- in words ----------------------------------------------------------------------------------


def test_reports_tell_two_units_of_one_id_and_name_apart_by_their_versions() -> None:
    old, new = (
        organisation(f"version: {version}\n{OLD}- {{id: c, name: C, parent: lts}}\n")
        for version in ("v1", "v2")
    )
    another = new.snapshot.units[1].model_copy(update={"revives": False})
    units = [new.snapshot.units[0], another, *new.snapshot.units[2:]]
    new = Organisation(new.snapshot.model_copy(update={"units": tuple(units)}))
    result = DiffResult(compare(old, new), old, new)
    text = " ".join(changes_text.report(result).split())
    before, now = "Long Term Support (lts, v1)", "Long Term Support (lts, v2)"
    assert f"C moved from {before} to {now}" in text
    assert f"lts is the id of another unit now: before that of {before}, now that of {now}." in text
    assert "is the id of another unit now" in changes_markdown.report(result)
