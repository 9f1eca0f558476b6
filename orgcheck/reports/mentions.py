"""Sentences in which every name of a unit, post or body can be told from the words around it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from orgcheck.changes.names import Names
from orgcheck.patterns import pattern
from orgcheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A name within a sentence: of which snapshot, of whom, and as it is called there.

    `language` is that of the name, where it is stated in one.
    """

    before: bool
    id: str
    name: str
    language: str | None = None


class Parting(Protocol):
    """What finds names in a sentence."""

    def parts(self, sentence: str) -> Iterator[str | Mention]:
        """A sentence in pieces: the words, and the names between them."""


@dataclass(frozen=True)
class Mentions(Names):
    """Names that `parts` finds again in the sentence that they were put into."""

    def was(self, id: str, *, with_id: bool = False) -> str:
        """What a member of the older snapshot is called, to be found again."""
        return self._mention(True, id, super().was(id, with_id=with_id))

    def now(self, id: str, *, with_id: bool = False) -> str:
        """What a member of the newer snapshot is called, to be found again."""
        return self._mention(False, id, super().now(id, with_id=with_id))

    def bare(self, new: str) -> str:
        """What a member of the newer snapshot is called without its id, to be found again."""
        return self._mention(False, new, super().bare(new))

    @cached_property
    def _key(self) -> str:
        """Stands in each mention and cannot be guessed: no name within a snapshot forges one."""
        return os.urandom(8).hex()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return pattern(f"\ue000{self._key}:([0-9]+)\ue001(.*?)\ue002{self._key}", re.S)

    @cached_property
    def _mentioned(self) -> list[tuple[bool, str]]:
        return []

    @cached_property
    def _numbers(self) -> dict[tuple[bool, str], int]:
        return {}

    def _mention(self, before: bool, id: str, name: str) -> str:
        # The same number for the same member, so that like sentences stay alike.
        number = self._numbers.get((before, id))
        if number is None:
            number = self._numbers[before, id] = len(self._mentioned)
            self._mentioned.append((before, id))
        return f"\ue000{self._key}:{number}\ue001{name}\ue002{self._key}"

    def parts(self, sentence: str) -> Iterator[str | Mention]:
        """A sentence in pieces: the words, and the names between them."""
        end = 0
        for match in self._pattern.finditer(sentence):
            if match.start() > end:
                yield sentence[end : match.start()]
            before, id = self._mentioned[int(match.group(1))]
            side = self.old if before else self.new
            yield Mention(before, id, match.group(2), side.language_of(id, self.language))
            end = match.end()
        if end < len(sentence):
            yield sentence[end:]


@dataclass(frozen=True)
class SeveralMentions:
    """Names of several changes, which one text tells of."""

    each: tuple[Mentions, ...]

    def parts(self, sentence: str) -> Iterator[str | Mention]:
        """A sentence in pieces: the words, and the names of any of the changes between them."""
        pieces: list[str | Mention] = [sentence]
        for names in self.each:
            pieces = [
                part
                for piece in pieces
                for part in (names.parts(piece) if isinstance(piece, str) else (piece,))
            ]
        yield from pieces
