"""Duties and sites that pass between units, come up, lapse or are reworded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from orgcheck.changes.changeset import Edit, EntityType, Event, Op
from orgcheck.changes.comparison import NO_IDS, Comparison
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES, Holdings
from orgcheck.changes.kinds.context import EventContext, certainty_of, in_order
from orgcheck.changes.kinds.event_type import Folding, HoldingType, Row, below_top
from orgcheck.changes.kinds.words import (
    Group,
    alike_in,
    before_in,
    earlier,
    in_role,
    now_in,
    quoted,
    some,
    unlike,
)
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import (
    NumberTenses,
    Tenses,
    in_quotes,
    msg,
    msg_n,
    msg_np,
    msg_p,
    tr,
    tr_t,
    tr_tn,
)
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Name
from orgcheck.snapshot.text import clipped


def _duties(context: EventContext) -> Iterator[Event]:
    """One event for each duty that units gain or lose otherwise than by succession, or reword."""
    yield from _passing(context, _DUTY)
    yield from _reworded(context, context.duties)


def _sites(context: EventContext) -> Iterator[Event]:
    """One event for each site that units gain or lose otherwise than by succession."""
    yield from _passing(context, _SITE)


# -- gained and lost --------------------------------------------------------------------------


def _passing(context: EventContext, kind: HoldingType) -> Iterator[Event]:
    comparison, holdings = context.comparison, context.holdings(kind.holding)
    claims = _claims(context, holdings)
    claimed: list[Edit] = []
    for key in sorted(_touched(comparison, holdings, claims)):
        before, after = (holdings.held(key, before=side) for side in (True, False))
        losers = {id for id in before if _loses(comparison, id, after)}
        gainers = {id for id in after if _gains(comparison, id, before)}
        passed = bool(losers and gainers)
        if not passed:
            # What ended or began with its unit is told there.
            losers = {id for id in losers if id in comparison.units.matches}
            gainers = {id for id in gainers if id in comparison.units.by_new}
        if not losers and not gainers:
            continue
        concerned = {*losers, *_old_ids(comparison, gainers)}
        edits = [edit for edit in claims.get(key, ()) if edit.id in concerned]
        claimed += edits
        yield _event(
            comparison,
            kind.kind,
            kind.passed if passed else kind.went if losers else kind.came,
            key,
            losers,
            gainers,
            edits,
        )
    context.pool.claim(claimed)


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
    matches += [comparison.units.by_new.get(id) for id in gainers]
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


# -- in words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """What is said of duties or of sites, of one and of many."""

    passed: Tenses
    many_passed: NumberTenses
    took: NumberTenses
    gave: NumberTenses


_DUTIES = _Words(
    Tenses(
        msg("{duty} passed from {old} to {new}"),
        msg_p("present", "{duty} passes from {old} to {new}"),
    ),
    NumberTenses(
        msg_n(
            "{number} duty passed from {old} to {new}", "{number} duties passed from {old} to {new}"
        ),
        msg_np(
            "present",
            "{number} duty passes from {old} to {new}",
            "{number} duties pass from {old} to {new}",
        ),
    ),
    NumberTenses(
        msg_n("{units} took on {number} duty", "{units} took on {number} duties"),
        msg_np(
            "present",
            "{number} duty is taken on by {units}",
            "{number} duties are taken on by {units}",
        ),
    ),
    NumberTenses(
        msg_n("{units} gave up {number} duty", "{units} gave up {number} duties"),
        msg_np(
            "present",
            "{number} duty is given up by {units}",
            "{number} duties are given up by {units}",
        ),
    ),
)
_SITES = _Words(
    Tenses(
        msg("the site {site} passed from {old} to {new}"),
        msg_p("present", "the site {site} passes from {old} to {new}"),
    ),
    NumberTenses(
        msg_n(
            "{number} site passed from {old} to {new}", "{number} sites passed from {old} to {new}"
        ),
        msg_np(
            "present",
            "{number} site passes from {old} to {new}",
            "{number} sites pass from {old} to {new}",
        ),
    ),
    NumberTenses(
        msg_n("{units} opened {number} site", "{units} opened {number} sites"),
        msg_np(
            "present", "{number} site is opened by {units}", "{number} sites are opened by {units}"
        ),
    ),
    NumberTenses(
        msg_n("{units} left {number} site", "{units} left {number} sites"),
        msg_np("present", "{number} site is left by {units}", "{number} sites are left by {units}"),
    ),
)


def _duty(event: Event, names: Names) -> str:
    what = names.item(event.item or "", RESPONSIBILITIES)
    if event.change == "transferred":
        passed = tr_t(*_DUTIES.passed, duty=what, **_from_and_to(event, names))
        return earlier(passed, event.new, names)
    if event.change == "reworded":
        return _wording(event, names)
    if event.change == "created":
        units = now_in("who", event.new, names)
        if names.held(event.item or "", RESPONSIBILITIES):
            return tr_t(
                msg("{units} took on {duty} too"),
                msg_p("present", "{duty} is taken on by {units} too"),
                units=units,
                duty=what,
            )
        return tr_t(
            msg("{units} took on {duty}"),
            msg_p("present", "{duty} is taken on by {units}"),
            units=units,
            duty=what,
        )
    return _given_up(event, what, names)


def _from_and_to(event: Event, names: Names) -> dict[str, str]:
    """From which units to which ones."""
    return {
        "old": before_in("away", event.old, names),
        "new": now_in("towards", event.new, names),
    }


def _given_up(event: Event, what: str, names: Names) -> str:
    """That units gave up a duty, and who still holds it."""
    units = before_in("who", event.old, names)
    holders = names.holders(event.item or "", RESPONSIBILITIES)
    if not holders:
        return tr_t(
            msg("{units} gave up {duty}, which no unit holds now"),
            msg_p("present", "{duty} is given up by {units}, and no unit holds it from then on"),
            units=units,
            duty=what,
        )
    return tr_tn(
        msg_n(
            "{units} gave up {duty}, which {holders} still holds",
            "{units} gave up {duty}, which {holders} still hold",
        ),
        msg_np(
            "present",
            "{duty} is given up by {units}, and {holders} still holds it",
            "{duty} is given up by {units}, and {holders} still hold it",
        ),
        len(holders),
        units=units,
        duty=what,
        holders=in_role("by", listed((names.now(id) for id in holders), most=2), len(holders)),
    )


def _held_by(words: str, event: Event, names: Names) -> str:
    """That a duty is worded otherwise, and in which units."""
    if not event.new:
        return words
    return tr("{sentence} in {units}", sentence=words, units=now_in("in", event.new, names))


def _wording(event: Event, names: Names) -> str:
    """The wording before and now; where the language shown has none, in one that has."""
    what = names.item(event.item or "", RESPONSIBILITIES)
    before, after = _wordings(event, names)
    texts = names.displayed(before, after)
    if texts[0] != texts[1]:
        words = tr_t(
            msg("{old} is now worded {new}"),
            msg_p("present", "{old} is then worded {new}"),
            old=quoted(texts[0]),
            new=what,
        )
        return _held_by(f"{words}{unlike(*texts)}", event, names)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        code = next((c for c in after if c in before and before[c] != after[c]), None)
        if code is not None:
            words = tr_t(
                msg("{duty} is now worded {new}, formerly {old}{difference}, in {language}"),
                msg_p(
                    "present",
                    "{duty} is worded {new}, so far {old}{difference}, in {language}",
                ),
                duty=what,
                new=quoted(after[code]),
                old=quoted(before[code]),
                difference=unlike(before[code], after[code]),
                language=code,
            )
            return _held_by(words, event, names)
    return _held_by(tr("{duty} is worded in other languages", duty=what), event, names)


def _wordings(event: Event, names: Names) -> tuple[Name, Name]:
    """How a duty was worded and is: by the register, else by the first unit that holds it."""
    key = event.item or ""
    sides = (names.old, Op.REMOVE, "old"), (names.new, Op.ADD, "new")
    found: list[Name] = []
    for organisation, op, side in sides:
        edits = (edit for edit in event.edits if edit.entity_type is EntityType.UNIT)
        items = [getattr(edit, side) for edit in edits if edit.op is op]
        item = items[0] if items else key
        entry = organisation.register.get(item) if isinstance(item, str) else None
        found.append(entry.name if entry else item["name"] if isinstance(item, dict) else item)
    return found[0], found[1]


def _site(event: Event, names: Names) -> str:
    what = names.item(event.item or "", SITES)
    if event.change == "handed over":
        passed = tr_t(*_SITES.passed, site=what, **_from_and_to(event, names))
        return earlier(passed, event.new, names)
    if event.change == "opened":
        units = now_in("who", event.new, names)
        return tr_t(
            msg("{units} opened the site {site}"),
            msg_p("present", "the site {site} is opened by {units}"),
            units=units,
            site=what,
        )
    units = before_in("who", event.old, names)
    stay = names.holders(event.item or "", SITES)
    if not stay:
        return tr_t(
            msg("{units} left the site {site}, where no unit is now"),
            msg_p(
                "present",
                "the site {site} is left by {units}, and no unit is there from then on",
            ),
            units=units,
            site=what,
        )
    return tr_tn(
        msg_n(
            "{units} left the site {site}, where {others} stays",
            "{units} left the site {site}, where {others} stay",
        ),
        msg_np(
            "present",
            "the site {site} is left by {units}, and {others} stays there",
            "the site {site} is left by {units}, and {others} stay there",
        ),
        len(stay),
        units=units,
        site=what,
        others=in_role("by", listed((names.now(id) for id in stay), most=2), len(stay)),
    )


_PHRASES = {
    "created": msg("the duty {item} is created"),
    "dropped": msg("the duty {item} is dropped"),
    "transferred": msg("the duty {item} is transferred"),
    "reworded": msg("the duty {item} is reworded"),
    "opened": msg("the site {item} is opened"),
    "closed": msg("the site {item} is closed"),
    "handed over": msg("the site {item} is handed over"),
}


def _phrase(event: Event, item: str) -> str:
    return tr(_PHRASES[event.change or ""], item=in_quotes(clipped(item)))


def _many(kind: HoldingType, said: _Words, group: Group, names: Names) -> str:
    events, first = group.events, group.events[0]
    number = len(events)
    what = some(events, lambda event: names.item(event.item or "", kind.holding))
    if first.change == kind.passed:
        passed = tr_tn(*said.many_passed, number, **_from_and_to(first, names))
        return f"{earlier(passed, first.new, names)}: {what}"
    if first.change == "reworded":
        return f"{_many_reworded(number, first, names)}: {what}"
    if first.change == kind.came:
        return f"{tr_tn(*said.took, number, units=now_in('who', first.new, names))}: {what}"
    return f"{tr_tn(*said.gave, number, units=before_in('who', first.old, names))}: {what}"


def _many_reworded(number: int, first: Event, names: Names) -> str:
    if not first.new:
        return tr_tn(
            msg_n(
                "{number} duty is worded otherwise, now",
                "{number} duties are worded otherwise, now",
            ),
            msg_np(
                "present",
                "{number} duty is worded otherwise",
                "{number} duties are worded otherwise",
            ),
            number,
        )
    return tr_tn(
        msg_n(
            "{number} duty of {units} is worded otherwise, now",
            "{number} duties of {units} are worded otherwise, now",
        ),
        msg_np(
            "present",
            "{number} duty of {units} is worded otherwise",
            "{number} duties of {units} are worded otherwise",
        ),
        number,
        units=now_in("whose", first.new, names),
    )


_ALIKE = alike_in(lambda event, names: (event.change, event.old, event.new))

_DUTY: HoldingType = HoldingType(
    kind=EventKind.RESPONSIBILITY,
    noun=msg_n("change of duties", "changes of duties"),
    counted=msg_n("{number} change of duties", "{number} changes of duties"),
    row=Row("a duty created, dropped, transferred or reworded", "who loses it", "who gains it"),
    example=below_top(
        "{id: b, name: B, responsibilities: [advice]}, {id: c, name: C}",
        "{id: b, name: B}, {id: c, name: C, responsibilities: [advice]}",
    ),
    detect=_duties,
    inverse=EventKind.RESPONSIBILITY,
    sentence=_duty,
    phrase=_phrase,
    folding=Folding(_ALIKE, lambda group, names: _many(_DUTY, _DUTIES, group, names)),
    opposites={"created": "dropped", "dropped": "created"},
    holding=RESPONSIBILITIES,
    item=msg_n("{number} duty", "{number} duties"),
    gains=msg_n("gains {number} duty", "gains {number} duties"),
    loses=msg_n("loses {number} duty", "loses {number} duties"),
    rewords=msg_n("rewords {number} duty", "rewords {number} duties"),
    goes=msg_n("{number} duty passes to others", "{number} duties pass to others"),
    came="created",
    went="dropped",
    passed="transferred",
)
_SITE: HoldingType = HoldingType(
    kind=EventKind.SITE,
    noun=msg_n("change of sites", "changes of sites"),
    counted=msg_n("{number} change of sites", "{number} changes of sites"),
    row=Row("a site opened, closed or handed over", "who loses it", "who gains it"),
    example=below_top(
        "{id: b, name: B, sites: [Hanko]}, {id: c, name: C}",
        "{id: b, name: B}, {id: c, name: C, sites: [Hanko]}",
    ),
    detect=_sites,
    inverse=EventKind.SITE,
    sentence=_site,
    phrase=_phrase,
    folding=Folding(_ALIKE, lambda group, names: _many(_SITE, _SITES, group, names)),
    opposites={"opened": "closed", "closed": "opened"},
    holding=SITES,
    item=msg_n("{number} site", "{number} sites"),
    gains=msg_n("gains {number} site", "gains {number} sites"),
    loses=msg_n("loses {number} site", "loses {number} sites"),
    rewords=msg_n("rewords {number} site", "rewords {number} sites"),
    goes=msg_n("{number} site passes to others", "{number} sites pass to others"),
    came="opened",
    went="closed",
    passed="handed over",
)
TYPES = (_DUTY, _SITE)
