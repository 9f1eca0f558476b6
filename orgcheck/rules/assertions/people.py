"""Who belongs to a unit and who holds a post: how many, who must be, who must not be both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orgcheck.json_schema import TEXT, list_of, reference
from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Fault, Organisation
from orgcheck.rules.arguments import (
    EXACTLY,
    MAX,
    MIN,
    TRUE,
    Argument,
    Key,
    Subject,
    Whom,
    bounded,
)
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.counts import settled
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import ANCESTRY, Ground, Range, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, called, individuals
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selector_keys import UNITS_MATCHING, selector
from orgcheck.rules.selectors import Selector
from orgcheck.snapshot.model import Post, Unit, folded

MEMBERS = "members"
HOLDERS = "holders"
_HEADS = own("head", "heads")
PEOPLE_MATCHING: Argument[Selector] = Argument(
    lambda node, _: selector(node, "people"), reference("Selector")
)

# -- how many -----------------------------------------------------------------------------------


class _Members(NamedTuple):
    """How many members, and of whom."""

    wanted: Bounds
    of: Selector | None


def _members(asked: _Members, _: Subject) -> Assertion:
    wanted, chosen = asked.wanted, asked.of
    among = f" that are {chosen.words}" if chosen is not None else ""

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for unit in members:
            assert isinstance(unit, Unit), "only units have members"
            number = _number(ground, dict.fromkeys(unit.members), chosen)
            if number.because is not None and not settled(number, wanted):
                yield withheld(unit, number.because)
                continue
            count = int(number.least)
            if wanted.allow(count):
                continue
            noun = "member" if count == 1 else "members"
            message = f"{unit.id} has {count} {noun}{among}, and must have {wanted.words}"
            named = chosen.words if chosen is not None else None
            spot = Spot(MEMBERS, (MEMBERS,), named, measure=Measure(count, wanted))
            yield Failure(unit, message, spot)

    demand = f"have {wanted.words_of('member', 'members')}{among}"
    ids = (chosen.ids,) if chosen is not None and chosen.ids else ()
    return Assertion(demand, failures, own(MEMBERS), at_id, ids)


def _number(ground: Ground, people: Iterable[str], chosen: Selector | None) -> Range:
    """How few and how many of some people a selector may take; all where there is none."""
    if chosen is None:
        number = len(list(people))
        return Range(number, number, None)
    judge, known = chosen.judged(ground), individuals(ground.organisation)
    verdicts = [judge(known[id]) for id in people]
    unsure = [why for why in verdicts if not isinstance(why, bool)]
    taken = verdicts.count(True)
    return Range(taken, taken + len(unsure), unsure[0] if unsure else None)


# -- who must be --------------------------------------------------------------------------------


def _heads_are_members(_: bool, __: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        posts = ground.organisation.posts
        for unit in members:
            assert isinstance(unit, Unit), "only units have heads"
            for post in (posts[id] for id in unit.headed_by if id in posts):
                outside = [id for id in dict.fromkeys(post.holders) if id not in unit.members]
                if outside and (fault := ground.doubts(post.id, own(HOLDERS))):
                    yield withheld(unit, fault)
                elif outside:
                    holds, be = ("holds", "is no member")
                    if len(outside) > 1:
                        holds, be = ("hold", "are no members")
                    message = (
                        f"{listed(outside, 'and')} {holds} {post.id}, which heads {unit.id}, "
                        f"and {be} of it"
                    )
                    there = (post, (HOLDERS,), f"who holds {post.id}")
                    spot = Spot(MEMBERS, (MEMBERS,), " ".join(sorted(outside)))
                    yield Failure(unit, message, spot, others=(there,))

    demand = "have those who hold the posts that head it among its members"
    return Assertion(demand, failures, own(MEMBERS) | _HEADS, at_id)


def _members_within(wanted: Selector, _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        fits = wanted.judged(ground)
        posts = _posts_of(organisation)
        for unit in members:
            assert isinstance(unit, Unit), "only units have members"
            above = [organisation.units[id] for id in organisation.ancestors(unit.id)]
            verdicts = [fits(one) for one in above]
            matching = [one for one, fit in zip(above, verdicts, strict=True) if fit is True]
            faults = [fit for fit in verdicts if not isinstance(fit, bool)]
            faults += _doubts_of(ground, matching, posts)
            known = _belonging(matching, posts)
            outside = [id for id in dict.fromkeys(unit.members) if id not in known]
            if outside and faults:
                yield withheld(unit, faults[0])
            elif outside:
                yield _outside(unit, outside, matching, wanted)

    demand = f"have only members who belong to {wanted.words} above it"
    ids = (wanted.ids,) if wanted.ids else ()
    return Assertion(demand, failures, own(MEMBERS) | ANCESTRY, at_id, ids)


def _outside(
    unit: Unit, outside: Sequence[str], above: Sequence[Unit], wanted: Selector
) -> Failure:
    whom = listed([one.id for one in above]) if above else f"any of {wanted.words}"
    belong = "belongs" if len(outside) == 1 else "belong"
    be = "is a member" if len(outside) == 1 else "are members"
    message = f"{listed(outside, 'and')} {be} of {unit.id}, and {belong} to {whom} not at all"
    where = (MEMBERS, unit.members.index(outside[0]))
    return Failure(unit, message, Spot(MEMBERS, where, " ".join(sorted(outside))))


def _belonging(units: Iterable[Unit], posts: Mapping[str, Sequence[Post]]) -> frozenset[str]:
    """Who is a member of any of some units, or holds a post of it."""
    people: set[str] = set()
    for unit in units:
        people.update(unit.members, *(post.holders for post in posts.get(unit.id, ())))
    return frozenset(people)


def _doubts_of(
    ground: Ground, units: Iterable[Unit], posts: Mapping[str, Sequence[Post]]
) -> list[Fault]:
    """The faulty values for which it is in doubt who belongs to some units."""
    asked = [
        (id, reads)
        for unit in units
        for id, reads in (
            (unit.id, own(MEMBERS)),
            *((post.id, own(HOLDERS, "unit")) for post in posts.get(unit.id, ())),
        )
    ]
    return [fault for id, reads in asked if (fault := ground.doubts(id, reads)) is not None]


def _posts_of(organisation: Organisation) -> Mapping[str, Sequence[Post]]:
    """The posts that belong to each unit."""
    posts: dict[str, list[Post]] = {}
    for post in organisation.posts.values():
        unit = organisation.unit_of_post(post)
        if unit is not None:
            posts.setdefault(unit, []).append(post)
    return posts


# -- who must not be both -------------------------------------------------------------------------

_Groups = tuple[str, str]


def _two_groups(node: Node, _: Subject) -> _Groups | None:
    texts = node.texts()
    if len(texts) == 2 and folded(texts[0]) != folded(texts[1]):
        return texts[0], texts[1]
    if texts:
        node.wrong("expected two groups that differ", "write [members, Admin], or two titles")
    return None


def _not_both(groups: _Groups, subject: Subject) -> Assertion:
    of_people = subject.of == "people"

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        posts = _posts_of(organisation)
        everywhere = _Everywhere(organisation, groups) if of_people else None
        for member in members:
            if everywhere is not None:
                if everywhere.has_both(member.id):
                    message = f"{called(member)} belongs to both {listed(groups, 'and')}"
                    yield Failure(member, message, Spot("groups", value=" ".join(groups)))
                continue
            assert isinstance(member, Unit), "asked of units and of people"
            yield from _in_both(ground, member, groups, posts.get(member.id, ()))

    reads = own() if of_people else own(MEMBERS)
    return Assertion(f"have nobody both in {listed(groups, 'and')}", failures, reads, at_id)


def _in_both(
    ground: Ground, unit: Unit, groups: _Groups, posts: Sequence[Post]
) -> Iterator[Failure]:
    one, other = (_group(unit, group, posts) for group in groups)
    both = [id for id in one if id in other]
    titles = [post for post in posts if any(_is_titled(post, group) for group in groups)]
    fault = next(filter(None, (ground.doubts(post.id, own(HOLDERS)) for post in titles)), None)
    if fault is not None:
        yield withheld(unit, fault)
    elif both:
        are = "is" if len(both) == 1 else "are"
        message = f"{listed(both, 'and')} {are} both in {listed(groups, 'and')} of {unit.id}"
        place: tuple[object | None, tuple[str | int, ...]] = (None, (MEMBERS,))
        if MEMBERS in groups:
            place = (None, (MEMBERS, unit.members.index(both[0])))
        elif titles:
            place = (titles[0], (HOLDERS,))
        spot = Spot("groups", place[1], " ".join(sorted(both)), part=place[0])
        yield Failure(unit, message, spot)


def _group(unit: Unit, group: str, posts: Sequence[Post]) -> dict[str, None]:
    """Who is in a group of a unit: its members, or who holds its posts of a title."""
    if group == MEMBERS:
        return dict.fromkeys(unit.members)
    return dict.fromkeys(id for post in posts if _is_titled(post, group) for id in post.holders)


def _is_titled(post: Post, title: str) -> bool:
    names = (post.name,) if isinstance(post.name, str) else post.name.values()
    return any(folded(name) == folded(title) for name in names)


class _Everywhere:
    """Who is in each of two groups anywhere in an organisation."""

    def __init__(self, organisation: Organisation, groups: _Groups) -> None:
        self._people = [
            organisation.memberships.keys()
            if group == MEMBERS
            else {
                id
                for post in organisation.posts.values()
                if _is_titled(post, group)
                for id in post.holders
            }
            for group in groups
        ]

    def has_both(self, person: str) -> bool:
        """Whether somebody is in both groups."""
        return all(person in people for people in self._people)


def _asked_members(values: Mapping[str, Any], wanted: Bounds) -> _Members:
    return _Members(wanted, values.get("of"))


_ORG = "{id: org, name: Org, kind: org, top: true, members: [p1, p2]}"
_LEAD = "posts: [{id: lead, name: Lead, unit: team, holders: [p1]}]\n"


def _team(members: str, more: str = "") -> str:
    return f"units: [{_ORG}, {{id: team, name: Team, parent: org, members: [{members}]{more}}}]"


VERBS = (
    StructureVerb(
        name="members",
        usage="{min, max, exactly, of: SELECTOR}",
        statement="So many members, or members that the selector of people takes.",
        argument=bounded(
            _asked_members,
            MIN,
            MAX,
            EXACTLY,
            Key("of", PEOPLE_MATCHING, "Count those only whom this selector of people takes."),
        ),
        of=UNITS,
        check=_members,
        example=Example("{min: 2}", _team("p1, p2"), _team("p1"), "{id: team}"),
    ),
    StructureVerb(
        name="heads_are_members",
        usage="true",
        statement="Whoever holds a post that heads the unit is a member of it.",
        argument=TRUE,
        of=UNITS,
        check=_heads_are_members,
        example=Example(
            "true", _LEAD + _team("p1, p2", ", head: lead"), _LEAD + _team("p2", ", head: lead")
        ),
    ),
    StructureVerb(
        name="members_within",
        usage="SELECTOR",
        statement="Every member also belongs to a unit above that matches.",
        more="Who is a member of that unit belongs to it, and who holds a post of it.",
        argument=UNITS_MATCHING,
        of=UNITS,
        check=_members_within,
        example=Example("{kind: org}", _team("p1"), _team("p3"), "{id: team}"),
    ),
    StructureVerb(
        name="not_both",
        usage="[GROUP, GROUP]",
        statement="Nobody is in both of two groups.",
        more="A group is `members`, or the title of posts, for who holds them: of a unit its own, "
        "of people any.",
        argument=Argument(
            _two_groups, {**list_of(TEXT, at_least=2), "maxItems": 2, "uniqueItems": True}
        ),
        of=Whom(
            ("units", "people"),
            "{of} have no members and no posts",
            "ask it of units or of people",
        ),
        check=_not_both,
        example=Example("[members, Lead]", _LEAD + _team("p2"), _LEAD + _team("p1")),
    ),
)
