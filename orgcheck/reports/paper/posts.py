"""The posts and bodies that come, go, and fall vacant."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.model import Event, EventKind
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
            called = case.names.now(event.new[0]) if event.new else case.names.was(event.old[0])
            what = _CHANGES.get(event.change or "") or field_words(event)
            what += _before(case, event)
            post = case.new.posts.get(event.new[0]) if event.change == "created" else None
            what += ", vacant" if post is not None and post.vacant else ""
            yield f"{called} ({event.kind})", what, _unit(case, event)


def _before(case: Case, event: Event) -> str:
    """What a post or body was called, and the id that it had, where that is what changed."""
    if event.change == "renamed":
        id = f" ({event.old[0]})" if event.old != event.new else ""
        return f", before: {visible(case.old.name(event.old[0], case.language) + id)}"
    return f", before: {visible(event.old[0])}" if event.change == "recoded" else ""


def _unit(case: Case, event: Event) -> str:
    side, ids = (case.new, event.new) if event.new else (case.old, event.old)
    post = side.posts.get(ids[0])
    unit = side.unit_of_post(post) if post is not None else None
    if unit is None:
        return ""
    return case.names.now(unit) if event.new else case.names.was(unit)
