"""Words that the sentences of several kinds of event share: names, fields, values, many alike."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from orgcheck.changes.changeset import Edit, EntityType, Event, Op
from orgcheck.changes.fields import NAMES
from orgcheck.counting import called, counted, in_a_row, listed, with_article
from orgcheck.snapshot.model import display
from orgcheck.snapshot.text import clipped

if TYPE_CHECKING:
    from orgcheck.changes.names import Names

T = TypeVar("T")

# How many ids a message gives where there are more.
MOST_NAMED = 5
_FIELD_WORDS = {
    "legal_basis": "legal basis",
    "valid_from": "valid from",
    "valid_to": "valid to",
    "winding_down": "winding down",
    "reports_to": "line",
    "split_from": "split from",
    "responsibilities_complete": "responsibilities complete",
}


def opening(words: str) -> str:
    """A sentence begins with a capital, unless it begins with a name."""
    for start in ("the ", "register "):
        if words.startswith(start):
            return words[0].upper() + words[1:]
    return words


def with_below(event: Event) -> str:
    """What goes along with a unit."""
    return f", with {counted(event.carried, 'unit')} below it" if event.carried else ""


def own_edits(event: Event, entity_type: EntityType, *fields: str) -> list[Edit]:
    """The edits to some fields of the member that the event is of, not to what follows it."""
    return [
        edit
        for edit in event.edits
        if edit.field in fields and edit.entity_type is entity_type and edit.id in event.old
    ]


def was(event: Event, names: Names) -> str:
    """The event's older units."""
    return listed(names.was(id) for id in event.old)


def now(event: Event, names: Names) -> str:
    """The event's newer units."""
    return listed(names.now(id) for id in event.new)


def several(ids: Iterable[str], number: int | None = None) -> str:
    """Ids in a row, of many the first few; `number` says how many, where not all are given.

    Examples
    --------
    >>> several(["finance", "audit"])
    'finance and audit'
    """
    named = tuple(ids)
    number = len(named) if number is None else number
    words = [clipped(id) for id in named[: MOST_NAMED + 1]]
    if number > MOST_NAMED + 1:
        words = [*words[:MOST_NAMED], f"{number - MOST_NAMED:,} more"]
    return in_a_row(words)


def earlier(ids: Iterable[str], names: Names) -> str:
    """What newer members were called before, where their names now might be taken for others'."""
    before = {id: words for id in ids if (words := names.earlier(id)) is not None}
    if len(before) == 1:
        return f", before: {next(iter(before.values()))}"
    return "".join(f", {names.now(id)} before: {words}" for id, words in before.items())


def in_language(edit: Edit) -> str:
    """Which name an edit changes: the name or acronym, in which language."""
    return f"{edit.field} in {edit.key}" if edit.key else str(edit.field)


def kind(value: Any) -> str:
    """A kind of unit with its article."""
    if value is None:
        return "of no stated kind"
    return with_article(str(value))


def field_words(event: Event, names: Names) -> str:
    """What became of a field, with its values."""
    name = what_differs(event)
    gained = [_item(edit.new, names.now) for edit in event.edits if edit.op is Op.ADD]
    lost = [_item(edit.old, names.was) for edit in event.edits if edit.op is Op.REMOVE]
    parts = [value(edit) for edit in event.edits if edit.op is Op.SET]
    parts += [f"gained {listed(gained, most=5)}"] if gained else []
    parts += [f"lost {listed(lost, most=5)}"] if lost else []
    return f"{name} {'; '.join(parts)}"


def _item(item: Any, called: Callable[[str], str]) -> str:
    """An item of a list; of a link, where it leads to."""
    if isinstance(item, Mapping) and "to" in item:
        return f"{item.get('type', 'other')} to {called(item['to'])}"
    return quoted(item)


def what_differs(event: Event) -> str:
    """The field that an event is of; a figure or an attribute is a field of its own."""
    return event.key or field_name(event.field or "")


def field_name(field: str) -> str:
    """A field as a person calls it."""
    return _FIELD_WORDS.get(field, field)


def value(edit: Edit) -> str:
    """What the value of a field was and is."""
    # A figure or attribute is named by its key already; in other mappings the key says which.
    own = edit.key is None or edit.field in ("figures", "attributes")
    key = "" if own else f"{'in ' * (edit.field in NAMES)}{edit.key} "
    if edit.key is not None and {} in (edit.old, edit.new) and None in (edit.old, edit.new):
        return f"{'gained' if edit.old is None else 'lost'} {edit.key}"
    if edit.old is None or edit.old is False:
        return f"{key}is now {quoted(edit.new)}"
    if edit.new is None:
        return f"{key}is no longer {quoted(edit.old)}"
    return f"{key}{quoted(edit.old)} -> {quoted(edit.new)}{unlike(edit.old, edit.new)}"


def quoted(value: Any) -> str:
    """A value in a sentence: a text in quotes, anything else as it is written."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return f"{value:,}"
    if isinstance(value, Mapping):
        if isinstance(value.get("name"), (str, Mapping)):
            return f'"{display(value["name"])}"'
        if "id" in value:
            return str(value["id"])
        # Only a kind of unit may be declared with nothing said of it.
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items()) or "no conditions"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(quoted, value)) or "nothing"
    return str(value)


def _plain(value: Any) -> str:
    """A value within another: a text stands there without quotes."""
    return value if isinstance(value, str) else quoted(value)


# -- what a reader might not see -----------------------------------------------------------


def unlike(old: Any, new: Any) -> str:
    """In what two texts differ, in brackets, where a reader might not see it."""
    if not isinstance(old, str) or not isinstance(new, str):
        return ""
    words = only_in(old, new)
    return f" ({words})" if words else ""


def only_in(old: str, new: str) -> str:
    """What alone tells two texts apart, in words; nothing where a reader sees the difference.

    Examples
    --------
    >>> only_in("Trade  and Regions", "Trade and regions")
    'only in white space and upper or lower case'
    >>> only_in("Trade", "Regions")
    ''
    """
    if old == new:
        return ""
    for number in range(1, len(_FOLDINGS) + 1):
        for words in combinations(_FOLDINGS, number):
            one, other = (_folded(text, words) for text in (old, new))
            if one == other:
                return f"only in {' and '.join(words)}"
    return ""


def _folded(text: str, words: tuple[str, ...]) -> str:
    return reduce(lambda so_far, word: _FOLDINGS[word](so_far), words, text)


_FOLDINGS: Mapping[str, Callable[[str], str]] = {
    "white space": lambda text: " ".join(text.split()),
    "upper or lower case": str.casefold,
    "Unicode form": lambda text: unicodedata.normalize("NFKC", text),
}


# -- many events that are alike ---------------------------------------------------------------

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


def some(members: Sequence[T], words: Callable[[T], str]) -> str:
    """The words for each of a few, and of many for the first ones."""
    if len(members) <= ALL:
        return listed(map(words, members))
    return called(members, words, most=NAMED)


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
