"""`validate --against`: only what is new since an older snapshot counts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure
from orgcheck.cli.progress import Progress
from orgcheck.cli.review import Standards, reviewed, standards_of
from orgcheck.snapshot.view import View, revision_of

if TYPE_CHECKING:
    from orgcheck.cli.asked import Asked
    from orgcheck.results import CheckResult


def pairs_against(against: str, snapshots: Sequence[str]) -> list[tuple[str, str]]:
    """Each snapshot with the older one that it is held against.

    A revision alone stands for each snapshot as the revision has it.
    """
    if against == "-" or os.path.lexists(against) or revision_of(against) is not None:
        if len(snapshots) > 1:
            raise Failure(
                f"--against {against} is one snapshot, and {len(snapshots)} are held against it",
                "name one snapshot, or a revision alone: each is held against itself there",
            )
        return [(against, snapshot) for snapshot in snapshots]
    _refuse_unknown_revision(against)
    return [(_at(against, snapshot), snapshot) for snapshot in snapshots]


def _refuse_unknown_revision(word: str) -> None:
    from orgcheck.snapshot.git import GitError, Repository

    try:
        Repository.here().commit(word)
    except GitError as error:
        message = f"--against {word}: there is no such file, and {error.message}"
        raise Failure(message, "name a file, REV:path, or a revision") from None


def _at(revision: str, snapshot: str) -> str:
    if revision_of(snapshot) is not None:
        return f"{revision}:{snapshot.partition(':')[2]}"
    path = View().tracked(snapshot) if snapshot != "-" else None
    if path is None:
        raise Failure(
            f"--against {revision}: {snapshot} is in no git repository",
            "name the older snapshot: --against REV:path",
        )
    return f"{revision}:{'' if path == '.' else path}"


def checked_against(
    pairs: Sequence[tuple[str, str]],
    asked: Asked,
    *,
    most_mib: int | None,
    lang: str | None,
    timed: bool,
) -> list[CheckResult]:
    """What is new, was there before and is mended in each snapshot."""
    standards = standards_of(asked, pairs)
    progress = Progress(3 * len(pairs), timed=timed)
    results: list[CheckResult] = []
    failures: list[Failure] = []
    for (old, new), standard in zip(pairs, standards, strict=True):
        try:
            results.append(_checked(old, new, standard, most_mib, lang, progress))
        except Failure as failure:
            failures.append(failure)
    progress.end()
    if failures:
        raise Failure.together(failures)
    return results


def _checked(
    old: str,
    new: str,
    standards: Standards,
    most_mib: int | None,
    lang: str | None,
    progress: Progress,
) -> CheckResult:
    from orgcheck.cli.reading import needed_organisation, read_organisation, unreadable_findings
    from orgcheck.results import CheckResult
    from orgcheck.snapshot.reader import Unreadable

    progress.step(f"{old}: reading")
    before = needed_organisation(old, most_mib)
    progress.step(f"{new}: reading")
    try:
        after = read_organisation(new, most_mib, before)
    except Unreadable as unreadable:
        findings = unreadable_findings(unreadable)
        return CheckResult(source=new, findings=findings, fail_on=standards.own.fail_on)
    progress.step(f"{new}: checking both")
    review = reviewed(standards, before, after)
    counted, waived = review.counted, review.first.waived
    checked = standards.first.checked(new, after, counted, waived, language=lang)
    return replace(checked, against=old, review=review, withheld=review.first.withheld)
