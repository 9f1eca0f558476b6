"""Install a wheel or an sdist into a fresh environment, and use it as a newcomer does.

`python .ci/try_distribution.py dist/orgcheck-1.2.3-py3-none-any.whl [ENVIRONMENT]`

The environment is kept where it is named, and removed where it is not. Ends with 0 where all went
well, and otherwise with the command that failed and what it said.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

# Parts of installations that are no modules: what a shell and `man` look for.
DATA = (
    "share/man/man1/orgcheck.1",
    "share/bash-completion/completions/orgcheck",
    "share/zsh/site-functions/_orgcheck",
    "share/fish/vendor_completions.d/orgcheck.fish",
)
UNRULY = "    parent: agency\n    responsibilities: [audit of the agency]"


class Trouble(Exception):
    """What the distribution did that it should not."""


def run(folder: Path, *words: str | Path, status: int = 0) -> str:
    """What a command prints; it must end with a status."""
    # What the shell says of Python must not reach into the environment that is tried.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**clean, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode != status:
        command = " ".join(str(word) for word in words)
        said = ended.stdout + ended.stderr
        raise Trouble(f"`{command}` ended with {ended.returncode}, not {status}:\n{said}")
    return ended.stdout


def try_out(distribution: Path, environment: Path) -> None:
    """Install it, ask for its version, and take the first steps in an empty folder.

    Raises
    ------
    Trouble
        Where a step does not end as it should.
    """
    named = re.fullmatch(r"orgcheck-([^-]+?)(-py3-none-any\.whl|\.tar\.gz)", distribution.name)
    if named is None:
        raise Trouble(f"{distribution.name} is not called as a distribution of orgcheck is")
    venv.create(environment, with_pip=True, clear=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = programs / "python"
        run(folder, python, "-I", "-m", "pip", "install", "--quiet", distribution.resolve())
        run(folder, python, "-I", "-m", "pip", "check")
        orgcheck = programs / "orgcheck"
        version = run(folder, orgcheck, "--version")
        if named[1] not in version:
            raise Trouble(f"the version of {distribution.name} is told as {version!r}")
        missing = [path for path in DATA if not (environment / path).is_file()]
        if missing:
            raise Trouble(f"not installed: {', '.join(missing)}")
        first_steps(folder, orgcheck)


def first_steps(folder: Path, orgcheck: Path) -> None:
    """Begin a structure, break its rule, see the finding and the change, write every page."""
    run(folder, orgcheck, "init")
    run(folder, orgcheck, "validate", "snapshots/organisation.yaml")
    run(folder, orgcheck, "rules", "test", "rules", "builtin:good-practice")
    begun = (folder / "snapshots/organisation.yaml").read_text("utf-8")
    broken = begun.replace(UNRULY, UNRULY.replace("agency\n", "benefits\n"))
    (folder / "snapshots/next.yaml").write_text(broken, encoding="utf-8")
    run(folder, orgcheck, "validate", "snapshots/next.yaml", status=1)
    two = ("snapshots/organisation.yaml", "snapshots/next.yaml")
    for form in ("text", "html", "json", "markdown"):
        said = run(folder, orgcheck, "diff", *two, "--format", form, status=1)
        if "nternal" not in said:
            raise Trouble(f"the change is not told as {form}:\n{said}")
    run(folder, orgcheck, "chart", "snapshots/next.yaml", "-o", "next.png")


def main(distribution: Path, environment: Path | None) -> None:
    """Try it, and say so."""
    try:
        if environment is not None:
            try_out(distribution, environment)
        else:
            with tempfile.TemporaryDirectory() as name:
                try_out(distribution, Path(name) / "environment")
    except Trouble as trouble:
        sys.exit(f"try_distribution: {distribution.name}: {trouble}")
    print(f"{distribution.name}: installed, and its first steps taken")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
