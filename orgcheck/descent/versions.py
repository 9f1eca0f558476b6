"""The versions of one organisation, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cmp_to_key
from itertools import pairwise

from orgcheck.errors import Diagnostic, OrgcheckError, Unusable
from orgcheck.grouping import by_first
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.git import Revision
from orgcheck.snapshot.tracked import numbered_before


@dataclass(frozen=True)
class Version:
    """One version of an organisation.

    Parameters
    ----------
    source
        What names the snapshot.
    organisation
        What it says.
    recorded
        The commit that recorded it, where it was read from git; else None.
    content
        What tells its text from any other: a digest, or the commit and the path. Empty where
        nothing does.
    """

    source: str
    organisation: Organisation
    recorded: Revision | None = None
    content: str = ""

    @property
    def label(self) -> str:
        """Its version, or what its file is called; of a register the day, of git day and commit."""
        if self.recorded is not None:
            return f"{self.recorded.day} ({self.recorded.commit[:7]})"
        if self.organisation.slice is not None:
            return str(self.organisation.slice.day)
        return self.organisation.snapshot.label

    @property
    def day(self) -> date | None:
        """The day from which on it holds, where it says so; of a register the one asked."""
        return self.organisation.day


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Versions from the first to the last.

    Those of git are so as they are given. Others by `valid_from` where each has one; else by the
    numbers in their labels, where these tell of each two which comes first; else as they are given.

    Raises
    ------
    OrgcheckError
        Where there is none, or two are of the same day or have the same label, so that nobody can
        tell which comes first.
    """
    given = tuple(versions)
    if not given:
        raise OrgcheckError(
            said("no snapshot is named"), said("name the versions of an organisation")
        )
    if given[0].recorded is not None:
        return given
    _refuse_twice(given)
    days = {version.day: version for version in given if version.day is not None}
    if len(days) == len(given):
        return tuple(days[day] for day in sorted(days))
    by_label = tuple(sorted(given, key=cmp_to_key(_by_number)))
    told = all(numbered_before(one.label, other.label) for one, other in pairwise(by_label))
    return by_label if told else given


def _by_number(one: Version, other: Version) -> int:
    return numbered_before(other.label, one.label) - numbered_before(one.label, other.label)


def _refuse_twice(versions: Sequence[Version]) -> None:
    """Stop where two versions cannot be told apart."""
    problems = _sharing(
        ((version.label, version) for version in versions),
        lambda one, other, label: said(
            '{one} and {other} both are version "{version}"', one=one, other=other, version=label
        ),
    )
    if not problems and all(version.day is not None for version in versions):
        problems = _sharing(
            ((str(version.day), version) for version in versions),
            lambda one, other, day: said(
                "{one} and {other} both hold from {day} on", one=one, other=other, day=day
            ),
        )
    if problems:
        raise Unusable(problems)


def _sharing(
    known: Iterable[tuple[str, Version]], told: Callable[[str, str, str], str]
) -> list[Diagnostic]:
    """A problem for every version that shares what only one may have with an earlier one."""
    return [
        Diagnostic(None, told(one.source, other.source, shared), said(_FIX))
        for shared, (one, *others) in by_first(known).items()
        for other in others
    ]


_FIX = msg("name each version once, and give each its own `version:` and `valid_from:`")
