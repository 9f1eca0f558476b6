"""Nothing that is found depends on the order in which a file lists its units and posts."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import verdict
from orgcheck.rules.structure_rules import findings_of
from tests.building import organisation
from tests.rules.ruling import pack, rule

IDS = ("a", "b", "c", "d", "e")
PACK = pack(
    """
    pack: p
    rules:
      - {id: U, statement: s, assert: {unique: name}}
      - {id: T, statement: s, assert: {unique: tags}}
      - {id: S, statement: s, for: {kind: k}, assert: {unique_among_siblings: name}}
      - {id: A, statement: s, assert: {agree: {by: name, on: [kind, tags]}}}
      - {id: D, statement: s, assert: {distinguishable: name}}
      - {id: F, statement: s, assert: {one_top_per_file: true}}
      - {id: N, statement: s, assert: {not: {unique: name}}}
      - {id: O, statement: s, assert: {any: [{unique: name}, {must_have: kind}]}}
      - {id: C, statement: s, assert: {children: {max: 1}, span: {max: 1}, depth: {max: 1}}}
      - {id: P, statement: s, for: {of: posts}, assert: {unique: name}}
      - {id: M, statement: s, for: {of: units}, assert: {must_have: reports_to}}
    """
)


@st.composite
def flawed(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Units and posts that may be their own parents, report in circles and share names."""
    names = st.sampled_from(["Legal", "legal", "Press", {"en": "Legal", "sv": "Press"}])
    units = []
    for id in IDS:
        unit: dict[str, Any] = {"id": id, "name": draw(names)}
        for key, values in (
            ("parent", st.sampled_from([*IDS, "nobody"])),
            ("reports_to", st.sampled_from([*IDS, "p", "q"])),
            ("kind", st.sampled_from(["k", "l"])),
            ("top", st.just(True)),
            ("winding_down", st.just(True)),
            ("head", st.sampled_from(["p", "q"])),
            ("tags", st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True)),
            ("previously", st.lists(st.sampled_from([*IDS, "z"]), max_size=2, unique=True)),
            ("replaces", st.lists(st.sampled_from([*IDS, "z"]), max_size=1)),
        ):
            if draw(st.booleans()):
                unit[key] = draw(values)
        units.append(unit)
    posts = [{"id": id, "name": draw(names), "unit": draw(st.sampled_from(IDS))} for id in "pq"]
    return {"units": units, "posts": posts}


def built(parts: dict[str, list[dict[str, Any]]]) -> Organisation:
    return organisation(json.dumps({"organisation": "X", **parts}))


def told(findings: list[Finding]) -> list[str]:
    return sorted(f"{finding.rule} {finding.fingerprint}" for finding in findings)


@settings(max_examples=60, deadline=None)
@given(flawed(), st.randoms(use_true_random=False))
def test_another_order_changes_no_fingerprint(
    parts: dict[str, list[dict[str, Any]]], order: Any
) -> None:
    before = findings_of(built(parts), [PACK])
    shuffled = {key: order.sample(value, len(value)) for key, value in parts.items()}

    after = findings_of(built(shuffled), [PACK])

    assert told(after) == told(before)


def test_one_more_with_the_same_name_is_the_same_finding_and_worse() -> None:
    two = "units: [{id: a, name: X, top: true}, {id: b, name: X, parent: a}]"
    three = two.replace("]", ", {id: 0, name: X, parent: a}]").replace("id: 0", "id: '0'")
    unique = rule("{unique: name}")

    before, after = (findings_of(organisation(text), [unique]) for text in (two, three))

    judged = verdict(before, after)
    assert (judged.existing, judged.fixed) == ((), ())
    assert [one.message for one in judged.introduced] == [
        '0 has the name "X", which a and b have too; worse: 2 to 3, at most 1'
    ]
    assert not verdict(after, before).introduced


def test_whoever_shares_a_name_has_none_to_itself() -> None:
    text = "units: [{id: a, name: X, top: true}, {id: b, name: X, parent: a}]"

    assert findings_of(organisation(text), [rule("{not: {unique: name}}")]) == []


def test_a_cycle_of_units_with_other_ids_is_the_same_finding() -> None:
    text = "units: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]"
    before = findings_of(organisation(text), [])
    after = findings_of(
        organisation(text.replace("a,", "z,").replace("parent: a", "parent: z")), []
    )

    judged = verdict(before, after, renamed=lambda: {"a": "z"})

    assert (judged.introduced, judged.fixed) == ((), ())
