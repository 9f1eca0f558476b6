"""Laws of the engine: what it finds does not depend on order, and doubt only silences."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.findings import Fault, Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.model import Pack
from orgcheck.rules.structure_rules import evaluate
from tests.building import organisation
from tests.rules.ruling import pack

IDS = ("a", "b", "c", "d", "e")
RULES = (
    ("{reports_directly_to: [a, b]}", "{}"),
    ("{reports_to: a}", "{kind: k}"),
    ("{not_reporting_to: b}", "{}"),
    ("{within: a}", "{not: {id: a}}"),
    ("{not_within: b}", "{leaf: true}"),
    ("{parent_kind: k}", "{top: false}"),
    ("{child_kinds: k}", "{}"),
    ("{depth: {max: 1}}", "{}"),
    ("{span: {max: 1}}", "{}"),
    ("{children: {max: 1}}", "{within: a}"),
    ("{contains_only: {kind: k}}", "{id: [b, c]}"),
    ("{contains_all: {kind: k}}", "{id: [b, c]}"),
    ("{sum: {figure: fte, max: 2}}", "{}"),
    ("{separate_from: {units: {kind: k}, below: a}}", "{id: [c, d]}"),
    ("{count: {max: 1}}", "{kind: k}"),
    ("{children: {kind: k, max: 0}}", "{}"),
    ("{children: {min: 2, usually: 0.5}}", "{leaf: false}"),
    ("{usual: {fields: [children, figures], share: 0.5, least: 2}}", "{}"),
    ("{cel: parent == null || parent.kind == 'k'}", "{}"),
    ("{cel: size(unit.named_by) == 0}", "{kind: k}"),
    ("{cel: unit.depth < 2 && size(unit.chain) < 3}", "{where: has(unit.kind)}"),
    ("{one_of: {kind: k}, must_have: figures}", "{}"),
    ("{any: [{parent_kind: k}, {must_have: figures}]}", "{}"),
)


def _contraries() -> list[tuple[str, str]]:
    """What each rule demands, forbidden."""
    return [(f"{{not: {demand}}}", chosen) for demand, chosen in RULES]


def _pack() -> Pack:
    rules = [
        f"  - {{id: R{number}, statement: s, allow_empty: true, for: {chosen}, assert: {demand}}}"
        for number, (demand, chosen) in enumerate((*RULES, *_contraries()))
    ]
    return pack("\n".join(["pack: p", "rules:", *rules]))


PACK = _pack()


@st.composite
def unit_lists(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A tree of a few units, some with lines, kinds and figures of their own."""
    units: list[dict[str, Any]] = []
    for number, id in enumerate(IDS):
        unit: dict[str, Any] = {"id": id, "name": id.upper()}
        if number == 0:
            unit["top"] = True
        else:
            unit["parent"] = draw(st.sampled_from(IDS[:number]))
        if draw(st.booleans()):
            unit["kind"] = draw(st.sampled_from(["k", "l"]))
        if number and draw(st.booleans()):
            unit["reports_to"] = draw(st.sampled_from(IDS[:number]))
        if draw(st.booleans()):
            unit["figures"] = {"fte": draw(st.integers(0, 2))}
        units.append(unit)
    return units


def _built(units: list[dict[str, Any]]) -> Organisation:
    return organisation(json.dumps({"organisation": "X", "units": units}))


def _told(findings: list[Finding]) -> set[str]:
    return {finding.fingerprint for finding in findings}


@settings(max_examples=40, deadline=None)
@given(unit_lists(), st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(units: list[dict[str, Any]], order: Any) -> None:
    before = _told(evaluate(_built(units), [PACK]))
    shuffled = list(units)
    order.shuffle(shuffled)
    assert _told(evaluate(_built(shuffled), [PACK])) == before


@settings(max_examples=40, deadline=None)
@given(
    unit_lists(),
    st.sets(
        st.builds(
            Fault,
            st.sampled_from(IDS),
            st.sampled_from(["parent", "reports_to", "kind", "id", "head", "figures"]),
        ),
        max_size=3,
    ),
)
def test_faults_only_silence(units: list[dict[str, Any]], faults: set[Fault]) -> None:
    built = _built(units)
    assert _told(evaluate(built, [PACK], faults)) <= _told(evaluate(built, [PACK]))


@settings(max_examples=40, deadline=None)
@given(unit_lists())
def test_separate_is_who_has_nobody_above_that_another_has_above_too(
    units: list[dict[str, Any]],
) -> None:
    whole = _built(units)
    parents = {id: unit.parent for id, unit in whole.units.items()}
    above = {
        id: {id, *whole.chain(id), *ancestors}
        for id in IDS
        for ancestors in [_with_all_above(id, parents)]
    }
    shared = {
        (one, common)
        for one in IDS
        for common in above[one] - {"a"}
        if any(common in above[other] for other in IDS if other != one)
    }
    asked = pack(
        "pack: p\nrules: [{id: R, statement: s, assert: {separate_from: {units: {}, below: a}}}]"
    )

    found = evaluate(whole, [asked])

    assert {(one.unit, one.value) for one in found} <= shared
    assert {one.unit for one in found} == {one for one, _ in shared}


def _with_all_above(id: str, parents: dict[str, str | None]) -> set[str]:
    parent = parents[id]
    return {id} if parent is None else {id, *_with_all_above(parent, parents)}
