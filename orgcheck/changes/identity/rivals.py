"""Whose name comes as near to a unit as that of the unit that it is to be taken for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, Self, TypeVar

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.names import Wording, plain_words
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.wordings import Wordings
from orgcheck.organisation import Organisation

# A word that more of the known units have than this finds no rivals: it tells none from another.
_BEARERS = 50


class Candidate(Protocol):
    """An old and a new unit that may be the same, comparable with others."""

    @property
    def old(self) -> str: ...

    @property
    def new(self) -> str: ...

    @property
    def elsewhere(self) -> bool: ...

    def beats(self, rival: Self, /) -> bool: ...


C = TypeVar("C", bound=Candidate)


def unrivalled(pairs: Sequence[C]) -> list[C]:
    """The pairs that beat all others of either unit."""
    of_old: defaultdict[str, list[C]] = defaultdict(list)
    of_new: defaultdict[str, list[C]] = defaultdict(list)
    for pair in pairs:
        of_old[pair.old].append(pair)
        of_new[pair.new].append(pair)

    def is_best(pair: C) -> bool:
        rivals = (*of_old[pair.old], *of_new[pair.new])
        return all(rival is pair or pair.beats(rival) for rival in rivals)

    return [pair for pair in pairs if is_best(pair)]


class KnownRivals:
    """Units that are known already and have a word in common with pairs in question."""

    def __init__(self, pairing: Pairing, wordings: Wordings, pairs: Sequence[C]) -> None:
        self.pairing = pairing
        self.wordings = wordings
        self._old = self._new = dict[str, list[str]]()
        if pairs:
            words = {word for pair in pairs for word in wordings.words(pair.old, pair.new)}
            self._old = _by_word(pairing.matches, pairing.old_names.of_all, words)
            self._new = _by_word(pairing.by_new, pairing.new_names.of_all, words)

    def of(self, pair: Candidate) -> list[Pair] | None:
        """The pairs that a known unit would be in instead; None where those are too many.

        Of a pair below one parent only the siblings are rivals.
        """
        old, new = self.pairing.old, self.pairing.new
        olds = _bearing(self._old, self.wordings.of_new(pair.new))
        news = _bearing(self._new, self.wordings.of_old(pair.old))
        if not pair.elsewhere:
            olds = _below(old, old.parent_of(pair.old), olds)
            news = _below(new, new.parent_of(pair.new), news)
        if olds is None or news is None:
            return None
        known = self.pairing
        return [
            *((one, pair.new) for one in olds if one in known.matches),
            *((pair.old, one) for one in news if one in known.by_new),
        ]


def _below(
    organisation: Organisation, parent: str | None, units: list[str] | None
) -> list[str] | None:
    """The units below a parent; all of its children where units are too many to be told."""
    if units is not None:
        return [unit for unit in units if organisation.parent_of(unit) == parent]
    children = organisation.children_of(parent) if parent is not None else ()
    return list(children) if 0 < len(children) <= _BEARERS else None


def _bearing(by_word: Mapping[str, list[str]], names: Wording) -> list[str] | None:
    """The units that have a word of these names; None where every word is too common."""
    if not any(word in by_word for word in names.words()):
        return None
    found = (by_word.get(word, ()) for word in (*names.words(), *names.squeezed()))
    return sorted({unit for units in found for unit in units})


def _by_word(
    units: Iterable[str], names: Mapping[str, tuple[str, ...]], wanted: set[str]
) -> dict[str, list[str]]:
    """The units that have any of these words in their name, or for their name without spaces."""
    by_word: dict[str, list[str]] = {word: [] for word in wanted}
    wanted = set(wanted)
    for unit in units:
        for text in names[unit]:
            words = plain_words(text)
            found = wanted.intersection(words)
            if len(words) > 1 and (squeezed := "".join(words)) in wanted:
                found.add(squeezed)
            for word in found:
                by_word[word].append(unit)
                if len(by_word[word]) > _BEARERS:
                    wanted.discard(word)
    return {word: by_word[word] for word in wanted}
