"""The program's name, its version and its commands, each imported when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from orgcheck.language import said
from orgcheck.libraries import put_off
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple
from orgcheck.version import __version__


class Listed(NamedTuple):
    """A command in the list of them: the module that has it, and the first sentence of its help."""

    module: str
    summary: str


# By what one wants to do; in each the first is what one needs first.
SECTIONS: Mapping[str, Mapping[str, Listed]] = {
    "Check": {
        "validate": Listed(
            "orgcheck.cli.validate", "Check snapshots for integrity and against rule packs."
        ),
        "show": Listed(
            "orgcheck.cli.show", "Show the tree of a snapshot, or one unit, post, body or person."
        ),
        "explain": Listed(
            "orgcheck.cli.explain",
            "Explain a rule: what it states, its basis, how to mend what breaks it.",
        ),
        "why": Listed("orgcheck.cli.why", "Say which rules bind a unit, and what came of each."),
        "rules": Listed(
            "orgcheck.cli.rules", "List rules, run their own tests, measure how strong they are."
        ),
        "waive": Listed(
            "orgcheck.cli.waive",
            "Write a waiver for one finding of a snapshot, bound to that finding.",
        ),
        "baseline": Listed(
            "orgcheck.cli.baseline",
            "Name what is wrong in the snapshots today, so that only what is new fails.",
        ),
    },
    "Compare and review": {
        "diff": Listed(
            "orgcheck.cli.diff", "Say what a reorganisation does: from OLD, a snapshot, to NEW."
        ),
        "changed": Listed(
            "orgcheck.cli.changed", "Review what a branch or a pull request does to the snapshots."
        ),
        "hook": Listed("orgcheck.cli.hook", "Check what is about to be committed, for git hooks."),
        "chart": Listed(
            "orgcheck.cli.chart", "Draw the structure of a snapshot, or a change of it."
        ),
        "apply": Listed("orgcheck.cli.apply", "Make the changes of a change set to a snapshot."),
        "invert": Listed(
            "orgcheck.cli.invert", "Turn a change set round, so that applying it undoes the change."
        ),
    },
    "Over time": {
        "history": Listed(
            "orgcheck.cli.history", "Tell what happened to an organisation from version to version."
        ),
        "lineage": Listed(
            "orgcheck.cli.lineage", "Tell the lineage of UNIT, an id, through all SNAPSHOTS."
        ),
        "crosswalk": Listed(
            "orgcheck.cli.crosswalk",
            "Write a table from the units of one version to those of another.",
        ),
        "restate": Listed(
            "orgcheck.cli.restate",
            "Tell FIGURE of one version in the structure of another, later or earlier.",
        ),
    },
    "Several reorganisations at once": {
        "merge": Listed(
            "orgcheck.cli.merge", "Make the changes of THEIRS against BASE to the text of OURS."
        ),
        "compare": Listed(
            "orgcheck.cli.compare",
            "Put scenarios of a reorganisation side by side, each against BASE.",
        ),
        "conflicts": Listed(
            "orgcheck.cli.conflicts",
            "Hold what HEAD does to the snapshots against what other branches do.",
        ),
        "merge-driver": Listed(
            "orgcheck.cli.merge_driver", "Merge one file for git: %A becomes the result."
        ),
    },
    "Begin, bring in and take out": {
        "init": Listed(
            "orgcheck.cli.init",
            "Begin a repository: a snapshot, a tested rule, settings, a hook, CI.",
        ),
        "import": Listed(
            "orgcheck.cli.importing",
            "Make a snapshot of a spreadsheet, a catalogue or another format.",
        ),
        "export": Listed(
            "orgcheck.cli.export",
            "Write a snapshot as a workbook, a table or in another format; or a change set.",
        ),
        "schema": Listed(
            "orgcheck.cli.schema", "Print a JSON Schema (2020-12), for editors and CI."
        ),
    },
}
COMMANDS = {name: listed for section in SECTIONS.values() for name, listed in section.items()}

# What `orgcheck init` writes, and where a folder has its snapshots.
_BEGUN = "snapshots/organisation.yaml"
_FOLDER = "snapshots"
_OBEYS = "whether a snapshot obeys integrity and the rules of its organisation"
_CHANGES = "what a reorganisation does: merged, split, moved, abolished, dropped"
_COMMITTED = ";\n    of what is edited since the last commit"


def _first() -> str:
    """What `orgcheck` alone says: three things to do first, with the snapshots that there are."""
    found = [f"{_FOLDER}/{name}" for name in _snapshots()]
    newest = found[-1] if found else _BEGUN
    older = found[-2] if len(found) > 1 else f"HEAD:{newest}"
    begin = f"show {newest}", "the structure: units, their heads and duties"
    if not found:
        begin = "init", "begin a repository: a snapshot, a tested rule, settings, a hook, CI"
    things = (
        begin,
        (f"validate {newest}", _OBEYS),
        (f"diff {older} {newest}", _CHANGES if found[1:] else _CHANGES + _COMMITTED),
    )
    told = "".join(f"  orgcheck {command}\n    {words}\n" for command, words in things)
    return (
        f"Three things to do first:\n\n{told}\n"
        "`orgcheck --help` lists every command, `orgcheck COMMAND --help` explains one.\n"
    )


def _snapshots() -> list[str]:
    """The names of the snapshots of the current folder, the newest last where they are dated.

    One that a shell would not take as it stands is left out.
    """
    from pathlib import Path

    try:
        names = [path.name for path in Path(_FOLDER).iterdir()]
    except OSError:
        return []
    return sorted(filter(_NAME.fullmatch, names))


_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*\.ya?ml")


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, each naming its `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with put_off("urllib.parse", "ntpath", "fnmatch"):
            import_module("pathlib")
        command = import_module(COMMANDS[cmd_name].module).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        # Click would import every command for the first sentence of its help.
        wide = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                rows = [(f"{name:<{wide}}", listed.summary) for name, listed in commands.items()]
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # A shell that completes asks about half-written words, and wants no message.
        known = not args or args[0].startswith("-") or args[0] in COMMANDS
        if not (known or ctx.resilient_parsing):
            raise click.UsageError(_no_such_command(args[0]), ctx)
        return super().resolve_command(ctx, args)


def _no_such_command(word: str) -> str:
    from orgcheck.snapshot.suggestions import nearest

    near = nearest(word, COMMANDS)
    if near is None:
        return said('there is no command "{name}"', name=word)
    return said('there is no command "{name}"; did you mean "{near}"?', name=word, near=near)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Exit status:
  0  clean
  1  findings that count (see --fail-on)
  2  usage, configuration, a rule pack, or a path that does not exist
  3  a snapshot that cannot be read, where one is needed
  130, 141  an interrupt; nobody reads the output any more, as after `| head`

\b
Example:
  orgcheck validate snapshots/2024.yaml --rules rules/kela.yaml
  orgcheck diff snapshots/2023.yaml snapshots/2024.yaml
""",
)
@click.version_option(__version__, prog_name="orgcheck", message="%(prog)s %(version)s")
@click.pass_context
def orgcheck(context: click.Context) -> None:
    """Check an organisation's structure, kept as text, against its rules.

    One snapshot per version of the structure: `validate` says whether a snapshot
    obeys its rules, `diff` says what a reorganisation does.
    """
    if context.invoked_subcommand is None:
        click.echo(_first(), nl=False)
