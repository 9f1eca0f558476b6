"""What stands first on a page about a change: both snapshots, the verdict, the main numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import ChangeSet
from orgcheck.findings import Finding, Severity, counts
from orgcheck.language import day, number_words, spoken, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.judgement import by_severity
from orgcheck.snapshot.words import status_word

SIGNS: Mapping[Severity, str] = {
    Severity.ERROR: "\N{MULTIPLICATION SIGN}",
    Severity.WARNING: "!",
    Severity.INFO: "i",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two snapshots, with what it says of itself."""

    version: str
    status: str | None
    units: int
    facts: tuple[tuple[str, str], ...]


def side_of(organisation: Organisation, language: str | None) -> Side:
    """What a snapshot says of itself."""
    snapshot = organisation.snapshot
    decision = snapshot.decision
    body = decision.body if decision is not None else None
    facts = (
        (tr("Valid from"), _day(snapshot.valid_from)),
        (tr("Valid to"), _day(snapshot.valid_to)),
        (tr("Decided by"), organisation.name(body, language) if body is not None else None),
        (tr("Decided on"), _day(decision.date) if decision is not None else None),
        (tr("Reference"), decision.reference if decision is not None else None),
        (tr("Basis"), decision.basis if decision is not None else None),
    )
    return Side(
        version=spoken(organisation.label) or tr("no version"),
        status=status_word(snapshot.status) if snapshot.status else None,
        units=len(organisation.units),
        facts=tuple((name, value) for name, value in facts if value is not None),
    )


def _day(value: date | None) -> str | None:
    return day(value) if value is not None else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether anything speaks against the change, in one sentence."""

    look: str
    sign: str
    words: str


def verdict_on(
    brought: Sequence[Finding], fixed: Sequence[Finding], brings: Callable[[str], str]
) -> Verdict:
    """What findings the change brings, as `brings` says it, and how many it mends."""
    totals = counts(brought)
    words = brings(by_severity(brought, tr("no findings")))
    if fixed:
        words = tr("{verdict}, and mends {number}", verdict=words, number=len(fixed))
    for severity in (Severity.ERROR, Severity.WARNING):
        if totals[severity]:
            return Verdict(severity.value, SIGNS[severity], f"{words}.")
    return Verdict("clear", "\N{CHECK MARK}", f"{words}.")


@dataclass(frozen=True, slots=True)
class Sort:
    """What a reader may choose to see alone: changes of a kind, findings of a severity."""

    key: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that tells the size of the change."""

    name: str
    value: str
    note: str = ""


def facts_of(
    changes: ChangeSet, unchanged: int, brought: Sequence[Finding], fixed: Sequence[Finding]
) -> Iterator[Fact]:
    """The numbers that a reader wants first; `unchanged` units are those untouched."""
    before, after = changes.old.units, changes.new.units
    note = tr("{number} before, {unchanged} unchanged", number=before, unchanged=unchanged)
    yield Fact(tr("Units"), number_words(after), note)
    account = Account(changes)
    number = account.inferred
    inferred = tr_n("{number} inferred", "{number} inferred", number) if number else ""
    yield Fact(tr("Changes"), number_words(len(account.events)), inferred)
    for name, tally in (
        (tr("Duties dropped"), changes.ledger.responsibilities),
        (tr("Sites closed"), changes.ledger.sites),
    ):
        if tally.before:
            yield Fact(name, number_words(tally.dropped), tr("of {number}", number=tally.before))
    if account.changing_owner:
        yield Fact(tr("Duties that change owner"), number_words(account.changing_owner))
    if brought or fixed:
        new = tr_n("{number} new", "{number} new", len(brought))
        mended = tr_n("{number} mended", "{number} mended", len(fixed)) if fixed else ""
        yield Fact(tr("Findings"), new, mended)
