"""Catalogues of teams and registers: what of them is read, and what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import orgcheck
from orgcheck.convert.converting import export_snapshot
from orgcheck.convert.formats import format_of
from orgcheck.errors import InvalidSnapshot
from orgcheck.findings import Origin
from orgcheck.snapshot.model import Snapshot
from tests.convert.workbooks import noted, read, told, tree


def group(name: str, spec: str) -> str:
    head = "apiVersion: backstage.io/v1alpha1\nkind: Group\n"
    return f"---\n{head}metadata: {{name: {name}}}\nspec: {{{spec}}}\n"


CATALOG = (
    group("acme", "type: organization, profile: {displayName: ACME}, children: [infra, Web]")
    + group("infra", "type: department, parent: 'group:default/other', children: [ghost]")
    + group("web", "type: team, children: []")
    + "---\nkind: User\nmetadata: {name: jane}\n"
)


def test_parents_and_children_of_groups_are_checked_against_each_other() -> None:
    imported = read(CATALOG, "org.backstage")

    assert tree(imported) == {"acme": None, "infra": "acme", "web": "acme"}
    assert told(imported) == [
        'org.backstage:9:18: "infra" is a child of "acme", and names "other" as parent',
        'org.backstage:9:18: child "ghost" is no group here',
    ]
    assert noted(imported) == [
        "org.backstage: 1 person left out: --with-people reads who belongs to what"
    ]
    assert imported.snapshot.units[2].origin == Origin("org.backstage", line=14)
    assert [unit.kind for unit in imported.snapshot.units] == ["organization", "department", "team"]


def test_a_name_that_backstage_does_not_take_is_made_and_the_id_kept_beside_it() -> None:
    units = [{"id": "a/b", "name": "A", "top": True}, {"id": "A-B", "name": "B", "parent": "a/b"}]
    exported = export_snapshot(
        Snapshot.model_validate({"organisation": "A", "units": units}), "backstage"
    )

    assert isinstance(exported.content, str)
    assert "metadata: {name: a-b, annotations: {orgcheck/id: a/b}}" in exported.content
    assert "metadata: {name: A-B-2, annotations: {orgcheck/id: A-B}}" in exported.content


def test_organizations_and_posts_of_popolo_are_read() -> None:
    data = {
        "organizations": [
            {"id": "p", "name": "Parliament", "classification": "legislature"},
            {"id": "c", "name": "Committee", "parent_id": "p", "founding_date": "2024-02"},
        ],
        "posts": [{"id": "chair", "label": "Chair", "organization_id": "c"}],
        "persons": [{"id": "1", "name": "Somebody"}],
    }
    imported = read(json.dumps(data), "x.popolo")

    assert tree(imported) == {"p": None, "c": "p"}
    assert str(imported.snapshot.units[1].valid_from) == "2024-02"
    assert imported.snapshot.posts[0].unit == "c"
    assert noted(imported) == [
        "x.popolo: 1 person left out: --with-people reads who belongs to what"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "expected a mapping"), ("{}", 'no list "organizations"'), ("{", "x.popolo:1")],
)
def test_what_is_no_popolo_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidSnapshot, match=message):
        read(text, "x.popolo")


@pytest.mark.parametrize("format", ["backstage", "popolo"])
def test_what_a_catalogue_cannot_hold_is_counted(format: str) -> None:
    unit = {"id": "a", "name": {"fi": "Ä", "en": "A"}, "top": True, "tags": ["x", "y"]}
    unit |= {"links": [{"to": "a", "type": "t"}], "responsibilities": ["pay"]}
    body = {"id": "b", "name": "B", "type": "organ"}
    data = {"organisation": "T", "version": "1", "units": [unit], "bodies": [body]}

    assert export_snapshot(Snapshot.model_validate(data), format).not_written == (
        "organisation of the snapshot",
        "version of the snapshot",
        "1 body",
        "1 duty",
        "2 tags",
        "1 link",
        "1 name in a further language",
    )


def test_a_format_is_told_by_ending_and_content() -> None:
    named = [
        format_of(*one) for one in (("a.yaml", CATALOG.encode()), ("a.json", b'{"units": []}'))
    ]
    assert [format and format.name for format in named] == ["backstage", None]
    assert format_of("a.yaml") is None


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "a.yaml",
            "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: a}\n"
            "spec: {type: team, children: [], parent: gone}\n",
            'parent "gone" is no group here',
        ),
        (
            "a.json",
            '{"organizations": [{"id": "a", "name": "A", "parent_id": "gone"}]}',
            'parent_id "gone" is no organization here',
        ),
    ],
)
def test_a_parent_that_a_catalogue_lacks_is_told(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    imported = orgcheck.import_snapshot(file)

    assert [one.message for one in imported.defects] == [message]
    (result,) = orgcheck.check(file, isolated=True)
    assert [finding.rule for finding in result.findings] == ["ORG002"]
