"""`orgcheck init`: a working start in a new repository."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import click

from orgcheck.cli import options
from orgcheck.cli.console import print_result
from orgcheck.errors import Diagnostic, Unusable
from orgcheck.language import said, tr
from orgcheck.snapshot.git import program
from orgcheck.version import __version__

SNAPSHOT = "snapshots/organisation.yaml"
RULES = "rules/agency.yaml"
HOOK = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/orgcheck.yml"
# Where each file goes, and what it is called among those that come with the program.
FILES = {
    SNAPSHOT: "organisation.yaml",
    RULES: "rules.yaml",
    "orgcheck.toml": "settings.toml",
    HOOK: "pre-commit-config.yaml",
    WORKFLOW: "workflow.yml",
}


@click.command(
    cls=options.Command,
    epilog="""\b
Examples:
  orgcheck init
  orgcheck init structure --no-ci
  orgcheck init --from hr.xlsx

\b
Exit status:
  0  the files are written
  2  one of them is there already; nothing is written
  3  nothing to read in FILE, or no structure in it; nothing is written
""",
)
@click.argument("folder", metavar="[FOLDER]", default=".", type=options.A_FILE)
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=options.A_FILE,
    help="Begin with the structure in this file: a spreadsheet, a catalogue, as `import` reads it.",
)
@click.option("--no-hook", is_flag=True, help=f"Leave out {HOOK}.")
@options.speaking
@click.option("--no-ci", is_flag=True, help=f"Leave out {WORKFLOW}.")
def command(folder: str, source: str | None, no_hook: bool, no_ci: bool) -> int:
    """Begin a repository: a snapshot, a tested rule, settings, a hook, CI.

    Nothing that exists is overwritten. A FOLDER that lies in no git repository
    becomes one.
    """
    left_out = {name for name, out in ((HOOK, no_hook), (WORKFLOW, no_ci)) if out}
    texts = {name: _text(source) for name, source in FILES.items() if name not in left_out}
    target = Path(folder)
    _refuse_existing(target, texts)
    if source is not None:
        texts |= _imported(source)
    for name, text in texts.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    made = _repository(target)
    print_result(_told(folder, list(texts), repository_made=made, hook=not no_hook, source=source))
    return 0


def _imported(source: str) -> dict[str, str]:
    """The snapshot and the rules of a structure that stands in another format."""
    from orgcheck.cli.importing import tell
    from orgcheck.convert.converting import ImportOptions, import_source
    from orgcheck.snapshot.model import display
    from orgcheck.snapshot.writing import on_one_line, yaml_of

    imported = import_source(source, ImportOptions())
    tell(source, imported, quiet=False)
    tops = [unit for unit in imported.snapshot.units if unit.top]
    top = tops[0] if tops else imported.snapshot.units[0]
    words = {"TOP_ID": on_one_line(top.id), "TOP_NAME": on_one_line(display(top.name))}
    rules = _text("rules-of-import.yaml")
    for mark, word in words.items():
        rules = rules.replace(mark, word)
    return {SNAPSHOT: yaml_of(imported.snapshot), RULES: rules}


def _text(source: str) -> str:
    text = files("orgcheck.cli.start").joinpath(source).read_text("utf-8")
    return text.replace("orgcheck==VERSION", f"orgcheck=={__version__}")


def _refuse_existing(target: Path, texts: Mapping[str, str]) -> None:
    """Stop before anything is written, naming all that is in the way."""
    ways_out = {
        HOOK: said("leave it out with {option}", option="--no-hook"),
        WORKFLOW: said("leave it out with {option}", option="--no-ci"),
    }
    problems = [
        Diagnostic(
            None,
            said("{file} is there already", file=target / name),
            ways_out.get(name, said("name another folder")),
        )
        for name in texts
        if os.path.lexists(target / name)
    ]
    if problems:
        raise Unusable([*problems, Diagnostic(None, said("nothing was written"))])


def _repository(target: Path) -> bool:
    """Make a folder that is in no repository one; whether that was needed and done."""
    if shutil.which("git") is None:
        return False
    try:
        git = program()
    except FileNotFoundError:
        return False
    inside = subprocess.run(
        [git, "rev-parse", "--git-dir"], cwd=target, capture_output=True, check=False
    )
    if inside.returncode == 0:
        return False
    # The branch that the workflow speaks of.
    made = subprocess.run(
        [git, "init", "--quiet", "--initial-branch=main"],
        cwd=target,
        capture_output=True,
        check=False,
    )
    return made.returncode == 0


def _told(
    folder: str, names: list[str], *, repository_made: bool, hook: bool, source: str | None
) -> str:
    """What was written, and what to do next."""
    steps = [
        *([f"cd {shlex.quote(folder)}"] if folder != "." else []),
        f"orgcheck validate {SNAPSHOT}",
        *(["python -I -m pip install pre-commit", "pre-commit install"] if hook else []),
        "git add .",
        'git commit -m "The structure as it is"',
    ]
    wrote = (
        tr("Wrote {number} files and made a git repository:", number=len(names))
        if repository_made
        else tr("Wrote {number} files:", number=len(names))
    )
    last = (
        tr("Then write the rules of your organisation into {rules}.", rules=RULES)
        if source is not None
        else tr(
            "Then put your organisation in the place of the example in {snapshot},\n"
            "and its rules in the place of those in {rules}.",
            snapshot=SNAPSHOT,
            rules=RULES,
        )
    )
    lines = [
        wrote,
        *(f"  {name}" for name in names),
        "",
        tr("Next:"),
        *(f"  {step}" for step in steps),
        "",
        last,
    ]
    return "\n".join(lines) + "\n"
