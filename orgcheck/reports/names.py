"""What units, duties and sites are called in sentences about a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orgcheck.changes.called import Called
from orgcheck.changes.changeset import Event, EventKind
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.escaping import escape_controls

# How many names a sentence gives where there are more.
SOME = 3
# How much of a long duty a sentence quotes.
_LONGEST = 72


@dataclass(frozen=True)
class Names(Called):
    """The names in two organisations, and what their duties and sites say.

    `full` quotes long duties to their end.
    """

    full: bool = False

    @cached_property
    def recodings(self) -> Mapping[str, Event]:
        """The events that tell which units have another id than before, by the older id."""
        return {
            event.old[0]: event
            for event in self.changes.events
            if event.kind in (EventKind.RECODE, EventKind.RENAME) and event.old != event.new
        }

    @cached_property
    def _holdings(self) -> Mapping[str, Holdings]:
        return {field: Holdings(self.old, self.new, field) for field in (RESPONSIBILITIES, SITES)}

    def item(self, key: str, field: str) -> str:
        """What a duty or site says, in quotes, as it was worded last."""
        holdings = self._holdings[field]
        words = holdings.wording(key, self.language)
        if not self.full:
            words = holdings.shortened(words, _LONGEST, self.language)
        return f'"{escape_controls(words)}"'

    def key(self, item: Any, field: str, *, before: bool) -> str:
        """What identifies an item of a list of duties or sites, as an edit has it."""
        return self._holdings[field].key_of(item, before=before)

    def holders(self, key: str, field: str) -> tuple[str, ...]:
        """The newer units that hold a duty, or are at a site."""
        return self._holdings[field].after.get(key, ())

    def held(self, key: str, field: str) -> bool:
        """Whether any older unit held a duty, or was at a site."""
        return key in self._holdings[field].before


def listed(words: Iterable[str], most: int | None = None) -> str:
    """Words as a person lists them; beyond `most`, how many more there are.

    Where a comma stands within one of them, semicolons stand between them.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed(["Director, Rivers", "Director, Coast", "Clerk"])
    'Director, Rivers; Director, Coast; and Clerk'
    >>> listed("abcdefg", most=3)
    'a, b, c and 4 more'
    """
    items: Sequence[str] = list(words)
    if most is not None and len(items) > most + 1:
        items = [*items[:most], f"{len(items) - most:,} more"]
    if len(items) < 2:
        return "".join(items)
    # What stands in quotes is held together by them.
    if any("," in item and not item.startswith('"') for item in items):
        return f"{'; '.join(items[:-1])}; and {items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"
