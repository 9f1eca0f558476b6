"""Ids that rules name, and that a change takes away: what bears another id now is out of a rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from orgcheck.findings import Finding, Related
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin import EMPTY_SELECTION, ID_TAKEN_AWAY, UNKNOWN_IDS
from orgcheck.rules.indexes import responsibilities
from orgcheck.rules.model import Rule, RuleHead
from orgcheck.snapshot.model import predecessor_id


def taken_away(
    rules: Sequence[RuleHead],
    old: Organisation,
    new: Organisation,
    found: Sequence[Finding],
    renamed: Callable[[], Mapping[str, str]],
) -> Iterator[Finding]:
    """Each id that a rule names, the older side has and the newer one has no more (ORG916).

    Parameters
    ----------
    rules
        The rules that hold for the newer side. Rules about changes see both sides: of them only
        an id counts in whose place there is another one.
    old, new
        Both sides.
    found
        What is found in the newer side: of a rule that names nobody who is there it tells already.
    renamed
        Asked where it matters: the newer ids of members that had another one, by the older.
    """
    without = (EMPTY_SELECTION.id, UNKNOWN_IDS.id)
    told = {(one.about, one.rule) for one in found if one.rule in without}
    for rule in rules:
        for id in sorted(_named(rule, told)):
            if not _has(old, id) or _has(new, id):
                continue
            newer = renamed().get(id)
            if newer is None and (rule.allow_empty or not _loses_by_its_end(rule, id, new)):
                continue
            if newer is None or newer not in _every_id(rule):
                yield _finding(rule, id, newer, new)


def _loses_by_its_end(rule: RuleHead, id: str, new: Organisation) -> bool:
    """Whether a rule says less where a unit that it names has ended.

    It does not where it names a successor too. What it only compares others with may end: nobody
    can be there any more; but a successor that it does not name may be in its place.
    """
    if not isinstance(rule, Rule):
        return False
    heirs = {unit.id for unit in new.units.values() if id in map(predecessor_id, unit.replaces)}
    if heirs & _every_id(rule):
        return False
    return bool(heirs) or id in rule.selector.ids


def _every_id(rule: RuleHead) -> frozenset[str]:
    return rule.selector.ids.union(*(rule.assertion.ids if isinstance(rule, Rule) else ()))


def _named(rule: RuleHead, told: Collection[tuple[str | None, str]]) -> frozenset[str]:
    """The ids that a rule names, without those of which a finding about it tells."""
    selected = frozenset[str]() if (rule.id, EMPTY_SELECTION.id) in told else rule.selector.ids
    if not isinstance(rule, Rule) or (rule.id, UNKNOWN_IDS.id) in told:
        return selected
    return selected.union(*rule.assertion.ids)


def _has(organisation: Organisation, id: str) -> bool:
    return id in organisation or id in responsibilities(organisation)


def _finding(rule: RuleHead, id: str, newer: str | None, new: Organisation) -> Finding:
    known = ID_TAKEN_AWAY
    member = new.member(newer) if newer is not None else None
    place = new.locate(member, "id") if member is not None else None
    what = f"which has the id {newer} now" if newer is not None else "which is gone"
    first = f"write {newer} beside {id}" if newer is not None else f"take {id} out of the rule"
    return Finding(
        rule=known.id,
        severity=known.severity,
        message=f"{rule.id} names {id}, {what}",
        unit=newer,
        location=place or rule.location,
        related=(Related(rule.location, "the rule"),) if place is not None else (),
        statement=known.statement,
        fix=f"{first} first, in a change of its own",
        about=rule.id,
        value=id,
    )
