"""The rules that bind one member, as a person reads them: result, chain and basis of each."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import counted
from orgcheck.reports.formats.text.lines import BOLD, CYAN, RED, Line, painted, wrapped, written
from orgcheck.rules.binding import Binding, Bindings, Result, Way

_INDENT = "  "
_COLOURS = {Result.FAILS: RED, Result.WAIVED: CYAN, Result.OPEN: CYAN}


def report(bindings: Bindings, *, language: str | None = None, colour: bool = False) -> str:
    """Where the member stands, the integrity of what is said of it, then rule by rule."""
    lines: list[Line] = [
        *_head(bindings, language, colour),
        *_integrity(bindings),
        *(line for binding in bindings.rules for line in _binding(binding, colour)),
        *_change_rules(bindings),
    ]
    return written(lines)


def _head(bindings: Bindings, language: str | None, colour: bool) -> Iterator[Line]:
    organisation, id = bindings.organisation, bindings.id
    title = f"{organisation.name(id, language)} ({id})"
    yield painted(title, (title, BOLD)) if colour else title
    above = [organisation.name(step, language) for step in reversed(organisation.ancestors(id))]
    if above:
        yield from _line(f"in {' > '.join(above)}")
    yield from _line(f"chain of command: {' -> '.join(organisation.chain(id))}")
    if not bindings.rules:
        yield from _line("no rule of a pack binds it")
        return
    words = counted(len(bindings.rules), "rule")
    verb = "binds" if len(bindings.rules) == 1 else "bind"
    results = [binding.result for binding in bindings.rules]
    told = [_told(results.count(result), result) for result in Result if result in results]
    yield from _line(f"{words} of a pack {verb} it: {', '.join(told)}")


def _told(number: int, result: Result) -> str:
    many = {Result.HOLDS: "hold", Result.FAILS: "fail"}
    return f"{number} {result if number == 1 else many.get(result, result)}"


def _integrity(bindings: Bindings) -> Iterator[str]:
    yield ""
    if not bindings.integrity:
        yield "holds ORG002 to ORG014 Integrity, for every unit, post and body."
    for finding in bindings.integrity:
        place = f" ({finding.location})" if finding.location else ""
        yield from wrapped(f"fails {finding.rule} {finding.message}{place}", rest=_INDENT)
        if finding.fix:
            yield from _line(f"fix: {finding.fix}")


def _binding(binding: Binding, colour: bool) -> Iterator[Line]:
    rule, result = binding.rule, binding.result
    yield ""
    first, *more = wrapped(f"{result} {rule.id} {rule.statement}", rest=_INDENT)
    paint = colour and result in _COLOURS
    yield painted(first, (result, _COLOURS[result])) if paint else first
    yield from more
    for finding in binding.findings:
        place = f" ({finding.location})" if finding.location else ""
        yield from _line(f"{finding.severity}: {finding.message}{place}")
    if result is Result.OPEN:
        yield from _line("a value that it rests on is faulty: see the findings of integrity")
    if len(binding.chain) > 1:
        yield from _line(" -> ".join(binding.chain))
    yield from _line(f"binds: {binding.reason.words}")
    if binding.reason.way is Way.SELECTED:
        yield from _line(f"demands: must {rule.assertion.words}")
    if rule.basis:
        yield from _line(f"basis: {rule.basis}")
    if binding.findings and rule.fix:
        yield from _line(f"fix: {rule.fix}")


def _change_rules(bindings: Bindings) -> Iterator[str]:
    if bindings.id not in bindings.organisation.units:
        return
    yield ""
    yield from wrapped(
        "In a change, judged by `orgcheck diff`: CHG001 to CHG005, for every unit"
        + ("; and" if bindings.change_rules else ".")
    )
    for rule in bindings.change_rules:
        yield from _line(f"{rule.id} {rule.statement}")
        if rule.basis:
            yield from wrapped(f"basis: {rule.basis}", first=_INDENT * 2, rest=_INDENT * 3)


def _line(text: str) -> list[str]:
    return wrapped(text, first=_INDENT, rest=_INDENT * 2)
