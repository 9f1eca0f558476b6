"""The mistakes that a person could make in a structure: each kind, and the ways to make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from orgcheck.language import msg, said
from orgcheck.organisation import Member, Organisation, remembered
from orgcheck.rules.strength.mutant import Mistake, Mutant, Replacement, Ways, in_circle
from orgcheck.snapshot.model import Body, Holding, Line, Link, Name, Named, Post, Unit, display

_ANOTHER_NAME = "Another name"
_BODY_TYPES: tuple[str, ...] = get_args(Body.model_fields["type"].annotation)


@remembered
def _members(organisation: Organisation) -> Mapping[str, Member]:
    return {**organisation.units, **organisation.posts, **organisation.bodies}


@remembered
def _ids(organisation: Organisation) -> Sequence[str]:
    return tuple(_members(organisation))


def _with(
    organisation: Organisation, mistake: str, id: str, what: str, field: str, value: Any
) -> Mutant:
    member = _members(organisation)[id]
    return Mutant(mistake, id, what, ((member, member.model_copy(update={field: value})),))


def _once_each(organisation: Organisation) -> Ways:
    return [(id, 1) for id in _ids(organisation)]


def _each_of(field: str) -> Any:
    """The ways to make a mistake in one entry of a field of a unit."""

    def ways(organisation: Organisation) -> Ways:
        units = organisation.units.values()
        return [(unit.id, len(getattr(unit, field))) for unit in units if getattr(unit, field)]

    return ways


# -- place ------------------------------------------------------------------------------------


def _every_place(organisation: Organisation) -> Ways:
    return [(id, len(organisation.units)) for id in organisation.units]


def _moved(organisation: Organisation, id: str, way: int) -> Mutant | None:
    # The units come first among all members.
    target = _ids(organisation)[way]
    unit = organisation.units[id]
    if target in (id, unit.parent) or id in organisation.ancestors(target):
        return None
    new = unit.model_copy(update={"parent": target, "top": False})
    mutant = Mutant("moved", id, said("under {unit}", unit=target), ((unit, new),))
    return None if in_circle(organisation, mutant) else mutant


def _below_a_top(organisation: Organisation) -> Ways:
    return [(id, 1) for id, unit in organisation.units.items() if not unit.top]


def _made_top(organisation: Organisation, id: str, _: int) -> Mutant | None:
    unit = organisation.units[id]
    new = unit.model_copy(update={"parent": None, "top": True})
    return Mutant("top", id, "", ((unit, new),))


# -- command ----------------------------------------------------------------------------------


def _every_superior(organisation: Organisation) -> Ways:
    ids = _ids(organisation)
    return [(id, len(ids) + 1) for id in ids]


def _reporting(organisation: Organisation, id: str, way: int) -> Mutant | None:
    member = _members(organisation)[id]
    ids = _ids(organisation)
    if way == len(ids):
        return _unstated(organisation, member)
    superior = ids[way]
    if superior in (id, organisation.superior(id)) or id in organisation.chain(superior):
        return None
    post = organisation.posts.get(superior)
    if post is not None and organisation.unit_of_post(post) == id:
        return None
    new = member.model_copy(update={"reports_to": superior})
    mutant = Mutant("reporting", id, said("to {superior}", superior=superior), ((member, new),))
    return None if in_circle(organisation, mutant) else mutant


def _unstated(organisation: Organisation, member: Member) -> Mutant | None:
    """The line that is stated left out; nothing where the same one would follow from the place."""
    if member.reports_to is None:
        return None
    new = member.model_copy(update={"reports_to": None})
    if isinstance(member, Unit) and organisation.lead_of(member.parent) == member.reports_to:
        return None
    return Mutant("reporting", member.id, said("its stated line left out"), ((member, new),))


def _headed(organisation: Organisation) -> Ways:
    return [(id, len(unit.headed_by)) for id, unit in organisation.units.items() if unit.headed_by]


def _headless(organisation: Organisation, id: str, way: int) -> Mutant | None:
    unit = organisation.units[id]
    head = unit.headed_by[way]
    field, left = ("head", None) if unit.head is not None else ("heads", _without(unit.heads, head))
    return _with(organisation, "head", id, _lost(head), field, left)


def _without(heads: tuple[str, ...], head: str) -> tuple[str, ...]:
    return tuple(one for one in heads if one != head)


# -- number -----------------------------------------------------------------------------------


def _removed(organisation: Organisation, id: str, _: int) -> Mutant | None:
    """Removed with care: its children go to its parent, and nothing names it any more."""
    member = _members(organisation)[id]
    if len(organisation.units) == 1 and isinstance(member, Unit):
        return None
    others: list[Replacement] = [
        (other, other.model_copy(update=freed))
        for other in _members(organisation).values()
        if other is not member and (freed := _freed(other, member))
    ]
    return Mutant("removed", id, "", ((member, None), *others))


def _freed(other: Member, gone: Member) -> Mapping[str, Any]:
    """The fields of a member that named the one that is gone, as they are without it."""
    freed: dict[str, Any] = {}
    if other.reports_to == gone.id:
        freed["reports_to"] = None
    if isinstance(other, Post) and other.unit == gone.id:
        freed["unit"] = gone.parent if isinstance(gone, Unit) else None
    if isinstance(other, Unit):
        if other.parent == gone.id and isinstance(gone, Unit):
            freed |= {"parent": gone.parent, "top": gone.parent is None}
        if other.head == gone.id:
            freed["head"] = None
        if gone.id in other.heads:
            freed["heads"] = _without(other.heads, gone.id)
        for field in ("lines", "links"):
            kept = tuple(item for item in getattr(other, field) if item.to != gone.id)
            if len(kept) < len(getattr(other, field)):
                freed[field] = kept
    return freed


def _each_unit(organisation: Organisation) -> Ways:
    return [(id, 1) for id in organisation.units]


def _added(organisation: Organisation, id: str, _: int) -> Mutant | None:
    """One more like an existing unit, beside it; what may be held once is not held twice."""
    unit = organisation.units[id]
    number = next(n for n in range(2, 10**6) if f"{id}-{n}" not in organisation)
    twin = unit.model_copy(
        update={
            "id": f"{id}-{number}",
            "name": _numbered(unit.name, number),
            "acronym": _numbered(unit.acronym, number) if unit.acronym is not None else None,
            "head": None,
            "heads": (),
            "responsibilities": tuple(
                _other(duty, number)
                for duty in unit.responsibilities
                if organisation.duty_of(duty) not in organisation.register
            ),
            "previously": (),
            "replaces": (),
            "split_from": (),
        }
    )
    return Mutant("added", id, said("{unit} beside it", unit=twin.id), (), (twin,), {twin.id: id})


def _other(duty: Holding, number: int) -> Holding:
    if isinstance(duty, Named):
        return Named.model_construct(id=f"{duty.id}-{number}", name=_numbered(duty.name, number))
    return f"{duty} {number}"


def _numbered(name: Name, number: int) -> Name:
    if isinstance(name, str):
        return f"{name} {number}"
    return {language: f"{text} {number}" for language, text in name.items()}


# -- names and kinds --------------------------------------------------------------------------


def _renamed(organisation: Organisation, id: str, _: int) -> Mutant | None:
    name = _members(organisation)[id].name
    other = _ANOTHER_NAME if isinstance(name, str) else dict.fromkeys(name, _ANOTHER_NAME)
    return _with(organisation, "renamed", id, "", "name", other)


def _languages(organisation: Organisation) -> Ways:
    return [
        (member.id, len(member.name))
        for member in _members(organisation).values()
        if isinstance(member.name, dict) and len(member.name) > 1
    ]


def _language_dropped(organisation: Organisation, id: str, way: int) -> Mutant | None:
    names = _members(organisation)[id].name
    assert isinstance(names, dict), "ways are of names by language"
    dropped = list(names)[way]
    return _with(organisation, "language", id, _lost(dropped), "name", _lacking(names, dropped))


@remembered
def _kinds(organisation: Organisation) -> Sequence[str]:
    """The kinds of the vocabulary, then those in use."""
    stated = organisation.snapshot.kinds or {}
    used = (unit.kind for unit in organisation.units.values() if unit.kind is not None)
    return tuple(dict.fromkeys((*stated, *used)))


def _other_kinds(organisation: Organisation) -> Ways:
    units = [(id, len(_kinds(organisation))) for id in organisation.units]
    return [*units, *((id, len(_BODY_TYPES)) for id in organisation.bodies)]


def _retyped(organisation: Organisation, id: str, way: int) -> Mutant | None:
    unit = organisation.units.get(id)
    if unit is None:
        field, was, now = "type", str(organisation.bodies[id].type), _BODY_TYPES[way]
    else:
        field, was, now = "kind", unit.kind or "", _kinds(organisation)[way]
    if was == now:
        return None
    return _with(organisation, "retyped", id, said("as {kind}", kind=now), field, now)


def _lost(item: str) -> str:
    return said("without {item}", item=item)


# -- what a unit lists ------------------------------------------------------------------------


def _dropping(id: str, words: str, field: str) -> Mistake:
    """The mistake that leaves one item of a list out."""

    def make(organisation: Organisation, unit: str, way: int) -> Mutant | None:
        items = getattr(organisation.units[unit], field)
        kept = (*items[:way], *items[way + 1 :])
        return _with(organisation, id, unit, _lost(_words(items[way])), field, kept)

    return Mistake(id, words, _each_of(field), make)


def _words(item: Holding | Line | Link) -> str:
    if isinstance(item, Named):
        return display(item.name)
    if isinstance(item, (Line, Link)):
        return said("the {type} one to {member}", type=item.type, member=item.to)
    return item


def _repeated(organisation: Organisation, id: str, way: int) -> Mutant | None:
    """The unit above lists the duty too; where there is none, the first one below."""
    duty = organisation.units[id].responsibilities[way]
    beside = organisation.parent_of(id) or next(iter(organisation.children_of(id)), None)
    if beside is None:
        return None
    other = organisation.units[beside]
    key = organisation.duty_of(duty)
    if key in map(organisation.duty_of, other.responsibilities):
        return None
    new = other.model_copy(update={"responsibilities": (*other.responsibilities, duty)})
    what = said("{duty}, listed by {unit} too", duty=_words(duty), unit=beside)
    return Mutant("repeated", id, what, ((other, new),))


def _tenfold(organisation: Organisation, id: str, way: int) -> Mutant | None:
    figures = organisation.units[id].figures
    name, number = list(figures.items())[way]
    if number == 0:
        return None
    changed = {**figures, name: number * 10}
    return _with(organisation, "figure", id, f"{name} {number * 10}", "figures", changed)


def _attribute_dropped(organisation: Organisation, id: str, way: int) -> Mutant | None:
    attributes = organisation.units[id].attributes
    dropped = list(attributes)[way]
    kept = _lacking(attributes, dropped)
    return _with(organisation, "attribute", id, _lost(dropped), "attributes", kept)


def _lacking(entries: Mapping[str, Any], dropped: str) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if key != dropped}


_EVERY = (
    Mistake("moved", msg("moved under another unit"), _every_place, _moved),
    Mistake("top", msg("made a top of its own"), _below_a_top, _made_top),
    Mistake("reporting", msg("reporting line changed"), _every_superior, _reporting),
    Mistake("head", msg("head left out"), _headed, _headless),
    _dropping("line", msg("further line left out"), "lines"),
    Mistake("removed", msg("removed"), _once_each, _removed),
    Mistake("added", msg("one more like it added"), _each_unit, _added),
    Mistake("renamed", msg("renamed"), _once_each, _renamed),
    Mistake("language", msg("name in one language left out"), _languages, _language_dropped),
    Mistake("retyped", msg("given another kind"), _other_kinds, _retyped),
    _dropping("responsibility", msg("duty left out"), "responsibilities"),
    Mistake(
        "repeated",
        msg("duty listed by a second unit"),
        _each_of("responsibilities"),
        _repeated,
    ),
    _dropping("site", msg("site left out"), "sites"),
    _dropping("link", msg("link left out"), "links"),
    _dropping("tag", msg("tag left out"), "tags"),
    Mistake("figure", msg("figure ten times as large"), _each_of("figures"), _tenfold),
    Mistake("attribute", msg("attribute left out"), _each_of("attributes"), _attribute_dropped),
)

# All of them by their ids, in the order in which they are tried and told.
MISTAKES: Mapping[str, Mistake] = {mistake.id: mistake for mistake in _EVERY}
