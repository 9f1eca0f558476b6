"""The default rules about changes: what is found without any pack, and where they keep silent."""

from __future__ import annotations

import pytest

from orgcheck.findings import Finding
from orgcheck.rules.change_rules import (
    change_findings,
    in_order_of_weight,
    without_consequences,
    without_dangling,
)
from orgcheck.rules.integrity import check
from tests.rules.changes.changing import change_pack, found, ground, units
from tests.rules.ruling import pack

A = "id: a, name: A, parent: top"
B = "id: b, name: B, parent: top"
OLD = units(f"{A}, responsibilities: [advice], sites: [Oulu]", B)


def briefly(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(finding.rule, str(finding.severity), finding.unit) for finding in findings]


class TestDutyDropped:
    NEW = units(f"{A}, sites: [Oulu]", B)

    def test_is_a_warning_at_what_the_unit_lists_now(self) -> None:
        (finding,) = found(OLD, units(f"{A}, responsibilities: [audit], sites: [Oulu]", B))

        assert briefly([finding]) == [("CHG001", "warning", "a")]
        assert str(finding.location) == "new.yaml:3:53"

    def test_is_an_error_where_both_lists_are_complete(self) -> None:
        complete = "responsibilities_complete: true\n"

        assert briefly(found(OLD + complete, self.NEW + complete)) == [("CHG001", "error", "a")]
        assert briefly(found(OLD, self.NEW + complete)) == [("CHG001", "warning", "a")]

    def test_is_an_error_where_the_duty_is_statutory(self) -> None:
        register = "responsibilities: [{id: advice, name: advice, statutory: true}]\n"
        severities = [f.severity for f in found(OLD + register, self.NEW + register)]

        assert severities == ["error"]

    def test_of_a_unit_that_ended_is_placed_where_it_stood(self) -> None:
        findings = found(OLD, units(B))
        places = {f.rule: str(f.location) for f in findings}

        assert places["CHG001"] == "old.yaml:3:54"

    def test_is_not_said_where_the_list_cannot_be_read(self) -> None:
        new = OLD.replace("[advice]", "advice")

        assert [f.rule for f in found(OLD, new)] == []


class TestOthers:
    def test_abolished_without_successor(self) -> None:
        old = units(A, B, "id: c, name: C, parent: a")
        (finding,) = found(old, units(B))

        assert briefly([finding]) == [("CHG002", "warning", "a")]
        assert finding.message == "a is abolished, with 1 below it, and no unit succeeds it"
        assert found(old, units(f"{B}, replaces: [a, c]")) == []

    def test_an_end_with_a_possible_match_says_no_more_than_that(self) -> None:
        old = units("id: a, name: Office of Harbour Pilots and Beacons, parent: top")
        new = units("id: b, name: Office of Harbour Beacons and Tugs, parent: top")
        (finding,) = found(old, new)

        assert finding.message == "a ended; no successor was found (possibly b)"

    def test_a_possible_match_of_a_unit_below_is_told_as_its_own(self) -> None:
        old = units(A, "id: c, name: Office of Harbour Pilots and Beacons, parent: a")
        new = units("id: d, name: Office of Harbour Pilots and Beacons in Oulu, parent: top")
        (finding,) = found(old, new)

        assert finding.message == (
            "a ended, with 1 below it; no successor was found (for c possibly d)"
        )

    def test_site_closed(self) -> None:
        new = units(f"{A}, responsibilities: [advice]", B)

        assert briefly(found(OLD, new)) == [("CHG003", "warning", "a")]

    def test_id_reused(self) -> None:
        old = units("id: a, name: Winter Roads, parent: top", "id: c, name: C, parent: a")
        new = units("id: a, name: Legal Advice, parent: top", "id: c, name: C, parent: top")

        assert ("CHG004", "warning", "a") in briefly(found(old, new))

    def test_id_that_says_that_it_is_of_another_unit(self) -> None:
        old = units("id: a, name: Winter Roads, parent: top")
        new = units("id: a, name: Winter Roads, parent: top, revives: false")

        (finding,) = (one for one in found(old, new) if one.rule == "CHG004")
        assert finding.message == (
            "a was the id of Winter Roads, and is now that of another unit, Winter Roads"
        )

    def test_each_can_be_left_out(self) -> None:
        left = change_findings(ground(OLD, units(B)), applies=lambda rule: rule != "CHG002")

        assert [finding.rule for finding in left] == ["CHG001", "CHG003"]


MANY = [f"id: u{n}, name: Unit {n}, parent: top, responsibilities: [d{n}]" for n in range(20)]


def closing(ids: list[str]) -> str:
    """A manifest that expects units to be abolished."""
    expected = ", ".join(f"{{kind: abolish, old: {id}}}" for id in ids)
    return (
        "reorganisation:\n  title: The end\n  measures:\n"
        f"  - {{id: M1, statement: They close., expects: [{expected}]}}\n"
    )


class TestIncompleteSnapshot:
    def test_a_snapshot_cut_off_after_a_tenth_is_caught(self) -> None:
        findings = found(units(*MANY), units(*MANY[:2]))
        counting = without_consequences(findings)

        assert briefly(list(counting)) == [("CHG005", "error", None)]
        assert counting[0].message == (
            "this looks like an incomplete snapshot: 18 of 21 units are gone, "
            "all that stood after u1"
        )
        assert str(counting[0].location) == "new.yaml:6:15"

    def test_what_dangles_from_it_is_counted_and_not_told_one_by_one(self) -> None:
        heads = [f"id: h{n}, name: Head {n}, parent: top" for n in range(6)]
        staff = [f"id: s{n}, name: Staff {n}, parent: h{n % 6}" for n in range(12)]
        odd = "id: odd, name: Odd, parent: nobody"
        cut = ground(units(odd, *staff, *heads), units(odd, *staff))
        on_change = in_order_of_weight(change_findings(cut))
        integrity = check(cut.new)
        left = without_dangling(integrity, cut, on_change)

        assert on_change[0].message.endswith("; 12 references to what is missing")
        assert [finding.rule for finding in integrity] == ["ORG004"] * 13
        # What was missing before is told, and all of it where nothing says that a file breaks off.
        assert [finding.unit for finding in left] == ["odd"]
        assert without_dangling(integrity, cut, ()) == tuple(integrity)

    def test_it_leads(self) -> None:
        rule = change_pack("{requires_successor: true}")
        findings = found(units(*MANY), units(*MANY[:2]), [rule])

        assert in_order_of_weight(findings)[0].rule == "CHG005"

    def test_where_it_is_left_out_the_others_speak(self) -> None:
        left = change_findings(ground(units(*MANY), units()), applies=lambda rule: rule != "CHG005")

        assert len(without_consequences(left)) == 40

    @pytest.mark.parametrize(
        "new",
        [
            units(*MANY[:11], *MANY[17:]),
            units(*MANY[:16]),
            units(*MANY[:11], "id: new, name: New, parent: top"),
            units(*(f"id: v{n}, name: Other {n}x, parent: top" for n in range(20))),
            units(
                "id: all, name: All, parent: top, replaces: [u0, u1, u2, u3, u4, u5, u6, u7, u8, "
                "u9, u10, u11, u12, u13, u14, u15, u16, u17, u18, u19]"
            ),
        ],
        ids=[
            "fewer than half are gone",
            "four at the end",
            "one came",
            "as many came",
            "one succeeds them all",
        ],
    )
    def test_a_reorganisation_is_none(self, new: str) -> None:
        assert "CHG005" not in [f.rule for f in found(units(*MANY), new)]

    def test_a_file_that_breaks_off_is_one_whatever_its_share(self) -> None:
        findings = found(units(*MANY), units(*MANY[:15]))

        assert in_order_of_weight(findings)[0].message == (
            "this looks like an incomplete snapshot: 5 of 21 units are gone, all that stood "
            "after u14"
        )

    def test_the_last_unit_that_ends_with_all_below_it_is_none(self) -> None:
        last = [f"id: w{n}, name: W{n}, parent: u19" for n in range(5)]
        new = units(*MANY[:19])

        assert "CHG005" not in [f.rule for f in found(units(*MANY, *last), new)]

    def test_closures_that_a_manifest_expects_are_none(self) -> None:
        closed = [f"u{n}" for n in range(20)]

        assert "CHG005" not in [f.rule for f in found(units(*MANY), units() + closing(closed))]

    def test_what_is_gone_beside_what_a_manifest_expects_is_one(self) -> None:
        new = units() + closing(["u0", "u1", "u2"])
        messages = [f.message for f in found(units(*MANY), new) if f.rule == "CHG005"]

        assert messages == [
            "this looks like an incomplete snapshot: 17 of 21 units are gone, all that stood "
            "after u2, beside what its measures declare"
        ]

    def test_a_handful_of_units_is_none(self) -> None:
        old = units(*MANY[:4])

        assert "CHG005" not in [f.rule for f in found(old, units())]


class TestOneCauseOneFinding:
    def test_a_default_rule_is_silent_where_a_pack_speaks_of_the_same_fact(self) -> None:
        packs = [
            change_pack("{responsibilities_kept: true}"),
            pack(
                "pack: p\nchange_rules:\n"
                "  - {id: R2, statement: s, on: abolish, assert: {requires_successor: true}}"
            ),
        ]

        assert briefly(found(OLD, units(f"{B}, sites: [Oulu]"), packs)) == [
            ("R1", "error", "a"),
            ("R2", "error", "a"),
        ]

    def test_it_speaks_of_what_the_pack_does_not(self) -> None:
        rule = change_pack("{responsibilities_kept: true}", selector="{id: b}")

        assert [f.rule for f in found(OLD, units(f"{A}, sites: [Oulu]", B), [rule])] == ["CHG001"]

    def test_it_speaks_where_the_pack_would_make_it_milder(self) -> None:
        mild = pack(
            "pack: p\nchange_rules:\n  - {id: R1, statement: s, severity: info, "
            "assert: {responsibilities_kept: true}}"
        )

        assert [f.rule for f in found(OLD, units(f"{A}, sites: [Oulu]", B), [mild])] == [
            "R1",
            "CHG001",
        ]


def test_a_pack_may_set_the_severity_of_a_default_rule() -> None:
    own = pack("pack: p\nchange_rules:\n  - {id: CHG002, severity: error}\n")

    assert briefly(found(units(A, B), units(B), [own])) == [("CHG002", "error", "a")]


def test_fingerprints_stay_where_names_lines_and_wording_change() -> None:
    rule = "pack: p\nchange_rules:\n  - {id: R1, statement: S, assert: {requires_successor: true}}"
    first = found(units(A, B), units(B), [pack(rule)])
    again = found(
        "# moved\n" + units("id: a, name: Other, parent: top", B),
        "# moved\n" + units("id: b, name: B renamed, parent: top"),
        [pack(rule.replace("statement: S", "statement: Otherwise"))],
    )

    assert [f.fingerprint for f in first] == [f.fingerprint for f in again]
