"""Who holds each duty, and which units are at each site, before and after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from orgcheck.holders import Holders
from orgcheck.organisation import Organisation, remembered
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Holding, Name, Named, folded, holding_key

# How much more of a text is shown than another one begins with too.
_BEYOND = 24
RESPONSIBILITIES = "responsibilities"
SITES = "sites"


@dataclass(frozen=True)
class Holdings:
    """The holders of every duty, or the units at every site.

    A text that gets an id, or loses it, its wording the same, is one duty under that id.
    """

    old: Organisation
    new: Organisation
    field: str

    @cached_property
    def before(self) -> Holders:
        """The old holders of each."""
        return _merged(self._held_before, self.aliases[0])

    @cached_property
    def after(self) -> Holders:
        """The new holders of each."""
        return _merged(self._held_now, self.aliases[1])

    def held(self, key: str, *, before: bool) -> frozenset[str]:
        """The holders of one duty or site, quick to look up: there may be as many as units."""
        known = self._known_holders
        if (key, before) not in known:
            known[key, before] = frozenset((self.before if before else self.after).get(key, ()))
        return known[key, before]

    @cached_property
    def _known_holders(self) -> dict[tuple[str, bool], frozenset[str]]:
        return {}

    @cached_property
    def _held_before(self) -> Holders:
        return _holders(self.old, self.field)

    @cached_property
    def _held_now(self) -> Holders:
        return _holders(self.new, self.field)

    def _raw_keys(self, organisation: Organisation, id: str) -> Iterator[str]:
        duty = self.field == RESPONSIBILITIES
        for holding in organisation.units[id].__dict__[self.field]:
            yield organisation.duty_of(holding) if duty else holding_key(holding)

    def key_of(self, item: Any, *, before: bool) -> str:
        """The key of an item as it stands in an edit."""
        organisation = self.old if before else self.new
        if isinstance(item, dict):
            key = str(item["id"])
        elif self.field == RESPONSIBILITIES and item in organisation.register:
            key = str(item)
        else:
            key = folded(item)
        return self.aliases[0 if before else 1].get(key, key)

    def keys_of(self, id: str, *, before: bool) -> frozenset[str]:
        """The keys of all that one unit holds."""
        # Asked again and again of a unit that takes over from many.
        known = self._known_keys
        if (id, before) not in known:
            organisation = self.old if before else self.new
            aliases = self.aliases[0 if before else 1]
            keys = self._raw_keys(organisation, id)
            known[id, before] = frozenset(aliases.get(key, key) for key in keys)
        return known[id, before]

    def positions(self, id: str, *, before: bool) -> Mapping[str, int]:
        """Where a unit lists each of its duties or sites first, from 0."""
        known = self._known_positions
        if (id, before) not in known:
            aliases = self.aliases[0 if before else 1]
            positions: dict[str, int] = {}
            for number, key in enumerate(self._raw_keys(self.old if before else self.new, id)):
                positions.setdefault(aliases.get(key, key), number)
            known[id, before] = positions
        return known[id, before]

    @cached_property
    def _known_positions(self) -> dict[tuple[str, bool], Mapping[str, int]]:
        return {}

    @cached_property
    def _known_keys(self) -> dict[tuple[str, bool], frozenset[str]]:
        return {}

    def wordings(self, item: Any, *, before: bool) -> frozenset[str]:
        """What an item says, folded, in all its languages."""
        organisation = self.old if before else self.new
        if isinstance(item, dict):
            return frozenset(_texts(item["name"]))
        if self.field == RESPONSIBILITIES and item in organisation.register:
            return frozenset(_texts(organisation.register[item].name))
        return frozenset((folded(item),))

    def wording(self, key: str, language: str | None = None) -> str:
        """What a duty or site says, as it was worded last; the key where nobody words it."""
        for organisation, before in ((self.new, False), (self.old, True)):
            if self.field == RESPONSIBILITIES and key in organisation.register:
                return organisation.displayed(organisation.register[key].name, language)
            holders = (self.before if before else self.after).get(key)
            if holders:
                place = self.positions(holders[0], before=before)[key]
                holding: Holding = organisation.units[holders[0]].__dict__[self.field][place]
                name = holding.name if isinstance(holding, Named) else holding
                return organisation.displayed(name, language)
        return key

    def shortened(self, text: str, most: int, language: str | None = None) -> str:
        """The wording of a duty or site; of a long one the beginning that no other shares."""
        if len(text) <= most:
            return text
        longest = max(most, self._shared_beginning(text, language) + _BEYOND)
        return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"

    def _shared_beginning(self, text: str, language: str | None) -> int:
        """How many characters a text begins with that another one begins with too."""
        known = self._sorted_wordings
        if language not in known:
            keys = self.before.keys() | self.after.keys()
            known[language] = sorted({self.wording(key, language) for key in keys})
        texts = known[language]
        place = bisect_left(texts, text)
        beside = texts[max(place - 1, 0) : place + 2]
        return max((_in_common(text, other) for other in beside if other != text), default=0)

    @cached_property
    def _sorted_wordings(self) -> dict[str | None, list[str]]:
        return {}

    @cached_property
    def aliases(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Before and after: by its folded text, the id of what has one in the other version."""
        gone = self._held_before.keys() - self._held_now.keys()
        come = self._held_now.keys() - self._held_before.keys()
        if not gone and not come:
            return {}, {}
        named_old = _with_id(self.old, self.field)
        named_new = _with_id(self.new, self.field)
        return (
            _ids_of_texts(gone, named_old, named_new),
            _ids_of_texts(come, named_new, named_old),
        )


def _holders(organisation: Organisation, field: str) -> Holders:
    return organisation.holders if field == RESPONSIBILITIES else organisation.sites


def _merged(holders: Holders, aliases: Mapping[str, str]) -> Holders:
    if not aliases:
        return holders
    merged: dict[str, tuple[str, ...]] = {}
    for key, units in holders.items():
        name = aliases.get(key, key)
        merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *units)))
    return merged


def _ids_of_texts(
    keys: Iterable[str], own: Iterable[tuple[str, Name]], other: Iterable[tuple[str, Name]]
) -> dict[str, str]:
    """For each key that is a text and no id: the id under which the other side has that text."""
    wordings = set(keys).difference(id for id, _ in own)
    if not wordings:
        return {}
    named = ((text, id) for id, name in other for text in _texts(name) if text in wordings)
    return dict(sorted(named, reverse=True))


@remembered
def _with_id(organisation: Organisation, field: str) -> list[tuple[str, Name]]:
    """The duties or sites that have an id, as often as they are named, each with its name."""
    register = organisation.register.values() if field == RESPONSIBILITIES else ()
    return [
        *((duty.id, duty.name) for duty in register),
        *(
            (holding.id, holding.name)
            for unit in organisation.units.values()
            for holding in unit.__dict__[field]
            if type(holding) is Named
        ),
    ]


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _texts(name: Name | Mapping[str, str]) -> Iterable[str]:
    texts = (name,) if isinstance(name, str) else name.values()
    return {folded(text) for text in texts}
