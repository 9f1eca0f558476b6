"""From text to snapshot: nesting, folders, what is left out and how that is said."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from orgcheck.errors import Unreadable
from orgcheck.findings import Fault, Finding
from orgcheck.organisation import Organisation
from orgcheck.snapshot.loading import SeveralSnapshots, fits, load, load_node
from orgcheck.snapshot.model import Accepted, Named
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import Document, MappingNode, SourceText
from tests.building import integrity, organisation
from tests.generators.organisations import in_files, nested, random_organisation, shuffled
from tests.snapshot.writing import json_text


def messages(text: str) -> list[tuple[int, int, str]]:
    read = organisation(text)
    return [
        (f.location.line, f.location.column, f.message)
        for f in read.findings
        if f.location is not None
    ]


def test_nesting_gives_the_parent() -> None:
    read = organisation("""
        units:
          - id: a
            name: A
            top: true
            units:
              - id: b
                name: B
                units: [{id: c, name: C}]
          - {id: d, name: D, parent: a}
    """)
    assert {id: unit.parent for id, unit in read.units.items()} == {
        "a": None,
        "b": "a",
        "c": "b",
        "d": "a",
    }
    assert list(read.units) == ["a", "b", "c", "d"]


def test_scalars_are_what_their_field_asks_for() -> None:
    read = organisation("""
        organisation: Test
        version: 010
        units:
          - id: no
            name: 2024
            top: True
            figures: {headcount: 12, fte: 1.5e1}
            attributes: {a: yes, b: 3, c: true, d: "3", e: .5}
    """)
    unit = read.units["no"]
    assert read.snapshot.version == "010"
    assert (unit.id, unit.name, unit.top) == ("no", "2024", True)
    assert unit.figures == {"headcount": 12, "fte": 15.0}
    assert unit.attributes == {"a": "yes", "b": 3, "c": True, "d": "3", "e": 0.5}


def test_a_key_without_value_is_no_key() -> None:
    read = organisation("""
        units:
          - id: a
            name: A
            top: true
            head:
            responsibilities: ~
    """)
    assert read.findings == ()
    assert read.units["a"].head is None


def test_a_kind_of_which_nothing_is_said_is_in_the_vocabulary() -> None:
    assert (
        integrity("""
        organisation: T
        kinds:
          team:
        units: [{id: a, name: A, top: true, kind: team}]
    """)
        == []
    )


def test_the_label_is_the_version_or_the_name_of_the_file() -> None:
    stated = load([SourceText("a.yaml", "organisation: A\nversion: '7'\n")], "a")
    silent = load([SourceText("a.yaml", "organisation: A\n")], "a")
    assert (stated.snapshot.label, silent.snapshot.label) == ("7", "a")
    assert silent.snapshot.version is None


def test_an_accepted_predecessor_is_told_apart_from_a_declared_one() -> None:
    read = organisation("""
        units:
          - id: a
            name: A
            top: true
            replaces: [b, {id: c, accepted: 2024-05-01, by: Registry, evidence: 3 of 4 duties}]
    """)
    declared, accepted = read.units["a"].replaces
    assert declared == "b"
    assert isinstance(accepted, Accepted)
    assert (accepted.id, str(accepted.accepted)) == ("c", "2024-05-01")


def test_a_responsibility_may_carry_an_id() -> None:
    read = organisation("""
        units:
          - {id: a, name: A, top: true, responsibilities: [advice, {id: hr, name: {en: HR}}]}
    """)
    assert read.units["a"].responsibilities == ("advice", Named(id="hr", name={"en": "HR"}))


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("parnt: a", 9, 'b: unknown key "parnt"; did you mean "parent"?'),
        ("zzzzzzz: a", 9, 'b: unknown key "zzzzzzz"'),
        ("<<: a", 9, "b: merge keys are not part of YAML 1.2"),
        ("haed:", 9, 'b: unknown key "haed"; did you mean "head"?'),
        ("manager: ~", 9, 'b: unknown key "manager"; did you mean "head"?'),
        ("lines: [{to: a, foo: }]", 25, 'b: lines[1]: unknown key "foo"'),
        (
            "acronym: {fi: B, klingon: }",
            26,
            'b: acronym.klingon: the text "klingon" is not a language code',
        ),
        ("decision: {}", 9, 'b: unknown key "decision"'),
        ("kind: [a]", 15, "b: kind: expected a text, found a list"),
        ("tags: a", 15, 'b: tags: expected a list, found the text "a"'),
        ("top: 'true'", 14, 'b: top: expected true or false, found the text "true"'),
        ("top: yes", 14, 'b: top: expected true or false, found the text "yes"'),
        (
            "valid_from: 2024-02-30",
            21,
            "b: valid_from: expected a date such as 2024-01-31, found 2024-02-30",
        ),
        ("figures: {fte: x}", 24, 'b: figures.fte: expected a number, found the text "x"'),
        ("figures: {fte: '1'}", 24, 'b: figures.fte: expected a number, found the text "1"'),
        (
            "attributes: {a: [1]}",
            25,
            "b: attributes.a: expected a text, a number, or true or false, found a list",
        ),
        (
            "lines: [{to: a, type: x}]",
            31,
            "b: lines[1].type: expected one of functional, matrix, advisory, other, "
            'found the text "x"',
        ),
        ("lines: [{type: matrix}]", 17, 'b: lines[1]: "to" is missing'),
        ("replaces: ['x y']", 20, 'b: replaces[1]: the text "x y" is not an id'),
        (
            "acronym: {klingon: B}",
            19,
            'b: acronym.klingon: the text "klingon" is not a language code',
        ),
        ("acronym: ''", 18, "b: acronym: is empty"),
        ("acronym: {}", 18, "b: acronym: is empty"),
        ("acronym: {fi: }", 18, "b: acronym: is empty"),
        (
            "responsibilities: [{id: x, nme: y}]",
            36,
            'b: responsibilities[1]: unknown key "nme"; did you mean "name"?',
        ),
    ],
)
def test_a_wrong_value_says_what_was_expected_and_what_stood_there(
    line: str, column: int, message: str
) -> None:
    text = f"organisation: T\nunits:\n      - id: b\n        name: B\n        {line}\n"
    found = messages(text)
    assert message in [said for _, _, said in found]
    assert (5, column) in [(at, across) for at, across, said in found if said == message]


def test_all_errors_of_a_file_come_in_one_run() -> None:
    found = messages("""
        organisation: T
        status: inforce
        posts: [{id: p}]
        units:
          - {name: A, top: true}
          - {id: b, parnt: a, top: maybe}
          - text
    """)
    assert len(found) == 7


def test_a_misspelt_key_hides_only_that_the_key_that_was_meant_is_missing() -> None:
    told = messages("orgcheck: 2\norganisation: T\norgcheckk: 1\nunits: []\n")
    assert [message.partition(" ")[0] for _, _, message in told] == ["orgcheck:", "unknown"]
    assert len(messages("units: [{id: a, name: A, parent: [x], parnt: a}]")) == 2


def test_of_keys_without_a_colon_that_follow_each_other_none_is_read() -> None:
    """What is said of the first of them is said of all."""
    complaint = "has neither a colon nor a value"
    assert [message for _, _, message in messages("{organisation, Finance IT, units: []}")] == [
        f'"organisation" {complaint}'
    ]
    unit = "{id: a, name: A, top: true, kind, Finance IT}"
    assert [message for _, _, message in messages(f"units: [{unit}]")] == [
        f'a: "kind" {complaint}: an unquoted comma cuts the text that begins with "true"'
    ]


def fixes(text: str) -> list[tuple[str, str | None]]:
    return [(found.message, found.fix) for found in integrity(text) if found.rule == "ORG002"]


@pytest.mark.parametrize(
    ("unit", "message", "fix"),
    [
        (
            "{id: a, name: Trade, Industry and Regions, top: true}",
            'a: "Industry and Regions" has neither a colon nor a value: an unquoted comma cuts '
            'the text that begins with "Trade"',
            'put quotes around the text: name: "Trade, Industry and Regions"',
        ),
        (
            "{id: a, name: {en: Trade, Industry, and Law}, top: true}",
            'a: name: "Industry" has neither a colon nor a value: an unquoted comma cuts '
            'the text that begins with "Trade"',
            'put quotes around the text: en: "Trade, Industry, and Law"',
        ),
        (
            "{id: a, name: Posts, kind, top: true}",
            'a: "kind" has neither a colon nor a value: an unquoted comma cuts '
            'the text that begins with "Posts"',
            'put quotes around the text: name: "Posts, kind"',
        ),
        (
            "{id: a, name: A, top: true, figures: {budget: 1,200}}",
            'a: figures: "200" has neither a colon nor a value: a comma cuts the number before it',
            "write 1200, without a comma",
        ),
        (
            "{id: a, name: A, top: true, figures: {fte: 12,50}}",
            'a: figures: "50" has neither a colon nor a value: a comma cuts the number before it',
            "write 12.50, without a comma",
        ),
        (
            "{id: a, name: A, top: true, figures: {budget: 1.234,56}}",
            'a: figures: "56" has neither a colon nor a value: a comma cuts the number before it',
            "write 1234.56, without a comma",
        ),
        (
            "{id: a, name: A, top: true, figures: {fte: '1,5'}}",
            'a: figures.fte: expected a number, found the text "1,5"',
            "write 1.5, without quotes",
        ),
        (
            "{id: a, name: A, top: true, figures: {fte:3}}",
            'a: figures: a space is missing after the colon of "fte:3"',
            "write `fte: 3`",
        ),
        (
            "{id: a, name:A, top: true}",
            'a: a space is missing after the colon of "name:A"',
            "write `name: A`",
        ),
        (
            "{id: a, name: , top: true}",
            'a: "name" has no value',
            "write it after `name:`",
        ),
        (
            "{id: a, name: A, top: true, links: [{to: a, type: uses}, {type: uses}]}",
            'a: links[2]: "to" is missing',
            "add `to:`",
        ),
        (
            "{id: a, name: A, top: true, attributes: {motto: Light, Truth}}",
            'a: attributes: "Truth" has neither a colon nor a value: an unquoted comma cuts '
            'the text that begins with "Light"',
            'put quotes around the text: motto: "Light, Truth"',
        ),
        (
            "{id: a, name: A, top: true, tags: x; y, lines: []}",
            'a: tags: expected a list, found the text "x; y"',
            "write [x, y]",
        ),
        (
            "{id: a, name: A, top: true, tags: -x -y}",
            "a: tags: expected a list, found -x -y",
            "put a space after the dash that begins an item: `- `",
        ),
        (
            "{id: a, name: A, top: true, head: [b, c]}",
            "a: head: expected a text, found a list",
            "one post is meant: write `heads:` for several, the first the superior of those below",
        ),
    ],
)
def test_what_is_cut_or_of_the_wrong_type_says_what_was_meant(
    unit: str, message: str, fix: str
) -> None:
    assert fixes(f"units:\n- {unit}\n") == [(message, fix)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,5", "1.5"),
        ("1,200", "1200"),
        ("0,125", "0.125"),
        ("1.234,56", "1234.56"),
        ("12 500", "12500"),
        ("-1 200,5", "-1200.5"),
        ("1,234.56", "1234.56"),
    ],
)
def test_a_number_with_marks_between_its_digits_is_answered_with_what_to_write(
    written: str, meant: str
) -> None:
    found = fixes(f"units:\n- id: a\n  name: A\n  top: true\n  figures:\n    fte: {written}\n")
    assert found == [(f"a: figures.fte: expected a number, found {written}", f"write {meant}")]


def test_no_number_is_made_of_what_may_be_several() -> None:
    found = fixes("units:\n- id: a\n  name: A\n  top: true\n  figures:\n    fte: 1,2,3\n")
    assert found == [("a: figures.fte: expected a number, found 1,2,3", None)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "units: [{id: a, name: A, top: true, lines: [{to: zz, type: dotted}]}]",
            ["ORG002", "ORG004"],
        ),
        (
            "units: [{id: a, name: A, top: true}]\ndecision: {date: soon, body: nope}",
            ["ORG002", "ORG004"],
        ),
        (
            "units: [{id: a, name: A, top: true, links: [{to: zz, type: uses, x: y}]}]",
            ["ORG002", "ORG004"],
        ),
        ("units: [{id: a, name: A, top: true, links: [{to: zz}]}]", ["ORG002"]),
    ],
)
def test_one_wrong_value_hides_no_other(text: str, rules: list[str]) -> None:
    assert sorted(one.rule for one in integrity(text)) == rules


def test_of_a_mapping_what_could_be_read_is_kept_and_the_field_called_faulty() -> None:
    read = organisation(
        "units: [{id: a, name: A, top: true, figures: {fte: many, posts: 3}, kind: [x]}]"
    )
    assert read.units["a"].figures == {"posts": 3}
    assert read.faults == {Fault("a", "figures"), Fault("a", "kind")}


def test_one_parent_is_meant_and_the_others_go_elsewhere() -> None:
    ((_, fix),) = fixes("units: [{id: a, name: A, top: true}, {id: b, name: B, parent: [a, a]}]")
    assert fix == "one parent is meant: keep one, and put the others under `lines:` or `links:`"


@pytest.mark.parametrize(
    ("place", "key", "meant"),
    [
        ("", "unit", "units"),
        ("", "teams", "units"),
        ("", "positions", "posts"),
        ("", "committees", "bodies"),
        ("", "duties", "responsibilities"),
        ("units", "manager", "head"),
        ("units", "lead", "head"),
        ("units", "title", "name"),
        ("units", "childOf", "parent"),
        ("units", "part-of", "parent"),
        ("units", "subUnits", "units"),
        ("units", "supervisor", "reports_to"),
        ("units", "“kind”", "kind"),
        ("posts", "manager", "reports_to"),
        ("posts", "belongsTo", "unit"),
        ("posts", "parent", "unit"),
        ("posts", "department", "unit"),
        ("units", "unit", "parent"),
        ("bodies", "category", None),
    ],
)
def test_another_word_for_a_key_is_answered_with_the_key_of_that_place(
    place: str, key: str, meant: str | None
) -> None:
    members = {
        "units": "id: u, acronym: U",
        "posts": "id: p, acronym: P",
        "bodies": "id: b, acronym: B, type: organ",
    }
    text = f"{key}: []\n" if not place else f"{place}: [{{{members[place]}, {key}: x}}]\n"
    (fix,) = [fix for message, fix in fixes(text) if "unknown key" in message]
    offered = f"write `{meant}:`"
    assert fix == offered if meant else fix is not None and not fix.startswith("write")


def test_a_key_that_is_there_is_not_offered_for_another_word() -> None:
    found = fixes("units: [{id: a, name: A, title: Alpha, top: true}]")
    assert [fix for _, fix in found] == ["remove it, or put a fact of your own under `attributes:`"]


def test_what_a_refused_merge_key_was_to_bring_is_not_called_missing() -> None:
    found = integrity("""
        units:
          - &top {id: a, name: A, top: true}
          - {id: b, <<: {name: B, parent: a}}
          - {id: c, <<: *top}
    """)
    assert [(one.rule, one.unit) for one in found] == [("ORG002", "b"), ("ORG002", "c")]


def test_what_could_not_be_read_is_remembered_as_a_fault() -> None:
    read = organisation("units: [{id: b, name: B, parnt: a, kind: [x]}]")
    assert read.faults == {Fault("b", "parent"), Fault("b", "kind")}


def test_a_unit_without_id_is_left_out_and_its_children_are_not_called_orphans() -> None:
    found = integrity("""
        units:
          - name: A
            top: true
            units: [{id: b, name: B}]
    """)
    assert [finding.message for finding in found] == ['"id" is missing']


def test_an_id_of_the_wrong_form_still_serves_those_who_name_it() -> None:
    found = integrity("""
        units:
          - {id: a b, name: A, top: true}
          - {id: c, name: C, parent: a b}
    """)
    assert [(f.rule, f.unit, f.about) for f in found] == [
        ("ORG002", "a b", "id"),
    ]


def test_a_folder_is_one_snapshot_in_parts() -> None:
    reading = load(
        [
            SourceText("d/a.yaml", "units: [{id: b, name: B, parent: a}]"),
            SourceText("d/header.yaml", "organisation: T\nunits: [{id: a, name: A, top: true}]"),
        ],
        "d",
    )
    assert [unit.id for unit in reading.snapshot.units] == ["b", "a"]
    assert str(reading.places.locate(reading.snapshot.units[0], "parent")) == "d/a.yaml:1:34"
    assert str(reading.places.locate_header("organisation")) == "d/header.yaml:1:15"


def test_the_header_stands_in_one_file_of_a_folder() -> None:
    reading = load(
        [
            SourceText("d/a.yaml", "organisation: T\nversion: '1'"),
            SourceText("d/b.yaml", "version: '2'\nunits: []"),
        ],
        "d",
    )
    assert [(str(f.location), f.message) for f in reading.findings] == [
        ("d/b.yaml:1:1", '"version" stands in one file of a folder, here in d/a.yaml')
    ]


def test_snapshots_of_their_own_are_no_folder_snapshot() -> None:
    texts = [SourceText(name, "organisation: T\nunits: []") for name in ("d/1.yaml", "d/2.yaml")]
    with pytest.raises(SeveralSnapshots) as refused:
        load(texts, "d")
    assert refused.value.names == ("d/1.yaml", "d/2.yaml")


def test_every_unreadable_file_of_a_folder_is_named() -> None:
    texts = [
        SourceText("d/1.yaml", "a: ["),
        SourceText("d/2.yaml", "- a"),
        SourceText("d/3.yaml", ""),
    ]
    with pytest.raises(Unreadable) as refused:
        load(texts, "d")
    assert [problem.location.file for problem in refused.value.problems] == [
        "d/1.yaml",
        "d/2.yaml",
        "d/3.yaml",
    ]


@pytest.mark.parametrize("id", ["id", "id: ", "id: [x]", "id: {x: 1}", 'id: ""', "tags: []"])
def test_what_is_nested_in_a_unit_without_a_usable_id_is_not_at_fault(id: str) -> None:
    within = f"{{{id}, name: B, units: [{{id: c, name: C}}]}}"
    read = organisation(
        f"organisation: X\nunits: [{{id: a, name: A, top: true, units: [{within}]}}]"
    )

    assert len(read.findings) == 1
    assert read.findings[0].unit is None
    assert read.units["c"].parent is None


def _by_id(read: Organisation) -> dict[str, object]:
    return dict(read.units)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_nested_and_flat_forms_give_the_same_organisation(seed: int) -> None:
    rng = random.Random(seed)
    flat = random_organisation(rng, 30)
    other = organisation(json_text(nested(rng, flat)))
    assert other.findings == ()
    assert _by_id(other) == _by_id(organisation(json_text(flat)))


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_order_of_units_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    plain = random_organisation(rng, 30)
    one, other = organisation(json_text(plain)), organisation(json_text(shuffled(rng, plain)))
    assert _by_id(one) == _by_id(other)
    assert {id: one.chain(id) for id in one.superiors} == {
        id: other.chain(id) for id in other.superiors
    }


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_files_of_a_folder_give_the_same_organisation_as_one_file(seed: int) -> None:
    rng = random.Random(seed)
    plain = random_organisation(rng, 30)
    texts = [SourceText(name, json_text(part)) for name, part in in_files(rng, plain).items()]
    assert _by_id(Organisation.of(load(texts, "x"))) == _by_id(organisation(json_text(plain)))


KEYS = st.sampled_from(
    ["organisation", "units", "posts", "bodies", "responsibilities", "id", "name", "parent", "top",
     "head", "reports_to", "lines", "kinds", "figures", "version", "previously", "sites", "zz"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_data_gives_findings_or_is_refused(data: dict[str, object]) -> None:
    findings = found_in(json_text(data))
    assert all(finding.message and finding.rule.startswith("ORG") for finding in findings)
    said = " ".join(f"{finding.message} {finding.fix}" for finding in findings)
    assert "pydantic" not in said.lower()
    assert "Traceback" not in said


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=100, deadline=None)
def test_of_what_fits_nothing_is_found_wrong(seed: int, data: st.DataObject) -> None:
    values: Any = random_organisation(random.Random(seed), 4)
    assert fits(_document(values).root)

    where = values
    while isinstance(where, (dict, list)) and where:
        within = where
        keys = [*where] if isinstance(where, dict) else [*range(len(where))]
        at = data.draw(st.sampled_from(keys))
        where = within[at]
        if data.draw(st.booleans()):
            break
    within[at] = data.draw(VALUES)
    if isinstance(within, dict) and data.draw(st.booleans()):
        within[data.draw(KEYS)] = data.draw(VALUES)
    try:
        document = _document(values)
    except Unreadable:
        # Not every character may stand in a text.
        reject()

    assert not fits(document.root) or load_node(document, document.root, "o").findings == ()


def _document(values: object) -> Document:
    # As escapes, any character may stand in a text.
    document = read(SourceText("o.yaml", json.dumps(values, default=str)))
    assert isinstance(document.root, MappingNode)
    return document


def found_in(text: str) -> list[Finding]:
    """The findings of a text; none where the text as a whole is refused."""
    try:
        return integrity(text)
    except Unreadable:
        return []


@pytest.mark.parametrize("id", ["a", "9", "Å/b", "a.b_c:d-e", "a" * 128])
def test_what_is_an_id(id: str) -> None:
    assert (
        organisation(
            json_text({"organisation": "T", "units": [{"id": id, "name": "A", "top": True}]})
        ).findings
        == ()
    )


@pytest.mark.parametrize("id", ["-a", "a b", "a\n", "a,b", "a" * 129, "\u202ea", "_a", "a\u200b"])
def test_what_is_no_id(id: str) -> None:
    (found,) = organisation(
        json_text({"organisation": "T", "units": [{"id": id, "name": "A", "top": True}]})
    ).findings
    assert found.message.endswith("is not an id")
