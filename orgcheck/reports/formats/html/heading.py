"""What stands first on a page about a change: both snapshots, the verdict, the main numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgcheck.changes.account import Account, counted_kinds
from orgcheck.changes.changeset import ChangeSet
from orgcheck.counting import listed
from orgcheck.findings import Finding, Severity, counts
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.judgement import by_severity

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
        ("Valid from", snapshot.valid_from),
        ("Valid to", snapshot.valid_to),
        ("Decided by", organisation.name(body, language) if body is not None else None),
        ("Decided on", decision.date if decision is not None else None),
        ("Reference", decision.reference if decision is not None else None),
        ("Basis", decision.basis if decision is not None else None),
    )
    return Side(
        version=organisation.label or "no version",
        status=snapshot.status,
        units=len(organisation.units),
        facts=tuple((name, str(value)) for name, value in facts if value is not None),
    )


def lead_of(changes: ChangeSet) -> str:
    """What happened, counted."""
    parts = listed(counted_kinds(Account(changes)))
    return f"{parts}." if parts else "The structure is the same."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether anything speaks against the change, in one sentence."""

    look: str
    sign: str
    words: str


def verdict_on(brought: Sequence[Finding], fixed: Sequence[Finding], outcome: str) -> Verdict:
    """What findings the change brings, and how many it mends; `outcome` says whether it fails."""
    totals = counts(brought)
    brings = f"The change {outcome}brings {by_severity(brought, 'no findings')}"
    mends = f", and mends {len(fixed):,}" if fixed else ""
    for severity in (Severity.ERROR, Severity.WARNING):
        if totals[severity]:
            return Verdict(severity.value, SIGNS[severity], f"{brings}{mends}.")
    return Verdict("clear", "\N{CHECK MARK}", f"{brings}{mends}.")


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
    yield Fact("Units", f"{after:,}", f"{before:,} before, {unchanged:,} unchanged")
    account = Account(changes)
    inferred = f"{account.inferred:,} inferred" if account.inferred else ""
    yield Fact("Changes", f"{len(account.events):,}", inferred)
    for name, tally in (
        ("Duties dropped", changes.ledger.responsibilities),
        ("Sites closed", changes.ledger.sites),
    ):
        if tally.before:
            yield Fact(name, f"{tally.dropped:,}", f"of {tally.before:,}")
    if account.changing_owner:
        yield Fact("Duties that change owner", f"{account.changing_owner:,}")
    if brought or fixed:
        yield Fact("Findings", f"{len(brought):,} new", f"{len(fixed):,} mended" if fixed else "")
