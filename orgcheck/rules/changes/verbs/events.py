"""Demands on the event itself: forbidden, declared."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import Certainty, Event
from orgcheck.changes.kinds import type_of
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.model import ChangeVerb
from orgcheck.rules.unanswerable import Unanswerable

_INFERRED = {
    Certainty.NAME: "inferred from the name alone",
    Certainty.STRUCTURE: "inferred from what the units share",
}


def forbidden(scene: Scene, case: Case, _: ChangeVerb) -> Iterator[ChangeFailure]:
    """No such event takes place."""
    if case.event is not None:
        message = f"{scene.ground.said(case.event)}, which the rule forbids"
        yield of_event(scene, case, case.event, message, "forbidden")


def declared(scene: Scene, case: Case, _: ChangeVerb) -> Iterator[ChangeFailure]:
    """Somebody said that the units correspond; it was not merely inferred."""
    event = case.event
    if event is not None and event.certainty in _INFERRED:
        message = f"{scene.ground.said(event)}: {_INFERRED[event.certainty]}, declared nowhere"
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
