"""Snapshots held against an older one: what `diff`, `compare` and `validate --against` give."""

from __future__ import annotations

import os
from collections.abc import Sequence

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare, compared_sides
from orgcheck.changes.identity import DEFAULTS
from orgcheck.changes.side_file import Claim, beside, unknown_of
from orgcheck.changes.thresholds import Thresholds, ThresholdSettings, thresholds_of
from orgcheck.common_ground import on_common_ground
from orgcheck.errors import InvalidSnapshot, OrgcheckError, Unreadable
from orgcheck.language import said, tr
from orgcheck.organisation import Organisation
from orgcheck.policy.check import unread
from orgcheck.policy.choice import Asked
from orgcheck.policy.judgement import reviewed
from orgcheck.policy.reading import (
    Steps,
    compared_versions,
    load,
    of_each,
    read_organisation,
    silently,
)
from orgcheck.policy.standards import Standards, standards_of
from orgcheck.records import dataclass, replace
from orgcheck.results import CheckResult, DiffResult, Reviewed, Scenarios
from orgcheck.snapshot.git import GitError, Repository
from orgcheck.snapshot.view import View, revision_of


def review_change(
    old: str,
    new: str,
    asked: Asked,
    *,
    inference: bool = True,
    people: bool = True,
    thresholds: ThresholdSettings | None = None,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
) -> DiffResult:
    """What happened between two snapshots, and what the rules say of it; see `orgcheck.review`."""
    (standards,) = standards_of(asked, [(old, new)])
    versions = compared_versions((old, new), most_mib, step, standards.first.day)
    before, after = on_common_ground(*(beside(one, standards.own.claims) for one in versions))
    step(tr("comparing"))
    comparing = Comparing(
        standards=standards,
        claims=standards.own.claims,
        people=people,
        thresholds=thresholds_of(standards.first.settings.thresholds, thresholds),
        inference=inference,
        language=language,
    )
    compared = comparing.reviewed(before, after, (old, new)).compared
    assert compared is not None, "there are two sides"
    return compared


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """How two snapshots are compared and judged.

    `told` says whether what happened is told, and rules about changes are asked; `claims` are what
    a file declares beside the snapshots, and the others what `compare` takes.
    """

    standards: Standards
    claims: Sequence[Claim] = ()
    thresholds: Thresholds = DEFAULTS
    inference: bool = True
    people: bool = True
    language: str | None = None
    told: bool = True

    def reviewed(
        self, before: Organisation | None, after: Organisation, sources: tuple[str, str]
    ) -> Reviewed:
        """What is said of two snapshots; of two registers on every day on which either changes."""
        now = self._with_notes(self._on_one_day(before, after, sources))
        if before is None or before.slice is None or after.slice is None:
            return now
        # What compares snapshots takes nothing of it.
        from orgcheck.policy.in_time import through_time

        return through_time(now, before, after, sources, self._on_another_day, self.standards.first)

    def _with_notes(self, now: Reviewed) -> Reviewed:
        """The same, with what is to be said of the declarations beside the snapshots."""
        compared = now.compared
        if compared is None or not self.claims:
            return now
        notes = tuple(unknown_of(self.claims, compared.old, compared.new))
        if not notes:
            return now
        changes = replace(compared.changes, notes=(*compared.changes.notes, *notes))
        return replace(now, compared=replace(compared, changes=changes))

    def _on_another_day(
        self, before: Organisation, after: Organisation, sources: tuple[str, str]
    ) -> Reviewed:
        if self.claims:
            before, after = (beside(one, self.claims) for one in (before, after))
        return self._on_one_day(before, after, sources)

    def _on_one_day(
        self, before: Organisation | None, after: Organisation, sources: tuple[str, str]
    ) -> Reviewed:
        if before is None or not self.told:
            return Reviewed(judged(self.standards, sources, before, after, language=self.language))
        changes = compare(
            before,
            after,
            inference=self.inference,
            people=self.people,
            thresholds=self.thresholds,
            sources=sources,
        )
        checked = judged(self.standards, sources, before, after, changes, language=self.language)
        one, other = compared_sides(before, after)
        return Reviewed(
            checked,
            DiffResult(changes, one, other, checked.review, self.language, checked),
        )


def judged(
    standards: Standards,
    sources: tuple[str, str],
    before: Organisation | None,
    after: Organisation,
    changes: ChangeSet | None = None,
    *,
    language: str | None = None,
) -> CheckResult:
    """What is said of the newer of two snapshots; with a change set, of the change too."""
    old, new = sources
    review = reviewed(standards, before, after, changes)
    counted, waived = review.counted, review.first.waived
    result = standards.first.checked(new, after, counted, waived, language=language)
    return replace(result, against=old if before is not None else None, review=review)


def compare_scenarios(
    base: str,
    scenarios: Sequence[str],
    asked: Asked,
    *,
    language: str | None = None,
    most_mib: int | None = None,
) -> Scenarios:
    """What each of several scenarios would do, by the rules that hold for the base.

    Each is compared as `review_change` compares it, and raises what that raises.
    """
    options = tuple(
        review_change(base, scenario, asked, language=language, most_mib=most_mib)
        for scenario in scenarios
    )
    return Scenarios(base, tuple(scenarios), options, language)


# -- several snapshots, each with an older one --------------------------------------------------


def check_against(
    pairs: Sequence[tuple[str, str]],
    asked: Asked,
    *,
    language: str | None = None,
    most_mib: int | None = None,
    step: Steps = silently,
) -> list[CheckResult]:
    """What is new, was there before and is mended in each snapshot.

    Parameters
    ----------
    pairs
        What names each older and newer one, as `pairs_against` gives them.
    asked, language, most_mib, step
        As `review_change` takes them.

    Raises
    ------
    OrgcheckError
        As `review_change` does. A newer one that cannot be parsed is a finding.
    """

    def checked(judged_by: tuple[tuple[str, str], Standards]) -> CheckResult:
        (old, new), standards = judged_by
        return _checked(old, new, standards, language, most_mib, step)

    return of_each(checked, zip(pairs, standards_of(asked, pairs), strict=True))


def _checked(
    old: str,
    new: str,
    standards: Standards,
    language: str | None,
    most_mib: int | None,
    step: Steps,
) -> CheckResult:
    step(tr("{file}: reading", file=old))
    before = load(old, most_mib=most_mib, today=standards.own.day)
    step(tr("{file}: reading", file=new))
    try:
        after = read_organisation(new, most_mib, before, standards.own.day)
    except Unreadable as unreadable:
        return unread(new, unreadable, standards.own)
    before, after = on_common_ground(before, after)
    step(tr("{file}: checking both", file=new))
    comparing = Comparing(standards=standards, language=language, told=False)
    try:
        result = comparing.reviewed(before, after, (old, new)).checked
    except InvalidSnapshot as refused:
        return unread(new, refused, standards.own)
    assert result.review is not None, "it is held against an older one"
    return replace(result, withheld=result.review.first.withheld)


def pairs_against(against: str, snapshots: Sequence[str]) -> list[tuple[str, str]]:
    """Each snapshot with the older one that it is held against.

    A revision alone stands for each snapshot as the revision has it.
    """
    if against == "-" or os.path.lexists(against) or revision_of(against) is not None:
        if len(snapshots) > 1:
            raise OrgcheckError(
                said(
                    "--against {file} is one snapshot, and {number} are held against it",
                    file=against,
                    number=len(snapshots),
                ),
                said("name one snapshot, or a revision alone: each is held against itself there"),
            )
        return [(against, snapshot) for snapshot in snapshots]
    _refuse_unknown_revision(against)
    return [(_at(against, snapshot), snapshot) for snapshot in snapshots]


def _refuse_unknown_revision(word: str) -> None:
    try:
        Repository.here().commit(word)
    except GitError as error:
        message = said(
            "--against {word}: there is no such file, and {reason}",
            word=word,
            reason=error.message,
        )
        raise OrgcheckError(message, said("name a file, REV:path, or a revision")) from None


def _at(revision: str, snapshot: str) -> str:
    if revision_of(snapshot) is not None:
        return f"{revision}:{snapshot.partition(':')[2]}"
    path = View().tracked(snapshot) if snapshot != "-" else None
    if path is None:
        raise OrgcheckError(
            said(
                "--against {revision}: {file} is in no git repository",
                revision=revision,
                file=snapshot,
            ),
            said("name the older snapshot: --against REV:path"),
        )
    return f"{revision}:{'' if path == '.' else path}"
