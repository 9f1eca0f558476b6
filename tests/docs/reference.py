"""The pages of reference and the schemas, made from the commands, the rules and the formats."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import click

from orgcheck.changes.kinds import event_types
from orgcheck.cli.group import orgcheck
from orgcheck.reports.formats import formats, formats_of, of_changes, of_reviews
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.arguments import EVERYTHING, Word
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import BuiltInRule, IntegrityRule, Tier
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.fields import listed
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.selector_keys import KEYS, OF
from orgcheck.schemas import SCHEMAS, schema
from tests.regenerate import Generated

COMMANDS_HEAD = """\
# Command reference

`orgcheck COMMAND --help` prints the same, for the version that is installed. This page is made
from the commands by `python -m tests.regenerate`.

- Results go to standard output; errors, notes and timings to standard error.
- There is colour on a terminal only, and none where `NO_COLOR` is set.
- Progress is shown on a terminal only, for work that takes over a second.
- A snapshot is named as a file, as a folder whose files together are one snapshot, as `-` for
  standard input, or as `REV:path` for what git has at a revision. `REV:path` counts from the root
  of the repository, as in git, and `REV:./path` from the current folder; `:path` is what is staged.
  An existing file of that name wins.
"""

COMPLETION = """\
## Shell completion and the man page

An installation has both below the folder `share` of its environment, where a shell and `man` that
look there find them: `man orgcheck`. Where they do not look there, a shell completes commands,
options, choices and files after this line in its start-up file:

- bash 4.4 or later, in `~/.bashrc`: `eval "$(_ORGCHECK_COMPLETE=bash_source orgcheck)"`
- zsh, in `~/.zshrc`: `eval "$(_ORGCHECK_COMPLETE=zsh_source orgcheck)"`
- fish, in `~/.config/fish/completions/orgcheck.fish`:
  `_ORGCHECK_COMPLETE=fish_source orgcheck | source`
"""

RULES_HEAD = """\
# Rule reference

The rules that come with the program. Those of a pack explain themselves with `orgcheck explain
RULE`, and so do these. This page is made from the rules by `python -m tests.regenerate`.
"""

TIERS = {
    Tier.INTEGRITY: (
        "Integrity",
        "What has to hold for a snapshot to mean anything. These rules are always on; nothing "
        "waives, ignores or softens them. Of each, a passage that breaks it and the same one "
        "mended.",
    ),
    Tier.RULES: ("Rules about rules", "Checked wherever a rule pack is in force."),
    Tier.WAIVERS: ("Rules about waivers", "Checked wherever a waiver file is in force."),
    Tier.REVIEW: (
        "Rules about the review",
        "Checked by `orgcheck changed` and by the hooks. Nothing waives or ignores them.",
    ),
    Tier.CHANGE: (
        "Change",
        "Checked by `orgcheck diff`. `--ignore` leaves them out, and a pack may set their "
        "severity.",
    ),
    Tier.HISTORY: ("History", "Told by `orgcheck history`, which does not fail for it."),
}


def command_reference() -> str:
    """The page on commands."""
    context = click.Context(orgcheck, info_name="orgcheck")
    commands = {
        name: command
        for name in orgcheck.list_commands(context)
        if (command := orgcheck.get_command(context, name)) is not None
    }
    contents = [
        f"- [`{name}`](#orgcheck-{name}): {_first_line(command)}"
        for name, command in commands.items()
    ]
    sections = [
        section
        for name, command in commands.items()
        for section in _command(command, click.Context(command, context, info_name=name))
    ]
    beginning = [COMMANDS_HEAD, "\n".join(contents) + "\n", *_blocks(orgcheck, 2)]
    return "\n".join([*beginning, *sections, COMPLETION])


def _first_line(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").partition("\n\n")[0].replace("\n", " ")


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """The section of a command, and those of its own commands."""
    pieces = " ".join(command.collect_usage_pieces(context))
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    yield f"## `{context.command_path}`\n"
    yield f"```\n{context.command_path} {pieces}\n```\n"
    yield f"{text}\n"
    if options := list(_options(command, context)):
        yield "\n".join(options) + "\n"
    yield from _blocks(command, 3)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _command(below, click.Context(below, context, info_name=name))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.params:
        if isinstance(param, click.Argument):
            continue
        record = param.get_help_record(context)
        if record:
            names, help = record
            yield f"- `{names}`: {' '.join(help.split())}"


def _blocks(command: click.Command, level: int) -> Iterator[str]:
    """The examples and the exit statuses that stand below the help of a command."""
    for block in (command.epilog or "").split("\b\n"):
        title, _, body = block.strip("\n").partition(":\n")
        body = textwrap.dedent(body).rstrip()
        if not body:
            continue
        if title == "Exit status":
            statuses = re.findall(r"^(\d)\s+(.*(?:\n +.*)*)", body, re.M)
            rows = [f"| {status} | {' '.join(words.split())} |" for status, words in statuses]
            if level == 2:
                yield "## Exit status\n"
            yield "\n".join(["| status | when |", "|---|---|", *rows]) + "\n"
        else:
            yield f"```sh\n{body}\n```\n"


def rule_reference() -> str:
    """The page on the rules that come with the program."""
    sections = [RULES_HEAD]
    for tier, (title, about) in TIERS.items():
        sections.append(f"## {title}\n\n{_filled(about)}\n")
        sections.extend(_rule(rule) for rule in BY_TIER[tier].values())
    return "\n".join(sections)


def _rule(rule: BuiltInRule) -> str:
    parts = [
        f"### {rule.id}",
        _filled(f"**{rule.statement}** ({rule.severity.value})"),
        _filled(rule.why),
        _filled(f"How to mend it: {rule.fix[0].lower()}{rule.fix[1:]}"),
    ]
    if isinstance(rule, IntegrityRule):
        parts += [
            f"```yaml\n# breaks {rule.id}\n{rule.fails}```",
            f"```yaml\n# mended\n{rule.passes}```",
        ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, str, str], words: Iterable[Word[Any]]) -> str:
    """A table of words of rules: how each is used, what it says, and of whom."""
    lines = [f"| {' | '.join(head)} |", "|---|---|---|", *map(_row, words)]
    return "".join(f"{line}\n" for line in lines)


def _row(word: Word[Any]) -> str:
    whom = "all" if word.of == EVERYTHING else listed(word.of.sorts, "and")
    words = f"{word.statement} {word.more}".strip()
    return f"| `{word.name}: {word.usage}` | {words} | {whom} |"


def event_table() -> str:
    """The table of the kinds of event, the weightiest first."""
    rows = (
        f"| `{kind}` | {one.row.what} | {one.row.old} | {one.row.new} |"
        for kind, one in event_types().items()
    )
    head = ("| kind | what happened | old | new |", "|---|---|---|---|")
    return "".join(f"{' '.join(row.split())}\n" for row in (*head, *rows))


def _schema(name: str) -> str:
    return json_text(schema(name))


def _filled(text: str) -> str:
    return textwrap.fill(text, 98, break_long_words=False, break_on_hyphens=False)


def formats_table() -> str:
    """The formats of reports, for what each command offers them, and who reads them."""
    rows = [
        f"| `{name}` | {', '.join(_commands_of(name))} | {format.readers} |"
        for name, format in formats().items()
    ]
    return "\n".join(["", "| form | of | read by |", "|---|---|---|", *rows, "", ""])


def _commands_of(name: str) -> Iterator[str]:
    offers = (
        ("validate", formats_of("findings")),
        ("diff", of_changes()),
        ("changed", of_reviews()),
    )
    return (f"`{command}`" for command, names in offers if name in names)


VERB_HEAD = ("verb", "holds when", "asked of")

GENERATED: Generated = {
    "docs/ci.md#formats": formats_table,
    "docs/command-reference.md": command_reference,
    "docs/rule-reference.md": rule_reference,
    "docs/changes.md#kinds": event_table,
    "docs/rules.md#selectors": partial(_table, ("key", "selects", "of"), (OF, *KEYS.values())),
    "docs/rules.md#verbs": partial(_table, VERB_HEAD, VERBS.values()),
    "docs/change-rules.md#verbs": partial(_table, VERB_HEAD, CHANGE_VERBS.values()),
    "docs/change-rules.md#verbs over all versions": partial(
        _table, VERB_HEAD, HISTORY_VERBS.values()
    ),
    **{f"schemas/{name}.json": partial(_schema, name) for name in SCHEMAS},
}
