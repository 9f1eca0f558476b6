"""A change seen from several standpoints: as it lies there, and as git has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from orgcheck.counting import counted

if TYPE_CHECKING:
    from orgcheck.cli.change_review import ChangeReview, Told
    from orgcheck.findings import Finding

# What a finding is about, and what it is.
_Key = tuple[str, str, str]


def with_committed(review: ChangeReview, results: Sequence[Told]) -> list[Told]:
    """The results about the working tree, and what fails beyond them in what HEAD has.

    git merges what HEAD has. The working tree has something else where it was changed since, or
    where the repository asks for filters or encodings, which make another text of a file.
    """
    from orgcheck.snapshot.tracked import State

    head = State(review.head.repository, "HEAD", review.head.known)
    apart = head.apart_from_disk()
    if not apart:
        return list(results)
    files = counted(len(apart), "file")
    review.notes.append(
        f"HEAD has {files} otherwise than the working tree ({apart[0]}): both are judged, and git "
        "merges what HEAD has"
    )
    committed = replace(review, head=head, notes=[], failures=[])
    if not committed.concerned:
        return list(results)
    judged = committed.judged()
    review.failures += committed.failures
    told = {key for one in results for key, _ in _keys(review, one)}
    return [*results, *_beyond(committed, judged, told)]


def _beyond(review: ChangeReview, results: Sequence[Told], told: set[_Key]) -> Iterator[Told]:
    """What fails in results and is not told elsewhere, without the comparison around it."""
    for one in results:
        fresh = {
            finding.fingerprint
            for key, finding in _keys(review, one)
            if key not in told and one.checked.fails(finding)
        }
        if fresh:
            yield replace(one.counting(fresh), compared=None)


def _keys(review: ChangeReview, told: Told) -> Iterator[tuple[_Key, Finding]]:
    """The findings of a result, each with what it is in whichever state."""
    paths = {review.head.argument(path): path for path in review.head.profiles}
    about = paths.get(told.checked.source, told.checked.source)
    for finding in told.checked.findings:
        yield (about, finding.fingerprint, finding.severity), finding
