"""Files from one standpoint: the working tree, what is staged, a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.policy.configuration import nearest_file, read
from orgcheck.snapshot.sources import SourceError
from orgcheck.snapshot.view import View, revision_of
from tests.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """`a.yaml` is committed, staged and written, each time with another text."""
    made = Repository.made(tmp_path / "repository")
    made.write("rules/a.yaml", "committed\n")
    made.write("orgcheck.toml", 'rules = "committed.yaml"\n')
    made.commit()
    made.write("rules/a.yaml", "staged\n")
    made.git("add", "--all")
    made.write("rules/a.yaml", "written\n")
    made.write("orgcheck.toml", 'rules = "written.yaml"\n')
    monkeypatch.chdir(made.folder)
    return made


def text(view: View, name: str) -> str:
    (only,) = view.texts(name)
    return only.text.strip()


@pytest.mark.parametrize(
    ("revision", "words"), [(None, "written"), ("", "staged"), ("main", "committed")]
)
@pytest.mark.parametrize("name", ["rules/a.yaml", "./rules/../rules/a.yaml", "rules"])
@pytest.mark.usefixtures("repository")
def test_a_name_is_read_as_it_is_there(revision: str | None, words: str, name: str) -> None:
    assert text(View(revision), name) == words


def test_names_count_from_the_current_folder(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / "below").mkdir()
    monkeypatch.chdir(repository.folder / "below")

    assert text(View("main"), "../rules/a.yaml") == "committed"
    assert text(View("main"), str(repository.folder / "rules" / "a.yaml")) == "committed"


def test_what_lies_outside_is_as_it_is(repository: Repository) -> None:
    repository.write("../elsewhere.yaml", "outside\n")

    assert text(View("main"), "../elsewhere.yaml") == "outside"
    assert not View("main").holds("../elsewhere.yaml")
    assert View("main").holds("rules/a.yaml")


def test_a_repository_within_is_another_one(repository: Repository) -> None:
    Repository.made(repository.folder / "policy").write("a.yaml", "of another\n")

    assert text(View("main"), "policy/a.yaml") == "of another"


def test_what_names_a_revision_itself_is_read_from_that(repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD").strip()

    assert text(View(), f"{first}:rules/a.yaml") == "committed"
    assert not View().holds(f"{first}:rules/a.yaml")


@pytest.mark.usefixtures("repository")
def test_what_a_revision_does_not_have() -> None:
    assert View("main").has("rules/a.yaml")
    assert not View("main").has("rules/new.yaml")
    with pytest.raises(SourceError, match=r"revision main has no rules/new\.yaml"):
        View("main").texts("rules/new.yaml")


def test_settings_are_those_of_the_standpoint(repository: Repository) -> None:
    file = nearest_file(repository.folder / "rules", View("main"))

    assert file == repository.folder / "orgcheck.toml"
    assert read(file, View("main")).settings.rules == ("committed.yaml",)
    assert read(file).settings.rules == ("written.yaml",)


def test_without_a_repository_everything_is_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert View().tracked("a.yaml") is None
    assert not View().holds("a.yaml")


def test_an_existing_file_is_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main:a.yaml").write_text("x", encoding="utf-8")

    assert revision_of("main:a.yaml") is None
    assert revision_of("main:b.yaml") == "main"
    assert revision_of(":b.yaml") == ""
    assert revision_of("-") is None
