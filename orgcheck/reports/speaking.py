"""Results in the language of a report: their findings say what they say in that language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from orgcheck.findings import Finding
from orgcheck.language import calling, spoken, terms
from orgcheck.organisation import Organisation
from orgcheck.reports.retelling import Hand, retold
from orgcheck.snapshot.words import terms_of


def finding_spoken(finding: Finding) -> Finding:
    """A finding in the language that is spoken; the same one by its fingerprint."""
    # Whatever made it, and whatever it has worked out: only words are others.
    made = object.__new__(type(finding))
    made.__dict__.update(
        finding.__dict__,
        message=spoken(finding.message),
        statement=_maybe(finding.statement),
        basis=_maybe(finding.basis),
        fix=_maybe(finding.fix),
        related=tuple(replace(one, message=spoken(one.message)) for one in finding.related),
    )
    return made


def _maybe(text: str | None) -> str | None:
    return text if text is None else spoken(text)


def in_language(result: Any) -> Any:
    """A result whose findings are in the language spoken and in their organisation's terms."""
    return retold(result, _hand_of)


def _hand_of(organisations: Iterable[Organisation | None]) -> Hand:
    known = [one.snapshot for one in organisations if one is not None]
    own = terms_of(reversed(known)) or terms()

    def finding(one: Finding) -> Finding:
        with calling(own):
            return finding_spoken(one)

    return Hand(finding, spoken)
