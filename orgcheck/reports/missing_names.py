"""Names that are missing in the language of a report, where others stand in for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgcheck.counting import listed, more
from orgcheck.language import asked_language, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.organisations import organisations_of
from orgcheck.snapshot.model import Name, display_language, is_given_in

# Whose names are told; the number says how many there are.
_SOME = 3


@dataclass(frozen=True, slots=True)
class MissingNames:
    """How many names organisations lack in a language, and some that stand in.

    Parameters
    ----------
    words
        How many there are, each once, without a full stop.
    shown
        Some of the names that stand in, each with its language.
    left
        How many others there are.
    """

    words: str
    shown: tuple[tuple[str, str | None], ...]
    left: int

    @property
    def text(self) -> str:
        """All of it as a sentence."""
        names = [name for name, _ in self.shown]
        return f"{self.words}: {listed([*names, more(self.left)] if self.left else names)}."


def missing_names(*organisations: Organisation | None) -> MissingNames | None:
    """The names that organisations lack in the language asked for; None where they lack none.

    A name that is a text alone serves every language, and one that several lack is counted once.
    """
    language = asked_language()
    if language is None:
        return None
    standing_in = {
        organisation.displayed(name, language): display_language(
            name, language, organisation.snapshot.languages
        )
        for organisation in organisations
        if organisation is not None
        for name in _names(organisation)
        if not is_given_in(name, language)
    }
    if not standing_in:
        return None
    most = _SOME if len(standing_in) > _SOME + 1 else len(standing_in)
    shown = tuple(standing_in.items())[:most]
    words = tr_n(
        "{number} name is missing in this language ({language}), and another stands in",
        "{number} names are missing in this language ({language}), and others stand in",
        len(standing_in),
        language=language,
    )
    return MissingNames(words, shown, len(standing_in) - len(shown))


def missing_names_text(*organisations: Organisation | None) -> str:
    """The same as a sentence; empty where none is missing."""
    found = missing_names(*organisations)
    return found.text if found is not None else ""


def missing_names_in(result: Any) -> MissingNames | None:
    """The names that the organisations lack which a result is about."""
    if asked_language() is None:
        return None
    return missing_names(*{id(one): one for one in organisations_of(result)}.values())


def missing_names_of(result: Any) -> str:
    """The same as a sentence; empty where none is missing."""
    found = missing_names_in(result)
    return found.text if found is not None else ""


def _names(organisation: Organisation) -> Iterator[Name]:
    """What is called by a name: the whole, its members, its duties, its kinds and other words."""
    snapshot = organisation.snapshot
    yield snapshot.organisation
    for members in (organisation.units, organisation.posts, organisation.bodies):
        yield from (member.name for member in members.values())
    yield from (duty.name for duty in organisation.register.values())
    for kind in (snapshot.kinds or {}).values():
        if kind.name is not None:
            yield kind.name
    yield from (term.name for term in snapshot.terms.values())
