"""Reading a text with the values of an older one gives what reading the whole text gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.errors import Unreadable
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.reading import Reading
from orgcheck.snapshot.sharing import read_like
from orgcheck.snapshot.text import Document, ListNode, MappingNode, SourceText

HEAD = "organisation: Kela\nunits:\n"

UNITS = (
    "  - id: a\n",
    "  - id: b\n    name: B\n    parent: a\n",
    "  - {id: c, name: C}\n",
    "  - id: d\n    sites:\n      - Turku\n      - {id: o, name: O}\n    figures: {staff: 3}\n",
    "  - id: e\n    units:\n      - id: f\n        units:\n          - id: g\n",
    "  -   id: h\n      name: H\n",
    "  -\n    id: i\n",
    "  - id: j\n    name: |\n      several\n\n      lines\n\n\n",
    "  - id: k\n    name: >2\n      folded\n",
    "  - id: l\n    name: plain\n      over two lines\n",
    "  - id: m # a comment\n\n# another\n  # a third\n",
)
# The same but for ids.
OTHER_IDS = (
    "  - id: longer\n    name: B\n    parent: a-b\n",
    "  - id: no\n    name: B\n    parent: null\n",
    "  - id: dd\n    sites:\n      - Turku\n      - {id: o, name: O}\n    figures: {staff: 3}\n",
    "  -   id: hhh\n      name: H\n",
    "  - id: e\n    head: x\n    figures: {staff: 3, it: 4}\n    parent: y\n    sites: [Turku]\n",
    "  - id: ee\n    head: t\n    figures: {staff: 3, it: 4}\n    parent: yy\n    sites: [Turku]\n",
)
# What begins like a unit and is none by itself, or is none at all.
ODD = (
    '  - id: n\n    name: "open\n',
    '   and closed"\n',
    "  - id: o\n    name: 'open\n",
    "  - id: o\n    name: 'open\n    parent: a\n    head: b'\n",
    "  - id: o\n    name: 'open\n    parent: other\n    head: b'\n",
    "  - id: o\n    name:\n    parent: b\n",
    "  - id: o\n    name:\n    parent: c\n    parent: d\n",
    "  - it's closed'\n",
    "  - id: p\n    sites: [Oulu,\n",
    "  - q]\n",
    "  - id: r\n    name:\n",
    "  - s\n",
    "  - - id: t\n",
    "  - &anchor {id: u, name: U}\n",
    "  - *anchor\n",
    "  - id: v\n    id: v\n",
    "  - !!str w\n",
    "  - id: x\n    name: X\u2028   - id: y\n",
    "  - id: z\n    legal_basis:\n    attributes: {x: 1, y: true}\n",
    "   - id: deeper\n",
    "- id: flush\n",
    "posts:\n",
    "units:\n",
    "---\n",
    "%YAML 1.1\n",
    "\t- id: tab\n",
    "  - id: cr\r\n",
)
HEADS = (HEAD, "units:  # all of them\n", "units: \n", "orgcheck: 1\nunits: []\n", 'x: "\nunits:\n')
TAILS = ("", "posts:\n  - id: a\n  - {id: c, name: C}\n", "# the end", '"\n', "organisation: K\n")


def texts(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda head, pieces, tail: head + "".join(pieces) + tail,
        st.sampled_from(HEADS),
        st.lists(st.sampled_from(pieces), min_size=3, max_size=9),
        st.sampled_from(TAILS),
    )


def read_or_none(text: str) -> Document | None:
    try:
        return read(SourceText("org.yaml", text))
    except Unreadable:
        return None


def told(document: Document, value: Any) -> Any:
    """A value with the place of everything in it."""
    if isinstance(value, MappingNode):
        return {
            key: (document.of_key(value, key), document.of_value(value, key), told(document, item))
            for key, item in value.items()
        }
    if isinstance(value, ListNode):
        return [(document.of_value(value, i), told(document, v)) for i, v in enumerate(value)]
    return type(value), value


def shared(older: str, newer: str) -> Document | None:
    document = read(SourceText("old.yaml", older))
    return read_like(SourceText("org.yaml", newer), document)


@settings(deadline=None)  # the first example imports numpy
@given(older=texts((*UNITS, *OTHER_IDS)), newer=texts((*UNITS, *OTHER_IDS, *ODD)))
def test_what_is_shared_is_what_the_text_says(older: str, newer: str) -> None:
    before = read_or_none(older)
    if before is None or not isinstance(before.root, MappingNode):
        return
    untouched = told(before, before.root)
    found = read_like(SourceText("org.yaml", newer), before)
    if found is not None:
        whole = read(SourceText("org.yaml", newer))
        assert told(found, found.root) == told(whole, whole.root)
        assert found.start() == whole.start()
    assert told(before, before.root) == untouched


@given(pieces=st.lists(st.sampled_from(UNITS[:5]), min_size=3, unique=True), data=st.data())
def test_units_in_another_order_are_all_found_but_the_first_and_the_last(
    pieces: list[str], data: st.DataObject
) -> None:
    newer = data.draw(st.permutations(pieces))
    found = shared(HEAD + "".join(pieces), HEAD + "".join(newer))
    assert (found is None) == (not set(pieces[1:-1]) & set(newer[1:-1]))


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(
            HEAD + '  - id: a\n    name: "\n  - id: b\n  - id: c"\n  - id: d\n', id="quotes"
        ),
        pytest.param(
            HEAD + "  - id: a\n  - id: b\n  - id: c\n  - id: c2\n---\nx: 1\n", id="documents"
        ),
        pytest.param("x: |\n units:\n  - id: a\n  - id: b\n  - id: c\n  - id: d\n", id="a block"),
        pytest.param(HEAD + "  - id: a\r\n  - id: b\n  - id: c\n  - id: d\n", id="line ends"),
        pytest.param(HEAD + "  - id: a\n  - id: b\n  - id: c\n    id: c\n", id="a key twice"),
    ],
)
def test_where_it_is_not_certain_nothing_is_shared(newer: str) -> None:
    older = HEAD + "  - id: a\n  - id: b\n  - id: c\n  - id: d\n"
    assert shared(older, newer) is None


def test_what_is_shared_already_or_by_aliases_is_read_whole() -> None:
    first = HEAD + "".join(f"  - id: u{n}\n" for n in range(6))
    second, third = first.replace("u5", "u9"), first.replace("u1", "long id")
    once = shared(first, second)
    assert once is not None
    assert read_like(SourceText("org.yaml", third), once) is None

    anchored = first.replace("id: u2", "id: &two u2")
    assert shared(anchored, anchored.replace("u5", "u9")) is None


def loaded(text: str, like: Reading | None = None) -> Reading:
    return load([SourceText("org.yaml", text)], "org", like.places if like else None)


def test_a_unit_with_the_same_words_is_the_same_unit() -> None:
    older = loaded(HEAD + "".join(f"  - {{id: u{n}, name: U}}\n" for n in range(5)))
    newer = loaded(HEAD + "".join(f"  - {{id: u{n}, name: U}}\n" for n in (4, 0, 1, 2, 9)), older)
    assert [unit.id for unit in newer.snapshot.units] == ["u4", "u0", "u1", "u2", "u9"]
    assert newer.snapshot.units[2] is older.snapshot.units[1]


def test_of_a_unit_with_other_ids_only_these_are_read_anew() -> None:
    unit = "  - id: {}\n    name: U\n    sites: [Turku, Oulu]\n    parent: {}\n"
    older = HEAD + "".join(unit.format(f"u{n}", "u0") for n in range(5))
    newer = HEAD + "".join(unit.format(f"of-{n}", "null") for n in range(5))
    before = read(SourceText("old.yaml", older))
    found = read_like(SourceText("org.yaml", newer), before)
    assert found is not None
    whole = read(SourceText("org.yaml", newer))
    assert told(found, found.root) == told(whole, whole.root)
    sites = {id(unit["sites"]) for unit in before.root["units"]}
    assert [id(unit["sites"]) in sites for unit in found.root["units"]] == [
        *(False, True, True, True, False)
    ]


def test_what_a_unit_with_other_ids_says_is_what_the_text_says() -> None:
    unit = "  - id: {}\n    name: U\n    sites: [Turku]\n    parent: {}\n"
    ids = [("new", "u0"), ("u2", "12"), ("_c", "null"), ("d" * 129, "u0"), ("no", "true")]
    older = loaded(HEAD + "".join(unit.format(f"u{n}", "u0") for n in range(7)))
    newer = HEAD + "".join(unit.format(*pair) for pair in [("u0", "u0"), *ids, ("u6", "u0")])
    found, whole = loaded(newer, older), loaded(newer)
    assert found.snapshot == whole.snapshot
    assert [(f.message, f.location) for f in found.findings] == [
        (f.message, f.location) for f in whole.findings
    ]
    valid = HEAD + "".join(unit.format(*pair) for pair in [("u0", "u0"), *ids[:2], ("u6", "u0")])
    copied = loaded(valid, older)
    assert copied.snapshot == loaded(valid).snapshot
    assert copied.snapshot.units[1].sites is older.snapshot.units[1].sites


def test_units_in_one_with_another_id_stand_below_that() -> None:
    older = "".join(
        f"  - id: {id}\n    name: U\n    units:\n      - id: in-{id}\n        name: V\n"
        for id in "abcd"
    )
    newer = HEAD + older.replace("id: b\n", "id: new\n")
    found = loaded(newer, loaded(HEAD + older)).snapshot
    assert {unit.id: unit.parent for unit in found.units}["in-b"] == "new"


def test_what_did_not_fit_is_reported_of_both() -> None:
    text = HEAD + "  - {id: a, name: A}\n  - {id: b, nmae: B}\n  - {id: c, name: C}\n"
    older = loaded(text)
    newer = loaded(HEAD + "  - {id: new, name: N}\n" + text.removeprefix(HEAD), older)
    assert [(f.message, f.location.line) for f in older.findings if f.location] == [
        ('b: unknown key "nmae"; did you mean "name"?', 4)
    ]
    assert [(f.message, f.location.line) for f in newer.findings if f.location] == [
        ('b: unknown key "nmae"; did you mean "name"?', 5)
    ]


def test_files_of_a_folder_are_held_against_those_of_the_same_name() -> None:
    def folder(name: str, first: str) -> list[SourceText]:
        units = "".join(f"  - {{id: u{n}, name: U}}\n" for n in range(3))
        return [
            SourceText(
                f"{name}/a.yaml", f"organisation: Kela\n{HEAD[-7:]}  - {{id: {first}, name: F}}\n"
            ),
            SourceText(f"{name}/b.yaml", f"{HEAD[-7:]}{units}"),
        ]

    older = load(folder("old", "x"), "old")
    newer = load(folder("new", "y"), "new", older.places)
    assert newer.snapshot.units[2] is older.snapshot.units[2]
    assert [unit.id for unit in newer.snapshot.units] == ["y", "u0", "u1", "u2"]
