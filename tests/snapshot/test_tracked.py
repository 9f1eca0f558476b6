"""The snapshots of a repository, as git or the working tree has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.snapshot import git
from orgcheck.snapshot.recognition import Role
from orgcheck.snapshot.tracked import State
from tests.repositories import Repository

WHOLE = "organisation: {name}\nunits: [{{id: a, name: A, top: true}}]\n"
PART = "units: [{id: b, name: B, parent: a}]\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    repository = Repository.made(tmp_path)
    repository.write("s/2023.yaml", WHOLE.format(name="Agency"))
    repository.write("org/head.yaml", WHOLE.format(name="Foundation"))
    repository.write("org/units/b.yaml", PART)
    repository.write("rules/agency.yaml", "pack: agency\nrules: []\n")
    repository.commit()
    return repository


def state(repository: Repository, revision: str | None) -> State:
    repository.git("add", "--all")
    return State(git.Repository(repository.folder), revision)


@pytest.mark.parametrize("revision", ["HEAD", "", None])
def test_files_and_folders_are_the_same_from_every_standpoint(
    repository: Repository, revision: str | None
) -> None:
    found = state(repository, revision)
    assert sorted(found.profiles) == ["org", "s/2023.yaml"]
    assert found.profiles["org"].facts.names == {"foundation"}
    assert found.profiles["org"].facts.members == {"a", "b"}


def test_what_a_snapshot_says_of_itself(repository: Repository) -> None:
    repository.write(
        "s/x.yaml",
        "organisation: {en: The  Agency, fi: Virasto}\nversion: 3\nvalid_from: 2024-05-01\n"
        "status: draft\nunits: [{id: a, name: {en: Top}, units: [{id: B, name: Below}]}]\n",
    )
    facts = state(repository, "").profiles["s/x.yaml"].facts
    assert facts.names == {"the agency", "virasto"}
    assert (facts.version, str(facts.valid_from), facts.in_force) == ("3", "2024-05-01", False)
    assert facts.members == {"a", "top", "b", "below"}


@pytest.mark.parametrize(
    "text",
    [
        'source: "x\npack: y"\norganisation: A\n',
        '"organis\\u0061tion": A\n',
        "? organisation\n: A\n",
        "{pack: p, organisation: A}\n",
        "&a organisation: A\n",
        "organisation: A\nevents: []\n",
    ],
)
def test_a_file_is_what_the_reader_reads(repository: Repository, text: str) -> None:
    repository.write("s/x.yaml", text)
    assert state(repository, "").roles["s/x.yaml"] is Role.HEAD


def test_a_key_within_a_text_makes_no_snapshot(repository: Repository) -> None:
    repository.write("s/x.yaml", 'note: "\norganisation: A\nunits: []"\n')
    assert state(repository, "").roles["s/x.yaml"] is Role.UNKNOWN


@pytest.mark.parametrize("revision", ["", None])
def test_links_are_no_snapshots_whatever_they_lead_to(
    repository: Repository, revision: str | None
) -> None:
    (repository.folder / "s/link.yaml").symlink_to("2023.yaml")
    (repository.folder / "t").symlink_to("s")
    found = state(repository, revision)
    assert found.links == {"s/link.yaml", "t"}
    assert sorted(found.profiles) == ["org", "s/2023.yaml"]


def test_a_file_behind_a_link_of_the_working_tree_is_not_there(repository: Repository) -> None:
    found = state(repository, None)
    (repository.folder / "s").rename(repository.folder / "elsewhere")
    (repository.folder / "s").symlink_to("elsewhere")
    assert sorted(found.profiles) == ["org"]


@pytest.mark.parametrize("text", ["organisatoin: Agency\n", "organisation: [\n", "", "\xff"])
def test_a_snapshot_that_breaks_is_not_taken_for_gone(repository: Repository, text: str) -> None:
    (repository.folder / "s/2023.yaml").write_bytes(text.encode("latin-1"))
    assert state(repository, "").has("s/2023.yaml")


def test_the_working_tree_goes_by_its_own_paths(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder / "s")
    assert state(repository, None).argument("s/2023.yaml") == "2023.yaml"
    assert state(repository, "HEAD").argument("s/2023.yaml") == "HEAD:s/2023.yaml"


def test_a_name_may_hold_what_git_would_quote(repository: Repository) -> None:
    repository.write('s/Ål "and"\n.yaml', WHOLE.format(name="Other"))
    assert 's/Ål "and"\n.yaml' in state(repository, "").profiles
