"""Duties and sites that pass between units, come up, lapse or are reworded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgcheck.changes.changeset import Edit, EntityType, Event, EventKind, Op
from orgcheck.changes.comparison import NO_IDS, Comparison
from orgcheck.changes.events.context import EventContext, certainty_of, in_order
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings


@dataclass(frozen=True)
class _Words:
    """What a duty or site that passes, comes or goes is called."""

    kind: EventKind
    came: str
    went: str
    passed: str


_WORDS = {
    RESPONSIBILITIES: _Words(EventKind.RESPONSIBILITY, "created", "dropped", "transferred"),
    SITES: _Words(EventKind.SITE, "opened", "closed", "handed over"),
}


def events(context: EventContext) -> Iterator[Event]:
    """One event for each duty or site that units gain or lose otherwise than by succession."""
    for field, words in _WORDS.items():
        yield from _passing(context, context.holdings(field), words)
    yield from _reworded(context, context.duties)


# -- gained and lost --------------------------------------------------------------------------


def _passing(context: EventContext, holdings: Holdings, words: _Words) -> Iterator[Event]:
    comparison = context.comparison
    claims = _claims(context, holdings)
    for key in sorted(_touched(comparison, holdings, claims)):
        before, after = (holdings.held(key, before=side) for side in (True, False))
        losers = {id for id in before if _loses(comparison, id, after)}
        gainers = {id for id in after if _gains(comparison, id, before)}
        passed = bool(losers and gainers)
        if not passed:
            # What ended or began with its unit is told there.
            losers = {id for id in losers if id in comparison.units.matches}
            gainers = {id for id in gainers if comparison.units.match_of_new(id) is not None}
        if not losers and not gainers:
            continue
        concerned = {*losers, *_old_ids(comparison, gainers)}
        edits = [edit for edit in claims.get(key, ()) if edit.id in concerned]
        yield _event(
            comparison,
            words.kind,
            words.passed if passed else words.went if losers else words.came,
            key,
            losers,
            gainers,
            context.pool.claim(edits),
        )


def _claims(context: EventContext, holdings: Holdings) -> Mapping[str, list[Edit]]:
    """The unclaimed edits that add or remove items, by the keys of these."""
    claims: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in context.pool:
        if edit.entity_type is EntityType.UNIT and edit.field == holdings.field:
            claims[_key(holdings, edit)].append(edit)
    return dict(claims)


def _touched(
    comparison: Comparison, holdings: Holdings, claims: Mapping[str, list[Edit]]
) -> set[str]:
    """The keys that may have passed: named by an edit, or held by a unit that ended or began."""
    return set(claims).union(
        *(holdings.keys_of(id, before=True) for id in comparison.ended),
        *(holdings.keys_of(id, before=False) for id in comparison.begun),
    )


def _loses(comparison: Comparison, id: str, after: frozenset[str]) -> bool:
    """Whether an old holder has it no more, and nobody has it from it by succession."""
    now = comparison.units.new_of(id)
    return now not in after and comparison.receivers.get(id, NO_IDS).isdisjoint(after)


def _gains(comparison: Comparison, id: str, before: frozenset[str]) -> bool:
    """Whether a new holder did not have it, nor anyone that it took over from."""
    earlier = comparison.units.old_of(id)
    return earlier not in before and comparison.givers.get(id, NO_IDS).isdisjoint(before)


def _old_ids(comparison: Comparison, new: Iterable[str]) -> Iterator[str]:
    for id in new:
        before = comparison.units.old_of(id)
        if before is not None:
            yield before


def _key(holdings: Holdings, edit: Edit) -> str:
    before = edit.op is Op.REMOVE
    return holdings.key_of(edit.old if before else edit.new, before=before)


def _event(
    comparison: Comparison,
    kind: EventKind,
    change: str,
    item: str,
    old: Iterable[str],
    new: Iterable[str],
    edits: Iterable[Edit],
) -> Event:
    losers, gainers = tuple(sorted(old)), tuple(sorted(new))
    matches = [comparison.units.matches.get(id) for id in losers]
    matches += [comparison.units.match_of_new(id) for id in gainers]
    return Event(
        kind=kind,
        change=change,
        item=item,
        old=losers,
        new=gainers,
        certainty=certainty_of(matches),
        edits=in_order(edits),
    )


# -- the same duty in other words -------------------------------------------------------------


def _reworded(context: EventContext, holdings: Holdings) -> Iterator[Event]:
    pool, comparison = context.pool, context.comparison
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for id in pool.members(EntityType.UNIT, holdings.field):
        said = _Said.by(holdings, pool.peek(EntityType.UNIT, id))
        for edit in pool.take(EntityType.UNIT, id, said.otherwise):
            key = _key(holdings, edit)
            edits[key].append(edit)
            holders[key].add(id)
    for id in pool.members(EntityType.DUTY, "name"):
        edits[id] += pool.take_fields(EntityType.DUTY, id, "name")
        now = holdings.held(id, before=False)
        holders[id] |= {
            unit for unit in holdings.before.get(id, ()) if comparison.units.new_of(unit) in now
        }
    for key in sorted(edits):
        old = sorted(holders[key])
        new = [comparison.units.matches[id].new for id in old]
        yield _event(comparison, EventKind.RESPONSIBILITY, "reworded", key, old, new, edits[key])


@dataclass(frozen=True)
class _Said:
    """What the duties of one unit said and say, for those that are held on."""

    holdings: Holdings
    before: dict[str, frozenset[str]]
    after: dict[str, frozenset[str]]

    @classmethod
    def by(cls, holdings: Holdings, edits: Iterable[Edit]) -> _Said:
        """The wordings that the edits of one unit take away and bring."""
        before: dict[str, frozenset[str]] = {}
        after: dict[str, frozenset[str]] = {}
        for edit in edits:
            if edit.field != holdings.field:
                continue
            side, item = (before, edit.old) if edit.op is Op.REMOVE else (after, edit.new)
            key = _key(holdings, edit)
            words = holdings.wordings(item, before=edit.op is Op.REMOVE)
            side[key] = side.get(key, frozenset()) | words
        return cls(holdings, before, after)

    def otherwise(self, edit: Edit) -> bool:
        """Whether an edit is of a duty that is held on in other words.

        A text that gets an id, its wording the same, has no other words.
        """
        if edit.field != self.holdings.field:
            return False
        key = _key(self.holdings, edit)
        return key in self.before and key in self.after and self._differs(key)

    def _differs(self, key: str) -> bool:
        return self.before[key] != self.after[key]
