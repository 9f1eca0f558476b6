"""What members, duties and sites of two snapshots are called, so that none is taken for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from orgcheck.changes.changeset import ChangeSet, EntityType, Event
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.language import in_quotes
from orgcheck.language.collation import rank
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Name

# How many names a sentence gives where there are more.
SOME = 3
# How much of a long duty a sentence quotes.
_LONGEST = 72


@dataclass(frozen=True)
class Names:
    """The names in two organisations, in the language asked for, and what duties and sites say.

    A name that several members bear, in one snapshot or one in either, is told apart by the id:
    what is called Finance now need not be what was called so before. `full` quotes long duties to
    their end.
    """

    old: Organisation
    new: Organisation
    changes: ChangeSet
    language: str | None = None
    full: bool = False

    @property
    def tells_ids(self) -> bool:
        """Whether sentences say that a member has another id."""
        return True

    def was(self, id: str, *, with_id: bool = False) -> str:
        """What a member of the older snapshot is called there."""
        version = self.changes.old.label
        return self._told(self.old.name(id, self.language), id, version, with_id=with_id)

    def now(self, id: str, *, with_id: bool = False) -> str:
        """What a member of the newer snapshot is called there."""
        version = self.changes.new.label
        return self._told(self.new.name(id, self.language), id, version, with_id=with_id)

    def in_order(self, ids: Iterable[str], *, before: bool) -> list[str]:
        """Members of a side in the order of the alphabet, as they are called there; then by id."""
        side = self.old if before else self.new
        return sorted(ids, key=lambda one: (rank(side.name(one, self.language)), one))

    def displayed(self, old: Name, new: Name) -> tuple[str, str]:
        """A name or text before, and the one that it is now."""
        return self.old.displayed(old, self.language), self.new.displayed(new, self.language)

    def bare(self, new: str) -> str:
        """What a member of the newer snapshot is called, where its ids stand beside it."""
        return self.new.name(new, self.language)

    def _told(self, name: str, id: str, version: str, *, with_id: bool) -> str:
        if not with_id and name not in self._shared:
            return name
        parted = id in self.changes.correspondence.parted
        return f"{name} ({id}, {version})" if parted else f"{name} ({id})"

    def earlier(self, new: str) -> str | None:
        """What a member was called before, where others could be meant by the name it has now."""
        name, old = self.new.name(new, self.language), self.origin(new)
        if name not in self._shared or old is None or old not in self.old:
            return None
        before = self.old.name(old, self.language)
        return before if before != name else None

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The names that more than one member bears, those of both snapshots taken together."""
        before = self.old.bearers(self.language)
        since = self.new.bearers(self.language)
        differing = (
            name
            for name in self.new.names_otherwise(self.old, self.language)
            if name in before.by_name
            and name in since.by_name
            and self.origin(since.by_name[name][0]) != before.by_name[name][0]
        )
        parted = (
            self.old.name(id, self.language)
            for id in self.changes.correspondence.parted
            if self.old.name(id, self.language) == self.new.name(id, self.language)
        )
        return frozenset((*before.several, *since.several, *differing, *parted))

    # -- who is who ---------------------------------------------------------------------------

    @cached_property
    def comparison(self) -> Comparison:
        """The two organisations side by side, as the change set says which is which."""
        return Comparison.told_by(self.changes, self.old, self.new)

    @cached_property
    def recodings(self) -> Mapping[str, Event]:
        """The events that tell which units have another id than before, by the older id."""
        return {
            edit.id: event
            for event in self.changes.events
            for edit in event.edits
            if edit.field == "id" and edit.entity_type is EntityType.UNIT
        }

    @cached_property
    def _origins(self) -> Mapping[str, str | None]:
        return self.changes.correspondence.origins

    def origin(self, new: str) -> str | None:
        """The id under which a member of the newer snapshot was in the older one, if it was.

        None where the unit that had its id is another one.
        """
        return self._origins.get(new, new)

    @cached_property
    def possible(self) -> Mapping[str, tuple[str, ...]]:
        """The units that each ended one might be now; nothing was concluded from it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for match in self.changes.possible_matches:
            found[match.old].append(match.new)
        return {old: tuple(dict.fromkeys(new)) for old, new in found.items()}

    @cached_property
    def possible_origins(self) -> Mapping[str, tuple[str, ...]]:
        """The units that each new one might have been."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for old, some in self.possible.items():
            for new in some:
                found[new].append(old)
        return {new: tuple(old) for new, old in found.items()}

    # -- duties and sites ---------------------------------------------------------------------

    def holdings(self, field: str) -> Holdings:
        """Who held and holds each duty, or was and is at each site."""
        return self._holdings[field]

    @cached_property
    def _holdings(self) -> Mapping[str, Holdings]:
        return {field: Holdings(self.old, self.new, field) for field in (RESPONSIBILITIES, SITES)}

    def item(self, key: str, field: str) -> str:
        """What a duty or site says, in quotes, as it was worded last."""
        return in_quotes(self.item_words(key, field))

    def item_words(self, key: str, field: str) -> str:
        """What a duty or site says."""
        holdings = self._holdings[field]
        words = holdings.wording(key, self.language)
        if not self.full:
            words = holdings.shortened(words, _LONGEST, self.language)
        return words

    def key(self, item: Any, field: str, *, before: bool) -> str:
        """What identifies an item of a list of duties or sites, as an edit has it."""
        return self._holdings[field].key_of(item, before=before)

    def holders(self, key: str, field: str) -> tuple[str, ...]:
        """The newer units that hold a duty, or are at a site."""
        return self._holdings[field].after.get(key, ())

    def held(self, key: str, field: str) -> bool:
        """Whether any older unit held a duty, or was at a site."""
        return key in self._holdings[field].before
