"""The names of the units of both snapshots, ready to be compared, each prepared once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property

from orgcheck.changes.identity.names import (
    Likeness,
    Relation,
    Wording,
    initials,
    is_number,
    plain_words,
    relation,
    slips,
    telling_words,
    wording,
)
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.organisation import Organisation

# Longer single words are no acronyms.
_LETTERS_OF_AN_ACRONYM = 8


class Wordings:
    """Names and the keys under which units with similar names are found."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self._old: dict[str, Wording] = {}
        self._new: dict[str, Wording] = {}
        self._told_apart: dict[frozenset[str], bool] = {}

    def of_old(self, unit: str) -> Wording:
        """The names of a unit of the older snapshot."""
        return _prepared(self.pairing.old, unit, self._old)

    def of_new(self, unit: str) -> Wording:
        """The names of a unit of the newer snapshot."""
        return _prepared(self.pairing.new, unit, self._new)

    def relation(self, old: str, new: str, enough: float) -> Relation:
        """How the names of an old and a new unit relate."""
        return relation(self.of_old(old), self.of_new(new), self._parent_words(old, new), enough)

    def likeness(self, old: str, new: str) -> float:
        """How alike two names are, from 0 to 1, in the language in which they are most."""
        from rapidfuzz.fuzz import token_sort_ratio

        if self.relation(old, new, 0.0).likeness is not Likeness.UNLIKE:
            return 1.0
        return max(
            float(token_sort_ratio(one, other)) / 100
            for one in self.of_old(old).texts
            for other in self.of_new(new).texts
        )

    def words(self, old: str, new: str) -> set[str]:
        """The telling words of both names, and the names themselves without spaces."""
        both = self.of_old(old), self.of_new(new)
        return {word for names in both for word in (*names.words(), *names.squeezed())}

    def _parent_words(self, old: str, new: str) -> tuple[frozenset[str], ...]:
        above, now_above = self.pairing.old.parent_of(old), self.pairing.new.parent_of(new)
        parents = (
            *((self.of_old(above),) if above is not None else ()),
            *((self.of_new(now_above),) if now_above is not None else ()),
        )
        return tuple(_qualifiers(parent) for parent in parents)

    # -- words that tell apart -----------------------------------------------------------------

    def tell_apart(self, words: frozenset[str]) -> bool:
        """Whether two units of one snapshot differ in name by these words and no others.

        Where there are both a "Harbour" and a "Northern Harbour", a name that loses "Northern"
        is another unit's.
        """
        if words not in self._told_apart:
            self._told_apart[words] = any(
                without in names
                for names in (self._old_names, self._new_names)
                for name in names
                if words <= name and (without := name - words)
            )
        return self._told_apart[words]

    @cached_property
    def _old_names(self) -> set[frozenset[str]]:
        return _bags_of_words(map(self.of_old, self.pairing.old.units))

    @cached_property
    def _new_names(self) -> set[frozenset[str]]:
        return _bags_of_words(map(self.of_new, self.pairing.new.units))

    # -- keys ----------------------------------------------------------------------------------

    def keys_of_old(self, unit: str) -> set[Hashable]:
        """The keys of a unit of the older snapshot; places are told in newer ids."""
        return set(_keys(self.of_old(unit), self.pairing.places_of(unit)))

    def keys_of_new(self, unit: str) -> set[Hashable]:
        """The keys of a unit of the newer snapshot."""
        return set(_keys(self.of_new(unit), {self.pairing.new.parent_of(unit)}))


def _prepared(organisation: Organisation, unit: str, known: dict[str, Wording]) -> Wording:
    found = known.get(unit)
    if found is None:
        found = known[unit] = wording(organisation.units[unit])
    return found


def _qualifiers(parent: Wording) -> frozenset[str]:
    words = (word for text in parent.texts for word in plain_words(text))
    return frozenset(word for word in words if not is_number(word))


def _bags_of_words(all_names: Iterable[Wording]) -> set[frozenset[str]]:
    return {frozenset(plain_words(text)) for names in all_names for text in names.texts}


def _keys(names: Wording, places: set[str | None]) -> Iterator[Hashable]:
    for text in names.texts:
        words = plain_words(text)
        telling = telling_words(words, names.generic)
        squeezed = "".join(words)
        yield ("name", squeezed)
        # Finds what differs by generic words only, however common the others are.
        yield ("telling", *sorted(telling))
        for word in telling:
            yield ("word", word)
        for place in places:
            for word in telling:
                yield ("word", place, word)
            # A slip in one of several words leaves the others to be found by.
            for slip in slips(squeezed) if len(telling) == 1 else ():
                yield ("slip", place, slip)
            if len(words) > 1:
                yield ("initials", place, initials(text))
            elif len(text) <= _LETTERS_OF_AN_ACRONYM:
                yield ("initials", place, text)
    for step in names.last_steps:
        yield ("path", step)
    for place in places:
        for acronym in names.acronyms:
            yield ("initials", place, acronym)
