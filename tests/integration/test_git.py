"""The recipes of `docs/git.md`, as they stand there, under the real git."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.policy.play import HARMLESS, NOW, RULE, copied, made
from tests.repositories import ROOT, Repository

PAGE = (ROOT / "docs/git.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
AGENCY = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true}
  - {id: services, name: Services, parent: agency}
"""


def block(word: str) -> str:
    """The one block of the page that holds a word."""
    (found,) = [text for text in BLOCKS if word in text]
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository.made(tmp_path / "repository")
    repository.variables["GIT_CONFIG_GLOBAL"] = str(tmp_path / "gitconfig")
    (attributes,) = re.findall(r"^```gitattributes\n(.*?)^```", PAGE, re.M | re.S)
    repository.write(".gitattributes", attributes)
    repository.write("snapshots/agency.yaml", AGENCY)
    repository.commit()
    return repository


def set_up(repository: Repository, word: str) -> None:
    ended = repository.run("sh", "-ec", block(word))
    assert ended.status == 0, ended.err


class TestDriver:
    @pytest.fixture(autouse=True)
    def _set_up(self, repository: Repository) -> None:
        set_up(repository, "diff.orgcheck.command")

    def test_git_diff_tells_what_happened(self, repository: Repository) -> None:
        repository.replace("snapshots/agency.yaml", "name: Services", "name: Advice")
        assert "Services is now called Advice" in repository.git("diff")
        assert "+  - {id: services" in repository.git("diff", "--no-ext-diff")
        repository.commit()
        assert "Services is now called Advice" in repository.git("show", "--ext-diff")

    def test_a_finding_does_not_stop_git(self, repository: Repository) -> None:
        repository.write("snapshots/zebra.yaml", AGENCY)
        repository.commit()
        for name in ("agency", "zebra"):
            repository.replace(f"snapshots/{name}.yaml", "parent: agency", "parent: nowhere")
        assert repository.git("diff").count("error ORG004") == 2

    def test_new_and_deleted_files_are_named(self, repository: Repository) -> None:
        repository.write("snapshots/2025.yaml", AGENCY)
        repository.git("rm", "--quiet", "snapshots/agency.yaml")
        repository.git("add", "--all")
        told = repository.git("diff", "--cached", "--no-renames")
        assert told.splitlines() == ["snapshots/2025.yaml is new", "snapshots/agency.yaml is gone"]

    def test_what_cannot_be_read_is_shown_line_by_line(self, repository: Repository) -> None:
        repository.write("snapshots/agency.yaml", "organisation: [\n")
        assert "+organisation: [" in repository.git("diff")


def test_trees_are_compared(repository: Repository) -> None:
    set_up(repository, "diff.orgtree.textconv")
    repository.write(".gitattributes", "snapshots/*.yaml diff=orgtree\n")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Advice")
    repository.commit()
    assert re.search(r"^\+.*Advice \(services\)", repository.git("log", "-p", "-1"), re.M)


def test_the_difftool_compares_on_request(repository: Repository) -> None:
    set_up(repository, "difftool.orgcheck.cmd")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Advice")
    assert "Services is now called Advice" in repository.git("orgdiff", "main", "--", "snapshots")


def test_the_loop_compares_what_a_branch_touches(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "reorganisation")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Advice")
    ended = repository.run("sh", "-ec", block("--list"))
    assert "Services is now called Advice" in ended.out


def test_the_hook_of_a_server_refuses_what_breaks_a_rule(tmp_path: Path) -> None:
    play = copied(made(tmp_path / "original"), tmp_path / "repository")
    repository = play.repository
    repository.git("switch", "--quiet", "main")
    repository.git("clone", "--quiet", "--bare", ".", "../server.git")
    hook = tmp_path / "server.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(block("GIT_QUARANTINE_PATH"), encoding="utf-8")
    hook.chmod(0o755)
    play.breach()
    play.replace("rules/agency.yaml", RULE, "")
    repository.commit()
    refused = repository.run("git", "push", "../server.git", "main", "change")
    assert refused.status == 1
    assert "error AGY001" in refused.err
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    play.replace(NOW, *HARMLESS)
    repository.commit()
    accepted = repository.run("git", "push", "../server.git", "main")
    assert accepted.status == 0, accepted.err
    assert "Family Benefits" in accepted.err


def test_the_hook_refuses_a_broken_snapshot(repository: Repository) -> None:
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(block("git diff --cached"), encoding="utf-8")
    hook.chmod(0o755)
    repository.replace("snapshots/agency.yaml", "parent: agency", "parent: nowhere")
    refused = repository.run("git", "commit", "--all", "-m", "broken")
    assert refused.status == 1
    assert "error ORG004" in refused.out + refused.err
    repository.replace("snapshots/agency.yaml", "parent: nowhere", "parent: agency, tags: [a]")
    assert repository.run("git", "commit", "--all", "-m", "mended").status == 0
