"""The posts and bodies that come, go, and fall vacant."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.model import Event, EventKind, Op, Sort
from orgcheck.escaping import visible
from orgcheck.reports.paper.blocks import Section, Table, Text
from orgcheck.reports.paper.case import Case
from orgcheck.reports.sentences import field_words

_CHANGES = {
    "created": "created",
    "ended": "ended",
    "vacated": "vacant",
    "filled": "filled again",
    "moved": "belongs to another unit",
    "renamed": "renamed",
    "recoded": "another id",
    "line": "reports to someone else",
}


def posts(case: Case) -> Section:
    """A row for each post and body that is not as it was."""
    rows = tuple(_rows(case))
    if not rows:
        return Section("Posts", (Text("Posts and bodies stay as they are."),))
    return Section("Posts", (Table(("", "what becomes of it", "unit"), rows),))


def _rows(case: Case) -> Iterator[tuple[str, ...]]:
    for event in case.changes.events:
        if event.kind in (EventKind.POST, EventKind.BODY):
            yield _row(case, event)
        else:
            yield from _along(case, event)


def _row(case: Case, event: Event) -> tuple[str, ...]:
    now = bool(event.new)
    id = event.new[0] if now else event.old[0]
    called = case.names.now(id) if now else case.names.was(id)
    what = _CHANGES.get(event.change or "") or field_words(event)
    what += _vacant(case, id) if event.change == "created" else _before(case, event)
    return f"{called} ({event.kind})", what, _unit(case, id, now=now)


def _before(case: Case, event: Event) -> str:
    """What a post or body was called, and the id that it had, where that is what changed."""
    if event.change == "renamed":
        id = f" ({event.old[0]})" if event.old != event.new else ""
        return f", before: {visible(case.old.name(event.old[0], case.language) + id)}"
    return f", before: {visible(event.old[0])}" if event.change == "recoded" else ""


def _along(case: Case, event: Event) -> Iterator[tuple[str, ...]]:
    """Posts that end and come with their units."""
    for id in event.wholes(Sort.POST, Op.REMOVE):
        yield f"{case.names.was(id)} (post)", "ends with its unit", _unit(case, id, now=False)
    for id in event.wholes(Sort.POST, Op.ADD):
        what = f"comes with its unit{_vacant(case, id)}"
        yield f"{case.names.now(id)} (post)", what, _unit(case, id, now=True)


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
