"""The report that a person reads in a terminal."""

from __future__ import annotations

from dataclasses import replace

from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.reports.format import Screen
from orgcheck.reports.formats.text.findings import report
from orgcheck.results import CheckResult

PLACE = Location("snapshots/2024.yaml", 61, 13, 61, 28)


def checked(*findings: Finding, **facts: object) -> CheckResult:
    given = {"organisation": "Kela", "version": "2024", "units": 24, "rules": ("A1", "A2")}
    return CheckResult(source="snapshots/2024.yaml", findings=findings, **{**given, **facts})


def finding(**facts: object) -> Finding:
    given = {"rule": "ORG004", "severity": Severity.ERROR, "message": "a", "location": PLACE}
    return Finding(**{**given, **facts})


AUDIT = finding(
    rule="KELA001",
    unit="internal-audit",
    message="internal-audit reports to shared-services, not directly to director-general",
    chain=("internal-audit", "shared-services", "director-general"),
    statement="Internal Audit reports directly to the Director General.",
    basis="Kela, Business units",
    fix="give internal-audit `reports_to: director-general`",
    related=(Related(Location("rules/kela.yaml", 4, 5, 4, 9), "the rule"),),
)


def test_a_finding_says_place_rule_cause_chain_basis_and_fix() -> None:
    assert (
        report([checked(AUDIT)])
        == """\
snapshots/2024.yaml:61:13 error KELA001 Internal Audit reports directly to the Director General.
  internal-audit reports to shared-services, not directly to director-general
  internal-audit -> shared-services -> director-general
  basis: Kela, Business units     fix: give internal-audit `reports_to: director-general`

1 error · 24 units, 2 rules
"""
    )


def test_basis_and_fix_share_a_line_where_there_is_room() -> None:
    text = report([checked(finding(basis="Act 1", fix="add it"))])

    assert "  basis: Act 1     fix: add it\n" in text


def test_no_line_is_wider_than_a_terminal() -> None:
    long = finding(message="word " * 60, fix="mend " * 60, chain=("unit-number-one",) * 20)

    assert max(map(len, report([checked(long, AUDIT)], verbose=True).splitlines())) <= 100


def test_an_id_is_never_broken_in_two() -> None:
    id = "a-unit-whose-id-is-longer-than-a-line-of-a-terminal-" * 2

    assert id in report([checked(finding(message=f"the parent {id} does not exist"))])


def test_verbose_adds_related_places_and_the_fingerprint() -> None:
    text = report([checked(AUDIT)], verbose=True)

    assert "  see rules/kela.yaml:4:5: the rule\n" in text
    assert f"  fingerprint: {AUDIT.fingerprint}\n" in text


def test_quiet_tells_what_fails_and_the_last_line() -> None:
    light = finding(severity=Severity.WARNING, message="slight")
    text = report([checked(AUDIT, light)], quiet=True)

    assert AUDIT.message in text
    assert "slight" not in text
    assert text.endswith("1 error, 1 warning · 24 units, 2 rules\n")


def of_one_rule(number: int) -> list[Finding]:
    return [
        finding(message=f"unit {n} is wrong", location=Location("a.yaml", n, 1, n, 1), fix="Mend.")
        for n in range(1, number + 1)
    ]


def test_findings_of_one_rule_stand_together_with_statement_and_fix_once() -> None:
    text = report([checked(*of_one_rule(3))])

    assert text.count("fix: Mend.") == 1
    lines = text.splitlines()
    first = lines.index(f"a.yaml:1:1 error {of_one_rule(1)[0].rule} unit 1 is wrong")
    assert [line.split(" ")[0] for line in lines[first : first + 3]] == [
        "a.yaml:1:1",
        "a.yaml:2:1",
        "a.yaml:3:1",
    ]


def test_where_fixes_differ_each_stands_at_its_place() -> None:
    one, other = of_one_rule(2)
    text = report([checked(one, replace(other, fix="Mend the other."))])

    assert text.index("unit 1") < text.index("fix: Mend.") < text.index("unit 2")
    assert text.index("unit 2") < text.index("fix: Mend the other.")


def test_on_a_terminal_ten_places_of_a_rule_are_told_and_elsewhere_all() -> None:
    result = checked(*of_one_rule(12))
    terminal = Screen(folds=True)

    assert "and 2 more (--verbose)" in report([result], screen=terminal)
    assert "unit 11" not in report([result], screen=terminal)
    assert "unit 12" in report([result], screen=terminal, verbose=True)
    assert "unit 12" in report([result])
    assert "more (" not in report([result])


def test_statistics_are_a_table_of_rules_and_counts_in_place_of_findings() -> None:
    light = finding(rule="X9", severity=Severity.WARNING, statement="Slight.")
    text = report([checked(*of_one_rule(12), light)], statistics=True)

    table = [line.split(maxsplit=3) for line in text.splitlines()[:2]]
    assert [row[:3] for row in table] == [
        ["12", "error", of_one_rule(1)[0].rule],
        ["1", "warning", "X9"],
    ]
    assert "unit 1" not in text


def test_findings_stand_by_severity_then_place_across_snapshots() -> None:
    later = finding(location=Location("b.yaml", 2, 1, 2, 1), message="second")
    sooner = finding(location=Location("a.yaml", 9, 1, 9, 1), message="first")
    light = finding(
        location=Location("a.yaml", 1, 1, 1, 1), severity=Severity.WARNING, message="last"
    )

    text = report([checked(light, later), checked(sooner)])

    assert text.index("first") < text.index("second") < text.index("last")


def test_counts_of_each_severity() -> None:
    levels = (Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO)
    findings = [finding(severity=level) for level in levels]

    assert "2 errors, 1 warning, 1 info · 24 units, 2 rules" in report([checked(*findings)])


def test_a_clean_snapshot_says_what_was_looked_at() -> None:
    assert report([checked()]) == "no findings · 24 units, 2 rules\n"


def test_without_a_pack_the_summary_says_that_integrity_alone_was_checked() -> None:
    assert (
        report([checked(rules=None)])
        == "no findings · 24 units, integrity alone: no rule pack is configured\n"
    )


def test_rules_of_several_snapshots_are_counted_once() -> None:
    text = report([checked(), checked()])

    assert text == "no findings · 2 snapshots, 48 units, 2 rules\n"


def test_one_snapshot_of_several_without_a_pack_is_named() -> None:
    bare = CheckResult(source="b.yaml", findings=(), organisation="B", version="1", units=1)

    assert "2 rules (integrity alone for b.yaml)" in report([checked(), bare])


def test_of_a_text_that_is_no_snapshot_nothing_else_is_claimed() -> None:
    unread = CheckResult(source="bad.yaml", findings=(finding(rule="ORG001"),))

    assert report([unread]).endswith("1 error · nothing else of bad.yaml could be checked\n")


def test_unseen_characters_of_data_are_escaped() -> None:
    hostile = finding(
        message="unit \x1b[31mred\x1b[0m \u202eevil",
        location=Location("a\x07.yaml", 1, 1, 1, 1),
        chain=("a\x1b", "b"),
        basis="\x9b2J",
        fix="\u2066x",
    )

    text = report([checked(hostile)], verbose=True)

    assert r"\x1b[31mred\x1b[0m \u202eevil" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_a_line_feed_in_data_does_not_begin_a_line() -> None:
    text = report([checked(finding(message="a\nb"))])

    assert r"a\x0ab" in text


def test_colour_changes_nothing_but_colour() -> None:
    plain, painted = report([checked(AUDIT)]), report([checked(AUDIT)], screen=Screen(colour=True))

    assert "\x1b[" not in plain
    assert painted.replace("\x1b[1m", "").replace("\x1b[1;31m", "").replace("\x1b[0m", "") == plain
