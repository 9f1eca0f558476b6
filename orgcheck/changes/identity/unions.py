"""Mergers and divisions that say so in a name: "Tourism" and "Lands" become "Tourism and Lands".

Where the telling words of a new name are those of two ended units together, the two merged,
whatever either gave; where a unit that goes on gained all words of an ended one, it took that one
in. Divisions are the same seen from the other side. Parts and whole stand below the same parent,
or below its successor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from orgcheck.changes.changeset import Certainty, Succession
from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.likeness import Wording, align
from orgcheck.changes.identity.names import quoted
from orgcheck.changes.identity.nearness import Nearness
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.words import is_telling, keys_of
from orgcheck.counting import in_a_row
from orgcheck.grouping import by_first
from orgcheck.language import said, said_later, spoken
from orgcheck.records import NamedTuple

# How much of the words of a part stands in the whole, and of those of the whole in its parts.
_NEARLY_ALL = 0.8
# A whole of which more units may be parts is told by common words alone.
_MOST_PARTS = 20

# The telling words of units, by their ids.
Words = dict[str, frozenset[str]]


class _Siblings(NamedTuple):
    """What stands below one parent: ended and new units, and those that go on by another name."""

    ended: tuple[str, ...]
    begun: tuple[str, ...]
    renamed: tuple[Pair, ...]


class _Union(NamedTuple):
    """A unit whose name is made of those of others, or of one that it gained or lost.

    Of a merger the whole is the newer unit, of a division the older one.
    """

    whole: str
    parts: list[str]
    is_merger: bool
    goes_on: bool


class Unions:
    """The mergers and divisions among left-over units that names tell."""

    def __init__(self, pairing: Pairing, content: Content, nearness: Nearness) -> None:
        self.pairing = pairing
        self.content = content
        self.nearness = nearness
        # Names are the same all the while, and so is what stands below most parents.
        self._unions = cache(self._unions_among)
        self._change = cache(self._changed_words)

    def match(self) -> bool:
        """Take note of every merger and division that names tell; tells whether there was any."""
        links: dict[Pair, Succession] = {}
        for siblings in self._siblings():
            for union in self._unions(siblings):
                for link in self._links(union):
                    links.setdefault((link.old, link.new), link)
        for pair in sorted(links):
            self.pairing.hand_over(links[pair])
        return bool(links)

    def _links(self, union: _Union) -> Iterator[Succession]:
        whole, parts = union.whole, union.parts
        if not union.is_merger:
            names = _listed([quoted(self.pairing.new.units[part]) for part in parts])
            words = said("its name is divided into {names}", names=names)
            for part in parts:
                yield Succession(whole, part, Certainty.NAME, (words,), union.goes_on)
        elif not any(self.content.is_elsewhere(part, whole) for part in parts):
            names = _listed([quoted(self.pairing.old.units[part]) for part in parts])
            words = said("its name takes in {names}", names=names)
            for part in parts:
                yield Succession(part, whole, Certainty.NAME, (words,))

    def _siblings(self) -> Iterator[_Siblings]:
        pairing = self.pairing
        old_below, begun = pairing.left_below()
        ended = by_first(
            (place, old)
            for above, olds in old_below.items()
            for place in pairing.places_below(above)
            for old in olds
        )
        for place in sorted(ended.keys() | begun.keys(), key=str):
            known = pairing.new.children_of(place) if place is not None else ()
            renamed = [
                (match.old, new)
                for new in known
                if (match := pairing.by_new.get(new)) is not None
                and pairing.old_names[match.old] != pairing.new_names[new]
            ]
            yield _Siblings(
                tuple(sorted(ended.get(place, ()))), tuple(begun.get(place, ())), tuple(renamed)
            )

    def _unions_among(self, siblings: _Siblings) -> list[_Union]:
        ended = {old: _telling(self.nearness.old.of(old)) for old in siblings.ended}
        begun = {new: _telling(self.nearness.new.of(new)) for new in siblings.begun}
        # Of a unit with another name, the words that it had before, and those that came.
        lost, gained = Words(), Words()
        for old, new in siblings.renamed:
            lost[old], gained[new] = self._change(old, new)
        return [
            _Union(whole, found, is_merger, fewest == 1)
            for wholes, parts, fewest, is_merger in (
                (begun, ended, 2, True),
                (gained, ended, 1, True),
                (ended, begun, 2, False),
                (lost, begun, 1, False),
            )
            for whole, found in self._made_of(wholes, parts, fewest)
        ]

    def _changed_words(self, old: str, new: str) -> tuple[frozenset[str], frozenset[str]]:
        """The telling words that a unit's name has lost and gained."""
        was, now = _telling(self.nearness.old.of(old)), _telling(self.nearness.new.of(new))
        aligned = align(sorted(was), sorted(now), self.nearness.weights)
        return frozenset(aligned.gone), frozenset(aligned.come)

    def _made_of(self, wholes: Words, parts: Words, fewest: int) -> Iterator[tuple[str, list[str]]]:
        """The wholes whose words are those of several parts together, with these parts."""
        if not wholes or len(parts) < fewest:
            return
        by_key: defaultdict[str, set[str]] = defaultdict(set)
        for part, words in parts.items():
            for word in words:
                for key in keys_of(word):
                    by_key[key].add(part)
        for whole, words in wholes.items():
            keys = (key for word in words for key in keys_of(word))
            near = set[str]().union(*(by_key.get(key, ()) for key in keys)) - {whole}
            if fewest <= len(near) <= _MOST_PARTS:
                found = self._parts(words, {part: parts[part] for part in sorted(near)})
                if len(found) >= fewest:
                    yield whole, found

    def _parts(self, whole: frozenset[str], parts: Words) -> list[str]:
        """The parts that together make a whole, each with a word that no other has."""
        shared = {part: self._shared_words(whole, words) for part, words in parts.items()}
        shared = {part: words for part, words in shared.items() if words}
        own = {
            part: words.difference(*(other for one, other in shared.items() if one != part))
            for part, words in shared.items()
        }
        found = [part for part in shared if own[part]]
        together = frozenset[str]().union(*(shared[part] for part in found))
        weights = self.nearness.weights
        return found if weights.of(together) >= _NEARLY_ALL * weights.of(whole) else []

    def _shared_words(self, whole: frozenset[str], part: frozenset[str]) -> frozenset[str]:
        """The words of a whole that a part has; none where it has too many others."""
        weights = self.nearness.weights
        aligned = align(sorted(part), sorted(whole), weights)
        if weights.of(aligned.gone) > (1 - _NEARLY_ALL) * weights.of(part):
            return frozenset()
        return aligned.same.union(*(now for _, now, _ in aligned.turned))


def _telling(names: Wording) -> frozenset[str]:
    """The words of a name that may make a part of another: a number is none."""
    return frozenset(filter(is_telling, names.telling))


def _listed(names: Sequence[str]) -> str:
    return said_later(lambda: in_a_row([spoken(name) for name in names]))
