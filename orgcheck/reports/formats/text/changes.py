"""What a reorganisation did, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgcheck.changes.account import Account, before_and_after, counted_kinds, owner_words
from orgcheck.changes.changeset import ChangeSet, Event, Ledger, Tally
from orgcheck.changes.kinds import sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import ALL, Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import counted, listed
from orgcheck.findings import Finding, in_order
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.findings import (
    blocks,
    brief_lines,
    control_lines,
    finding_lines,
    lifted_lines,
    marked_block,
    waived_lines,
    waived_words,
)
from orgcheck.reports.formats.text.lines import (
    GREEN,
    RED,
    Line,
    Paragraph,
    columns,
    padded,
    written,
)
from orgcheck.reports.grounds import common_grounds, grounds
from orgcheck.reports.in_time import PAST, correction_words, later_title, now_title
from orgcheck.reports.judgement import (
    by_severity,
    own_title,
    reuse_words,
    withheld_words,
)
from orgcheck.reports.story import Story
from orgcheck.results import DiffResult, Review

_INDENT = "  "
# How many possible matches are shown unasked.
_MATCHES = 10


def report(
    compared: DiffResult, *, screen: Screen = PLAIN, verbose: bool = False, told_by: str = ""
) -> str:
    """The verdict and what fails the change, what happened, what else is found, the ledger.

    `verbose` tells each of many like events and findings, and every piece of evidence. Where
    another command tells the findings about the structures, `told_by` names it: they are counted.
    """
    changes, review = compared.changes, compared.review
    names = Names(compared.old, compared.new, changes, compared.language, full=verbose)
    story = Story(compared, names)
    folds = screen.folds and not verbose
    sections: list[Iterable[Line]] = [
        _altered(review),
        [f"{now_title(compared)}:"] if compared.of_registers else [],
        _head(story, told_by),
        _cautions(changes, names, compared.verdict.on_change),
        *_events(story, verbose=verbose),
        *_in_time(compared, verbose=verbose),
        *_on_change(story, folds=folds, verbose=verbose),
        *(_structures(story, folds, verbose=verbose) if not told_by else _counted(story, told_by)),
        _ledger(changes.ledger, names),
        _possible(changes, names, verbose=verbose),
    ]
    told = [lines for lines in map(list, sections) if lines]
    return written([line for lines in told for line in ("", *lines)][1:], screen)


# -- the verdict first ------------------------------------------------------------------------


def _head(story: Story, told_by: str) -> Iterator[Line]:
    """The two versions, what happened in numbers, and whether it passes, with all that fails it."""
    changes = story.compared.changes
    old, new = changes.old, changes.new
    now = "" if old.organisation == new.organisation else f"{new.organisation} "
    units = f"{counted(old.units, 'unit') or 'no units'} before, {new.units:,} now"
    yield Paragraph(f"{old.organisation} {old.label} -> {now}{new.label}: {units}")
    if parts := ", ".join(counted_kinds(Account(changes))):
        yield Paragraph(parts)
    else:
        yield "nothing but the version changed" if changes.events else "no changes"
    if story.verdict:
        colour = RED if story.failing else GREEN
        yield Paragraph(story.verdict, paint=((story.verdict.partition(":")[0], colour),))
    here = set(map(id, story.compared.verdict.on_change)) if told_by else None
    for finding in story.failing:
        if here is None or id(finding) in here:
            yield from finding_lines(finding)


def _cautions(changes: ChangeSet, names: Names, findings: Sequence[Finding]) -> Iterator[Line]:
    for words in (*reuse_words(changes, findings, names), *changes.notes):
        yield Paragraph(words)


# -- what else is found ---------------------------------------------------------------------


def _on_change(story: Story, *, folds: bool, verbose: bool) -> Iterator[Iterable[Line]]:
    """What rules say of the change and does not fail it; what stands at an event is counted."""
    compared = story.compared
    beside = story.beside(compared.verdict.on_change)
    told = blocks(beside, folds=folds, verbose=verbose)
    if verbose:
        told += blocks(in_order(story.marked), verbose=True)
    else:
        told += (marked_block(facts, number) for facts, number in story.marked_rules)
    yield from _titled("Findings on the change that do not fail it:", told)


def _titled(title: str, blocks: Sequence[Sequence[Line]]) -> Iterator[Iterable[Line]]:
    """Blocks with a title above the first; nothing where there are none."""
    for number, block in enumerate(blocks):
        yield block if number else (Paragraph(title), *block)


def _structures(story: Story, folds: bool, *, verbose: bool) -> Iterator[Iterable[Line]]:
    """What is found in the structures: what counts, what is mended, and what does not count."""
    review = story.compared.review
    if review is None:
        return
    introduced = blocks(story.beside(review.first.introduced), folds=folds, verbose=verbose)
    yield from _titled("Findings that the change introduces and that do not fail it:", introduced)
    yield from _own(review, story, folds, verbose=verbose)
    if fixed := review.first.fixed:
        yield brief_lines("Findings that the change mends", fixed, every=verbose)
    yield from _beside(review, verbose=verbose)


def _counted(story: Story, told_by: str) -> Iterator[Iterable[Line]]:
    """How much of that there is."""
    review = story.compared.review
    if review is None:
        return
    count: list[Line] = []
    first = review.first
    if brought := (*first.introduced, *review.further):
        words = by_severity(brought, "nothing")
        count.append(Paragraph(f"The structure gets {words}; `{told_by}` tells what."))
    if first.existing or first.fixed:
        beside = [f"{len(first.existing):,} there before"] if first.existing else []
        beside += [f"{len(first.fixed):,} mended"] if first.fixed else []
        count.append(Paragraph(f"Findings that do not count: {', '.join(beside)}."))
    yield count


def counted_findings(source: str, findings: Sequence[Finding], told_by: str) -> str:
    """How much is found in a snapshot that is compared with nothing, told by another command."""
    words = f"{source}: {by_severity(findings, 'no findings')}"
    return written([Paragraph(f"{words}; `{told_by}` tells what" if findings else words)])


# -- by which rules ---------------------------------------------------------------------------


def _altered(review: Review | None) -> Iterator[Line]:
    """What the change alters of the rules that it is judged by: with that a report opens."""
    if review is not None and review.control.alterations:
        yield from control_lines(review.control)


def _own(review: Review, story: Story, folds: bool, *, verbose: bool) -> Iterator[Iterable[Line]]:
    """What counts only under the rules that the change brings, and what no longer would."""
    if review.own is None:
        return
    further = blocks(story.beside(review.further), folds=folds, verbose=verbose)
    yield from _titled(own_title(review), further)
    if not review.further:
        yield [Paragraph(own_title(review))]
    yield lifted_lines(review)


def _beside(review: Review | None, *, verbose: bool) -> Iterator[Iterable[Line]]:
    """What does not count: what was there before, and what is waived; where rules come from."""
    if review is None:
        return
    first = review.first
    if first.existing:
        yield brief_lines("Findings that were there before", first.existing, every=verbose)
    if first.waived:
        unasked = "" if verbose else "; --verbose shows it"
        lines = [Paragraph(f"{waived_words(first.waived)}{unasked}")]
        yield [*lines, *(waived_lines(first.waived) if verbose else ())]
    if first.withheld:
        yield [Paragraph(withheld_words(first.withheld))]
    if not review.control.alterations:
        yield control_lines(review.control)


# -- events -----------------------------------------------------------------------------------


def _events(story: Story, *, verbose: bool) -> Iterator[list[Line]]:
    """A paragraph for each event of several lines; neighbours of one line each share one."""
    lines: list[Line] = []
    for group in story.groups:
        paragraph = list(
            _bulk(group, story, verbose=verbose)
            if len(group.events) > 1
            else _single(group.events[0], story)
        )
        if len(paragraph) == 1:
            lines += paragraph
            continue
        if lines:
            yield lines
            lines = []
        yield paragraph
    if lines:
        yield lines


def _in_time(compared: DiffResult, *, verbose: bool) -> Iterator[Iterable[Line]]:
    """Of two versions of a register, what is decided for the future and said of the past."""
    for later in compared.later:
        one = later.compared
        names = Names(one.old, one.new, one.changes, one.language, full=verbose)
        yield [Paragraph(f"{later_title(later)}: {', '.join(counted_kinds(one.account))}")]
        yield from _events(Story(one, names), verbose=verbose)
    if compared.corrections:
        words = (correction_words(one, compared) for one in compared.corrections)
        yield [f"{PAST}:", *(Paragraph(one, first=_INDENT, rest=_INDENT * 2) for one in words)]


def _single(event: Event, story: Story) -> Iterator[Line]:
    yield _sentence(opening(sentence(event, story.names)), story.mark([event]))
    for line in grounds(event, story.compared.changes, story.names):
        yield Paragraph(line, first=_INDENT, rest=_INDENT * 2)


def _bulk(group: Group, story: Story, *, verbose: bool) -> Iterator[Line]:
    changes, names = story.compared.changes, story.names
    words = opening(sentence_of_many(group, names))
    folding = type_of(group.events[0].kind).folding
    each = folding is not None and folding.by_line and len(group.events) <= ALL
    if not verbose and not each:
        yield _sentence(words, story.mark(group.events))
        for line in common_grounds(group.events, changes, names):
            yield Paragraph(line, first=_INDENT, rest=_INDENT * 2)
        return
    yield Paragraph(words.partition(": ")[0] + ":", rest=_INDENT)
    for event in group.events:
        yield _sentence(sentence(event, names), story.mark([event]), _INDENT)
        for line in grounds(event, changes, names):
            yield Paragraph(line, first=_INDENT * 2, rest=_INDENT * 3)


def _sentence(words: str, mark: str, indent: str = "") -> Paragraph:
    """What happened, and in brackets behind it what the rules say of it."""
    said = f"{words} [{mark}]" if mark else words
    return Paragraph(said, first=indent, rest=indent + _INDENT)


# -- the ledger -------------------------------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> Iterator[Line]:
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
        yield Paragraph(owners, first=_INDENT, rest=_INDENT * 2)
    for words, keys, field in (
        ("duties dropped", duties.items.dropped, "responsibilities"),
        ("duties transferred", duties.items.transferred, "responsibilities"),
        ("sites closed", sites.items.dropped, "sites"),
    ):
        if keys:
            what = listed((names.item(key, field) for key in keys), most=5)
            yield Paragraph(f"{words}: {what}", first=_INDENT, rest=_INDENT * 2)
    if ledger.figures:
        yield from _table(
            ("", "before", "after", "net"),
            [(name, *before_and_after(figure)) for name, figure in sorted(ledger.figures.items())],
        )


def _numbers(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in tally.counts.values())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """Columns, the first to the left and the others to the right; nothing without rows."""
    if not rows:
        return
    widths = [max(columns(row[number]) for row in (head, *rows)) for number in range(len(head))]
    for row in (head, *rows):
        first = padded(row[0], widths[0])
        cells = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"{_INDENT}{first}  {'  '.join(cells)}".rstrip()


# -- what was not applied ---------------------------------------------------------------------


def _possible(changes: ChangeSet, names: Names, *, verbose: bool) -> Iterator[Line]:
    matches = changes.possible_matches
    if not matches:
        return
    yield "Possible matches, not applied:"
    shown = matches if verbose or len(matches) <= _MATCHES else matches[:_MATCHES]
    for match in shown:
        rival = f"; next best {match.runner_up}" if match.runner_up else ""
        words = f"{names.was(match.old)} -> {names.now(match.new)}: {match.because}{rival}"
        yield Paragraph(words, first=_INDENT, rest=_INDENT * 2)
        paste = f"if it is right, write in {match.new}: {match.paste}"
        yield Paragraph(paste, first=_INDENT * 2, rest=_INDENT * 3)
    if len(shown) < len(matches):
        yield f"{_INDENT}and {len(matches) - len(shown):,} more; --verbose shows all"
    yield f"{_INDENT}orgcheck diff OLD NEW --accept OLD_ID=NEW_ID writes such a line"
