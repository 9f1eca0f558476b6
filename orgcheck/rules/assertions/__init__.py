"""Assertions: what must hold for those that a rule selects; one module for each family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orgcheck.rules.assertions import (
    agreement,
    branches,
    cel,
    command,
    counts,
    custom,
    duties,
    figures,
    files,
    likeness,
    links,
    lists,
    ordering,
    presence,
    structure,
    uniqueness,
    usage,
)
from orgcheck.rules.assertions.arguments import Subject
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, one_for_each_fault
from orgcheck.rules.assertions.logic import all_of, any_of, none_of
from orgcheck.rules.assertions.verb import StructureVerb
from orgcheck.rules.pack_text import Node

__all__ = ["VERBS", "Assertion", "Failure", "Spot", "assertion", "one_for_each_fault"]


def _of_record(verb: StructureVerb[Any]) -> Callable[[Node, str], Assertion | None]:
    def read(node: Node, of: str) -> Assertion | None:
        argument = verb.read(node, Subject(of))
        return None if argument is None else verb.check(argument, Subject(of))

    return read


VERBS: Mapping[str, Callable[[Node, str], Assertion | None]] = {
    "parent": structure.parent,
    "within": structure.within,
    "not_within": structure.not_within,
    "parent_kind": structure.parent_kind,
    "child_kinds": structure.child_kinds,
    "contains_all": branches.contains_all,
    "contains_only": branches.contains_only,
    "must_have": presence.must_have,
    "must_not_have": presence.must_not_have,
    "matches": presence.matches,
    "any_matches": presence.any_matches,
    "one_of": presence.one_of,
    "count": counts.count,
    "children": counts.children,
    "depth": counts.depth,
    "span": counts.span,
    "unique": uniqueness.unique,
    "unique_among_siblings": uniqueness.unique_among_siblings,
    "distinguishable": likeness.distinguishable,
    "agree": agreement.agree,
    "sorted": ordering.in_order,
    "distinct": lists.distinct,
    "not_inherited": lists.not_inherited,
    "usual": usage.usual,
    "owed_languages": usage.owed_languages,
    "links": links.links,
    "one_top_per_file": files.one_top_per_file,
    "one_owner": duties.one_owner,
    "sum": figures.sum_of,
    "cel": cel.cel,
    "value": cel.value,
    "custom": custom.custom,
    **{verb.name: _of_record(verb) for verb in command.VERBS},
}
LOGIC = ("all", "any", "not")
# What only units have.
_OF_UNITS = frozenset(
    (
        *("parent", "within", "not_within", "parent_kind", "child_kinds", "contains_all"),
        *("contains_only", "children", "depth", "unique_among_siblings", "sum"),
        *("not_inherited", "one_top_per_file"),
    )
)


def assertion(node: Node, of: str) -> Assertion | None:
    """The assertion that a pack writes: all its verbs hold. None, and the problems, if it is none.

    Parameters
    ----------
    node
        The value that holds it.
    of
        The sort of those that it is about: units, posts, bodies or responsibilities.
    """
    parts = node.mapping((*VERBS, *LOGIC), "verb")
    if parts is None:
        return None
    if not node.value:
        node.wrong("is empty", "write at least one verb")
    compiled = [_verb(part, verb, of) for verb, part in parts.items()]
    found = [part for part in compiled if part is not None]
    return all_of(found) if found and len(found) == len(node.value) else None


def _verb(node: Node, verb: str, of: str) -> Assertion | None:
    if verb in LOGIC:
        return _logic(node, verb, of)
    if of != "units" and verb in _OF_UNITS:
        node.wrong(
            f"this is about units, and the rule selects {of}",
            "select units, or ask it in another way",
        )
        return None
    return VERBS[verb](node, of)


def _logic(node: Node, verb: str, of: str) -> Assertion | None:
    inner = node.deeper()
    if inner is None:
        return None
    if verb == "not":
        part = assertion(inner, of)
        return none_of(part) if part is not None else None
    items = inner.items()
    if inner.value == []:
        inner.wrong("is empty", "write at least one assertion")
    parts = [part for item in items if (part := assertion(item, of)) is not None]
    if not parts or len(parts) < len(items):
        return None
    return all_of(parts) if verb == "all" else any_of(parts)
