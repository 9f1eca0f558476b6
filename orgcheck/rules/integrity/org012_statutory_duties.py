"""ORG012: a duty that the law imposes has exactly one unit that answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.findings import Finding, Related, Severity
from orgcheck.language import Said, said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.rules.phrases import joined
from orgcheck.snapshot.model import Duty, Named, folded
from orgcheck.snapshot.text import clipped


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each statutory duty that no unit holds, or more than one.

    An error where the snapshot claims that its lists are exhaustive, else a warning. Silent where
    some unit's list could not be read, since the duty may stand there.
    """
    statutory = [duty for duty in organisation.register.values() if duty.statutory]
    if not statutory or organisation.incomplete or _unread(organisation):
        return
    complete = organisation.snapshot.responsibilities_complete
    holders_of = _holders(organisation, {duty.id for duty in statutory})
    unheld = [duty for duty in statutory if not holders_of[duty.id]]
    meant = _held_by_name(organisation, unheld)
    for duty in statutory:
        holders = holders_of[duty.id]
        if len(holders) == 1:
            continue
        yield Finding(
            rule=RULE.id,
            severity=RULE.severity if complete else Severity.WARNING,
            message=_held_by(organisation, duty, holders),
            location=organisation.locate(duty, "statutory"),
            related=tuple(
                Related(place, said("{unit} holds it", unit=organisation.mention(id)))
                for id in holders
                if (place := organisation.locate(organisation.units[id], "responsibilities"))
            ),
            basis=duty.basis,
            fix=meant.get(duty.id)
            or said(
                "name {duty} among the `responsibilities` of the one unit that answers for it",
                duty=duty.id,
            ),
            about="responsibilities",
            value=duty.id,
        )


def _held_by(organisation: Organisation, duty: Duty, holders: Sequence[str]) -> Said:
    named = organisation.mention_duty(duty.id)
    if not holders:
        return said(
            "the statutory duty {duty} is held by no unit; exactly one unit holds it", duty=named
        )
    return said(
        "the statutory duty {duty} is held by {units}; exactly one unit holds it",
        duty=named,
        units=joined(list(map(organisation.mention, holders))),
    )


def _holders(organisation: Organisation, duties: set[str]) -> dict[str, list[str]]:
    """The units that hold each of these duties: few of all, so not the index of all holders."""
    holders: dict[str, list[str]] = {duty: [] for duty in duties}
    for unit in organisation.units.values():
        for holding in unit.responsibilities:
            duty = holding.id if isinstance(holding, Named) else holding
            if duty in duties and unit.id not in holders[duty]:
                holders[duty].append(unit.id)
    return holders


def _held_by_name(organisation: Organisation, duties: Sequence[Duty]) -> dict[str, str]:
    """Of duties that nobody holds by their id, where a unit lists another spelling or the name."""
    spelled = {
        folded(text): duty.id
        for duty in duties
        for text in (duty.id, *((duty.name,) if isinstance(duty.name, str) else duty.name.values()))
    }
    fixes: dict[str, str] = {}
    for unit in organisation.units.values() if duties else ():
        for holding in unit.responsibilities:
            text = holding if isinstance(holding, str) else ""
            if (id := spelled.get(folded(text))) is not None:
                named = {"unit": unit.id, "text": clipped(text), "duty": id}
                fix = (
                    said(
                        '{unit} lists "{text}", the id in another spelling of {duty}: write {duty} '
                        "there",
                        **named,
                    )
                    if folded(text) == folded(id)
                    else said(
                        '{unit} lists "{text}", the name of {duty}: write {duty} there', **named
                    )
                )
                fixes.setdefault(id, fix)
    return fixes


def _unread(organisation: Organisation) -> bool:
    return any(fault.field == "responsibilities" for fault in organisation.faults)


_REGISTER = """
responsibilities_complete: true
responsibilities:
  - {id: advice, name: advice and guidance, statutory: true}
"""
RULE = IntegrityRule(
    id="ORG012",
    statement=said("A duty that the register calls statutory is held by exactly one unit."),
    why=said(
        "What an act imposes, one unit answers for. Where the lists do not claim to be complete, "
        "the finding is a warning."
    ),
    fix=said("List the duty under the unit that holds it, and under no other."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency, responsibilities: [advice]}
        """,
        header=_REGISTER,
    ),
    fails=example(
        """
        - {id: service, name: Service, parent: agency}
        """,
        header=_REGISTER,
    ),
    check=check,
)
