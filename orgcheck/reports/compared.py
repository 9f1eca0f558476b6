"""What a report on a change is made from: both organisations, what happened, and what is said."""

from __future__ import annotations

from dataclasses import dataclass

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import ChangeSet
from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.review.review import Review
from orgcheck.review.verdict import Verdict


@dataclass(frozen=True)
class Compared:
    """Two organisations, what happened between them, and how the rules judge it.

    Parameters
    ----------
    changes
        What `compare` says of the two organisations.
    old, new
        The organisations that were compared: the names come from them.
    review
        What the rules say of the change, by which rules it was judged, and what it alters of
        them; None where no rules were asked.
    language
        Which language's names to use; English where left out.
    """

    changes: ChangeSet
    old: Organisation
    new: Organisation
    review: Review | None = None
    language: str | None = None

    @property
    def account(self) -> Account:
        """The events that reports tell, counted."""
        return Account(self.changes)

    @property
    def verdict(self) -> Verdict:
        """What the rules say that the change is judged by first; nothing where none were asked."""
        return self.review.first if self.review is not None else Verdict()

    @property
    def further(self) -> tuple[Finding, ...]:
        """What counts only under rules that the change itself brings."""
        return self.review.further if self.review is not None else ()

    @property
    def brought(self) -> tuple[Finding, ...]:
        """All that speaks against the change, under whichever rules."""
        return self.review.counted if self.review is not None else ()

    @property
    def failed(self) -> bool:
        """Whether any of it weighs enough for the change to fail."""
        return self.review is not None and self.review.failed
