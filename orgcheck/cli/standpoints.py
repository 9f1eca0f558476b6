"""A change seen from several standpoints: both forms of a file, every parent of a merge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from orgcheck.counting import counted

if TYPE_CHECKING:
    from orgcheck.cli.change_review import ChangeReview, Told
    from orgcheck.findings import Finding
    from orgcheck.results import Alteration
    from orgcheck.snapshot.tracked import State

# What a finding is about, and what it is.
_Key = tuple[str, str]


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
    told = {(key, finding.severity) for one in results for key, finding in _keyed(review.head, one)}
    return [*results, *_beyond(committed, judged, told)]


def new_in_merge(review: ChangeReview, results: Sequence[Told]) -> list[Told]:
    """The results of a review against HEAD, without what another parent of the merge has as well.

    Each parent is judged by its own rules: what it brings was reviewed where it was made. Where
    no merge is under way, that is all of them.
    """
    from orgcheck.snapshot.tracked import State

    left = list(results)
    if review.base is None or review.head.revision != "":
        return left
    for parent in review.head.repository.merging():
        base = State(review.head.repository, parent, review.head.known)
        other = replace(review, base=base, rules=parent, notes=[], failures=[])
        judged = other.judged() if other.concerned else []
        found = {key for one in judged for key, _ in _keyed(other.head, one)}
        altered = {(a.sort, a.name) for one in judged for a in _alterations(one)}
        left = [_common(review.head, one, found, altered) for one in left]
    return [one for one in left if one.checked.findings or not one.checked.of_change]


def _common(
    head: State, told: Told, found: Collection[_Key], altered: Collection[tuple[str, str]]
) -> Told:
    """A result with those alone of its findings and alterations that another one has too."""
    kept = {finding.fingerprint for key, finding in _keyed(head, told) if key in found}
    left = told.counting(kept)
    review = left.checked.review
    if review is None:
        return left
    alterations = tuple(a for a in _alterations(left) if (a.sort, a.name) in altered)
    return left.under(replace(review, control=replace(review.control, alterations=alterations)))


def _alterations(told: Told) -> Sequence[Alteration]:
    return told.checked.review.control.alterations if told.checked.review is not None else ()


def _beyond(
    review: ChangeReview, results: Sequence[Told], told: Collection[tuple[_Key, str]]
) -> Iterator[Told]:
    """What fails in results and is not told elsewhere, without the comparison around it."""
    for one in results:
        fresh = {
            finding.fingerprint
            for key, finding in _keyed(review.head, one)
            if (key, finding.severity) not in told and one.checked.fails(finding)
        }
        if fresh:
            yield replace(one.counting(fresh), compared=None)


def _keyed(head: State, told: Told) -> Iterator[tuple[_Key, Finding]]:
    """The findings of a result, each with what it is in whichever state."""
    paths = {head.argument(path): path for path in head.profiles}
    about = paths.get(told.checked.source, told.checked.source)
    for finding in told.checked.findings:
        yield (about, finding.fingerprint), finding
