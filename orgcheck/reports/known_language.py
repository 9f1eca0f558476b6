"""Whether a language can be spoken at all: by the program, or by some name in what is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orgcheck.counting import in_a_row
from orgcheck.errors import OrgcheckError
from orgcheck.language import has_catalogue, languages, said, said_later
from orgcheck.organisation import Organisation
from orgcheck.reports.organisations import organisations_of


def refuse_unknown(code: str | None, result: Any) -> None:
    """Stop where neither the program nor any name of a result is in a language.

    Raises
    ------
    OrgcheckError
        With the languages that there are.
    """
    if code is None or has_catalogue(code):
        return
    known: set[str] = set()
    found = list(organisations_of(result))
    for organisation in found:
        known.update(_languages_of(organisation))
    if not found or code in known or code.partition("-")[0] in known:
        return
    of_names = sorted(known - {*languages()})
    raise OrgcheckError(
        said("--lang: there are no words and no names in the language {code}", code=code),
        said(
            "write {codes}; or {others}, in which there are names",
            codes=said_later(lambda: in_a_row([*languages()], "or")),
            others=said_later(lambda: in_a_row(of_names, "or")),
        )
        if of_names
        else said("write {codes}", codes=said_later(lambda: in_a_row([*languages()], "or"))),
    )


def _languages_of(organisation: Organisation) -> Iterable[str]:
    yield from organisation.snapshot.languages
    yield from _keys(organisation.snapshot.organisation)
    for members in (organisation.units, organisation.posts, organisation.bodies):
        for member in members.values():
            yield from _keys(member.name)
    for duty in organisation.register.values():
        yield from _keys(duty.name)


def _keys(name: Any) -> Iterable[str]:
    return name if isinstance(name, Mapping) else ()
