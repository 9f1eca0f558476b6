"""ORG009: where a snapshot has a vocabulary of kinds, every unit keeps to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from orgcheck.counting import first_few, in_a_row, more
from orgcheck.findings import Fault, Finding
from orgcheck.language import Said, said, said_later, spoken
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.snapshot.model import Kind, Unit
from orgcheck.snapshot.suggestions import Nearest
from orgcheck.snapshot.words import said_kind


def check(organisation: Organisation) -> Iterator[Finding]:
    """Findings for kinds outside the vocabulary, and for units where their kind may not stand."""
    kinds = organisation.snapshot.kinds
    if kinds is None:
        return
    nearest = Nearest(kinds)
    allowed = {name: frozenset(kind.parents) for name, kind in kinds.items()}
    yield from _vocabulary_itself(organisation, kinds, nearest)
    units, faults = organisation.units, organisation.faults
    # Most stand as many others do, and need not be looked at closely.
    fitting = {
        (kind, parent) for kind, parents in allowed.items() for parent in parents & allowed.keys()
    }
    for unit in organisation.snapshot.units:
        parent = units.get(unit.parent) if unit.parent is not None else None
        if parent is not None and (unit.kind, parent.kind) in fitting:
            continue
        kind = kinds.get(unit.kind) if unit.kind is not None else None
        if kind is None:
            if Fault(unit.id, "kind") not in faults:
                yield _unknown_kind(organisation, unit, kinds, nearest)
            continue
        if parent is not None and parent.kind is not None and parent.kind in kinds:
            if parent.kind not in allowed[str(unit.kind)] and (kind.parents or kind.top):
                yield _wrong_parent(organisation, unit, parent, kind)
        elif unit.top and unit.parent is None and kind.parents and not kind.top:
            yield _wrong_top(organisation, unit, kind)


def _vocabulary_itself(
    organisation: Organisation, kinds: Mapping[str, Kind], nearest: Nearest
) -> Iterator[Finding]:
    for name, kind in kinds.items():
        for index, parent in enumerate(kind.parents):
            if parent not in kinds:
                near = nearest(parent)
                yield RULE.header_fault(
                    organisation,
                    ("kinds", name, "parents", index),
                    said(
                        "the kind {kind} allows the parent kind {parent}, which is not among "
                        "`kinds`",
                        kind=name,
                        parent=parent,
                    ),
                    said("did you mean {near}?", near=near)
                    if near
                    else said("add {parent} to `kinds`, or remove it", parent=parent),
                )


def _unknown_kind(
    organisation: Organisation, unit: Unit, kinds: Mapping[str, Kind], nearest: Nearest
) -> Finding:
    if unit.kind is None:
        message = said(
            "{unit} has no kind, and this snapshot has a vocabulary of kinds",
            unit=organisation.mention(unit.id),
        )
        fix = said("give it one of: {kinds}", kinds=_few(kinds))
    else:
        message = said(
            "{unit} has the kind {kind}, which is not among `kinds`",
            unit=organisation.mention(unit.id),
            kind=unit.kind,
        )
        near = nearest(unit.kind)
        fix = (
            said("write {id}", id=near)
            if near
            else said("add it to `kinds`, or choose one of: {kinds}", kinds=_few(kinds))
        )
    return RULE.fault(organisation, unit, "kind", message, fix, value=unit.kind)


def _wrong_parent(organisation: Organisation, unit: Unit, parent: Unit, kind: Kind) -> Finding:
    named = {
        "unit": organisation.mention(unit.id),
        "parent": organisation.mention(parent.id),
        "parent_kind": said_kind(str(parent.kind)),
        "kind": said_kind(str(unit.kind)),
    }
    if kind.parents:
        message = said(
            "{unit} is under {parent}, of kind {parent_kind}; the kind {kind} stands under "
            "{allowed}",
            allowed=_few(list(map(said_kind, kind.parents)), either=True),
            **named,
        )
        fix = _name_another(kind)
    else:
        message = said(
            "{unit} is under {parent}, of kind {parent_kind}; the kind {kind} stands at the top",
            **named,
        )
        fix = said("say `top: true` and remove the parent, or give the kind `parents` in `kinds`")
    return RULE.fault(
        organisation,
        unit,
        "parent",
        message,
        fix,
        value=unit.parent,
        chain=(unit.id, parent.id),
    )


def _wrong_top(organisation: Organisation, unit: Unit, kind: Kind) -> Finding:
    return RULE.fault(
        organisation,
        unit,
        "top",
        said(
            "{unit} is at the top; the kind {kind} stands under {allowed}",
            unit=organisation.mention(unit.id),
            kind=said_kind(str(unit.kind)),
            allowed=_few(list(map(said_kind, kind.parents)), either=True),
        ),
        _name_another(kind),
        value="true",
    )


def _name_another(kind: Kind) -> Said:
    return said(
        "name a parent of the kind {kinds}, or change `kinds`",
        kinds=_few(list(map(said_kind, kind.parents)), either=True),
    )


def _few(words: Collection[str], *, either: bool = False) -> Said:
    """Words in a row, of many the first few: each of many units may have them in its finding."""
    shown, left = first_few(words)

    def row() -> str:
        several = list(map(spoken, [*shown, more(left)] if left else shown))
        if either:
            return in_a_row(several, "or")
        return in_a_row(several) if left else ", ".join(several)

    return said_later(row)


_KINDS = """
kinds:
  agency: {top: true}
  team:   {parents: [agency]}
"""
_TOP = "{id: agency, name: Agency, kind: agency, top: true}"
RULE = IntegrityRule(
    id="ORG009",
    statement=said("Kinds are in the vocabulary, and under a parent of a kind that it allows."),
    why=said(
        "Where a snapshot states its vocabulary, a word outside of it is a slip, and rules that "
        "select by kind would overlook the unit."
    ),
    fix=said("Use a kind of the vocabulary, move the unit, or extend `kinds:`."),
    passes=example(
        """
        - {id: service, name: Service, kind: team, parent: agency}
        """,
        header=_KINDS,
        top=_TOP,
    ),
    fails=example(
        """
        - {id: service, name: Service, kind: squad, parent: agency}
        """,
        header=_KINDS,
        top=_TOP,
    ),
    check=check,
)
