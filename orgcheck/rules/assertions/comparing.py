"""Members held against each other: what no two share, what some must share, in which order."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any
from unicodedata import normalize

from orgcheck.language import Said, msg, said, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import Number
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple
from orgcheck.rules.arguments import FIELD, FIELDS, Key, Subject, keyed
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import listed, path_of, value_of, word, words_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.phrases import a_or_an
from orgcheck.snapshot.model import Unit, display
from orgcheck.snapshot.text import clipped
from orgcheck.snapshot.words import said_field

# A value, and the language that it is in, where it is in one.
Worded = tuple[str, str | None]

# So many of the places where a value stands too are told.
MOST_PLACES = 8

_NO_LETTER = pattern(r"[\W_]+")

# Numbers and days before texts, so that a field with both has an order too.
Rank = tuple[int, Number, str]


def _unique(name: str, _: Subject) -> Assertion:
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        if not _all_differ(map(read, members)):
            yield from _clashes(name, members)

    demand = said("have {a_field} of its own", a_field=a_or_an(said_field(name)))
    return Assertion(demand, failures, own(name), at_id, among=True)


def _unique_among_siblings(name: str, _: Subject) -> Assertion:
    read = value_of(name)

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        if ground.doubt is None and _all_differ(map(read, organisation.units.values())):
            return
        chosen = {member.id for member in members}
        families = dict.fromkeys(unit.parent for unit in members if isinstance(unit, Unit))
        if ground.doubt is None:
            alike = {unit.parent for unit in _with_a_namesake(read, organisation.units.values())}
            families = {parent: None for parent in families if parent in alike}
        reads = own(name, "parent", "top")
        for parent in families:
            below = organisation.children.get(parent or "", ())
            siblings = [organisation.units[id] for id in below]
            fault = ground.in_doubt(siblings, reads) or ground.stray(parent or "")
            if fault is not None:
                mine = (unit for unit in siblings if unit.id in chosen)
                yield from (withheld(unit, fault) for unit in mine)
            if _all_differ(map(read, siblings)):
                continue
            known = ground.known(siblings, reads)
            # Those that are not selected come first: the fault is told at the last one.
            known = sorted(known, key=lambda unit: unit.id in chosen)
            for failure in _clashes(name, known, parent):
                if failure.member is not None and failure.member.id in chosen:
                    yield failure

    demand = said("have {a_field} of its own among its siblings", a_field=a_or_an(said_field(name)))
    return Assertion(demand, failures, own(name, "parent", "top"), at_id)


def _with_a_namesake(read: Callable[[Any], Any], units: Collection[Unit]) -> Iterator[Unit]:
    """The units of which another one, anywhere, has a text too."""
    texts = list(map(_texts_in, map(read, units)))
    times = Counter(chain.from_iterable(texts))
    several = {text for text, number in times.items() if number > 1}
    if several:
        for unit, each in zip(units, texts, strict=True):
            if not several.isdisjoint(each):
                yield unit


def _texts_in(value: Any) -> Collection[str]:
    return (value,) if type(value) is str else {text for text, _ in _worded(value)}


def _all_differ(values: Iterable[Any]) -> bool:
    """Whether no text occurs twice: the usual case, told without looking at who has it."""
    texts = list(values)
    if not set(map(type, texts)) <= {str}:
        texts = [text for value in texts for text in _texts_in(value)]
    return len(set(texts)) == len(texts)


def _clashes(name: str, members: Sequence[Target], among: str | None = None) -> Iterator[Failure]:
    """Those of whom another one has a value too, in the same language or in none.

    `among` names the group that they are compared within, where there are several.
    """
    holders: defaultdict[str, list[tuple[Target, str | None]]] = defaultdict(list)
    for member in members:
        for text, language in dict.fromkeys(_worded(value_of(name)(member))):
            holders[text].append((member, language))
    for text, having in holders.items():
        if len(having) > 1 and (alike := _alike(having)):
            yield from _shared(name, text, alike, among)


def _alike(having: Sequence[tuple[Target, str | None]]) -> list[Target]:
    """Those of the holders of a text beside whom another has it in their language or in none."""
    languages: defaultdict[str | None, set[str]] = defaultdict(set)
    for member, language in having:
        languages[language].add(member.id)
    everyone = set().union(*languages.values())
    clashing = {
        member.id: member
        for member, language in having
        if (everyone if language is None else languages[language] | languages.get(None, set()))
        - {member.id}
    }
    return list(clashing.values())


def _shared(
    name: str, text: str, members: Sequence[Target], among: str | None
) -> Iterator[Failure]:
    ids = tuple(member.id for member in members)
    path = path_of(name)
    who = _caller(name)
    measure = Measure(len(ids), Bounds(most=1))
    spot = Spot(name, path, f"{among} {text}" if among is not None else text, measure=measure)
    for member in members:
        others = [other for other in members if other is not member]
        message = said_n(
            '{member} has the {field} "{text}", which {others} has too',
            '{member} has the {field} "{text}", which {others} have too',
            len(others),
            member=who(member),
            field=said_field(name),
            text=text,
            others=listed(map(who, others), "and"),
        )
        there = tuple((other, path, _of(name, other)) for other in others[:MOST_PLACES])
        yield Failure(member, message, spot, others=there, shared=ids)


def _caller(field: str) -> Callable[[Target], str]:
    """What a message calls a member: where it quotes the name already, the id alone."""
    return (lambda member: member.id) if path_of(field)[0] == "name" else called


def _worded(value: Any) -> list[Worded]:
    if isinstance(value, dict):
        return [(str(text), language) for language, text in value.items()]
    return [(way, None) for ways in words_of(value) for way in ways[:1]]


def _distinguishable(name: str, _: Subject) -> Assertion:
    read, who = value_of(name), _caller(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        alike: defaultdict[tuple[str | None, str], dict[str, tuple[Target, str]]]
        alike = defaultdict(dict)
        for member in members:
            kind = getattr(member, "kind", None)
            texts = dict.fromkeys(way for ways in words_of(read(member)) for way in ways)
            for text in texts:
                for spelt in _spellings(text):
                    alike[kind, spelt].setdefault(member.id, (member, text))
        told: set[frozenset[str]] = set()
        for (_kind, spelt), having in alike.items():
            ids = frozenset(having)
            if len(ids) > 1 and len({text for _, text in having.values()}) > 1 and ids not in told:
                told.add(ids)
                measure = Measure(len(ids), Bounds(most=1))
                spot = Spot(name, path_of(name), spelt, measure=measure)
                yield from _differing(spot, list(having.values()), too_like)

    def too_like(member: Target, here: str, other: Target, there: str) -> str:
        return said(
            '{member} has the {field} "{here}", which is too like the "{there}" of {other}',
            member=who(member),
            field=said_field(name),
            here=here,
            there=there,
            other=who(other),
        )

    demand = said(
        "have {a_field} that differs from others by more than spelling",
        a_field=a_or_an(said_field(name)),
    )
    return Assertion(demand, failures, own(name, "kind"), at_id, among=True)


@lru_cache(maxsize=50_000)
def _spellings(text: str) -> tuple[str, ...]:
    """What is left without spelling: the words run together, and in alphabetical order."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = (
        decomposed
        if decomposed.isascii()
        else "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    )
    words = _NO_LETTER.sub(" ", plain).split()
    if not words:
        return ()
    together = "".join(words)
    return (together, " ".join(sorted(words))) if len(words) > 1 else (together,)


class _Agreement(NamedTuple):
    """What members share, and what those who share it must have in common."""

    by: str
    on: tuple[str, ...]


def _agree(asked: _Agreement, _: Subject) -> Assertion:
    by, on = asked.by, asked.on
    key_of, readers = value_of(by), [(name, value_of(name)) for name in on]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        groups: defaultdict[str, list[Target]] = defaultdict(list)
        for member in members:
            if shared := _joined(key_of(member)):
                groups[shared].append(member)
        for shared, group in groups.items():
            for name, read in readers:
                values = [(member, _joined(read(member))) for member in group]
                different = len({text for _, text in values})
                if different > 1:
                    measure = Measure(different, Bounds(most=1))
                    spot = Spot(name, path_of(name), shared, measure=measure)
                    yield from _differing(spot, values, disagreement(name, shared))

    def disagreement(name: str, shared: str) -> Sentence:
        return lambda member, here, other, there: said(
            '{member} and {other} share the {key} "{shared}", but not the {field}: {here} and '
            "{there}",
            member=called(member),
            other=called(other),
            key=by,
            shared=clipped(shared),
            field=said_field(name),
            here=_or_none(here),
            there=_or_none(there),
        )

    demand = said(
        "have the same {fields} as others with the same {key}", fields=listed(on, "and"), key=by
    )
    return Assertion(demand, failures, own(by, *on), at_id, among=True)


def _joined(value: Any) -> str:
    if isinstance(value, dict) and value:
        return display(value)
    return ", ".join(" / ".join(ways) for ways in words_of(value))


def _or_none(text: str) -> str:
    return clipped(text) if text else said("none")


# What is said of a member and its value beside another and that one's.
Sentence = Callable[[Target, str, Target, str], str]


def _differing(
    spot: Spot, values: Sequence[tuple[Target, str]], sentence: Sentence
) -> Iterator[Failure]:
    """A failure for each of those whose values clash, beside one whose value is another.

    It is told at the last, so those with the rarest value come last.
    """
    often = Counter(text for _, text in values)
    ordered = sorted(values, key=lambda one: -often[one[1]])
    ids = tuple(member.id for member, _ in ordered)
    # Found once: each of the most frequent ones would look through all the others like it.
    usual = ordered[0]
    unusual = next(one for one in ordered if one[1] != usual[1])
    for member, here in ordered:
        other, there = usual if here != usual[1] else unusual
        place = (other, spot.path, _of(spot.about, other))
        message = sentence(member, here, other, there)
        yield Failure(member, message, spot, others=(place,), shared=ids)


def _sorted(name: str, _: Subject) -> Assertion:
    read, who = value_of(name), _caller(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        families: defaultdict[str | None, list[tuple[Rank, Target]]] = defaultdict(list)
        for member in members:
            key = _rank(read(member))
            if key is not None:
                family = member.parent if isinstance(member, Unit) else None
                families[family].append((key, member))
        for siblings in families.values():
            for member, before, other in _misplaced(siblings):
                text = _said(read(member))
                named = {"member": who(member), "field": name, "text": text}
                message = (
                    said(
                        '{member}, with the {field} "{text}", belongs before {other}',
                        other=who(other),
                        **named,
                    )
                    if before
                    else said(
                        '{member}, with the {field} "{text}", belongs after {other}',
                        other=who(other),
                        **named,
                    )
                )
                there = (other, path_of(name), said("{other} stands here", other=called(other)))
                spot = Spot(name, path_of(name), text)
                yield Failure(member, message, spot, others=(there,))

    demand = said("stand in the order of {field}", field=said_field(name))
    return Assertion(demand, failures, own(name, "parent"), at_id, among=True)


def _misplaced(family: Sequence[tuple[Rank, Target]]) -> Iterator[tuple[Target, bool, Target]]:
    """The fewest that stand in the wrong place, whether each belongs before, else after whom."""
    keys = [key for key, _ in family]
    if all(one <= other for one, other in pairwise(keys)):
        return
    kept = _in_place(keys)
    in_place = [keys[index] for index in kept]
    for index in sorted(set(range(len(keys))).difference(kept)):
        member = family[index][1]
        # Those in place rise: the first one that is greater is the one to stand before.
        greater = bisect_right(in_place, keys[index])
        if greater < len(kept) and kept[greater] < index:
            yield member, True, family[kept[greater]][1]
        else:
            less = bisect_left(in_place, keys[index])
            yield member, False, family[kept[less - 1]][1]


def _in_place(keys: Sequence[Rank]) -> list[int]:
    """The places of a longest row that never falls; of several, the one that is first in the text.

    Examples
    --------
    >>> _in_place([(1, 0, "b"), (1, 0, "a"), (1, 0, "c"), (1, 0, "c")])
    [0, 2, 3]
    """
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    # From the end: `tails` has, for each length, the greatest beginning of a row of that length.
    tails: list[int] = []
    lengths = [0] * len(keys)
    for index in range(len(keys) - 1, -1, -1):
        falling = -rank[keys[index]]
        length = bisect_right(tails, falling)
        tails[length : length + 1] = [falling]
        lengths[index] = length + 1
    row: list[int] = []
    left, least = len(tails), -1
    for index, length in enumerate(lengths):
        if length == left and rank[keys[index]] >= least:
            row.append(index)
            left, least = left - 1, rank[keys[index]]
    return row


def _of(field: str, member: Target) -> Said:
    return said("the {field} of {member}", field=said_field(field), member=called(member))


def _rank(value: Any) -> Rank | None:
    if value is None or value == () or value == {}:
        return None
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return (0, value, "")
    if isinstance(value, date):
        return (0, value.toordinal(), "")
    return (1, 0, _folded(_said(value)))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return display(value)
    return word(value[0]) if isinstance(value, tuple) else word(value)


def _folded(text: str) -> str:
    """A text as the order sees it: without case, one Unicode form for what is the same."""
    return normalize("NFC", normalize("NFC", text).casefold())


def _units(b: str, c: str) -> str:
    return (
        f"units: [{{id: a, name: A, top: true}}, {{id: b, name: {b}, parent: a}}, "
        f"{{id: c, name: {c}, parent: a}}]"
    )


VERBS = (
    StructureVerb(
        name="unique",
        usage="FIELD",
        statement=msg("No two of those selected share the value."),
        argument=FIELD,
        check=_unique,
        example=Example("name", _units("Advice", "Audit"), _units("Audit", "Audit")),
    ),
    StructureVerb(
        name="unique_among_siblings",
        usage="FIELD",
        statement=msg("No two children of one parent share the value."),
        argument=FIELD,
        of=UNITS,
        check=_unique_among_siblings,
        example=Example("name", _units("Advice", "Audit"), _units("Audit", "Audit")),
    ),
    StructureVerb(
        name="distinguishable",
        usage="FIELD",
        statement=msg("No other of the same kind has the same value but for spelling."),
        more=msg(
            "Spelling is case, accents, spaces, punctuation, `&` for `and`, and the order of the "
            "words. What is the very same is a matter for `unique`."
        ),
        argument=FIELD,
        check=_distinguishable,
        example=Example("name", _units("Advice", "Audit"), _units("Legal Aid", "legal-aid")),
    ),
    StructureVerb(
        name="agree",
        usage="{by: FIELD, on: [FIELD]}",
        statement=msg("Whoever shares one field shares the others."),
        argument=keyed(
            lambda _, values: _Agreement(values["by"], values["on"]),
            Key("by", FIELD, "The field that they share.", "the field that they share"),
            Key("on", FIELDS, "The fields that must agree.", "the fields that must agree"),
        ),
        check=_agree,
        example=Example(
            "{by: acronym, on: kind}",
            _units("B, acronym: X, kind: team", "C, acronym: X, kind: team"),
            _units("B, acronym: X, kind: team", "C, acronym: X, kind: office"),
        ),
    ),
    StructureVerb(
        name="sorted",
        usage="FIELD",
        statement=msg("Those with one parent stand in the text in the order of the field."),
        more=msg(
            "The order is that of code points, case folded, equals in any order; the fewest that "
            "explain a disorder are at fault."
        ),
        argument=FIELD,
        check=_sorted,
        example=Example("name", _units("Advice", "Audit"), _units("Audit", "Advice")),
    ),
)
