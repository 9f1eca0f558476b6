"""How strong rules are, as a person reads it: shares, rules, and what no rule sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from orgcheck.counting import listed
from orgcheck.language import number_words, spoken, tr, tr_n, tr_p
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written
from orgcheck.rules.strength import Strength
from orgcheck.rules.strength.mistakes import MISTAKES
from orgcheck.rules.strength.mutant import Mutant

# More than that nobody reads in a terminal; the JSON form has all.
MOST_MEMBERS = 40
MOST_WAYS = 3
_INDENT = "  "


def report(
    source: str, strength: Strength, statements: Mapping[str, str], *, screen: Screen = PLAIN
) -> str:
    """What was tried and caught, by kind of mistake, by rule and by member.

    `statements` are those of the rules in force, by id.
    """
    lines = [
        *_summary(source, strength),
        "",
        *_kinds(strength),
        "",
        *_rules(strength, statements),
        *_unprotected(strength),
        *_survivors(strength),
    ]
    return written(lines, screen)


def _summary(source: str, strength: Strength) -> Iterator[Line]:
    mutants, rules = len(strength.outcomes), len(strength.rules)
    tried = tr_n(
        "{number} mutant, {caught} of them caught: {share}",
        "{number} mutants, {caught} of them caught: {share}",
        mutants,
        caught=strength.caught,
        share=_percent(strength.share),
    )
    by = tr_n("{number} rule", "{number} rules", rules) if rules else tr("integrity alone")
    yield Paragraph(f"{source}: {tried} · {by}", rest=_INDENT)
    if strength.faults:
        yield Paragraph(
            tr_n(
                "There is {number} finding of integrity in it: no rule judges what rests on the "
                "faulty value, and no mistake there is caught.",
                "There are {number} findings of integrity in it: no rule judges what rests on the "
                "faulty values, and no mistake there is caught.",
                strength.faults,
            )
        )
    if strength.plan.sampled:
        yield Paragraph(
            tr(
                "A sample: there are up to {ways} ways to go wrong, and --limit is {limit}. The "
                "same sample is taken every time, the kinds of mistake share it, and the share in "
                "all is that of the mutants that were tried.",
                ways=sum(strength.plan.ways.values()),
                limit=strength.plan.limit,
            )
        )


def _percent(share: float) -> str:
    return tr("{number}%", number=number_words(Decimal(share), ".1f"))


def _kinds(strength: Strength) -> Iterator[Line]:
    heads = (tr_p("a column", "share"), tr_p("a column", "caught"), tr_p("a column", "tried"))
    rows = [
        (_percent(100 * caught / tried), number_words(caught), number_words(tried))
        for tried, caught in strength.by_kind.values()
    ]
    wide = _widths([heads, *rows], least=7)
    yield "  ".join((*_to_the_right(heads, wide), tr("kind of mistake")))
    for kind, row in zip(strength.by_kind, rows, strict=True):
        ways = strength.plan.ways[kind]
        words = tr(MISTAKES[kind].words)
        if kind in strength.plan.sampled:
            words = tr("{mistake} (a sample of up to {number})", mistake=words, number=ways)
        yield "  ".join((*_to_the_right(row, wide), words))


def _rules(strength: Strength, statements: Mapping[str, str]) -> Iterator[Line]:
    if not strength.by_rule:
        return
    heads = (tr_p("a column", "catches"), tr_p("a column", "alone"))
    rows = [(number_words(c), number_words(alone)) for c, alone in strength.by_rule.values()]
    wide = _widths([heads, *rows], least=7)
    first = max(map(columns, (tr_p("a column", "rule"), *strength.by_rule)))
    head = tr_p("a column", "rule")
    yield "  ".join((f"  {padded(head, first)}", *_to_the_right(heads, wide)))
    for rule, row in zip(strength.by_rule, rows, strict=True):
        head = "  ".join((f"  {padded(rule, first)}", *_to_the_right(row, wide), ""))
        yield Paragraph(spoken(statements.get(rule, "")), first=head, rest=" " * columns(head))


def _widths(rows: Sequence[Sequence[str]], least: int) -> list[int]:
    """How many columns each column of a table takes."""
    return [max(least, *map(columns, cells)) for cells in zip(*rows, strict=True)]


def _to_the_right(cells: Sequence[str], wide: Sequence[int]) -> list[str]:
    return [" " * (width - columns(cell)) + cell for cell, width in zip(cells, wide, strict=True)]


def _unprotected(strength: Strength) -> Iterator[Line]:
    members = strength.unprotected
    if not members:
        return
    yield ""
    shown = listed(members, most=MOST_MEMBERS)
    yield Paragraph(
        tr_n(
            "Nothing protects this {number}, whatever was tried: {members}",
            "Nothing protects these {number}, whatever was tried: {members}",
            len(members),
            members=shown,
        ),
        rest=_INDENT,
    )


def _survivors(strength: Strength) -> Iterator[Line]:
    groups = strength.survivors
    if not groups:
        return
    yield ""
    yield tr("What no rule sees, by member and kind of mistake:")
    for member, kinds in list(groups.items())[:MOST_MEMBERS]:
        yield f"{_INDENT}{member}"
        for kind, mutants in kinds.items():
            yield Paragraph(
                f"{tr(MISTAKES[kind].words)}: {_ways(mutants)}",
                first=_INDENT * 2,
                rest=_INDENT * 3,
            )
    if len(groups) > MOST_MEMBERS:
        left = tr_n(
            "... and {number} member more; --format json names all",
            "... and {number} members more; --format json names all",
            len(groups) - MOST_MEMBERS,
        )
        yield Paragraph(left, first=_INDENT)


def _ways(mutants: Sequence[Mutant]) -> str:
    named = [spoken(mutant.what) for mutant in mutants if mutant.what]
    number = number_words(len(mutants))
    return f"{number} ({listed(named, most=MOST_WAYS)})" if named else number
