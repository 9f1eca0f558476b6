"""Two organisations -> what the reorganisation between them did."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.certain_ground import on_certain_ground, with_open_ends
from orgcheck.changes.changeset import ChangeSet, Side
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.identity import DEFAULTS
from orgcheck.changes.kinds import events_of
from orgcheck.changes.kinds.context import EventContext
from orgcheck.changes.ledger import ledger_of
from orgcheck.changes.thresholds import Thresholds
from orgcheck.collector import collector_paused
from orgcheck.common_ground import on_common_ground
from orgcheck.language import said_n
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import display


def compare(
    old: Organisation,
    new: Organisation,
    *,
    inference: bool = True,
    people: bool = True,
    thresholds: Thresholds = DEFAULTS,
    sources: tuple[str | None, str | None] = (None, None),
) -> ChangeSet:
    """Say what a reorganisation did.

    Parameters
    ----------
    old, new
        The organisation before and after. What is wrong with either does not stop the
        comparison: of members that share an id the first stands. Where one was made of another
        format, what that has no place for is not compared.
    inference
        Whether to find units again whose ids have changed, and what is not declared.
    people
        Whether members of units and holders of posts are compared too: without them the change
        set says that they were left out.
    thresholds
        From which measure on inferred evidence is applied.
    sources
        Where the two were read from; left out, the file that says which organisation it is.
    """
    whole = on_common_ground(old, new)
    old, new = compared_sides(*whole)
    with collector_paused():
        comparison = Comparison.of(old, new, thresholds, inference, people)
        context = EventContext.of(comparison)
        return ChangeSet(
            old=_side(whole[0], sources[0]),
            new=_side(whole[1], sources[1]),
            people=None if people or not _names_anyone(old, new) else "omitted",
            correspondence=comparison.correspondence,
            events=events_of(context),
            ledger=ledger_of(comparison, context.duties, context.sites),
            possible_matches=comparison.units.possible,
            reused=comparison.units.reused,
            notes=(*comparison.units.notes, *_left_open(*whole)),
        )


def compared_sides(old: Organisation, new: Organisation) -> tuple[Organisation, Organisation]:
    """Two organisations as they are compared: what the day of a register leaves open is no change.

    Parameters
    ----------
    old, new
        The organisation before and after.
    """
    before, after = on_certain_ground(old, new)
    return before, with_open_ends(before, after)


def _left_open(*sides: Organisation) -> Iterator[str]:
    """How many facts the days of registers leave open: of these nothing is told."""
    facts = {fact for side in sides if side.slice is not None for fact in side.slice.open}
    if facts:
        yield said_n(
            "{number} fact is uncertain on these days, and is no change here: its date is known to "
            "the month or year only",
            "{number} facts are uncertain on these days, and are no changes here: their dates are "
            "known to the month or year only",
            len(facts),
        )


def _names_anyone(*organisations: Organisation) -> bool:
    return any(organisation.named_people for organisation in organisations)


def _side(organisation: Organisation, source: str | None) -> Side:
    place = organisation.places.locate_header("organisation")
    return Side(
        organisation=display(organisation.snapshot.organisation),
        version=organisation.snapshot.label,
        as_of=organisation.slice.day if organisation.slice is not None else None,
        source=source if source is not None else place.file if place else None,
        units=len(organisation.units),
    )
