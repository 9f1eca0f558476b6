"""ORG009: where a snapshot has a vocabulary of kinds, every unit keeps to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from orgcheck.counting import first_few
from orgcheck.findings import Finding
from orgcheck.organisation import Fault, Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.snapshot.model import Kind, Unit
from orgcheck.snapshot.suggestions import Nearest


def check(organisation: Organisation) -> Iterator[Finding]:
    """Findings for kinds outside the vocabulary, and for units where their kind may not stand."""
    kinds = organisation.snapshot.kinds
    if kinds is None:
        return
    nearest = Nearest(kinds)
    allowed = {name: frozenset(kind.parents) for name, kind in kinds.items()}
    yield from _vocabulary_itself(organisation, kinds, nearest)
    units, faults = organisation.units, organisation.faults
    for unit in organisation.snapshot.units:
        kind = kinds.get(unit.kind) if unit.kind is not None else None
        if kind is None:
            if Fault(unit.id, "kind") not in faults:
                yield _unknown_kind(organisation, unit, kinds, nearest)
            continue
        parent = units.get(unit.parent) if unit.parent is not None else None
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
                    f"the kind {name} allows the parent kind {parent}, which is not among `kinds`",
                    f"did you mean {near}?" if near else f"add {parent} to `kinds`, or remove it",
                )


def _unknown_kind(
    organisation: Organisation, unit: Unit, kinds: Mapping[str, Kind], nearest: Nearest
) -> Finding:
    if unit.kind is None:
        message = f"{unit.id} has no kind, and this snapshot has a vocabulary of kinds"
        fix = f"give it one of: {_few(kinds, ', ')}"
    else:
        message = f"{unit.id} has the kind {unit.kind}, which is not among `kinds`"
        near = nearest(unit.kind)
        fix = (
            f"write {near}" if near else f"add it to `kinds`, or choose one of: {_few(kinds, ', ')}"
        )
    return RULE.fault(organisation, unit, "kind", message, fix, value=unit.kind)


def _wrong_parent(organisation: Organisation, unit: Unit, parent: Unit, kind: Kind) -> Finding:
    if kind.parents:
        allowed = f"stands under {_few(kind.parents, ' or ')}"
        fix = f"name a parent of the kind {_few(kind.parents, ' or ')}, or change `kinds`"
    else:
        allowed = "stands at the top"
        fix = "say `top: true` and remove the parent, or give the kind `parents` in `kinds`"
    return RULE.fault(
        organisation,
        unit,
        "parent",
        f"{unit.id} is under {parent.id}, of kind {parent.kind}; the kind {unit.kind} {allowed}",
        fix,
        value=unit.parent,
        chain=(unit.id, parent.id),
    )


def _wrong_top(organisation: Organisation, unit: Unit, kind: Kind) -> Finding:
    return RULE.fault(
        organisation,
        unit,
        "top",
        f"{unit.id} is at the top; the kind {unit.kind} stands under {_few(kind.parents, ' or ')}",
        f"name a parent of the kind {_few(kind.parents, ' or ')}, or change `kinds`",
        value="true",
    )


def _few(words: Collection[str], joint: str) -> str:
    """Words in a row, of many the first few: each of many units may have them in its finding."""
    shown, left = first_few(words)
    return joint.join(shown) + (f" and {left:,} more" if left else "")


_KINDS = """
kinds:
  agency: {top: true}
  team:   {parents: [agency]}
"""
_TOP = "{id: agency, name: Agency, kind: agency, top: true}"
RULE = IntegrityRule(
    id="ORG009",
    statement="Kinds are in the vocabulary, and under a parent of a kind that it allows.",
    why=(
        "Where a snapshot states its vocabulary, a word outside of it is a slip, and rules that "
        "select by kind would overlook the unit."
    ),
    fix="Use a kind of the vocabulary, move the unit, or extend `kinds:`.",
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
