"""Everything that a version promises to keep, a line each: a removal shows as a line that goes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

import orgcheck
from orgcheck.changes.kinds import event_types
from orgcheck.cli.group import orgcheck as program
from orgcheck.reports.formats import formats
from orgcheck.rules.assertions import VERBS
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.changes.verbs import CHANGE_VERBS
from orgcheck.rules.history.verbs import HISTORY_VERBS
from orgcheck.rules.selector_keys import KEYS
from orgcheck.schemas import SCHEMAS, schema
from tests.regenerate import Generated


def surface() -> str:
    """The lines, of each kind in the order in which people meet them."""
    kinds = (commands(), rules(), names(), schemas(), library())
    return "".join(f"{line}\n" for kind in kinds for line in kind)


def commands() -> Iterator[str]:
    """Each command with its arguments, options and exit statuses."""
    yield from _command(program, click.Context(program, info_name="orgcheck"))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    path = context.command_path
    yield " ".join([f"command {path}", *command.collect_usage_pieces(context)])
    for param in command.params:
        if isinstance(param, click.Option) and not param.hidden:
            choices = getattr(param.type, "choices", ())
            yield " ".join([f"option {path}", *param.opts, *map(str, choices)])
    for status in re.findall(r"^  (\d)  ", command.epilog or "", re.M):
        yield f"status {path} {status}"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command(below, click.Context(below, context, info_name=name))


def rules() -> Iterator[str]:
    """The rules that come with the program, with their severities, and the words of others."""
    for rules in BY_TIER.values():
        yield from (f"rule {rule.id} {rule.severity.value}" for rule in rules.values())
    yield from (f"selector {key}" for key in KEYS)
    yield from (f"verb {name}" for name in VERBS)
    yield from (f"verb about changes {name}" for name in CHANGE_VERBS)
    yield from (f"verb over all versions {name}" for name in HISTORY_VERBS)


def names() -> Iterator[str]:
    """The kinds of event, and the forms of reports."""
    yield from (f"event {kind}" for kind in event_types())
    yield from (f"report {name}" for name in formats())


def schemas() -> Iterator[str]:
    """Each JSON Schema, with the keys at its top."""
    for name in SCHEMAS:
        whole = schema(name)
        keys = sorted(whole.get("properties", {}))
        yield " ".join([f"schema {whole['$id']}", *keys])


def library() -> Iterator[str]:
    """Each public name: functions with their parameters, types with their public members."""
    for name in orgcheck.__all__:
        value = getattr(orgcheck, name)
        if inspect.isfunction(value):
            yield " ".join([f"function {name}", *inspect.signature(value).parameters])
        elif inspect.isclass(value):
            members = {
                one for kind in value.__mro__ for one in vars(kind).get("__annotations__", {})
            }
            members |= {one for one, what in vars(value).items() if callable(what)}
            # How a part is declared is no promise.
            members = {one for one in members if not one.startswith(("_", "model_"))}
            yield " ".join([f"type {name}", *sorted(members)])


def schema_table() -> str:
    """The table of the page on what stays: each schema, what it is of, and its id."""
    rows = (
        f"| `orgcheck schema {name}` | {of} | `{schema(name)['$id']}` |"
        for name, of in SCHEMAS.items()
    )
    return "\n".join(["", "| schema | of | id |", "|---|---|---|", *rows, "", ""])


GENERATED: Generated = {
    "tests/release/surface.txt": surface,
    "docs/stability.md#schemas": schema_table,
}
