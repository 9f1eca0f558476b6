"""The rules that bind one member, as a person reads them: result, chain and basis of each."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import counted
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import BOLD, CYAN, RED, Line, Paragraph, written
from orgcheck.rules.binding import Binding, Bindings, Result, Way

_INDENT = "  "
_COLOURS = {Result.FAILS: RED, Result.WAIVED: CYAN, Result.OPEN: CYAN}


def report(bindings: Bindings, *, language: str | None = None, screen: Screen = PLAIN) -> str:
    """Where the member stands, the integrity of what is said of it, then rule by rule."""
    lines: list[Line] = [
        *_head(bindings, language),
        *_integrity(bindings),
        *(line for binding in bindings.rules for line in _binding(binding)),
        *_change_rules(bindings),
    ]
    return written(lines, screen)


def _head(bindings: Bindings, language: str | None) -> Iterator[Line]:
    organisation, id = bindings.organisation, bindings.id
    title = f"{organisation.name(id, language)} ({id})" if id in organisation else id
    yield Paragraph(title, rest=_INDENT, paint=((title, BOLD),))
    above = [organisation.name(step, language) for step in reversed(organisation.ancestors(id))]
    if above:
        yield _line(f"in {' > '.join(above)}")
    if id in organisation:
        yield _line(f"chain of command: {' -> '.join(organisation.chain(id))}")
    if not bindings.rules:
        yield _line("no rule of a pack binds it")
        return
    words = counted(len(bindings.rules), "rule")
    verb = "binds" if len(bindings.rules) == 1 else "bind"
    results = [binding.result for binding in bindings.rules]
    told = [_told(results.count(result), result) for result in Result if result in results]
    yield _line(f"{words} of a pack {verb} it: {', '.join(told)}")


def _told(number: int, result: Result) -> str:
    many = {Result.HOLDS: "hold", Result.FAILS: "fail"}
    return f"{number} {result if number == 1 else many.get(result, result)}"


def _integrity(bindings: Bindings) -> Iterator[Line]:
    yield ""
    if not bindings.integrity:
        yield "holds ORG002 to ORG014 Integrity, for every unit, post and body."
    for finding in bindings.integrity:
        place = f" ({finding.location})" if finding.location else ""
        yield Paragraph(f"fails {finding.rule} {finding.message}{place}", rest=_INDENT)
        if finding.fix:
            yield _line(f"fix: {finding.fix}")


def _binding(binding: Binding) -> Iterator[Line]:
    rule, result = binding.rule, binding.result
    yield ""
    paint = ((str(result), _COLOURS[result]),) if result in _COLOURS else ()
    yield Paragraph(f"{result} {rule.id} {rule.statement}", rest=_INDENT, paint=paint)
    for finding in binding.findings:
        place = f" ({finding.location})" if finding.location else ""
        yield _line(f"{finding.severity}: {finding.message}{place}")
    if result is Result.OPEN:
        yield _line("a value that it rests on is faulty: see the findings of integrity")
    if len(binding.chain) > 1:
        yield _line(" -> ".join(binding.chain))
    yield _line(f"binds: {binding.reason.words}")
    if binding.reason.way is Way.SELECTED:
        yield _line(f"demands: must {rule.assertion.words}")
    if rule.basis:
        yield _line(f"basis: {rule.basis}")
    if binding.findings and rule.fix:
        yield _line(f"fix: {rule.fix}")


def _change_rules(bindings: Bindings) -> Iterator[Line]:
    if bindings.id not in bindings.organisation.units:
        return
    yield ""
    yield Paragraph(
        "In a change, judged by `orgcheck diff`: CHG001 to CHG005, for every unit"
        + ("; and" if bindings.change_rules else ".")
    )
    for rule in bindings.change_rules:
        yield _line(f"{rule.id} {rule.statement}")
        if rule.basis:
            yield Paragraph(f"basis: {rule.basis}", first=_INDENT * 2, rest=_INDENT * 3)


def _line(text: str) -> Paragraph:
    return Paragraph(text, first=_INDENT, rest=_INDENT * 2)
