"""Rules in words: a list of them, and one explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from orgcheck.findings import Location, Severity
from orgcheck.packs import PREFIX, names
from orgcheck.reports.excerpt import excerpt
from orgcheck.reports.formats.text.lines import columns, padded, wrapped, written
from orgcheck.rules.assertions.verb import Verb
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import BuiltInRule, Tier
from orgcheck.rules.fields import listed
from orgcheck.rules.model import ChangeRule, Pack, Rule, Scope
from orgcheck.rules.parameters import words_of
from orgcheck.snapshot.text import SourceText

_TIERS = {
    Tier.INTEGRITY: "Integrity: always on, cannot be ignored",
    Tier.RULES: "About rules",
    Tier.WAIVERS: "About waivers",
    Tier.REVIEW: "About the review of a change",
    Tier.CHANGE: "Change: on in `diff`",
}
_LABEL = 12


def listing(packs: Sequence[Pack]) -> str:
    """Every rule with its severity and its statement: the built-in ones, then each pack's."""
    lines: list[str] = []
    for tier, title in _TIERS.items():
        rules = BY_TIER[tier].values()
        lines.extend(_listed(title, [(r.id, r.severity, r.statement) for r in rules]))
    for pack in packs:
        title = f"Pack {pack.name} ({pack.source})" + (f": {pack.title}" if pack.title else "")
        every = (*pack.rules, *pack.change_rules)
        lines.extend(_listed(title, [(rule.id, rule.severity, rule.statement) for rule in every]))
    offered = [name for name in names() if _source(name) not in {p.source for p in packs}]
    if offered:
        lines.append("")
        lines.extend(wrapped(f"Packs to be named: {', '.join(map(_source, offered))}"))
    return written(lines[1:])


def _source(name: str) -> str:
    return PREFIX + name


def _listed(title: str, rules: Sequence[tuple[str, Severity, str]]) -> Iterator[str]:
    yield ""
    yield from wrapped(title)
    width = max((columns(id) for id, _, _ in rules), default=0)
    for id, severity, statement in rules:
        head = f"  {padded(id, width)}  {severity:<7}  "
        yield from wrapped(statement, first=head, rest=" " * columns(head))


def built_in(rule: BuiltInRule) -> str:
    """A rule that comes with the program: what it demands, why, and how to mend what breaks it."""
    return _joined(
        f"{rule.id} · {rule.severity} · {_TIERS[rule.tier]}",
        rule.statement,
        [("why", rule.why), ("fix", rule.fix)],
    )


def of_pack(rule: Rule | ChangeRule, pack: Pack, source: SourceText | None) -> str:
    """A rule of a pack: its statement and basis, what it binds and demands, its examples.

    `source` is the text of the pack, from which the examples are shown.
    """
    facts = [
        ("basis", str(rule.basis) if rule.basis else ""),
        ("owner", rule.owner or ""),
        ("applies to", _scope(rule.applies_to)),
        ("on", ", ".join(rule.on) if isinstance(rule, ChangeRule) else ""),
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


def _demands(rule: Rule | ChangeRule) -> str:
    if isinstance(rule, Rule):
        return f"must {rule.assertion.words}"
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
    lines = [head, *wrapped(statement), ""]
    for label, words in facts:
        if words:
            first, rest = f"  {label:<{_LABEL}}", " " * (_LABEL + 2)
            lines.extend(wrapped(words, first=first, rest=rest))
    return written(lines)
