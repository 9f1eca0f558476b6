"""Rules in words: a list of them, one explained, and what came of their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from orgcheck.counting import counted
from orgcheck.findings import Location, Severity
from orgcheck.packs import PREFIX, names
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    RED,
    Line,
    Paragraph,
    columns,
    padded,
    written,
)
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
    Tier.INTEGRITY: "Integrity: always on, cannot be ignored",
    Tier.RULES: "About rules",
    Tier.WAIVERS: "About waivers",
    Tier.REVIEW: "About the review of a change",
    Tier.CHANGE: "Change: on in `diff`",
    Tier.HISTORY: "History: told by `history`",
}
_LABEL = 12


def listing(packs: Sequence[Pack]) -> str:
    """Every rule with its severity and its statement: the built-in ones, then each pack's."""
    lines: list[Line] = []
    for tier, title in _TIERS.items():
        rules = BY_TIER[tier].values()
        lines.extend(_listed(title, [(r.id, r.severity, r.statement) for r in rules]))
    for pack in packs:
        title = f"Pack {pack.name} ({pack.source})" + (f": {pack.title}" if pack.title else "")
        every = [(rule.id, rule.severity, rule.statement) for rule in pack.every_rule]
        lines.extend(_listed(title, every))
    offered = [name for name in names() if _source(name) not in {p.source for p in packs}]
    if offered:
        lines.append("")
        lines.append(Paragraph(f"Packs to be named: {', '.join(map(_source, offered))}"))
    return written(lines[1:])


def _source(name: str) -> str:
    return PREFIX + name


def _listed(title: str, rules: Sequence[tuple[str, Severity, str]]) -> Iterator[Line]:
    yield ""
    yield Paragraph(title)
    width = max((columns(id) for id, _, _ in rules), default=0)
    for id, severity, statement in rules:
        head = f"  {padded(id, width)}  {severity:<7}  "
        yield Paragraph(statement, first=head, rest=" " * columns(head))


def built_in(rule: BuiltInRule) -> str:
    """A rule that comes with the program: what it demands, why, and how to mend what breaks it."""
    return _joined(
        f"{rule.id} · {rule.severity} · {_TIERS[rule.tier]}",
        rule.statement,
        [("why", rule.why), ("fix", rule.fix)],
    )


def of_pack(rule: AnyRule, pack: Pack, source: SourceText | None) -> str:
    """A rule of a pack: its statement and basis, what it binds and demands, its examples.

    `source` is the text of the pack, from which the examples are shown.
    """
    facts = [
        ("basis", str(rule.basis) if rule.basis else ""),
        ("owner", rule.owner or ""),
        ("applies to", _scope(rule.applies_to)),
        ("over", "all versions" if isinstance(rule, HistoryRule) else ""),
        ("on", "" if isinstance(rule, Rule) else ", ".join(rule.on)),
        ("binds", rule.selector.words),
        ("demands", _demands(rule)),
        ("parameters", ", ".join(f"{name} = {words_of(v)}" for name, v in rule.parameters)),
        ("fix", rule.fix or ""),
        ("waivers", "" if rule.waivable else "none may be given"),
        ("in", str(rule.location)),
    ]
    text = _joined(f"{rule.id} · {rule.severity} · pack {pack.name}", rule.statement, facts)
    if source is not None:
        text += _examples("It accepts", (example.location for example in rule.passes), source)
        text += _examples("It rejects", (example.location for example in rule.fails), source)
    return text


def _demands(rule: AnyRule) -> str:
    if isinstance(rule, Rule):
        return f"must {rule.assertion.words}"
    verbs: dict[str, Verb[Any]]
    if isinstance(rule, HistoryRule):
        verbs = {demand.verb.name: demand.verb for demand in rule.demands}
    else:
        verbs = {leaf.verb.name: leaf.verb for demand in rule.demands for leaf in demand.leaves}
    return "; ".join(f"{name}: {one.statement.rstrip('.')}" for name, one in verbs.items())


def verb(one: Verb[Any]) -> str:
    """A verb of rules: when it holds, whom it is asked of, and a rule that uses it."""
    facts = [("use", f"{one.name}: {one.usage}"), ("asked of", listed(one.of.sorts, "and"))]
    words = " ".join(filter(None, (one.statement, one.more)))
    shown = [f"    {line}" for line in one.shown().splitlines()]
    return _joined(f"{one.name} · verb of `{one.container}`", words, facts) + written(["", *shown])


def _scope(scope: Scope) -> str:
    words = []
    if scope.versions:
        words.append(f"versions {', '.join(scope.versions)}")
    if scope.first:
        words.append(f"snapshots valid from {scope.first} on")
    if scope.last:
        words.append(f"snapshots valid from {scope.last} or before")
    return "; ".join(words)


def _examples(title: str, places: Iterable[Location], source: SourceText) -> str:
    lines: list[str] = []
    for place in places:
        lines += ["", f"{title} ({place}):"]
        lines += [f"    {line}" for line in excerpt(source, place)]
    return written(lines)


def _joined(head: str, statement: str, facts: Iterable[tuple[str, str]]) -> str:
    lines: list[Line] = [head, Paragraph(statement), ""]
    for label, words in facts:
        if words:
            first, rest = f"  {label:<{_LABEL}}", " " * (_LABEL + 2)
            lines.append(Paragraph(words, first, rest))
    return written(lines)


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
        lines += ["", "Never shown to fail:"] if lines else ["Never shown to fail:"]
        for rule in unshown:
            head = f"{_INDENT}{rule.location} {rule.id} "
            lines.append(Paragraph(rule.statement, first=head, rest=_INDENT * 2))
    if lines:
        lines.append("")
    return written([*lines, Paragraph(_summary(tested))], screen)


def _wrong(result: ExampleResult) -> Iterator[Line]:
    place = str(result.location)
    said = "rejects" if result.accepts else "accepts"
    if any(finding.rule == NO_ANSWER.id for finding in result.findings):
        said = "cannot be evaluated for"
    shown = f"{'pass' if result.accepts else 'fail'} example {result.number}"
    yield Paragraph(
        f"{place} error {result.rule} {said} its {shown}",
        rest=_INDENT,
        paint=((place, BOLD), ("error", RED)),
    )
    for finding in result.findings:
        yield Paragraph(finding.message, first=_INDENT, rest=_INDENT * 2)


def _summary(tested: Sequence[Tested]) -> str:
    results = [result for pack in tested for result in pack.results]
    rules = sum(len(pack.pack.every_rule) for pack in tested)
    wrong = sum(not result.agrees for result in results)
    unshown = sum(len(pack.never_shown_to_fail) for pack in tested)
    verdict = (
        f"{wrong:,} of {counted(len(results), 'example')} disagree{'s' if wrong == 1 else ''}"
        if wrong
        else f"{counted(len(results), 'example') or 'no example'}, all agree"
        if results
        else "no example"
    )
    shown = f"{unshown:,} never shown to fail" if unshown else "each shown to fail"
    packs = counted(len(tested), "pack")
    return f"{verdict} · {counted(rules, 'rule') or 'no rule'} in {packs}, {shown}"


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
