"""The answers that rules did not give, since they pass through faulty values: how many, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from orgcheck.counting import counted, first_few

if TYPE_CHECKING:
    from orgcheck.organisation import Fault
    from orgcheck.rules.structure_rules import Withheld


def withheld_words(withheld: Sequence[Withheld]) -> str:
    """How many answers were withheld, and because of what; empty where none was."""
    if not withheld:
        return ""
    causes = Counter(cause_words(one.because) for one in withheld)
    shown, more = first_few([cause for cause, _ in causes.most_common()])
    words = [f"{cause} ({causes[cause]:,})" if len(causes) > 1 else cause for cause in shown]
    if more:
        words.append(counted(more, "more value"))
    return f"{counted(len(withheld), 'answer')} withheld because of {', '.join(words)}"


def cause_words(fault: Fault) -> str:
    """A faulty value, in words."""
    if not fault.id:
        return "what could not be read"
    return f"the {fault.field} of {fault.id}"


def withheld_record(one: Withheld) -> dict[str, Any]:
    """An answer that was withheld, as JSON."""
    record: dict[str, Any] = {"rule": one.rule}
    if one.member is not None:
        record["unit"] = one.member
    if one.because.id:
        record["because"] = {"unit": one.because.id, "field": one.because.field}
    return record
