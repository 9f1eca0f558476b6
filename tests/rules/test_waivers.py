"""Waivers: what a file may say, what they excuse, and what is said about them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.findings import Finding, Severity
from orgcheck.measures import Bounds, Measure
from orgcheck.rules.model import Pack
from orgcheck.rules.structure_rules import findings_of
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.rules.waivers.findings import Examined, Run, findings_about
from orgcheck.rules.waivers.model import InvalidWaivers, Waiver, apply_waivers, unwaivable_rules
from orgcheck.snapshot.text import SourceText
from tests.building import organisation
from tests.rules.ruling import pack, spot

DAY = date(2026, 6, 1)
RULES = """
pack: p
rules:
  - id: R1
    statement: Teams have a head.
    for: {kind: team}
    allow_empty: true
    assert: {must_have: head}
  - id: R2
    statement: There are at most two teams.
    for: {kind: team}
    assert: {count: {max: 2}}
  - id: R3
    statement: Nobody may set this aside.
    waivable: false
    for: {kind: team}
    allow_empty: true
    assert: {must_have: tags}
  - id: R4
    statement: This was so in 2020.
    applies_to: {versions: ["2020"]}
    assert: {must_have: head}
change_rules:
  - {id: C1, statement: Nothing is abolished., on: abolish, assert: {forbidden: true}}
"""
SNAPSHOT = """
units:
  - {id: top, name: Top, top: true}
  - {id: a, name: A, kind: team, parent: top, tags: [x]}
  - {id: b, name: B, kind: team, parent: top, tags: [x], head: h}
posts: [{id: h, name: H, unit: b}]
"""
WAIVED = "- {rule: R1, unit: a, reason: agreed, expires: 2026-12-31}"


def waivers(text: str) -> tuple[Waiver, ...]:
    return read_waivers([SourceText("waivers.yaml", f"waivers:\n{dedent(text).strip()}\n")])


def wrong(text: str) -> list[tuple[int, str]]:
    with pytest.raises(InvalidWaivers) as refused:
        read_waivers([SourceText("waivers.yaml", dedent(text).lstrip("\n"))])
    return [(p.location.line, p.message) for p in refused.value.problems]


class Checked:
    """A snapshot held against rules and waivers on a day."""

    def __init__(
        self, text: str, granted: str, *, rules: str = RULES, day: date = DAY, complete: bool = True
    ) -> None:
        read: Pack = pack(rules)
        subject = organisation(text)
        found = findings_of(subject, [read])
        every = waivers(granted)
        applied = apply_waivers(found, every, day, unwaivable_rules([read]))
        self.findings: Sequence[Finding] = applied.findings
        self.waived = applied.waived
        self.about = findings_about(
            every,
            day,
            Run(
                packs=[read],
                applies=lambda _: True,
                examined=[Examined(subject, found)],
                waived=applied.waived,
                complete=complete,
            ),
        )

    @property
    def rules(self) -> list[str]:
        return [finding.rule for finding in self.findings]

    @property
    def of_waivers(self) -> list[tuple[str, int, str]]:
        return [(one.rule, spot(one)[0], one.message) for one in self.about]


class TestFile:
    def test_all_that_it_may_say(self) -> None:
        (waiver,) = waivers(
            """
            - rule: R1
              unit: a
              reason: Served by an agreement of its own.
              approved_by: Board, 12 March 2024
              expires: 2026-12-31
              reference: minute 7/2024
            """
        )

        assert (waiver.rule, waiver.unit, waiver.expires) == ("R1", "a", date(2026, 12, 31))
        assert waiver.ground == (
            "Served by an agreement of its own. "
            "(approved by Board, 12 March 2024, expires 2026-12-31, minute 7/2024)"
        )
        assert waiver.location is not None
        assert str(waiver.location) == "waivers.yaml:2:3"

    def test_an_empty_list_is_a_file_without_waivers(self) -> None:
        assert read_waivers([SourceText("waivers.yaml", "waivers: []\n")]) == ()

    def test_every_error_of_form_is_told_at_once(self) -> None:
        problems = wrong(
            """
            waivers:
              - rule: R1
                unit: a
                expires: 2026-12-31
              - {rule: R1, unit: a, snapshot: true, reason: r, expires: soon}
              - {rule: R1, reason: r, expires: 2026-12-31, permanent: true, until: 2026-12-31}
              - {rule: R1, unit: b, reason: ""}
              - R1
            """
        )

        assert problems == [
            (2, '"reason" is missing'),
            (5, '"unit" and "snapshot" exclude each other'),
            (5, 'expires: expected a date such as 2024-01-31, found the text "soon"'),
            (6, '"unit" is missing, or "snapshot: true"'),
            (6, '"expires" and "permanent" exclude each other'),
            (6, 'unknown key "until"'),
            (7, '"expires" is missing, or "permanent: true"'),
            (7, "reason: is empty"),
            (8, 'waivers[5]: expected a mapping, found the text "R1"'),
        ]

    def test_a_file_without_the_list_is_none(self) -> None:
        assert wrong("waiver: []\n") == [(1, 'unknown key "waiver"; did you mean "waivers"?')]

    @given(st.text() | st.text(alphabet="waiers: []{}-,\n&*'\"ru#"))
    def test_any_text_gives_waivers_or_says_what_is_wrong_with_it(self, text: str) -> None:
        for whole in (text, f"waivers: {text}", f"waivers:\n- rule: {text}"):
            with contextlib.suppress(InvalidWaivers):
                read_waivers([SourceText("waivers.yaml", whole)])

    def test_one_waiver_at_most_for_a_rule_and_unit(self) -> None:
        problems = wrong(f"waivers:\n{WAIVED}\n{WAIVED}\n")

        assert problems == [(3, "a second waiver of R1 for a; the first is at waivers.yaml:2:4")]


class TestWhatIsExcused:
    def test_the_finding_of_that_rule_about_that_unit(self) -> None:
        checked = Checked(SNAPSHOT, WAIVED)

        assert checked.rules == []
        assert [(one.finding.rule, one.finding.unit) for one in checked.waived] == [("R1", "a")]
        assert checked.about == []

    def test_no_other_rule_and_no_other_unit(self) -> None:
        text = SNAPSHOT.replace(", head: h", "").replace("top, tags: [x]}", "top}", 1)

        assert [(one.rule, one.unit) for one in Checked(text, WAIVED).findings] == [
            ("R1", "b"),
            ("R3", "a"),
        ]

    def test_a_finding_without_a_unit_where_it_says_snapshot(self) -> None:
        text = SNAPSHOT.replace(
            "{id: top, name: Top, ", "{id: top, name: Top, kind: team, head: h, "
        )
        text = text.replace("top: true}", "top: true, tags: [x]}")
        granted = f"{WAIVED}\n- {{rule: R2, snapshot: true, reason: r, permanent: true}}"

        assert Checked(text, WAIVED).rules == ["R2"]
        assert Checked(text, granted).rules == []

    def test_it_holds_on_its_last_day_and_not_on_the_next(self) -> None:
        assert Checked(SNAPSHOT, WAIVED, day=date(2026, 12, 31)).rules == []
        assert Checked(SNAPSHOT, WAIVED, day=date(2027, 1, 1)).rules == ["R1"]

    def test_moved_lines_new_names_and_other_words_keep_it(self) -> None:
        text = "# moved\n\n" + SNAPSHOT.replace("name: A,", "name: Another name,")
        rules = RULES.replace("Teams have a head.", "Each team has someone at its head.")

        assert Checked(text, WAIVED, rules=rules).rules == []

    def test_integrity_is_never_excused(self) -> None:
        text = SNAPSHOT.replace("parent: top, tags: [x]}", "parent: nowhere, tags: [x]}", 1)
        granted = "- {rule: ORG004, unit: a, reason: r, permanent: true}"

        assert "ORG004" in Checked(text, granted).rules


class TestFindingsAboutWaivers:
    def test_unused(self) -> None:
        granted = "- {rule: R1, unit: b, reason: r, permanent: true}"

        assert Checked(SNAPSHOT, granted).of_waivers == [
            ("ORG902", 2, "the waiver of R1 for b is unused: nothing there breaks the rule")
        ]

    def test_expired_on_a_given_day(self) -> None:
        assert Checked(SNAPSHOT, WAIVED, day=date(2027, 1, 1)).of_waivers == [
            ("ORG903", 2, "the waiver of R1 for a expired on 2026-12-31")
        ]

    @pytest.mark.parametrize(
        ("day", "rules"),
        [
            (date(2026, 11, 30), []),
            (date(2026, 12, 1), ["ORG904"]),
            (date(2026, 12, 31), ["ORG904"]),
        ],
    )
    def test_expiring_within_30_days(self, day: date, rules: list[str]) -> None:
        about = Checked(SNAPSHOT, WAIVED, day=day).about

        assert [one.rule for one in about] == rules
        assert all(one.severity == "warning" for one in about)

    @pytest.mark.parametrize("rule", ["R3", "ORG007", "ORG902"])
    def test_of_a_rule_that_may_not_be_waived(self, rule: str) -> None:
        granted = f"\n- {{rule: {rule}, unit: a, reason: r, permanent: true}}"

        assert Checked(SNAPSHOT, granted).of_waivers == [("ORG905", 2, f"{rule} may not be waived")]

    def test_of_a_unit_that_is_gone(self) -> None:
        granted = "- {rule: R1, unit: hh, reason: r, permanent: true}"

        assert Checked(SNAPSHOT, granted).of_waivers == [
            ("ORG902", 2, "the waiver of R1 for hh is for a unit that is gone")
        ]

    def test_of_a_rule_that_no_pack_has_with_the_nearest(self) -> None:
        (about,) = Checked(SNAPSHOT, "- {rule: r1, unit: a, reason: r, permanent: true}").about

        assert (about.rule, about.message) == (
            "ORG902",
            "the waiver of r1 for a is for a rule that no pack has",
        )
        assert about.fix == "did you mean R1? Else remove it"

    def test_nothing_is_said_where_the_answer_rests_on_a_faulty_value(self) -> None:
        text = SNAPSHOT.replace("kind: team, parent: top, tags: [x]}", "kind: [], parent: top}", 1)

        assert Checked(text, WAIVED).about == []

    @pytest.mark.parametrize("rule", ["C1", "CHG002", "R4"])
    def test_nothing_is_said_of_a_rule_that_was_not_asked(self, rule: str) -> None:
        assert (
            Checked(SNAPSHOT, f"- {{rule: {rule}, unit: a, reason: r, permanent: true}}").about
            == []
        )

    def test_nothing_is_said_where_a_snapshot_could_not_be_read(self) -> None:
        granted = "- {rule: R1, unit: b, reason: r, permanent: true}"

        assert Checked(SNAPSHOT, granted, complete=False).about == []


BOUND = "{rule: R1, unit: a, reason: r, permanent: true, fingerprint: '%s'}"


def finding(value: str, number: int | None = None) -> Finding:
    measure = None if number is None else Measure(number, Bounds(most=150))
    return Finding(
        rule="R1", severity=Severity.ERROR, message="m", unit="a", value=value, measure=measure
    )


def test_a_bound_waiver_excuses_its_finding_and_no_other() -> None:
    agreed, other = finding("x"), finding("y")
    granted = waivers(f"- {BOUND % agreed.fingerprint}")

    applied = apply_waivers([agreed, other], granted, DAY, frozenset())

    assert [one.finding for one in applied.waived] == [agreed]
    assert applied.findings == (other,)


def test_a_waiver_of_a_number_holds_up_to_that_number() -> None:
    agreed = finding("x", 155)
    record = BOUND % agreed.fingerprint
    granted = waivers(f"- {record.replace('}', ', value: 155}')}")

    def counts(number: int) -> bool:
        return bool(apply_waivers([finding("x", number)], granted, DAY, frozenset()).findings)

    assert (counts(152), counts(155), counts(156)) == (False, False, True)


def test_one_unit_and_rule_may_have_a_waiver_for_each_finding() -> None:
    lines = [f"- {BOUND % finding(value).fingerprint}" for value in ("x", "y")]
    assert len(waivers("\n".join(lines))) == 2
    assert wrong(f"waivers:\n{lines[0]}\n{lines[0]}\n")[0][1].startswith("a second waiver")


@pytest.mark.parametrize("named", ["a", "b"])
def test_a_fault_that_several_share_is_excused_at_whichever_the_waiver_names(named: str) -> None:
    rules = """
    pack: p
    rules: [{id: R1, statement: s, assert: {unique: name}}]
    """
    text = "units: [{id: a, name: X, top: true}, {id: b, name: X, parent: a}]"

    checked = Checked(
        text, f"- {{rule: R1, unit: {named}, reason: r, permanent: true}}", rules=rules
    )

    assert (checked.rules, len(checked.waived), checked.about) == ([], 1, [])
