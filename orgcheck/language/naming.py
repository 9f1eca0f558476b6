"""Members within messages: by their ids to programs, by their names to people.

A message is found once, with ids in it: fingerprints, comparisons and formats that programs read
are made of these. Where it is told to people, each member has its name, and the id beside it where
it comes up first, since whoever mends the file looks for the id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from orgcheck.language.speech import asked_language
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.language.terms import Choice, Name

# How much of a name a message gives; a snapshot may hold names of any length.
_LONGEST = 120


class Naming:
    """How members are called in the messages that are told to people.

    Parameters
    ----------
    choose
        The text of a name in a language, or in what stands in for it.
    """

    def __init__(self, choose: Choice) -> None:
        self._choose = choose
        # Stands in each mention and cannot be guessed: no text of a snapshot forges one.
        self._key = os.urandom(8).hex()
        self._pattern = pattern(f"\ue000{self._key}:([0-9]+)\ue001")
        self._open = False
        self._mentioned: list[tuple[str, str]] = []

    def mention(self, id: str, name: Name) -> str:
        """A member, to be found again when the message is whole."""
        called = self._choose(name, asked_language())
        short = called if len(called) <= _LONGEST else called[: _LONGEST - 1] + "…"
        self._mentioned.append((id, short))
        return f"\ue000{self._key}:{len(self._mentioned) - 1}\ue001"

    def whole(self, words: Callable[[], str]) -> str:
        """A message, or a part of the one that is being made, whose mentions are left to that."""
        return words() if self._open else self.together([words])[0]

    def together(self, texts: Sequence[Callable[[], str]]) -> tuple[str, ...]:
        """Messages that stand one after the other, each member's id in the first that has it."""
        told: set[str] = set()
        around = self._open, self._mentioned
        self._open, self._mentioned = True, []
        try:
            return tuple(self._named(words(), told) for words in texts)
        finally:
            self._open, self._mentioned = around

    def _named(self, text: str, told: set[str]) -> str:
        if not self._mentioned:
            return text

        def words(match: re.Match[str]) -> str:
            id, name = self._mentioned[int(match[1])]
            is_first = id not in told and name != id
            told.add(id)
            return f"{name} ({id})" if is_first else name

        return self._pattern.sub(words, text)


# None where messages are made for programs, which are told ids.
NAMING: ContextVar[Naming | None] = ContextVar("naming", default=None)


@contextmanager
def naming_members(choose: Choice | None) -> Iterator[None]:
    """Call members by their names, as `choose` gives them; by their ids where it is None.

    Examples
    --------
    >>> from orgcheck.language import said, said_member, spoken
    >>> audit = said_member("audit", {"en": "Internal Audit", "fi": "Sisäinen tarkastus"})
    >>> message = said("{member} has no head; {member} needs one", member=audit)
    >>> message
    'audit has no head; audit needs one'
    >>> with naming_members(lambda name, _: name["en"]):
    ...     spoken(message)
    'Internal Audit (audit) has no head; Internal Audit needs one'
    """
    token = NAMING.set(Naming(choose) if choose is not None else None)
    try:
        yield
    finally:
        NAMING.reset(token)
