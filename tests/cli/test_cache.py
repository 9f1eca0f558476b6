"""Comparisons of versions that are kept for the next run, beside what git keeps."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from orgcheck.cli.cache import Cache, cache_for
from tests.repositories import Repository

HEAD = """\
organisation: Agency
units:
- {id: agency, name: Agency, top: true, figures: {budget: 0.1}}
"""
VERSIONS = (
    "- {id: ict, name: ICT Services, parent: agency, responsibilities: [networks, servers]}\n"
    "- {id: audit, name: Audit, parent: agency}\n",
    "- {id: ict, name: Digital, parent: agency, responsibilities: [networks, servers]}\n"
    "- {id: audit, name: Audit, parent: agency}\n",
    "- {id: data, name: [\n",
    "- {id: hub, name: Hub, parent: agency, replaces: [ict], responsibilities: [networks]}\n"
    "- {id: audit, name: Internal Audit, parent: hub, figures: {budget: 1.50}}\n",
    "- {id: hub, name: Hub, parent: agency, responsibilities: [networks]}\n"
    "- {id: ict, name: ICT, parent: agency}\n",
)
ASKED = (
    ("history",),
    ("history", "--verbose"),
    ("history", "--format", "json"),
    ("history", "--format", "html"),
    ("history", "--duty", "networks"),
    ("lineage", "ict"),
    ("lineage", "hub", "--format", "json"),
    ("crosswalk", "--format", "csv"),
    ("history", "--verbose", "--lang", "fi"),
    ("lineage", "hub", "--verbose", "--lang", "sv"),
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A file with five versions, one of which cannot be read."""
    made = Repository.made(tmp_path / "agency")
    made.variables["XDG_CACHE_HOME"] = str(tmp_path / "caches")
    for version in VERSIONS:
        made.write("agency.yaml", HEAD + version)
        made.commit()
    return made


def told(repository: Repository, *words: str) -> str:
    """What a command about the versions says, the time that it took left out."""
    command, *rest = words or ("history",)
    ended = repository.run("orgcheck", command, *rest, "--git", "agency.yaml")
    assert ended.status == 0, ended.err
    return ended.out


def kept(repository: Repository) -> dict[str, bytes]:
    """What is kept in git's folder, by file."""
    folder = repository.folder / ".git" / "orgcheck"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def comparisons(repository: Repository) -> set[bytes]:
    """What is kept in git's folder, by comparison: the lines behind the signatures."""
    return {line for entry in kept(repository).values() for line in entry[64:].split(b"\n")}


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_what_is_kept_is_told_as_what_is_compared_anew(
    repository: Repository, words: tuple[str, ...]
) -> None:
    anew = told(repository, *words, "--no-cache")
    assert kept(repository) == {}
    assert told(repository, *words) == anew
    assert (len(kept(repository)), len(comparisons(repository))) == (1, 3)
    assert told(repository, *words) == anew


def test_of_a_further_commit_one_comparison_is_added(repository: Repository) -> None:
    told(repository)
    before = comparisons(repository)
    repository.write("agency.yaml", HEAD + VERSIONS[0])
    repository.commit()
    anew = told(repository, "history", "--no-cache")
    assert told(repository) == anew
    assert before < comparisons(repository)
    assert (len(kept(repository)), len(comparisons(repository))) == (1, 4)
    assert told(repository) == anew


def test_a_second_run_imports_no_models(repository: Repository) -> None:
    told(repository)
    repository.variables["PYTHONPROFILEIMPORTTIME"] = "1"
    imported = repository.run("orgcheck", "history", "--git", "agency.yaml").err
    assert "orgcheck.descent.kept" in imported
    assert "pydantic" not in imported
    assert "orgcheck.rules.assertions.place" not in imported


def test_snapshots_that_are_named_are_compared_once_too(repository: Repository) -> None:
    names = ("0.yaml", "1.yaml", "3.yaml")
    for number in (0, 1, 3):
        repository.write(f"{number}.yaml", f'version: "{number}"\n{HEAD}{VERSIONS[number]}')
    first, second = (repository.run("orgcheck", "history", *names) for _ in range(2))
    assert (first.status, first.out) == (0, second.out)
    assert len(comparisons(repository)) == 2
    repository.replace("1.yaml", "Digital", "Platforms")
    assert "Platforms" in repository.run("orgcheck", "history", *names).out


def test_of_two_versions_nothing_is_kept(repository: Repository) -> None:
    for number in (0, 1):
        repository.write(f"{number}.yaml", f'version: "{number}"\n{HEAD}{VERSIONS[number]}')
    assert repository.run("orgcheck", "history", "0.yaml", "1.yaml").status == 0
    assert kept(repository) == {}


def test_other_thresholds_are_another_comparison(repository: Repository) -> None:
    told(repository)
    told(repository, "history", "--no-inference")
    assert (len(kept(repository)), len(comparisons(repository))) == (2, 6)


def test_each_language_has_what_a_comparison_rests_on_in_its_own_words(
    repository: Repository,
) -> None:
    words = ("lineage", "hub")
    for language, ground in (("fi", "ilmoitettu: replaces kohdassa"), ("sv", "replaces i ")):
        for _ in range(2):
            assert ground in told(repository, *words, "--lang", language)
    assert "declared: replaces in" in told(repository, *words)


DAMAGED: tuple[Callable[[bytes], bytes], ...] = (
    lambda _: b"",
    lambda entry: entry[:100],
    lambda entry: entry.replace(b"Digital", b"Hostile"),
    lambda entry: b"0" * 64 + entry[64:],
    lambda _: b"\x80\x04K\x01.",
)


@pytest.mark.parametrize("damage", DAMAGED)
def test_an_entry_that_this_user_did_not_write_is_made_anew(
    repository: Repository, damage: Callable[[bytes], bytes]
) -> None:
    anew = told(repository)
    whole = kept(repository)
    for name, entry in whole.items():
        (repository.folder / ".git" / "orgcheck" / name).write_bytes(damage(entry))
    assert told(repository) == anew
    assert kept(repository) == whole


def test_entries_that_lie_under_each_others_names_are_made_anew(repository: Repository) -> None:
    anew = told(repository)
    told(repository, "history", "--no-inference")
    whole = kept(repository)
    assert len(whole) == 2
    for name, entry in zip(whole, reversed(whole.values()), strict=True):
        (repository.folder / ".git" / "orgcheck" / name).write_bytes(entry)
    assert told(repository) == anew
    told(repository, "history", "--no-inference")
    assert kept(repository) == whole


def test_the_cache_of_somebody_else_counts_for_nothing(
    repository: Repository, tmp_path: Path
) -> None:
    anew = told(repository)
    theirs = kept(repository)
    repository.variables["XDG_CACHE_HOME"] = str(tmp_path / "others")
    assert told(repository) == anew
    assert kept(repository).keys() == theirs.keys()
    assert kept(repository) != theirs


def test_what_is_not_a_folder_of_the_users_own_is_left_alone(
    repository: Repository, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (repository.folder / ".git" / "orgcheck").symlink_to(elsewhere)
    told(repository)
    assert list(elsewhere.iterdir()) == []


def test_a_folder_into_which_all_may_write_is_left_alone(repository: Repository) -> None:
    folder = repository.folder / ".git" / "orgcheck"
    folder.mkdir()
    folder.chmod(0o777)
    told(repository)
    assert list(folder.iterdir()) == []


def test_entries_are_for_the_user_alone(repository: Repository, tmp_path: Path) -> None:
    told(repository)
    folder = repository.folder / ".git" / "orgcheck"
    private = [folder, tmp_path / "caches" / "orgcheck"]
    assert [path.stat().st_mode & 0o777 for path in private] == [0o700, 0o700]
    files = [*folder.iterdir(), tmp_path / "caches" / "orgcheck" / "key"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_link_in_place_of_an_entry_is_not_followed(repository: Repository) -> None:
    told(repository)
    (name, *_) = kept(repository)
    entry = repository.folder / ".git" / "orgcheck" / name
    moved = entry.rename(repository.folder / "moved")
    entry.symlink_to(moved)
    cache = Cache(entry.parent, b"")
    assert cache.get(name) is None


def test_of_a_file_in_another_repository_it_lies_in_that_one(
    repository: Repository, tmp_path: Path
) -> None:
    elsewhere = Repository.made(tmp_path / "elsewhere")
    elsewhere.variables.update(repository.variables)
    file = str(repository.folder / "agency.yaml")
    ended = elsewhere.run("orgcheck", "history", "--git", file)
    assert ended.status == 0, ended.err
    assert any((repository.folder / ".git" / "orgcheck").iterdir())
    assert not (elsewhere.folder / ".git" / "orgcheck").exists()


def test_without_git_it_lies_among_the_users_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    cache = cache_for()
    assert cache is not None
    assert cache.folder == tmp_path / "caches" / "orgcheck" / "compared"


def test_where_no_folder_can_be_made_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "caches").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert cache_for() is None


def test_what_was_written_first_goes_where_there_is_too_much(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"key")
    for number in range(4):
        cache.put(str(number), b"." * 36)
        os.utime(tmp_path / str(number), (number, number))
    cache.trim(most=250)
    assert [cache.get(str(number)) for number in range(4)] == [None, None, b"." * 36, b"." * 36]


def test_what_was_begun_and_never_done_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"key")
    for name, when in (("a.0123", 0), ("b.0123", 9_000)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (when, when))
    cache.put("c", b"")
    os.utime(tmp_path / "c", (9_100, 9_100))
    cache.trim()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.0123", "c"]
