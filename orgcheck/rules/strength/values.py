"""Mistakes in what is said of a member: its names, its kind, what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from orgcheck.organisation import Member, Organisation, remembered
from orgcheck.rules.strength.mutant import Kind, Mutant
from orgcheck.snapshot.model import Body, Holding, Line, Link, Named, Unit, display

_ANOTHER_NAME = "Another name"
_BODY_TYPES: tuple[str, ...] = get_args(Body.model_fields["type"].annotation)


def _members(organisation: Organisation) -> Sequence[Member]:
    return (
        *organisation.units.values(),
        *organisation.posts.values(),
        *organisation.bodies.values(),
    )


def _with(
    organisation: Organisation, mistake: str, id: str, what: str, field: str, value: Any
) -> Mutant:
    member = organisation.member(id)
    assert member is not None, "options are of members"
    return Mutant(mistake, id, what, ((member, member.model_copy(update={field: value})),))


# -- names ------------------------------------------------------------------------------------


def _once_each(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [(member.id, 1) for member in _members(organisation)]


def _renamed(organisation: Organisation, id: str, _: int) -> Mutant | None:
    member = organisation.member(id)
    assert member is not None, "options are of members"
    name = member.name
    other = _ANOTHER_NAME if isinstance(name, str) else dict.fromkeys(name, _ANOTHER_NAME)
    return _with(organisation, "renamed", id, f'"{_ANOTHER_NAME}"', "name", other)


def _languages(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [
        (member.id, len(member.name))
        for member in _members(organisation)
        if isinstance(member.name, dict) and len(member.name) > 1
    ]


def _language_dropped(organisation: Organisation, id: str, option: int) -> Mutant | None:
    member = organisation.member(id)
    names = member.name if member is not None else ""
    assert isinstance(names, dict), "options are of names by language"
    dropped = list(names)[option]
    kept = {language: text for language, text in names.items() if language != dropped}
    return _with(organisation, "language", id, f"without {dropped}", "name", kept)


# -- kinds ------------------------------------------------------------------------------------


@remembered
def _kinds(organisation: Organisation) -> Sequence[str]:
    """The kinds of the vocabulary, then those in use."""
    stated = organisation.snapshot.kinds or {}
    used = (unit.kind for unit in organisation.units.values() if unit.kind is not None)
    return tuple(dict.fromkeys((*stated, *used)))


def _other_kinds(organisation: Organisation) -> Sequence[tuple[str, int]]:
    units = [(id, len(_kinds(organisation))) for id in organisation.units]
    return [*units, *((id, len(_BODY_TYPES)) for id in organisation.bodies)]


def _retyped(organisation: Organisation, id: str, option: int) -> Mutant | None:
    unit = organisation.units.get(id)
    if unit is None:
        type = _BODY_TYPES[option]
        if organisation.bodies[id].type == type:
            return None
        return _with(organisation, "retyped", id, f"as {type}", "type", type)
    kind = _kinds(organisation)[option]
    if unit.kind == kind:
        return None
    return _with(organisation, "retyped", id, f"as {kind}", "kind", kind)


# -- what a unit lists ------------------------------------------------------------------------


def _dropping(id: str, words: str, field: str) -> Kind:
    """The kind of mistake that leaves one item of a list out."""

    def options(organisation: Organisation) -> Sequence[tuple[str, int]]:
        units = organisation.units.values()
        return [(unit.id, len(getattr(unit, field))) for unit in units if getattr(unit, field)]

    def make(organisation: Organisation, unit: str, option: int) -> Mutant | None:
        items = getattr(organisation.units[unit], field)
        kept = (*items[:option], *items[option + 1 :])
        what = f"without {_words(items[option])}"
        return _with(organisation, id, unit, what, field, kept)

    return Kind(id, words, options, make)


def _words(item: Holding | Line | Link) -> str:
    if isinstance(item, Named):
        return display(item.name)
    if isinstance(item, (Line, Link)):
        return f"the {item.type} one to {item.to}"
    return item


def _duties(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [
        (unit.id, len(unit.responsibilities))
        for unit in organisation.units.values()
        if unit.responsibilities
    ]


def _repeated(organisation: Organisation, id: str, option: int) -> Mutant | None:
    """The unit above lists the duty too; where there is none, the first one below."""
    duty = organisation.units[id].responsibilities[option]
    beside = organisation.parent_of(id) or next(iter(organisation.children_of(id)), None)
    if beside is None:
        return None
    other = organisation.units[beside]
    key = organisation.duty_of(duty)
    if key in map(organisation.duty_of, other.responsibilities):
        return None
    new = other.model_copy(update={"responsibilities": (*other.responsibilities, duty)})
    what = f"{_words(duty)}, listed by {beside} too"
    return Mutant("repeated", id, what, ((other, new),))


# -- figures and attributes -------------------------------------------------------------------


def _entries(field: str) -> Any:
    def options(organisation: Organisation) -> Sequence[tuple[str, int]]:
        units: Sequence[Unit] = list(organisation.units.values())
        return [(unit.id, len(getattr(unit, field))) for unit in units if getattr(unit, field)]

    return options


def _tenfold(organisation: Organisation, id: str, option: int) -> Mutant | None:
    figures = organisation.units[id].figures
    name, number = list(figures.items())[option]
    if number == 0:
        return None
    changed = {**figures, name: number * 10}
    return _with(organisation, "figure", id, f"{name} {number * 10}", "figures", changed)


def _attribute_dropped(organisation: Organisation, id: str, option: int) -> Mutant | None:
    attributes = organisation.units[id].attributes
    dropped = list(attributes)[option]
    kept = {name: value for name, value in attributes.items() if name != dropped}
    return _with(organisation, "attribute", id, f"without {dropped}", "attributes", kept)


RENAMED = Kind("renamed", "renamed", _once_each, _renamed)
LANGUAGE = Kind("language", "name in one language left out", _languages, _language_dropped)
RETYPED = Kind("retyped", "given another kind", _other_kinds, _retyped)
DUTY = _dropping("responsibility", "responsibility left out", "responsibilities")
REPEATED = Kind("repeated", "responsibility listed by a second unit", _duties, _repeated)
SITE = _dropping("site", "site left out", "sites")
LINE = _dropping("line", "further line left out", "lines")
LINK = _dropping("link", "link left out", "links")
TAG = _dropping("tag", "tag left out", "tags")
FIGURE = Kind("figure", "figure ten times as large", _entries("figures"), _tenfold)
ATTRIBUTE = Kind("attribute", "attribute left out", _entries("attributes"), _attribute_dropped)
