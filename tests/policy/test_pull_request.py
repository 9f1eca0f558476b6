"""Pull requests played through with real git: what a change makes worse, under whose rules."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orgcheck.cli import main
from tests.repositories import Ended, Repository

SNAPSHOT = """\
organisation: Agency
version: "2024"
posts:
  - {id: dg, name: Director General, unit: agency}
units:
  - {id: agency, name: Agency, top: true, head: dg}
  - {id: services, name: Shared Services, kind: office, parent: agency}
  - {id: audit, name: Internal Audit, kind: office, parent: agency, reports_to: dg}
  - {id: a, name: A, parent: agency, responsibilities: [advice]}
  - {id: b, name: B, parent: agency}
"""
PACK = """\
pack: agency
rules:
  - id: AGY001
    statement: Internal Audit reports directly to the Director General.
    for: {id: audit}
    assert: {reports_directly_to: dg}
  - id: AGY002
    statement: Every unit below the top has a kind.
    for: {top: false}
    assert: {must_have: kind}
change_rules:
  - id: AGY101
    statement: No unit ends without a successor.
    assert: {requires_successor: true}
"""
SETTINGS = 'rules = "rules/agency.yaml"\nwaivers = "rules/waivers.yaml"\n'
ORG = "snapshots/2024.yaml"
NEW = "  - {id: c, name: C, parent: agency}\n"
DAY = ("--as-of", "2026-06-01")
UNDER_SERVICES = ("agency, reports_to: dg", "services")


def waivers(*lines: str) -> str:
    return "waivers:" + ("".join(f"\n  - {{{line}}}" for line in lines) or " []") + "\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two findings on the branch main; the working tree is that of another branch."""
    made = Repository.made(tmp_path / "repository")
    made.write(ORG, SNAPSHOT)
    made.write("rules/agency.yaml", PACK)
    made.write("rules/waivers.yaml", waivers())
    made.write("orgcheck.toml", SETTINGS)
    made.commit()
    made.git("switch", "--quiet", "--create", "change")
    return made


def ran(repository: Repository, *words: str) -> Ended:
    """What the command line comes to in the folder of the repository."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(repository.folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main(words)
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, out.getvalue(), err.getvalue())


def validate(repository: Repository, *more: str, against: str = f"main:{ORG}") -> Ended:
    return ran(repository, "validate", ORG, "--against", against, *DAY, *more)


def diff(repository: Repository, *more: str, old: str = f"main:{ORG}", new: str = ORG) -> Ended:
    return ran(repository, "diff", old, new, *DAY, *more)


def grant_on_main(repository: Repository, line: str) -> None:
    """A waiver on main, from which another branch begins."""
    repository.git("switch", "--quiet", "main")
    repository.write("rules/waivers.yaml", waivers(line))
    repository.commit()
    repository.git("switch", "--quiet", "--create", "second")


def flat(text: str) -> str:
    """A text without its line breaks, which depend on widths."""
    return " ".join(text.split())


def rules(report: Ended, key: str) -> list[tuple[str, str | None]]:
    found = json.loads(report.out).get(key, [])
    return [(finding["rule"], finding.get("unit")) for finding in found]


class TestWhatAChangeMakesWorse:
    @pytest.fixture(autouse=True)
    def fixes_one_leaves_one_introduces_one(self, repository: Repository) -> None:
        repository.replace(ORG, "name: A, parent", "name: A, kind: office, parent")
        repository.write(ORG, (repository.folder / ORG).read_text("utf-8") + NEW)

    def test_validate_says_exactly_that(self, repository: Repository) -> None:
        ended = validate(repository)

        assert ended.status == 1
        assert ended.out == (
            "Rules, waivers and configuration are those of main.\n"
            "\n"
            "snapshots/2024.yaml:11:10 error AGY002 Every unit below the top has a kind.\n"
            "  C (c) has no kind\n"
            "\n"
            "There before, not counted: 1\n"
            "  snapshots/2024.yaml:10:10 error AGY002 B (b) has no kind\n"
            "\n"
            "Fixed: 1\n"
            "  main:snapshots/2024.yaml:9:10 error AGY002 A (a) has no kind\n"
            "\n"
            "new: 1 error; existing: 1; fixed: 1 · 6 units, 2 rules\n"
        )

    def test_a_revision_alone_means_the_same_path_there(self, repository: Repository) -> None:
        assert validate(repository, against="main").out == validate(repository).out

    def test_in_json_each_stands_under_its_key(self, repository: Repository) -> None:
        ended = validate(repository, "--format", "json")

        assert rules(ended, "findings") == [("AGY002", "c")]
        assert rules(ended, "existing") == [("AGY002", "b")]
        assert rules(ended, "fixed") == [("AGY002", "a")]

    def test_diff_says_exactly_that(self, repository: Repository) -> None:
        ended = diff(repository)

        assert ended.status == 1
        assert (
            "\nFails: 1 error\nsnapshots/2024.yaml:11:10 error AGY002 C (c) has no kind\n"
            in ended.out
        )
        assert (
            "Findings that the change mends: 1\n"
            "  main:snapshots/2024.yaml:9:10 error AGY002 A (a) has no kind\n"
            "\n"
            "Findings that were there before: 1\n"
            "  snapshots/2024.yaml:10:10 error AGY002 B (b) has no kind\n"
        ) in ended.out

    def test_diff_in_json(self, repository: Repository) -> None:
        ended = diff(repository, "--format", "json")

        assert rules(ended, "findings") == [("AGY002", "c")]
        assert rules(ended, "unchanged") == [("AGY002", "b")]
        assert rules(ended, "fixed") == [("AGY002", "a")]

    def test_without_the_new_one_it_passes_though_one_is_left(self, repository: Repository) -> None:
        repository.replace(ORG, NEW, "")

        assert validate(repository).status == 0
        assert diff(repository).status == 0
        assert ran(repository, "validate", ORG, *DAY).status == 1

    def test_moved_lines_renames_and_other_words_make_nothing_new(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, NEW, "")
        repository.replace(ORG, "name: B,", "name: Branch B,")
        repository.replace(ORG, "units:\n", "# Moved.\n\nunits:\n")
        repository.replace("rules/agency.yaml", "Every unit below", "Each unit below")
        ended = validate(repository, "--format", "json")

        assert ended.status == 0
        assert rules(ended, "existing") == [("AGY002", "b")]


class TestInternalAudit:
    """Internal Audit goes under Shared Services, the rule against it goes, a waiver comes."""

    @pytest.fixture(autouse=True)
    def moved(self, repository: Repository) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        head, _, rest = PACK.partition("  - id: AGY001")
        repository.write("rules/agency.yaml", head + rest[rest.index("  - id: AGY002") :])
        repository.write(
            "rules/waivers.yaml",
            waivers("rule: AGY002, unit: a, reason: Later., expires: 2027-01-31"),
        )

    @pytest.mark.parametrize("judge", [validate, diff])
    def test_it_fails_and_the_report_opens_with_all_three(
        self, repository: Repository, judge: Callable[[Repository], Ended]
    ) -> None:
        ended = judge(repository)

        assert ended.status == 1
        assert ended.out.startswith(
            "This change also alters 1 rule, 1 waiver:\n"
            "  rule AGY001 removed: Internal Audit reports directly to the Director General.; lets "
            "through now:\n"
            "    audit (main:rules/agency.yaml:3:5)\n"
            "  waiver of AGY002 for a added: Later. (expires 2027-01-31) (rules/waivers.yaml:2:6)\n"
            "Rules, waivers and configuration are those of main.\n"
        )
        assert "snapshots/2024.yaml:8:61 error AGY001" in ended.out
        assert "They let through: AGY001 of audit, AGY002 of a." in ended.out

    def test_other_formats_say_it_too(self, repository: Repository) -> None:
        markdown = diff(repository, "--format", "markdown").out
        assert "This change also alters 1 rule, 1 waiver: rule AGY001 removed" in markdown
        findings = validate(repository, "--format", "markdown").out
        assert "This change also alters 1 rule, 1 waiver: rule AGY001 removed" in findings
        assert "New findings count; 2 were there before, 0 are fixed." in findings
        page = diff(repository, "--format", "html").out
        assert "This change also alters 1 rule, 1 waiver: rule AGY001 removed" in page

    def test_in_json_the_control_and_the_second_verdict_are_named(
        self, repository: Repository
    ) -> None:
        review = json.loads(diff(repository, "--format", "json").out)["review"]
        control = review["control"]

        assert (review["failed"], control["revision"], control["independent"]) == (
            True,
            "main",
            True,
        )
        assert [(one["sort"], one["name"], one["change"]) for one in control["altered"]] == [
            ("rule", "AGY001", "removed"),
            ("waiver", "AGY002 for a", "added"),
        ]
        assert control["own"]["failed"] is False
        assert [one["unit"] for one in control["own"]["waived"]] == ["a"]

    def test_committed_it_is_judged_alike(self, repository: Repository) -> None:
        repository.commit()
        ended = diff(repository, new=f"change:{ORG}")

        assert ended.status == 1
        assert "This change also alters 1 rule, 1 waiver:" in ended.out

    def test_staged_it_is_judged_alike(self, repository: Repository) -> None:
        repository.git("add", "--all")
        repository.write("rules/agency.yaml", PACK)
        ended = diff(repository, new=f":{ORG}")

        assert ended.status == 1
        assert "rule AGY001 removed" in ended.out


class TestWhoMakesTheRules:
    def test_a_waiver_of_the_change_itself_excuses_nothing(self, repository: Repository) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        repository.write(
            "rules/waivers.yaml", waivers("rule: AGY001, unit: audit, reason: r, permanent: true")
        )

        assert validate(repository).status == 1
        assert "error AGY001" in validate(repository).out

    def test_a_waiver_that_was_granted_before_for_this_finding_excuses(
        self, repository: Repository
    ) -> None:
        before = (repository.folder / ORG).read_text("utf-8")
        repository.replace(ORG, *UNDER_SERVICES)
        (found,) = json.loads(validate(repository, "--format", "json").out)["findings"]
        repository.write(ORG, before)
        grant_on_main(
            repository,
            f"rule: AGY001, unit: audit, reason: The Board agreed., permanent: true, "
            f"fingerprint: {found['fingerprint']}",
        )
        repository.replace(ORG, *UNDER_SERVICES)
        ended = validate(repository)

        assert ended.status == 0
        assert "1 waived (permanent)" in ended.out

    def test_a_waiver_that_names_no_finding_excuses_no_new_one(
        self, repository: Repository
    ) -> None:
        grant_on_main(repository, "rule: AGY001, unit: audit, reason: r, permanent: true")
        repository.replace(ORG, *UNDER_SERVICES)
        ended = validate(repository)

        assert ended.status == 1
        assert "newly waived: the waiver at rules/waivers.yaml:2:6" in flat(ended.out)

    def test_a_waiver_that_names_no_finding_excuses_what_was_there(
        self, repository: Repository
    ) -> None:
        repository.git("switch", "--quiet", "main")
        repository.replace(ORG, *UNDER_SERVICES)
        repository.commit()
        grant_on_main(repository, "rule: AGY001, unit: audit, reason: r, permanent: true")
        repository.write(ORG, (repository.folder / ORG).read_text("utf-8") + NEW)
        ended = validate(repository)

        assert "1 waived (permanent)" in ended.out
        assert "AGY001" not in ended.out

    def test_settings_of_the_change_itself_switch_nothing_off(self, repository: Repository) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        repository.write("orgcheck.toml", 'ignore = "AGY"\nrules = "rules/agency.yaml"\n')
        ended = validate(repository)

        assert ended.status == 1
        assert ended.out.startswith(
            "This change also alters the configuration:\n"
            "  configuration: waivers removed\n"
            "  configuration: ignore added: AGY001, AGY002, AGY101 no longer count\n"
        )

    def test_a_milder_severity_of_the_change_itself_does_not_count(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        repository.replace(
            "rules/agency.yaml", "for: {id: audit}", "for: {id: audit}\n    severity: info"
        )
        ended = validate(repository)

        assert ended.status == 1
        assert "rule AGY001 loosened: severity; lets through now: audit" in ended.out

    def test_a_rule_that_the_change_brings_counts_too(self, repository: Repository) -> None:
        repository.write(
            "rules/agency.yaml",
            PACK.replace(
                "change_rules:",
                "  - {id: AGY003, statement: Tagged., for: {id: b}, "
                "assert: {must_have: tags}}\nchange_rules:",
            ),
        )
        ended = validate(repository)

        assert ended.status == 1
        assert (
            "Further, under the rules, waivers and configuration that the change brings:\n"
            "snapshots/2024.yaml:10:10 error AGY003 Tagged.\n"
        ) in ended.out

    def test_a_pack_outside_of_the_repository_is_used_as_it_is(
        self, repository: Repository
    ) -> None:
        repository.write("../policy/agency.yaml", PACK)
        repository.replace(ORG, *UNDER_SERVICES)
        repository.replace("rules/agency.yaml", "AGY001", "AGY009")
        ended = validate(repository, "--rules", "../policy/agency.yaml")

        assert ended.status == 1
        assert (
            "../policy/agency.yaml"
            in validate(repository, "--rules", "../policy/agency.yaml", "-v").out
        )
        assert "AGY009" not in ended.out

    def test_a_pack_that_options_name_is_read_from_the_revision_too(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        repository.replace("rules/agency.yaml", "reports_directly_to: dg", "reports_to: dg")
        ended = validate(repository, "--rules", "rules/agency.yaml")

        assert ended.status == 1
        assert "rule AGY001 loosened: assert; lets through now: audit" in ended.out

    def test_a_file_called_like_a_revision_is_not_read_in_its_place(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        repository.write("main:rules/agency.yaml", "pack: agency\nrules: []\n")

        assert validate(repository).status == 1

    @pytest.mark.parametrize(("target", "status"), [("mild.yaml", 1), ("../../mild.yaml", 2)])
    def test_a_link_in_place_of_a_pack_leads_nowhere_else(
        self, repository: Repository, target: str, status: int
    ) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        mild = "{id: AGY001, statement: s, assert: {must_have: name}}"
        pack = repository.folder / "rules" / "agency.yaml"
        pack.unlink()
        pack.symlink_to(target)
        repository.write(f"rules/{target}", f"pack: agency\nrules: [{mild}]\n")

        assert validate(repository).status == status

    def test_files_of_the_working_tree_are_not_independent_and_that_is_said(
        self, repository: Repository
    ) -> None:
        repository.write("snapshots/2025.yaml", SNAPSHOT)
        ended = diff(repository, old=ORG, new="snapshots/2025.yaml")

        assert ended.status == 0
        assert "The rules are read where the change is: they are not independent" in ended.out
        review = json.loads(
            diff(repository, "--format", "json", old=ORG, new="snapshots/2025.yaml").out
        )["review"]
        assert review["control"]["independent"] is False

    def test_without_rules_of_any_side_nothing_is_said_of_them(
        self, repository: Repository
    ) -> None:
        ended = diff(repository, "--isolated")

        assert "independent" not in ended.out
        assert "Rules, waivers" not in ended.out


class TestWaiversInAChange:
    def test_mending_what_a_waiver_excused_and_removing_it_passes(
        self, repository: Repository
    ) -> None:
        grant_on_main(repository, "rule: AGY002, unit: a, reason: r, expires: 2027-01-31")
        repository.replace(ORG, "name: A, parent", "name: A, kind: office, parent")
        left = validate(repository)
        repository.write("rules/waivers.yaml", waivers())

        assert (left.status, "error ORG902" in left.out) == (1, True)
        assert validate(repository).status == 0

    def test_removing_a_waiver_that_is_needed_fails(self, repository: Repository) -> None:
        grant_on_main(repository, "rule: AGY002, unit: a, reason: r, expires: 2027-01-31")
        repository.write("rules/waivers.yaml", waivers())

        assert validate(repository).status == 1

    def test_a_waiver_that_was_unused_before_does_not_count(self, repository: Repository) -> None:
        grant_on_main(repository, "rule: AGY001, unit: audit, reason: r, expires: 2027-01-31")
        ended = validate(repository)

        assert ended.status == 0
        assert "error ORG902" in ended.out

    def test_a_rule_about_changes_is_waived_and_its_waiver_used(
        self, repository: Repository
    ) -> None:
        before = (repository.folder / ORG).read_text("utf-8")
        repository.replace(ORG, "  - {id: b, name: B, parent: agency}\n", "")
        found = json.loads(diff(repository, "--format", "json").out)["findings"]
        (fingerprint,) = (one["fingerprint"] for one in found if one["rule"] == "AGY101")
        repository.write(ORG, before)
        grant_on_main(
            repository,
            f"rule: AGY101, unit: b, reason: r, expires: 2027-01-31, fingerprint: {fingerprint}",
        )
        repository.replace(ORG, "  - {id: b, name: B, parent: agency}\n", "")
        ended = diff(repository)

        assert ended.status == 0
        assert "1 waived (expires 2027-01-31)" in ended.out
        assert "ORG902" not in ended.out

    def test_a_waiver_of_a_rule_about_changes_that_this_one_does_not_need(
        self, repository: Repository
    ) -> None:
        repository.write("snapshots/2025.yaml", SNAPSHOT)
        repository.write(
            "rules/waivers.yaml", waivers("rule: AGY101, unit: b, reason: r, permanent: true")
        )
        ended = diff(repository, old=ORG, new="snapshots/2025.yaml")

        assert ended.status == 1
        assert (
            "rules/waivers.yaml:2:6 error ORG902 the waiver of AGY101 for b is unused" in ended.out
        )


class TestChangeRules:
    def test_a_truncated_snapshot_leads_the_report(self, repository: Repository) -> None:
        units = "".join(
            f"  - {{id: u{n}, name: Unit {n}, kind: office, parent: agency}}\n" for n in range(30)
        )
        repository.git("switch", "--quiet", "main")
        repository.write(ORG, SNAPSHOT + units)
        repository.commit()
        repository.git("switch", "--quiet", "--create", "second")
        repository.write(ORG, SNAPSHOT)
        ended = diff(repository, "--isolated")

        assert ended.status == 1
        assert (
            "\nFails: 1 error\n"
            "snapshots/2024.yaml:1:15 error CHG005 this looks like an incomplete snapshot: 30 of "
            "35 units are\n"
            "  gone, all that stood after B (b)\n"
        ) in ended.out
        assert "CHG002" not in ended.out
        ignoring = diff(repository, "--isolated", "--ignore", "CHG005").out
        assert "[warning CHG002 (30)]" in ignoring

    def test_default_rules_warn_and_a_pack_speaks_in_their_place(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, "  - {id: b, name: B, parent: agency}\n", "")
        alone = diff(repository, "--isolated")
        under_rules = diff(repository)

        assert (alone.status, under_rules.status) == (0, 1)
        assert "B in Agency was abolished without a successor [warning CHG002]" in alone.out
        assert "error AGY101 B (b) ends, and no unit succeeds it" in under_rules.out
        assert "CHG002" not in under_rules.out

    def test_select_and_ignore_reach_them(self, repository: Repository) -> None:
        repository.replace(ORG, "  - {id: b, name: B, parent: agency}\n", "")

        assert diff(repository, "--ignore", "AGY101").status == 0
        assert "CHG002" in diff(repository, "--ignore", "AGY101").out
        assert "CHG002" not in diff(repository, "--select", "AGY001").out


class TestUsage:
    def test_an_older_snapshot_that_cannot_be_read_exits_3(self, repository: Repository) -> None:
        repository.write("broken.yaml", "organisation: [\n")
        ended = validate(repository, against="broken.yaml")

        assert (ended.status, ended.out) == (3, "")

    @pytest.mark.parametrize(
        ("against", "message"),
        [
            ("nowhere", "there is no such file, and git knows no revision nowhere"),
            ("main:missing.yaml", "revision main has no missing.yaml"),
            ("nowhere:snapshots/2024.yaml", "git knows no revision nowhere"),
        ],
    )
    def test_what_does_not_exist_is_usage(
        self, repository: Repository, against: str, message: str
    ) -> None:
        ended = validate(repository, against=against)

        assert (ended.status, ended.out) == (2, "")
        assert message in ended.err

    def test_one_older_snapshot_is_for_one_newer_one(self, repository: Repository) -> None:
        repository.write("snapshots/2025.yaml", SNAPSHOT)
        repository.commit()
        repository.git("branch", "later")
        two = ("validate", ORG, "snapshots/2025.yaml", *DAY, "--against")

        assert ran(repository, *two, f"main:{ORG}").status == 2
        assert ran(repository, *two, "later").status == 0

    def test_a_newer_snapshot_that_cannot_be_parsed_is_a_finding(
        self, repository: Repository
    ) -> None:
        repository.write(ORG, "organisation: [\n")

        assert validate(repository).status == 1
        assert diff(repository).status == 3


class TestBaseline:
    """What is known to be wrong is read from the base: a request cannot enlarge it for itself."""

    @pytest.fixture(autouse=True)
    def a_baseline_on_main(self, repository: Repository) -> None:
        repository.git("switch", "--quiet", "main")
        repository.write("orgcheck.toml", SETTINGS + 'baseline = "baseline.json"\n')
        assert ran(repository, "baseline", ORG, *DAY).status == 0
        repository.commit()
        repository.git("switch", "--quiet", "--create", "second")

    def test_what_it_names_fails_nothing_and_is_counted(self, repository: Repository) -> None:
        ended = ran(repository, "validate", ORG, *DAY)
        assert ended.status == 0
        assert "existing: 2" in ended.out

    def test_an_entry_that_the_change_adds_excuses_nothing_and_is_told(
        self, repository: Repository
    ) -> None:
        repository.replace(ORG, *UNDER_SERVICES)
        assert ran(repository, "baseline", ORG, "--update", *DAY).status == 0

        ended = validate(repository)

        assert ended.status == 1
        assert "error AGY001" in ended.out
        assert "baseline: AGY001 for audit added: snapshots/2024.yaml: " in " ".join(
            ended.out.split()
        )
