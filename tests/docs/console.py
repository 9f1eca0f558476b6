"""The console sessions and the pictures that pages show, made by the program itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.regenerate import ROOT, Generated

SESSION = re.compile(r"^```console\n(\$ .*?\n)(.*?)^```", re.M | re.S)
PATCH = re.compile(r"^```diff\n(.*?)^```", re.M | re.S)
STEP = re.compile(r"^```(?P<language>console|diff)\n(?P<body>.*?)^```", re.M | re.S)


def workplace(folder: Path) -> Path:
    """A copy of what the sessions work on, in a repository as a clone is one."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    for name in ("snapshots", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def patched(folder: Path, patch: str) -> None:
    """Make the change that a page shows, with git."""
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=folder, check=True)


def output_of(line: str, folder: Path) -> str:
    """What a shell prints for the command of a session, on a terminal of 80 columns."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        **GIT,
    }
    command = line.removeprefix("$ ").strip()
    run = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def sessions(page: str, run: Callable[[str, bool], str]) -> str:
    """The page with every output as `run` gives it.

    The first session is run on the snapshots as the page's patch leaves them, the others on
    those of the repository.
    """
    numbers = iter(range(sys.maxsize))

    def replaced(match: re.Match[str]) -> str:
        broken = next(numbers) == 0 and PATCH.search(page) is not None
        return f"```console\n{match[1]}{run(match[1], broken)}```"

    return SESSION.sub(replaced, page)


def refreshed(page: str) -> str:
    """The page with the outputs of today's program."""
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as broken:
        workplace(Path(whole))
        patch = PATCH.search(page)
        if patch:
            patched(workplace(Path(broken)), patch[1])
        return sessions(
            page, lambda line, is_broken: output_of(line, Path(broken if is_broken else whole))
        )


def page(name: str) -> str:
    """A page of the repository with the outputs of today's program."""
    return refreshed((ROOT / name).read_text("utf-8"))


def journey(name: str) -> str:
    """A page whose commands and patches are done one after the other, from an empty folder on."""
    with tempfile.TemporaryDirectory() as folder:
        return STEP.sub(partial(_step, Path(folder)), (ROOT / name).read_text("utf-8"))


def _step(folder: Path, block: re.Match[str]) -> str:
    """A block of a journey: a patch is made, commands are run and what they print is put in."""
    if block["language"] == "diff":
        patched(folder, block["body"])
        return block[0]
    commands = re.findall(r"^\$ .*\n(?:> .*\n)*", block["body"], re.M)
    told = "".join(command + output_of(_line(command), folder) for command in commands)
    return f"```console\n{told}```"


def _line(command: str) -> str:
    """A command as a shell reads it: what is continued begins with another sign."""
    return re.sub(r"^> ", "", command.removeprefix("$ "), flags=re.M)


def picture(*words: str) -> str:
    """What a command draws in the repository."""
    command = [sys.executable, "-m", "orgcheck", *words, "--format", "svg"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


# Whoever commits, and when: so a commit has the same hash every time.
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "T" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "t@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2030-01-31T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
}
KELA = "snapshots/2024.yaml"
VERSIONS = sorted(
    str(file.relative_to(ROOT)) for file in (ROOT / "snapshots" / "history").glob("*.yaml")
)
PAGES = (
    "README.md",
    "docs/index.md",
    "docs/rule-strength.md",
    "docs/history.md",
    "docs/reports.md",
)
GENERATED: Generated = {
    **{name: partial(page, name) for name in PAGES},
    "docs/first-hour.md": partial(journey, "docs/first-hour.md"),
    "docs/pictures/kela-2024.svg": partial(picture, "chart", KELA),
    "docs/pictures/kela-change.svg": partial(
        picture, "chart", KELA, "--against", "snapshots/2023.yaml"
    ),
    "docs/pictures/kela-history.svg": partial(picture, "history", *VERSIONS),
    "docs/pictures/kela-lineage.svg": partial(
        picture, "lineage", "ict-and-operational-development", *VERSIONS
    ),
}
