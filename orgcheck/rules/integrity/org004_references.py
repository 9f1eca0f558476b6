"""ORG004: every reference names something that exists and is of the right sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgcheck.counting import first_few, in_a_row, more
from orgcheck.findings import Finding
from orgcheck.language import Said, msg, said, said_later, tr
from orgcheck.organisation import Member, Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.snapshot.model import Decision, Post, Unit


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for every reference to nothing, or to something of the wrong sort.

    Silent about what may stand in a list that could not be read; where there are no posts at all,
    one finding for all units that name a head.
    """
    target = _Targets(organisation)
    yield from _of_units(organisation, target)
    for post in organisation.snapshot.posts:
        yield from target.check(post, "reports_to", post.reports_to, _ANY)
        yield from target.check(post, "unit", post.unit, _UNIT)
        if post.holders:
            yield from _of_people(organisation, post, "holders")
    for body in organisation.snapshot.bodies:
        yield from target.check(body, "reports_to", body.reports_to, _ANY)
    yield from _of_decisions(organisation, target)


def _of_decisions(organisation: Organisation, target: _Targets) -> Iterator[Finding]:
    snapshot = organisation.snapshot
    decisions: list[tuple[tuple[str | int, ...], Decision | None]] = [
        (("decision",), snapshot.decision)
    ]
    if snapshot.reorganisation is not None:
        decisions += [
            (("reorganisation", "measures", index, "decision"), measure.decision)
            for index, measure in enumerate(snapshot.reorganisation.measures)
        ]
    for path, decision in decisions:
        body = decision.body if decision is not None else None
        if body is not None and not target.may_be_body(body):
            yield RULE.header_fault(
                organisation,
                (*path, "body"),
                target.wrong(said("the decision's body"), body, _BODY),
                target.mend(body, _BODY),
            )


def _of_units(organisation: Organisation, target: _Targets) -> Iterator[Finding]:
    units, posts = organisation.units, organisation.posts
    headed = _headed_by_nobody(organisation) if not posts else []
    if several := len(headed) > 1 and "posts" not in organisation.lost:
        yield _without_posts(organisation, headed)
    for unit in organisation.snapshot.units:
        if unit.parent is not None and unit.parent not in units:
            yield from target.check(unit, "parent", unit.parent, _UNIT)
        if unit.head is not None and unit.head not in posts and not several:
            yield from target.check(unit, "head", unit.head, _POST)
        if unit.heads and not several:
            for index, post in enumerate(unit.heads):
                yield from target.check(unit, "heads", post, _POST, ("heads", index))
        if unit.reports_to is not None:
            yield from target.check(unit, "reports_to", unit.reports_to, _ANY)
        if unit.lines or unit.links:
            yield from _of_lines_and_links(unit, target)
        if unit.members:
            yield from _of_people(organisation, unit, "members")


def _headed_by_nobody(organisation: Organisation) -> Sequence[Unit]:
    """The units that name a head where there are no posts, and may be none either."""
    possible = organisation.possible
    return [
        unit
        for unit in organisation.snapshot.units
        if unit.headed_by and possible.isdisjoint(unit.headed_by)
    ]


def _of_people(organisation: Organisation, member: Unit | Post, field: str) -> Iterator[Finding]:
    """Members or holders whom the register lacks; without a register anyone may be named."""
    people = organisation.people
    if not people or "people" in organisation.lost:
        return
    for index, person in enumerate(getattr(member, field)):
        if person in people or person in organisation.possible:
            continue
        near = organisation.offers("people").meant(person)
        yield RULE.fault(
            organisation,
            member,
            field,
            said(
                "{field} of {member} name {person}, whom the register of people lacks",
                field=field,
                member=organisation.mention(member.id),
                person=person,
            ),
            said("did you mean {near}? Else add them to `people:`", near=near)
            if near
            else said("add them to `people:`"),
            path=(field, index),
            value=person,
        )


def _without_posts(organisation: Organisation, headed: Sequence[Unit]) -> Finding:
    return RULE.fault(
        organisation,
        headed[0],
        "head" if headed[0].head is not None else "heads",
        said(
            "{number} units name a head, here {head}, and there are no posts",
            number=len(headed),
            head=headed[0].first_head,
        ),
        said(
            "add `posts:` with the posts that are named: the list may have been left out or cut off"
        ),
        value="posts",
        shared=tuple(sorted({unit.id for unit in headed})),
    )


def _of_lines_and_links(unit: Unit, target: _Targets) -> Iterator[Finding]:
    for index, line in enumerate(unit.lines):
        yield from target.check(unit, "lines", line.to, _ANY, ("lines", index, "to"))
    for index, link in enumerate(unit.links):
        yield from target.check(unit, "links", link.to, _ANY, ("links", index, "to"))


_UNIT = ("unit",)
_POST = ("post",)
_BODY = ("body",)
_ANY = ("unit", "post", "body")
_LISTS = {"unit": "units", "post": "posts", "body": "bodies"}
_ARTICLE = {"unit": msg("a unit"), "post": msg("a post"), "body": msg("a body")}
_NOUN = {"unit": msg("unit"), "post": msg("post"), "body": msg("body")}


@dataclass
class _Targets:
    """What references may name, by sort."""

    organisation: Organisation

    def of_sort(self, sort: str) -> Mapping[str, Member]:
        """The members of one sort by their ids."""
        by_sort: Mapping[str, Mapping[str, Member]] = {
            "unit": self.organisation.units,
            "post": self.organisation.posts,
            "body": self.organisation.bodies,
        }
        return by_sort[sort]

    def may_be_body(self, id: str) -> bool:
        """Whether an id is one of a body, as far as is known."""
        return id in self.organisation.bodies or id in self.organisation.possible

    def check(
        self,
        member: Member,
        about: str,
        to: str | None,
        sorts: tuple[str, ...],
        path: tuple[str | int, ...] | None = None,
    ) -> Iterator[Finding]:
        """A finding where a member's reference leads nowhere, or to the wrong sort."""
        if to is None or any(to in self.of_sort(sort) for sort in sorts):
            return
        lost = self.organisation.lost
        if to not in self.organisation and any(_LISTS[sort] in lost for sort in sorts):
            return
        if to in self.organisation.possible:
            return
        mention = self.organisation.mention(member.id)
        yield RULE.fault(
            self.organisation,
            member,
            about,
            self.wrong(said("{field} of {member}", field=about, member=mention), to, sorts),
            self.mend(to, sorts),
            path=path,
            value=to,
        )

    def wrong(self, field: Said, to: str, sorts: tuple[str, ...]) -> Said:
        """What is wrong with a reference of a field, in words."""
        sort = next((sort for sort in _ANY if to in self.of_sort(sort)), None)
        if sort is not None:
            return said(
                "{field} names {id}, which is {sort}, not {wanted}",
                field=field,
                id=self.organisation.mention(to),
                sort=said(_ARTICLE[sort]),
                wanted=said_later(lambda: in_a_row([tr(_ARTICLE[one]) for one in sorts], "or")),
            )
        if named := self.organisation.offers(*map(_LISTS.__getitem__, sorts)).named(to):
            return said(
                "{field} names {name}, which is the name of {ids} and no id",
                field=field,
                name=to,
                ids=_few(named),
            )
        return said("{field} names {id}, which does not exist", field=field, id=to)

    def mend(self, to: str, sorts: tuple[str, ...]) -> str:
        """What to do about a reference."""
        wanted = said_later(lambda: in_a_row([tr(_NOUN[one]) for one in sorts], "or"))
        offers = self.organisation.offers(*map(_LISTS.__getitem__, sorts))
        named = offers.named(to)
        near = offers.meant(to)
        if len(named) > 1 and near not in named:
            return said("write the id of the one that is meant: {ids}", ids=_few(named))
        if near is not None and near in named:
            return said("write {id}", id=near)
        if near is not None:
            return said(
                "did you mean {id}? Name an existing {wanted}, or add this one",
                id=near,
                wanted=wanted,
            )
        return said("name an existing {wanted}, or add this one", wanted=wanted)


def _few(ids: Sequence[str]) -> Said:
    shown, left = first_few(ids)
    return said_later(lambda: in_a_row([*shown, more(left)] if left else shown, "or"))


RULE = IntegrityRule(
    id="ORG004",
    statement=said("Every reference names something that exists and is of the right sort."),
    why=said(
        "A parent or superior that does not exist leaves a unit without its place or its line."
    ),
    fix=said("Correct the id, or add the unit, post or body that it names."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service, parent: agencey}
        """
    ),
    check=check,
)
