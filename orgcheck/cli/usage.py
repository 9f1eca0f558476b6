"""What click has to say of a command line, in the language that is asked for there.

Click says it in English, and before it has looked at `--lang` where words are no command line at
all. What it says is known here by the kind of error, and where that does not tell, by its words:
where those are others, they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from orgcheck.language import (
    asked_language,
    code_of,
    current,
    has_catalogue,
    msg,
    speaking,
    spoken,
    tr,
)
from orgcheck.patterns import pattern

# What click says of a value or of the words together, as it says it.
_SENTENCES = (
    msg("{value} is not one of {choices}."),
    msg("{value} is not in the range {range}."),
    msg("{value} is not a valid integer range."),
    msg("{value} is not a valid float range."),
    msg("Option {name} requires an argument."),
    msg("Option {name} does not take a value."),
    msg("Got unexpected extra argument {arguments}"),
    msg("Got unexpected extra arguments {arguments}"),
)
_PLACEHOLDER = pattern(r"\\\{(\w+)\\\}")


def usage_lines(error: click.ClickException, arguments: Sequence[str]) -> Iterator[str]:
    """What is wrong with a command line, below how it is used."""
    with speaking(asked_language() or _language_in(arguments)):
        context = error.ctx if isinstance(error, click.UsageError) else None
        if context is not None:
            pieces = " ".join(context.command.collect_usage_pieces(context))
            formatter = context.make_formatter()
            usage = tr("Usage:")
            formatter.write_usage(context.command_path, pieces, prefix=f"{usage} ")
            yield from formatter.getvalue().splitlines()
            yield tr("Try '{command}' for help.", command=f"{context.command_path} --help")
            yield ""
        message = error.format_message() if current() is None else _message(error)
        yield tr("Error: {message}", message=message)


def _language_in(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for which click has not read to its end."""
    for word, following in zip(arguments, (*arguments[1:], ""), strict=True):
        option, equals, value = word.partition("=")
        code = code_of(value if equals else following)
        if option == "--lang" and has_catalogue(code):
            return code
    return None


def _message(error: click.ClickException) -> str:
    """What an error says; of those that are of a kind of another one, the narrower first."""
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error.option_name, error.possibilities)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.get_error_hint(error.ctx)
        if error.param.param_type_name == "argument":
            return tr("Missing argument {name}.", name=name)
        return tr("Missing option {name}.", name=name)
    message = _reworded(error.message)
    if isinstance(error, click.BadParameter):
        hint = error.param_hint
        if hint is None and error.param is not None:
            hint = error.param.get_error_hint(error.ctx)
        if hint is not None:
            name = hint if isinstance(hint, str) else " / ".join(hint)
            return tr("Invalid value for {name}: {message}", name=name, message=message)
    return message


def _no_such_option(name: str, possible: Sequence[str] | None) -> str:
    if not possible:
        return tr("No such option {name}.", name=name)
    near = ", ".join(sorted(possible))
    return tr("No such option {name}. Did you mean {near}?", name=name, near=near)


def _reworded(message: str) -> str:
    """The same in the language spoken, where it is one of this program or a known one of click."""
    for sentence in _SENTENCES:
        wording = _PLACEHOLDER.sub(r"(?P<\1>.+)", re.escape(sentence))
        if (found := re.fullmatch(wording, message)) is not None:
            return tr(sentence, **found.groupdict())
    return spoken(message)
