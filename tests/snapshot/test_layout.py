"""Which files of a repository are snapshots, by what they say of themselves."""

from __future__ import annotations

import pytest

from orgcheck.snapshot.layout import Role, role_of, snapshots_of

H, P, X, U = Role.HEAD, Role.PART, Role.OTHER, Role.UNKNOWN


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("organisation: A\nunits: []\n", H),
        ("# a comment\n---\norganisation: A\n", H),
        ('"organisation": A\n', H),
        ("organisation:\n  en: A\n", H),
        ('{"organisation": "A", "units": []}', H),
        ("{organisation: A, units: []}", H),
        ("units: []\n", P),
        ("posts:\n- {id: a, name: A}\n", P),
        ("pack: p\nrules: []\n", X),
        ("waivers: []\n", X),
        ('{"schema": "orgcheck.changes/1", "organisation": "A", "events": []}', X),
        ("jobs:\n  organisation: A\n  units: 3\n", U),
        ("- organisation: A\n", U),
        ("organisation:A\n", U),
        ('["organisation"]', U),
        ("{broken", U),
        ("", U),
        # Broken further down: still what it set out to be.
        ("organisation: A\nunits: [\n", H),
    ],
)
def test_the_outermost_keys_say_what_a_file_is(text: str, role: Role) -> None:
    assert role_of(text) is role


def test_a_file_beside_others_of_its_kind_is_a_snapshot_of_its_own() -> None:
    roles = {"s/2023.yaml": H, "s/2024.yaml": H, "rules/a.yaml": X, ".x.yaml": U}
    assert snapshots_of(roles) == {"s/2023.yaml": "s/2023.yaml", "s/2024.yaml": "s/2024.yaml"}


def test_a_head_and_its_parts_are_one_folder() -> None:
    roles = {"org/a.yaml": H, "org/b.yaml": P, "org/deep/er/c.yaml": P, "rules/a.yaml": X}
    assert set(snapshots_of(roles).values()) == {"org"}


def test_the_head_may_stand_in_a_folder_of_its_own() -> None:
    assert set(snapshots_of({"org/head/a.yaml": H, "org/units/b.yaml": P}).values()) == {"org"}


def test_a_folder_takes_in_a_file_that_says_nothing() -> None:
    roles = {"org/a.yaml": H, "org/b.yaml": P, "org/typo.yaml": U}
    assert snapshots_of(roles)["org/typo.yaml"] == "org"


def test_folders_beside_each_other_are_snapshots_of_their_own() -> None:
    roles = {
        f"s/{year}/{file}.yaml": role for year in (1, 2) for file, role in (("a", H), ("b", P))
    }
    assert set(snapshots_of(roles).values()) == {"s/1", "s/2"}


def test_a_part_among_several_heads_belongs_to_none_of_them() -> None:
    roles = {"s/a.yaml": H, "s/b.yaml": H, "s/c.yaml": P}
    assert snapshots_of(roles) == {file: file for file in roles}


def test_the_whole_repository_is_a_snapshot_where_it_holds_nothing_else() -> None:
    assert set(snapshots_of({"a.yaml": H, "units/b.yaml": P}).values()) == {""}
    mixed = snapshots_of({"a.yaml": H, "units/b.yaml": P, "rules/c.yaml": X})
    assert mixed == {"a.yaml": "a.yaml", "units/b.yaml": "units/b.yaml"}
