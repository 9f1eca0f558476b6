"""What units, duties and sites are called in sentences about a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orgcheck.escaping import visible
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Named, display, folded

# How many names a sentence gives where there are more.
SOME = 3
# How much of a long duty a sentence quotes.
_LONGEST = 72


@dataclass(frozen=True)
class Names:
    """The names in two organisations, in the language asked for.

    A name that several members of an organisation bear is told apart by the id. `full` quotes
    long duties to their end.
    """

    old: Organisation
    new: Organisation
    language: str | None = None
    full: bool = False

    def was(self, id: str) -> str:
        """What a member of the older snapshot is called."""
        return self._called(self.old, self._shared_before, id)

    def now(self, id: str) -> str:
        """What a member of the newer snapshot is called."""
        return self._called(self.new, self._shared_now, id)

    def _called(self, organisation: Organisation, shared: Mapping[str, int], id: str) -> str:
        name = organisation.name(id, self.language)
        return visible(f"{name} ({id})" if shared[name] > 1 else name)

    @cached_property
    def _shared_before(self) -> Counter[str]:
        return _names(self.old, self.language)

    @cached_property
    def _shared_now(self) -> Counter[str]:
        return _names(self.new, self.language)

    def item(self, key: str, field: str) -> str:
        """What a duty or site says, in quotes, as it was worded last."""
        sides = (self.new, self.old)
        found = (_wording(side, field, key, self.language) for side in sides)
        words = next((words for words in found if words is not None), key)
        if len(words) > _LONGEST and not self.full:
            words = words[: _LONGEST - 1].rstrip() + "…"
        return f'"{visible(words)}"'

    def key(self, item: Any, *, before: bool) -> str:
        """What identifies an item of a list of duties or sites, as an edit has it."""
        if isinstance(item, Mapping):
            return str(item["id"])
        organisation = self.old if before else self.new
        return str(item) if item in organisation.register else folded(item)


def _names(organisation: Organisation, language: str | None) -> Counter[str]:
    members = (organisation.units, organisation.posts, organisation.bodies)
    names = [one.name for sort in members for one in sort.values()]
    return Counter(name if type(name) is str else display(name, language) for name in names)


def _wording(organisation: Organisation, field: str, key: str, language: str | None) -> str | None:
    """What a duty or site says, where the organisation has it."""
    if field == "responsibilities" and key in organisation.register:
        return display(organisation.register[key].name, language)
    by_key = organisation.holders if field == "responsibilities" else organisation.sites
    for unit in by_key.get(key, ())[:1]:
        for holding in organisation.units[unit].__dict__[field]:
            if isinstance(holding, Named):
                if holding.id == key:
                    return display(holding.name, language)
            elif folded(holding) == key:
                return str(holding)
    return None


def listed(words: Iterable[str], most: int | None = None) -> str:
    """Words as a person lists them; beyond `most`, how many more there are.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed("abcdefg", most=3)
    'a, b, c and 4 more'
    """
    items: Sequence[str] = list(words)
    if most is not None and len(items) > most + 1:
        items = [*items[:most], f"{len(items) - most:,} more"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
