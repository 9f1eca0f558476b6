"""What units keep as it is: their fields, and the chain of command above them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.spelling import spelled
from orgcheck.changes.topics import abolished, several
from orgcheck.findings import Location, Related
from orgcheck.language import Said, msg, said, said_later
from orgcheck.organisation import Organisation
from orgcheck.rules.arguments import FIELDS, TRUE
from orgcheck.rules.assertions.assertion import at_command
from orgcheck.rules.assertions.verb import Example
from orgcheck.rules.changes.case import OF_UNITS, Case, ChangeFailure, ChangeVerb, Scene
from orgcheck.rules.doubt import COMMAND, own
from orgcheck.rules.fields import path_of, value_of, word
from orgcheck.rules.phrases import path_of_members
from orgcheck.snapshot.model import Part, Unit
from orgcheck.snapshot.text import clipped
from orgcheck.snapshot.words import path_name, said_field

if TYPE_CHECKING:
    from orgcheck.rules.changes.ground import ChangeGround

_REFERENCES = ("parent", "reports_to")
# One head or several: a list of one says what a single one does.
_HEADS = ("head", "heads")
_LINES = ("lines", "links")
_NAMES = ("name", "acronym")


def _unchanged(scene: Scene, case: Case, fields: tuple[str, ...]) -> Iterator[ChangeFailure]:
    ground = scene.ground
    for unit in case.old:
        images = ground.images(unit)
        if not images and ground.gone(unit):
            yield _ended(ground, unit, said_later(lambda: several(map(path_name, fields))))
        for image in images:
            for field in fields:
                if not ground.doubts(unit, image, own(field)):
                    yield from _kept(ground, unit, image, field)


def _ended(ground: ChangeGround, unit: str, what: str) -> ChangeFailure:
    """The failure of a unit that was to keep something and is gone."""
    candidates = ground.candidates((unit,), of=unit)
    named = {"unit": ground.old.mention(unit), "what": what}
    message = (
        said("{unit} ends; {candidates}; and keeps no {what}", candidates=candidates, **named)
        if candidates
        else said("{unit} ends without a successor, and keeps no {what}", **named)
    )
    return ChangeFailure(
        message=message,
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
    whose = ground.new.mention(image)
    if image != unit:
        whose = said("{new}, which was {old},", new=whose, old=ground.old.mention(unit))
    yield ChangeFailure(
        message=_changes(field, whose, was, now),
        about=field,
        value=spelled(after.data(include={path_of(field)[0]})),
        unit=image,
        location=ground.new.locate(after, *path_of(field)),
    )


def _changes(field: str, whose: str, was: str, now: str) -> Said:
    if was and now:
        return said(
            "{field} of {unit} changes from {was} to {now}",
            field=said_field(field),
            unit=whose,
            was=was,
            now=now,
        )
    if was:
        return said(
            "{field} of {unit} changes: it was {was}", field=said_field(field), unit=whose, was=was
        )
    if now:
        return said(
            "{field} of {unit} changes: it is {now} now",
            field=said_field(field),
            unit=whose,
            now=now,
        )
    return said("{field} of {unit} changes", field=said_field(field), unit=whose)


def _is_same(ground: ChangeGround, before: Unit, after: Unit, field: str) -> bool:
    value = value_of(field)
    was, now = value(before), value(after)
    if field in _REFERENCES:
        return was is now if was is None or now is None else now in ground.images(was)
    if field in _HEADS:
        return len(before.headed_by) == len(after.headed_by) and all(
            post in ground.images(former)
            for former, post in zip(before.headed_by, after.headed_by, strict=True)
        )
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
        data = line.model_dump()
        ends[spelled({**data, "to": ""})].add(data["to"])
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
    return value.model_dump() if hasattr(value, "model_dump") else _scalar(value)


def _scalar(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _shown(value: Any) -> str:
    """A single value in words; nothing for what is absent or has several parts."""
    if value is None or isinstance(value, (tuple, Mapping)):
        return ""
    return clipped(word(value))


def _command_unchanged(scene: Scene, case: Case, _: bool) -> Iterator[ChangeFailure]:
    ground = scene.ground
    for unit in case.old:
        images = ground.images(unit)
        if not images and ground.gone(unit):
            yield _ended(ground, unit, said("line of command"))
        was = ground.old.chain(unit)
        for image in images:
            now = ground.new.chain(image)
            step = _first_difference(ground, was, now)
            if step is not None and not ground.doubts(unit, image, COMMAND):
                yield _another_chain(ground, image, was, now, step)


def _first_difference(ground: ChangeGround, was: Sequence[str], now: Sequence[str]) -> int | None:
    """The number of the first member whose superior is another; None where none is."""
    for step in range(1, max(len(was), len(now))):
        if step >= len(was) or step >= len(now) or now[step] not in ground.images(was[step]):
            return step - 1
    return None


def _another_chain(
    ground: ChangeGround, image: str, was: Sequence[str], now: Sequence[str], step: int
) -> ChangeFailure:
    message = said(
        "{unit} reported to {before}, and now reports to {after}",
        unit=ground.new.mention(image),
        before=_along(ground.old, was),
        after=_along(ground.new, now),
    )
    place = _place_of_line(ground, now[step])
    own = ground.new.locate(ground.new.units[image], "id")
    others = (Related(own, ground.new.mention(image)),) if step and own is not None else ()
    return ChangeFailure(
        message=message,
        about="command",
        value=" ".join(now[1:]),
        unit=image,
        location=place,
        chain=tuple(now),
        others=others,
    )


def _along(organisation: Organisation, chain: Sequence[str]) -> str:
    return path_of_members(organisation, chain[1:]) if len(chain) > 1 else said("nobody")


def _place_of_line(ground: ChangeGround, id: str) -> Location | None:
    """The line of the member whose superior is another than before."""
    member = ground.new.member(id)
    if member is None:
        return None
    return ground.new.locate(member, *at_command(ground.new, member).path)


def _change(after: str) -> str:
    before = "[{id: a, name: A, top: true}, {id: b, name: B, parent: a, kind: team}]"
    return f"old: {{units: {before}}}\nnew: {{units: {after}}}"


_SAME = _change("[{id: a, name: C, top: true}, {id: b, name: B, parent: a, kind: team}]")

VERBS = (
    ChangeVerb(
        name="unchanged",
        usage="[FIELD]",
        statement=msg("The fields say what they said."),
        argument=FIELDS,
        of=OF_UNITS,
        check=_unchanged,
        example=Example(
            "[kind]",
            _SAME,
            _change("[{id: a, name: A, top: true}, {id: b, name: B, parent: a, kind: office}]"),
        ),
    ),
    ChangeVerb(
        name="command_unchanged",
        usage="true",
        statement=msg("The chain of command, as derived, leads over the same members."),
        argument=TRUE,
        of=OF_UNITS,
        check=_command_unchanged,
        example=Example(
            "true",
            _SAME,
            _change("[{id: b, name: B, top: true, kind: team}, {id: a, name: A, parent: b}]"),
        ),
    ),
)
