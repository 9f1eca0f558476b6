"""A change of a repository under review: every pair of its snapshots, and what is out of sight."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure
from orgcheck.cli.review import Revisions, reviewed

if TYPE_CHECKING:
    from datetime import date

    from orgcheck.cli.asked import Asked
    from orgcheck.cli.policy import Policies, Policy
    from orgcheck.findings import Finding, Location
    from orgcheck.organisation import Organisation
    from orgcheck.policy.pairing import Pairing, Side
    from orgcheck.results import CheckResult, DiffResult, Review
    from orgcheck.snapshot.tracked import State


@dataclass(frozen=True)
class Told:
    """One result: a comparison where there were two sides, and always what reports need."""

    checked: CheckResult
    compared: DiffResult | None = None

    def under(self, review: Review) -> Told:
        """The same under another review."""
        compared = replace(self.compared, review=review) if self.compared is not None else None
        return Told(replace(self.checked, findings=review.counted, review=review), compared)

    def counting(self, fingerprints: Collection[str]) -> Told:
        """The same, with those alone of the findings that count that have such a fingerprint."""
        from orgcheck.results import counting

        def counts(finding: Finding) -> bool:
            return finding.fingerprint in fingerprints

        if self.checked.review is not None:
            return self.under(counting(self.checked.review, counts))
        findings = tuple(filter(counts, self.checked.findings))
        return Told(replace(self.checked, findings=findings), self.compared)


@dataclass
class ChangeReview:
    """The change from one state of a repository to another one.

    Parameters
    ----------
    base
        What there was; None where nothing was there before.
    head
        What there is.
    rules
        The revision whose rules judge the change.
    asked
        What options say about rules.
    within
        Whether a file counts: what lies elsewhere is left out, unless it came from there.
    language, most_mib
        Which language's names to use; how large a file may be.
    comparing
        Whether rules about changes are asked, and what happened is told; else the structures alone
        are judged.
    """

    base: State | None
    head: State
    rules: str | None
    asked: Asked
    within: Callable[[str], bool] = lambda _: True
    language: str | None = None
    most_mib: int | None = None
    comparing: bool = True
    notes: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        older = self.base.revision if self.base is not None else None
        self.revisions = Revisions(self.asked, older, self.rules, self.head.revision)

    @cached_property
    def changed_files(self) -> frozenset[str]:
        """The files that differ between both states."""
        if self.base is None or self.base.revision is None:
            return frozenset(self.head.facts)
        return self.head.repository.changed_files(self.base.revision, self.head.revision)

    @cached_property
    def pairing(self) -> Pairing:
        """What is compared with what, by paths, with what lies elsewhere left out."""
        from orgcheck.policy.pairing import Pairing, paired

        every = paired(self._base_side, self._head_side, self._renames())
        return Pairing(
            pairs=tuple(pair for pair in every.pairs if any(map(self.within, pair))),
            fresh=tuple(filter(self.within, every.fresh)),
            lost=tuple(one for one in every.lost if self.within(one.path)),
            retired=tuple(filter(self.within, every.retired)),
        )

    @cached_property
    def _base_side(self) -> Side:
        from orgcheck.policy.pairing import Side

        if self.base is None:
            return Side({})
        return Side(self.base.profiles, self.base.touched(self.changed_files))

    @cached_property
    def _head_side(self) -> Side:
        from orgcheck.policy.pairing import Side

        head = self.head
        before = self._base_side.profiles
        remaining = (path for path in before if path not in head.profiles and head.has(path))
        touched = head.touched(self.changed_files)
        return Side(head.profiles, touched, frozenset(remaining), head.links)

    def _renames(self) -> dict[str, set[str]]:
        """For each snapshot that came, those of which git says that its files came from them."""
        if self.base is None or self.base.revision is None:
            return {}
        found: dict[str, set[str]] = {}
        renames = self.head.repository.renames(self.base.revision, self.head.revision)
        for new, old in renames.items():
            if new in self.head.snapshots and old in self.base.snapshots:
                found.setdefault(self.head.snapshots[new], set()).add(self.base.snapshots[old])
        return found

    @property
    def concerned(self) -> bool:
        """Whether any snapshot that counts changes, comes or goes, or what it is judged by."""
        pairing = self.pairing
        every = (*pairing.pairs, *pairing.fresh, *pairing.lost, *pairing.retired)
        return bool(every) or any(True for _ in self._under_other_rules())

    # -- the results ------------------------------------------------------------------------------

    def results(self) -> list[Told]:
        """What is said of the change: first what it takes out of sight, then each snapshot."""
        self._refuse_nothing()
        told = self.judged()
        self.revisions.check_options()
        return told

    def judged(self) -> list[Told]:
        """The same, whether or not there is any snapshot, and whatever options name."""
        told = [*(self._of_the_whole() if self.comparing else ()), *self._of_each()]
        return self._with_waivers_of_all(told)

    def _with_waivers_of_all(self, told: list[Told]) -> list[Told]:
        """The same; a waiver is unused where no snapshot uses it, whether or not that changes."""
        from orgcheck.results import without_used
        from orgcheck.rules.builtin import UNUSED_WAIVER

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

    def _places_of_used_waivers(self, told: Sequence[Told]) -> Iterator[Location | None]:
        from orgcheck.cli.examination import examine
        from orgcheck.cli.reading import read_organisation
        from orgcheck.snapshot.reader import Unreadable

        for one in told:
            review = one.checked.review
            for verdict in (review.first, review.own) if review is not None else ():
                yield from (waived.location for waived in (verdict.waived if verdict else ()))
        done = {one.checked.source for one in told}
        for argument in sorted({*map(self.head.argument, self.head.profiles)} - done):
            try:
                organisation = read_organisation(argument, self.most_mib)
            except Unreadable:
                continue
            policy = self.revisions.policies(self.head.revision).of(argument)
            yield from (waived.location for waived in examine(organisation, policy).waived)

    def _refuse_nothing(self) -> None:
        """Stop where no snapshot is looked at at all: a wrong pattern would pass for ever."""
        sides = (self._base_side.profiles, self._head_side.profiles)
        if not any(self.within(path) for side in sides for path in side):
            raise Failure(
                "no snapshot lies there, neither before the change nor after it",
                "name the files, folders or patterns that hold the snapshots",
            )

    def _of_each(self) -> Iterator[Told]:
        pairing, staying = self.pairing, list(self._under_other_rules())
        for old, new in (*pairing.pairs, *staying):
            assert self.base is not None, "a pair has two sides"
            arguments = self.base.argument(old), self.head.argument(new)
            over = self._was_over(old, new, self.revisions.standards(*arguments).first.day)
            if over:
                self.notes.append(
                    f"{new} had ended before a later one began: its integrity alone is checked; "
                    f"`orgcheck validate {new}` asks all rules of it"
                )
            yield from self._told(*arguments, ruled=not over)
        if staying:
            self._say_what_is_left_out()
        for path in pairing.fresh:
            replaced = self._was_replaced(path)
            what = "its integrity alone" if replaced else "all of it"
            self.notes.append(f"{path} is new, and nothing comes before it: {what} is checked")
            yield from self._told(None, self.head.argument(path), ruled=not replaced)
        for path in pairing.retired:
            self.notes.append(f"{path} is gone; it was not in force, or a later one replaced it")

    def _under_other_rules(self) -> Iterator[tuple[str, str]]:
        """Snapshots in force that stay as they are, while what they are judged by changes."""
        from orgcheck.policy.pairing import current

        if self.base is None:
            return
        done = {new for _, new in self.pairing.pairs}
        for profile in current(self.head.profiles.values()):
            path = profile.path
            if path in done or path not in self.base.profiles or not self.within(path):
                continue
            arguments = self.base.argument(path), self.head.argument(path)
            if self.revisions.standards(*arguments).control.alterations:
                yield path, path

    def _say_what_is_left_out(self) -> None:
        """Say which untouched snapshots the altered rules are not asked of."""
        from orgcheck.counting import counted
        from orgcheck.policy.pairing import is_replaced

        every = self.head.profiles
        others = every.keys() - {new for _, new in self.pairing.pairs} - set(self.pairing.fresh)
        earlier = [
            path
            for path in others
            if self.within(path) and is_replaced(every[path], every.values())
        ]
        if earlier:
            number = counted(len(earlier), "snapshot")
            self.notes.append(f"the altered rules are not asked of {number} that others replaced")

    def _was_over(self, old: str, new: str, day: date) -> bool:
        """Whether the time of both was over by what the base has: no change can make it so."""
        from orgcheck.policy.pairing import is_over

        before, now = self._base_side.profiles, self.head.profiles
        if new not in now:
            return False
        others = [profile for path, profile in before.items() if path in now]
        return all(is_over(one, others, day) for one in (before[old], now[new]))

    def _was_replaced(self, path: str) -> bool:
        """Whether a later one had replaced a new snapshot long ago: rules of today fit that one."""
        from orgcheck.policy.pairing import is_replaced

        return is_replaced(self.head.profiles[path], self.head.profiles.values())

    def _told(self, old: str | None, new: str, *, ruled: bool = True) -> Iterator[Told]:
        try:
            yield self._reviewed(old, new, ruled=ruled)
        except Failure as failure:
            self.failures.append(failure)

    def _reviewed(self, old: str | None, new: str, *, ruled: bool) -> Told:
        from orgcheck.cli.reading import read_organisation, unreadable_findings
        from orgcheck.results import CheckResult
        from orgcheck.snapshot.reader import Unreadable

        standards = self.revisions.standards(old, new)
        if not ruled:
            standards = standards.of_integrity()
        before = self._older(old) if old is not None else None
        try:
            after = read_organisation(new, self.most_mib, before)
        except Unreadable as unreadable:
            found = unreadable_findings(unreadable)
            fail_on = standards.first.fail_on
            return Told(CheckResult(source=new, findings=found, fail_on=fail_on))
        compared = None
        if before is not None and self.comparing:
            compared = self._compared(before, after, (old or "", new))
        changes = compared.changes if compared is not None else None
        review = reviewed(standards, before, after, changes)
        checked = replace(
            standards.first.checked(
                new, after, review.counted, review.first.waived, language=self.language
            ),
            against=old if before is not None else None,
            review=review,
        )
        return Told(checked, replace(compared, review=review) if compared is not None else None)

    def _older(self, argument: str) -> Organisation | None:
        """The older side; None where it cannot be read: then all of the newer one is checked."""
        from orgcheck.cli.reading import read_organisation
        from orgcheck.snapshot.reader import Unreadable

        try:
            return read_organisation(argument, self.most_mib)
        except Unreadable:
            self.notes.append(f"{argument} cannot be read: all of what follows it is checked")
            return None

    def _compared(
        self, before: Organisation, after: Organisation, sources: tuple[str, str]
    ) -> DiffResult:
        from orgcheck.changes.compare import compare
        from orgcheck.changes.thresholds import thresholds_of
        from orgcheck.cli.thresholds import asked_thresholds
        from orgcheck.results import DiffResult

        policy = self.revisions.standards(*sources).first
        thresholds = thresholds_of(policy.settings.thresholds, asked_thresholds(()))
        changes = compare(before, after, thresholds=thresholds, sources=sources)
        return DiffResult(changes, before, after, language=self.language)

    # -- what the change takes out of sight -------------------------------------------------------

    def _of_the_whole(self) -> Iterator[Told]:
        from orgcheck.findings import Severity
        from orgcheck.results import CheckResult

        if self.base is None:
            return
        findings = (*self._out_of_sight(), *self._calls(), *self._padding())
        if findings:
            fail_on = Severity(self.asked.fail_on or Severity.ERROR)
            yield Told(
                CheckResult(source="the change", findings=findings, fail_on=fail_on, of_change=True)
            )

    def _out_of_sight(self) -> Iterator[Finding]:
        from orgcheck.policy.sight import lost_snapshots

        yield from lost_snapshots(self.pairing.lost, "the base")
        yield from self._out_of_reach()
        yield from self._without_rules()

    def _out_of_reach(self) -> Iterator[Finding]:
        """What rules of the target are for no more, by version or date."""
        from orgcheck.policy.sight import escaped_rules, lost_versions

        assert self.base is not None, "something was there before"
        base, target = self.base, self.revisions.policies(self.rules)
        packs = {
            id(pack): pack
            for path in base.profiles
            if self.within(path)
            for pack in target.of(base.argument(path)).packs
        }
        rules = [rule for pack in packs.values() for rule in pack.every_rule]
        before, after = base.profiles, self.head.profiles
        escaped = list(
            escaped_rules(
                rules,
                [(before[old], after[new]) for old, new in self._followed()],
                [(before[old], after[new]) for old, new in self._succeeded()],
                after.values(),
            )
        )
        told = {finding.about for finding in escaped}
        lost = lost_versions(rules, before.values(), after.values())
        yield from (*(finding for finding in lost if finding.about not in told), *escaped)

    def _without_rules(self) -> Iterator[Finding]:
        """What no pack or no settings hold for any more, or not those that held."""
        from orgcheck.policy.sight import lost_rules, rules_gone_with

        assert self.base is not None, "something was there before"
        older, newer = map(self.revisions.policies, (self.base.revision, self.head.revision))
        found: dict[str | None, list[Finding]] = {}
        for old, new in (*self._followed(), *self._succeeded()):
            was, now = older.of(self.base.argument(old)), newer.of(self.head.argument(new))
            file = self._path(was.file) if was.file is not None else None
            lost = lost_rules(
                file,
                new,
                packs=was.configured and not now.configured,
                rules=was.is_ruled and not now.is_ruled,
                configuration=was.file is not None and now.file is None,
            )
            found[file] = found.get(file) or list(lost)
        yield from (finding for each in found.values() for finding in each)
        for path in self.pairing.retired:
            others = (rule for one in self._others_of(path) for rule in self._rules_before(one))
            yield from rules_gone_with(path, self._rules_before(path), frozenset(others))

    def _others_of(self, path: str) -> Iterator[str]:
        """The snapshots in force of the same organisation that the base has, and the change too."""
        assert self.base is not None, "something was there before"
        mine = self.base.profiles[path].facts.names
        for old, _ in self._followed():
            facts = self.base.profiles[old].facts
            if old != path and facts.in_force and facts.names & mine:
                yield old

    def _rules_before(self, path: str) -> frozenset[str]:
        """The ids of the rules of packs that the base's settings give a snapshot of it."""
        assert self.base is not None, "something was there before"
        policy = self.revisions.policies(self.base.revision).of(self.base.argument(path))
        return frozenset(rule.id for pack in policy.in_force for rule in pack.every_rule)

    def _followed(self) -> list[tuple[str, str]]:
        """Every snapshot of the base that there is still, with what it is now."""
        return [(old, new) for old, new in self._all_pairs() if self._is_what_it_was(old, new)]

    def _succeeded(self) -> list[tuple[str, str]]:
        """Those that stay where they are, each with another one that comes after it."""
        return [(old, new) for old, new in self._all_pairs() if not self._is_what_it_was(old, new)]

    def _is_what_it_was(self, old: str, new: str) -> bool:
        return old == new or old not in self.head.profiles

    def _all_pairs(self) -> list[tuple[str, str]]:
        """What is compared, and what stays as it is, with nothing that is no snapshot now."""
        assert self.base is not None, "something was there before"
        staying = ((path, path) for path in self.base.profiles)
        return [
            pair
            for pair in dict.fromkeys((*self.pairing.pairs, *staying))
            if pair[1] in self.head.profiles and any(map(self.within, pair))
        ]

    def _path(self, file: object) -> str:
        from orgcheck.snapshot.view import View

        return View().tracked(str(file)) or str(file)

    def _padding(self) -> Iterator[Finding]:
        """The entries that the change adds to baselines, and that are about nothing."""
        from orgcheck.policy.baseline import added, unmatched

        assert self.base is not None, "something was there before"
        older, newer = map(self.revisions.policies, (self.base.revision, self.head.revision))
        known = [
            entry
            for policy in {id(one): one for one in self._policies_of(self.base, older)}.values()
            for entry in policy.baseline
        ]
        for policy in {id(one): one for one in self._policies_of(self.head, newer)}.values():
            yield from unmatched(added(known, policy.baseline), partial(self._found_in, policy))

    def _policies_of(self, state: State, policies: Policies) -> Iterator[Policy]:
        return (policies.of(state.argument(path)) for path in filter(self.within, state.profiles))

    def _found_in(self, policy: Policy, snapshot: str) -> Sequence[Finding]:
        """What is found after the change in a snapshot, as entries of a baseline name it."""
        from orgcheck.cli.examination import examine
        from orgcheck.cli.reading import read_organisation
        from orgcheck.snapshot.reader import Unreadable

        for argument in map(self.head.argument, self.head.profiles):
            if policy.path_from_baseline(argument) == snapshot:
                try:
                    return examine(read_organisation(argument, self.most_mib), policy).found
                except Unreadable:
                    return ()
        return ()

    def _calls(self) -> Iterator[Finding]:
        from orgcheck.policy.sight import altered_call, is_call

        assert self.base is not None, "something was there before"
        for file in sorted(filter(is_call, self.changed_files)):
            found = altered_call(file, self.base.text(file), self.head.text(file))
            if found is not None:
                yield found
