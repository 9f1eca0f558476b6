"""What may happen: single events, what an expression says of them, and how far they reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orgcheck.changes.kinds import type_of
from orgcheck.language import msg, percent, said, said_later
from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import exact
from orgcheck.rules.arguments import EXPRESSION, TRUE, Argument, Subject
from orgcheck.rules.assertions.verb import Example
from orgcheck.rules.changes.case import (
    OF_EVENTS,
    OF_THE_WHOLE,
    Case,
    ChangeFailure,
    ChangeVerb,
    Scene,
)
from orgcheck.rules.changes.expressions import condition, holds
from orgcheck.rules.expressions.expression import Expression
from orgcheck.rules.pack_text import Node, TooLong, Unanswerable
from orgcheck.snapshot.text import found

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Event


def _forbidden(scene: Scene, case: Case, _: bool) -> Iterator[ChangeFailure]:
    if case.event is not None:
        message = said("{event}, which the rule forbids", event=scene.ground.said(case.event))
        yield of_event(scene, case, case.event, message, "forbidden")


def _declared(scene: Scene, case: Case, _: bool) -> Iterator[ChangeFailure]:
    # A pack is read to check one snapshot as well, which takes no model of changes.
    from orgcheck.changes.changeset import Certainty

    inferred = {
        Certainty.NAME: msg("{event}: inferred from the name alone, declared nowhere"),
        Certainty.STRUCTURE: msg("{event}: inferred from what the units share, declared nowhere"),
    }
    event = case.event
    if event is not None and event.certainty in inferred:
        message = said(inferred[event.certainty], event=scene.ground.said(event))
        yield of_event(scene, case, event, message, "certainty")


def of_event(
    scene: Scene,
    case: Case,
    event: Event,
    message: str,
    about: str,
    unanswerable: Unanswerable | None = None,
) -> ChangeFailure:
    """A failure of an event, placed where it shows."""
    ground = scene.ground
    unit = ground.now(case.old[0]) if case.old else case.new[0] if case.new else None
    return ChangeFailure(
        message=message,
        about=about,
        value=event.fingerprint,
        unit=unit,
        location=ground.place_of(event),
        topics=type_of(event.kind).topics(event),
        unanswerable=unanswerable,
    )


def _cel(scene: Scene, case: Case, asked: Expression) -> Iterator[ChangeFailure]:
    event = case.event
    if event is None:
        return
    try:
        if not holds(asked, scene.ground, event, scene.effort):
            # What readers are told is the rule's statement, never the expression.
            message = said(
                "{event}: {statement}",
                event=scene.ground.said(event),
                statement=scene.statement,
            )
            yield of_event(scene, case, event, message, "cel")
    except TooLong:
        raise
    except Unanswerable as why:
        message = said("the event that {event}", event=scene.ground.said(event))
        yield of_event(scene, case, event, message, "cel", why)


def _share(node: Node, _: Subject) -> float | None:
    number = node.number()
    if number is None:
        return None
    if not 0 <= number <= 1:
        node.wrong(
            said("expected a share from 0 to 1, found {value}", value=found(node.value)),
            said("write 0.2 for 20%"),
        )
        return None
    return float(number)


def _max_share(scene: Scene, _: Case, most: float) -> Iterator[ChangeFailure]:
    touched, total, message = _widest(scene)
    if not total or touched <= most * total:
        return
    from orgcheck.rules.changes.manifest import open_measures

    if open_measures(scene.ground):
        return
    yield ChangeFailure(
        message=said(
            message,
            share=said_later(lambda: percent(touched / total)),
            touched=touched,
            total=total,
            most=said_later(lambda: percent(most)),
        ),
        about="share",
        measure=Measure(exact(touched / total), Bounds(most=exact(most))),
    )


_OF_ALL = (
    msg(
        "this touches {share} of the units ({touched} of {total} there were), more than {most}, "
        "and no `reorganisation:` declares its measures"
    ),
    msg(
        "this touches {share} of the units ({touched} of {total} there are now), more than {most}, "
        "and no `reorganisation:` declares its measures"
    ),
)
_OF_SELECTED = (
    msg(
        "this touches {share} of the selected units ({touched} of {total} there were), more than "
        "{most}, and no `reorganisation:` declares its measures"
    ),
    msg(
        "this touches {share} of the selected units ({touched} of {total} there are now), more "
        "than {most}, and no `reorganisation:` declares its measures"
    ),
)


def _widest(scene: Scene) -> tuple[int, int, str]:
    """How many units are touched of how many, and the message that says so.

    Before the change or after it, whichever is more.
    """
    ground = scene.ground
    before_it, after_it = _OF_ALL if scene.selected is None else _OF_SELECTED
    chosen = scene.selected or (ground.old.units.keys(), ground.new.units.keys())
    before: set[str] = set()
    after: set[str] = set()
    begun = set(ground.comparison.begun)
    for event in scene.events:
        old, new = ground.units_of(event)
        before.update(old, ground.carried(event))
        after.update(new, (id for id in event.new if id in begun))
    shares = (
        (len(before & chosen[0]), len(chosen[0]), before_it),
        (len(after & chosen[1] & begun), len(chosen[1]), after_it),
    )
    return max(shares, key=lambda share: share[0] / share[1] if share[1] else 0.0)


_OLD = "old: {units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]}"
_SAME = f"{_OLD}\nnew: {{units: [{{id: a, name: C, top: true}}, {{id: b, name: B, parent: a}}]}}"
_GONE = f"{_OLD}\nnew: {{units: [{{id: a, name: A, top: true}}]}}"
_SUCCEEDED = (
    f"{_OLD}\n"
    "new: {units: [{id: a, name: A, top: true}, {id: c, name: B, parent: a, replaces: [b]}]}"
)
_ALIKE = f"{_OLD}\nnew: {{units: [{{id: a, name: A, top: true}}, {{id: c, name: B, parent: a}}]}}"

VERBS = (
    ChangeVerb(
        name="forbidden",
        usage="true",
        statement=msg("No such event takes place."),
        argument=TRUE,
        of=OF_EVENTS,
        check=_forbidden,
        example=Example("true", _SAME, _GONE, on="abolish"),
    ),
    ChangeVerb(
        name="declared",
        usage="true",
        statement=msg("That the units correspond is declared, or a person accepted it."),
        more=msg("It was not merely inferred."),
        argument=TRUE,
        of=OF_EVENTS,
        on=lambda kind: kind.inferable,
        elsewhere="in `on`, name a kind in which units go on or are succeeded",
        check=_declared,
        example=Example("true", _SUCCEEDED, _ALIKE),
    ),
    ChangeVerb(
        name="max_share",
        usage="SHARE",
        statement=msg("Such events touch no more than this share of the units, 0.2 being 20%."),
        more=msg("A [manifest](#the-manifest-of-a-reorganisation) that declares them allows more."),
        argument=Argument(_share, {"type": "number", "minimum": 0, "maximum": 1}),
        of=OF_THE_WHOLE,
        check=_max_share,
        example=Example("0.2", _SAME, _GONE, on="abolish"),
    ),
    ChangeVerb(
        name="cel",
        usage="EXPRESSION",
        statement=msg("A CEL expression over `change`, `old` and `new` is true."),
        argument=Argument(lambda node, _: condition(node), EXPRESSION),
        of=OF_EVENTS,
        check=_cel,
        example=Example("size(change.new) > 0", _SAME, _GONE),
    ),
)
