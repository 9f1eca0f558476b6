"""`history --git` and `lineage --git`: a snapshot at each commit that changed it, in real git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.repositories import Repository

UNITS = "organisation: Agency\nunits:\n- {id: agency, name: Agency, top: true}\n"
AUDIT = "- {id: audit, name: Audit, parent: agency}\n"
CONTROL = "- {id: control, name: Control, parent: agency, previously: [audit]}\n"
PRESS = "- {id: press, name: Press, parent: agency}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.made(tmp_path)


def commit(repository: Repository, day: str, text: str, name: str = "agency.yaml") -> str:
    """Commit a file on a day; the seven digits by which reports name the commit."""
    repository.write(name, text)
    repository.git("add", "--all")
    when = f"{day}T12:00:00Z"
    ended = repository.run("git", "commit", "--quiet", "-m", day, GIT_COMMITTER_DATE=when)
    assert ended.status == 0, ended.err
    return repository.git("rev-parse", "HEAD")[:7]


def test_each_commit_that_changed_a_file_is_told_by_the_day_on_which_it_was_recorded(
    repository: Repository,
) -> None:
    first = commit(repository, "2024-01-05", UNITS + AUDIT)
    commit(repository, "2024-02-01", "another file", "notes.txt")
    last = commit(repository, "2024-03-09", UNITS + CONTROL)
    ended = repository.run("orgcheck", "history", "--git", "agency.yaml")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == f"""\
Agency: 2 versions of the record, recorded on 2024-01-05 ({first}) to 2024-03-09 ({last})

Recorded on 2024-03-09 ({last}): 1 rename (with a new id)
  Audit is now called Control; its id is now control, formerly audit.

                      units
2024-01-05 ({first})      2
2024-03-09 ({last})      2
"""
    )


def test_a_lineage_of_the_record_is_told_by_commits(repository: Repository) -> None:
    first = commit(repository, "2024-01-05", UNITS + AUDIT)
    last = commit(repository, "2024-03-09", UNITS + CONTROL)
    ended = repository.run("orgcheck", "lineage", "audit", "--git", "agency.yaml")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == f"""\
Control (control), Agency
2 versions of the record, recorded on 2024-01-05 ({first}) to 2024-03-09 ({last})

2024-01-05 ({first})  First recorded as part of Agency.
2024-03-09 ({last})  Audit is now called Control; its id is now control, formerly audit.
                        declared: previously in {last}
                      It is part of Agency.
""".replace(
            f"previously in {last}",
            f"previously in {repository.git('rev-parse', 'HEAD')[:10]}:agency.yaml:4",
        )
    )


def test_a_file_is_followed_through_its_names(repository: Repository) -> None:
    commit(repository, "2024-01-05", UNITS + AUDIT)
    repository.git("mv", "agency.yaml", "new.yaml")
    commit(repository, "2024-02-05", UNITS + AUDIT, "new.yaml")
    commit(repository, "2024-03-05", UNITS + AUDIT + PRESS, "new.yaml")
    out = repository.run("orgcheck", "history", "--git", "new.yaml", "--format", "json").out
    days = [version["recorded"]["date"] for version in json.loads(out)["versions"]]
    assert days == ["2024-01-05", "2024-03-05"]


def test_a_commit_at_which_it_cannot_be_read_is_left_out_and_named(
    repository: Repository,
) -> None:
    commit(repository, "2024-01-05", UNITS + AUDIT)
    broken = commit(repository, "2024-02-05", "units: [")
    commit(repository, "2024-03-05", UNITS + PRESS)
    remark = f"1 commit is left out, where it cannot be read: {broken} (2024-02-05)."
    for format in ("text", "markdown", "json"):
        ended = repository.run("orgcheck", "history", "--git", "agency.yaml", "--format", format)
        assert ended.status == 0
        assert remark in ended.out.replace("\n  ", " ")


def test_of_a_merge_the_change_that_it_brought_is_told_once(repository: Repository) -> None:
    commit(repository, "2024-01-05", UNITS + AUDIT)
    repository.git("switch", "--quiet", "--create", "branch")
    commit(repository, "2024-01-10", UNITS)
    commit(repository, "2024-02-05", UNITS + AUDIT + PRESS)
    repository.git("switch", "--quiet", "main")
    commit(repository, "2024-02-10", "another file", "notes.txt")
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "branch")
    out = repository.run("orgcheck", "history", "--git", "agency.yaml", "--format", "json").out
    assert [step["summary"] for step in json.loads(out)["steps"]] == [{"create": 1}]


def test_a_folder_has_a_version_at_each_commit_that_changed_anything_in_it(
    repository: Repository,
) -> None:
    commit(repository, "2024-01-05", UNITS, "parts/a.yaml")
    commit(repository, "2024-02-05", f"units:\n{AUDIT}", "parts/b.yaml")
    out = repository.run("orgcheck", "history", "--git", "parts", "--format", "json").out
    assert [step["summary"] for step in json.loads(out)["steps"]] == [{"create": 1}]


@pytest.mark.parametrize("named", ["agency.yaml", "parts", "parts/."])
@pytest.mark.parametrize("where", ["parts", "another"])
def test_the_repository_is_that_in_which_the_file_or_folder_lies(
    repository: Repository, tmp_path: Path, where: str, named: str
) -> None:
    commit(repository, "2024-01-05", UNITS)
    commit(repository, "2024-01-05", UNITS, "parts/a.yaml")
    commit(repository, "2024-02-05", UNITS + AUDIT)
    commit(repository, "2024-02-05", UNITS + AUDIT, "parts/a.yaml")
    another = tmp_path / where
    if where == "another":
        another.mkdir()
        Repository.made(another)
    for path in (str(tmp_path / named), f"../{named}"):
        words = ("orgcheck", "history", "--git", path, "--format", "json", "--no-cache")
        ended = Repository(another).run(*words)
        assert (ended.status, ended.err) == (0, "")
        assert [step["summary"] for step in json.loads(ended.out)["steps"]] == [{"create": 1}]


def test_a_file_that_is_no_longer_on_disk_is_read_where_it_was(repository: Repository) -> None:
    commit(repository, "2024-01-05", UNITS, "parts/a.yaml")
    (repository.folder / "parts" / "a.yaml").unlink()
    (repository.folder / "parts").rmdir()
    ended = repository.run("orgcheck", "history", "--git", "parts/a.yaml", "--no-cache")
    assert (ended.status, ended.err) == (0, "")


def test_of_a_shallow_clone_it_is_said_that_there_may_be_more(
    repository: Repository, tmp_path: Path
) -> None:
    commit(repository, "2024-01-05", UNITS)
    commit(repository, "2024-02-05", UNITS + AUDIT)
    repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", "shallow")
    ended = Repository(tmp_path / "shallow").run("orgcheck", "history", "--git", "agency.yaml")
    assert "The clone is shallow: what was recorded before is not there." in ended.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Error: no snapshot is named\n  fix: name the versions, or one file with --git\n"),
        (("a.yaml", "--git", "b.yaml"), "Error: --git and SNAPSHOTS exclude each other\n"),
        (("--git", "absent.yaml"), "Error: revision HEAD has no ./absent.yaml\n"),
    ],
)
def test_what_names_no_history_is_refused(
    repository: Repository, words: tuple[str, ...], message: str
) -> None:
    commit(repository, "2024-01-05", UNITS)
    ended = repository.run("orgcheck", "history", *words)
    assert ended.status == 2
    assert ended.err.startswith(message)


def test_settings_of_a_repository_run_nothing(repository: Repository, tmp_path: Path) -> None:
    commit(repository, "2024-01-05", UNITS)
    commit(repository, "2024-02-05", UNITS + AUDIT)
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("diff.external", "diff.d.textconv", "diff.d.command", "core.pager"):
        repository.git("config", name, str(program))
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "gpg.program", str(program))
    repository.write(".gitattributes", "*.yaml diff=d\n")
    ended = repository.run("orgcheck", "history", "--git", "agency.yaml")
    assert (ended.status, (tmp_path / "ran").exists()) == (0, False)
