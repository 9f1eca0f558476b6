"""The rules that bind one member, as a person reads them: result, chain and basis of each."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.language import msg, msg_n, spoken, tr, tr_n, tr_p
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import BOLD, CYAN, RED, Line, Paragraph, written
from orgcheck.reports.judgement import severity_word
from orgcheck.rules.binding import Binding, Bindings, Result, Way

_INDENT = "  "
_RESULTS = {
    Result.HOLDS: msg("holds"),
    Result.FAILS: msg("fails"),
    Result.WAIVED: msg("waived"),
    Result.OPEN: msg("not judged"),
}
_COUNTED = {
    Result.HOLDS: msg_n("{number} holds", "{number} hold"),
    Result.FAILS: msg_n("{number} fails", "{number} fail"),
    Result.WAIVED: msg_n("{number} waived", "{number} waived"),
    Result.OPEN: msg_n("{number} not judged", "{number} not judged"),
}
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
        yield _line(tr_p("units", "in {place}", place=" > ".join(above)))
    # A day of a register may leave open where it stands, and to whom it answers.
    open_fields = {fault.field for fault in organisation.uncertain if fault.id == id}
    if id in organisation and open_fields.isdisjoint(("parent", "reports_to", "unit")):
        chain = [f"{organisation.name(step, language)} ({step})" for step in organisation.chain(id)]
        yield _line(tr("chain of command: {path}", path=" -> ".join(chain)))
    if not bindings.rules:
        yield _line(tr("no rule of a pack binds it"))
        return
    results = [binding.result for binding in bindings.rules]
    told = [tr_n(*_COUNTED[one], results.count(one)) for one in Result if one in results]
    yield _line(
        tr_n(
            "{number} rule of a pack binds it: {results}",
            "{number} rules of a pack bind it: {results}",
            len(bindings.rules),
            results=", ".join(told),
        )
    )


def _integrity(bindings: Bindings) -> Iterator[Line]:
    yield ""
    if not bindings.integrity:
        yield tr("holds ORG002 to ORG014 Integrity, for every unit, post and body.")
    for finding in bindings.integrity:
        place = f" ({finding.location})" if finding.location else ""
        message = f"{tr(_RESULTS[Result.FAILS])} {finding.rule} {spoken(finding.message)}{place}"
        yield Paragraph(message, rest=_INDENT)
        if finding.fix:
            yield _line(tr("fix: {text}", text=finding.fix))


def _binding(binding: Binding) -> Iterator[Line]:
    rule, result = binding.rule, binding.result
    yield ""
    word = tr(_RESULTS[result])
    paint = ((word, _COLOURS[result]),) if result in _COLOURS else ()
    yield Paragraph(f"{word} {rule.id} {spoken(rule.statement)}", rest=_INDENT, paint=paint)
    for finding in binding.findings:
        place = f" ({finding.location})" if finding.location else ""
        yield _line(f"{severity_word(finding.severity)}: {spoken(finding.message)}{place}")
    if result is Result.OPEN and binding.uncertain:
        yield _line(tr("what it rests on is uncertain on that day: a date is not known to the day"))
    elif result is Result.OPEN:
        yield _line(tr("a value that it rests on is faulty: see the findings of integrity"))
    if len(binding.chain) > 1:
        yield _line(" -> ".join(binding.chain))
    yield _line(tr("binds: {reason}", reason=binding.reason.words))
    if binding.reason.way is Way.SELECTED:
        yield _line(tr("demands: must {demand}", demand=rule.assertion.words))
    if rule.basis:
        yield _line(tr("basis: {text}", text=rule.basis.words))
    if binding.findings and rule.fix:
        yield _line(tr("fix: {text}", text=rule.fix))


def _change_rules(bindings: Bindings) -> Iterator[Line]:
    if bindings.id not in bindings.organisation.units:
        return
    yield ""
    yield Paragraph(
        tr("In a change, judged by `orgcheck diff`: CHG001 to CHG005, for every unit; and")
        if bindings.change_rules
        else tr("In a change, judged by `orgcheck diff`: CHG001 to CHG005, for every unit.")
    )
    for rule in bindings.change_rules:
        yield _line(f"{rule.id} {spoken(rule.statement)}")
        if rule.basis:
            basis = tr("basis: {text}", text=rule.basis.words)
            yield Paragraph(basis, first=_INDENT * 2, rest=_INDENT * 3)


def _line(text: str) -> Paragraph:
    return Paragraph(text, first=_INDENT, rest=_INDENT * 2)
