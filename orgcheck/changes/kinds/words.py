"""Words that the sentences of several kinds of event share: names, fields, values, many alike."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from orgcheck.changes.changeset import Edit, EntityType, Event, Op
from orgcheck.counting import called, in_a_row, listed, with_article
from orgcheck.language import (
    asked_language,
    current,
    day,
    in_quotes,
    kind_term,
    language_name,
    msg,
    msg_np,
    msg_p,
    number_words,
    own_term,
    tr,
    tr_n,
    tr_np,
    tr_t,
)
from orgcheck.records import NamedTuple
from orgcheck.snapshot.model import NAMES, display
from orgcheck.snapshot.words import (
    body_type_word,
    field_name,
    path_name,
    relation_word,
    status_word,
)

if TYPE_CHECKING:
    from orgcheck.changes.names import Names
    from orgcheck.organisation import Organisation

T = TypeVar("T")

# Members in their part of a sentence: English says their names alone, other languages put a noun
# before them, in the case that the part asks for.
_ROLES = {
    (EntityType.UNIT, "who"): msg_np("units: who did it", "{names}", "{names}"),
    (EntityType.UNIT, "whom"): msg_np("units: whom it was done to", "{names}", "{names}"),
    (EntityType.UNIT, "whose"): msg_np("units: of whom", "{names}", "{names}"),
    (EntityType.UNIT, "by"): msg_np("units: by whom", "{names}", "{names}"),
    (EntityType.UNIT, "in"): msg_np("units: in whom", "{names}", "{names}"),
    (EntityType.UNIT, "from"): msg_np("units: out of whom", "{names}", "{names}"),
    (EntityType.UNIT, "to"): msg_np("units: into whom as a place", "{names}", "{names}"),
    (EntityType.UNIT, "into"): msg_np("units: what they became", "{names}", "{names}"),
    (EntityType.UNIT, "away"): msg_np("units: from whom a thing went", "{names}", "{names}"),
    (EntityType.UNIT, "towards"): msg_np("units: to whom as a receiver", "{names}", "{names}"),
    (EntityType.POST, "who"): msg_np("posts: who did it", "{names}", "{names}"),
    (EntityType.POST, "towards"): msg_np("posts: to whom as a receiver", "{names}", "{names}"),
    (EntityType.BODY, "who"): msg_np("bodies: who did it", "{names}", "{names}"),
    (EntityType.BODY, "towards"): msg_np("bodies: to whom as a receiver", "{names}", "{names}"),
}
Role = Literal["who", "whom", "whose", "by", "in", "from", "to", "into", "away", "towards"]


def opening(words: str) -> str:
    """A sentence begins with a capital, unless it begins with a name."""
    for start in ("the ", "register "):
        if words.startswith(start):
            return words[0].upper() + words[1:]
    return words


def in_role(
    role: Role, words: str, number: int = 1, entity_type: EntityType = EntityType.UNIT
) -> str:
    """The names of so many members, as a part of a sentence."""
    if current() is None:
        return words
    return tr_np(*_ROLES[entity_type, role], number, names=words)


def type_in(side: Organisation, id: str) -> EntityType:
    """What a member of an organisation is, which others may report to."""
    if id in side.units:
        return EntityType.UNIT
    return EntityType.POST if id in side.posts else EntityType.BODY


def before_in(role: Role, ids: Sequence[str], names: Names) -> str:
    """Units of the older snapshot, as a part of a sentence."""
    in_order = names.in_order(ids, before=True)
    return in_role(role, listed(map(names.was, in_order)), len(ids))


def now_in(role: Role, ids: Sequence[str], names: Names) -> str:
    """Units of the newer snapshot, as a part of a sentence."""
    in_order = names.in_order(ids, before=False)
    return in_role(role, listed(map(names.now, in_order)), len(ids))


def with_below(words: str, event: Event) -> str:
    """What happened to a unit, and what goes along with it."""
    if not event.carried:
        return words
    return tr_n(
        "{sentence}, with {number} unit below it",
        "{sentence}, with {number} units below it",
        event.carried,
        sentence=words,
    )


def own_edits(event: Event, entity_type: EntityType, *fields: str) -> list[Edit]:
    """The edits to some fields of the member that the event is of, not to what follows it."""
    return [
        edit
        for edit in event.edits
        if edit.field in fields and edit.entity_type is entity_type and edit.id in event.old
    ]


def was(event: Event, names: Names) -> str:
    """The event's older units."""
    return listed(map(names.was, names.in_order(event.old, before=True)))


def now(event: Event, names: Names) -> str:
    """The event's newer units."""
    return listed(map(names.now, names.in_order(event.new, before=False)))


def earlier(words: str, ids: Iterable[str], names: Names) -> str:
    """A sentence with what newer members were called, where their names may mean others too."""
    before = {id: called for id in ids if (called := names.earlier(id)) is not None}
    if len(before) == 1:
        return tr("{sentence}, before: {name}", sentence=words, name=next(iter(before.values())))
    for id, called in before.items():
        words = tr(
            "{sentence}, {unit} before: {name}", sentence=words, unit=names.now(id), name=called
        )
    return words


def in_language(edit: Edit) -> str:
    """Which name an edit changes: the name or acronym, in which language."""
    return path_name(f"{edit.field}.{edit.key}" if edit.key else str(edit.field))


def kind(value: Any) -> str:
    """A kind of unit with its article."""
    if value is None:
        return tr("of no stated kind")
    return with_article(kind_term(str(value)))


def field_words(event: Event, names: Names) -> str:
    """What became of a field, with its values."""
    name = what_differs(event)
    came = [edit.new for edit in event.edits if edit.op is Op.ADD]
    went = [edit.old for edit in event.edits if edit.op is Op.REMOVE]
    respelt = _respelt(went, came)
    new_words = frozenset(respelt.values())
    gained = [_item(item, names.now) for item in came if not _is_in(item, new_words)]
    lost = [_item(item, names.was) for item in went if not _is_in(item, respelt)]
    parts = [value(edit) for edit in event.edits if edit.op is Op.SET]
    parts += [
        tr_t(
            msg("{old} is now written {new}{difference}"),
            msg_p("present", "{old} is then written {new}{difference}"),
            old=quoted(old),
            new=quoted(new),
            difference=unlike(old, new),
        )
        for old, new in respelt.items()
    ]
    parts += [_gained(listed(gained, most=5))] if gained else []
    parts += [_lost(listed(lost, most=5))] if lost else []
    return tr("{field} {change}", field=name, change="; ".join(parts))


def _gained(items: str) -> str:
    return tr_t(msg("gained {items}"), msg_p("present", "gains {items}"), items=items)


def _lost(items: str) -> str:
    return tr_t(msg("lost {items}"), msg_p("present", "loses {items}"), items=items)


def _respelt(went: list[Any], came: list[Any]) -> dict[str, str]:
    """The items of a list that are the same but for what a reader might not see."""
    written = {_folded(text, tuple(_FOLDINGS)): text for text in came if isinstance(text, str)}
    pairs: dict[str, str] = {}
    for old in went:
        new = written.pop(_folded(old, tuple(_FOLDINGS)), None) if isinstance(old, str) else None
        if new is not None:
            pairs[old] = new
    return pairs


def _is_in(item: Any, texts: Collection[str]) -> bool:
    return isinstance(item, str) and item in texts


def _item(item: Any, called: Callable[[str], str]) -> str:
    """An item of a list; of a link, where it leads to."""
    if isinstance(item, Mapping) and "to" in item:
        sort = relation_word(item.get("type", "other"))
        return tr("{sort} to {member}", sort=sort, member=called(item["to"]))
    return quoted(item)


def what_differs(event: Event) -> str:
    """The field that an event is of; a figure or an attribute is a field of its own."""
    return own_term(event.key) if event.key else field_name(event.field or "")


def value(edit: Edit) -> str:
    """What the value of a field was and is."""
    # A figure or attribute is named by its key already; in other mappings the key says which.
    if edit.key is not None and {} in (edit.old, edit.new) and None in (edit.old, edit.new):
        return _gained(edit.key) if edit.old is None else _lost(edit.key)
    words = _was_and_is(edit)
    if edit.key is None or edit.field in ("figures", "attributes"):
        return words
    if edit.field in _NAMES:
        return tr("in {language} {change}", language=language_name(edit.key), change=words)
    return f"{edit.key} {words}"


def _was_and_is(edit: Edit) -> str:
    if edit.field == "kinds" and edit.key is None and None in (edit.old, edit.new):
        if edit.old is None:
            return tr("are now {value}", value=valued(edit.new, edit.field))
        return tr("are no longer {value}", value=valued(edit.old, edit.field))
    if edit.old is None or edit.old is False:
        return tr_t(
            msg("is now {value}"),
            msg_p("present", "becomes {value}"),
            value=valued(edit.new, edit.field),
        )
    if edit.new is None:
        return tr("is no longer {value}", value=valued(edit.old, edit.field))
    old, new = (valued(value, edit.field) for value in (edit.old, edit.new))
    words = before_and_now(old, new)
    return f"{words}{unlike(edit.old, edit.new)}"


def before_and_now(old: str, new: str) -> str:
    """What something was, and is."""
    return tr_t(msg("{old}, now {new}"), msg_p("present", "{old}, then {new}"), old=old, new=new)


def quoted(value: Any) -> str:
    """A value in a sentence: a text in quotes, anything else as it is written."""
    if isinstance(value, str):
        return in_quotes(value)
    if isinstance(value, bool):
        return tr("true") if value else tr("false")
    if isinstance(value, (int, Decimal)):
        return number_words(value)
    if isinstance(value, Mapping):
        if isinstance(value.get("name"), (str, Mapping)):
            return in_quotes(display(value["name"], asked_language()))
        if "id" in value:
            return str(value["id"])
        # Only a kind of unit may be declared with nothing said of it.
        return _entries(value, field_name) or tr("no conditions")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(quoted, value)) or tr("nothing")
    return day(value) if isinstance(value, date) else str(value)


def _entries(value: Mapping[str, Any], called: Callable[[str], str]) -> str:
    return ", ".join(f"{called(key)}: {_plain(item, key)}" for key, item in value.items())


def _plain(value: Any, key: str) -> str:
    """A value within another: a text stands there without quotes."""
    if key in _DAYS:
        return day(value)
    return value if isinstance(value, str) else quoted(value)


# The fields whose keys are languages.
_NAMES = frozenset((*NAMES, "organisation"))
# The fields that hold days.
_DAYS = frozenset(("date", "valid_from", "valid_to"))
# The fields whose keys are words of the author, also where a field is called the same.
_BY_OWN_WORDS = frozenset(("kinds", "terms"))


def valued(value: Any, field: str | None) -> str:
    """A value of a field in a sentence."""
    if field == "status":
        return in_quotes(status_word(value))
    if field == "type" and isinstance(value, str):
        return in_quotes(body_type_word(value))
    if field in _BY_OWN_WORDS and isinstance(value, Mapping) and value:
        return _entries(value, str)
    return day(value) if field in _DAYS and isinstance(value, str) else quoted(value)


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
                return tr("only in {forms}", forms=in_a_row([tr(word) for word in words]))
    return ""


def _folded(text: str, words: tuple[str, ...]) -> str:
    return reduce(lambda so_far, word: _FOLDINGS[word](so_far), words, text)


_FOLDINGS: Mapping[str, Callable[[str], str]] = {
    msg("white space"): lambda text: " ".join(text.split()),
    msg("upper or lower case"): str.casefold,
    msg("Unicode form"): lambda text: unicodedata.normalize("NFKC", text),
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
    if group.by == ANYWHERE:
        return tr_n("{number} other unit", "{number} other units", len(group.events))
    return tr_n("{number} unit", "{number} units", len(group.events))


def some(members: Sequence[T], words: Callable[[T], str]) -> str:
    """The words for each of a few, and of many for the first ones."""
    if len(members) <= ALL:
        return listed(map(words, members))
    return called(members, words, most=NAMED)


def with_below_them(words: str, events: Sequence[Event]) -> str:
    """What happened to units, and how many units go along with them."""
    carried = sum(event.carried for event in events)
    if not carried:
        return words
    return tr_n(
        "{sentence}, with {number} unit below them",
        "{sentence}, with {number} units below them",
        carried,
        sentence=words,
    )


def elsewhere(number: int, places: int) -> str:
    """How many are at further places, and at how many.

    Examples
    --------
    >>> elsewhere(7, 4)
    '7 elsewhere (4 places)'
    """
    return tr_n(
        "{count} elsewhere ({number} place)",
        "{count} elsewhere ({number} places)",
        places,
        count=number,
    )


def spread(places: Iterable[str], rest: Callable[[int, int], str] = elsewhere) -> str:
    """How many are at each place, the fullest first; of many places the first few.

    `rest` says how many are at so many others.

    Examples
    --------
    >>> spread(["in X", "at the top", "in X"])
    '2 in X and 1 at the top'
    """
    counts = Counter(places).most_common()
    shown = counts if len(counts) <= PLACES else counts[: PLACES - 1]
    words = [f"{number_words(number)} {place}" for place, number in shown]
    if len(shown) < len(counts):
        left = counts[len(shown) :]
        words.append(rest(sum(number for _, number in left), len(left)))
    return listed(words)
