"""Assertions: what must hold for those that a rule selects; one module for each family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgcheck.language import msg
from orgcheck.rules.arguments import Subject, nested, read_verbs, several
from orgcheck.rules.assertions import (
    command,
    comparing,
    counts,
    custom,
    expressions,
    figures,
    lists,
    people,
    place,
    presence,
    reaching,
)
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, one_for_each_fault
from orgcheck.rules.assertions.logic import all_of, any_of, none_of
from orgcheck.rules.assertions.verb import Example, StructureVerb
from orgcheck.rules.pack_text import Node

__all__ = ["FAMILIES", "VERBS", "Assertion", "Failure", "Spot", "assertion", "one_for_each_fault"]

FAMILIES = (
    *(command, place, presence, counts, figures),
    *(comparing, lists, people, expressions, custom),
)


def assertion(node: Node, subject: Subject) -> Assertion | None:
    """The assertion that a pack writes: all its verbs hold. None, and the problems, if it is none.

    Parameters
    ----------
    node
        The value that holds it.
    subject
        What the rule is about.
    """
    read = read_verbs(node, VERBS, subject)
    return None if read is None else all_of([verb.check(one, subject) for verb, one in read])


_SEVERAL = several(assertion, "Assertion")
_NAMED = "units: [{id: a, name: A, top: true, tags: [x]}]"
_BARE = "units: [{id: a, name: A, top: true}]"
_OFFICIAL = "units: [{id: a, name: A, top: true, tags: [x], acronym: A}]"
_JOINING = (
    StructureVerb(
        name="all",
        usage="[ASSERTION]",
        statement=msg("All of these hold."),
        argument=_SEVERAL,
        check=lambda parts, _: all_of(parts),
        example=Example("[{must_have: tags}, {must_have: acronym}]", _OFFICIAL, _NAMED),
    ),
    StructureVerb(
        name="any",
        usage="[ASSERTION]",
        statement=msg("One of these holds."),
        argument=_SEVERAL,
        check=lambda parts, _: any_of(parts),
        example=Example("[{must_have: tags}, {must_have: acronym}]", _NAMED, _BARE),
    ),
    StructureVerb(
        name="not",
        usage="ASSERTION",
        statement=msg("This does not hold."),
        argument=nested(assertion, "Assertion"),
        check=lambda part, _: none_of(part),
        example=Example("{must_have: tags}", _BARE, _NAMED),
    ),
)
VERBS: Mapping[str, StructureVerb[Any]] = {
    verb.name: verb
    for verb in (
        *(verb for family in FAMILIES for verb in family.VERBS),
        *reaching.verbs_of(assertion),
        *_JOINING,
    )
}
