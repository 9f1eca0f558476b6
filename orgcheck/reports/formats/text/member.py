"""One unit, post or body: its place, its chain of command, what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.numbers import Number
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.text.lines import BOLD, Line, painted, wrapped, written
from orgcheck.snapshot.model import Body, Holding, Named, Post, Unit, display, predecessor_id

_LABEL = 18


def report(
    organisation: Organisation, id: str, *, language: str | None = None, colour: bool = False
) -> str:
    """What the organisation says about one member, a line or a list for each thing."""
    member = organisation.member(id)
    assert member is not None, "the command has looked it up"
    title = f"{organisation.name(id, language)} ({id})"
    lines: list[Line] = [painted(title, (title, BOLD)) if colour else title]
    for label, values in _facts(organisation, member, language):
        lines.extend(_fact(label, [value for value in values if value]))
    return written(lines)


def _fact(label: str, values: list[str]) -> Iterator[str]:
    """The values below each other, the label beside the first."""
    for number, value in enumerate(values):
        beside = label if number == 0 else ""
        yield from wrapped(value, first=f"  {beside:<{_LABEL}}", rest=" " * (_LABEL + 4))


def _facts(
    organisation: Organisation, member: Unit | Post | Body, language: str | None
) -> Iterator[tuple[str, Iterable[str]]]:
    id = member.id

    def named(other: str) -> str:
        return _named(organisation, other, language)

    if isinstance(member.name, dict):
        yield "names", [f"{code}: {name}" for code, name in member.name.items()]
    if isinstance(member, Unit):
        yield "kind", [member.kind or ""]
        yield "place", [_place(organisation, id, language)]
        yield "parent", _missing(organisation, member.parent)
    elif isinstance(member, Body):
        yield "type", [member.type]
    else:
        unit = member.unit or organisation.unit_of_post(member)
        yield "belongs to", [named(unit)] if unit else []
        yield "heads", [named(unit) for unit in organisation.heads.get(id, ())]
        yield "vacant", ["yes" if member.vacant else ""]
    yield "reports to", _missing(organisation, member.reports_to)
    yield "chain of command", [" -> ".join(organisation.chain(id))]
    yield "direct reports", _reports(organisation, id, language)
    if isinstance(member, Unit):
        yield from _facts_of_unit(organisation, member, language)
    yield "legal basis", [member.legal_basis or ""]
    yield "earlier ids", [predecessor_id(entry) for entry in member.previously]
    yield "source", member.source
    yield "attributes", [f"{key}: {_scalar(value)}" for key, value in member.attributes.items()]
    place = organisation.locate(member)
    yield "in", [str(place) if place else ""]


def _reports(organisation: Organisation, id: str, language: str | None) -> Iterator[str]:
    """Who reports there; a post beside the unit that it heads, as the two are one line."""
    below = organisation.reports.get(id, ())
    heads = {
        unit.head: unit.id for one in below if (unit := organisation.units.get(one)) and unit.head
    }
    posts = {unit: post for post, unit in heads.items() if post in below}
    for one in below:
        if one in posts:
            yield (
                f"{_named(organisation, one, language)}, "
                f"headed by {_named(organisation, posts[one], language)}"
            )
        elif one not in heads:
            yield _named(organisation, one, language)


def _facts_of_unit(
    organisation: Organisation, unit: Unit, language: str | None
) -> Iterator[tuple[str, Iterable[str]]]:
    def named(other: str) -> str:
        return _named(organisation, other, language)

    yield "head", [named(unit.head)] if unit.head else []
    yield "span of control", [str(organisation.span(unit.id) or "")]
    yield (
        "further lines",
        [
            f"{line.type}: {named(line.to)}" + (f", basis: {line.basis}" if line.basis else "")
            for line in unit.lines
        ],
    )
    yield "children", [named(child) for child in organisation.children_of(unit.id)]
    yield "duties", [_duty(organisation, item, language) for item in unit.responsibilities]
    yield "sites", [_held(site, language) for site in unit.sites]
    yield "figures", [f"{name}: {_scalar(number)}" for name, number in unit.figures.items()]
    yield "tags", [", ".join(unit.tags)]
    yield "links", [f"{link.type}: {named(link.to)}" for link in unit.links]
    yield "replaces", [predecessor_id(entry) for entry in unit.replaces]
    yield "split from", [predecessor_id(entry) for entry in unit.split_from]
    yield "valid", [_time(unit)]
    yield "winding down", ["yes" if unit.winding_down else ""]


def _named(organisation: Organisation, id: str, language: str | None) -> str:
    """A member by its name and id; of an id that names nobody that it does so."""
    if id not in organisation:
        return f"{id}, which does not exist"
    return f"{organisation.name(id, language)} ({id})"


def _missing(organisation: Organisation, id: str | None) -> list[str]:
    """A reference that leads nowhere: the place and the chain of command say the others."""
    return [_named(organisation, id, None)] if id is not None and id not in organisation else []


def _place(organisation: Organisation, id: str, language: str | None) -> str:
    path = (*reversed(organisation.ancestors(id)), id)
    return " > ".join(organisation.name(step, language) for step in path)


def _duty(organisation: Organisation, holding: Holding, language: str | None) -> str:
    """A duty by its own text or the register's, with what the register says of it."""
    entry = organisation.register.get(organisation.duty_of(holding))
    if entry is None:
        return _held(holding, language)
    remarks = [word for word in ("statutory" if entry.statutory else None, entry.basis) if word]
    words = f"{display(entry.name, language)} ({entry.id})"
    return words + (f", {', '.join(remarks)}" if remarks else "")


def _held(holding: Holding, language: str | None) -> str:
    if isinstance(holding, Named):
        return f"{display(holding.name, language)} ({holding.id})"
    return holding


def _scalar(value: str | bool | Number) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _time(unit: Unit) -> str:
    begin, end = unit.valid_from, unit.valid_to
    return " ".join(
        word for word in (f"from {begin}" if begin else "", f"to {end}" if end else "") if word
    )
