"""What a change takes out of sight: snapshots, versions, packs, and how checks are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from orgcheck.findings import Finding, Location
from orgcheck.review.pairing import Lost
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.model import RuleHead
from orgcheck.snapshot.facts import Profile

# Where the systems that run checks look for what to run.
_CALLING = re.compile(
    r"\.(github|gitea|forgejo)/(workflows|actions)/.+\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab/.+\.ya?ml"
    r"|(azure|bitbucket)-pipelines\.ya?ml|\.pre-commit-config\.ya?ml|Jenkinsfile"
)
_RULES = re.compile(r"--rules(?:=|\s+)(\S+)|^\s*(?:rules|ORGCHECK_RULES)\s*:\s*(\S+)", re.M)


def lost_snapshots(lost: Iterable[Lost], base: str) -> Iterator[Finding]:
    """Each snapshot of the base that the change shows nowhere (ORG910)."""
    for one in lost:
        if one.link:
            why = "is a symbolic link now, and none is followed"
        elif one.candidates:
            names = ", ".join(one.candidates)
            why = f"is gone, and nothing tells which of these it became: {names}"
        else:
            why = "is gone, and no later snapshot of its organisation had replaced it"
        yield _finding("ORG910", f"{one.path} of {base} {why}", _top_of(one.path), one.path)


def lost_versions(
    rules: Iterable[RuleHead], before: Collection[str], after: Collection[str]
) -> Iterator[Finding]:
    """Each rule for a version that a snapshot had before, and none has now (ORG911).

    `before` and `after` are the labels of the snapshots of both sides.
    """
    for rule in rules:
        gone = [v for v in rule.applies_to.versions if v in before and v not in after]
        for version in gone:
            message = f"{rule.id} is for version {version}, which no snapshot has any more"
            yield _finding("ORG911", message, rule.location, f"{rule.id} {version}")


def escaped_rules(
    rules: Iterable[RuleHead], followed: Iterable[tuple[Profile, Profile]]
) -> Iterator[Finding]:
    """Each snapshot that stays the same version, and that a rule applies to no more (ORG911).

    `followed` are the snapshots of both sides, each with what it is now.
    """
    pairs = [(old, new) for old, new in followed if old.label == new.label]
    for rule in rules:
        scope = rule.applies_to
        for old, new in pairs:
            was, now = old.facts.valid_from, new.facts.valid_from
            if scope.admits(old.label, was) and not scope.admits(new.label, now):
                message = (
                    f"{rule.id} applies to {new.path} no more, since its valid_from is "
                    f"{now or 'left out'}, and was {was}"
                )
                yield _finding("ORG911", message, _top_of(new.path), f"{rule.id} {new.label}")


def lost_rules(
    file: str | None, *, packs: bool, rules: bool, configuration: bool
) -> Iterator[Finding]:
    """That no pack, none of its rules or no configuration is left where there was one (ORG912).

    `file` is where the configuration of the base stands; `packs`, `rules` and `configuration` say
    which of them are lost.
    """
    place = _top_of(file) if file is not None else None
    if configuration and file is not None:
        yield _finding("ORG912", f"{file} is out of sight: no settings hold any more", place, file)
    elif packs:
        yield _finding("ORG912", "no rule pack is left: integrity alone would hold", place, "packs")
    elif rules:
        message = "no rule of a pack is in force any more: only what comes with orgcheck would hold"
        yield _finding("ORG912", message, place, "rules")


def is_call(file: str) -> bool:
    """Whether a file is one of those that say which checks run."""
    return _CALLING.fullmatch(file) is not None


def altered_call(file: str, before: str, after: str) -> Finding | None:
    """That a change alters how this program is called, if it does (ORG913)."""
    if before == after or "orgcheck" not in before + after:
        return None
    was, now = (" ".join(a or b for a, b in _RULES.findall(text)) for text in (before, after))
    rules = f": its rules are {now or 'those configured'}, and were {was or 'those configured'}"
    message = f"the change alters {file}, which calls orgcheck{rules if was != now else ''}"
    return _finding("ORG913", message, _top_of(file), file)


def _finding(rule: str, message: str, place: Location | None, about: str) -> Finding:
    known = BUILTIN[rule]
    return Finding(
        rule=rule,
        severity=known.severity,
        message=message,
        location=place,
        statement=known.statement,
        fix=known.fix,
        about=about,
        value=message,
    )


def _top_of(file: str) -> Location:
    return Location(file, 1, 1, 1, 1)
