"""Who belongs to a unit and who holds a post: how many, who must be, who must not be both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.findings import Fault
from orgcheck.json_schema import TEXT, list_of, one_or_list, reference
from orgcheck.language import msg, msg_n, said, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Organisation, remembered
from orgcheck.records import NamedTuple
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
    keyed,
)
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.counts import settled
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import BELOW, NOTHING, Ground, Range, Reads, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, called, individuals
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selector_keys import selector
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
            named = {"unit": called(unit), "bounds": wanted.words}
            message = (
                said_n(
                    "{unit} has {number} member, and must have {bounds}",
                    "{unit} has {number} members, and must have {bounds}",
                    count,
                    **named,
                )
                if chosen is None
                else said_n(
                    "{unit} has {number} member that are {people}, and must have {bounds}",
                    "{unit} has {number} members that are {people}, and must have {bounds}",
                    count,
                    people=chosen.words,
                    **named,
                )
            )
            among = chosen.words if chosen is not None else None
            spot = Spot(MEMBERS, (MEMBERS,), among, measure=Measure(count, wanted))
            yield Failure(unit, message, spot)

    demand = (
        wanted.of_what(msg_n("have {bounds} member", "have {bounds} members"))
        if chosen is None
        else wanted.of_what(
            msg_n(
                "have {bounds} member that are {people}", "have {bounds} members that are {people}"
            ),
            people=chosen.words,
        )
    )
    return Assertion(demand, failures, own(MEMBERS), at_id)


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
                    message = said_n(
                        "{people} holds {post}, which heads {unit}, and is no member of it",
                        "{people} hold {post}, which heads {unit}, and are no members of it",
                        len(outside),
                        people=listed(outside, "and"),
                        post=called(post),
                        unit=called(unit),
                    )
                    there = (post, (HOLDERS,), said("who holds {post}", post=called(post)))
                    spot = Spot(MEMBERS, (MEMBERS,), " ".join(sorted(outside)))
                    yield Failure(unit, message, spot, others=(there,))

    demand = said("have those who hold the posts that head it among its members")
    return Assertion(demand, failures, own(MEMBERS) | _HEADS, at_id)


# -- groups: who is among whom, who must not be both ----------------------------------------------

_BELOW = " below"


class _Group(NamedTuple):
    """The members of a unit, or who holds its posts of a title; or those of the units below it."""

    of: str
    below: bool

    @classmethod
    def read(cls, text: str) -> _Group:
        """The group that a text names."""
        of = text.removesuffix(_BELOW)
        return cls(of, of != text)

    @property
    def words(self) -> str:
        """How a pack writes it."""
        return f"{self.of}{_BELOW if self.below else ''}"

    @property
    def reads(self) -> Reads:
        """What it rests on of the unit itself."""
        return (BELOW if self.below else NOTHING) | (
            own(MEMBERS) if self.of == MEMBERS else NOTHING
        )

    def lists(self, organisation: Organisation, unit: Unit) -> Iterator[tuple[Unit | Post, str]]:
        """The units or posts whose lists make up the group, each with the field."""
        units = [unit]
        if self.below:
            units = [organisation.units[id] for id in organisation.descendants(unit.id)]
        if self.of == MEMBERS:
            yield from ((one, MEMBERS) for one in units)
            return
        posts = posts_by_unit(organisation)
        for one in units:
            for post in posts.get(one.id, ()):
                if _is_titled(post, self.of):
                    yield post, HOLDERS


@remembered
def posts_by_unit(organisation: Organisation) -> Mapping[str, list[Post]]:
    """The posts that belong to each unit."""
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for post in organisation.posts.values():
        unit = organisation.unit_of_post(post)
        if unit is not None:
            posts[unit].append(post)
    return dict(posts)


def _is_titled(post: Post, title: str) -> bool:
    names = (post.name,) if isinstance(post.name, str) else post.name.values()
    return any(folded(name) == folded(title) for name in names)


def _people_in(organisation: Organisation, unit: Unit, groups: Iterable[_Group]) -> frozenset[str]:
    return frozenset(
        person
        for group in groups
        for part, field in group.lists(organisation, unit)
        for person in getattr(part, field)
    )


def _unsure(ground: Ground, unit: Unit, groups: Iterable[_Group]) -> Fault | None:
    """A faulty value for which it is in doubt who is in some groups of a unit."""
    if ground.doubt is None:
        return None
    lists = (one for group in groups for one in group.lists(ground.organisation, unit))
    found = (ground.doubts(part.id, own(field, "unit")) for part, field in lists)
    return next(filter(None, found), None)


class _Among(NamedTuple):
    """Who must be in one of some other groups."""

    who: _Group
    among: tuple[_Group, ...]


def _are_among(asked: _Among, _: Subject) -> Assertion:
    who, among = asked
    others = listed([group.words for group in among])

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        for unit in members:
            assert isinstance(unit, Unit), "only units have groups of people"
            if fault := _unsure(ground, unit, (who, *among)):
                yield withheld(unit, fault)
                continue
            known = _people_in(organisation, unit, among)
            for part, field in who.lists(organisation, unit):
                outside = [id for id in dict.fromkeys(getattr(part, field)) if id not in known]
                if outside:
                    message = said_n(
                        "{people} is among the {list} of {part}, and is not in {groups} of {unit}",
                        "{people} are among the {list} of {part}, and are not in {groups} of "
                        "{unit}",
                        len(outside),
                        people=listed(outside, "and"),
                        list=field,
                        part=called(part),
                        groups=others,
                        unit=called(unit),
                    )
                    yield Failure(unit, message, _spot(part, field, outside))

    reads = _reads_of((who, *among))
    demand = said("have {group} that are in {groups}", group=who.words, groups=others)
    return Assertion(demand, failures, reads, at_id)


def _not_both(groups: tuple[_Group, _Group], subject: Subject) -> Assertion:
    names = listed([group.words for group in groups], "and")
    one, other = groups

    def of_people(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        everyone = [_people_anywhere(organisation, group) for group in groups]
        for person in members:
            if all(person.id in people for people in everyone):
                message = said(
                    "{person} belongs to both {groups}", person=called(person), groups=names
                )
                yield Failure(person, message, Spot("groups", value=names))

    def of_units(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        for unit in members:
            assert isinstance(unit, Unit), "asked of units and of people"
            if fault := _unsure(ground, unit, groups):
                yield withheld(unit, fault)
                continue
            known = _people_in(organisation, unit, (other,))
            for part, field in one.lists(organisation, unit):
                both = [id for id in dict.fromkeys(getattr(part, field)) if id in known]
                if both:
                    message = said_n(
                        "{people} is both in {groups} of {unit}",
                        "{people} are both in {groups} of {unit}",
                        len(both),
                        people=listed(both, "and"),
                        groups=names,
                        unit=called(unit),
                    )
                    yield Failure(unit, message, _spot(part, field, both))

    if subject.of == "people":
        return Assertion(said("not be both in {groups}", groups=names), of_people, own(), at_id)
    demand = said("have nobody both in {groups}", groups=names)
    return Assertion(demand, of_units, _reads_of(groups), at_id)


def _spot(part: Unit | Post, field: str, people: Sequence[str]) -> Spot:
    """The first of some people in a list."""
    path = (field, getattr(part, field).index(people[0]))
    value = f"{part.id} {' '.join(sorted(people))}"
    return Spot("groups", path, value, part=part)


def _reads_of(groups: Iterable[_Group]) -> Reads:
    reads = NOTHING
    for group in groups:
        reads |= group.reads
    return reads


def _people_anywhere(organisation: Organisation, group: _Group) -> Collection[str]:
    if group.of == MEMBERS:
        return organisation.memberships.keys()
    posts = (post for post in organisation.posts.values() if _is_titled(post, group.of))
    return {person for post in posts for person in post.holders}


def _groups(node: Node, _: Subject) -> tuple[_Group, ...] | None:
    return tuple(map(_Group.read, node.texts())) or None


def _two_groups(node: Node, subject: Subject) -> tuple[_Group, _Group] | None:
    groups = _groups(node, subject)
    if groups is not None and len(groups) == 2 and groups[0] != groups[1]:
        return groups[0], groups[1]
    if groups:
        node.wrong(
            said("expected two groups that differ"), said("write [members, Admin], or two titles")
        )
    return None


def _one_group(node: Node, _: Subject) -> _Group | None:
    text = node.text()
    return None if text is None else _Group.read(text)


def _asked_members(values: Mapping[str, Any], wanted: Bounds) -> _Members:
    return _Members(wanted, values.get("of"))


_ORG = "{id: org, name: Org, kind: org, top: true, members: [p1, p2]}"
_LEAD_OF_ORG = "posts: [{id: lead, name: Lead, unit: org, holders: [p9]}]\n"
_GROUPS = (
    "A group is `members`, or the title of posts of the unit for who holds them; with `below`, as "
    "in `members below`, those of the units below it."
)
_LEAD = "posts: [{id: lead, name: Lead, unit: team, holders: [p1]}]\n"


def _team(members: str, more: str = "") -> str:
    return f"units: [{_ORG}, {{id: team, name: Team, parent: org, members: [{members}]{more}}}]"


VERBS = (
    StructureVerb(
        name="members",
        usage="{min, max, exactly, of: SELECTOR}",
        statement=msg("So many members, or members that the selector of people takes."),
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
        statement=msg("Whoever holds a post that heads the unit is a member of it."),
        argument=TRUE,
        of=UNITS,
        check=_heads_are_members,
        example=Example(
            "true", _LEAD + _team("p1, p2", ", head: lead"), _LEAD + _team("p2", ", head: lead")
        ),
    ),
    StructureVerb(
        name="are_among",
        usage="{who: GROUP, among: [GROUP]}",
        statement=msg("Everyone in the one group of the unit is in one of the others too."),
        more=_GROUPS,
        argument=keyed(
            lambda _, values: _Among(values["who"], values["among"]),
            Key("who", Argument(_one_group, TEXT), "The group of those who must be.", "a group"),
            Key("among", Argument(_groups, one_or_list(TEXT)), "The others.", "the groups"),
        ),
        of=UNITS,
        check=_are_among,
        example=Example(
            "{who: members below, among: [members, Lead]}",
            _LEAD_OF_ORG + _team("p1, p9"),
            _team("p1, p3"),
            "{id: org}",
        ),
    ),
    StructureVerb(
        name="not_both",
        usage="[GROUP, GROUP]",
        statement=msg("Nobody is in both of two groups."),
        more=_GROUPS + " Of people, those of any unit.",
        argument=Argument(
            _two_groups, {**list_of(TEXT, at_least=2), "maxItems": 2, "uniqueItems": True}
        ),
        of=Whom(
            ("units", "people"),
            msg("{of} have no members and no posts"),
            msg("ask it of units or of people"),
        ),
        check=_not_both,
        example=Example("[members, Lead]", _LEAD + _team("p2"), _LEAD + _team("p1")),
    ),
)
