"""The form of a report or picture, by the ending of the file that it is written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import click

# What opens a file that ends so takes it for a document that no command writes.
_NO_FORM = ".pdf"


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
    endings = _endings()
    ending = PurePath(file).suffix.lower()
    if ending not in endings and ending != _NO_FORM:
        return None
    found = next((form for form in endings.get(ending, ()) if form in formats), None)
    if found is None:
        fitting = sorted(end for end, forms in endings.items() if set(forms) & set(formats))
        raise click.BadParameter(
            f"no report of this command is of the form that {file} asks for; end it in "
            f"{', '.join(fitting)}, or name the form with --format",
            param_hint="--output",
        )
    return found


def _endings() -> Mapping[str, list[str]]:
    """The forms of reports and pictures that an ending may mean; a command has one or none."""
    from orgcheck.charts.formats import PICTURES
    from orgcheck.reports.formats import formats

    endings: defaultdict[str, list[str]] = defaultdict(list)
    named = {
        **{name: form.endings for name, form in PICTURES.items()},
        **{name: form.endings for name, form in formats().items()},
    }
    for name, some in named.items():
        for ending in some:
            endings[ending].append(name)
    return endings
