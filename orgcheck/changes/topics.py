"""What findings about a change speak of: facts, by which one silences another, and ids in a row."""

from __future__ import annotations

from collections.abc import Iterable

from orgcheck.counting import in_a_row, more
from orgcheck.language import spoken
from orgcheck.snapshot.text import clipped

# A fact that rules speak of: that a unit was abolished, a duty dropped, a site closed; and which.
Topic = tuple[str, str]
# How many ids a message gives where there are more.
MOST_NAMED = 5


def abolished(unit: str) -> frozenset[Topic]:
    """That a unit has ended without a successor."""
    return frozenset([("abolished", unit)])


def lost(field: str, *keys: str) -> frozenset[Topic]:
    """That no unit has some duties or sites any more."""
    return frozenset((field, key) for key in keys)


def several(ids: Iterable[str], number: int | None = None) -> str:
    """Ids in a row, of many the first few; `number` says how many, where not all are given.

    Members of messages are told as these are.

    Examples
    --------
    >>> several(["finance", "audit"])
    'finance and audit'
    """
    named = tuple(ids)
    number = len(named) if number is None else number
    words = [clipped(spoken(id)) for id in named[: MOST_NAMED + 1]]
    if number > MOST_NAMED + 1:
        words = [*words[:MOST_NAMED], more(number - MOST_NAMED)]
    return in_a_row(words)
