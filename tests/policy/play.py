"""Repositories for the review to be tried on: made once with real git, copied for each try."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from orgcheck.cli import main
from tests.repositories import Ended, Repository, environment

AGENCY = """\
organisation: Agency
version: "2024"
valid_from: 2024-01-01
posts:
  - {id: director, name: Director, unit: agency}
units:
  - {id: agency, name: Agency, kind: agency, top: true, head: director}
  - {id: audit, name: Internal Audit, kind: office, parent: agency}
  - {id: services, name: Services, kind: office, parent: agency}
  - {id: benefits, name: Benefits, kind: office, parent: services}
  - {id: pensions, name: Pensions, kind: office, parent: services}
  - {id: finance, name: Finance, kind: office, parent: agency}
  - {id: advice, name: Advice, kind: office, parent: services}
  - {id: people, name: Personnel, kind: office, parent: agency}
"""
EARLIER = (
    AGENCY.replace("2024", "2023")
    .replace("  - {id: advice, name: Advice, kind: office, parent: services}\n", "")
    .replace("name: Personnel", "name: Staff")
)
PACK = """\
pack: agency
rules:
  - id: AGY001
    statement: Internal Audit reports directly to the Director.
    for: {id: audit}
    assert: {reports_directly_to: director}
  - id: AGY002
    statement: Every unit has a kind.
    assert: {must_have: kind}
change_rules:
  - id: AGY101
    statement: No unit ends without a successor.
    on: [abolish]
    assert: {forbidden: true}
"""
WORKFLOW = """\
jobs:
  structure:
    steps:
      - run: orgcheck changed --rules strict.yaml --format github
"""
SETTINGS = 'rules = ["rules/agency.yaml"]\nwaivers = ["rules/waivers.yaml"]\n'
NOW, BEFORE = "snapshots/2024.yaml", "snapshots/2023.yaml"
BREACH = ("Audit, kind: office, parent: agency", "Audit, kind: office, parent: services")
HARMLESS = ("name: Benefits", "name: Family Benefits")
RULE = PACK[PACK.index("  - id: AGY001") : PACK.index("  - id: AGY002")]
FOUNDATION = """\
organisation: Foundation
units:
  - {id: board, name: Board, kind: board, top: true}
  - {id: grants, name: Grants, kind: office, parent: board}
"""


_HOSTS = ("GITHUB_", "GITLAB_", "CI_", "TF_BUILD", "BITBUCKET_", "JENKINS_")


@dataclass
class Play:
    """A clone with the change in it, and a run of the program there.

    Parameters
    ----------
    repository
        Where the change is made, on the branch `change`, which left `main`.
    words
        What the program is called with.
    variables
        What the pipeline sets.
    """

    repository: Repository
    words: tuple[str, ...] = ("changed", "--base", "main")
    variables: dict[str, str] = field(default_factory=dict)
    clone: Repository | None = None

    @property
    def folder(self) -> Path:
        """The folder of the repository."""
        return self.repository.folder

    def git(self, *words: str) -> str:
        """Run git, which has to succeed."""
        return self.repository.git(*words).strip()

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        self.repository.write(name, text)

    def read(self, name: str) -> str:
        """What a file says."""
        return (self.folder / name).read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a passage of a file."""
        self.repository.replace(name, old, new)

    def breach(self, name: str = NOW) -> None:
        """Put Internal Audit where a rule of the base forbids it."""
        self.replace(name, *BREACH)

    def move(self, old: str, new: str) -> None:
        """Rename a file or a folder."""
        (self.folder / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)

    def delete(self, *names: str) -> None:
        """Delete files."""
        self.git("rm", "-r", "--quiet", *names)

    def link(self, name: str, target: str) -> None:
        """Put a symbolic link in place of whatever is there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    def commit(self) -> str:
        """Commit everything; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")
        return self.git("rev-parse", "HEAD")

    def on(self, branch: str) -> contextlib.AbstractContextManager[None]:
        """Work on another branch for a while."""

        @contextlib.contextmanager
        def there() -> Iterator[None]:
            self.git("switch", "--quiet", branch)
            yield
            self.git("switch", "--quiet", "change")

        return there()

    def merge(self, *words: str) -> str:
        """Merge as git does; the commit."""
        self.git("merge", "--quiet", "--no-edit", "--no-ff", *words)
        return self.git("rev-parse", "HEAD")

    def event(self, **event: Any) -> str:
        """The file in which GitHub says what happened."""
        file = self.folder.parent / "event.json"
        file.write_text(json.dumps(event), encoding="utf-8")
        return str(file)

    def run(self) -> Ended:
        """What the program comes to in the clone, or in the repository itself."""
        return ran((self.clone or self.repository).folder, *self.words, **self.variables)


def ran(folder: Path, *words: str, **variables: str) -> Ended:
    """Run the command line in this process, as if in a folder and an environment."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, _without_host(environment(), variables), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main(words)
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, out.getvalue(), err.getvalue())


def _without_host(shell: dict[str, str], variables: dict[str, str]) -> dict[str, str]:
    """The variables of a shell, whatever pipeline the tests run in."""
    kept = {name: value for name, value in shell.items() if not name.startswith(_HOSTS)}
    return {**kept, **variables}


def made(folder: Path) -> Repository:
    """The structure that every try begins with, on `main`, and the branch of the change."""
    repository = Repository.made(folder)
    repository.write(NOW, AGENCY)
    repository.write(BEFORE, EARLIER)
    repository.write("rules/agency.yaml", PACK)
    repository.write("rules/waivers.yaml", "waivers: []\n")
    repository.write("orgcheck.toml", SETTINGS)
    repository.write(".github/workflows/check.yml", WORKFLOW)
    repository.commit()
    repository.git("switch", "--quiet", "--create", "change")
    # What every copy would copy for nothing.
    shutil.rmtree(folder / ".git" / "hooks", ignore_errors=True)
    return repository


def copied(original: Repository, folder: Path) -> Play:
    """A copy of it for one try."""
    shutil.copytree(original.folder, folder, symlinks=True)
    return Play(Repository(folder))
