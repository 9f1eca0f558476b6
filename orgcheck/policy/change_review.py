"""The review of a change of a repository: every pair of its snapshots, and what is out of sight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from orgcheck.changes.side_file import beside
from orgcheck.changes.thresholds import thresholds_of
from orgcheck.common_ground import on_common_ground
from orgcheck.errors import InvalidSnapshot, OrgcheckError, Unreadable
from orgcheck.findings import Finding, Location, Severity
from orgcheck.language import said, said_n
from orgcheck.organisation import Organisation
from orgcheck.policy.change import Change, change_since
from orgcheck.policy.check import unread
from orgcheck.policy.choice import Asked
from orgcheck.policy.examination import examine
from orgcheck.policy.pairing import is_over, is_replaced
from orgcheck.policy.reading import read_organisation
from orgcheck.policy.review import Comparing
from orgcheck.policy.sight import OutOfSight
from orgcheck.records import dataclass, replace
from orgcheck.results import (
    Alteration,
    ChangeResult,
    CheckResult,
    Reviewed,
    without_used,
)
from orgcheck.rules.builtin import UNUSED_WAIVER
from orgcheck.snapshot.tracked import State

# What a finding is about, and what it is.
_Key = tuple[str, str]


def review_since(
    base: str | None,
    paths: Iterable[str],
    asked: Asked,
    *,
    language: str | None = None,
    most_mib: int | None = None,
) -> ChangeResult:
    """The review of what the working tree does since it left a branch.

    See `orgcheck.review_branch`.
    """
    change, found = change_since(base, paths, asked)
    review = ChangeReview(change, language, most_mib, notes=[found.words])
    return review.told(with_committed(review, review.results()))


def review_staged(change: Change, *, comparing: bool = True) -> ChangeResult:
    """The review of what is about to be committed, without what another parent of a merge has.

    Parameters
    ----------
    change
        What `staged_change` gives.
    comparing
        As `ChangeReview` takes it.

    Raises
    ------
    OrgcheckError
        Where no snapshot lies there, or rules or settings have errors.
    """
    review = ChangeReview(change, comparing=comparing)
    return review.told(new_in_merge(review, review.results()))


@dataclass
class ChangeReview:
    """The review of a change.

    Parameters
    ----------
    change
        What is reviewed.
    language, most_mib
        Which language's names to use; how large a file may be.
    comparing
        Whether rules about changes are asked, and what happened is told; else the structures alone
        are judged.
    notes
        What there is to say beside the results.
    errors
        What could not be reviewed.
    """

    change: Change
    language: str | None = None
    most_mib: int | None = None
    comparing: bool = True
    notes: list[str] = field(default_factory=list)
    errors: list[OrgcheckError] = field(default_factory=list)

    def results(self) -> list[Reviewed]:
        """What is said of the change: first what it takes out of sight, then each snapshot."""
        self._refuse_nothing()
        told = self.judged()
        self.change.revisions.check_options()
        return told

    def told(self, results: Sequence[Reviewed]) -> ChangeResult:
        """Results with what else there is to say."""
        if not results and not self.errors:
            self.notes.append(said("no snapshot changes, nor what it is judged by"))
        return ChangeResult(tuple(results), tuple(self.notes), tuple(self.errors))

    def judged(self) -> list[Reviewed]:
        """The same, whether or not there is any snapshot, and whatever options name."""
        told = [*(self._of_the_whole() if self.comparing else ()), *self._of_each()]
        return self._with_waivers_of_all(told)

    def _with_waivers_of_all(self, told: list[Reviewed]) -> list[Reviewed]:
        """The same; a waiver is unused where no snapshot uses it, whether or not that changes."""
        found = (finding.rule for one in told for finding in one.checked.findings)
        if UNUSED_WAIVER.id not in found:
            return told
        used = {place for place in self._places_of_used_waivers(told) if place is not None}
        return [
            one.under(without_used(one.checked.review, used))
            if one.checked.review is not None
            else one
            for one in told
        ]

    def _places_of_used_waivers(self, told: Sequence[Reviewed]) -> Iterator[Location | None]:
        for one in told:
            review = one.checked.review
            for verdict in (review.first, review.own) if review is not None else ():
                yield from (waived.location for waived in (verdict.waived if verdict else ()))
        done = {one.checked.source for one in told}
        for argument in sorted({*map(self.change.head.argument, self.change.head.profiles)} - done):
            try:
                policy = self.change.revisions.policies(self.change.head.revision).of(argument)
                organisation = read_organisation(argument, self.most_mib, today=policy.day)
            except Unreadable:
                continue
            yield from (waived.location for waived in examine(organisation, policy).waived)

    def _refuse_nothing(self) -> None:
        """Stop where no snapshot is looked at at all: a wrong pattern would pass for ever."""
        sides = (self.change.base_side.profiles, self.change.head_side.profiles)
        if not any(self.change.within(path) for side in sides for path in side):
            raise OrgcheckError(
                said("no snapshot lies there, neither before the change nor after it"),
                said("name the files, folders or patterns that hold the snapshots"),
            )

    def _of_each(self) -> Iterator[Reviewed]:
        pairing, staying = self.change.pairing, list(self.change.under_other_rules())
        for old, new in (*pairing.pairs, *staying):
            assert self.change.base is not None, "a pair has two sides"
            arguments = self.change.base.argument(old), self.change.head.argument(new)
            over = self._was_over(old, new, self.change.revisions.standards(*arguments).first.day)
            if over:
                self.notes.append(
                    said(
                        "{file} had ended before a later one began: its integrity alone is "
                        "checked; `orgcheck validate {file}` asks all rules of it",
                        file=new,
                    )
                )
            yield from self._told(*arguments, ruled=not over)
        if staying:
            self._say_what_is_left_out()
        for path in pairing.fresh:
            replaced = self._was_replaced(path)
            self.notes.append(
                said(
                    "{file} is new, and nothing comes before it: its integrity alone is checked",
                    file=path,
                )
                if replaced
                else said(
                    "{file} is new, and nothing comes before it: all of it is checked", file=path
                )
            )
            yield from self._told(None, self.change.head.argument(path), ruled=not replaced)
        for path in pairing.retired:
            self.notes.append(
                said("{file} is gone; it was not in force, or a later one replaced it", file=path)
            )

    def _say_what_is_left_out(self) -> None:
        """Say which untouched snapshots the altered rules are not asked of."""
        every = self.change.head.profiles
        others = every.keys() - self.change.pairing.newer
        earlier = [
            path
            for path in others
            if self.change.within(path) and is_replaced(every[path], every.values())
        ]
        if earlier:
            self.notes.append(
                said_n(
                    "the altered rules are not asked of {number} snapshot that others replaced",
                    "the altered rules are not asked of {number} snapshots that others replaced",
                    len(earlier),
                )
            )

    def _was_over(self, old: str, new: str, day: date) -> bool:
        """Whether the time of both was over by what the base has: no change can make it so."""
        before, now = self.change.base_side.profiles, self.change.head.profiles
        if new not in now:
            return False
        others = [profile for path, profile in before.items() if path in now]
        return all(is_over(one, others, day) for one in (before[old], now[new]))

    def _was_replaced(self, path: str) -> bool:
        """Whether a later one had replaced a new snapshot long ago: rules of today fit that one."""
        return is_replaced(self.change.head.profiles[path], self.change.head.profiles.values())

    def _told(self, old: str | None, new: str, *, ruled: bool = True) -> Iterator[Reviewed]:
        try:
            yield self._reviewed(old, new, ruled=ruled)
        except OrgcheckError as error:
            self.errors.append(error)

    def _reviewed(self, old: str | None, new: str, *, ruled: bool) -> Reviewed:
        standards = self.change.revisions.standards(old, new)
        if not ruled:
            standards = standards.of_integrity()
        day = standards.first.day
        before = self._older(old, day) if old is not None else None
        try:
            after = read_organisation(new, self.most_mib, before, day)
        except Unreadable as unreadable:
            return Reviewed(unread(new, unreadable, standards.first))
        both = self.change.revisions.standards(old, new)
        if before is not None and self.comparing:
            before, after = (beside(one, both.own.claims) for one in (before, after))
            before, after = on_common_ground(before, after)
        comparing = Comparing(
            standards=standards,
            claims=both.own.claims,
            thresholds=thresholds_of(both.first.settings.thresholds),
            language=self.language,
            told=self.comparing,
        )
        try:
            return comparing.reviewed(before, after, (old or "", new))
        except InvalidSnapshot as refused:
            return Reviewed(unread(new, refused, standards.first))

    def _older(self, argument: str, day: date) -> Organisation | None:
        """The older side; None where it cannot be read: then all of the newer one is checked."""
        try:
            return read_organisation(argument, self.most_mib, today=day)
        except Unreadable:
            self.notes.append(
                said("{file} cannot be read: all of what follows it is checked", file=argument)
            )
            return None

    def _of_the_whole(self) -> Iterator[Reviewed]:
        """What the change takes out of sight."""
        if self.change.base is None:
            return
        findings = tuple(OutOfSight(self.change, self.change.base, self.most_mib).findings())
        if findings:
            fail_on = Severity(self.change.asked.fail_on or Severity.ERROR)
            whole = said("the change")
            yield Reviewed(
                CheckResult(source=whole, findings=findings, fail_on=fail_on, of_change=True)
            )


# -- from several standpoints ------------------------------------------------------------------


def with_committed(review: ChangeReview, results: Sequence[Reviewed]) -> list[Reviewed]:
    """The results about the working tree, and what fails beyond them in what HEAD has.

    git merges what HEAD has. The working tree has something else where it was changed since, or
    where the repository asks for filters or encodings, which make another text of a file.
    """
    head = State(review.change.head.repository, "HEAD", review.change.head.known)
    apart = head.apart_from_disk()
    if not apart:
        return list(results)
    review.notes.append(
        said_n(
            "HEAD has {number} file otherwise than the working tree ({example}): both are judged, "
            "and git merges what HEAD has",
            "HEAD has {number} files otherwise than the working tree ({example}): both are "
            "judged, and git merges what HEAD has",
            len(apart),
            example=apart[0],
        )
    )
    committed = replace(review, change=replace(review.change, head=head), notes=[], errors=[])
    if not committed.change.concerned:
        return list(results)
    others = committed.judged()
    review.errors += committed.errors
    here = review.change.head
    told = {(key, finding.severity) for one in results for key, finding in _keyed(here, one)}
    return [*results, *_beyond(committed, others, told)]


def new_in_merge(review: ChangeReview, results: Sequence[Reviewed]) -> list[Reviewed]:
    """The results of a review against HEAD, without what another parent of the merge has as well.

    Each parent is judged by its own rules: what it brings was reviewed where it was made. Where
    no merge is under way, that is all of them.
    """
    left = list(results)
    change = review.change
    if change.base is None or change.head.revision != "":
        return left
    for parent in change.head.repository.merging():
        base = State(change.head.repository, parent, change.head.known)
        other = replace(
            review, change=replace(change, base=base, rules=parent), notes=[], errors=[]
        )
        told = other.judged() if other.change.concerned else []
        found = {key for one in told for key, _ in _keyed(change.head, one)}
        altered = {(a.sort, a.name) for one in told for a in _alterations(one)}
        left = [_common(change.head, one, found, altered) for one in left]
    return [one for one in left if one.checked.findings or not one.checked.of_change]


def _common(
    head: State, told: Reviewed, found: Collection[_Key], altered: Collection[tuple[str, str]]
) -> Reviewed:
    """A result with those alone of its findings and alterations that another one has too."""
    kept = {finding.fingerprint for key, finding in _keyed(head, told) if key in found}
    left = told.counting(kept)
    review = left.checked.review
    if review is None:
        return left
    alterations = tuple(a for a in _alterations(left) if (a.sort, a.name) in altered)
    return left.under(replace(review, control=replace(review.control, alterations=alterations)))


def _alterations(told: Reviewed) -> Sequence[Alteration]:
    return told.checked.review.control.alterations if told.checked.review is not None else ()


def _beyond(
    review: ChangeReview, results: Sequence[Reviewed], told: Collection[tuple[_Key, str]]
) -> Iterator[Reviewed]:
    """What fails in results and is not told elsewhere, without the comparison around it."""
    for one in results:
        fresh = {
            finding.fingerprint
            for key, finding in _keyed(review.change.head, one)
            if (key, finding.severity) not in told and one.checked.fails(finding)
        }
        if fresh:
            yield replace(one.counting(fresh), compared=None)


def _keyed(head: State, told: Reviewed) -> Iterator[tuple[_Key, Finding]]:
    """The findings of a result, each with what it is in whichever state."""
    paths = {head.argument(path): path for path in head.profiles}
    about = paths.get(told.checked.source, told.checked.source)
    for finding in told.checked.findings:
        yield (about, finding.fingerprint), finding
