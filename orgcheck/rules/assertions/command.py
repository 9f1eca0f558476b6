"""Who reports to whom, and who must have nobody above them in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice, tee
from typing import Any

from orgcheck.language import Said, msg, said, said_later, said_n, spoken, tr
from orgcheck.organisation import Organisation, remembered
from orgcheck.records import NamedTuple, dataclass, replace
from orgcheck.rules.arguments import TEXTS, Key, Subject, Whom, keyed, one_word
from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Spot,
    at_command,
    at_parent,
    standing_below,
    withheld,
)
from orgcheck.rules.assertions.verb import MEMBERS, Example, StructureVerb
from orgcheck.rules.doubt import ANCESTRY, COMMAND, NOTHING, SUPERIOR, Ground, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, called, commanded, within
from orgcheck.rules.pack_text import Node, Texts
from orgcheck.rules.phrases import a_or_an, in_commas, members_listed
from orgcheck.rules.selector_keys import UNITS_MATCHING
from orgcheck.rules.selectors import Selector
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.words import said_line_type

LINE_TYPES = ("functional", "matrix", "advisory", "other")
# So many of those with whom someone above is shared are told.
_MOST_TOLD = 8
_ABOVE = ANCESTRY | COMMAND


def _reports_directly_to(ids: Texts, _: Subject) -> Assertion:
    wanted = ids.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        superiors = ground.organisation.superiors
        to = members_listed(ground.organisation, ids)
        for member in members:
            superior = superiors.get(member.id)
            if superior not in wanted:
                named = {"member": called(member), "wanted": to}
                message = (
                    said(
                        "{member} reports to {superior}, not directly to {wanted}",
                        superior=ground.organisation.mention(superior),
                        **named,
                    )
                    if superior
                    else said("{member} reports to nobody, not directly to {wanted}", **named)
                )
                yield Failure(member, message, at_command(ground.organisation, member))

    demand = said("report directly to {wanted}", wanted=listed(ids))
    return Assertion(demand, failures, SUPERIOR, at_command, (wanted,))


def _reports_to(ids: Texts, _: Subject) -> Assertion:
    def failing(organisation: Organisation) -> Callable[[Target, Spot], Failure]:
        wanted = members_listed(organisation, ids)

        def failure(member: Target, spot: Spot) -> Failure:
            named = {"member": called(member), "wanted": wanted}
            if not spot.chain[1:]:
                message = said(
                    "{member} reports to nobody, and {wanted} is not on that line", **named
                )
            else:
                message = said(
                    "{member} reports to {line}, and {wanted} is not on that line",
                    line=_line(list(map(organisation.mention, spot.chain[1:]))),
                    **named,
                )
            return Failure(member, message, spot)

        return failure

    failures = standing_below(ids, by_command=True, wanted=True, failing=failing)
    demand = said("report to {wanted}", wanted=listed(ids))
    return Assertion(demand, failures, NOTHING, at_command, (ids.as_set,))


def _not_reporting_to(ids: Texts, _: Subject) -> Assertion:
    def failing(organisation: Organisation) -> Callable[[Target, Spot], Failure]:
        def failure(member: Target, spot: Spot) -> Failure:
            above = next(id for id in spot.chain[1:] if id in ids)
            named = {"member": called(member), "above": organisation.mention(above)}
            message = (
                said("{member} reports to {above}, and must not", **named)
                if spot.value == above
                else said("{member} reports in the end to {above}, and must not", **named)
            )
            return Failure(member, message, spot)

        return failure

    failures = standing_below(ids, by_command=True, wanted=False, failing=failing)
    demand = said("not report to {wanted}", wanted=listed(ids))
    return Assertion(demand, failures, NOTHING, at_command, (ids.as_set,))


class _Line(NamedTuple):
    """A further line that is asked for: whom it leads to, and of what type."""

    to: Texts
    type: str | None


def _line_asked(_: Node, values: Mapping[str, Any]) -> _Line:
    return _Line(values["to"], values.get("type"))


def _line_to(asked: _Line, _: Subject) -> Assertion:
    ids, kind = asked.to, asked.type
    to = listed(ids)

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        wanted = members_listed(organisation, ids)
        for member in members:
            assert isinstance(member, Unit), "only units have lines"
            there = [i for i, at in enumerate(member.lines) if at.to in ids]
            if any(kind is None or member.lines[i].type == kind for i in there):
                continue
            if not there:
                message = (
                    said(
                        "{member} has no {type} line to {to}",
                        member=called(member),
                        type=said_line_type(kind),
                        to=wanted,
                    )
                    if kind
                    else said("{member} has no line to {to}", member=called(member), to=wanted)
                )
                yield Failure(member, message, Spot("lines", ("lines",)))
                continue
            actual = member.lines[there[0]]
            message = said(
                "{member} has no {type} line to {to}; its line to {other} is of type {actual}",
                member=called(member),
                type=said_line_type(kind) if kind else None,
                to=wanted,
                other=organisation.mention(actual.to),
                actual=said_line_type(actual.type),
            )
            spot = Spot("lines", ("lines", there[0], "type"), f"{actual.to} {actual.type}")
            yield Failure(member, message, spot)

    def spot(_: Organisation, member: Target) -> Spot:
        assert isinstance(member, Unit), "only units have lines"
        there = [i for i, at in enumerate(member.lines) if at.to in ids]
        return Spot("lines", ("lines", *there[:1]), listed(ids))

    demand = (
        said("have {a_type} line to {to}", a_type=a_or_an(said_line_type(kind)), to=to)
        if kind
        else said("have a line to {to}", to=to)
    )
    return Assertion(demand, failures, own("lines"), spot, (ids.as_set,))


def _line(above: Sequence[str]) -> Said:
    """Those whom someone reports to, the nearest first."""

    def words() -> str:
        first, *others = above
        line = spoken(first)
        for one in others:
            line = tr("{near}, then {far}", near=line, far=one)
        return line

    return said_later(words)


class _Apart(NamedTuple):
    """Whom to be separate from, and below whom."""

    others: Selector
    limits: Texts


def _apart_asked(_: Node, values: Mapping[str, Any]) -> _Apart:
    return _Apart(values["units"], values.get("below", Texts()))


def _separate_from(asked: _Apart, _: Subject) -> Assertion:
    others, limits = asked.others, asked.limits

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        selection = others.selection(ground)
        known = ground.known(selection.known, _ABOVE)
        unsure = next(iter(selection.unsure.values()), None) or ground.in_doubt(
            selection.known, _ABOVE
        )
        allowed = _all_below(organisation, limits)
        shared = _Shared(organisation, frozenset(other.id for other in known))
        for member in members:
            above = _above(organisation, member.id)
            for common in shared.of(member.id, [id for id in above if not limits or id in allowed]):
                message = _message(organisation, called(member), common)
                yield Failure(member, message, _spot(organisation, member, common.id))
            if unsure is not None:
                yield withheld(member, unsure)

    words = (
        said(
            "share nobody above it below {limits} with {others}",
            limits=listed(limits),
            others=others.words,
        )
        if limits
        else said("share nobody above it with {others}", others=others.words)
    )
    groups = tuple(group for group in (limits.as_set, others.ids) if group)
    return Assertion(words, failures, _ABOVE, at_command, groups, others=(others,))


@dataclass(frozen=True)
class _Common:
    """Someone above a member, and the first few others that they are above of, by id.

    `among` is whether they are one of those others themselves.
    """

    id: str
    others: list[str]
    among: bool


@dataclass(frozen=True)
class _Shared:
    """Who of those above a member is above of some others too.

    Most members have the same above them as those beside them. What is told of these is worked out
    once, and as far as it is told: all others of all members are too many to go through.
    """

    organisation: Organisation
    others: frozenset[str]
    _below: dict[str, list[str]] = field(default_factory=dict)
    _beyond: dict[tuple[str, ...], Iterator[str]] = field(default_factory=dict)

    def of(self, id: str, above: Sequence[str]) -> Iterator[_Common]:
        """Those above a member, nearest first, each with others that nobody nearer is above of."""
        own = _reach(self.organisation, id) if id in above else frozenset((id,))
        nearer: tuple[str, ...] = ()
        for common in above:
            if common == id:
                found, without = iter(self._all_below(id)), frozenset((id,))
            else:
                nearer = (*nearer, common)
                found, without = self._fresh(nearer), own
            few = list(islice((one for one in found if one not in without), _MOST_TOLD + 1))
            if few:
                yield _Common(common, few, self._is_fresh(common, nearer) and common not in without)

    def _fresh(self, nearer: tuple[str, ...]) -> Iterator[str]:
        """The others below the last of those above, and below none before it."""
        *_, common = nearer
        if nearer not in self._beyond:
            self._beyond[nearer] = (
                one for one in self._all_below(common) if self._is_fresh(one, nearer)
            )
        self._beyond[nearer], found = tee(self._beyond[nearer])
        return found

    def _is_fresh(self, one: str, nearer: tuple[str, ...]) -> bool:
        return one in self.others and not any(
            one in _reach(self.organisation, id) for id in nearer[-2::-1]
        )

    def _all_below(self, common: str) -> list[str]:
        if common not in self._below:
            self._below[common] = sorted(self.others & _reach(self.organisation, common))
        return self._below[common]


def _message(organisation: Organisation, member: str, common: _Common) -> Said:
    others, above = common.others, organisation.mention(common.id)
    shown = members_listed(organisation, others, "and")
    if len(others) > _MOST_TOLD:
        some = in_commas(map(organisation.mention, others[:_MOST_TOLD]))
        shown = said("{some} and more", some=some)
    if above == member:
        return said(
            "{member} is itself above {others}, and must be separate", member=member, others=shown
        )
    if common.among:
        return said(
            "{member} is below {above}, and must be separate from it", member=member, above=above
        )
    return said_n(
        "{member} has {above} above it, as {others} has",
        "{member} has {above} above it, as {others} have",
        len(others),
        member=member,
        above=above,
        others=shown,
    )


def _spot(organisation: Organisation, member: Target, common: str) -> Spot:
    """The line of command where it leads to what is shared, else the place in the structure."""
    command = at_command(organisation, member)
    spot = command
    if common not in command.chain and isinstance(member, Unit):
        spot = at_parent(organisation, member)
    return replace(spot, value=common)


def _above(organisation: Organisation, id: str) -> dict[str, None]:
    """The member itself, its superiors, its ancestors and their heads, nearest first."""
    above = dict.fromkeys(organisation.chain(id))
    units = organisation.units
    for place in (id, *organisation.ancestors(id)):
        above.setdefault(place)
        for head in units[place].headed_by if place in units else ():
            if head in organisation.posts:
                above.setdefault(head)
    return above


@remembered
def _reach(organisation: Organisation, id: str) -> frozenset[str]:
    """All that someone is above of: those who have it in `_above`."""
    headed = organisation.heads.get(id, ())
    reach = {id, *headed, *commanded(organisation, id), *within(organisation, id)}
    return frozenset(reach.union(*(within(organisation, unit) for unit in headed)))


def _all_below(organisation: Organisation, limits: Sequence[str]) -> frozenset[str]:
    """All that stand strictly below a limit, in command or in the structure.

    A unit and its head are one limit: what they are in charge of is the same.
    """
    below: set[str] = set()
    for limit in limits:
        unit = organisation.units.get(limit)
        heads = unit.headed_by if unit is not None else ()
        own = (head for head in heads if head in organisation.posts)
        same = {limit, *own, *organisation.heads.get(limit, ())}
        found = set().union(
            *(commanded(organisation, id) | within(organisation, id) for id in same)
        )
        below |= found - same
    return frozenset(below)


_AGENCY = """\
posts: [{id: head, name: Head, unit: a}]
units: [{id: a, name: A, top: true, head: head}, {id: s, name: Services, parent: a},
"""
_UNDER_SERVICES = _AGENCY + " {id: audit, name: Audit, parent: s}]"
_UNDER_HEAD = _AGENCY + " {id: audit, name: Audit, parent: s, reports_to: head}]"

VERBS = (
    StructureVerb(
        name="reports_directly_to",
        usage="X",
        statement=msg("The superior is X, or one of them."),
        argument=TEXTS,
        of=MEMBERS,
        check=_reports_directly_to,
        example=Example("head", _UNDER_HEAD, _UNDER_SERVICES, "{id: audit}"),
    ),
    StructureVerb(
        name="reports_to",
        usage="X",
        statement=msg("X is somewhere on the chain of command."),
        argument=TEXTS,
        of=MEMBERS,
        check=_reports_to,
        example=Example("s", _UNDER_SERVICES, _UNDER_HEAD, "{id: audit}"),
    ),
    StructureVerb(
        name="not_reporting_to",
        usage="X",
        statement=msg("X is nowhere on the chain of command."),
        argument=TEXTS,
        of=MEMBERS,
        check=_not_reporting_to,
        example=Example("s", _UNDER_HEAD, _UNDER_SERVICES, "{id: audit}"),
    ),
    StructureVerb(
        name="line_to",
        usage="{to: X, type: T}",
        statement=msg("There is a further line to X, of type T where one is asked for."),
        argument=keyed(
            _line_asked,
            Key("to", TEXTS, "Whom the line leads to.", "whom the line leads to"),
            Key("type", one_word(LINE_TYPES), "Of what type it is."),
        ),
        of=Whom(("units",), msg("{of} have no further lines"), msg("ask it of units")),
        check=_line_to,
        example=Example(
            "{to: a, type: advisory}",
            "units: [{id: a, name: A, top: true}, "
            "{id: b, name: B, parent: a, lines: [{to: a, type: advisory}]}]",
            "units: [{id: a, name: A, top: true}, "
            "{id: b, name: B, parent: a, lines: [{to: a, type: matrix}]}]",
            "{id: b}",
        ),
    ),
    StructureVerb(
        name="separate_from",
        usage="{units: SELECTOR, below: X}",
        statement=msg(
            "Shares no superior, head or ancestor strictly below X with any of these units."
        ),
        argument=keyed(
            _apart_asked,
            Key(
                "units",
                UNITS_MATCHING,
                "Those to be separate from.",
                "a selector of those to be separate from",
            ),
            Key("below", TEXTS, "Above this, and at it, they may meet."),
        ),
        of=MEMBERS,
        check=_separate_from,
        example=Example(
            "{units: {id: s}, below: a}",
            "units: [{id: a, name: A, top: true}, {id: s, name: Services, parent: a}, "
            "{id: audit, name: Audit, parent: a}]",
            "units: [{id: a, name: A, top: true}, {id: s, name: Services, parent: a}, "
            "{id: audit, name: Audit, parent: s}]",
            "{id: audit}",
        ),
    ),
)
