"""An organisation as a picture: units as they hang together, posts, bodies, stated lines."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort
from orgcheck.counting import counted
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Body, Post, Unit, display

_LINE_TYPES = {
    "functional": LineType.FUNCTIONAL,
    "matrix": LineType.MATRIX,
    "advisory": LineType.ADVISORY,
    "other": LineType.OTHER,
}


def of_organisation(organisation: Organisation, *, language: str | None = None) -> Drawing:
    """The picture of everything that a snapshot names.

    Lines of command are drawn where they are stated and say something else than membership.
    Every unit is in it once: one without a parent, and the first of a cycle of parents, is a top.
    """
    return Drawing(
        title=title_of(organisation, language),
        subtitle=_subtitle(organisation),
        boxes=tuple(boxes_of(organisation, language)),
        lines=tuple(dict.fromkeys(lines_of(organisation))),
        kinds=kinds_of(organisation),
        top_kind=top_kind_of(organisation),
    )


def title_of(organisation: Organisation, language: str | None) -> str:
    """The name and the version of what is drawn."""
    snapshot = organisation.snapshot
    return f"{display(snapshot.organisation, language)} {snapshot.label}".strip()


def kinds_of(organisation: Organisation) -> tuple[str, ...]:
    """The kinds of units: those of the vocabulary, then others, in the order of the text."""
    stated = list(organisation.snapshot.kinds or ())
    used = [unit.kind for unit in organisation.units.values() if unit.kind is not None]
    return tuple(kind for kind in dict.fromkeys([*stated, *used]) if kind in set(used))


def top_kind_of(organisation: Organisation) -> str | None:
    """The kind that only the single top of an organisation has."""
    tops = [id for id in organisation.units if organisation.parent_of(id) is None]
    if len(tops) != 1:
        return None
    kind = organisation.units[tops[0]].kind
    alone = sum(unit.kind == kind for unit in organisation.units.values()) == 1
    return kind if alone else None


def boxes_of(organisation: Organisation, language: str | None) -> Iterator[Box]:
    """A box for each unit, parents first, then for each post and each body."""
    for id, parent in _in_tree_order(organisation):
        yield unit_box(organisation, organisation.units[id], parent, language)
    for post in organisation.posts.values():
        yield post_box(organisation, post, language)
    for body in organisation.bodies.values():
        yield body_box(body, language)


def unit_box(
    organisation: Organisation, unit: Unit, parent: str | None, language: str | None
) -> Box:
    """The box of a unit; a head that belongs to another unit is named in it."""
    notes = []
    head = organisation.posts.get(unit.head or "")
    if head is not None and organisation.unit_of_post(head) != unit.id:
        notes.append(f"head: {display(head.name, language)}")
    if unit.winding_down:
        notes.append("winding down")
    return Box(
        key=unit.id,
        sort=Sort.UNIT,
        name=display(unit.name, language),
        kind=unit.kind,
        parent=parent,
        notes=tuple(notes),
    )


def post_box(organisation: Organisation, post: Post, language: str | None) -> Box:
    """The box of a post, part of the unit that it belongs to."""
    unit = organisation.unit_of_post(post)
    return Box(
        key=post.id,
        sort=Sort.POST,
        name=display(post.name, language),
        parent=unit,
        heads=unit is not None and organisation.units[unit].head == post.id,
        notes=("vacant",) if post.vacant else (),
    )


def body_box(body: Body, language: str | None) -> Box:
    """The box of a body, which is part of no unit."""
    name = display(body.name, language)
    return Box(key=body.id, sort=Sort.BODY, name=name, kind=body.type)


def lines_of(organisation: Organisation) -> Iterator[Line]:
    """The lines of command that are stated and differ from membership, and the further lines."""
    for unit in organisation.units.values():
        to = unit.reports_to
        if to is not None and to in organisation and to not in (unit.parent, unit.id):
            yield Line(unit.id, to, LineType.COMMAND)
        for further in unit.lines:
            if further.to in organisation and further.to != unit.id:
                yield Line(unit.id, further.to, _LINE_TYPES[further.type])
    for post in organisation.posts.values():
        to = post.reports_to
        if (
            to is not None
            and to in organisation
            and to not in (post.id, _implied(organisation, post))
        ):
            yield Line(post.id, to, LineType.COMMAND)
    for body in organisation.bodies.values():
        if body.reports_to is not None and body.reports_to in organisation:
            yield Line(body.id, body.reports_to, LineType.COMMAND)


def _implied(organisation: Organisation, post: Post) -> str | None:
    """Whom a post would report to by membership alone."""
    unit = organisation.units.get(organisation.unit_of_post(post) or "")
    if unit is None:
        return None
    if unit.head != post.id:
        return unit.head if unit.head in organisation.posts else unit.id
    parent = organisation.units.get(unit.parent or "")
    if parent is None:
        return None
    return parent.head if parent.head in organisation.posts else parent.id


def _in_tree_order(organisation: Organisation) -> Iterator[tuple[str, str | None]]:
    """Every unit once with its parent in the picture, parents before their children."""
    tops = [id for id in organisation.units if organisation.parent_of(id) is None]
    seen: set[str] = set()
    for top in (*tops, *(cycle[0] for cycle in organisation.parent_cycles)):
        if top in seen:
            continue
        seen.add(top)
        yield top, None
        for id in organisation.descendants(top):
            if id not in seen:
                seen.add(id)
                yield id, organisation.parent_of(id)


def _subtitle(organisation: Organisation) -> str:
    counts = [
        counted(len(organisation.units), "unit"),
        counted(len(organisation.posts), "post"),
        counted(len(organisation.bodies), "body", "bodies"),
    ]
    status = organisation.snapshot.status
    facts = [status if status != "in-force" else None, *counts]
    return ", ".join(fact for fact in facts if fact)
