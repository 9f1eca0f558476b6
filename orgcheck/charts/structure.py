"""An organisation as a picture: units as they hang together, posts, bodies, stated lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from orgcheck.charts.drawing import FURTHER, Box, Drawing, Line, LineType, Sort
from orgcheck.language import number_words, own_term, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import replace
from orgcheck.snapshot.model import Body, Post, Unit
from orgcheck.snapshot.words import status_word

_LINE_TYPES = {word: type for type, word in FURTHER.items()}
# What `show` calls the id of a unit.
ID = "id"
# Of more heads than these the box says how many there are.
_MOST_HEADS = 3


def of_organisation(
    organisation: Organisation, *, language: str | None = None, show: Sequence[str] = ()
) -> Drawing:
    """The picture of everything that a snapshot names.

    Lines of command are drawn where they are stated and say something else than membership.
    Every unit is in it once: one without a parent, and the first of a cycle of parents, is a top.

    Parameters
    ----------
    organisation
        What is drawn.
    language
        The language of names, where they are stated in it.
    show
        What the box of a unit says beside its name: `id`, or the name of a figure.
    """
    further = _further_posts(organisation)
    return Drawing(
        title=tr("Structure of {organisation}", organisation=title_of(organisation, language)),
        subtitle=_subtitle(organisation),
        boxes=tuple(
            _with_posts(box, organisation, further.get(box.key, 0), language)
            for box in boxes_of(organisation, language, show)
        ),
        lines=tuple(dict.fromkeys(lines_of(organisation))),
        kinds=kinds_of(organisation),
        top_kind=top_kind_of(organisation),
    )


def title_of(organisation: Organisation, language: str | None) -> str:
    """The name and the version of what is drawn."""
    words = (organisation.title(language), organisation.label)
    return ", ".join(word for word in words if word.strip())


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


def boxes_of(
    organisation: Organisation, language: str | None, show: Sequence[str] = ()
) -> Iterator[Box]:
    """A box for each unit, parents first, then for the posts that have one and for each body."""
    seats = seats_of(organisation)
    for id, parent in _in_tree_order(organisation):
        unit = organisation.units[id]
        ending = (tr("winding down"),) if unit.winding_down else ()
        yield Box(
            key=id,
            sort=Sort.UNIT,
            name=organisation.name(id, language),
            lang=organisation.language_of(id, language),
            kind=unit.kind,
            parent=parent,
            notes=(*_shown(unit, show), *ending),
        )
    for post in organisation.posts.values():
        if seats[post.id] == post.id:
            yield post_box(organisation, post, language)
    for body in organisation.bodies.values():
        yield body_box(organisation, body, language)


def _with_posts(box: Box, organisation: Organisation, further: int, language: str | None) -> Box:
    """The box of a unit with its heads, and with how many other posts have no box of their own."""
    if box.sort is not Sort.UNIT:
        return box
    heads = tuple(_heads(organisation, organisation.units[box.key], language))
    words: tuple[str, ...] = ()
    if further and heads:
        words = (tr_n("{number} further post", "{number} further posts", further),)
    elif further:
        words = (tr_n("{number} post", "{number} posts", further),)
    return replace(box, notes=(*heads, *words, *box.notes))


def _heads(organisation: Organisation, unit: Unit, language: str | None) -> Iterator[str]:
    """The posts that head a unit, a line each; of many the first, and how many others."""
    heads = [organisation.posts[id] for id in unit.headed_by if id in organisation.posts]
    named = heads if len(heads) <= _MOST_HEADS else heads[: _MOST_HEADS - 1]
    for post in named:
        name = organisation.name(post.id, language)
        yield tr("{post}: vacant", post=name) if post.vacant else name
    if len(heads) > len(named):
        number = len(heads) - len(named)
        yield tr_n("{number} further head", "{number} further heads", number)


def _shown(unit: Unit, show: Sequence[str]) -> Iterator[str]:
    """The id and the figures that were asked for; of a unit without a figure, nothing."""
    for name in show:
        if name == ID:
            yield unit.id
        elif (figure := unit.figures.get(name)) is not None:
            yield f"{own_term(name)} {number_words(figure)}"


def _further_posts(organisation: Organisation) -> Mapping[str, int]:
    """How many posts stand in the box of each unit and do not head it."""
    seats = seats_of(organisation)
    return Counter(seats[id] for id in organisation.posts if id not in organisation.heads)


def figures_of(organisation: Organisation) -> tuple[str, ...]:
    """The figures that units have, in the order of the text."""
    return tuple(
        dict.fromkeys(name for unit in organisation.units.values() for name in unit.figures)
    )


# -- where a member is in the picture ---------------------------------------------------------


def seats_of(organisation: Organisation) -> Mapping[str, str]:
    """The key of the box in which each member stands.

    A post that heads a unit stands in the box of that unit, and so does any other of its unit.
    A post has a box of its own where something reports to it and not to its unit, and where it
    is in no unit.
    """
    reported_to = {line.to for unit in organisation.units.values() for line in unit.lines}
    for members in (organisation.units, organisation.posts, organisation.bodies):
        reported_to.update(
            member.reports_to for member in members.values() if member.reports_to is not None
        )
    seats = {id: id for id in (*organisation.bodies, *organisation.units)}
    for post in organisation.posts.values():
        unit, headed = organisation.unit_of_post(post), organisation.heads.get(post.id, ())
        if headed:
            seat = unit if unit in headed else headed[0]
        else:
            seat = post.id if unit is None or post.id in reported_to else unit
        seats.setdefault(post.id, seat or post.id)
    return seats


def post_box(organisation: Organisation, post: Post, language: str | None) -> Box:
    """The box of a post, part of the unit that it belongs to."""
    return Box(
        key=post.id,
        sort=Sort.POST,
        name=organisation.name(post.id, language),
        lang=organisation.language_of(post.id, language),
        parent=organisation.unit_of_post(post),
        notes=(tr("vacant"),) if post.vacant else (),
    )


def body_box(organisation: Organisation, body: Body, language: str | None) -> Box:
    """The box of a body, which is part of no unit."""
    return Box(
        key=body.id,
        sort=Sort.BODY,
        name=organisation.name(body.id, language),
        lang=organisation.language_of(body.id, language),
        kind=body.type,
    )


def lines_of(organisation: Organisation) -> Iterator[Line]:
    """The lines of command that are stated and differ from membership, and the further lines.

    They run from box to box: a line to a post that heads a unit ends at that unit.
    """
    seats = seats_of(organisation)
    for tail, head, type in _stated_lines(organisation):
        if seats[tail] != seats[head]:
            yield Line(seats[tail], seats[head], type)


def _stated_lines(organisation: Organisation) -> Iterator[tuple[str, str, LineType]]:
    for unit in organisation.units.values():
        to = unit.reports_to
        if to is not None and to in organisation and to not in (unit.parent, unit.id):
            yield unit.id, to, LineType.COMMAND
        for further in unit.lines:
            if further.to in organisation and further.to != unit.id:
                yield unit.id, further.to, _LINE_TYPES[further.type]
    for post in organisation.posts.values():
        to = post.reports_to
        if (
            to is not None
            and to in organisation
            and to not in (post.id, _implied(organisation, post))
        ):
            yield post.id, to, LineType.COMMAND
    for body in organisation.bodies.values():
        if body.reports_to is not None and body.reports_to in organisation:
            yield body.id, body.reports_to, LineType.COMMAND


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
    units, posts, bodies = (
        len(some) for some in (organisation.units, organisation.posts, organisation.bodies)
    )
    status = organisation.snapshot.status
    facts: list[str] = []
    if status is not None and status != "in-force":
        facts.append(status_word(status))
    if units:
        facts.append(tr_n("{number} unit", "{number} units", units))
    if posts:
        facts.append(tr_n("{number} post", "{number} posts", posts))
    if bodies:
        facts.append(tr_n("{number} body", "{number} bodies", bodies))
    return ", ".join(facts)
