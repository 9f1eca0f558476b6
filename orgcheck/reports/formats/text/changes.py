"""What a reorganisation did, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgcheck.changes.account import Account, before_and_after, counted_kinds, owner_words
from orgcheck.changes.changeset import ChangeSet, Event, Ledger, Tally
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import ALL, Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import counted, listed
from orgcheck.findings import Finding
from orgcheck.reports.formats.text.findings import (
    brief_lines,
    control_lines,
    lifted_lines,
    waived_lines,
    waived_words,
)
from orgcheck.reports.formats.text.lines import columns, padded, wrapped, written
from orgcheck.reports.grounds import common_grounds, grounds
from orgcheck.reports.judgement import by_severity, own_title, reuse_words, withheld_words
from orgcheck.results import DiffResult, Review
from orgcheck.rules.change_rules import in_order_of_weight

_INDENT = "  "
# How many possible matches are shown unasked.
_MATCHES = 10


def report(compared: DiffResult, *, verbose: bool = False, told_by: str = "") -> str:
    """What happened, for a terminal of 80 columns.

    `verbose` tells each of many like events, and every piece of evidence. Where another command
    tells the findings about the structures, `told_by` names it: they are counted.
    """
    changes, review, verdict = compared.changes, compared.review, compared.verdict
    names = Names(compared.old, compared.new, changes, compared.language, full=verbose)
    sections = [
        _altered(review),
        _counts(changes),
        _cautions(changes, names, verdict.on_change),
        _findings("Findings on the change", verdict.on_change),
        *(_structures(review, verbose=verbose) if not told_by else _counted(review, told_by)),
        *_events(changes, names, verbose=verbose),
        _ledger(changes.ledger, names),
        _possible(changes, names, verbose=verbose),
    ]
    told = [lines for lines in map(list, sections) if lines]
    return written([line for lines in told for line in ("", *lines)][1:])


# -- counts first -----------------------------------------------------------------------------


def _counts(changes: ChangeSet) -> Iterator[str]:
    old, new = changes.old, changes.new
    now = "" if old.organisation == new.organisation else f"{new.organisation} "
    units = f"{counted(old.units, 'unit') or 'no units'} before, {new.units:,} now"
    yield from wrapped(f"{old.organisation} {old.label} -> {now}{new.label}: {units}")
    if parts := ", ".join(counted_kinds(Account(changes))):
        yield from wrapped(parts)
    else:
        yield "nothing but the version changed" if changes.events else "no changes"


def _cautions(changes: ChangeSet, names: Names, findings: Sequence[Finding]) -> Iterator[str]:
    for words in (*reuse_words(changes, findings, names), *changes.notes):
        yield from wrapped(words)


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"{title}:"
    for finding in in_order_of_weight(findings):
        place = f"{finding.location} " if finding.location else ""
        words = f"{place}{finding.severity} {finding.rule} {finding.message}"
        yield from wrapped(words, rest=_INDENT)
        if finding.fix:
            yield from wrapped(f"fix: {finding.fix}", first=_INDENT, rest=_INDENT * 2)


def _structures(review: Review | None, *, verbose: bool) -> Iterator[Iterable[str]]:
    """What is found in the structures: what counts, what is mended, and what does not count."""
    if review is None:
        return
    yield _findings("Findings that the change introduces", review.first.introduced)
    yield _own(review)
    yield _findings("Findings that the change mends", review.first.fixed)
    yield from _beside(review, verbose=verbose)


def _counted(review: Review | None, told_by: str) -> Iterator[Iterable[str]]:
    """How much of that there is."""
    if review is None:
        return
    count, first = [], review.first
    if brought := (*first.introduced, *review.further):
        words = by_severity(brought, "nothing")
        count += wrapped(f"The structure gets {words}; `{told_by}` tells what.")
    if first.existing or first.fixed:
        beside = [f"{len(first.existing):,} there before"] if first.existing else []
        beside += [f"{len(first.fixed):,} mended"] if first.fixed else []
        count += wrapped(f"Findings that do not count: {', '.join(beside)}.")
    yield count


def counted_findings(source: str, findings: Sequence[Finding], told_by: str) -> str:
    """How much is found in a snapshot that is compared with nothing, told by another command."""
    words = f"{source}: {by_severity(findings, 'no findings')}"
    return written(wrapped(f"{words}; `{told_by}` tells what" if findings else words))


# -- by which rules ---------------------------------------------------------------------------


def _altered(review: Review | None) -> Iterator[str]:
    """What the change alters of the rules that it is judged by: with that a report opens."""
    if review is not None and review.control.alterations:
        yield from control_lines(review.control)


def _own(review: Review | None) -> Iterator[str]:
    """What counts only under the rules that the change brings, and what no longer would."""
    if review is None or review.own is None:
        return
    if review.further:
        yield from _findings(own_title(review).removesuffix(":"), review.further)
    else:
        yield from wrapped(own_title(review))
    yield from lifted_lines(review)


def _beside(review: Review | None, *, verbose: bool) -> Iterator[Iterable[str]]:
    """What does not count: what was there before, and what is waived; where rules come from."""
    if review is None:
        return
    first = review.first
    if first.existing:
        yield brief_lines("Findings that were there before", first.existing, every=verbose)
    if first.waived:
        lines = wrapped(f"{waived_words(first.waived)}{'' if verbose else '; --verbose shows it'}")
        yield [*lines, *(waived_lines(first.waived) if verbose else ())]
    if first.withheld:
        yield wrapped(withheld_words(first.withheld))
    if not review.control.alterations:
        yield control_lines(review.control)


# -- events -----------------------------------------------------------------------------------


def _events(changes: ChangeSet, names: Names, *, verbose: bool) -> Iterator[Iterable[str]]:
    """A paragraph for each event of several lines; those of one line by kind."""
    lines: list[str] = []
    kind = None
    for group in grouped(Account(changes).events, names):
        words = (
            _bulk(group, changes, names, verbose=verbose)
            if len(group.events) > 1
            else _single(group.events[0], changes, names)
        )
        paragraph = list(words)
        apart = _has_grounds(paragraph) or group.events[0].kind is not kind
        if lines and apart:
            yield lines
            lines = []
        lines += paragraph
        kind = None if _has_grounds(paragraph) else group.events[0].kind
    if lines:
        yield lines


def _has_grounds(paragraph: Sequence[str]) -> bool:
    return len(paragraph) > 1


def _single(event: Event, changes: ChangeSet, names: Names) -> Iterator[str]:
    yield from wrapped(opening(sentence(event, names)), rest=_INDENT)
    for line in grounds(event, changes, names):
        yield from wrapped(line, first=_INDENT, rest=_INDENT * 2)


def _bulk(group: Group, changes: ChangeSet, names: Names, *, verbose: bool) -> Iterator[str]:
    words = opening(sentence_of_many(group, names))
    folding = type_of(group.events[0].kind).folding
    each = folding is not None and folding.by_line and len(group.events) <= ALL
    if not verbose and not each:
        yield from wrapped(words, rest=_INDENT)
        for line in common_grounds(group.events, changes, names):
            yield from wrapped(line, first=_INDENT, rest=_INDENT * 2)
        return
    yield from wrapped(words.partition(": ")[0] + ":", rest=_INDENT)
    for event in group.events:
        yield from wrapped(sentence(event, names), first=_INDENT, rest=_INDENT * 2)
        for line in grounds(event, changes, names):
            yield from wrapped(line, first=_INDENT * 2, rest=_INDENT * 3)


# -- the ledger -------------------------------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> Iterator[str]:
    duties, sites = ledger.responsibilities, ledger.sites
    if not (duties.before or duties.after or sites.before or sites.after or ledger.figures):
        return
    if not ledger.complete:
        yield "Ledger (recorded duties only: does not show that none was lost)"
    else:
        yield "Ledger"
    rows = [("duties", duties), ("sites", sites)]
    yield from _table(
        ("", *duties.counts),
        [(name, *_numbers(tally)) for name, tally in rows if tally.before or tally.after],
    )
    if duties.before and not duties.dropped:
        yield f"{_INDENT}no recorded duty was dropped"
    if owners := owner_words(duties.items):
        yield from wrapped(owners, first=_INDENT, rest=_INDENT * 2)
    for words, keys, field in (
        ("duties dropped", duties.items.dropped, "responsibilities"),
        ("duties transferred", duties.items.transferred, "responsibilities"),
        ("sites closed", sites.items.dropped, "sites"),
    ):
        if keys:
            what = listed((names.item(key, field) for key in keys), most=5)
            yield from wrapped(f"{words}: {what}", first=_INDENT, rest=_INDENT * 2)
    if ledger.figures:
        yield from _table(
            ("", "before", "after", "net"),
            [(name, *before_and_after(figure)) for name, figure in sorted(ledger.figures.items())],
        )


def _numbers(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in tally.counts.values())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns, the first to the left and the others to the right; nothing without rows."""
    if not rows:
        return
    widths = [max(columns(row[number]) for row in (head, *rows)) for number in range(len(head))]
    for row in (head, *rows):
        first = padded(row[0], widths[0])
        cells = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"{_INDENT}{first}  {'  '.join(cells)}".rstrip()


# -- what was not applied ---------------------------------------------------------------------


def _possible(changes: ChangeSet, names: Names, *, verbose: bool) -> Iterator[str]:
    matches = changes.possible_matches
    if not matches:
        return
    yield "Possible matches, not applied:"
    shown = matches if verbose or len(matches) <= _MATCHES else matches[:_MATCHES]
    for match in shown:
        rival = f"; next best {match.runner_up}" if match.runner_up else ""
        words = f"{names.was(match.old)} -> {names.now(match.new)}: {match.because}{rival}"
        yield from wrapped(words, first=_INDENT, rest=_INDENT * 2)
        paste = f"if it is right, write in {match.new}: {match.paste}"
        yield from wrapped(paste, first=_INDENT * 2, rest=_INDENT * 3)
    if len(shown) < len(matches):
        yield f"{_INDENT}and {len(matches) - len(shown):,} more; --verbose shows all"
    yield f"{_INDENT}orgcheck diff OLD NEW --accept OLD_ID=NEW_ID writes such a line"
