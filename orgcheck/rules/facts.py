"""What an expression may ask of a member: its fields as plain data, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from orgcheck.organisation import Organisation
from orgcheck.rules.cel_effort import Effort
from orgcheck.rules.doubt import ANCESTRY, BELOW, COMMAND, NOTHING, REPORTS, Reads, own
from orgcheck.rules.expression import Expression, expression
from orgcheck.rules.fields import FIELDS, value_of
from orgcheck.rules.indexes import Responsibility, Target, depth, named_by, population
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Accepted, display

Fact = Callable[[Organisation, Target], Any]

_DERIVED: Mapping[str, Fact] = {
    "ancestors": lambda organisation, member: list(organisation.ancestors(member.id)),
    "children": lambda organisation, member: list(organisation.children_of(member.id)),
    "descendants": lambda organisation, member: list(organisation.descendants(member.id)),
    "chain": lambda organisation, member: list(organisation.chain(member.id)),
    "superior": lambda organisation, member: organisation.superior(member.id),
    "depth": lambda organisation, member: depth(organisation, member.id),
    "reports": lambda organisation, member: list(organisation.reports.get(member.id, ())),
    "heads": lambda organisation, member: list(organisation.heads.get(member.id, ())),
    "named_by": lambda organisation, member: list(named_by(organisation).get(member.id, ())),
    "file": lambda organisation, member: file_of(organisation, member),
    "holders": lambda organisation, member: list(organisation.holders.get(member.id, ())),
    "names": lambda _, member: _names(member.name),
}
_RESTS_ON: Mapping[str, Reads] = {
    "ancestors": ANCESTRY,
    "depth": ANCESTRY,
    "children": BELOW,
    "descendants": BELOW,
    "chain": COMMAND,
    "superior": COMMAND,
    # Whom a faulty reference means is unknown: it may be anybody.
    "reports": REPORTS,
    "heads": REPORTS,
    "named_by": REPORTS,
    "file": NOTHING,
    "names": own("name"),
    "holders": NOTHING,
}
_FLAGS = frozenset(("top", "winding_down", "vacant", "statutory"))
_MAPPINGS = frozenset(("attributes", "figures", "names"))
_LISTS = frozenset(
    (
        *("lines", "responsibilities", "sites", "tags", "links", "source", "previously"),
        *("replaces", "split_from", "ancestors", "children", "descendants", "chain", "holders"),
        *("reports", "heads", "named_by"),
    )
)


def condition(node: Node, of: str) -> Expression | None:
    """An expression over `unit`, whatever sort of member that is."""
    names = facts_of(of)
    empty_as = {name: _absence(name) for name in names if name not in ("id", "name", "depth")}
    variables = {"unit": names, **({"parent": names} if of == "units" else {})}
    return expression(node, variables, empty_as)


def facts_of(of: str) -> tuple[str, ...]:
    """The fields of `unit` for units, posts, bodies or responsibilities."""
    if of == "responsibilities":
        return (*FIELDS[of], "names", "holders", "file")
    derived = tuple(name for name in _DERIVED if name != "holders")
    return (*FIELDS[of], *derived)


def rests_on(asked: Expression) -> Reads:
    """What the answer to an expression over `unit` rests on."""
    reads = _reads(asked.mentions["unit"])
    # What is above a parent is above its child too.
    return reads | ANCESTRY | own("parent", "top") if asked.mentions.get("parent") else reads


def rests_on_in_parent(asked: Expression) -> Reads:
    """What of its parent the answer for a member rests on."""
    return _reads(asked.mentions.get("parent", frozenset()))


def _reads(mentions: Collection[str]) -> Reads:
    reads = own(*mentions)
    for name in _RESTS_ON if "*" in mentions else mentions:
        reads |= _RESTS_ON.get(name, NOTHING)
    return reads


def facts(organisation: Organisation, of: str, asked: Expression) -> Callable[[Target], Any]:
    """What gives the context of an expression for a member: only what the expression mentions."""
    own_facts = _facts(organisation, of, asked.mentions["unit"])
    mentioned = asked.mentions.get("parent")
    if not mentioned:
        return lambda member: {"unit": own_facts(member)}
    facts_of_parent = _facts(organisation, of, mentioned)

    def context(member: Target) -> dict[str, Any]:
        parent = organisation.units.get(organisation.parent_of(member.id) or "")
        above = facts_of_parent(parent) if parent is not None else None
        return {"unit": own_facts(member), "parent": above}

    return context


def _facts(
    organisation: Organisation, of: str, mentions: Collection[str]
) -> Callable[[Target], dict[str, Any]]:
    names = facts_of(of) if "*" in mentions else tuple(sorted(mentions))
    readers = [(name, _reader(name)) for name in names]
    return lambda member: {name: read(organisation, member) for name, read in readers}


def holds(organisation: Organisation, of: str, asked: Expression) -> Callable[[Target], bool]:
    """What tells whether an expression holds for a member; raises Unanswerable where it cannot."""
    context = facts(organisation, of, asked)
    effort = Effort(len(population(organisation, of)))
    return lambda member: asked.value(context(member), effort)


def file_of(organisation: Organisation, member: Target) -> str | None:
    """The file of the snapshot that a member stands in."""
    if isinstance(member, Responsibility):
        return organisation.file_of(member.entry or member.listed_by)
    return organisation.file_of(member)


def plain_fields(organisation: Organisation, of: str, member: Target) -> dict[str, Any]:
    """All that an expression may ask of a member."""
    return {name: _reader(name)(organisation, member) for name in facts_of(of)}


def _reader(name: str) -> Fact:
    if name in _DERIVED:
        return _DERIVED[name]
    read = value_of(name)
    if name in ("name", "acronym"):
        return lambda _, member: _displayed(read(member))
    absence = _absence(name)
    nothing: Any = {} if name in _MAPPINGS else []
    empties: Mapping[str, Any] = {"null": None, "false": False, "empty": nothing}
    empty = empties[absence]

    def plain_value(_: Organisation, member: Target) -> Any:
        value = read(member)
        return empty if value is None else _plain(value)

    return plain_value


def _absence(name: str) -> str:
    if name in _FLAGS:
        return "false"
    return "empty" if name in _LISTS or name in _MAPPINGS else "null"


def _displayed(name: Any) -> str | None:
    return None if name is None else display(name)


def _names(name: str | Mapping[str, str]) -> dict[str, str]:
    # "und" is the code for a text in no language that anyone has said.
    return {"und": name} if isinstance(name, str) else dict(name)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Accepted):
        return value.id
    if isinstance(value, BaseModel):
        return {
            name: _displayed(item) if name == "name" else _plain(item)
            for name, item in value
            if item is not None
        }
    if isinstance(value, date):
        return value.isoformat()
    return value
