"""The language and the terms of what a command prints of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from orgcheck.organisation import Organisation


def speak_of(language: str | None, *organisations: Organisation) -> None:
    """From here on the command calls things and members as the first of some organisations does.

    Raises
    ------
    OrgcheckError
        Where neither the program nor any name is in the language.
    """
    from orgcheck.language import calling, naming_members
    from orgcheck.reports.known_language import refuse_unknown
    from orgcheck.snapshot.words import choice_of, terms_of

    refuse_unknown(language, organisations)
    snapshots = [organisation.snapshot for organisation in organisations]
    context = click.get_current_context()
    context.with_resource(calling(terms_of(snapshots)))
    context.with_resource(naming_members(choice_of(snapshots)))
