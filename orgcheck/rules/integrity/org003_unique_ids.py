"""ORG003: ids are unique among units, posts and bodies, and in the registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Member, Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example, related
from orgcheck.snapshot.model import Duty, Person


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for every id that was given before, at the later of the two."""
    snapshot = organisation.snapshot
    # The common case needs no loop: as many ids as members.
    members = len(snapshot.units) + len(snapshot.posts) + len(snapshot.bodies)
    ids = organisation.units.keys() | organisation.posts.keys() | organisation.bodies.keys()
    if len(ids) < members:
        yield from _repeated(organisation)
    if len(organisation.register) < len(snapshot.responsibilities):
        yield from _repeated_entries(organisation, "responsibilities", snapshot.responsibilities)
    if len(organisation.people) < len(snapshot.people):
        yield from _repeated_entries(organisation, "people", snapshot.people)


def _repeated(organisation: Organisation) -> Iterator[Finding]:
    snapshot = organisation.snapshot
    alike: defaultdict[str, list[Member]] = defaultdict(list)
    members: tuple[Member, ...] = (*snapshot.bodies, *snapshot.posts, *snapshot.units)
    for member in members:
        alike[member.id].append(member)
    for several in alike.values():
        if len(several) > 1:
            yield from _later(organisation, several)


def _later(organisation: Organisation, members: Sequence[Member]) -> Iterator[Finding]:
    """A finding for each member of one id but the first in the text."""
    first, *later = sorted(members, key=lambda member: _in_text(organisation, member))
    earlier = organisation.locate(first)
    for member in later:
        yield RULE.fault(
            organisation,
            member,
            "id",
            said("the id {id} is given again; first at {place}", id=member.id, place=str(earlier))
            if earlier
            else said("the id {id} is given again", id=member.id),
            said("give one of the two another id, or remove it"),
            value=member.id,
            related=related(earlier, said("first given here")),
        )


def _in_text(organisation: Organisation, member: Member) -> tuple[str, int, int]:
    place = organisation.locate(member)
    return (place.file, place.line, place.column) if place is not None else ("", 0, 0)


def _repeated_entries(
    organisation: Organisation, register: str, entries: Sequence[Duty | Person]
) -> Iterator[Finding]:
    first: dict[str, Duty | Person] = {}
    for entry in entries:
        if entry.id not in first:
            first[entry.id] = entry
            continue
        earlier = organisation.locate(first[entry.id])
        yield Finding(
            rule=RULE.id,
            severity=RULE.severity,
            message=said(
                "the register of {register} has {id} again; first at {place}",
                register=register,
                id=entry.id,
                place=str(earlier),
            )
            if earlier
            else said("the register of {register} has {id} again", register=register, id=entry.id),
            location=organisation.locate(entry),
            related=related(earlier, said("first given here")),
            fix=said("give one of the two another id, or remove it"),
            about=register,
            value=entry.id,
        )


RULE = IntegrityRule(
    id="ORG003",
    statement=said("Ids are unique among units, posts and bodies; in a register, on each day."),
    why=said(
        "Parents, lines of command and rules name members by id: one id must mean one member."
    ),
    fix=said("Give one of the two another id, or remove the repetition."),
    passes=example(
        """
        - {id: internal-audit, name: Internal Audit, parent: agency}
        - {id: external-audit, name: External Audit, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: audit, name: Internal Audit, parent: agency}
        - {id: audit, name: External Audit, parent: agency}
        """
    ),
    check=check,
)
