"""Rules in words: a list of them, one explained, and what came of their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from orgcheck.changes.kinds import kind_word
from orgcheck.findings import Location, Severity
from orgcheck.language import msg, spoken, tr, tr_n, tr_p
from orgcheck.packs import PREFIX, names
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    DIM,
    RED,
    Line,
    Paragraph,
    columns,
    padded,
    written,
)
from orgcheck.reports.judgement import severity_word
from orgcheck.rules.builtin import BY_TIER, NO_ANSWER
from orgcheck.rules.builtin_rule import BuiltInRule, Tier
from orgcheck.rules.fields import listed
from orgcheck.rules.model import AnyRule, HistoryRule, Pack, Rule, Scope
from orgcheck.rules.parameters import words_of
from orgcheck.snapshot.text import SourceText

if TYPE_CHECKING:
    from orgcheck.rules.assertions.verb import Verb
    from orgcheck.rules.examples import ExampleResult

_TIERS = {
    Tier.INTEGRITY: msg("Integrity: always on, cannot be ignored"),
    Tier.RULES: msg("About rules"),
    Tier.WAIVERS: msg("About waivers"),
    Tier.REVIEW: msg("About the review of a change"),
    Tier.CHANGE: msg("Change: on in `diff`"),
    Tier.HISTORY: msg("History: told by `history`"),
}
_LABEL = 12


def listing(packs: Sequence[Pack], *, screen: Screen = PLAIN) -> str:
    """Every rule with its severity and its statement: the built-in ones, then each pack's."""
    lines: list[Line] = []
    for tier, title in _TIERS.items():
        rules = BY_TIER[tier].values()
        lines.extend(_listed(tr(title), [(r.id, r.severity, r.statement) for r in rules]))
    for pack in packs:
        title = tr("Pack {name} ({file})", name=pack.name, file=pack.source)
        title += f": {pack.title}" if pack.title else ""
        every = [(rule.id, rule.severity, rule.statement) for rule in pack.every_rule]
        lines.extend(_listed(title, every))
    offered = [name for name in names() if _source(name) not in {p.source for p in packs}]
    if offered:
        lines.append("")
        named = ", ".join(map(_source, offered))
        lines.append(Paragraph(tr("Packs to be named: {packs}", packs=named)))
    return written(lines[1:], screen)


def _source(name: str) -> str:
    return PREFIX + name


def _listed(title: str, rules: Sequence[tuple[str, Severity, str]]) -> Iterator[Line]:
    yield ""
    yield Paragraph(title, paint=((title, BOLD),))
    width = max((columns(id) for id, _, _ in rules), default=0)
    weights = {severity: severity_word(severity) for severity in Severity}
    wide = max(map(columns, weights.values()))
    for id, severity, statement in rules:
        head = f"  {padded(id, width)}  {padded(weights[severity], wide)}  "
        yield Paragraph(spoken(statement), first=head, rest=" " * columns(head))


def built_in(rule: BuiltInRule, *, screen: Screen = PLAIN) -> str:
    """A rule that comes with the program: what it demands, why, and how to mend what breaks it."""
    return _joined(
        f"{rule.id} · {severity_word(rule.severity)} · {tr(_TIERS[rule.tier])}",
        rule.statement,
        [(tr_p("of a rule", "why"), rule.why), (tr_p("of a rule", "fix"), rule.fix)],
        screen,
    )


def of_pack(rule: AnyRule, pack: Pack, source: SourceText | None, *, screen: Screen = PLAIN) -> str:
    """A rule of a pack: its statement and basis, what it binds and demands, its examples.

    `source` is the text of the pack, from which the examples are shown.
    """
    parameters = (f"{name} = {words_of(value)}" for name, value in rule.parameters)
    facts = [
        (tr_p("of a rule", "basis"), rule.basis.words if rule.basis else ""),
        (tr_p("of a rule", "owner"), rule.owner or ""),
        (tr_p("of a rule", "applies to"), _scope(rule.applies_to)),
        (tr_p("of a rule", "over"), tr("all versions") if isinstance(rule, HistoryRule) else ""),
        (tr_p("of a rule", "on"), _events(rule)),
        (tr_p("of a rule", "binds"), rule.selector.words),
        (tr_p("of a rule", "demands"), _demands(rule)),
        (tr_p("of a rule", "parameters"), ", ".join(parameters)),
        (tr_p("of a rule", "fix"), rule.fix or ""),
        (tr_p("of a rule", "waivers"), "" if rule.waivable else tr("none may be given")),
        (tr_p("of a rule", "in"), str(rule.location)),
    ]
    pack_words = tr("pack {name}", name=pack.name)
    head = f"{rule.id} · {severity_word(rule.severity)} · {pack_words}"
    text = _joined(head, rule.statement, facts, screen)
    if source is not None:
        for example in rule.passes:
            title = tr("It accepts ({place}):", place=str(example.location))
            text += _example(title, example.location, source)
        for example in rule.fails:
            title = tr("It rejects ({place}):", place=str(example.location))
            text += _example(title, example.location, source)
    return text


def _events(rule: AnyRule) -> str:
    return "" if isinstance(rule, Rule) else ", ".join(map(kind_word, rule.on))


def _demands(rule: AnyRule) -> str:
    if isinstance(rule, Rule):
        return tr("must {demand}", demand=rule.assertion.words)
    verbs: dict[str, Verb[Any]]
    if isinstance(rule, HistoryRule):
        verbs = {demand.verb.name: demand.verb for demand in rule.demands}
    else:
        verbs = {leaf.verb.name: leaf.verb for demand in rule.demands for leaf in demand.leaves}
    return "; ".join(f"{name}: {tr(one.statement).rstrip('.')}" for name, one in verbs.items())


def verb(one: Verb[Any], *, screen: Screen = PLAIN) -> str:
    """A verb of rules: when it holds, whom it is asked of, and a rule that uses it."""
    asked = spoken(listed(one.of.sorts, "and"))
    use = f"{one.name}: {one.usage}"
    facts = [(tr_p("of a rule", "use"), use), (tr_p("of a rule", "asked of"), asked)]
    words = " ".join(map(tr, filter(None, (one.statement, one.more))))
    shown = [f"    {line}" for line in one.shown().splitlines()]
    head = tr("{verb} · verb of `{container}`", verb=one.name, container=one.container)
    return _joined(head, words, facts, screen) + written(["", *shown])


def _scope(scope: Scope) -> str:
    words = []
    if scope.versions:
        words.append(tr("versions {versions}", versions=", ".join(scope.versions)))
    if scope.first:
        words.append(tr("snapshots valid from {day} on", day=scope.first))
    if scope.last:
        words.append(tr("snapshots valid from {day} or before", day=scope.last))
    return "; ".join(words)


def _example(title: str, place: Location, source: SourceText) -> str:
    return written(["", title, *(f"    {line}" for line in excerpt(source, place))])


def _joined(head: str, statement: str, facts: Iterable[tuple[str, str]], screen: Screen) -> str:
    title = Paragraph(head, paint=((head.partition(" ")[0], BOLD),))
    lines: list[Line] = [title, Paragraph(spoken(statement)), ""]
    told = [(label, spoken(words)) for label, words in facts if words]
    wide = max(_LABEL, *(columns(label) + 1 for label, _ in told))
    for label, words in told:
        first, rest = f"  {padded(label, wide)}", " " * (wide + 2)
        lines.append(Paragraph(words, first, rest, ((label, DIM),)))
    return written(lines, screen)


# -- what came of their examples --------------------------------------------------------------


_INDENT = "  "


@dataclass(frozen=True)
class Tested:
    """A pack, what came of its examples, and its rules that none shows to fail."""

    pack: Pack
    results: tuple[ExampleResult, ...]
    never_shown_to_fail: tuple[AnyRule, ...]

    @property
    def wrong(self) -> tuple[ExampleResult, ...]:
        """The examples of which the rule does not say what the pack claims."""
        return tuple(result for result in self.results if not result.agrees)


def example_results(tested: Sequence[Tested], *, screen: Screen = PLAIN) -> str:
    """Each example that disagrees, at its place; each rule never shown to fail; a summary."""
    wrong = [result for pack in tested for result in pack.wrong]
    lines: list[Line] = [line for result in wrong for line in _wrong(result)]
    unshown = [rule for pack in tested for rule in pack.never_shown_to_fail]
    if unshown:
        lines += ["", tr("Never shown to fail:")] if lines else [tr("Never shown to fail:")]
        for rule in unshown:
            head = f"{_INDENT}{rule.location} {rule.id} "
            lines.append(Paragraph(spoken(rule.statement), first=head, rest=_INDENT * 2))
    if lines:
        lines.append("")
    return written([*lines, Paragraph(_summary(tested))], screen)


def _wrong(result: ExampleResult) -> Iterator[Line]:
    place, error = str(result.location), severity_word(Severity.ERROR)
    yield Paragraph(
        f"{place} {error} {_disagreement(result)}",
        rest=_INDENT,
        paint=((place, BOLD), (error, RED)),
    )
    for finding in result.findings:
        yield Paragraph(spoken(finding.message), first=_INDENT, rest=_INDENT * 2)


def _disagreement(result: ExampleResult) -> str:
    """What the rule says of an example, and the pack does not."""
    said = {"rule": result.rule, "number": str(result.number)}
    if any(finding.rule == NO_ANSWER.id for finding in result.findings):
        if result.accepts:
            return tr("{rule} cannot be evaluated for its pass example {number}", **said)
        return tr("{rule} cannot be evaluated for its fail example {number}", **said)
    if result.accepts:
        return tr("{rule} rejects its pass example {number}", **said)
    return tr("{rule} accepts its fail example {number}", **said)


def _summary(tested: Sequence[Tested]) -> str:
    results = [result for pack in tested for result in pack.results]
    rules = sum(len(pack.pack.every_rule) for pack in tested)
    wrong = sum(not result.agrees for result in results)
    unshown = sum(len(pack.never_shown_to_fail) for pack in tested)
    in_packs = tr(
        "{rules} in {packs}",
        rules=tr_n("{number} rule", "{number} rules", rules) if rules else tr("no rule"),
        packs=tr_n("{number} pack", "{number} packs", len(tested)),
    )
    shown = (
        tr_n("{number} never shown to fail", "{number} never shown to fail", unshown)
        if unshown
        else tr("each shown to fail")
    )
    return f"{_agreement(len(results), wrong)} · {in_packs}, {shown}"


def _agreement(examples: int, wrong: int) -> str:
    """How many examples there are, and with how many of them the rules disagree."""
    if not examples:
        return tr("no example")
    if not wrong:
        return tr_n("{number} example, all agree", "{number} examples, all agree", examples)
    of = tr_n("{number} example", "{number} examples", examples)
    return tr_n(
        "{number} of {examples} disagrees", "{number} of {examples} disagree", wrong, examples=of
    )


# -- the lines that an example takes up -------------------------------------------------------


_BREAK = pattern(r"\r\n|\n|\r")
# Brackets, and quoted texts to pass over; a quote begins a text only where a value may begin.
_FLOW = pattern(r"""(?<=[\s,:\[{])(?:"(?:\\.|[^"\\])*"|'(?:[^']|'')*')|[\[\]{}]""")


def excerpt(source: SourceText, place: Location) -> list[str]:
    """The lines of the value that begins at a place, without their common indentation.

    A collection is as long as its brackets or its indentation say; comments and empty lines
    after it are not part of it.
    """
    lines = _BREAK.split(source.text)[place.line - 1 :]
    indent = place.column - 1
    lines[0] = " " * indent + lines[0][indent:]
    if lines[0][indent : indent + 1] in ("{", "["):
        return dedent(_bracketed("\n".join(lines))).splitlines()
    end = next((n for n, line in enumerate(lines) if n and _is_outside(line, indent)), len(lines))
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return dedent("\n".join(lines[:end])).splitlines()


def _is_outside(line: str, indent: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip()) < indent


def _bracketed(text: str) -> str:
    open_brackets = 0
    for match in _FLOW.finditer(text):
        if match.group() in ("{", "["):
            open_brackets += 1
        elif match.group() in ("}", "]"):
            open_brackets -= 1
            if open_brackets == 0:
                return text[: match.end()]
    return text
