"""Options that several commands share, each with one meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

import click

from orgcheck.cli.asked import Asked
from orgcheck.cli.endings import form_of

F = TypeVar("F", bound=Callable[..., Any])

SEVERITIES = ("error", "warning", "info")
# For shell completion only: what an argument names is settled when it is read.
A_FILE = click.Path(allow_dash=True)


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order in which help lists them."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def asking(command: F) -> F:
    """Hand a command all that its options say about rules, settings and waivers as `asked`."""

    @wraps(command)
    def with_asked(**values: Any) -> Any:
        names = [field.name for field in fields(Asked) if field.name in values]
        return command(asked=Asked(**{name: values.pop(name) for name in names}), **values)

    return cast("F", with_asked)


configured = together(
    click.option(
        "--config",
        metavar="FILE",
        type=A_FILE,
        help="Settings from this file, not from the nearest orgcheck.toml or pyproject.toml.",
    ),
    click.option("--isolated", is_flag=True, help="Read no file of settings."),
)

with_rules = click.option(
    "--rules",
    "packs",
    metavar="PACK",
    multiple=True,
    type=A_FILE,
    help="A rule pack, or builtin:NAME; may be repeated. In place of the configured ones.",
)

choosing = together(
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        help="Apply these rules only: ids or beginnings of ids, with commas. Integrity stays on.",
    ),
    click.option(
        "--ignore",
        metavar="RULES",
        multiple=True,
        help="Leave these rules out: ids or beginnings of ids, with commas.",
    ),
)


def day(_: click.Context, __: click.Parameter, word: str | None) -> date | None:
    """The value of an option that names a day."""
    return day_of(word) if word is not None else None


def day_of(word: str) -> date:
    """The day of the calendar that a word names."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise click.BadParameter(f"expected a date such as 2024-01-31, found {word}") from None


waiving = together(
    click.option(
        "--waivers",
        metavar="FILE",
        multiple=True,
        type=A_FILE,
        help="A file of waivers; may be repeated. In place of the configured ones.",
    ),
    click.option("--no-waivers", is_flag=True, help="Apply no waiver: every finding counts."),
    click.option(
        "--as-of",
        metavar="DATE",
        callback=day,
        help="The day on which waivers are judged, such as 2024-01-31; today where left out.",
    ),
)

failing = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="From which severity on a finding makes the exit status 1.  [default: error]",
)

in_language = click.option(
    "--lang", metavar="CODE", help="The language of names, such as fi; else English."
)

sized = click.option(
    "--max-size",
    "most_mib",
    metavar="MIB",
    type=click.IntRange(min=1),
    help="How large a file may be, in MiB; 512 where left out.",
)

to_file = click.option(
    "--output", "-o", metavar="FILE", type=A_FILE, help="Write to this file instead of the screen."
)


def text_or_json(command: F) -> F:
    """In which of two forms an answer is written, as `format_`, and the file, as `output`."""
    forms = ("text", "json")

    @wraps(command)
    def with_form(*, format_: str | None, output: str | None, **values: Any) -> Any:
        form = format_ or form_of(output, forms) or forms[0]
        return command(format_=form, output=output, **values)

    return together(
        click.option(
            "--format",
            "format_",
            type=click.Choice(forms),
            help="The form of the answer; where left out, as the ending of the file says, "
            "else text.",
        ),
        to_file,
    )(cast("F", with_form))


def formatted(formats: Sequence[str]) -> Callable[[F], F]:
    """In which form a report is written, and where to; the first form where none is named.

    The command gets them as one, `reports`: the format and the file of each, the one that goes
    to standard output where no file is named last.
    """

    def with_all_reports(command: F) -> F:
        @wraps(command)
        def with_reports(
            *, format_: str | None, output: str | None, reports: tuple[str, ...], **values: Any
        ) -> Any:
            further = (_further_report(report, formats) for report in reports)
            form = format_ or form_of(output, formats) or formats[0]
            return command(reports=(*further, (form, output)), **values)

        return cast("F", with_reports)

    return together(
        click.option(
            "--format",
            "format_",
            metavar="FORMAT",
            type=click.Choice(formats),
            help=f"The form of the report: {', '.join(formats)}; where left out, as the ending of "
            f"the file says, else {formats[0]}.",
        ),
        to_file,
        click.option(
            "--report",
            "reports",
            metavar="FORMAT:FILE",
            multiple=True,
            help="A further report of the same run; may be repeated.",
        ),
        with_all_reports,
    )


def _further_report(report: str, formats: Sequence[str]) -> tuple[str, str]:
    """The format and the file of a `--report`."""
    format, _, file = report.partition(":")
    if format not in formats or not file:
        raise click.BadParameter(
            f"expected FORMAT:FILE with one of {', '.join(formats)}, found {report}",
            param_hint="--report",
        )
    return format, file
