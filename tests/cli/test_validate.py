"""`orgcheck validate`: its exit statuses, its choice of rules, where its reports go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

CLEAN = "organisation: Clean\nunits: [{id: a, name: A, top: true}]\n"
DANGLING = "organisation: Bad\nunits:\n  - {id: a, name: A, parent: nowhere}\n"
UNREADABLE = "organisation: [\n"


@pytest.fixture
def clean(folder: Path) -> Path:
    return written(folder / "clean.yaml", CLEAN)


@pytest.fixture
def dangling(folder: Path) -> Path:
    return written(folder / "bad.yaml", DANGLING)


@pytest.mark.usefixtures("kela", "pack")
class TestPolicy:
    def test_a_broken_rule_is_reported_with_its_place_and_mend(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml")

        assert ended.status == 1
        assert ended.err == ""
        assert ended.out.startswith(
            "kela.yaml:8:56 error KELA001 Internal Audit reports directly to the Director "
            "General.\n"
        )
        assert ended.out.endswith("\n\n1 error · 3 units, 2 rules\n")

    def test_statistics_count_the_findings_of_each_rule(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--statistics")
        assert ended.status == 1
        assert ended.out.startswith("1  error    KELA001  Internal Audit reports directly")

    def test_the_concise_format_is_a_line_for_each_finding(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--format", "concise")
        assert ended.status == 1
        assert ended.out.startswith("kela.yaml:8:56 error KELA001 Internal Audit (internal-audit) ")
        assert ended.out.count("\n") == 1

    def test_select_applies_these_rules_only(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--select", "KELA002")

        assert (ended.status, ended.out) == (0, "no findings · 3 units, 1 rule\n")

    def test_ignore_leaves_rules_out(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--ignore", "KELA001")

        assert (ended.status, ended.out) == (0, "no findings · 3 units, 1 rule\n")

    def test_the_beginning_of_ids_means_all_of_them(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--ignore", "KELA")

        assert (ended.status, ended.out) == (0, "no findings · 3 units, no rule in force\n")

    def test_an_unknown_rule_is_usage_and_names_the_nearest(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--select", "KELA01,KELO001")

        assert ended.status == 2
        assert ended.out == ""
        assert 'Error: --select: there is no rule "KELA01"; did you mean "KELA001"?' in ended.err
        assert 'Error: --select: there is no rule "KELO001"; did you mean "KELA001"?' in ended.err

    @pytest.mark.parametrize("word", ["ORG004", "ORG", "ORG0"])
    def test_integrity_cannot_be_ignored(self, run: Run, word: str) -> None:
        ended = run("validate", "kela.yaml", "--ignore", word)

        assert ended.status == 2
        assert "integrity cannot be ignored" in ended.err

    def test_integrity_stays_on_whatever_is_selected(self, run: Run, folder: Path) -> None:
        written(folder / "bad.yaml", DANGLING)
        ended = run("validate", "bad.yaml", "--rules", "rules.yaml", "--select", "KELA002")

        assert ended.status == 1
        assert "error ORG004" in ended.out

    def test_what_a_rule_says_of_itself_can_be_ignored(self, run: Run, clean: Path) -> None:
        with_it = run("validate", clean.name, "--rules", "rules.yaml")
        without = run("validate", clean.name, "--rules", "rules.yaml", "--ignore", "ORG90")

        assert (with_it.status, "error ORG900" in with_it.out) == (1, True)
        assert (without.status, "ORG900" in without.out) == (0, False)

    def test_a_broken_pack_is_usage_with_all_its_problems(self, run: Run, folder: Path) -> None:
        written(folder / "bad.yaml", "pack: bad\nrules:\n  - {id: A1, statment: x, assert: {}}\n")
        ended = run("validate", "kela.yaml", "--rules", "bad.yaml")

        assert (ended.status, ended.out) == (2, "")
        assert (
            'Error: bad.yaml:3:14: unknown key "statment"; did you mean "statement"?' in ended.err
        )
        assert ended.err.count("Error:") > 1

    def test_two_packs_with_one_rule_id_are_refused(self, run: Run, folder: Path) -> None:
        written(folder / "again.yaml", (folder / "rules.yaml").read_text())
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--rules", "again.yaml")

        assert ended.status == 2
        assert "KELA001" in ended.err


def test_a_clean_snapshot_exits_0_and_says_that_no_pack_is_configured(
    run: Run, clean: Path
) -> None:
    ended = run("validate", clean.name)

    assert ended.status == 0
    assert ended.out == "no findings · 1 unit, integrity alone: no rule pack is configured\n"


def test_a_finding_exits_1(run: Run, dangling: Path) -> None:
    assert run("validate", dangling.name).status == 1


def test_a_text_that_cannot_be_parsed_is_a_finding(run: Run, folder: Path) -> None:
    written(folder / "broken.yaml", UNREADABLE)
    ended = run("validate", "broken.yaml")

    assert ended.status == 1
    assert "broken.yaml:2:1 error ORG001 " in ended.out


def test_a_path_that_does_not_exist_exits_2_and_reports_nothing(run: Run, clean: Path) -> None:
    ended = run("validate", clean.name, "missing.yaml", "--format", "json")

    assert (ended.status, ended.out) == (2, "")
    assert "Error: missing.yaml does not exist" in ended.err


def test_several_snapshots_come_in_one_report(run: Run, clean: Path, dangling: Path) -> None:
    ended = run("validate", clean.name, dangling.name)

    assert ended.status == 1
    assert "1 error · 2 snapshots, 2 units" in ended.out


def test_standard_input(run: Run) -> None:
    ended = run("validate", "-", stdin=DANGLING)

    assert ended.status == 1
    assert ended.out.startswith("stdin:3:30 error ORG004")


def test_standard_input_is_read_once(run: Run) -> None:
    assert run("validate", "-", "--rules", "-", stdin=CLEAN).status == 2


def test_a_folder_of_snapshots_is_refused_with_what_was_meant(run: Run, folder: Path) -> None:
    written(folder / "years" / "2023.yaml", CLEAN)
    written(folder / "years" / "2024.yaml", CLEAN)
    ended = run("validate", "years")

    assert ended.status == 2
    assert "years holds 2 snapshots" in ended.err
    assert "`orgcheck validate years/2023.yaml years/2024.yaml`" in ended.err


@pytest.mark.parametrize(("threshold", "status"), [("error", 0), ("warning", 1), ("info", 1)])
@pytest.mark.usefixtures("pack")
def test_fail_on_is_the_least_severity_that_fails(
    run: Run, folder: Path, threshold: str, status: int
) -> None:
    written(
        folder / "twins.yaml",
        "organisation: T\nunits: [{id: a, name: A, top: true}, {id: b, name: A, parent: a}]\n",
    )
    ended = run(
        "validate",
        "twins.yaml",
        *("--rules", "rules.yaml", "--select", "KELA002", "--fail-on", threshold),
    )

    assert "warning KELA002" in ended.out
    assert ended.status == status


def test_a_file_beyond_the_limit_is_a_finding(run: Run, folder: Path) -> None:
    written(folder / "large.yaml", CLEAN + "#" * 2**20)

    assert "larger than 1 MiB" in run("validate", "large.yaml", "--max-size", "1").out
    assert run("validate", "large.yaml", "--max-size", "2").status == 0


class TestReports:
    def test_json(self, run: Run, dangling: Path) -> None:
        ended = run("validate", dangling.name, "--format", "json")
        report = json.loads(ended.out)

        assert ended.status == 1
        assert report["schema"] == "orgcheck.findings/1"
        assert [finding["rule"] for finding in report["findings"]] == ["ORG004"]

    def test_names_of_the_summary_are_in_the_language_asked_for(
        self, run: Run, folder: Path
    ) -> None:
        written(folder / "k.yaml", "organisation: {en: Kela, fi: Kansaneläkelaitos}\n")
        report = json.loads(run("validate", "k.yaml", "--format", "json", "--lang", "fi").out)

        assert report["snapshots"][0]["organisation"] == "Kansaneläkelaitos"

    def test_a_report_goes_to_the_file_and_not_to_the_screen(
        self, run: Run, dangling: Path, folder: Path
    ) -> None:
        ended = run("validate", dangling.name, "--output", "report.txt")

        assert (ended.status, ended.out) == (1, "")
        assert "ORG004" in (folder / "report.txt").read_text(encoding="utf-8")
        assert {path.name for path in folder.iterdir()} == {"bad.yaml", "report.txt"}

    def test_further_reports_of_the_same_run(self, run: Run, dangling: Path, folder: Path) -> None:
        ended = run("validate", dangling.name, "--report", "json:a.json", "--report", "text:b.txt")

        assert "ORG004" in ended.out
        assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["summary"]["error"] == 1
        assert (folder / "b.txt").read_text(encoding="utf-8") == ended.out

    @pytest.mark.parametrize("report", ["xml:a.xml", "json", "json:"])
    def test_a_report_without_format_or_file_is_usage(
        self, run: Run, clean: Path, report: str
    ) -> None:
        assert run("validate", clean.name, "--report", report).status == 2

    def test_a_report_never_replaces_what_it_is_about(self, run: Run, clean: Path) -> None:
        ended = run("validate", clean.name, "--output", f"./{clean.name}")

        assert ended.status == 2
        assert clean.read_text(encoding="utf-8") == CLEAN

    def test_two_reports_in_one_file_are_refused(self, run: Run, clean: Path) -> None:
        assert run("validate", clean.name, "-o", "a", "--report", "json:./a").status == 2

    def test_an_existing_report_is_replaced_and_keeps_its_mode(
        self, run: Run, clean: Path, folder: Path
    ) -> None:
        report = written(folder / "report.txt", "old")
        report.chmod(0o640)
        run("validate", clean.name, "--output", "report.txt")

        assert report.read_text(encoding="utf-8").startswith("no findings")
        assert report.stat().st_mode & 0o777 == 0o640

    def test_a_link_to_a_report_stays_a_link(self, run: Run, clean: Path, folder: Path) -> None:
        written(folder / "there" / "report.txt", "old")
        (folder / "report.txt").symlink_to("there/report.txt")
        run("validate", clean.name, "--output", "report.txt")

        assert (folder / "report.txt").is_symlink()
        assert "no findings" in (folder / "there" / "report.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize("output", ["missing/report.txt", "."])
    def test_a_file_that_cannot_be_written_is_a_message(
        self, run: Run, clean: Path, output: str
    ) -> None:
        ended = run("validate", clean.name, "--output", output)

        assert ended.status == 2
        assert f"Error: {output} cannot be written: " in ended.err

    def test_quiet_says_the_last_line_alone_of_a_clean_snapshot(
        self, run: Run, clean: Path
    ) -> None:
        said = run("validate", clean.name, "--quiet").out
        assert said.startswith("no findings · 1 unit")
        assert said.count("\n") == 1

    def test_statistics_with_another_format_are_refused(self, run: Run) -> None:
        ended = run("validate", "kela.yaml", "--statistics", "--format", "json")
        assert (ended.status, ended.out) == (2, "")
        assert "--statistics is of the format text, and json was asked for" in ended.err

    def test_verbose_says_on_standard_error_how_long_it_took(self, run: Run, clean: Path) -> None:
        assert "s in all" in run("validate", clean.name, "--verbose").err

    def test_unseen_characters_of_names_and_paths_are_escaped(self, run: Run, folder: Path) -> None:
        written(
            folder / "a\x1b[2J.yaml",
            'organisation: X\nunits: [{id: a, name: A, parent: "\\e[31m\\u202e"}]\n',
        )
        ended = run("validate", "a\x1b[2J.yaml")

        assert ended.status == 1
        assert "\x1b" not in ended.out
        assert "\u202e" not in ended.out


@pytest.mark.usefixtures("kela", "pack")
class TestSettings:
    def test_the_nearest_file_names_the_packs(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", 'rules = "rules.yaml"\n')
        ended = run("validate", "kela.yaml")

        assert ended.status == 1
        assert "error KELA001" in ended.out

    def test_each_snapshot_has_its_own_nearest_file(self, run: Run, folder: Path) -> None:
        written(folder / "a" / "orgcheck.toml", 'rules = "../rules.yaml"\n')
        text = (folder / "kela.yaml").read_text(encoding="utf-8")
        written(folder / "a" / "kela.yaml", text)
        ended = run("validate", "kela.yaml", "a/kela.yaml", "--format", "json")
        report = json.loads(ended.out)

        assert [snapshot["rules"] for snapshot in report["snapshots"]] == [0, 2]
        assert [f["location"]["file"] for f in report["findings"]] == ["a/kela.yaml"]

    def test_a_threshold_holds_for_its_own_snapshots(self, run: Run, folder: Path) -> None:
        twins = "organisation: T\nunits: [{id: a, name: A, top: true}, {id: b, name: A, parent: a}]"
        settings = 'rules = "../rules.yaml"\nselect = "KELA002"\n'
        for name, more in (("a", ""), ("b", 'fail_on = "warning"\n')):
            written(folder / name / "twins.yaml", twins)
            written(folder / name / "orgcheck.toml", settings + more)

        assert run("validate", "a/twins.yaml").status == 0
        assert run("validate", "a/twins.yaml", "b/twins.yaml").status == 1

    def test_options_win(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", 'rules = "missing.yaml"\nignore = ["KELA001"]\n')
        ended = run("validate", "kela.yaml", "--rules", "rules.yaml", "--ignore", "KELA002")

        assert ended.status == 1
        assert "error KELA001" in ended.out

    def test_isolated_reads_none(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", "broken\n")

        assert run("validate", "kela.yaml", "--isolated").status == 0

    def test_a_named_file_is_read_and_no_other(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", "broken\n")
        written(folder / "ci.toml", 'rules = "rules.yaml"\n')

        assert run("validate", "kela.yaml", "--config", "ci.toml").status == 1

    def test_isolated_and_config_exclude_each_other(self, run: Run) -> None:
        assert run("validate", "kela.yaml", "--isolated", "--config", "ci.toml").status == 2

    def test_settings_that_cannot_be_used_are_usage(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", 'rulez = "rules.yaml"\n')
        ended = run("validate", "kela.yaml")

        assert (ended.status, ended.out) == (2, "")
        assert 'Error: orgcheck.toml:1:1: unknown key "rulez"; did you mean "rules"?' in ended.err

    def test_an_unknown_rule_in_settings_names_the_file(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", 'rules = "rules.yaml"\nignore = "KELA009"\n')
        ended = run("validate", "kela.yaml")

        assert ended.status == 2
        assert 'orgcheck.toml: ignore: there is no rule "KELA009"' in ended.err

    def test_integrity_cannot_be_ignored_in_settings_either(self, run: Run, folder: Path) -> None:
        written(folder / "orgcheck.toml", 'ignore = "ORG007"\n')

        assert run("validate", "kela.yaml").status == 2

    def test_a_folder_snapshot_may_hold_its_settings(self, run: Run, folder: Path) -> None:
        text = (folder / "kela.yaml").read_text(encoding="utf-8")
        written(folder / "org" / "kela.yaml", text)
        written(folder / "org" / "orgcheck.toml", 'rules = "../rules.yaml"\n')

        assert run("validate", "org").status == 1

    def test_a_missing_pack_is_named_as_a_pack(self, run: Run, folder: Path) -> None:
        written(folder / "a" / "orgcheck.toml", 'rules = "none.yaml"\n')
        written(folder / "a" / "clean.yaml", CLEAN)
        ended = run("validate", "a/clean.yaml")

        assert ended.status == 2
        assert "rule pack: a/none.yaml does not exist" in ended.err
