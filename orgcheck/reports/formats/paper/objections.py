"""What the rules object to, in plain words: by rule, and by the names of those concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from orgcheck.counting import listed
from orgcheck.findings import Finding, Severity
from orgcheck.language import spoken, tr, tr_n
from orgcheck.reports.formats.paper.blocks import Block, Item, Items, Section, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.judgement import facts_of
from orgcheck.results import Review
from orgcheck.rules.change_rules import in_order_of_weight

_MOST = 6
_NAMED = 4


def objections(case: Case) -> Section | None:
    """One item for each rule; nothing where no rules were asked."""
    review = case.review
    if review is None:
        return None
    found = _by_rule(in_order_of_weight(review.counted))
    items = [_item(case, some) for some in found[:_MOST]]
    if len(found) > _MOST:
        number = len(found) - _MOST
        words = tr_n("1 further rule is broken.", "{number} further rules are broken.", number)
        items.append(Item(words))
    blocks: list[Block] = [Items(tuple(items))] if items else [Text(tr("Nothing."))]
    blocks += [Text(words) for words in _besides(review)]
    return Section(tr("What the rules object to"), tuple(blocks))


def by_rule(case: Case) -> Iterator[tuple[str, str, str]]:
    """Each rule that is broken, how gravely, and who is concerned; empty for nobody."""
    if case.review is None:
        return
    for some in _by_rule(in_order_of_weight(case.review.counted)):
        statement = spoken(facts_of(some[0]).statement)
        yield (
            tr("“{statement}”", statement=statement),
            _word(some[0].severity),
            listed(_concerned(case, some), most=_NAMED),
        )


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of each rule together; the rule of the gravest comes first."""
    rules: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        rules[finding.rule].append(finding)
    return list(rules.values())


def _item(case: Case, some: Sequence[Finding]) -> Item:
    facts = facts_of(some[0])
    who = _concerned(case, some)
    words = tr(
        "{severity}: against the rule “{statement}”",
        severity=_word(some[0].severity),
        statement=spoken(facts.statement),
    )
    if who:
        concerned = listed(who, most=_NAMED)
        words = tr("{sentence} Concerns {who}.", sentence=words, who=concerned)
    basis = some[0].basis
    return Item(words, (tr("Basis: {basis}", basis=basis),) if basis else ())


def _concerned(case: Case, some: Sequence[Finding]) -> list[str]:
    """Whom findings are about, each once."""
    return list(dict.fromkeys(filter(None, (_named(case, one) for one in some))))


def _named(case: Case, finding: Finding) -> str:
    """The unit, post or body that a finding is about; empty where it is about none."""
    id = finding.unit or ""
    if not id and finding.value in case.new_names:
        return tr("the name of the organisation")
    if case.new.member(id) is not None:
        return case.names.now(id)
    return case.names.was(id) if case.old.member(id) is not None else ""


def _word(severity: Severity) -> str:
    match severity:
        case Severity.ERROR:
            return tr("Error")
        case Severity.WARNING:
            return tr("Warning")
    return tr("Remark")


def _besides(review: Review) -> list[str]:
    """What else weighs: what is excused, what the change alters of the rules themselves."""
    said = []
    if waived := len(review.first.waived):
        said.append(tr_n("1 objection is waived.", "{number} objections are waived.", waived))
    if altered := len(review.control.alterations):
        words = tr_n(
            "The change also alters the rules by which it is judged, in 1 place.",
            "The change also alters the rules by which it is judged, in {number} places.",
            altered,
        )
        said.append(words)
    if withheld := len(review.first.withheld):
        words = tr_n(
            "1 answer is withheld, because it rests on a faulty value.",
            "{number} answers are withheld, because they rest on faulty values.",
            withheld,
        )
        said.append(words)
    return said
