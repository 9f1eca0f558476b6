"""What an expression may ask of a member: its fields as plain data, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

from orgcheck.findings import Fault
from orgcheck.numbers import approximate
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.doubt import (
    ANCESTRY,
    BELOW,
    CHILDREN,
    COMMAND,
    NOTHING,
    REPORTS,
    SUPERIOR,
    Ground,
    Reads,
    own,
)
from orgcheck.rules.expressions.cost import Effort
from orgcheck.rules.expressions.expression import Expression, expression
from orgcheck.rules.expressions.language import (
    ANY,
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    Record,
    Sort,
    Type,
    id_of,
    ids_of,
    list_of,
    map_of,
    record_of,
)
from orgcheck.rules.expressions.reading import flat_name
from orgcheck.rules.fields import FIELDS, value_of
from orgcheck.rules.indexes import (
    Registered,
    Responsibility,
    Target,
    depth,
    named_by,
    population,
)
from orgcheck.rules.pack_text import Node, TooLong, Unanswerable
from orgcheck.snapshot.model import Accepted, Part, Post, Unit, display

Fact = Callable[[Organisation, Target], Any]


@dataclass(frozen=True)
class Related:
    """Members that one is related to: of which sorts, how they are found, if there are several."""

    sorts: tuple[str, ...]
    ids: Callable[[Organisation, Any], Iterable[str | None]]
    several: bool = True


_DERIVED: Mapping[str, Fact] = {
    "ancestors": lambda organisation, member: list(organisation.ancestors(member.id)),
    "children": lambda organisation, member: list(organisation.children_of(member.id)),
    "descendants": lambda organisation, member: list(organisation.descendants(member.id)),
    "chain": lambda organisation, member: list(organisation.chain(member.id)),
    "superior": lambda organisation, member: organisation.superior(member.id),
    "depth": lambda organisation, member: depth(organisation, member.id),
    "span": lambda organisation, member: organisation.span(member.id),
    "reports": lambda organisation, member: list(organisation.reports.get(member.id, ())),
    "heads": lambda organisation, member: list(_heads(organisation, member)),
    "named_by": lambda organisation, member: list(named_by(organisation).get(member.id, ())),
    "file": lambda organisation, member: file_of(organisation, member),
    "holders": lambda organisation, member: list(_holders(organisation, member)),
    "memberships": lambda organisation, member: list(organisation.memberships.get(member.id, ())),
    "held_posts": lambda organisation, member: list(organisation.held_posts.get(member.id, ())),
    "names": lambda _, member: _names(member.name),
}
_RESTS_ON: Mapping[str, Reads] = {
    "ancestors": ANCESTRY,
    "depth": ANCESTRY,
    "children": CHILDREN,
    "descendants": BELOW,
    "chain": COMMAND,
    "superior": SUPERIOR,
    # Whom a faulty reference means is unknown: it may be anybody.
    "reports": REPORTS,
    "span": REPORTS,
    "heads": REPORTS | own("head", "heads"),
    "named_by": REPORTS,
    "file": NOTHING,
    "names": own("name"),
    "holders": own("holders"),
    "memberships": NOTHING,
    "held_posts": NOTHING,
    "head_post": own("head", "heads"),
    "head_posts": own("head", "heads"),
    "superior_entity": SUPERIOR,
    "child_units": CHILDREN,
    "ancestor_units": ANCESTRY,
    "descendant_units": BELOW,
    "headed_units": REPORTS,
}
_ABSENT_FLAGS = ("top", "winding_down", "vacant", "statutory")
_LINE = Record("lines", {"to": TEXT, "type": TEXT, "basis": TEXT}, {})
_LINK = Record("links", {"to": TEXT, "type": TEXT}, {})
# What the fields are that are no plain texts.
_TYPES: Mapping[str, Type] = {
    **dict.fromkeys(_ABSENT_FLAGS, FLAG),
    **dict.fromkeys(("tags", "source", "previously", "replaces", "split_from"), TEXTS),
    # Of duties and sites those that carry an id are mappings, the others texts.
    **dict.fromkeys(("responsibilities", "sites"), list_of(ANY)),
    "lines": list_of(record_of(_LINE)),
    "links": list_of(record_of(_LINK)),
    "attributes": map_of(ANY),
    "figures": map_of(NUMBER),
    "names": map_of(TEXT),
    "depth": NUMBER,
    "span": NUMBER,
    "head": id_of("head_post"),
    "superior": id_of("superior_entity"),
    "ancestors": ids_of("ancestor_units"),
    "children": ids_of("child_units"),
    "descendants": ids_of("descendant_units"),
    "heads": ids_of("headed_units"),
    **dict.fromkeys(("chain", "reports", "named_by", "holders", "members"), TEXTS),
    **dict.fromkeys(("memberships", "held_posts"), TEXTS),
}
# Where the same word is of another type for some.
_TYPES_OF: Mapping[tuple[str, str], Type] = {("units", "heads"): ids_of("head_posts")}
# Records of others with all the fields that the text gives them: of which sort they are, how they
# are found, and whether there are several.
_RELATED: Mapping[str, Related] = {
    "head_post": Related(("posts",), lambda _, member: (member.first_head,), False),
    "head_posts": Related(("posts",), lambda _, member: member.headed_by),
    "superior_entity": Related(
        ("units", "posts", "bodies"),
        lambda organisation, member: (organisation.superior(member.id),),
        False,
    ),
    "child_units": Related(
        ("units",), lambda organisation, member: organisation.children_of(member.id)
    ),
    "ancestor_units": Related(
        ("units",), lambda organisation, member: organisation.ancestors(member.id)
    ),
    "descendant_units": Related(
        ("units",), lambda organisation, member: organisation.descendants(member.id)
    ),
    "headed_units": Related(
        ("units",), lambda organisation, member: organisation.heads.get(member.id, ())
    ),
}
_RELATED_OF: Mapping[str, tuple[str, ...]] = {
    "units": (
        *("head_post", "head_posts", "superior_entity"),
        *("child_units", "ancestor_units", "descendant_units"),
    ),
    "posts": ("superior_entity", "headed_units"),
    "bodies": ("superior_entity",),
    "responsibilities": (),
    "people": (),
}


def _heads(organisation: Organisation, member: Target) -> Iterable[str]:
    """The posts that head a unit; the units that a post heads."""
    if isinstance(member, Unit):
        return member.headed_by
    return organisation.heads.get(member.id, ())


def _holders(organisation: Organisation, member: Target) -> Iterable[str]:
    """Who holds a post; which units hold a duty."""
    return member.holders if isinstance(member, Post) else organisation.holders.get(member.id, ())


# What people alone have.
_OF_PEOPLE = ("memberships", "held_posts")


def condition(node: Node, of: str) -> Expression | None:
    """An expression over `unit`, whatever sort of member that is, that is true or false."""
    return question(node, of, (Sort.FLAG,))


def question(node: Node, of: str, gives: Collection[Sort] = ()) -> Expression | None:
    """An expression over `unit` that gives one of some sorts of value; any where none is said."""
    return expression(node, variables_of(of), gives, never_null=("unit",))


@cache
def variables_of(of: str) -> Mapping[str, Type]:
    """What an expression about members of a sort may name."""
    names = ("unit", "parent") if of == "units" else ("unit",)
    return {name: record_of(member_record(name, of)) for name in names}


@cache
def member_record(name: str, of: str) -> Record:
    """A member as expressions see it: its fields, and what follows from them."""
    types = {field: _TYPES_OF.get((of, field), _type(field)) for field in facts_of(of)}
    return Record(name, types, dict(map(_absent, types)))


@cache
def _related_record(name: str, sorts: tuple[str, ...]) -> Record:
    """Another member that one is related to: with all the fields that the text gives it."""
    fields = _every_field(sorts)
    return Record(name, {field: _type(field) for field in fields}, dict(map(_absent, fields)))


def _every_field(sorts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for sort in sorts for field in (*FIELDS[sort], "names")))


def _absent(field: str) -> tuple[str, str]:
    return field, _absence(field)


def _type(name: str) -> Type:
    related = _RELATED.get(name)
    if related is None:
        return _TYPES.get(name, TEXT)
    record = record_of(_related_record(name, related.sorts))
    return list_of(record) if related.several else record


def facts_of(of: str) -> tuple[str, ...]:
    """The fields of `unit` for units, posts, bodies, responsibilities or people."""
    if of == "responsibilities":
        return (*FIELDS[of], "names", "holders", "file")
    if of == "people":
        return (*FIELDS[of], "names", *_OF_PEOPLE, "file")
    derived = (name for name in _DERIVED if name not in ("holders", *_OF_PEOPLE))
    return tuple(dict.fromkeys((*FIELDS[of], *derived, *_RELATED_OF[of])))


def rests_on(asked: Expression) -> Reads:
    """What the answer to an expression over `unit` rests on."""
    reads = _reads(asked.mentions.get("unit", ()))
    # What is above a parent is above its child too.
    return reads | ANCESTRY | own("parent", "top") if "parent" in asked.mentions else reads


def others_in_doubt(ground: Ground, member: Target, asked: Expression) -> Fault | None:
    """The faulty value of another that the answer for a member passes through."""
    if ground.doubt is None:
        return None
    organisation = ground.organisation
    above = asked.mentions.get("parent")
    parent = organisation.parent_of(member.id) if above is not None else None
    if above is not None and parent is not None and (fault := ground.doubts(parent, _reads(above))):
        return fault
    found = (
        ground.doubts(id, own(*_fields_read(asked, name)))
        for name in asked.mentions.get("unit", ())
        if name in _RELATED
        for id in _RELATED[name].ids(organisation, member)
        if id is not None
    )
    return next(filter(None, found), None)


def _fields_read(asked: Expression, name: str) -> Collection[str]:
    fields = asked.mentions.get(name, frozenset())
    return FIELDS["units"] if "*" in fields else fields


def _reads(mentions: Collection[str]) -> Reads:
    reads = own(*mentions)
    for name in (*_RESTS_ON,) if "*" in mentions else mentions:
        reads |= _RESTS_ON.get(name, NOTHING)
    return reads


Context = Callable[[Target], dict[str, Any]]


def facts(organisation: Organisation, of: str, asked: Expression) -> Context:
    """What gives the context of an expression for a member: only what the expression mentions."""
    context: dict[str, Callable[[Target], Any]] = {}
    if "unit" in asked.flat:
        readers = [
            (flat_name("unit", name), _reader(name, asked.mentions))
            for name in asked.mentions.get("unit", ())
        ]
        context = {name: partial(read, organisation) for name, read in readers}
    elif "unit" in asked.mentions:
        context["unit"] = _facts(organisation, of, asked, "unit")
    if "parent" in asked.mentions:
        of_parent = _facts(organisation, of, asked, "parent")

        def parent_of(member: Target) -> Any:
            parent = organisation.units.get(organisation.parent_of(member.id) or "")
            return of_parent(parent) if parent is not None else None

        context["parent"] = parent_of
    asked_of = tuple(context.items())
    return lambda member: {name: read(member) for name, read in asked_of}


def _facts(
    organisation: Organisation, of: str, asked: Expression, variable: str
) -> Callable[[Target], dict[str, Any]]:
    mentions = asked.mentions[variable]
    names = facts_of(of) if "*" in mentions else tuple(sorted(mentions))
    readers = [(name, _reader(name, asked.mentions)) for name in names]
    return lambda member: {name: read(organisation, member) for name, read in readers}


def holds(organisation: Organisation, of: str, asked: Expression) -> Callable[[Target], bool]:
    """What tells whether an expression holds for a member; raises Unanswerable where it cannot."""
    context = facts(organisation, of, asked)
    effort = Effort(len(population(organisation, of)))

    def test(member: Target) -> bool:
        try:
            return asked.holds(context(member), effort)
        except TooLong:
            raise
        except Unanswerable as why:
            why.example = member.id
            raise

    return test


def values(organisation: Organisation, of: str, asked: Expression) -> Callable[[Target], Any]:
    """What gives the value of an expression for a member; raises Unanswerable likewise."""
    context = facts(organisation, of, asked)
    effort = Effort(len(population(organisation, of)))
    return lambda member: asked.value(context(member), effort)


def file_of(organisation: Organisation, member: Target) -> str | None:
    """The file of the snapshot that a member stands in."""
    part = member.place[0] if isinstance(member, Registered) else member
    return organisation.file_of(part)


def files_of(organisation: Organisation, member: Target) -> tuple[str, ...]:
    """The files that a member stands in: of a duty each in which it is listed."""
    parts: list[object] = [member]
    if isinstance(member, Responsibility):
        holders = organisation.holders.get(member.id, ())
        parts = [member.entry, *(organisation.units[id] for id in holders)]
    files = (organisation.file_of(part) for part in parts if part is not None)
    return tuple(dict.fromkeys(file for file in files if file is not None))


def plain_fields(
    organisation: Organisation, of: str, member: Target, asked: Expression, variable: str
) -> dict[str, Any]:
    """What an expression asks of a member that one of its variables stands for."""
    return _facts(organisation, of, asked, variable)(member)


def _reader(name: str, mentions: Mapping[str, Collection[str]]) -> Fact:
    """What reads a fact; of related members only the fields that an expression mentions."""
    if name in _DERIVED:
        return _DERIVED[name]
    related = _RELATED.get(name)
    if related is not None:
        return _related(related, mentions.get(name, ()))
    return _own_field(name, value_of(name))


def _related(related: Related, mentions: Collection[str]) -> Fact:
    names = _every_field(related.sorts) if "*" in mentions else tuple(sorted(mentions))
    readers = [(name, _reader_of_any(name)) for name in names]

    def records(organisation: Organisation, member: Target) -> Any:
        found = [
            {name: read(organisation, other) for name, read in readers}
            for id in related.ids(organisation, member)
            if id is not None and (other := organisation.member(id)) is not None
        ]
        if related.several:
            return found
        return found[0] if found else None

    return records


def _reader_of_any(name: str) -> Fact:
    """What reads a field of a member, which may be of a sort that has none of that name."""
    if name in _DERIVED:
        return _DERIVED[name]
    return _own_field(name, lambda member: getattr(member, name, None))


def _own_field(name: str, read: Callable[[Target], Any]) -> Fact:
    """What gives a field of the format as plain data."""
    if name in ("name", "acronym"):
        return lambda _, member: _displayed(read(member))
    absence = _absence(name)
    nothing: Any = {} if _type(name).sort is Sort.MAP else []
    empties: Mapping[str, Any] = {"null": None, "false": False, "empty": nothing}
    empty = empties[absence]

    def plain_value(_: Organisation, member: Target) -> Any:
        value = read(member)
        if type(value) is str:
            return value
        return empty if value is None else _plain(value)

    return plain_value


def _absence(name: str) -> str:
    """What a field holds where the text says nothing of it: see `Record`."""
    if name in _ABSENT_FLAGS:
        return "false"
    return "empty" if _type(name).sort in (Sort.LIST, Sort.MAP) else "null"


def _displayed(name: Any) -> str | None:
    return None if name is None else display(name)


def _names(name: str | Mapping[str, str] | None) -> dict[str, str]:
    if name is None:
        return {}
    # "und" is the code for a text in no language that anyone has said.
    return {"und": name} if isinstance(name, str) else dict(name)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Accepted):
        return value.id
    if isinstance(value, Part):
        return {
            name: _displayed(item) if name == "name" else _plain(item)
            for name, item in value
            if item is not None
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return approximate(value) if isinstance(value, Decimal) else value
