"""What two versions of a register say otherwise of other days, in words."""

from __future__ import annotations

from typing import Any

from orgcheck.language import msg, spoken, tr
from orgcheck.numbers import json_of
from orgcheck.results import DiffResult, Later
from orgcheck.snapshot.corrections import Correction
from orgcheck.snapshot.model import Entity
from orgcheck.snapshot.words import field_name


def past_title() -> str:
    """The heading of what is corrected."""
    return tr("Corrections of the past")


def now_title(compared: DiffResult) -> str:
    """The heading of what is in force, with the day."""
    day = compared.new.slice.day if compared.new.slice is not None else ""
    return tr("In force now, {day}", day=day)


def later_title(later: Later) -> str:
    """The heading of what is decided for a day."""
    return tr("Decided for the future, from {day} on", day=later.day)


def correction_words(one: Correction, compared: DiffResult) -> str:
    """What the register said, what it says now, and for which days."""
    reason = f": {one.reason}" if one.reason else ""
    return f"{_who(one, compared)}, {spoken(one.when)}: {_what(one)}{reason}"


def _who(one: Correction, compared: DiffResult) -> str:
    if not one.id:
        return tr("The snapshot itself")
    for side in (compared.new, compared.old):
        member = side.member(one.id) or side.register.get(one.id)
        if member is not None and isinstance(member, Entity):
            return f"{side.displayed(member.name, compared.language)} ({one.id})"
    return tr(_SORTS[one.sort], id=one.id)


# Whom a correction is about that neither side has today.
_SORTS = {
    "unit": msg("unit {id}"),
    "post": msg("post {id}"),
    "body": msg("body {id}"),
    "duty": msg("duty {id}"),
    "person": msg("person {id}"),
}


def _what(one: Correction) -> str:
    if one.field is None:
        return tr("was there, and is not") if one.said else tr("was not there, and is")
    return tr(
        "{field} was {old}, is {new}",
        field=field_name(one.field),
        old=_value(one.said),
        new=_value(one.says),
    )


def _value(value: Any) -> str:
    if value is None:
        return tr("nothing")
    return value if isinstance(value, str) else json_of(value, ensure_ascii=False)
