"""How many there are: count, children, depth, span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from operator import attrgetter
from typing import Any

from orgcheck.findings import Fault, words_or_digest
from orgcheck.language import Said, msg, msg_n, said, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.records import NamedTuple
from orgcheck.rules.arguments import (
    BOUNDS,
    EXACTLY,
    LIMITS,
    MAX,
    MIN,
    SHARE,
    TEXTS,
    Key,
    Subject,
    bounded,
)
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Spot,
    at_id,
    at_parent,
    withheld,
)
from orgcheck.rules.assertions.verb import MEMBERS, UNITS, Example, StructureVerb
from orgcheck.rules.doubt import ANCESTRY, NOTHING, UNREAD, Ground, Range, own
from orgcheck.rules.fields import kinds_listed
from orgcheck.rules.indexes import Target, called, depths
from orgcheck.rules.indexes import depth as depth_of
from orgcheck.rules.phrases import in_commas

# Fewer of a kind make no custom.
LEAST = 5
_KIND = attrgetter("kind")
# So many of those that are selected are named.
_SHOWN = 8
_COUNTED = {
    "units": msg_n("{number} unit", "{number} units"),
    "posts": msg_n("{number} post", "{number} posts"),
    "bodies": msg_n("{number} body", "{number} bodies"),
    "responsibilities": msg_n("{number} duty", "{number} duties"),
    "people": msg_n("{number} person", "{number} people"),
}


def _count(wanted: Bounds, subject: Subject) -> Assertion:
    of = subject.of

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        number = len(members)
        if ground.doubt is not None:
            more = inf if ground.organisation.incomplete else len(ground.doubtful)
            why = next(iter(ground.doubtful.values()), ground.doubt.unknown or UNREAD)
            number = ground.taken
            if not settled(Range(len(members), len(members) + more, why), wanted):
                yield withheld(None, why)
                return
        if not wanted.allow(number):
            message = _selected(of, number, wanted)
            if number > 0:
                message = said("{counted}: {ids}", counted=message, ids=_some(members))
            yield Failure(None, message, Spot("count", measure=Measure(number, wanted)))

    demand = said("be {bounds} in number", bounds=wanted.words)
    return Assertion(demand, failures, NOTHING, at_id, on_selection=True)


def _selected(of: str, number: int, wanted: Bounds) -> Said:
    return said_n(
        "{counted} is selected, not {bounds}",
        "{counted} are selected, not {bounds}",
        number,
        counted=said_n(*_COUNTED[of], number),
        bounds=wanted.words,
    )


class _Children(NamedTuple):
    """How many children, of which kinds, asked where so large a share of a kind obeys."""

    wanted: Bounds
    kinds: frozenset[str] | None
    usually: float


def _children_asked(values: Mapping[str, Any], wanted: Bounds) -> _Children:
    kinds = values["kind"].as_set if "kind" in values else None
    return _Children(wanted, kinds, values.get("usually", 0.0))


def _children(asked: _Children, _: Subject) -> Assertion:
    wanted, kinds, usually = asked.wanted, asked.kinds, asked.usually
    named = words_or_digest(kinds) if kinds else None
    those = kinds_listed(sorted(kinds)) if kinds else None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        numbers = _children_of_kinds(ground, kinds)
        short = _out_of_bounds(members, numbers, wanted)
        doubted: dict[str, Fault] = {}
        if ground.doubt is not None:
            ranges = _ranges(ground, members, kinds)
            unsure = list(unknown(members, ranges, wanted))
            yield from unsure
            doubted = _because(unsure)
            short = [member for member in short if member.id not in doubted]
        if usually:
            short = list(_unusual(members, short, usually))
            # Without those about whom there is doubt, shares mislead.
            if doubted or ground.doubtful:
                why = next(iter((*doubted.values(), *ground.doubtful.values())))
                yield from (withheld(member, why) for member in short)
                return
        for unit in short:
            number = numbers.get(unit.id, 0)
            about = {"unit": called(unit), "bounds": wanted.words}
            message = (
                said_n(
                    "{unit} has {number} child, and must have {bounds}",
                    "{unit} has {number} children, and must have {bounds}",
                    number,
                    **about,
                )
                if those is None
                else said_n(
                    "{unit} has {number} child of kind {kinds}, and must have {bounds}",
                    "{unit} has {number} children of kind {kinds}, and must have {bounds}",
                    number,
                    kinds=those,
                    **about,
                )
            )
            spot = Spot("children", value=named, measure=Measure(number, wanted))
            yield Failure(unit, message, spot)

    demand = (
        wanted.of_what(msg_n("have {bounds} child", "have {bounds} children"))
        if those is None
        else wanted.of_what(
            msg_n("have {bounds} child of kind {kinds}", "have {bounds} children of kind {kinds}"),
            kinds=those,
        )
    )
    return Assertion(demand, failures, own("kind") if usually else NOTHING, at_id)


def settled(number: Range, wanted: Bounds) -> bool:
    """Whether a number that may be any of a range is within its bounds, or beyond, in any case."""
    least, most = wanted.least, wanted.most
    beyond = (most is not None and number.least > most) or (
        least is not None and number.most < least
    )
    within = (least is None or number.least >= least) and (most is None or number.most <= most)
    return beyond or within


def unknown(
    members: Sequence[Target], ranges: Mapping[str, Range], wanted: Bounds
) -> Iterator[Failure]:
    """Those of whom it is not known whether their number is within the bounds."""
    for member in members:
        number = ranges[member.id]
        if number.because is not None and not settled(number, wanted):
            yield withheld(member, number.because)


def _because(unsure: Iterable[Failure]) -> dict[str, Fault]:
    """Why it is not known of each of those, by member."""
    return {
        failure.member.id: failure.because
        for failure in unsure
        if failure.member is not None and failure.because is not None
    }


def _ranges(
    ground: Ground, members: Sequence[Target], kinds: frozenset[str] | None
) -> Mapping[str, Range]:
    """How few and how many children each may have, of some kinds or of all."""
    doubt, units = ground.doubt, ground.organisation.units
    assert doubt is not None, "asked where there is doubt"
    if kinds is None:
        return {unit.id: doubt.children(unit.id, doubt.lost) for unit in members}
    unread = {id: fault for id in units if (fault := doubt.of(id, own("kind")))}

    def may(id: str) -> bool:
        return id in unread or units[id].kind in kinds

    def surely(id: str) -> bool:
        return id not in unread and units[id].kind in kinds

    lost = {id for id in doubt.lost if may(id)}
    ranges = {}
    for unit in members:
        number = doubt.children(unit.id, lost, surely, may)
        children = ground.organisation.children.get(unit.id, ())
        because = next((unread[child] for child in children if child in unread), number.because)
        ranges[unit.id] = Range(number.least, number.most, because)
    return ranges


def _children_of_kinds(ground: Ground, kinds: frozenset[str] | None) -> Mapping[str, int]:
    """The number of children, of some kinds or of all, of those that have any."""
    below, units = ground.organisation.children, ground.organisation.units
    if kinds is None:
        return {id: len(children) for id, children in below.items()}
    return {
        id: sum(units[child].kind in kinds for child in children) for id, children in below.items()
    }


def _out_of_bounds(
    members: Sequence[Target], numbers: Mapping[str, int], wanted: Bounds
) -> list[Target]:
    """The members of which the number, none where there is no other, is not allowed."""
    outside = {id for id, number in numbers.items() if not wanted.allow(number)}
    if wanted.allow(0):
        return [member for member in members if member.id in outside] if outside else []
    return [member for member in members if member.id in outside or member.id not in numbers]


def _unusual(
    members: Sequence[Target], short: Sequence[Target], usually: float
) -> Iterator[Target]:
    """Those that fall short although so large a share of their kind does not, or theirs is rare."""
    everyone, fallen = Counter(map(_KIND, members)), Counter(map(_KIND, short))
    for member in short:
        kind = _KIND(member)
        few = everyone[kind] < LEAST
        if few or everyone[kind] - fallen[kind] >= usually * everyone[kind]:
            yield member


def _depth(wanted: Bounds, _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        known = depths(ground.organisation)
        if len(known) == len(ground.organisation.units) and all(
            map(wanted.allow, set(known.values()))
        ):
            return
        for unit in members:
            number = known.get(unit.id)
            if number is None:
                number = depth_of(ground.organisation, unit.id)
            if not wanted.allow(number):
                at = at_parent(ground.organisation, unit)
                message = said_n(
                    "{unit} is {number} level below the top, not {bounds}",
                    "{unit} is {number} levels below the top, not {bounds}",
                    number,
                    unit=called(unit),
                    bounds=wanted.words,
                )
                measure = Measure(number, wanted)
                spot = Spot("depth", at.path, chain=at.chain, measure=measure)
                yield Failure(unit, message, spot)

    demand = wanted.of_what(
        msg_n("be {bounds} level below the top", "be {bounds} levels below the top")
    )
    return Assertion(demand, failures, ANCESTRY, at_parent)


def _span(wanted: Bounds, _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        span_of = ground.organisation.span
        spans = {0, *ground.organisation.spans.values()}
        if ground.doubt is None and all(map(wanted.allow, spans)):
            return
        short = [member for member in members if not wanted.allow(span_of(member.id))]
        if ground.doubt is not None:
            ranges = {member.id: ground.doubt.spans(member.id) for member in members}
            yield from unknown(members, ranges, wanted)
            short = [member for member in short if settled(ranges[member.id], wanted)]
        for member in short:
            number = span_of(member.id)
            message = said_n(
                "{member} has {number} direct report, and must have {bounds}",
                "{member} has {number} direct reports, and must have {bounds}",
                number,
                member=called(member),
                bounds=wanted.words,
            )
            yield Failure(member, message, Spot("span", measure=Measure(number, wanted)))

    demand = wanted.of_what(msg_n("have {bounds} direct report", "have {bounds} direct reports"))
    return Assertion(demand, failures, NOTHING, at_id)


def _some(members: Sequence[Target]) -> str:
    some = in_commas(map(called, members[:_SHOWN]))
    left = len(members) - _SHOWN
    return said("{some} and {number} more", some=some, number=left) if left > 0 else some


_ONE = "units: [{id: a, name: A, kind: team, top: true}, {id: b, name: B, parent: a}]"
_TWO = (
    "units: [{id: a, name: A, kind: team, top: true}, {id: b, name: B, kind: team, parent: a}, "
    "{id: c, name: C, parent: a}]"
)
_DEEP = (
    "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}, {id: c, name: C, parent: b}]"
)
_USAGE = "{min, max, exactly}"

VERBS = (
    StructureVerb(
        name="count",
        usage=_USAGE,
        statement=msg("So many are selected; none is a number too."),
        argument=BOUNDS,
        check=_count,
        example=Example("{exactly: 1}", _ONE, _TWO, "{kind: team}"),
    ),
    StructureVerb(
        name="children",
        usage="{min, max, exactly, kind: K, usually: SHARE}",
        statement=msg("So many children, or children of kind K."),
        more=f"With `usually: 0.5`, of a kind with {LEAST} units or more it is asked only where at "
        "least that share of them obeys.",
        argument=bounded(
            _children_asked,
            MIN,
            MAX,
            EXACTLY,
            Key("kind", TEXTS, "Count those of this kind only."),
            Key("usually", SHARE, "Ask it of a kind only where at least this share of it obeys."),
        ),
        of=UNITS,
        check=_children,
        example=Example("{max: 1}", _ONE, _TWO),
    ),
    StructureVerb(
        name="depth",
        usage=_USAGE,
        statement=msg("So many levels below the top."),
        argument=LIMITS,
        of=UNITS,
        check=_depth,
        example=Example("{max: 1}", _TWO, _DEEP),
    ),
    StructureVerb(
        name="span",
        usage=_USAGE,
        statement=msg("So many direct reports, the unit's own and its head's."),
        more=msg("A post is not counted beside a unit that it heads."),
        argument=LIMITS,
        of=MEMBERS,
        check=_span,
        example=Example("{max: 1}", _DEEP, _TWO),
    ),
)
