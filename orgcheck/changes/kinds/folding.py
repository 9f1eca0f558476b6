"""What the sentences about many events that are alike have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from orgcheck.changes.changeset import Event
from orgcheck.counting import counted, listed

if TYPE_CHECKING:
    from orgcheck.changes.names import Names

# From how many events that are alike on they are told together, and how many of very many by name.
MANY = 5
NAMED = 5
# Up to how many are all named.
ALL = 10
# How many places are named that units came from or went to.
PLACES = 5
# From how many on events that have nothing but their kind in common are told together.
SCATTERED = 12
# A unit that takes so many along is told of by itself, unless others go the very same way.
HEAVY = 10
ANYWHERE = "anywhere"


class Likeness(NamedTuple):
    """In what events are alike, how many of them make a group, and how they are told."""

    by: str
    what: tuple[object, ...]
    least: int = MANY


class Group(NamedTuple):
    """Events told together, or one told by itself."""

    by: str
    events: Sequence[Event]


def alike_in(
    what: Callable[[Event, Names], tuple[object, ...] | None],
) -> Callable[[Event, Names], Sequence[Likeness]]:
    """Likenesses of events of one kind that share something; None where one is like no other."""

    def likenesses(event: Event, names: Names) -> Sequence[Likeness]:
        shared = what(event, names)
        return () if shared is None else (Likeness("kind", (event.kind, *shared)),)

    return likenesses


def units_in(group: Group) -> str:
    """How many units were told together, beside those that were told before."""
    further = "further " if group.by == ANYWHERE else ""
    return f"{len(group.events):,} {further}units"


def some(words: Sequence[str]) -> str:
    """All of a few names, and of many the first ones."""
    return listed(words, most=None if len(words) <= ALL else NAMED)


def below_them(events: Sequence[Event]) -> str:
    """How many units go along with others."""
    carried = sum(event.carried for event in events)
    return f", with {counted(carried, 'unit')} below them" if carried else ""


def spread(places: Iterable[str], *, elsewhere: str = "elsewhere") -> str:
    """How many are at each place, the fullest first; of many places the first few.

    Examples
    --------
    >>> spread(["in X", "at the top", "in X"])
    '2 in X and 1 at the top'
    """
    counts = Counter(places).most_common()
    shown = counts if len(counts) <= PLACES else counts[: PLACES - 1]
    words = [f"{number:,} {place}" for place, number in shown]
    if len(shown) < len(counts):
        left = counts[len(shown) :]
        words.append(f"{sum(number for _, number in left):,} {elsewhere} ({len(left):,} places)")
    return listed(words)
