"""Possible matches that a person accepts: which entries say so, in which units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from orgcheck.changes.changeset import PossibleMatch
from orgcheck.errors import OrgcheckError
from orgcheck.records import dataclass
from orgcheck.snapshot.suggestions import nearest

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into a unit of the newer snapshot: under which field, and what."""

    unit: str
    field: str
    id: str
    accepted: date
    by: str | None
    evidence: str

    @property
    def values(self) -> dict[str, str]:
        """The entry as plain data, in the order in which it is written."""
        said = {"id": self.id, "accepted": self.accepted.isoformat()}
        if self.by:
            said["by"] = self.by
        return {**said, "evidence": self.evidence}


class NotPossible(OrgcheckError):
    """A pair that is accepted and is no possible match; `near` is the one that may be meant."""

    def __init__(self, pair: str, near: str | None) -> None:
        super().__init__(pair)
        self.pair = pair
        self.near = near


def accepted_matches(
    pairs: Iterable[str], possible: Sequence[PossibleMatch]
) -> tuple[PossibleMatch, ...]:
    """The possible matches that `OLD=NEW` or `all` mean, each once, in the order listed.

    Raises
    ------
    NotPossible
        Where a pair is none of them; with the nearest, as it would be written.
    """
    # Whole pairs are compared: an id that does not fit the format may hold a `=` itself.
    known = {f"{match.old}={match.new}": match for match in possible}
    wanted: set[str] = set()
    for pair in pairs:
        if pair == EVERY:
            wanted.update(known)
        elif pair in known:
            wanted.add(pair)
        else:
            raise NotPossible(pair, _nearest(pair, known))
    return tuple(match for pair, match in known.items() if pair in wanted)


def entries_for(
    matches: Iterable[PossibleMatch], accepted: date, by: str | None = None
) -> tuple[Entry, ...]:
    """The entry that each match asks for: where the line to paste would stand."""
    return tuple(
        Entry(match.new, match.paste.partition(":")[0], match.old, accepted, by, match.because)
        for match in matches
    )


def _nearest(pair: str, known: Iterable[str]) -> str | None:
    """The pair that is meant: one that shares an id, else one that is spelt alike."""
    asked = set(pair.split("="))
    sharing = [other for other in known if asked & set(other.split("="))]
    return nearest(pair, sharing) or (sharing[0] if sharing else nearest(pair, known))
