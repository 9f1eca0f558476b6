"""ORG010: times run forward, and a unit lives while its parent and its snapshot do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from orgcheck.findings import Finding
from orgcheck.language import Said, said, said_later
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.scalars import when


class Timed(Protocol):
    """Whatever has a beginning and an end; an absent bound is open.

    Of dates that are known to a month or a year, comparisons say what is certain.
    """

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def check(organisation: Organisation) -> Iterator[Finding]:
    """Findings for times that end before they begin, or that do not meet their parent's."""
    snapshot = organisation.snapshot
    if _inverted(snapshot):
        yield RULE.header_fault(
            organisation,
            ("valid_to",),
            _inverted_words(said("the snapshot"), snapshot),
            said("exchange the two dates, or mend one"),
        )
    for unit in snapshot.units:
        if unit.valid_from is None and unit.valid_to is None:
            continue
        if _inverted(unit):
            yield RULE.fault(
                organisation,
                unit,
                "valid_to",
                _inverted_words(organisation.mention(unit.id), unit),
                said("exchange the two dates, or mend one"),
                value=str(unit.valid_to),
            )
        elif not _inverted(snapshot) and _apart(unit, snapshot):
            yield _never_together(organisation, unit, said("the snapshot"), snapshot)
        else:
            parent = organisation.units.get(unit.parent or "")
            if parent is not None and not _inverted(parent) and _apart(unit, parent):
                its_parent = said("its parent {parent}", parent=organisation.mention(parent.id))
                yield _never_together(organisation, unit, its_parent, parent)


def _inverted(timed: Timed) -> bool:
    return (
        timed.valid_from is not None
        and timed.valid_to is not None
        and timed.valid_from > timed.valid_to
    )


def _inverted_words(who: str, timed: Timed) -> Said:
    return said(
        "{who} ends {end}, before it begins {beginning}",
        who=who,
        end=_when(timed.valid_to),
        beginning=_when(timed.valid_from),
    )


def _when(day: date | None) -> str:
    return said_later(lambda: when(day)) if day is not None else ""


def _apart(one: Timed, other: Timed) -> bool:
    """Whether the two times have no day in common."""
    return _ends_before(one, other) or _ends_before(other, one)


def _ends_before(one: Timed, other: Timed) -> bool:
    return (
        one.valid_to is not None
        and other.valid_from is not None
        and one.valid_to < other.valid_from
    )


def _never_together(organisation: Organisation, unit: Unit, what: str, other: Timed) -> Finding:
    ends_first = _ends_before(unit, other)
    about = "valid_to" if ends_first else "valid_from"
    if ends_first:
        message = said(
            "{unit} ends {end}, before {other} begins {beginning}",
            unit=organisation.mention(unit.id),
            end=_when(unit.valid_to),
            other=what,
            beginning=_when(other.valid_from),
        )
    else:
        message = said(
            "{unit} begins {beginning}, after {other} ended {end}",
            unit=organisation.mention(unit.id),
            beginning=_when(unit.valid_from),
            other=what,
            end=_when(other.valid_to),
        )
    return RULE.fault(
        organisation,
        unit,
        about,
        message,
        said("mend the date, or place the unit where it stood at that time"),
        value=str(getattr(unit, about)),
    )


RULE = IntegrityRule(
    id="ORG010",
    statement=said(
        "A time begins before it ends, and overlaps that of the parent and of the snapshot; in a "
        "register, every row holds on some day, and periods of one entry do not overlap."
    ),
    why=said(
        "A unit cannot be part of one that did not exist while it did, and a row that never holds "
        "says what nobody reads."
    ),
    fix=said("Correct `valid_from` or `valid_to`, or the date of the row."),
    passes=example(
        """
        - id: service
          name: Service
          parent: agency
          valid_from: 2024-01-01
          valid_to: 2024-06-30
        """
    ),
    fails=example(
        """
        - id: service
          name: Service
          parent: agency
          valid_from: 2024-06-01
          valid_to: 2024-01-31
        """
    ),
    check=check,
)
