"""What an installation brings beside its modules: the man page, and completion for three shells."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import partial

import click
from click.shell_completion import get_completion_class

from orgcheck.cli.group import orgcheck
from orgcheck.version import __version__
from tests.regenerate import Generated

DESCRIPTION = """\
A snapshot is the structure of an organisation at one time, as YAML or JSON. It is named as a file,
as a folder whose files together are one snapshot, as - for standard input, or as REV:path for what
git has at a revision. Results go to standard output; errors, notes and timings to standard error.
"""
_SHELLS = {
    "share/bash-completion/completions/orgcheck": "bash",
    "share/zsh/site-functions/_orgcheck": "zsh",
    "share/fish/vendor_completions.d/orgcheck.fish": "fish",
}


def manual() -> str:
    """The man page: the program, then each of its commands."""
    context = click.Context(orgcheck, info_name="orgcheck")
    lines = [
        f'.TH ORGCHECK 1 "" "orgcheck {__version__}" "User Commands"',
        ".SH NAME",
        f"orgcheck \\- {_escaped(_paragraphs(orgcheck)[0])}",
        ".SH SYNOPSIS",
        ".B orgcheck",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH DESCRIPTION",
        _escaped(" ".join(DESCRIPTION.split())),
        ".SH OPTIONS",
        *_options(orgcheck, context),
        ".SH COMMANDS",
        *_commands(orgcheck, context),
        *_blocks(orgcheck, ".SH"),
        ".SH FILES",
        *_entry("orgcheck.toml, [tool.orgcheck] in pyproject.toml", "The settings of a project."),
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """A section for each command of a group, and for theirs."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        own = click.Context(command, context, info_name=name)
        if isinstance(command, click.Group):
            yield from _commands(command, own)
            continue
        yield f".SS {_escaped(own.command_path)}"
        pieces = " ".join(command.collect_usage_pieces(own))
        yield f"{_escaped(own.command_path)} {_escaped(pieces)}"
        for paragraph in _paragraphs(command):
            yield ".PP"
            yield _escaped(paragraph)
        yield from _options(command, own)
        yield from _blocks(command, ".PP")


def _paragraphs(command: click.Command) -> list[str]:
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.params:
        record = None if isinstance(param, click.Argument) else param.get_help_record(context)
        if record is not None:
            yield from _entry(record[0], " ".join(record[1].split()))


def _entry(term: str, text: str) -> Iterator[str]:
    yield from (".TP", f".B {_escaped(term)}", _escaped(text))


def _blocks(command: click.Command, heading: str) -> Iterator[str]:
    """The examples and the exit statuses that stand below the help of a command."""
    for block in (command.epilog or "").split("\b\n"):
        title, _, body = block.strip("\n").partition(":\n")
        body = textwrap.dedent(body).rstrip()
        if not body:
            continue
        yield from (heading, _escaped(title if heading == ".SH" else f"{title}:"))
        if title == "Exit status":
            for status, words in re.findall(r"^(\d)\s+(.*(?:\n +.*)*)", body, re.M):
                yield from _entry(status, " ".join(words.split()))
        else:
            yield from (".PP", ".nf", ".RS 4", _escaped(body), ".RE", ".fi")


def _escaped(text: str) -> str:
    """A text that roff prints as it is: no sign of it is a request, and a hyphen stays one."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return re.sub(r"^([.'])", r"\\&\1", plain, flags=re.M)


def completion(shell: str) -> str:
    """The script that asks the program what to offer, as the shell wants it."""
    kind = get_completion_class(shell)
    assert kind is not None
    one = kind(orgcheck, {}, "orgcheck", "_ORGCHECK_COMPLETE")
    return str(one.source_template % one.source_vars()).strip() + "\n"


GENERATED: Generated = {
    "share/man/man1/orgcheck.1": manual,
    **{path: partial(completion, shell) for path, shell in _SHELLS.items()},
}
