"""Results in the language of a report: their findings say what they say in that language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orgcheck.findings import Fault, Finding, Related
from orgcheck.language import calling, spoken, spoken_together, terms
from orgcheck.organisation import Organisation
from orgcheck.reports.retelling import Hand, retold
from orgcheck.snapshot.words import terms_of


def finding_spoken(finding: Finding, organisations: Sequence[Organisation] = ()) -> Finding:
    """A finding in the language that is spoken; the same one by its fingerprint.

    The names of its chain are those of the first of some organisations that has them.
    """
    chain = [_mention(id, organisations) for id in _chain_apart(finding)]
    message, *chain = spoken_together(finding.message, *chain)
    # Whatever made it, and whatever it has worked out: only words are others. There may be very
    # many, and `copy` takes its time.
    made = object.__new__(type(finding))
    made.__dict__.update(
        finding.__dict__,
        message=message,
        chain=tuple(chain),
        statement=_maybe(finding.statement),
        basis=_maybe(finding.basis),
        fix=_maybe(finding.fix),
        related=tuple(Related(one.location, spoken(one.message)) for one in finding.related),
    )
    return made


def _chain_apart(finding: Finding) -> tuple[str, ...]:
    """The chain of a finding, where its message does not spell it out."""
    return () if " -> ".join(finding.chain) in finding.message else finding.chain


def _mention(id: str, organisations: Sequence[Organisation]) -> str:
    return next((one.mention(id) for one in organisations if id in one), id)


def _maybe(text: str | None) -> str | None:
    return text if text is None else spoken(text)


def in_language(result: Any) -> Any:
    """A result whose findings are in the language spoken and in their organisation's terms."""
    return retold(result, _hand_of)


def _hand_of(organisations: Iterable[Organisation | None]) -> Hand:
    newest_first = [one for one in organisations if one is not None][::-1]
    own = terms_of(one.snapshot for one in newest_first) or terms()

    def finding(one: Finding) -> Finding:
        with calling(own):
            return finding_spoken(one, newest_first)

    def cause(fault: Fault) -> Fault:
        return fault._replace(id=_mention(fault.id, newest_first))

    return Hand(finding, spoken, cause=cause)
