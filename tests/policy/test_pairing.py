"""Which snapshot of a change is compared with which one of its base."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from orgcheck.policy.pairing import Lost, Pairing, Side, current, paired
from orgcheck.snapshot.tracked import Facts, Profile, facts_of

UNITS = ("top", "audit", "services", "benefits")


def text(
    organisation: str = "Agency",
    version: str | None = None,
    valid_from: str | None = None,
    units: Collection[str] = UNITS,
    status: str | None = None,
) -> str:
    said = {"version": version and f'"{version}"', "valid_from": valid_from, "status": status}
    lines = [f"organisation: {organisation}", "units:"]
    lines[1:1] = [f"{key}: {value}" for key, value in said.items() if value]
    return "\n".join([*lines, *(f"  - {{id: {id}, name: Unit {id}}}" for id in units)]) + "\n"


def pairing(
    base: Mapping[str, str],
    head: Mapping[str, str],
    renames: Mapping[str, Collection[str]] | None = None,
    **more: Collection[str],
) -> Pairing:
    """What is paired, of files by path: those that differ, are touched."""
    touched = {path for path in {*base, *head} if base.get(path) != head.get(path)}
    sides = [
        {path: Profile(path, facts_of(path, said.encode())) for path, said in side.items()}
        for side in (base, head)
    ]
    older, newer = (frozenset(touched & side.keys()) for side in sides)
    extra = {name: frozenset(paths) for name, paths in more.items()}
    return paired(Side(sides[0], older), Side(sides[1], newer, **extra), renames or {})


def pairs(*arguments: Mapping[str, str], **more: Collection[str]) -> set[tuple[str, str]]:
    return set(pairing(*arguments, **more).pairs)


def test_a_changed_snapshot_is_compared_with_itself_and_others_are_not() -> None:
    base = {"2023.yaml": text(), "2024.yaml": text()}
    head = {**base, "2024.yaml": text(units=UNITS[:3])}
    assert pairing(base, head) == Pairing(pairs=(("2024.yaml", "2024.yaml"),))


def test_renames_are_followed_where_git_says_them() -> None:
    base = {"2023.yaml": text(units=UNITS[:3]), "2024.yaml": text()}
    head = {"old.yaml": base["2023.yaml"], "new.yaml": base["2024.yaml"]}
    renames = {"old.yaml": {"2023.yaml"}, "new.yaml": {"2024.yaml"}}
    assert pairs(base, head, renames) == {("2023.yaml", "old.yaml"), ("2024.yaml", "new.yaml")}


def test_the_version_says_more_than_git() -> None:
    base = {"a.yaml": text(version="2023"), "b.yaml": text(version="2024")}
    head = {"x/a.yaml": text(version="2023"), "x/b.yaml": text(version="2024")}
    crossed = {"x/a.yaml": {"b.yaml"}, "x/b.yaml": {"a.yaml"}}
    assert pairs(base, head, crossed) == {("a.yaml", "x/a.yaml"), ("b.yaml", "x/b.yaml")}


def test_what_git_says_alone_is_one_of_several_candidates() -> None:
    base = {"a.yaml": text(), "b.yaml": text()}
    assert pairs(base, {"c.yaml": text()}, {"c.yaml": {"a.yaml", "b.yaml"}}) == {
        ("a.yaml", "c.yaml"),
        ("b.yaml", "c.yaml"),
    }


def test_a_rename_over_a_later_predecessor_is_none() -> None:
    base = {"2019.yaml": text(), "2024.yaml": text()}
    head = {"2024.yaml": text(), "2025.yaml": text()}
    found = pairing(base, head, {"2025.yaml": {"2019.yaml"}})
    assert found == Pairing(pairs=(("2024.yaml", "2025.yaml"),), retired=("2019.yaml",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (text(valid_from="2024-01-01"), text(valid_from="2025-01-01")),
        (text(version="v9"), text(version="v10")),
    ],
)
def test_a_new_one_follows_the_latest_before_it(old: str, new: str) -> None:
    base = {"a.yaml": old, "2023.yaml": text(version="v1", valid_from="2001-01-01")}
    assert ("a.yaml", "b.yaml") in pairs(base, {**base, "b.yaml": new})


def test_two_new_ones_follow_the_latest_that_the_base_has() -> None:
    base = {"2024.yaml": text()}
    head = {**base, "2025.yaml": text(), "2026.yaml": text()}
    assert pairs(base, head) == {("2024.yaml", "2025.yaml"), ("2024.yaml", "2026.yaml")}


def test_its_path_counts_beside_what_it_says() -> None:
    base = {"s/2023.yaml": text(version="2023"), "s/2024.yaml": text(version="2024")}
    head = {**base, "s/2025.yaml": text(version="2023")}
    assert ("s/2024.yaml", "s/2025.yaml") in pairs(base, head)


def test_another_name_of_the_organisation_does_not_part_it_from_what_it_was() -> None:
    base = {"2024.yaml": text()}
    assert pairs(base, {**base, "x.yaml": text("Institute")}) == {("2024.yaml", "x.yaml")}
    other = text("Institute", units=("p", "q"))
    assert pairs(base, {**base, "2025.yaml": other}) == {("2024.yaml", "2025.yaml")}


def test_organisations_beside_each_other_are_kept_apart() -> None:
    base = {"a-2023.yaml": text(), "f-2023.yaml": text("Foundation", units=("board", "grants"))}
    head = {**base, "f-2024.yaml": text("Foundation", units=("board", "grants", "loans"))}
    assert pairs(base, head) == {("f-2023.yaml", "f-2024.yaml")}


def test_what_nothing_comes_before_is_new() -> None:
    base = {"agency.yaml": text()}
    head = {**base, "foundation.yaml": text("Foundation", units=("board",))}
    assert pairing(base, head).fresh == ("foundation.yaml",)


def test_what_is_gone_is_lost_unless_a_later_one_replaced_it() -> None:
    base = {"2023.yaml": text(), "2024.yaml": text()}
    assert pairing(base, {"2024.yaml": text()}).retired == ("2023.yaml",)
    assert pairing(base, {"2023.yaml": text()}).lost == (Lost("2024.yaml"),)
    assert pairing(base, {}).lost == (Lost("2023.yaml"), Lost("2024.yaml"))


def test_a_draft_replaces_nothing() -> None:
    base = {"2024.yaml": text(), "2025.yaml": text(status="draft")}
    assert pairing(base, {"2025.yaml": base["2025.yaml"]}).lost == (Lost("2024.yaml"),)


def test_names_without_an_order_replace_nothing() -> None:
    base = {"current.yaml": text(), "2019.yaml": text()}
    assert pairing(base, {"2019.yaml": text()}).lost == (Lost("current.yaml"),)


def test_what_may_have_become_of_it_is_named() -> None:
    base = {"agency.yaml": text()}
    head = {"foundation.yaml": text("Foundation", units=("board",))}
    assert pairing(base, head).lost == (Lost("agency.yaml", candidates=("foundation.yaml",)),)


def test_a_link_in_its_place_is_no_snapshot_though_its_content_is_elsewhere() -> None:
    base = {"2024.yaml": text()}
    found = pairing(base, {"x.yaml": text()}, links={"2024.yaml"})
    assert found.lost == (Lost("2024.yaml", link=True),)
    assert found.pairs == (("2024.yaml", "x.yaml"),)


def test_what_is_no_snapshot_any_more_is_compared_all_the_same() -> None:
    base = {"2024.yaml": text()}
    found = pairing(base, {}, remaining={"2024.yaml"})
    assert found == Pairing(pairs=(("2024.yaml", "2024.yaml"),))


def test_the_current_ones_are_those_that_nothing_replaced() -> None:
    texts = {"2023.yaml": text(), "2024.yaml": text(), "2025.yaml": text(status="proposed")}
    profiles = [Profile(path, facts_of(path, said.encode())) for path, said in texts.items()]
    assert [one.path for one in current(profiles)] == ["2024.yaml", "2025.yaml"]


def test_facts_of_a_file_that_cannot_be_read() -> None:
    broken = facts_of("x.yaml", b"organisation: [\n")
    assert broken == Facts(broken.role, readable=False)
    assert broken.role.value == "head"
