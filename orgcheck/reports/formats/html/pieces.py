"""Sentences cut into pieces that a template writes one after another, names linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orgcheck.reports.mentions import Mention, Mentions


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; `is_name` sets a name apart, `link` leads to where it stands."""

    text: str
    is_name: bool = False
    link: str | None = None


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Cutting:
    """How sentences are cut: by the names in them, each with the place that it leads to."""

    names: Mentions
    anchor: Callable[[Mention], str | None]

    def __call__(self, sentence: str) -> Pieces:
        """The pieces of one sentence."""
        return tuple(
            Piece(part.name, is_name=True, link=self.anchor(part))
            if isinstance(part, Mention)
            else Piece(part)
            for part in self.names.parts(sentence)
        )

    def all(self, sentences: Iterable[str]) -> tuple[Pieces, ...]:
        """The pieces of several sentences."""
        return tuple(map(self, sentences))
