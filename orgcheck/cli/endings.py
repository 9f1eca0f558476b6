"""The form of a report or picture, by the ending of the file that it is written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import click

# The forms that an ending may mean; a command has one of them or none.
_FORMS: Mapping[str, tuple[str, ...]] = {
    ".html": ("html",),
    ".htm": ("html",),
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".json": ("json",),
    ".sarif": ("sarif",),
    ".xml": ("junit",),
    ".mmd": ("mermaid", "mmd"),
    ".mermaid": ("mermaid", "mmd"),
    ".svg": ("svg",),
    ".png": ("png",),
    ".dot": ("dot",),
    ".gv": ("dot",),
    ".pdf": ("pdf",),
}


def form_of(file: str | None, formats: Sequence[str]) -> str | None:
    """The form that a file's name asks for; None where it asks for none.

    Raises
    ------
    click.BadParameter
        Where it asks for one that the command does not have: whoever opens the file would find
        something else in it.
    """
    if file is None:
        return None
    suffix = PurePath(file).suffix.lower()
    wanted = _FORMS.get(suffix)
    if wanted is None:
        return None
    found = next((form for form in wanted if form in formats), None)
    if found is None:
        endings = sorted(ending for ending in _FORMS if set(_FORMS[ending]) & set(formats))
        raise click.BadParameter(
            f"no report of this command is of the form that {file} asks for; end it in "
            f"{', '.join(endings)}, or name the form with --format",
            param_hint="--output",
        )
    return found
