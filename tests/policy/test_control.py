"""What a change alters of the rules, waivers and settings that it is judged by."""

from __future__ import annotations

import pytest

from orgcheck.policy.configuration import Settings
from orgcheck.policy.control import alterations
from orgcheck.results import Control
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.snapshot.text import SourceText

PACK = """\
pack: p
rules:
  - id: R1
    statement: One.
    for: {id: a}
    assert: {must_have: head}
    fail: [{units: []}]
  - {id: R2, statement: Two., assert: {must_have: kind}}
change_rules:
  - {id: C1, statement: Three., assert: {requires_successor: true}}
  - {id: CHG002, severity: error}
"""
WAIVERS = "waivers: [{rule: R1, unit: a, reason: agreed, expires: 2026-12-31}]\n"


def altered(
    pack: str = PACK, waivers: str = WAIVERS, settings: Settings | None = None
) -> list[tuple[str, str, str, str]]:
    before, after = SourceText("old.yaml", PACK), SourceText("new.yaml", pack)
    old, new = (read_waivers([SourceText("w.yaml", text)]) for text in (WAIVERS, waivers))
    found = alterations(
        ([before], [after]),
        (old, new),
        (Settings(ignore=("R9",)), settings or Settings(ignore="R9")),
    )
    return [(one.sort, one.name, one.change, one.detail) for one in found]


def test_nothing_is_altered_where_all_is_the_same() -> None:
    assert altered() == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("pack: p\n", "# A comment\npack: p\n"),
        ("fail: [{units: []}]", "fail: [{units: [{id: a, name: A}]}]"),
        ("for: {id: a}", "for: {'id': \"a\"}"),
        (
            "- {id: R2, statement: Two., assert: {must_have: kind}}",
            "- {statement: Two., id: R2, assert: {must_have: kind}}",
        ),
    ],
    ids=["a comment", "a rule's own tests", "quotes", "the order of keys"],
)
def test_what_changes_no_rule_is_no_alteration(was: str, now: str) -> None:
    assert altered(PACK.replace(was, now)) == []


def test_rules_that_come_go_and_change() -> None:
    text = PACK.replace("for: {id: a}", "for: {id: b}").replace("C1", "C9")

    assert altered(text) == [
        ("rule", "C1", "removed", "Three."),
        ("rule", "C9", "added", "Three."),
        ("rule", "R1", "changed", "for"),
    ]


def test_the_severity_of_a_default_rule() -> None:
    assert altered(PACK.replace("severity: error", "severity: info")) == [
        ("rule", "CHG002", "changed", "severity")
    ]


def test_parameters_of_a_pack_stand_among_its_rules() -> None:
    assert altered("parameters: {most: 3}\n" + PACK) == [("rule", "p.parameters", "added", "")]


def test_waivers_that_come_go_and_change() -> None:
    assert altered(waivers="waivers: []") == [
        ("waiver", "R1 for a", "removed", "agreed (expires 2026-12-31)")
    ]
    assert altered(waivers=WAIVERS.replace("2026-12-31", "2027-12-31")) == [
        (
            "waiver",
            "R1 for a",
            "changed",
            "agreed (expires 2027-12-31); was: agreed (expires 2026-12-31)",
        )
    ]
    other = "waivers: [{rule: R1, snapshot: true, reason: r, permanent: true}]"
    assert [one[:3] for one in altered(waivers=other)] == [
        ("waiver", "R1 for the snapshot as a whole", "added"),
        ("waiver", "R1 for a", "removed"),
    ]


def test_settings() -> None:
    settings = Settings(fail_on="warning", rules=("r.yaml",))

    assert altered(settings=settings) == [
        ("setting", "ignore", "removed", ""),
        ("setting", "rules", "added", ""),
        ("setting", "fail_on", "added", ""),
    ]


def test_alterations_can_be_asked_for_by_sort() -> None:
    found = alterations(
        ([SourceText("old.yaml", PACK)], []), ((), ()), (Settings(), Settings(ignore="R9"))
    )
    control = Control("main", alterations=found)

    assert len(control.altered("rule")) == 4
    assert [one.name for one in control.altered("setting")] == ["ignore"]
