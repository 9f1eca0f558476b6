"""Answers of rules that a change takes away, and ids that they name.

Answers that were given before are withheld now for a faulty value, or an id that a rule names is
borne by nobody: what bears another id now is out of the rule.

Rules are silent about what passes through faulty values. Where these were there before, no finding
of integrity counts, and a change that puts a unit below one would silence the rules about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from orgcheck.findings import Fault, Finding, Location, Related
from orgcheck.language import Said, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import (
    BY_TIER,
    EMPTY_SELECTION,
    ID_TAKEN_AWAY,
    NO_LONGER_TOLD,
    UNKNOWN_IDS,
)
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.doubt import UNREAD, Ground, ground_of
from orgcheck.rules.indexes import population, responsibilities
from orgcheck.rules.model import Rule, RuleHead
from orgcheck.rules.structure_rules import Withheld, faults_of, rule_findings, withheld_answers
from orgcheck.snapshot.model import predecessor_id

# How many answers of one rule are told one by one.
MOST_TOLD = 100
# The values that decide where a member stands, and to whom it answers.
_STANDING = ("parent", "reports_to", "unit", "head", "heads", "top")


@dataclass(frozen=True)
class Looked:
    """A snapshot and what was found in it, whether it counts or not."""

    organisation: Organisation
    found: Sequence[Finding]

    @cached_property
    def integrity(self) -> Sequence[Finding]:
        """What is wrong with its integrity."""
        return [one for one in self.found if one.rule in BY_TIER[Tier.INTEGRITY]]

    @cached_property
    def ground(self) -> Ground:
        """The organisation with what is in doubt there."""
        faults = self.organisation.faults | faults_of(self.integrity)
        return ground_of(self.organisation, faults)


@dataclass(frozen=True)
class Silenced:
    """What can be told no more of a snapshot.

    Parameters
    ----------
    old, new
        Both sides.
    names
        The newer ids of members that had another one, by the older.
    """

    old: Looked
    new: Looked
    names: Mapping[str, str]

    def findings(self, rules: Sequence[Rule], withheld: Sequence[Withheld]) -> list[Finding]:
        """A finding for each answer that is withheld now and was none before (ORG914).

        What is withheld for a fault that the change itself brings is left out: that fault counts.
        So is what a day leaves open: it is no fault, and told of the day on which it is certain.
        """
        by_rule: defaultdict[str, list[Withheld]] = defaultdict(list)
        for one in withheld:
            if not one.uncertain and not self._is_fresh(one.because):
                by_rule[one.rule].append(one)
        return [
            finding
            for rule in rules
            if rule.id in by_rule
            for finding in self._of_rule(rule, by_rule[rule.id])
        ]

    def _of_rule(self, rule: Rule, withheld: Sequence[Withheld]) -> Iterator[Finding]:
        """What can be told no more under one rule; of very many how many there are besides."""
        unknown = {one.member for one in withheld_answers(self.old.ground, rule)}
        before = population(self.old.organisation, rule.selector.of)
        lost: list[Withheld] = []
        still: list[Withheld] = []
        for one in withheld:
            was = self._older(one.member) if one.member is not None else None
            if one.member is not None and was not in before:
                if self._stands_on(one.member, one.because):
                    lost.append(one)
            else:
                (still if was in unknown else lost).append(one)
        broken = self._broken(rule, still) if still else ()
        lost += [one for one in still if one.member in broken]
        for one in lost[:MOST_TOLD]:
            yield self._finding(rule, one)
        if len(lost) > MOST_TOLD:
            yield self._of_many(rule, lost)

    def _broken(self, rule: Rule, withheld: Sequence[Withheld]) -> Collection[str | None]:
        """Those of whom nothing could be told before either, and whom the change makes worse.

        That is so where both sides are taken as they stand, whatever is faulty in them.
        """
        before, after = (
            list(rule_findings(Ground(side.organisation), rule, about_rule=False))
            for side in (self.old, self.new)
        )
        known = {finding.fingerprint_under(self.names) for finding in before}
        worse = {finding.unit for finding in after if finding.fingerprint not in known}
        return worse & {one.member for one in withheld}

    @cached_property
    def _fresh(self) -> Collection[Fault]:
        known = {finding.fingerprint_under(self.names) for finding in self.old.integrity}
        fresh = [one for one in self.new.integrity if one.fingerprint not in known]
        return {fault.whole for fault in faults_of(fresh)}

    def _is_fresh(self, because: Fault) -> bool:
        """Whether the change itself brings a faulty value, or what cannot be read."""
        if because == UNREAD:
            return not self.old.organisation.incomplete
        return because in self._fresh

    @cached_property
    def _older_ids(self) -> Mapping[str, str]:
        return {newer: older for older, newer in self.names.items()}

    def _older(self, id: str) -> str | None:
        """The id that a member had; None where it is new, and bears one that another one had."""
        if id in self._older_ids:
            return self._older_ids[id]
        return None if id in self.names else id

    def _stands_on(self, id: str, because: Fault) -> bool:
        """Whether a faulty value is that of a new member itself, or of one above it."""
        organisation = self.new.organisation
        post = organisation.posts.get(id)
        home = organisation.unit_of_post(post) if post is not None else id
        above = (*organisation.ancestors(home), home) if home is not None else ()
        return because.id in (id, *above, *organisation.chain(id))

    def _finding(self, rule: Rule, one: Withheld) -> Finding:
        organisation = self.new.organisation
        named = {"rule": rule.id, "cause": _words(one.because, organisation)}
        message = (
            said("whether {rule} holds can no longer be told, because of {cause}", **named)
            if one.member is None
            else said(
                "whether {rule} holds of {member} can no longer be told, because of {cause}",
                member=organisation.mention(one.member),
                **named,
            )
        )
        return self._made(rule, one, message, one.member)

    def _of_many(self, rule: Rule, lost: Sequence[Withheld]) -> Finding:
        number = len(lost) - MOST_TOLD
        message = said(
            "of {number} more it can no longer be told whether {rule} holds",
            number=number,
            rule=rule.id,
        )
        return self._made(rule, lost[MOST_TOLD], message, None)

    def _made(self, rule: Rule, one: Withheld, message: str, unit: str | None) -> Finding:
        known = NO_LONGER_TOLD
        faulty = self._place(one.because)
        place = self._changed(unit) or faulty or rule.location
        related = [Related(rule.location, said("the rule"))]
        if faulty is not None and faulty != place:
            related.insert(0, Related(faulty, said("the faulty value")))
        return Finding(
            rule=known.id,
            severity=rule.severity,
            message=message,
            unit=unit,
            location=place,
            related=tuple(related),
            statement=known.statement,
            fix=said(
                "mend {cause}, or leave what rests on it as it was",
                cause=_words(one.because, self.new.organisation),
            ),
            about=rule.id,
            value=f"{one.because.id} {one.because.field}",
        )

    def _place(self, fault: Fault) -> Location | None:
        member = self.new.organisation.member(fault.id)
        if member is None:
            return None
        locate = self.new.organisation.locate
        return locate(member, fault.field) or locate(member)

    def _changed(self, id: str | None) -> Location | None:
        """Where the value stands by which a member was moved, if it was."""
        if id is None:
            return None
        now = self.new.organisation.member(id)
        was = self.old.organisation.member(self._older(id) or "")
        if now is None or was is None:
            return None
        names = self.names
        for key in _STANDING:
            before, after = getattr(was, key, None), getattr(now, key, None)
            moved = names.get(before, before) if isinstance(before, str) else before
            if moved != after:
                return self.new.organisation.locate(now, key)
        return None


def _words(fault: Fault, organisation: Organisation) -> Said:
    if not fault.id:
        return said("what could not be read")
    return said("the {field} of {member}", field=fault.field, member=organisation.mention(fault.id))


# -- ids that rules name ----------------------------------------------------------------------


def taken_away(
    rules: Sequence[RuleHead],
    old: Organisation,
    new: Organisation,
    found: Sequence[Finding],
    renamed: Callable[[], Mapping[str, str]],
) -> Iterator[Finding]:
    """Each id that a rule names, the older side has and the newer one has no more (ORG916).

    Parameters
    ----------
    rules
        The rules that hold for the newer side. Rules about changes see both sides: of them only
        an id counts in whose place there is another one.
    old, new
        Both sides.
    found
        What is found in the newer side: of a rule that names nobody who is there it tells already.
    renamed
        Asked where it matters: the newer ids of members that had another one, by the older.
    """
    without = (EMPTY_SELECTION.id, UNKNOWN_IDS.id)
    told = {(one.about, one.rule) for one in found if one.rule in without}
    for rule in rules:
        for id in sorted(_named(rule, told)):
            if not _has(old, id) or _has(new, id):
                continue
            newer = renamed().get(id)
            if newer is None and (rule.allow_empty or not _loses_by_its_end(rule, id, new)):
                continue
            if newer is None or newer not in _every_id(rule):
                yield _id_taken_away(rule, id, newer, new)


def _loses_by_its_end(rule: RuleHead, id: str, new: Organisation) -> bool:
    """Whether a rule says less where a unit that it names has ended.

    It does not where it names a successor too. What it only compares others with may end: nobody
    can be there any more; but a successor that it does not name may be in its place.
    """
    if not isinstance(rule, Rule):
        return False
    heirs = {unit.id for unit in new.units.values() if id in map(predecessor_id, unit.replaces)}
    if heirs & _every_id(rule):
        return False
    return bool(heirs) or id in rule.selector.ids


def _every_id(rule: RuleHead) -> frozenset[str]:
    return rule.selector.ids.union(*(rule.assertion.ids if isinstance(rule, Rule) else ()))


def _named(rule: RuleHead, told: Collection[tuple[str | None, str]]) -> frozenset[str]:
    """The ids that a rule names, without those of which a finding about it tells."""
    selected = frozenset[str]() if (rule.id, EMPTY_SELECTION.id) in told else rule.selector.ids
    if not isinstance(rule, Rule) or (rule.id, UNKNOWN_IDS.id) in told:
        return selected
    return selected.union(*rule.assertion.ids)


def _has(organisation: Organisation, id: str) -> bool:
    return id in organisation or id in responsibilities(organisation)


def _id_taken_away(rule: RuleHead, id: str, newer: str | None, new: Organisation) -> Finding:
    known = ID_TAKEN_AWAY
    member = new.member(newer) if newer is not None else None
    place = new.locate(member, "id") if member is not None else None
    named = {"rule": rule.id, "id": id}
    message = (
        said("{rule} names {id}, which has the id {newer} now", newer=newer, **named)
        if newer is not None
        else said("{rule} names {id}, which is gone", **named)
    )
    fix = (
        said("write {newer} beside {id} first, in a change of its own", newer=newer, id=id)
        if newer is not None
        else said("take {id} out of the rule first, in a change of its own", id=id)
    )
    return Finding(
        rule=known.id,
        severity=known.severity,
        message=message,
        unit=newer,
        location=place or rule.location,
        related=(Related(rule.location, said("the rule")),) if place is not None else (),
        statement=known.statement,
        fix=fix,
        about=rule.id,
        value=id,
    )
