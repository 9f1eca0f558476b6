"""The id that is meant where a snapshot has none of that spelling: what messages offer.

People write a name where an id belongs, a spreadsheet adds or drops leading zeros, an editor
changes quotes, and fingers slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from orgcheck.snapshot.lookalikes import skeleton
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.vocabulary import TYPOGRAPHIC_QUOTES

_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
# Looking for the nearest word reads all of them: past so many, a list of mends helps nobody.
MOST_NEAREST = 50


class Called(Protocol):
    """Whatever has an id and a name; some have an acronym beside it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str | Mapping[str, str]: ...


class Offers:
    """The ids of some members, to be found by their names and by what is nearly the id.

    Examples
    --------
    >>> from orgcheck.snapshot.model import Unit
    >>> offers = Offers([Unit(id="9000", name="Headquarters", top=True)])
    >>> offers.named("headquarters"), offers.meant("00009000"), offers.meant("Headqarters")
    (['9000'], '9000', '9000')
    """

    def __init__(self, members: Iterable[Called]) -> None:
        self._ids: list[str] = []
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_form: defaultdict[str, list[str]] = defaultdict(list)
        self._looked_for: dict[str, str | None] = {}
        for member in members:
            self._ids.append(member.id)
            self._by_form[_form(member.id)].append(member.id)
            for name in dict.fromkeys(map(folded, _names(member))):
                self._by_name[name].append(member.id)

    def named(self, word: str) -> Sequence[str]:
        """The ids of those whose name or acronym a word is."""
        return self._by_name.get(folded(word.strip(TYPOGRAPHIC_QUOTES)), ())

    def meant(self, word: str) -> str | None:
        """The id that is meant by a word, where one is: certainly, else by its letters."""
        for ids in (self._by_form.get(_form(word), ()), self.named(word)):
            if len(ids) == 1:
                return ids[0]
        return self._nearest(word)

    def _nearest(self, word: str) -> str | None:
        from orgcheck.snapshot.form import nearest

        if word not in self._looked_for:
            if len(self._looked_for) >= MOST_NEAREST:
                return None
            near = nearest(word, self._ids)
            name = nearest(folded(word), self._by_name) if near is None else None
            named = self._by_name[name] if name is not None else ()
            self._looked_for[word] = near or (named[0] if len(named) == 1 else None)
        return self._looked_for[word]


def _names(member: Called) -> Iterator[str]:
    for name in (member.name, getattr(member, "acronym", None)):
        if isinstance(name, str):
            yield name
        elif name is not None:
            yield from name.values()


def _form(id: str) -> str:
    """What ids share that differ in case, leading zeros, quotes and letters that look alike."""
    bare = skeleton(id.strip(TYPOGRAPHIC_QUOTES + " "))
    return _LEADING_ZEROS.sub("", bare).casefold()
