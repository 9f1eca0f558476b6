"""How strong rules are, as a person reads it: shares, rules, and what no rule sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgcheck.counting import counted
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written
from orgcheck.rules.strength import Strength
from orgcheck.rules.strength.mistakes import MISTAKES
from orgcheck.rules.strength.mutant import Mutant

# More than that nobody reads in a terminal; the JSON form has all.
MOST_MEMBERS = 40
MOST_WAYS = 3
_INDENT = "  "


def report(source: str, strength: Strength, statements: Mapping[str, str]) -> str:
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
    return written(lines)


def _summary(source: str, strength: Strength) -> Iterator[Line]:
    tried = counted(len(strength.outcomes), "mutant") or "no mutant"
    yield Paragraph(
        f"{source}: {tried}, {strength.caught:,} of them caught: "
        f"{strength.share:.1f}% · {counted(len(strength.rules), 'rule') or 'integrity alone'}",
        rest=_INDENT,
    )
    if strength.faults:
        one = strength.faults == 1
        yield Paragraph(
            f"There {'is' if one else 'are'} {counted(strength.faults, 'finding')} of integrity in "
            f"it: no rule judges what rests on the faulty {'value' if one else 'values'}, and no "
            "mistake there is caught."
        )
    if strength.plan.sampled:
        ways = sum(strength.plan.ways.values())
        words = (
            f"A sample: there are up to {ways:,} ways to go wrong, and --limit is "
            f"{strength.plan.limit:,}. The same sample is taken every time, the kinds of mistake "
            "share it, and the share in all is that of the mutants that were tried."
        )
        yield Paragraph(words)


def _kinds(strength: Strength) -> Iterator[Line]:
    yield "  share  caught   tried  kind of mistake"
    for kind, (tried, caught) in strength.by_kind.items():
        ways = strength.plan.ways[kind]
        of = f" (a sample of up to {ways:,})" if kind in strength.plan.sampled else ""
        yield f"{100 * caught / tried:6.1f}% {caught:7,} {tried:7,}  {MISTAKES[kind].words}{of}"


def _rules(strength: Strength, statements: Mapping[str, str]) -> Iterator[Line]:
    if not strength.by_rule:
        return
    width = max(4, *(columns(rule) for rule in strength.by_rule))
    yield f"  {'rule':<{width}}  catches   alone"
    for rule, (caught, alone) in strength.by_rule.items():
        head = f"  {padded(rule, width)}  {caught:7,} {alone:7,}  "
        yield Paragraph(statements.get(rule, ""), first=head, rest=" " * columns(head))


def _unprotected(strength: Strength) -> Iterator[Line]:
    members = strength.unprotected
    if not members:
        return
    yield ""
    shown = ", ".join(members[:MOST_MEMBERS])
    more = f" and {len(members) - MOST_MEMBERS:,} more" if len(members) > MOST_MEMBERS else ""
    nothing = f"Nothing protects these {len(members):,}, whatever was tried: {shown}{more}"
    yield Paragraph(nothing, rest=_INDENT)


def _survivors(strength: Strength) -> Iterator[Line]:
    groups = strength.survivors
    if not groups:
        return
    yield ""
    yield "What no rule sees, by member and kind of mistake:"
    for member, kinds in list(groups.items())[:MOST_MEMBERS]:
        yield f"{_INDENT}{member}"
        for kind, mutants in kinds.items():
            yield Paragraph(
                f"{MISTAKES[kind].words}: {_ways(mutants)}",
                first=_INDENT * 2,
                rest=_INDENT * 3,
            )
    if len(groups) > MOST_MEMBERS:
        yield Paragraph(
            f"... and {len(groups) - MOST_MEMBERS:,} members more; --format json names all",
            first=_INDENT,
        )


def _ways(mutants: Sequence[Mutant]) -> str:
    shown = [mutant.what for mutant in mutants[:MOST_WAYS] if mutant.what]
    more = len(mutants) - len(shown)
    words = ", ".join(shown) + (f" and {more} more" if shown and more else "")
    return f"{len(mutants)}" + (f" ({words})" if words else "")
