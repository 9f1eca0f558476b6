"""Ids that name another unit than before, or seem to.

Where the newer unit says `revives: false` and the older one does not, it is another. Otherwise the
same id is taken at its word, and a warning is all there is. Two things rouse suspicion:

- the names have nothing in common, and neither have the two units;
- the name is the same and yet all that is told of either, at some length, is told in other words:
  as where a group ended and years later an unrelated one of that name began.

With `revives: true` there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.identity.likeness import NOTHING, overlap, wording
from orgcheck.changes.identity.names import texts_of
from orgcheck.changes.identity.words import Weights
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Named, Unit, folded, holding_key

# How many words a mission takes at least to tell one unit from another.
_WORDS = 20
# What follows in a longer mission is not compared: the time that takes grows with the square.
_LETTERS = 5_000

# Two wordings are unlike where fewer than this many of a hundred letters agree.
_LIKE = 60


def is_another(unit: Unit, now: Unit) -> bool:
    """Whether a unit says that it is another one than that which had its id before.

    One that said so before has the id since then, and so has one that was founded on the same day.
    """
    if now.revives is not False or unit.revives is False:
        return False
    return unit.valid_from is None or unit.valid_from != now.valid_from


def reused_ids(old: Organisation, new: Organisation, changed: Iterable[str]) -> Iterator[str]:
    """The ids under which another unit seems to stand than before.

    `changed` are the ids that both sides have and whose units differ.
    """
    for id in changed:
        unit, now = old.units[id], new.units[id]
        if now.revives:
            continue
        renamed, reworded = now.name != unit.name, now.responsibilities != unit.responsibilities
        if not (renamed or reworded) or _have_anything_in_common(old, new, id):
            continue
        if (renamed and _are_unlike(unit, now)) or (reworded and _are_worded_anew(old, new, id)):
            yield id


def _have_anything_in_common(old: Organisation, new: Organisation, id: str) -> bool:
    unit, now = old.units[id], new.units[id]
    return not (
        set(old.children_of(id)).isdisjoint(new.children_of(id))
        and _duties(old, unit).isdisjoint(_duties(new, now))
        and set(map(holding_key, unit.sites)).isdisjoint(map(holding_key, now.sites))
        and set(unit.headed_by).isdisjoint(now.headed_by)
    )


def _duties(organisation: Organisation, unit: Unit) -> set[str]:
    return {organisation.duty_of(duty) for duty in unit.responsibilities}


def _are_unlike(unit: Unit, now: Unit) -> bool:
    """Whether two names share no telling word, in any language, nor are otherwise alike."""
    one, other = wording(unit), wording(now)
    if not one.telling.isdisjoint(other.telling):
        return False
    return overlap(one, other, Weights()) is NOTHING


def _are_worded_anew(old: Organisation, new: Organisation, id: str) -> bool:
    """Whether two units that hold nothing but duties tell of them at length in other words."""
    if old.children_of(id) or new.children_of(id):
        return False
    before, now = _told(old, old.units[id]), _told(new, new.units[id])
    if min(len(before.split()), len(now.split())) < _WORDS:
        return False
    from rapidfuzz.fuzz import token_sort_ratio

    return bool(token_sort_ratio(before, now) < _LIKE)


def _told(organisation: Organisation, unit: Unit) -> str:
    """The wording of all duties of a unit."""
    texts: list[str] = []
    for duty in unit.responsibilities:
        if isinstance(duty, Named):
            texts.extend(texts_of(duty.name))
        elif duty in organisation.register:
            texts.extend(texts_of(organisation.register[duty].name))
        else:
            texts.append(duty)
    return folded(" ".join(texts))[:_LETTERS]
