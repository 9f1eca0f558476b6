"""What each verb of change rules accepts, and what it rejects."""

from __future__ import annotations

import pytest

from tests.rules.changes.changing import change_pack, found, messages, units
from tests.rules.ruling import problems

TOP = "id: top, name: Top, top: true"
A = "id: a, name: A, parent: top"
B = "id: b, name: B, parent: top"


class TestForbidden:
    RULE = change_pack("{forbidden: true}", on="[move, abolish]", selector="{tag: fixed}")

    def test_accepts_other_kinds_and_other_units(self) -> None:
        old = units(f"{A}, tags: [fixed]", B, "id: c, name: C, parent: b")
        new = units("id: a, name: Z, parent: top, tags: [fixed]", B, "id: c, name: C, parent: a")

        assert messages(old, new, self.RULE) == []

    def test_rejects_each_such_event(self) -> None:
        old = units(f"{A}, tags: [fixed]", f"{B}, tags: [fixed]", "id: c, name: C, parent: top")
        new = units("id: a, name: A, parent: c, tags: [fixed]", "id: c, name: C, parent: top")

        assert messages(old, new, self.RULE) == [
            "b is abolished, which the rule forbids",
            "a moves down, which the rule forbids",
        ]

    def test_without_kinds_rejects_whatever_happens_to_the_units(self) -> None:
        rule = change_pack("{forbidden: true}", selector="{id: a}")

        assert messages(units(A, B), units(A, "id: b, name: Z, parent: top"), rule) == []
        assert messages(units(A, B), units(f"{A}, kind: team", B), rule) == [
            "a is of another kind, which the rule forbids"
        ]

    def test_creations_are_selected_on_the_newer_side(self) -> None:
        rule = change_pack("{forbidden: true}", on="create", selector="{kind: staff}")

        assert messages(units(A), units(A, B), rule) == []
        assert messages(units(A), units(A, f"{B}, kind: staff"), rule) == [
            "b is created, which the rule forbids"
        ]

    def test_an_abolition_is_about_all_that_it_carries(self) -> None:
        rule = change_pack("{forbidden: true}", on="abolish", selector="{kind: office}")
        old = units(A, B, "id: c, name: C, parent: b, kind: office")

        assert messages(old, units(A), rule) == ["b is abolished, which the rule forbids"]


class TestRequiresSuccessor:
    RULE = change_pack("{requires_successor: true}")
    ALL = change_pack("{requires_successor: {duties: all}}")
    OLD = units(f"{A}, responsibilities: [advice, audit]", B)

    def test_accepts_units_that_go_on_or_have_a_successor(self) -> None:
        assert messages(self.OLD, self.OLD, self.RULE) == []
        assert (
            messages(self.OLD, units("id: z, name: Z, parent: top, replaces: [a]", B), self.RULE)
            == []
        )

    def test_rejects_units_that_end_without(self) -> None:
        assert messages(self.OLD, units(B), self.RULE) == ["a ends, and no unit succeeds it"]

    def test_names_a_possible_successor_as_no_more_than_that(self) -> None:
        old = units("id: a, name: Office of Harbour Pilots and Beacons, parent: top")
        new = units("id: b, name: Office of Harbour Beacons and Tugs, parent: top")

        assert messages(old, new, self.RULE) == [
            "a ends; no successor was found (possibly b)",
        ]

    def test_with_all_duties_accepts_successors_that_share_them(self) -> None:
        new = units(
            f"{B}, replaces: [a], responsibilities: [advice]",
            "id: c, name: C, parent: top, replaces: [a], responsibilities: [audit]",
        )

        assert messages(self.OLD, new, self.ALL) == []

    def test_with_all_duties_rejects_a_successor_that_leaves_one(self) -> None:
        new = units(
            "id: z, name: Z, parent: top, replaces: [a], responsibilities: [advice]",
            f"{B}, responsibilities: [audit]",
        )

        assert messages(self.OLD, new, self.ALL) == ["z succeeds a without audit"]


class TestKept:
    DUTIES = change_pack("{responsibilities_kept: true}")
    SITES = change_pack("{sites_kept: true}")
    OLD = units(
        f"{A}, responsibilities: [advice], sites: [Oulu]",
        f"{B}, responsibilities: [advice, audit], sites: [Turku]",
    )

    def test_accepts_what_passes_to_any_unit(self) -> None:
        new = units(f"{A}, responsibilities: [advice, audit], sites: [Oulu, Turku]", B)

        assert messages(self.OLD, new, self.DUTIES) == []
        assert messages(self.OLD, new, self.SITES) == []

    def test_rejects_what_no_unit_has_any_more_once_each(self) -> None:
        new = units(A, f"{B}, responsibilities: [audit], sites: [Turku]")

        assert messages(self.OLD, new, self.DUTIES) == [
            'the duty "advice" is dropped: a and b held it, and no unit does now'
        ]
        assert messages(self.OLD, new, self.SITES) == [
            'the site "Oulu" is closed: a was there, and no unit is now'
        ]

    def test_is_about_the_selected_units_alone(self) -> None:
        rule = change_pack("{responsibilities_kept: true}", selector="{id: a}")

        assert messages(self.OLD, units(f"{A}, responsibilities: [advice]", B), rule) == []
        assert len(messages(self.OLD, units(A, f"{B}, responsibilities: [audit]"), rule)) == 1

    def test_with_kinds_is_about_what_such_events_lose(self) -> None:
        rule = change_pack("{responsibilities_kept: true}", on="abolish")

        assert messages(self.OLD, units(A, f"{B}, responsibilities: [advice]"), rule) == []
        assert messages(self.OLD, units(f"{A}, responsibilities: [advice]"), rule) == [
            'the duty "audit" is dropped: b held it, and no unit does now'
        ]


class TestUnchanged:
    OLD = """
    posts: [{id: h, name: H, unit: a}]
    units:
      - {id: top, name: Top, top: true}
      - {id: a, name: {en: A, fi: Aa}, parent: top, head: h, kind: team, tags: [x, y]}
      - {id: b, name: B, parent: top, lines: [{to: a, type: matrix}]}
    """

    @pytest.mark.parametrize(
        ("field", "was", "now", "message"),
        [
            ("parent", "parent: top, head", "parent: b, head", "parent of a changes from top to b"),
            ("head", ", head: h", "", "head of a changes: it was h"),
            ("kind", "kind: team", "kind: unit", "kind of a changes from team to unit"),
            ("name", "en: A", "en: Z", "name of a changes"),
            ("name.fi", "fi: Aa", "fi: Zz", "name in Finnish of a changes from Aa to Zz"),
            ("tags", "tags: [x, y]", "tags: [x]", "tags of a changes"),
            (
                "acronym",
                "kind: team",
                "kind: team, acronym: AA",
                "acronym of a changes: it is AA now",
            ),
        ],
    )
    def test_rejects_another_value(self, field: str, was: str, now: str, message: str) -> None:
        rule = change_pack(f"{{unchanged: [{field}]}}", selector="{id: a}")
        new = self.OLD.replace(was, now)

        assert messages(self.OLD, new, rule) == [message]
        assert messages(self.OLD, self.OLD, rule) == []

    def test_accepts_other_fields_and_a_name_in_a_further_language(self) -> None:
        rule = change_pack("{unchanged: [name, parent]}")
        new = self.OLD.replace("fi: Aa}", "fi: Aa, sv: A}").replace("kind: team", "kind: unit")

        assert messages(self.OLD, new, rule) == []

    def test_accepts_a_reference_that_follows_what_it_names(self) -> None:
        rule = change_pack("{unchanged: [parent, head, lines]}")
        new = """
        posts: [{id: hh, name: H, unit: aa, previously: [h]}]
        units:
          - {id: root, name: Top, top: true, previously: [top]}
          - {id: aa, name: {en: A, fi: Aa}, parent: root, head: hh, kind: team, previously: [a]}
          - {id: b, name: B, parent: root, lines: [{to: aa, type: matrix}]}
        """

        assert messages(self.OLD, new, rule) == []
        assert messages(self.OLD, new.replace("type: matrix", "type: advisory"), rule) == [
            "lines of b changes"
        ]

    def test_duties_are_compared_as_duties(self) -> None:
        rule = change_pack("{unchanged: [responsibilities]}")
        old = units(f"{A}, responsibilities: [Advice]")

        assert messages(old, units(f"{A}, responsibilities: ['advice ']"), rule) == []
        assert messages(old, units(f"{A}, responsibilities: [audit]"), rule) == [
            "duties of a changes"
        ]

    def test_rejects_a_unit_that_is_gone_and_asks_a_successor(self) -> None:
        rule = change_pack("{unchanged: [parent]}", selector="{id: a}")
        old = units(A, B)

        assert messages(old, units(B), rule) == ["a ends without a successor, and keeps no parent"]
        assert messages(old, units(B, "id: c, name: C, parent: top, replaces: [a]"), rule) == []
        assert messages(old, units(B, "id: c, name: C, parent: b, replaces: [a]"), rule) == [
            "parent of c, which was a, changes from top to b"
        ]


class TestCommandUnchanged:
    RULE = change_pack("{command_unchanged: true}", selector="{id: a}")
    OLD = """
    bodies: [{id: board, name: Board, type: organ}, {id: other, name: Other, type: organ}]
    posts: [{id: dg, name: DG, unit: top, reports_to: board}]
    units:
      - {id: top, name: Top, top: true, head: dg}
      - {id: a, name: A, parent: top}
      - {id: b, name: B, parent: top}
    """

    def test_accepts_the_same_line_stated_or_derived(self) -> None:
        new = self.OLD.replace("name: A, parent: top", "name: A, parent: b, reports_to: dg")

        assert messages(self.OLD, new, self.RULE) == []

    def test_accepts_a_line_over_the_same_members_under_new_ids(self) -> None:
        new = self.OLD.replace("head: dg", "head: ceo")
        new = new.replace("{id: dg, name: DG,", "{id: ceo, name: CEO, previously: [dg],")

        assert messages(self.OLD, new, self.RULE) == []

    def test_rejects_another_superior(self) -> None:
        new = self.OLD.replace("name: A, parent: top", "name: A, parent: b")

        assert messages(self.OLD, new, self.RULE) == [
            "a reported to dg -> board, and now reports to b -> dg -> board"
        ]

    def test_rejects_a_change_further_up_and_points_there(self) -> None:
        new = self.OLD.replace("reports_to: board", "reports_to: other")
        (finding,) = [f for f in found(self.OLD, new, [self.RULE]) if f.rule == "R1"]

        assert finding.message == "a reported to dg -> board, and now reports to dg -> other"
        assert finding.chain == ("a", "dg", "other")
        assert str(finding.location) == "new.yaml:2:51"

    def test_rejects_a_line_that_is_cut_short_or_goes_on(self) -> None:
        new = self.OLD.replace(", reports_to: board", "")

        assert messages(self.OLD, new, self.RULE) == [
            "a reported to dg -> board, and now reports to dg"
        ]
        assert messages(new, self.OLD, self.RULE) == [
            "a reported to dg, and now reports to dg -> board"
        ]

    def test_rejects_the_end_of_the_unit(self) -> None:
        new = self.OLD.replace("      - {id: a, name: A, parent: top}\n", "")

        assert messages(self.OLD, new, self.RULE) == [
            "a ends without a successor, and keeps no line of command"
        ]

    def test_is_silent_where_the_line_rests_on_a_faulty_value(self) -> None:
        new = self.OLD.replace("name: A, parent: top", "name: A, parent: nowhere")

        assert messages(self.OLD, new, self.RULE) == []


class TestMaxShare:
    OLD = units(A, B, "id: c, name: C, parent: a", "id: d, name: D, parent: c")
    NEW = OLD.replace("name: C, parent: a", "name: C, parent: b")

    def test_counts_all_that_moves_along(self) -> None:
        assert messages(self.OLD, self.NEW, change_pack("{max_share: 0.4}", on="move")) == []
        assert messages(self.OLD, self.NEW, change_pack("{max_share: 0.3}", on="move")) == [
            "this touches 40% of the units (2 of 5 there were), more than 30%, "
            "and no `reorganisation:` declares its measures"
        ]

    def test_counts_only_such_events(self) -> None:
        assert messages(self.OLD, self.NEW, change_pack("{max_share: 0}", on="abolish")) == []

    def test_of_a_branch_where_one_is_selected(self) -> None:
        rule = change_pack("{max_share: 0.6}", selector="{within: a}")

        assert messages(self.OLD, self.NEW, rule) == [
            "this touches 100% of the selected units (2 of 2 there were), more than 60%, "
            "and no `reorganisation:` declares its measures"
        ]

    def test_units_that_begin_count_among_those_there_are_now(self) -> None:
        rule = change_pack("{max_share: 0.5}", on="create")

        assert messages(units(), self.OLD, rule) == [
            "this touches 80% of the units (4 of 5 there are now), more than 50%, "
            "and no `reorganisation:` declares its measures"
        ]

    def test_accepts_more_where_a_manifest_declares_it(self) -> None:
        manifest = "reorganisation: {title: T, measures: [{id: M1, statement: C moves.}]}\n"

        assert messages(self.OLD, self.NEW + manifest, change_pack("{max_share: 0.3}")) == []

    def test_a_manifest_that_was_there_before_declares_nothing(self) -> None:
        manifest = "reorganisation: {title: T, measures: [{id: M1, statement: C moves.}]}\n"
        rule = change_pack("{max_share: 0.3}", on="move")

        assert len(messages(self.OLD + manifest, self.NEW + manifest, rule)) == 1


class TestDeclared:
    RULE = change_pack("{declared: true}")
    OLD = units("id: a, name: Customer Service, parent: top", B)

    def test_accepts_same_ids_declarations_and_what_a_person_accepted(self) -> None:
        for entry in ("a", "{id: a, accepted: 2024-05-01}"):
            new = units(f"id: z, name: Z, parent: top, previously: [{entry}]", B)
            assert messages(self.OLD, new, self.RULE) == []

    def test_accepts_what_nothing_need_be_said_of(self) -> None:
        assert messages(self.OLD, units("id: q, name: Q, parent: b", B), self.RULE) == []

    def test_rejects_what_was_merely_inferred(self) -> None:
        new = units("id: z, name: Customer Service, parent: top", B)

        assert messages(self.OLD, new, self.RULE) == [
            "a has the id z now: inferred from the name alone, declared nowhere"
        ]


class TestCel:
    def test_over_the_event_and_its_units(self) -> None:
        rule = change_pack("{cel: 'old[0].kind != \"team\" || change.carried < 1'}", on="move")
        old = units(f"{A}, kind: team", B, "id: c, name: C, parent: a")
        new = old.replace("name: A, parent: top", "name: A, parent: b")

        assert messages(old, new, rule) == ["a moves down: It holds."]
        assert (
            messages(
                old.replace("kind: team", "kind: unit"),
                new.replace("kind: team", "kind: unit"),
                rule,
            )
            == []
        )

    def test_without_an_answer_is_a_finding(self) -> None:
        rule = change_pack("{cel: 'old[3].kind == \"team\"'}", on="rename")

        assert messages(units(A), units("id: a, name: Z, parent: top"), rule) == [
            "R1 cannot be evaluated for the event that a is renamed: "
            "a list has no item of that number"
        ]

    def test_where_chooses_events(self) -> None:
        rule = change_pack("{forbidden: true}", on="abolish", where="'change.carried > 0'")
        old = units(A, B, "id: c, name: C, parent: b")

        assert messages(old, units(B, "id: c, name: C, parent: b"), rule) == []
        assert len(messages(old, units(A), rule)) == 1

    def test_a_condition_without_an_answer_is_one_finding_about_the_rule(self) -> None:
        rule = change_pack("{forbidden: true}", on="rename", where="'old[3].top'")
        (message,) = messages(units(A), units("id: a, name: Z, parent: top"), rule)

        assert message == "R1 cannot be evaluated: a list has no item of that number"

    def test_absent_fields_can_be_asked_for(self) -> None:
        rule = change_pack("{cel: '!has(change.item)'}", on="[rename, site]")
        old = units(f"{A}, sites: [Oulu]", B)

        assert messages(old, units("id: a, name: Z, parent: top, sites: [Oulu]", B), rule) == []
        assert len(messages(old, units(A, B), rule)) == 1


class TestLogic:
    OLD = units(f"{A}, responsibilities: [advice]", B)

    def test_any_accepts_where_one_holds_and_else_says_why_each_fails(self) -> None:
        rule = change_pack("{any: [{requires_successor: true}, {responsibilities_kept: true}]}")

        assert messages(self.OLD, units(f"{B}, responsibilities: [advice]"), rule) == []
        assert messages(self.OLD, units(B), rule) == [
            'a ends, and no unit succeeds it; and the duty "advice" is dropped: '
            "a held it, and no unit does now"
        ]

    def test_all_has_findings_of_each(self) -> None:
        rule = change_pack("{all: [{requires_successor: true}, {responsibilities_kept: true}]}")

        assert len(messages(self.OLD, units(B), rule)) == 2
        assert messages(self.OLD, self.OLD, rule) == []

    def test_not_rejects_where_it_holds(self) -> None:
        rule = change_pack("{not: {unchanged: [kind]}}", selector="{id: a}")

        assert messages(self.OLD, self.OLD, rule) == ["of a must not hold: unchanged"]
        assert messages(self.OLD, self.OLD.replace("{id: a,", "{id: a, kind: team,"), rule) == []

    def test_not_of_an_event(self) -> None:
        rule = change_pack("{not: {cel: 'change.carried > 0'}}", on="abolish")
        old = units(A, B, "id: c, name: C, parent: b")

        assert messages(old, units(B, "id: c, name: C, parent: b"), rule) == []
        assert messages(old, units(A), rule) == ["b is abolished, which must not hold of it: cel"]


@pytest.mark.parametrize(
    ("asked", "fix"),
    [
        ("change.kind == 'abolsh'", "did you mean abolish?"),
        ("change.carried > 1 || change.kind != 'xyzzy'", "known here: reorganise, merge"),
    ],
)
def test_a_kind_of_event_that_does_not_exist_is_no_condition(asked: str, fix: str) -> None:
    head = "pack: p\nchange_rules:\n- {id: R1, statement: s, assert: {forbidden: true}, "
    text = f'{head}where: "{asked}"}}\n'
    (refused,) = problems(text)
    assert "there is no kind of event" in refused.message
    assert refused.fix is not None
    assert refused.fix.startswith(fix)
