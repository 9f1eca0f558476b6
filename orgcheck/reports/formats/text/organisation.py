"""An organisation as a tree in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orgcheck.counting import counted
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.text.lines import BOLD, DIM, Line, painted, wrapped, written
from orgcheck.snapshot.model import display

# Deeper levels would stand outside of any terminal; a count stands for them.
MOST_LEVELS = 24


class _Branch(NamedTuple):
    """A unit to be drawn: what stands before it, and before what hangs below it."""

    id: str
    first: str
    rest: str
    level: int


def report(organisation: Organisation, *, language: str | None = None, colour: bool = False) -> str:
    """The tree of units, each with its id, kind, head and number of duties; then who is outside.

    Every unit is in it once: what has no place (no parent, a parent that does not exist, a cycle
    of parents) stands beside the tops and says so.
    """
    lines: list[Line] = [_heading(organisation, language, colour), ""]
    for root, remark in _roots(organisation):
        lines.extend(_tree(organisation, root, remark, language, colour))
    for title, members in (("Posts", organisation.posts), ("Bodies", organisation.bodies)):
        if members:
            lines.extend(["", title])
            lines.extend(
                line
                for id in members
                for line in wrapped(_outside(organisation, id, language), first="  ", rest="    ")
            )
    return written(lines)


def _heading(organisation: Organisation, language: str | None, colour: bool) -> Line:
    snapshot = organisation.snapshot
    title = f"{display(snapshot.organisation, language)} {snapshot.label}"
    held = [
        counted(len(organisation.units), "unit") or "no units",
        counted(len(organisation.posts), "post"),
        counted(len(organisation.bodies), "body", "bodies"),
    ]
    line = f"{title} · {', '.join(filter(None, held))}"
    return painted(line, (title, BOLD)) if colour else line


def _roots(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Where trees begin, each with a remark on why a unit that is no top stands there."""
    for id, unit in organisation.units.items():
        if organisation.parent_of(id) is None:
            if unit.parent is not None:
                yield id, f"its parent {unit.parent} does not exist"
            else:
                yield id, "" if unit.top else "no parent"
    for cycle in organisation.parent_cycles:
        yield cycle[0], f"in a cycle of parents: {' -> '.join((*cycle, cycle[0]))}"


def _tree(
    organisation: Organisation, root: str, remark: str, language: str | None, colour: bool
) -> Iterator[Line]:
    seen = set()
    waiting = [_Branch(root, "", "", 0)]
    while waiting:
        branch = waiting.pop()
        seen.add(branch.id)
        children = [id for id in organisation.children_of(branch.id) if id not in seen]
        too_deep = branch.level >= MOST_LEVELS and bool(children)
        words = _unit(organisation, branch.id, language)
        notes = [remark] if branch.id == root and remark else []
        if too_deep:
            notes.append(f"{counted(_below(organisation, branch.id), 'unit')} below, not shown")
        text = words + "".join(f" · {note}" for note in notes)
        hanging = "" if too_deep or not children else "│ "
        first, *more = wrapped(text, first=branch.first, rest=f"{branch.rest}{hanging or '  '}  ")
        yield painted(first, (f"({branch.id})", DIM)) if colour else first
        yield from more
        if not too_deep:
            waiting.extend(_below_it(branch, children))


def _below_it(branch: _Branch, children: list[str]) -> Iterator[_Branch]:
    """The branches that hang from one, the last one first: they are taken from the end."""
    for number, child in enumerate(reversed(children)):
        fork, stem = ("└── ", "    ") if number == 0 else ("├── ", "│   ")
        yield _Branch(child, branch.rest + fork, branch.rest + stem, branch.level + 1)


def _below(organisation: Organisation, id: str) -> int:
    return sum(1 for _ in organisation.descendants(id))


def _unit(organisation: Organisation, id: str, language: str | None) -> str:
    unit = organisation.units[id]
    facts = [
        unit.kind,
        f"head: {unit.head}" if unit.head else None,
        f"reports to {unit.reports_to}" if unit.reports_to else None,
        counted(len(unit.responsibilities), "duty", "duties"),
    ]
    named = f"{organisation.name(id, language)} ({id})"
    return " · ".join([named, *filter(None, facts)])


def _outside(organisation: Organisation, id: str, language: str | None) -> str:
    member = organisation.member(id)
    superior = organisation.superior(id)
    facts = [
        getattr(member, "type", None),
        "vacant" if getattr(member, "vacant", False) else None,
        f"reports to {superior}" if superior else None,
    ]
    named = f"{organisation.name(id, language)} ({id})"
    return " · ".join([named, *filter(None, facts)])
