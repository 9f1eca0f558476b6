"""What git is asked, and what it must not do for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.snapshot import git
from orgcheck.snapshot.git import GitError
from tests.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.made(tmp_path / "repository")
    made.write("a.yaml", "organisation: A\n")
    made.write("b.yaml", "units: []\n" * 20)
    made.commit()
    return made


def ours(repository: Repository) -> git.Repository:
    return git.Repository(repository.folder)


def every_question(asked: git.Repository) -> None:
    """Ask all that there is to ask."""
    head = asked.commit("HEAD")
    for revision in ("HEAD", ""):
        asked.entries(revision)
        asked.links(revision)
        asked.files_below(revision, "")
        list(asked.contents(revision, ["a.yaml"]))
    for new in ("HEAD", "", None):
        asked.changed_files("HEAD", new)
        asked.renames("HEAD", new)
    asked.merge_base("HEAD")
    asked.parents(head)
    asked.descends(head, head)
    asked.address("origin")


def test_nothing_of_the_settings_is_run(repository: Repository) -> None:
    mark = repository.folder.parent / "ran"
    repository.write(".gitattributes", "*.yaml diff=x\n")
    repository.replace("b.yaml", "units", "posts")
    hook = repository.folder / "hooks/post-index-change"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    hook.chmod(0o755)
    repository.git("config", "core.hooksPath", "hooks")
    for key in ("core.fsmonitor", "diff.external", "diff.x.command", "diff.x.textconv"):
        repository.git("config", key, f"touch {mark}")
    every_question(ours(repository))
    assert not mark.exists()


def test_a_bare_repository_among_the_files_is_not_entered(repository: Repository) -> None:
    repository.git("clone", "--quiet", "--bare", ".", "inner")
    mark = repository.folder.parent / "ran"
    repository.git("--git-dir", "inner", "config", "core.fsmonitor", f"touch {mark}")
    with pytest.raises(GitError, match="is a bare repository"):
        _ = git.Repository(repository.folder / "inner").root
    assert not mark.exists()


def test_what_a_partial_clone_lacks_is_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    source = f"file://{repository.folder}"
    repository.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", source, "../part")
    part = git.Repository(tmp_path / "part")
    with pytest.raises(GitError, match="git cannot read"):
        list(part.contents("HEAD", ["a.yaml"]))


def test_renames_are_told_by_content(repository: Repository) -> None:
    repository.git("mv", "b.yaml", "c.yaml")
    repository.replace("c.yaml", "units: []\n" * 20, "units: []\n" * 19)
    repository.git("add", ".")
    asked = ours(repository)
    assert asked.renames("HEAD", "") == {"c.yaml": "b.yaml"}
    assert asked.renames("HEAD", None) == {"c.yaml": "b.yaml"}
    assert asked.changed_files("HEAD", "") == {"b.yaml", "c.yaml"}


def test_parents_are_known_where_a_shallow_clone_does_not_have_them(
    repository: Repository, tmp_path: Path
) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.replace("a.yaml", "A", "B")
    second = repository.commit()
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", "../shallow")
    shallow = git.Repository(tmp_path / "shallow")
    assert shallow.parents(second) == (first,)
    assert shallow.found(first) is None
    assert not shallow.descends(second, first)


@pytest.mark.parametrize("revision", ["HEAD", ""])
def test_a_link_is_not_read_as_a_file(repository: Repository, revision: str) -> None:
    (repository.folder / "link.yaml").symlink_to("a.yaml")
    (repository.folder / "sub").mkdir()
    (repository.folder / "sub/[x].yaml").symlink_to("../a.yaml")
    repository.commit()
    asked = ours(repository)
    assert asked.links(revision) == {"link.yaml", "sub/[x].yaml"}
    assert asked.kind(revision, "a.yaml") == "blob"
    for path in ("link.yaml", "sub/[x].yaml"):
        with pytest.raises(GitError, match="is a symbolic link"):
            asked.kind(revision, path)
    with pytest.raises(GitError, match="is a symbolic link"):
        git.Repository(repository.folder / "sub").kind(revision, "./[x].yaml")


def test_a_folder_of_another_user_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(GitError, match="dubious ownership") as refused:
        _ = ours(repository).root
    assert "safe.directory" in str(refused.value.fix)
