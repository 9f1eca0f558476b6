"""Who reports to someone else than before, and whether anyone said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.touched import superiors
from orgcheck.counting import listed
from orgcheck.reports.formats.paper.blocks import Section, Table, Text
from orgcheck.reports.formats.paper.case import Case


class _Line(NamedTuple):
    before: str
    after: str
    ground: str


def command(case: Case) -> Section:
    """The units and posts that go on under another superior, those with the same one together."""
    lines: defaultdict[_Line, list[str]] = defaultdict(list)
    for id, line in _changed(case):
        lines[line].append(id)
    if not lines:
        return Section("Changes of command", (Text("Everyone reports to whom they did before."),))
    rows = tuple(
        (listed(map(case.names.now, ids)), line.before, line.after, line.ground)
        for line, ids in lines.items()
    )
    return Section("Changes of command", (Table(("Who", "before", "after", "ground"), rows),))


def _changed(case: Case) -> Iterator[tuple[str, _Line]]:
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
