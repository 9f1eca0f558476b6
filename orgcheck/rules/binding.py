"""Which rules bind a member, how, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from orgcheck.findings import Finding
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.doubt import Ground, ground_of
from orgcheck.rules.indexes import Individual, Target, individuals, responsibilities
from orgcheck.rules.integrity import check
from orgcheck.rules.model import ChangeRule, Pack, Rule
from orgcheck.rules.pack_text import Unanswerable
from orgcheck.rules.structure_rules import faults_of, policy_findings, withheld_answers
from orgcheck.snapshot.model import Body, Post, Unit

# Whom one may ask about: a person, too.
Bound = Unit | Post | Body | Individual


class Result(StrEnum):
    """What came of a rule for a member."""

    HOLDS = "holds"
    FAILS = "fails"
    WAIVED = "waived"
    # Integrity has found a value to be faulty on which the answer rests.
    OPEN = "not judged"


class Way(StrEnum):
    """How a rule binds a member."""

    SELECTED = "selected"
    DUTY = "duty"
    OTHERS = "others"
    NAMED = "named"


@dataclass(frozen=True)
class Reason:
    """Why a rule binds a member: how, in words, and the ids that its findings may be about."""

    way: Way
    words: str
    about: frozenset[str]


@dataclass(frozen=True)
class Binding:
    """A rule that binds a member: why it does, what came of it, along which chain.

    `uncertain` says of one that is not judged that nothing is faulty, but left open by a date.
    """

    rule: Rule
    reason: Reason
    result: Result
    chain: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True)
class Bindings:
    """All that binds one member of an organisation."""

    organisation: Organisation
    id: str
    integrity: tuple[Finding, ...]
    rules: tuple[Binding, ...]
    change_rules: tuple[ChangeRule, ...]


def bindings(
    organisation: Organisation,
    id: str,
    packs: Sequence[Pack],
    waived: Iterable[str] = (),
) -> Bindings:
    """The rules that bind a unit, post, body or person.

    Parameters
    ----------
    organisation
        The structure.
    id
        The unit, post, body or person, who exists.
    packs
        The rule packs.
    waived
        The fingerprints of findings that a waiver excuses.
    """
    integrity = check(organisation)
    ground = ground_of(organisation, organisation.faults | faults_of(integrity))
    excused = frozenset(waived)
    findings = policy_findings(organisation, packs, integrity)
    member = organisation.member(id) or individuals(organisation).get(id)
    assert member is not None, "the command has looked it up"
    return Bindings(
        organisation,
        id,
        tuple(finding for finding in integrity if id in finding.members),
        tuple(
            _judged(ground, member, rule, reason, findings, excused)
            for pack in packs
            for rule in pack.rules
            if rule.applies_to.covers(organisation)
            and (reason := _reason(organisation, member, rule)) is not None
        ),
        tuple(
            rule
            for pack in packs
            for rule in pack.change_rules
            if isinstance(member, Unit) and _selects(organisation, rule, member)
        ),
    )


_ALL = {
    "units": msg("all units"),
    "posts": msg("all posts"),
    "bodies": msg("all bodies"),
    "responsibilities": msg("all duties"),
    "people": msg("all people"),
}


# -- why a rule binds -------------------------------------------------------------------------


def _reason(organisation: Organisation, member: Bound, rule: Rule) -> Reason | None:
    """Why a rule binds a member; None where it does not."""
    selector, demanded = rule.selector, rule.assertion
    own = frozenset((member.id,))
    if selector.of == _sort(member) and _selects(organisation, rule, member):
        words = selector.words if selector.criteria else said(_ALL[selector.of])
        return Reason(Way.SELECTED, words, own)
    if selector.of == "responsibilities":
        duties = _duties(organisation, member)
        held = [duty.id for duty in duties if _selects(organisation, rule, duty)]
        if held:
            words = said("it holds {duties}", duties=", ".join(held))
            return Reason(Way.DUTY, words, frozenset(held))
    if isinstance(member, Unit) and any(o.matches(organisation, member) for o in demanded.others):
        words = (
            said("the {selected} must {demand}", selected=selector.words, demand=demanded.demand)
            if demanded.demand
            else said(
                "the {selected}: {statement}", selected=selector.words, statement=rule.statement
            )
        )
        return Reason(Way.OTHERS, words, own)
    if any(member.id in group for group in demanded.ids):
        return Reason(Way.NAMED, said("the rule names it"), frozenset())
    return None


def _sort(member: Bound) -> str:
    if isinstance(member, Unit):
        return "units"
    if isinstance(member, Individual):
        return "people"
    return "posts" if isinstance(member, Post) else "bodies"


def _duties(organisation: Organisation, member: Bound) -> Iterator[Target]:
    if isinstance(member, Unit):
        known = responsibilities(organisation)
        keys = dict.fromkeys(map(organisation.duty_of, member.responsibilities))
        yield from (known[key] for key in keys if key in known)


def _selects(organisation: Organisation, rule: Rule | ChangeRule, member: Target) -> bool:
    try:
        return rule.selector.matches(organisation, member)
    except Unanswerable:
        # The rule cannot be evaluated at all, and says so wherever it is asked.
        return True


# -- what came of it --------------------------------------------------------------------------


def _judged(
    ground: Ground,
    member: Bound,
    rule: Rule,
    reason: Reason,
    findings: Iterable[Finding],
    waived: frozenset[str],
) -> Binding:
    own = tuple(finding for finding in findings if _concerns(finding, rule, reason))
    chain = _chain(ground.organisation, rule, member)
    if own:
        excused = all(finding.fingerprint in waived for finding in own)
        result = Result.WAIVED if excused else Result.FAILS
        return Binding(rule, reason, result, own[0].chain or chain, own)
    withheld = withheld_answers(ground, rule)
    silent = {one.member for one in withheld}
    # Whom else it binds is part of the answers about those that it selects.
    about = silent if reason.way in (Way.OTHERS, Way.NAMED) else reason.about
    doubted = None in silent or not silent.isdisjoint(about)
    if not doubted:
        return Binding(rule, reason, Result.HOLDS, chain)
    because = [one for one in withheld if one.member is None or one.member in about]
    return Binding(
        rule, reason, Result.OPEN, chain, uncertain=all(one.uncertain for one in because)
    )


def _concerns(finding: Finding, rule: Rule, reason: Reason) -> bool:
    """Whether a finding is this rule's, and about the member or the selection as a whole."""
    if finding.rule in BY_TIER[Tier.RULES]:
        return finding.about == rule.id
    if finding.rule != rule.id:
        return False
    if reason.way is Way.OTHERS and finding.about == "units" and finding.value:
        return finding.value.partition(" ")[0] in reason.about
    if reason.way in (Way.OTHERS, Way.NAMED):
        return True
    return not finding.members or not reason.about.isdisjoint(finding.members)


def _chain(organisation: Organisation, rule: Rule, member: Bound) -> tuple[str, ...]:
    """The chain by which a member meets a demand, where it is about one."""
    if rule.selector.of != _sort(member):
        return ()
    spots = (part.spot(organisation, member) for part in rule.assertion.each)
    return next((spot.chain for spot in spots if len(spot.chain) > 1), ())
