"""The program's name, its version and its commands, each imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from orgcheck.version import __version__

# In the order in which a newcomer needs them.
COMMANDS = {
    "validate": "orgcheck.cli.validate",
    "diff": "orgcheck.cli.diff",
    "history": "orgcheck.cli.history",
    "lineage": "orgcheck.cli.lineage",
    "show": "orgcheck.cli.show",
    "chart": "orgcheck.cli.chart",
    "explain": "orgcheck.cli.explain",
    "why": "orgcheck.cli.why",
    "waive": "orgcheck.cli.waive",
    "baseline": "orgcheck.cli.baseline",
    "rules": "orgcheck.cli.rules",
    "schema": "orgcheck.cli.schema",
    "apply": "orgcheck.cli.apply",
    "invert": "orgcheck.cli.invert",
    "import": "orgcheck.cli.importing",
    "export": "orgcheck.cli.export",
    "merge": "orgcheck.cli.merge",
    "merge-driver": "orgcheck.cli.merge_driver",
    "conflicts": "orgcheck.cli.conflicts",
    "compare": "orgcheck.cli.compare",
    "changed": "orgcheck.cli.changed",
    "hook": "orgcheck.cli.hook",
    "init": "orgcheck.cli.init",
}


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
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

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
    return f'there is no command "{word}"' + (f'; did you mean "{near}"?' if near else "")


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
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
def orgcheck() -> None:
    """Check an organisation's structure, kept as text, against its rules.

    One snapshot per version of the structure: `validate` says whether a snapshot
    obeys its rules, `diff` says what a reorganisation does.
    """
