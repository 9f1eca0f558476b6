"""To whom units answer: command_unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.findings import Location, Related
from orgcheck.rules.assertions.assertion import at_command
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.verbs.fields import ended
from orgcheck.rules.doubt import COMMAND
from orgcheck.rules.model import ChangeVerb


def command_unchanged(scene: Scene, case: Case, _: ChangeVerb) -> Iterator[ChangeFailure]:
    """The chain of command leads over the same members as before, or their successors."""
    ground = scene.ground
    for unit in case.old:
        images = ground.images(unit)
        if not images and ground.gone(unit):
            yield ended(ground, unit, "and keeps no line of command")
        was = ground.old.chain(unit)
        for image in images:
            now = ground.new.chain(image)
            step = _first_difference(ground, was, now)
            if step is not None and not ground.doubts(unit, image, COMMAND):
                yield _failure(ground, image, was, now, step)


def _first_difference(ground: ChangeGround, was: Sequence[str], now: Sequence[str]) -> int | None:
    """The number of the first member whose superior is another; None where none is."""
    for step in range(1, max(len(was), len(now))):
        if step >= len(was) or step >= len(now) or now[step] not in ground.images(was[step]):
            return step - 1
    return None


def _failure(
    ground: ChangeGround, image: str, was: Sequence[str], now: Sequence[str], step: int
) -> ChangeFailure:
    message = f"{image} reported {_along(was)}, and now reports {_along(now)}"
    place = _place(ground, now[step])
    own = ground.new.locate(ground.new.units[image], "id")
    others = (Related(own, image),) if step and own is not None else ()
    return ChangeFailure(
        message=message,
        about="command",
        value=" ".join(now[1:]),
        unit=image,
        location=place,
        chain=tuple(now),
        others=others,
    )


def _along(chain: Sequence[str]) -> str:
    return f"to {' -> '.join(chain[1:])}" if len(chain) > 1 else "to nobody"


def _place(ground: ChangeGround, id: str) -> Location | None:
    """The line of the member whose superior is another than before."""
    member = ground.new.member(id)
    if member is None:
        return None
    return ground.new.locate(member, *at_command(ground.new, member).path)
