"""The language and the terms of what a command prints of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from orgcheck.organisation import Organisation


def speak_of(language: str | None, *organisations: Organisation) -> None:
    """From here on the command calls things as the first of some organisations does.

    Raises
    ------
    OrgcheckError
        Where neither the program nor any name is in the language.
    """
    from orgcheck.language import calling
    from orgcheck.reports.known_language import refuse_unknown
    from orgcheck.snapshot.words import terms_of

    refuse_unknown(language, organisations)
    terms = terms_of(organisation.snapshot for organisation in organisations)
    click.get_current_context().with_resource(calling(terms))
