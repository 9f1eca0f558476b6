"""Rules held against a structure: findings, and nothing else.

One cause gives one finding: where integrity found a value to be faulty, the rules are silent
about everything that rests on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from orgcheck.collector import collector_paused
from orgcheck.counting import first_few
from orgcheck.findings import Fault, Finding, Location, Related, words_or_digest
from orgcheck.language import msg, said, said_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.rules.assertions import Assertion, Failure, one_for_each_fault
from orgcheck.rules.assertions.assertion import MOST_FINDINGS
from orgcheck.rules.builtin import UNKNOWN_IDS
from orgcheck.rules.doubt import Ground, ground_of, is_uncertain
from orgcheck.rules.engine import (
    MOST_GUESSED,
    Telling,
    empty_selection,
    fault_of,
    finding_of,
    most_told,
)
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Registered, called, offers_of
from orgcheck.rules.model import Pack, Rule, RuleHead
from orgcheck.rules.pack_text import TooLong, Unanswerable
from orgcheck.rules.selectors import Selection, Selector
from orgcheck.snapshot.suggestions import Offers


def findings_of(
    organisation: Organisation,
    packs: Sequence[Pack],
    withheld: list[Withheld] | None = None,
) -> list[Finding]:
    """Every finding about a snapshot: of its reading, of its integrity, of the rules.

    Parameters
    ----------
    organisation
        The structure.
    packs
        The rule packs that it is held against.
    withheld
        Takes the answers that are not given, since they pass through faulty values.
    """
    from orgcheck.rules.integrity import check

    integrity = check(organisation)
    return integrity + policy_findings(organisation, packs, integrity, withheld)


def policy_findings(
    organisation: Organisation,
    packs: Sequence[Pack],
    integrity: Sequence[Finding],
    withheld: list[Withheld] | None = None,
) -> list[Finding]:
    """The findings of the rules, given those of integrity, which silence what rests on them."""
    if not packs:
        return []
    faults = organisation.faults | faults_of(integrity)
    missing = {str(finding.value) for finding in dangling(organisation, integrity)}
    return evaluate(organisation, packs, faults, missing, withheld)


def dangling(organisation: Organisation, integrity: Iterable[Finding]) -> Iterator[Finding]:
    """The findings about references that name nothing at all."""
    for finding in integrity:
        if finding.rule == "ORG004" and finding.value and finding.value not in organisation:
            yield finding


def faults_of(integrity: Iterable[Finding]) -> frozenset[Fault]:
    """The values that findings of integrity are about."""
    faults: set[Fault] = set()
    for finding in integrity:
        faults.update(finding.faults)
        if finding.rule == "ORG012" and finding.value is not None:
            faults.add(Fault(finding.value, "holders"))
    return frozenset(faults)


def evaluate(
    organisation: Organisation,
    packs: Iterable[Pack],
    faults: Collection[Fault] = (),
    dangling: Collection[str] = (),
    withheld: list[Withheld] | None = None,
) -> list[Finding]:
    """The findings of all rules that apply to a snapshot. Pure.

    Parameters
    ----------
    organisation
        The structure.
    packs
        The rule packs.
    faults
        The values that integrity found to be faulty.
    dangling
        The ids that integrity reports as missing already.
    withheld
        Takes the answers that are not given.
    """
    ground = ground_of(organisation, faults)
    ids, found = frozenset(dangling), list[Finding]()
    with collector_paused():
        for rule in (rule for pack in packs for rule in pack.rules):
            if rule.applies_to.covers(organisation):
                most = most_told(len(found))
                found += rule_findings(ground, rule, ids, withheld=withheld, most=most)
    return found


@dataclass(frozen=True, slots=True)
class Withheld:
    """An answer of a rule that was not given: about whom, and for which faulty value.

    Without a member it is the answer about the selection as a whole. `uncertain` says that the
    value is not faulty, but left open on that day by a date known to the month or year only.
    """

    rule: str
    member: str | None
    because: Fault
    uncertain: bool = False


def withheld_answers(ground: Ground, rule: Rule) -> list[Withheld]:
    """The answers of a rule that pass through faulty values."""
    told: list[Withheld] = []
    if ground.doubt is not None:
        for _ in rule_findings(ground, rule, withheld=told):
            pass
    return told


def rule_findings(
    ground: Ground,
    rule: Rule,
    dangling: frozenset[str] = frozenset(),
    *,
    about_rule: bool = True,
    withheld: list[Withheld] | None = None,
    most: int = MOST_FINDINGS,
) -> Iterator[Finding]:
    """The findings of one rule.

    Parameters
    ----------
    ground
        The organisation, and what is in doubt there.
    rule
        The rule.
    dangling
        The ids that integrity reports as missing already.
    about_rule
        Whether ORG900 and ORG901 are told.
    withheld
        Takes the answers that are not given.
    most
        How many are told one by one.
    """
    organisation = ground.organisation
    told = Telling(
        rule, _finding_of(organisation, rule), partial(_unanswerable_of, organisation), most
    )
    silent = _Silence(rule.id, organisation, [] if withheld is None else withheld)
    try:
        selection = rule.selector.selection(ground)
        failures = _Judgement(ground, selection)
        for id, fault in selection.unsure.items():
            silent.note(id, fault)
        if about_rule:
            yield from _empty_selection(ground, rule, selection)
            yield from _demands_of_nothing(ground, rule)
        for part in rule.assertion.each:
            unknown = unknown_ids(organisation, part) if about_rule else ()
            yield from (
                _unknown_ids(organisation, rule, group)
                for group in unknown
                if dangling.isdisjoint(group)
            )
            if not unknown:
                yield from told.of(one_for_each_fault(silent.without(failures.of(part))))
    except Unanswerable as why:
        _note_unselected(told, organisation, rule, why)
    yield from told.rest()


def _unanswerable_of(
    organisation: Organisation, failure: Failure
) -> tuple[str | None, Location | None]:
    """What an expression has no answer for, and where it stands."""
    if failure.member is None:
        return None, None
    return called(failure.member), _place(organisation, failure)


def _note_unselected(
    told: Telling[Failure, Finding], organisation: Organisation, rule: Rule, why: Unanswerable
) -> None:
    """Note everyone for whom a selector has no answer: asking stopped at the first of them."""
    selectors = () if isinstance(why, TooLong) else (rule.selector, *rule.assertion.others)
    noted = False
    for selector in selectors:
        for member, reason in selector.without_answer(organisation):
            noted = True
            told.unanswered(reason, member.id, organisation.locate(member))
    if not noted:
        told.unanswered(why)


@dataclass(frozen=True)
class _Judgement:
    """The members that a rule selects, and what may be said about them."""

    ground: Ground
    selection: Selection

    def of(self, part: Assertion) -> Iterator[Failure]:
        """The failures of one assertion, and the answers that are not known."""
        selection = self.selection
        ground = replace(self.ground, doubtful=selection.unsure, taken=len(selection.taken))
        return part.judged(ground, selection.known)


@dataclass(frozen=True)
class _Silence:
    """What a rule does not say, each once."""

    rule: str
    organisation: Organisation
    told: list[Withheld]

    def note(self, member: str | None, because: Fault) -> None:
        """Take an answer that is not given."""
        uncertain = is_uncertain(self.organisation, because)
        self.told.append(Withheld(self.rule, member, because, uncertain))

    def without(self, failures: Iterable[Failure]) -> Iterator[Failure]:
        """The failures that are known; of members without any, the answers are taken.

        Who falls short for sure does so whatever else is not known.
        """
        unsure: dict[str | None, Fault] = {}
        short: set[str | None] = set()
        for failure in failures:
            member = failure.member.id if failure.member is not None else None
            if failure.because is None:
                short.add(member)
                yield failure
            else:
                unsure.setdefault(member, failure.because)
        for member, fault in unsure.items():
            if member not in short:
                self.note(member, fault)


def _empty_selection(ground: Ground, rule: Rule, selection: Selection) -> Iterator[Finding]:
    if selection.taken or rule.allow_empty or rule.assertion.on_selection:
        return
    if selection.unsure or ground.organisation.incomplete:
        return
    there = rule.selector_location
    place = Related(there, said("what it selects")) if there is not None else None
    message = msg("{rule} is about {selected}, and there are none in snapshot {label}")
    yield _about_nothing(ground.organisation, rule, rule.selector, message, place)


def _about_nothing(
    organisation: Organisation,
    rule: Rule,
    selector: Selector,
    message: str,
    place: Related | None,
) -> Finding:
    near = _offered(offers_of(organisation, selector.of), selector.ids)
    words = selector.words
    told = said(message, rule=rule.id, selected=words, label=organisation.snapshot.label)
    return empty_selection(rule, told, words, near, place)


def _demands_of_nothing(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """That those whom a branch must hold, or others be separate from, are not there."""
    organisation = ground.organisation
    if rule.allow_empty or organisation.incomplete:
        return
    for selector in rule.assertion.others:
        # Of ids that do not exist ORG901 tells.
        if selector.ids and not any(id in organisation for id in selector.ids):
            continue
        selection = selector.selection(ground)
        if not selection.taken and not selection.unsure:
            place = Related(rule.assertion_location, said("what it demands"))
            message = msg("{rule} names {selected}, and there are none in snapshot {label}")
            yield _about_nothing(organisation, rule, selector, message, place)


def unknown_ids(organisation: Organisation, part: Assertion) -> tuple[frozenset[str], ...]:
    """The groups of ids that an assertion names and of which the snapshot can have none."""
    return tuple(
        group
        for group in part.ids
        if not any(id in organisation or id in organisation.possible for id in group)
    )


def _unknown_ids(organisation: Organisation, rule: Rule, group: frozenset[str]) -> Finding:
    ids = sorted(group)
    near = _offered(organisation.offers(), ids)
    value = words_or_digest(group)
    message = said_n(
        "{rule} names {ids}, which does not exist in snapshot {label}",
        "{rule} names {ids}, none of which exists in snapshot {label}",
        len(ids),
        rule=rule.id,
        ids=listed(ids, "and"),
        label=organisation.snapshot.label,
    )
    fix = (
        said("did you mean {near}?", near=near)
        if near
        else said("mend the rule, or say what it applies to")
    )
    there = (Related(rule.assertion_location, said("what it demands")),)
    return fault_of(rule, UNKNOWN_IDS, message, fix, value, there)


def _offered(offers: Offers, words: Iterable[str]) -> str | None:
    """The ids that are meant by words that are none, in a row; of very many by the first."""
    few = sorted(words)[:MOST_GUESSED]
    meant = dict.fromkeys(id for word in few if (id := offers.meant(word)) is not None)
    return ", ".join(first_few(meant)[0]) or None


def _finding_of(organisation: Organisation, rule: Rule) -> Callable[[Failure], Finding]:
    """What makes a finding of a failure of a rule, in the rule's own words where it has any."""
    words = rule.telling.words(organisation, rule.selector.of)

    def finding(failure: Failure) -> Finding:
        member = failure.member
        if failure.message or member is None:
            message = failure.message or rule.statement
            return _told(organisation, rule, replace(failure, message=message))
        message = words(member) or said(
            "this does not hold of {member}: {statement}",
            member=called(member),
            statement=rule.statement,
        )
        spot = failure.spot
        if rule.telling.path and not spot.path:
            spot = replace(spot, path=rule.telling.path)
        return _told(organisation, rule, replace(failure, message=message, spot=spot))

    return finding


def _told(organisation: Organisation, rule: RuleHead, failure: Failure) -> Finding:
    """A failure as a finding of a rule, placed at the value at fault."""
    member, spot, made = failure.member, failure.spot, failure.made
    place = _place(organisation, failure) if member is not None else rule.location
    related = [
        Related(there, words)
        for part, path, words in failure.others
        if (there := organisation.locate(part, *path)) is not None
    ]
    if made is not None:
        place = made.location or place
        related += made.related
    if member is not None:
        related.append(Related(rule.location, said("the rule")))
    return finding_of(
        rule,
        failure.message,
        unit=member.id if member is not None else None,
        location=place,
        chain=spot.chain,
        related=tuple(related),
        fix=made.fix if made is not None else None,
        about=spot.about,
        value=spot.value,
        measure=spot.measure,
        shared=failure.shared,
    )


def _place(organisation: Organisation, failure: Failure) -> Location | None:
    spot, member = failure.spot, failure.member
    if spot.part is not None:
        return organisation.locate(spot.part, *spot.path)
    if isinstance(member, Registered):
        part, path = member.place
        if member.entry is not None and spot.path:
            path = spot.path
        return organisation.locate(part, *path)
    return organisation.locate(member, *spot.path)
