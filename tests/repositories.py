"""Real git repositories for tests, apart from whatever git the machine is set up with."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
AGENCY = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true, head: director}
  - {id: services, name: Services, parent: agency}
  - {id: audit, name: Internal Audit, parent: agency}
posts:
  - {id: director, name: Director, unit: agency}
"""
PACK = """\
pack: agency
rules:
  - id: AGY001
    statement: Internal Audit reports directly to the Director.
    for: {id: audit}
    assert: {reports_directly_to: director}
"""


def environment(**more: str) -> dict[str, str]:
    """The environment of a shell in which `orgcheck` is the one under test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "T" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "t@example.org" for who in ("AUTHOR", "COMMITTER")},
        **more,
    }


@dataclass(frozen=True)
class Ended:
    """What a command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository:
    """A folder in which files are written and commands are run."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, folder: Path) -> Repository:
        """A new repository without a commit."""
        folder.mkdir(parents=True, exist_ok=True)
        repository = cls(folder)
        repository.git("init", "--quiet", "--initial-branch=main")
        return repository

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a passage of a file."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *words: str, stdin: str = "", **variables: str) -> Ended:
        """Run a command to its end."""
        run = subprocess.run(
            words,
            cwd=self.folder,
            env=environment(**self.variables, **variables),
            input=stdin.encode(),
            capture_output=True,
            check=False,
        )
        return Ended(run.returncode, run.stdout.decode(), run.stderr.decode())

    def git(self, *words: str) -> str:
        """Run git, which has to succeed; what it prints."""
        ended = self.run("git", *words)
        assert ended.status == 0, ended.err
        return ended.out

    def commit(self, message: str = "a change") -> str:
        """Commit everything without running hooks; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", message)
        return self.git("rev-parse", "HEAD").strip()


def write_agency(repository: Repository) -> None:
    """Write a structure in order, a rule that it obeys, and the settings that name the rule."""
    repository.write("orgcheck.toml", 'rules = ["rules/agency.yaml"]\n')
    repository.write("rules/agency.yaml", PACK)
    repository.write("snapshots/agency.yaml", AGENCY)
