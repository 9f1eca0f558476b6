"""What a change takes out of sight: snapshots, versions, packs, and how checks are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from orgcheck.errors import Unreadable
from orgcheck.findings import Finding, Location
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.policy.baseline import added, unmatched
from orgcheck.policy.change import Change
from orgcheck.policy.examination import examine
from orgcheck.policy.pairing import Lost
from orgcheck.policy.policy import Policies, Policy
from orgcheck.policy.reading import read_organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import (
    CHECKING_CHANGED,
    OUT_OF_SCOPE,
    OUT_OF_SIGHT,
    SETTINGS_OUT_OF_SIGHT,
)
from orgcheck.rules.builtin_rule import BuiltInRule
from orgcheck.rules.model import RuleHead, Scope
from orgcheck.snapshot.tracked import Profile, State
from orgcheck.snapshot.view import View

# Where the systems that run checks look for what to run.
_CALLING = pattern(
    r"\.(github|gitea|forgejo)/(workflows|actions)/.+\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab/.+\.ya?ml"
    r"|(azure|bitbucket)-pipelines\.ya?ml|\.pre-commit-config\.ya?ml|Jenkinsfile"
)
_RULES = pattern(r"--rules(?:=|\s+)(\S+)|^\s*(?:rules|ORGCHECK_RULES)\s*:\s*(\S+)", re.M)


@dataclass(frozen=True)
class OutOfSight:
    """What a change takes out of sight; `base` is what was there before it."""

    change: Change
    base: State
    most_mib: int | None = None

    def findings(self) -> Iterator[Finding]:
        """All of it: snapshots, rules, how checks are called, and entries about nothing."""
        yield from lost_snapshots(self.change.pairing.lost, "the base")
        yield from self._out_of_reach()
        yield from self._without_rules()
        yield from self._calls()
        yield from self._padding()

    def _out_of_reach(self) -> Iterator[Finding]:
        """What rules of the target are for no more, by version or date."""
        target = self.change.revisions.policies(self.change.rules)
        packs = {
            id(pack): pack
            for path in self.base.profiles
            if self.change.within(path)
            for pack in target.of(self.base.argument(path)).packs
        }
        rules = [rule for pack in packs.values() for rule in pack.every_rule]
        before, after = self.base.profiles, self.change.head.profiles
        escaped = list(
            escaped_rules(
                rules,
                [(before[old], after[new]) for old, new in self.change.followed()],
                [(before[old], after[new]) for old, new in self.change.succeeded()],
                after.values(),
            )
        )
        told = {finding.about for finding in escaped}
        lost = lost_versions(rules, before.values(), after.values())
        yield from (*(finding for finding in lost if finding.about not in told), *escaped)

    def _without_rules(self) -> Iterator[Finding]:
        """What no pack or no settings hold for any more, or not those that held."""
        older, newer = map(
            self.change.revisions.policies, (self.base.revision, self.change.head.revision)
        )
        found: dict[str | None, list[Finding]] = {}
        for old, new in (*self.change.followed(), *self.change.succeeded()):
            was, now = older.of(self.base.argument(old)), newer.of(self.change.head.argument(new))
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
        for path in self.change.pairing.retired:
            others = (rule for one in self._others_of(path) for rule in self._rules_before(one))
            yield from rules_gone_with(path, self._rules_before(path), frozenset(others))

    def _others_of(self, path: str) -> Iterator[str]:
        """The snapshots in force of the same organisation that the base has, and the change too."""
        mine = self.base.profiles[path].facts.names
        for old, _ in self.change.followed():
            facts = self.base.profiles[old].facts
            if old != path and facts.in_force and facts.names & mine:
                yield old

    def _rules_before(self, path: str) -> frozenset[str]:
        """The ids of the rules of packs that the base's settings give a snapshot of it."""
        policy = self.change.revisions.policies(self.base.revision).of(self.base.argument(path))
        return frozenset(rule.id for pack in policy.in_force for rule in pack.every_rule)

    def _path(self, file: object) -> str:
        return View().tracked(str(file)) or str(file)

    def _padding(self) -> Iterator[Finding]:
        """The entries that the change adds to baselines, and that are about nothing."""
        older, newer = map(
            self.change.revisions.policies, (self.base.revision, self.change.head.revision)
        )
        known = [
            entry
            for policy in {id(one): one for one in self._policies_of(self.base, older)}.values()
            for entry in policy.baseline
        ]
        for policy in {id(one): one for one in self._policies_of(self.change.head, newer)}.values():
            yield from unmatched(added(known, policy.baseline), partial(self._found_in, policy))

    def _policies_of(self, state: State, policies: Policies) -> Iterator[Policy]:
        return (
            policies.of(state.argument(path)) for path in filter(self.change.within, state.profiles)
        )

    def _found_in(self, policy: Policy, snapshot: str) -> Sequence[Finding]:
        """What is found after the change in a snapshot, as entries of a baseline name it."""
        for argument in map(self.change.head.argument, self.change.head.profiles):
            if policy.path_from_baseline(argument) == snapshot:
                try:
                    organisation = read_organisation(argument, self.most_mib, today=policy.day)
                    return examine(organisation, policy).found
                except Unreadable:
                    return ()
        return ()

    def _calls(self) -> Iterator[Finding]:
        for file in sorted(filter(is_call, self.change.changed_files)):
            found = altered_call(file, self.base.text(file), self.change.head.text(file))
            if found is not None:
                yield found


def lost_snapshots(lost: Iterable[Lost], base: str) -> Iterator[Finding]:
    """Each snapshot of the base that the change shows nowhere (ORG910)."""
    for one in lost:
        named = {"file": one.path, "base": base}
        if one.link:
            message = said("{file} of {base} is a symbolic link now, and none is followed", **named)
        elif one.candidates:
            message = said(
                "{file} of {base} is gone, and nothing tells which of these it became: {files}",
                files=", ".join(one.candidates),
                **named,
            )
        else:
            message = said(
                "{file} of {base} is gone, and no later snapshot of its organisation had replaced "
                "it",
                **named,
            )
        yield _finding(OUT_OF_SIGHT, message, _top_of(one.path), one.path)


def lost_versions(
    rules: Iterable[RuleHead], before: Iterable[Profile], after: Collection[Profile]
) -> Iterator[Finding]:
    """Each rule for a version that a snapshot had before, and none has now (ORG911)."""
    was, now = ({profile.label for profile in profiles} for profiles in (before, after))
    for rule in rules:
        for version in rule.applies_to.versions:
            if version in was and version not in now:
                message = said(
                    "{rule} is for version {version}, which no snapshot has any more",
                    rule=rule.id,
                    version=version,
                )
                yield _finding(OUT_OF_SCOPE, message, rule.location, f"{rule.id} {version}")


def escaped_rules(
    rules: Iterable[RuleHead],
    followed: Iterable[tuple[Profile, Profile]],
    later: Iterable[tuple[Profile, Profile]],
    after: Collection[Profile],
) -> Iterator[Finding]:
    """Each snapshot that a rule applies to no more, though it is what it was (ORG911).

    `followed` are snapshots of before, each with what it is now, `later` those that are still
    there, each with one that comes after it, and `after` are all snapshots of now.
    """
    ways = [(old, new, True) for old, new in followed if not _is_next(old, new, after)]
    ways += [(old, new, False) for old, new in later]
    for rule in rules:
        for old, new, same in ways:
            if why := _why_out_of_reach(rule.applies_to, old, new, same=same):
                message = said(
                    "{rule} applies to {file} no more: {why}",
                    rule=rule.id,
                    file=new.path,
                    why=why,
                )
                yield _finding(OUT_OF_SCOPE, message, _top_of(new.path), f"{rule.id} {old.label}")


def _why_out_of_reach(scope: Scope, old: Profile, new: Profile, *, same: bool) -> str | None:
    """Why a rule applies to a snapshot no more; None where it does, or is not meant for it.

    `same` says whether it is the snapshot that the old one was, and not one that comes after it.
    """
    was, now = old.facts.valid_from, new.facts.valid_from
    if not scope.admits(old.label, was) or scope.admits(new.label, now):
        return None
    if scope.versions and new.label not in scope.versions:
        why = said(
            "it is version {now} now, and the rule is for version {was}",
            now=new.label,
            was=old.label,
        )
        return why if same else None
    if (same and old.label == new.label) or _is_earlier(now, scope.first):
        return (
            said("its valid_from is {now}, and was {was}", now=now, was=was)
            if now
            else said("its valid_from is left out, and was {was}", was=was)
        )
    return None


def _is_next(old: Profile, new: Profile, after: Collection[Profile]) -> bool:
    """Whether a snapshot became the next version, and the version that it was is still there."""
    was, now = old.facts.valid_from, new.facts.valid_from
    return (
        old.label != new.label
        and was is not None
        and now is not None
        and was < now
        and any(one.label == old.label and one.facts.names & old.facts.names for one in after)
    )


def _is_earlier(day: date | None, first: date | None) -> bool:
    """Whether a day is not known to be one from which on a rule holds: time goes on, not back."""
    return day is None or (first is not None and day < first)


def lost_rules(
    file: str | None, path: str, *, packs: bool, rules: bool, configuration: bool
) -> Iterator[Finding]:
    """That no pack, none of its rules or no configuration is left for a snapshot (ORG912).

    `file` is where the configuration of the base stands, and `path` the snapshot; `packs`, `rules`
    and `configuration` say which of them are lost.
    """
    place = _top_of(file) if file is not None else None
    if configuration and file is not None:
        message = said(
            "{settings} is out of sight: no settings hold for {file} any more",
            settings=file,
            file=path,
        )
        yield _finding(SETTINGS_OUT_OF_SIGHT, message, place, file)
    elif packs:
        message = said("no rule pack is left for {file}: integrity alone would hold", file=path)
        yield _finding(SETTINGS_OUT_OF_SIGHT, message, place, "packs")
    elif rules:
        message = said(
            "no rule of a pack is in force any more for {file}: only what comes with orgcheck "
            "would hold",
            file=path,
        )
        yield _finding(SETTINGS_OUT_OF_SIGHT, message, place, "rules")


def rules_gone_with(
    path: str, rules: Collection[str], others: Collection[str]
) -> Iterator[Finding]:
    """That rules held for a snapshot that is gone, and hold for none that is left (ORG912).

    `rules` are the ids of those that held for it, `others` of those for its organisation's others.
    """
    if gone := sorted(set(rules) - set(others)):
        message = said(
            "{file} is gone, and no other snapshot of its organisation is held against {rules}",
            file=path,
            rules=", ".join(gone),
        )
        yield _finding(SETTINGS_OUT_OF_SIGHT, message, _top_of(path), path)


def is_call(file: str) -> bool:
    """Whether a file is one of those that say which checks run."""
    return _CALLING.fullmatch(file) is not None


def altered_call(file: str, before: str, after: str) -> Finding | None:
    """That a change alters how this program is called, if it does (ORG913)."""
    if before == after or "orgcheck" not in before + after:
        return None
    was, now = (" ".join(a or b for a, b in _RULES.findall(text)) for text in (before, after))
    if was == now:
        message = said("the change alters {file}, which calls orgcheck", file=file)
    else:
        message = said(
            "the change alters {file}, which calls orgcheck: its rules are {now}, and were {was}",
            file=file,
            now=now or said("those configured"),
            was=was or said("those configured"),
        )
    return _finding(CHECKING_CHANGED, message, _top_of(file), file)


def _finding(rule: BuiltInRule, message: str, place: Location | None, about: str) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        location=place,
        statement=rule.statement,
        fix=rule.fix,
        about=about,
        value=message,
    )


def _top_of(file: str) -> Location:
    return Location(file, 1, 1, 1, 1)
