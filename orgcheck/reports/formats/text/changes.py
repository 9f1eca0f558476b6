"""What a reorganisation did, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgcheck.changes.account import (
    FIGURE_HEADS,
    TALLY_HEADS,
    before_and_after,
    figures_of,
    owner_words,
    units_words,
)
from orgcheck.changes.changeset import ChangeSet, Event, Ledger, Tally
from orgcheck.changes.kinds import is_by_line, sentence, sentence_of_many, title_of_many
from orgcheck.changes.kinds.words import Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.findings import Finding, in_order
from orgcheck.language import msg_n, number_words, spoken, tr, tr_n, tr_p
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
    BOLD,
    GREEN,
    RED,
    Line,
    Paragraph,
    columns,
    heading,
    padded,
    written,
)
from orgcheck.reports.grounds import common_grounds, grounds
from orgcheck.reports.in_time import correction_words, later_title, now_title, past_title
from orgcheck.reports.judgement import (
    by_severity,
    match_reason,
    match_words,
    own_title,
    reuse_words,
    withheld_words,
)
from orgcheck.reports.missing_names import missing_names_text
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
        [Paragraph(words, rest=_INDENT)] if (words := missing_names_text(compared.new)) else [],
    ]
    told = [lines for lines in map(list, sections) if lines]
    return written([line for lines in told for line in ("", *lines)][1:], screen)


# -- the verdict first ------------------------------------------------------------------------


def _head(story: Story, told_by: str) -> Iterator[Line]:
    """The two versions, what happened in numbers, and whether it passes, with all that fails it."""
    changes = story.compared.changes
    old, new = changes.old, changes.new
    was, now = (
        side.title(story.compared.language) for side in (story.compared.old, story.compared.new)
    )
    before = f"{was} {spoken(old.label)}"
    now = spoken(new.label) if was == now else f"{now} {spoken(new.label)}"
    versions = tr_p("versions", "{old} to {new}", old=before, new=now)
    yield Paragraph(f"{versions}: {units_words(changes)}", paint=((versions, BOLD),))
    if story.summary:
        yield Paragraph(story.summary)
    else:
        yield tr("nothing but the version changed") if changes.events else tr("no changes")
    if story.verdict:
        colour = RED if story.failing else GREEN
        yield Paragraph(story.verdict, paint=((story.verdict.partition(":")[0], colour),))
    here = set(map(id, story.compared.verdict.on_change)) if told_by else None
    for finding in story.failing:
        if here is None or id(finding) in here:
            yield from finding_lines(finding)


def _cautions(changes: ChangeSet, names: Names, findings: Sequence[Finding]) -> Iterator[Line]:
    for words in (*reuse_words(changes, findings, names), *map(spoken, changes.notes)):
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
    yield from _titled(tr("Findings on the change that do not fail it:"), told)


def _titled(title: str, blocks: Sequence[Sequence[Line]]) -> Iterator[Iterable[Line]]:
    """Blocks with a title above the first; nothing where there are none."""
    for number, block in enumerate(blocks):
        yield block if number else (heading(title), *block)


def _structures(story: Story, folds: bool, *, verbose: bool) -> Iterator[Iterable[Line]]:
    """What is found in the structures: what counts, what is mended, and what does not count."""
    review = story.compared.review
    if review is None:
        return
    introduced = blocks(story.beside(review.first.introduced), folds=folds, verbose=verbose)
    title = tr("Findings that the change introduces and that do not fail it:")
    yield from _titled(title, introduced)
    yield from _own(review, story, folds, verbose=verbose)
    if fixed := review.first.fixed:
        yield brief_lines(tr("Findings that the change mends"), fixed, every=verbose)
    yield from _beside(review, verbose=verbose)


def _counted(story: Story, told_by: str) -> Iterator[Iterable[Line]]:
    """How much of that there is."""
    review = story.compared.review
    if review is None:
        return
    count: list[Line] = []
    first = review.first
    if brought := (*first.introduced, *review.further):
        words = tr(
            "The structure gets {findings}; `{command}` tells what.",
            findings=by_severity(brought, ""),
            command=told_by,
        )
        count.append(Paragraph(words))
    if first.existing or first.fixed:
        numbers = (
            (msg_n("{number} there before", "{number} there before"), len(first.existing)),
            (msg_n("{number} mended", "{number} mended"), len(first.fixed)),
        )
        beside = ", ".join(tr_n(*plural, number) for plural, number in numbers if number)
        count.append(Paragraph(tr("Findings that do not count: {numbers}.", numbers=beside)))
    yield count


def counted_findings(source: str, findings: Sequence[Finding], told_by: str) -> str:
    """How much is found in a snapshot that is compared with nothing, told by another command."""
    found = by_severity(findings, tr("no findings"))
    words = f"{source}: {found}"
    if findings:
        words = tr("{findings}; `{command}` tells what", findings=words, command=told_by)
    return written([Paragraph(words)])


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
        yield brief_lines(tr("Findings that were there before"), first.existing, every=verbose)
    if first.waived:
        words = waived_words(first.waived)
        if not verbose:
            words = tr("{waived}; --verbose shows it", waived=words)
        lines = [Paragraph(words)]
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
        story = Story(one, names)
        yield [Paragraph(f"{later_title(later)}: {story.summary}")]
        yield from _events(story, verbose=verbose)
    if compared.corrections:
        words = (correction_words(one, compared) for one in compared.corrections)
        yield [
            f"{past_title()}:",
            *(Paragraph(one, first=_INDENT, rest=_INDENT * 2) for one in words),
        ]


def _single(event: Event, story: Story) -> Iterator[Line]:
    yield _sentence(opening(sentence(event, story.names)), story.mark([event]))
    for line in grounds(event, story.compared.changes, story.names):
        yield Paragraph(line, first=_INDENT, rest=_INDENT * 2)


def _bulk(group: Group, story: Story, *, verbose: bool) -> Iterator[Line]:
    changes, names = story.compared.changes, story.names
    if not verbose and not is_by_line(group):
        words = opening(sentence_of_many(group, names))
        yield _sentence(words, story.mark(group.events))
        for line in common_grounds(group.events, changes, names):
            yield Paragraph(line, first=_INDENT, rest=_INDENT * 2)
        return
    yield Paragraph(f"{opening(title_of_many(group, names))}:", rest=_INDENT)
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
        yield heading(tr("Ledger (recorded duties only: does not show that none was lost)"))
    else:
        yield heading(tr("Ledger"))
    rows = [(tr("duties"), duties), (tr("sites"), sites)]
    yield from _table(
        ("", *(tr_p("ledger", head) for head in TALLY_HEADS)),
        [(name, *_numbers(tally)) for name, tally in rows if tally.before or tally.after],
    )
    if duties.before and not duties.dropped:
        yield _INDENT + tr("no recorded duty was dropped")
    if owners := owner_words(duties.items):
        yield Paragraph(owners, first=_INDENT, rest=_INDENT * 2)
    for words, keys, field in (
        (tr("duties dropped"), duties.items.dropped, "responsibilities"),
        (tr("duties transferred"), duties.items.transferred, "responsibilities"),
        (tr("sites closed"), sites.items.dropped, "sites"),
    ):
        if keys:
            what = listed((names.item(key, field) for key in keys), most=5)
            yield Paragraph(f"{words}: {what}", first=_INDENT, rest=_INDENT * 2)
    if ledger.figures:
        yield from _table(
            ("", *(tr_p("ledger", head) for head in FIGURE_HEADS)),
            [(name, *before_and_after(figure)) for name, figure in figures_of(ledger.figures)],
        )


def _numbers(tally: Tally) -> tuple[str, ...]:
    return tuple(map(number_words, tally.counts.values()))


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
    yield heading(tr("Possible matches, not applied:"))
    shown = matches if verbose or len(matches) <= _MATCHES else matches[:_MATCHES]
    for match in shown:
        words = f"{match_words(match, names)}: {match_reason(match)}"
        yield Paragraph(words, first=_INDENT, rest=_INDENT * 2)
        paste = tr("if it is right, write in {id}: {line}", id=match.new, line=match.paste)
        yield Paragraph(paste, first=_INDENT * 2, rest=_INDENT * 3)
    if len(shown) < len(matches):
        left = len(matches) - len(shown)
        more = tr_n(
            "and {number} more; --verbose shows all", "and {number} more; --verbose shows all", left
        )
        yield f"{_INDENT}{more}"
    command = "orgcheck diff OLD NEW --accept OLD_ID=NEW_ID"
    yield Paragraph(tr("{command} writes such a line", command=command), first=_INDENT)
