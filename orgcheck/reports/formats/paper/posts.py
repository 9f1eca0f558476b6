"""The posts and bodies that come, go and fall vacant, and who reports to someone else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import NamedTuple

from orgcheck.changes.changeset import EntityType, Event, Op
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.reporting import LINE, UNIT, tie_of, tie_words
from orgcheck.changes.kinds.standing import what_became
from orgcheck.changes.marks import changed_along, superiors
from orgcheck.counting import listed
from orgcheck.reports.formats.paper.blocks import Section, Table, Text
from orgcheck.reports.formats.paper.case import Case


def posts(case: Case) -> Section:
    """A row for each post and body that is not as it was."""
    rows = tuple(_rows(case))
    if not rows:
        return Section("Posts", (Text("Posts and bodies stay as they are."),))
    return Section("Posts", (Table(("", "what becomes of it", "unit"), rows),))


def _rows(case: Case) -> Iterator[tuple[str, ...]]:
    told: set[str] = set()
    for event in case.changes.events:
        if type_of(event.kind).entity_type in (EntityType.POST, EntityType.BODY):
            told.update(event.old if event.change == "moved" else ())
            yield _row(case, event)
        else:
            yield from _along(case, event)
            yield from _following(case, event, told)
    yield from _elsewhere(case, told)


def _row(case: Case, event: Event) -> tuple[str, ...]:
    now = bool(event.new)
    id = event.new[0] if now else event.old[0]
    called = case.names.now(id) if now else case.names.was(id)
    what = what_became(event, case.names) + ("" if event.old else _vacant(case, id))
    return f"{called} ({event.kind})", what, _unit(case, id, now=now)


def _along(case: Case, event: Event) -> Iterator[tuple[str, ...]]:
    """Posts that end and come with their units."""
    for id in event.wholes(EntityType.POST, Op.REMOVE):
        yield f"{case.names.was(id)} (post)", "ends with its unit", _unit(case, id, now=False)
    for id in event.wholes(EntityType.POST, Op.ADD):
        what = f"comes with its unit{_vacant(case, id)}"
        yield f"{case.names.now(id)} (post)", what, _unit(case, id, now=True)


def _following(case: Case, event: Event, told: set[str]) -> Iterator[tuple[str, ...]]:
    """Posts and bodies that are called otherwise, or belong or report elsewhere, as others are."""
    for (sort, old), fields in changed_along(event).items():
        new = case.changes.recoded.get(old, old)
        parts = []
        if "name" in fields:
            former = f" ({old})" if "id" in fields else ""
            before = case.old.name(old, case.language) + former
            parts.append(f"renamed with its unit, before: {before}")
        elif "id" in fields:
            parts.append(f"another id with its unit, before: {old}")
        ties = [tie_of(field, old, new, case.names) for field in (UNIT, LINE) if field in fields]
        parts += [tie_words(tie, case.names) for tie in ties if not tie.same]
        told.update(old for tie in ties if tie.field == UNIT)
        if parts:
            yield f"{case.names.now(new)} ({sort})", "; ".join(parts), _unit(case, new, now=True)


def _elsewhere(case: Case, told: Container[str]) -> Iterator[tuple[str, ...]]:
    """Posts that state no other unit, and belong to another all the same."""
    for old, match in case.comparison.matches(EntityType.POST).items():
        tie = tie_of(UNIT, old, match.new, case.names)
        if old not in told and not tie.same:
            who = f"{case.names.now(match.new)} (post)"
            yield who, tie_words(tie, case.names), _unit(case, match.new, now=True)


def _vacant(case: Case, id: str) -> str:
    post = case.new.posts.get(id)
    return ", vacant" if post is not None and post.vacant else ""


def _unit(case: Case, id: str, *, now: bool) -> str:
    side = case.new if now else case.old
    post = side.posts.get(id)
    unit = side.unit_of_post(post) if post is not None else None
    if unit is None:
        return ""
    return case.names.now(unit) if now else case.names.was(unit)


# -- changes of command -----------------------------------------------------------------------


class _Line(NamedTuple):
    before: str
    after: str
    ground: str


def command(case: Case) -> Section:
    """The units and posts that go on under another superior, those with the same one together."""
    lines: defaultdict[_Line, list[str]] = defaultdict(list)
    for id, line in _under_others(case):
        lines[line].append(id)
    if not lines:
        return Section("Changes of command", (Text("Everyone reports to whom they did before."),))
    rows = tuple(
        (listed(map(case.names.now, ids)), line.before, line.after, line.ground)
        for line, ids in lines.items()
    )
    return Section("Changes of command", (Table(("Who", "before", "after", "ground"), rows),))


def _under_others(case: Case) -> Iterator[tuple[str, _Line]]:
    for one in superiors(case.comparison, EntityType.UNIT, EntityType.POST):
        before, after = one.before, one.now
        yield (
            one.new,
            _Line(
                case.names.was(before) if before is not None else "nobody",
                case.names.now(after) if after is not None else "nobody",
                _ground(case, one.old, one.new),
            ),
        )


def _ground(case: Case, old: str, new: str) -> str:
    """Whether the new line is stated, or follows from where someone stands."""
    member = case.new.member(new)
    was = case.old.member(old)
    if member is not None and member.reports_to is not None:
        return "stated"
    if was is not None and was.reports_to is not None:
        return "no line is stated any more"
    return "follows from its place"
