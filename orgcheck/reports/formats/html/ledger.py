"""The ledger as a template writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgcheck.changes.changeset import Ledger, Net
from orgcheck.changes.names import Names
from orgcheck.reports.formats.html.events import capital

# A list stands open while it is as short as this.
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Row:
    """What became of duties, or of sites."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Duties or sites by name."""

    words: str
    texts: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All that the ledger shows."""

    complete: bool
    rows: tuple[Row, ...]
    lists: tuple[Items, ...]
    figures: tuple[tuple[str, Net], ...]


def ledger_of(ledger: Ledger, names: Names) -> LedgerView | None:
    """The ledger; None where nothing is recorded that it could be of."""
    sorts = (("duties", ledger.responsibilities), ("sites", ledger.sites))
    rows = tuple(
        Row(capital(name), tuple(tally.counts.values()))
        for name, tally in sorts
        if tally.before or tally.after
    )
    if not rows and not ledger.figures:
        return None
    return LedgerView(
        complete=ledger.complete,
        rows=rows,
        lists=tuple(_lists(ledger, names)),
        figures=tuple(sorted(ledger.figures.items())),
    )


def _lists(ledger: Ledger, names: Names) -> Iterator[Items]:
    for words, keys, field in (
        ("Duties dropped", ledger.responsibilities.items.dropped, "responsibilities"),
        ("Duties transferred", ledger.responsibilities.items.transferred, "responsibilities"),
        ("Duties taken over", ledger.responsibilities.items.inherited, "responsibilities"),
        ("Duties created", ledger.responsibilities.items.created, "responsibilities"),
        ("Sites closed", ledger.sites.items.dropped, "sites"),
        ("Sites handed over", ledger.sites.items.transferred, "sites"),
        ("Sites opened", ledger.sites.items.created, "sites"),
    ):
        if keys:
            texts = tuple(names.item(key, field)[1:-1] for key in keys)
            yield Items(words, texts, len(texts) <= _SHORT)
