"""`orgcheck hook`: what a commit is held against, and that nothing of it is overlooked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.runs import Run
from tests.repositories import Repository

AGENCY = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true}
  - {id: benefits, name: Benefits, parent: agency}
"""
FOUNDATION = """\
organisation: Foundation
units: [{id: board, name: Board, top: true}]
"""
BROKEN = AGENCY + "  - {id: pensions, name: Pensions, parent: nowhere}\n"


@pytest.fixture
def repository(folder: Path) -> Repository:
    """A repository in which nothing was committed yet."""
    return Repository.made(folder)


@pytest.fixture
def begun(repository: Repository) -> Repository:
    """One with a snapshot in a file, and one in a folder."""
    repository.write("s/agency.yaml", AGENCY)
    repository.write("org/head.yaml", AGENCY)
    repository.write("org/units/pensions.yaml", "units: [{id: p, name: Pensions, parent: agency}]")
    repository.write("org/units/team.yaml", "units: [{id: t, name: Team, parent: p}]")
    repository.commit()
    return repository


class TestValidate:
    def test_it_reads_what_is_staged_under_the_name_of_the_file(
        self, run: Run, repository: Repository
    ) -> None:
        repository.write("s/agency.yaml", BROKEN)
        repository.git("add", "s")
        repository.write("s/agency.yaml", AGENCY)
        ended = run("hook", "validate", "s/agency.yaml")
        assert ended.status == 1
        assert ended.out.startswith("s/agency.yaml:5:44 error ORG004")

    def test_what_is_not_staged_does_not_count(self, run: Run, begun: Repository) -> None:
        begun.write("s/agency.yaml", BROKEN)
        assert run("hook", "validate", "s/agency.yaml").status == 0

    def test_a_part_stands_for_its_folder(self, run: Run, begun: Repository) -> None:
        begun.write("org/units/pensions.yaml", "units: [{id: q, name: Pensions, parent: agency}]")
        begun.git("add", ".")
        ended = run("hook", "validate", "org/units/pensions.yaml")
        assert ended.status == 1
        assert ended.out.startswith("org/units/team.yaml:1:37 error ORG004")

    def test_a_folder_that_loses_a_file_is_checked_though_no_file_is_named(
        self, run: Run, begun: Repository
    ) -> None:
        begun.git("rm", "--quiet", "org/units/pensions.yaml")
        ended = run("hook", "validate")
        assert ended.status == 1
        assert ended.out.startswith("org/units/team.yaml:1:37 error ORG004")

    def test_untracked_parts_are_left_out(self, run: Run, begun: Repository) -> None:
        begun.write("org/units/new.yaml", "units: [{id: x, name: X, parent: nowhere}]")
        assert run("hook", "validate", "org/units/team.yaml").status == 0

    def test_a_snapshot_that_does_not_look_like_one_is_not_skipped(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/new.yaml", "organisatoin: Agency\n")
        begun.git("add", ".")
        ended = run("hook", "validate", "s/new.yaml")
        assert ended.status == 1
        assert 'unknown key "organisatoin"' in ended.out

    def test_packs_waivers_and_what_is_no_yaml_are_no_snapshots(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/pack.yaml", "pack: p\nrules: []\n")
        begun.write("s/waivers.yaml", "waivers: []\n")
        begun.write("s/README.md", "# Snapshots\n")
        begun.git("add", ".")
        ended = run("hook", "validate", "s/pack.yaml", "s/waivers.yaml", "s/README.md")
        assert (ended.status, ended.out) == (0, "no snapshot is about to change\n")

    def test_settings_decide_the_rules(self, run: Run, begun: Repository) -> None:
        begun.write("orgcheck.toml", 'rules = ["few.yaml"]\n')
        begun.write(
            "few.yaml",
            "pack: few\nrules:\n  - {id: FEW1, statement: One unit., assert: {count: {max: 1}}}\n",
        )
        ended = run("hook", "validate", "s/agency.yaml")
        assert ended.status == 1
        assert "FEW1" in ended.out

    def test_it_may_be_called_from_a_folder_below(
        self, run: Run, begun: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun.write("s/agency.yaml", BROKEN)
        begun.git("add", ".")
        monkeypatch.chdir(begun.folder / "s")
        assert run("hook", "validate", "agency.yaml").status == 1


IN_ORDER = "no findings · 2 units, integrity alone: no rule pack is configured"
WITH_FAULTS = AGENCY + "".join(
    f"  - {{id: old-{n}, name: Old {n}, parent: gone-{n}}}\n" for n in range(6)
)


class TestOldFaults:
    def test_a_change_beside_them_passes_and_they_are_counted(
        self, run: Run, repository: Repository
    ) -> None:
        repository.write("s/agency.yaml", WITH_FAULTS)
        repository.commit()
        repository.replace("s/agency.yaml", "name: Benefits", "name: Pensions")
        repository.git("add", ".")
        ended = run("hook", "validate", "s/agency.yaml")
        assert (ended.status, "existing: 6" in ended.out) == (0, True)
        ended = run("hook", "diff", "s/agency.yaml")
        assert (ended.status, "do not count: 6 there before." in ended.out) == (0, True)

    def test_one_more_is_refused_and_it_alone_is_told(
        self, run: Run, repository: Repository
    ) -> None:
        repository.write("s/agency.yaml", WITH_FAULTS)
        repository.commit()
        repository.replace("s/agency.yaml", "parent: agency", "parent: nowhere")
        repository.git("add", ".")
        ended = run("hook", "validate", "s/agency.yaml")
        assert ended.status == 1
        assert "new: 1 error; existing: 6; fixed: 0" in ended.out

    @pytest.mark.parametrize("named", [(), ("--all",)], ids=["unchanged", "all"])
    def test_who_asks_for_all_gets_all(
        self, run: Run, repository: Repository, named: tuple[str, ...]
    ) -> None:
        """A file that does not change is named by `pre-commit run --all-files`."""
        repository.write("s/agency.yaml", WITH_FAULTS)
        repository.commit()
        if named:
            repository.replace("s/agency.yaml", "name: Benefits", "name: Pensions")
            repository.git("add", ".")
        ended = run("hook", "validate", *named, "s/agency.yaml")
        assert (ended.status, len(re.findall(r":\d+ error ORG004", ended.out))) == (1, 6)

    def test_what_a_later_one_replaced_is_left_out_and_that_is_said(
        self, run: Run, repository: Repository
    ) -> None:
        repository.write("s/2023.yaml", WITH_FAULTS)
        repository.write("s/2024.yaml", AGENCY)
        repository.commit()
        ended = run("hook", "validate", "s/2023.yaml", "s/2024.yaml")
        assert (ended.status, ended.out) == (0, f"{IN_ORDER}\n")
        assert "s/2023.yaml does not change, and a later snapshot replaced it" in ended.err
        assert run("hook", "validate", "--all", "s/2023.yaml").status == 1


class TestDiff:
    def test_the_first_commit_passes_and_says_so(self, run: Run, repository: Repository) -> None:
        repository.write("s/agency.yaml", AGENCY)
        repository.git("add", ".")
        ended = run("hook", "diff", "s/agency.yaml")
        assert (ended.status, ended.out) == (
            0,
            "this is the first commit: there is nothing to compare with\n",
        )

    def test_it_says_what_is_staged_and_only_that(self, run: Run, begun: Repository) -> None:
        begun.replace("s/agency.yaml", "name: Benefits", "name: Pensions")
        begun.git("add", ".")
        begun.replace("s/agency.yaml", "name: Pensions", "name: Loans")
        ended = run("hook", "diff", "s/agency.yaml")
        assert ended.status == 0
        assert "Pensions" in ended.out
        assert "Loans" not in ended.out

    def test_what_the_change_breaks_refuses_it_and_is_told_by_the_other_hook_alone(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/agency.yaml", BROKEN)
        begun.git("add", ".")
        ended = run("hook", "diff", "s/agency.yaml")
        assert ended.status == 1
        assert "The structure gets 1 error; `orgcheck hook validate` tells what." in ended.out
        assert "ORG004" not in ended.out
        told = run("hook", "validate", "s/agency.yaml")
        assert (told.status, told.out.count("error ORG004")) == (1, 1)

    def test_a_rule_about_changes_is_told_by_this_hook_alone(
        self, run: Run, begun: Repository
    ) -> None:
        rule = "{id: CH1, statement: No unit ends., on: [abolish], assert: {forbidden: true}}"
        begun.write("few.yaml", f"pack: few\nchange_rules: [{rule}]\n")
        begun.write("orgcheck.toml", 'rules = ["few.yaml"]\n')
        begun.commit()
        begun.git("rm", "--quiet", "org/units/team.yaml")
        ended = run("hook", "diff")
        assert (ended.status, ended.out.count("error CH1")) == (1, 1)
        assert "CH1" not in run("hook", "validate").out

    def test_all_of_a_new_snapshot_is_checked_and_that_is_said(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("new/foundation.yaml", FOUNDATION)
        begun.git("add", ".")
        ended = run("hook", "diff", "new/foundation.yaml")
        assert ended.status == 0
        assert ended.err == (
            "Note: new/foundation.yaml is new, and nothing comes before it: all of it is checked\n"
        )

    def test_a_deleted_snapshot_that_nothing_replaced_is_refused(
        self, run: Run, begun: Repository
    ) -> None:
        begun.git("rm", "--quiet", "s/agency.yaml")
        ended = run("hook", "diff")
        assert ended.status == 1
        assert "s/agency.yaml:1:1 error ORG910 s/agency.yaml of the base is gone" in ended.out

    def test_a_folder_that_loses_a_file_is_compared(self, run: Run, begun: Repository) -> None:
        begun.git("rm", "--quiet", "org/units/team.yaml")
        assert "Team" in run("hook", "diff").out

    def test_only_the_named_files_count(self, run: Run, begun: Repository) -> None:
        begun.write("s/agency.yaml", BROKEN)
        begun.git("add", ".")
        ended = run("hook", "diff", "org/head.yaml")
        assert (ended.status, ended.out) == (0, "no snapshot is about to change\n")

    def test_a_snapshot_that_becomes_unreadable_is_refused(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/agency.yaml", "organisation: [\n")
        begun.git("add", ".")
        ended = run("hook", "diff", "s/agency.yaml")
        assert ended.status == 1
        assert ended.out == ":s/agency.yaml: 1 error; `orgcheck hook validate` tells what\n"
        ended = run("hook", "validate", "s/agency.yaml")
        assert ended.status == 1
        assert "s/agency.yaml:2:1 error ORG001" in ended.out

    def test_a_snapshot_that_was_unreadable_can_be_mended(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/agency.yaml", "organisation: [\n")
        begun.commit()
        begun.write("s/agency.yaml", AGENCY)
        begun.git("add", ".")
        ended = run("hook", "diff", "s/agency.yaml")
        assert ended.status == 0
        assert "HEAD:s/agency.yaml cannot be read: all of what follows it is checked" in ended.err

    def test_what_mends_an_unreadable_snapshot_is_checked_as_a_whole(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("s/agency.yaml", "organisation: [\n")
        begun.commit()
        begun.write("s/agency.yaml", BROKEN)
        begun.git("add", ".")
        ended = run("hook", "validate", "s/agency.yaml")
        assert ended.status == 1
        assert "error ORG004" in ended.out

    def test_every_snapshot_is_compared_though_one_cannot_be(
        self, run: Run, begun: Repository
    ) -> None:
        begun.write("org/head.yaml", "organisation: [\n")
        begun.replace("s/agency.yaml", "name: Benefits", "name: Pensions")
        begun.git("add", ".")
        ended = run("hook", "diff", "org/head.yaml", "s/agency.yaml")
        assert ended.status == 1
        assert "Pensions" in ended.out

    def test_between_two_revisions_as_pre_commit_names_them(
        self, run: Run, begun: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = begun.git("rev-parse", "HEAD").strip()
        begun.write("s/agency.yaml", BROKEN)
        after = begun.commit()
        begun.write("s/agency.yaml", AGENCY)
        begun.commit()
        monkeypatch.setenv("PRE_COMMIT_FROM_REF", before)
        monkeypatch.setenv("PRE_COMMIT_TO_REF", after)
        assert run("hook", "diff", "s/agency.yaml").status == 1
        assert run("hook", "validate", "s/agency.yaml").status == 1


@pytest.mark.parametrize("hook", ["validate", "diff"])
def test_outside_of_a_repository_it_is_usage(run: Run, hook: str) -> None:
    ended = run("hook", hook)
    assert ended.status == 2
    assert "is in no git repository" in ended.err
