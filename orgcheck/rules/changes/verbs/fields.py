"""What units keep: unchanged."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds.event_type import abolished
from orgcheck.changes.kinds.words import several
from orgcheck.changes.plain import spelled
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.doubt import own
from orgcheck.rules.fields import path_of, value_of, word
from orgcheck.rules.model import ChangeVerb
from orgcheck.snapshot.model import Part, Unit
from orgcheck.snapshot.text import clipped

_REFERENCES = ("parent", "reports_to", "head")
_LINES = ("lines", "links")
_NAMES = ("name", "acronym")


def unchanged(scene: Scene, case: Case, verb: ChangeVerb) -> Iterator[ChangeFailure]:
    """The fields say what they said; a reference that follows what it names does."""
    ground = scene.ground
    for unit in case.old:
        images = ground.images(unit)
        if not images and ground.gone(unit):
            yield ended(ground, unit, f"and keeps no {several(verb.argument)}")
        for image in images:
            for field in verb.argument:
                if not ground.doubts(unit, image, own(field)):
                    yield from _kept(ground, unit, image, field)


def ended(ground: ChangeGround, unit: str, loses: str) -> ChangeFailure:
    """The failure of a unit that was to keep something and is gone."""
    candidates = ground.candidates((unit,), of=unit)
    how = f"; {candidates};" if candidates else " without a successor,"
    return ChangeFailure(
        message=f"{unit} ends{how} {loses}",
        about="successor",
        unit=unit,
        location=ground.place(unit),
        topics=abolished(unit),
    )


def _kept(ground: ChangeGround, unit: str, image: str, field: str) -> Iterator[ChangeFailure]:
    before, after = ground.old.units[unit], ground.new.units[image]
    if _is_same(ground, before, after, field):
        return
    value = value_of(field)
    was, now = _shown(value(before)), _shown(value(after))
    whose = image if image == unit else f"{image}, which was {unit},"
    message = f"{field} of {whose} changes"
    if was and now:
        message += f" from {was} to {now}"
    elif was or now:
        message += f": it was {was}" if was else f": it is {now} now"
    yield ChangeFailure(
        message=message,
        about=field,
        value=spelled(after.data(include={path_of(field)[0]})),
        unit=image,
        location=ground.new.locate(after, *path_of(field)),
    )


def _is_same(ground: ChangeGround, before: Unit, after: Unit, field: str) -> bool:
    value = value_of(field)
    was, now = value(before), value(after)
    if field in _REFERENCES:
        return was is now if was is None or now is None else now in ground.images(was)
    if field in _LINES:
        return _same_lines(ground, was, now)
    if field in _NAMES:
        return _same_name(was, now)
    if field in (RESPONSIBILITIES, SITES):
        holdings = ground.holdings(field)
        held = holdings.keys_of(before.id, before=True)
        return held == holdings.keys_of(after.id, before=False)
    return spelled(_plain(was)) == spelled(_plain(now))


def _same_lines(ground: ChangeGround, was: Iterable[Part], now: Iterable[Part]) -> bool:
    """Whether each line or link of one side is one of the other, to the same or its successor."""
    before, after = _ends(was), _ends(now)
    return before.keys() == after.keys() and all(
        all(not ground.images(to).isdisjoint(after[words]) for to in ends)
        and after[words] <= {image for to in ends for image in ground.images(to)}
        for words, ends in before.items()
    )


def _ends(lines: Iterable[Part]) -> dict[str, set[str]]:
    """What lines or links name, by all else that they say."""
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        said = line.model_dump(mode="json")
        ends[spelled({**said, "to": ""})].add(said["to"])
    return dict(ends)


def _same_name(was: Any, now: Any) -> bool:
    """Whether no language that both have says another name; a text has no language."""
    if was is None or now is None:
        return was is now
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        return all(_nfc(was[code]) == _nfc(now[code]) for code in was.keys() & now.keys())
    one, other = (
        {_nfc(text) for text in (name.values() if isinstance(name, Mapping) else (name,))}
        for name in (was, now)
    )
    return not one.isdisjoint(other)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else _scalar(value)


def _scalar(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _shown(value: Any) -> str:
    """A single value in words; nothing for what is absent or has several parts."""
    if value is None or isinstance(value, (tuple, Mapping)):
        return ""
    return clipped(word(value))
