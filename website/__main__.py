"""`python -m website FOLDER`: build the site into a folder.

Ends with 1 where a link of it leads nowhere, or a page loads anything from another host.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from website.links import dead_links, foreign
from website.program import put_program
from website.staging import stage

SETTINGS = Path(__file__).with_name("zensical.toml")


def build(target: Path) -> list[str]:
    """Build the site, and say what is wrong with it: nothing, or a line each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage(folder / "docs")
        shutil.copytree(SETTINGS.with_name("assets"), folder / "docs/assets")
        put_program(folder / "docs/assets/program")
        shutil.copy(SETTINGS, folder)
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "zensical",
                "build",
                "--strict",
                "--config-file",
                str(folder / SETTINGS.name),
            ],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if ended.returncode:
            return (ended.stdout + ended.stderr).splitlines()
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(folder / "site", target)
    return [*dead_links(target), *foreign(target)]


def main(target: Path) -> int:
    """Build it, and print what is wrong; the exit status."""
    problems = build(target)
    print(*problems or [f"the site is in {target}"], sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
