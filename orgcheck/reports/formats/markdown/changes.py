"""What a reorganisation did as Markdown for a pull request: the verdict, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.account import (
    FIGURE_HEADS,
    TALLY_HEADS,
    before_and_after,
    figures_of,
    owner_words,
    units_words,
)
from orgcheck.changes.changeset import ChangeSet, EntityType, Event, Ledger, Tally
from orgcheck.changes.kinds import sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import more
from orgcheck.findings import Finding
from orgcheck.language import Plural, msg_n, number_words, spoken, tr, tr_n, tr_p
from orgcheck.reports.formats.markdown.findings import missing
from orgcheck.reports.formats.markdown.writing import (
    NOTHING,
    Markdown,
    begun,
    code,
    details,
    fill,
    fitting,
    joined,
    markdown,
    markdown_text,
    markdown_words,
    with_code,
    written,
)
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.grounds import grounds
from orgcheck.reports.in_time import correction_words, later_title, now_title, past_title
from orgcheck.reports.judgement import (
    by_severity,
    match_reason,
    match_words,
    parted_words,
    preface,
    severity_word,
    untold,
)
from orgcheck.reports.mentions import Mentions
from orgcheck.reports.story import Story
from orgcheck.reports.words import capital
from orgcheck.results import DiffResult
from orgcheck.rules.change_rules import in_order_of_weight

# A comment on a forge holds 65,536 characters; room is left for what others put around it.
LONGEST = 59_000
# What other parts take at most, so that there is room for the events whatever stands in names.
_FINDINGS = 7_000
_BRIEF = 2_000
_MENDED = 4_000
_MATCHES = 4_000
_CAUTIONS = 3_000
_PREFACE = 3_000
_FIGURES = 3_000
# What is told of one day of the future, and of the past.
_LATER = 6_000
_ITEMS = 2_000
# How much of one value is shown: a name may be a novel.
_NAME = 200
_WORDS = 600
_MOST_EACH = 40
# A picture beside the text, not in place of it.
_BOXES = 16
_PICTURE = 8_000


FAILING = msg_n("What fails it: {number} finding", "What fails it: {number} findings")
NOT_FAILING = msg_n(
    "What does not fail it: {number} finding", "What does not fail it: {number} findings"
)
ON_CHANGE = msg_n("On the change {number} finding", "On the change {number} findings")
BROUGHT = msg_n("The change brings {number} finding", "The change brings {number} findings")
FURTHER = msg_n(
    "Under the rules that the change brings, {number} more finding",
    "Under the rules that the change brings, {number} more findings",
)
MENDED = msg_n("The change mends {number} finding", "The change mends {number} findings")
IMPROVED = msg_n(
    "The change improves, and does not mend {number} finding",
    "The change improves, and does not mend {number} findings",
)


def report(compared: DiffResult) -> str:
    """The whole comment, as a text."""
    return written([whole(compared)])


def whole(compared: DiffResult) -> Markdown:
    """The verdict and the counts, findings, a picture, the events folded, the ledger.

    The text stays below the length of a comment: it is cut at whole events, the least weighty
    last, and says how many more there are.
    """
    changes, verdict = compared.changes, compared.verdict
    names = Mentions(compared.old, compared.new, changes, compared.language)
    story = Story(compared, names)
    head = joined(
        (
            _heading(compared),
            markdown("**{}**\n\n", now_title(compared)) if compared.of_registers else NOTHING,
            *(
                markdown("> {}\n\n", markdown_text(words, _PREFACE))
                for words in preface(compared.review)
            ),
            _verdict(story, names),
            _found(FAILING, story.failing),
            _cautions(changes, names, verdict.on_change),
            _picture(compared),
        )
    )
    tail = joined(
        (
            _marked(story),
            _found(ON_CHANGE, story.beside(verdict.on_change)),
            _found(BROUGHT, story.beside(verdict.introduced)),
            _found(FURTHER, story.beside(compared.further)),
            _found(MENDED, verdict.fixed, folded=True),
            _found(IMPROVED, verdict.improved, folded=True),
            _in_time(compared),
            _ledger(changes.ledger, names),
            _possible(changes, names),
            missing(compared.new),
        )
    )
    return joined([head, _events(story, names, LONGEST - len(head) - len(tail)), tail])


def brief(compared: DiffResult) -> Markdown:
    """The verdict, the counts and what fails or may fail, without what happened."""
    names = Mentions(compared.old, compared.new, compared.changes, compared.language)
    story = Story(compared, names)
    count = sum(compared.account.kinds.values())
    words = tr_n("{number} event left out here.", "{number} events left out here.", count)
    left = markdown("\n{}\n", words) if count else NOTHING
    return joined(
        (
            _heading(compared),
            _verdict(story, names),
            _found(FAILING, story.failing, room=_BRIEF),
            _found(NOT_FAILING, story.beside(compared.brought), room=_BRIEF),
            left,
        )
    )


# -- the verdict ------------------------------------------------------------------------------


def _heading(compared: DiffResult) -> Markdown:
    name = compared.new.title(compared.language)
    old, new = compared.changes.old, compared.changes.new
    before, after = spoken(old.label), spoken(new.label)
    shown, was, now = (markdown_text(text, _NAME) for text in (name, before, after))
    return markdown("## {}: {} → {}\n\n", shown, was, now)


def _verdict(story: Story, names: Mentions) -> Markdown:
    verdict = story.compared.verdict
    brings = story.brings(by_severity(story.compared.brought, tr("no findings")))
    if verdict.fixed:
        brings = tr("{verdict} and mends {number}", verdict=brings, number=len(verdict.fixed))
    parts = [brings]
    if verdict.existing:
        before = len(verdict.existing)
        parts.append(tr_n("{number} was there before", "{number} were there before", before))
    units = units_words(story.compared.changes)
    told = markdown(" {}", _sentence(story.summary, names)) if story.summary else NOTHING
    return markdown(
        "**{}.**\n\n{}.{}\n", "; ".join(parts), begun(markdown_text(capital(units))), told
    )


def _cautions(changes: ChangeSet, names: Mentions, findings: Sequence[Finding]) -> Markdown:
    parted = changes.correspondence.parted
    notes = [
        parted_words(id, names)
        if id in parted
        else tr(
            "{id} may name another unit than before: {old}, now {new}",
            id=id,
            old=names.was(id),
            new=names.now(id),
        )
        for id in untold(changes, findings)
    ]
    notes += map(spoken, changes.notes)
    told = (markdown("\n> {}.\n", _sentence(opening(note), names)) for note in notes)
    quoted = fitting(told, _CAUTIONS)
    left = len(notes) - len(quoted)
    words = tr_n("{number} more caution.", "{number} more cautions.", left)
    return joined([*quoted, markdown("\n> {}\n", words) if left else NOTHING])


# -- findings ---------------------------------------------------------------------------------


def _found(
    title: Plural, findings: Sequence[Finding], *, folded: bool = False, room: int = _FINDINGS
) -> Markdown:
    if not findings:
        return NOTHING
    rows = fitting(map(_finding, in_order_of_weight(findings)), _MENDED if folded else room)
    heads = tr("Severity"), tr("Rule"), tr("Place"), tr("Finding")
    head = markdown("| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n", *heads)
    table = joined([head, *rows, _left_out(len(findings) - len(rows))])
    heading = markdown("{}", tr_n(*title, len(findings)))
    return details(heading, table) if folded else markdown("\n### {}\n\n{}", heading, table)


def _finding(finding: Finding) -> Markdown:
    place = code(str(finding.location)) if finding.location else NOTHING
    said = _mended(markdown_text(spoken(finding.message), _WORDS), finding.fix)
    severity = severity_word(finding.severity)
    return markdown("| {} | {} | {} | {} |\n", severity, code(finding.rule), place, said)


def _mended(said: Markdown, fix: str | None) -> Markdown:
    """What is wrong, and how to mend it where that is known."""
    if not fix:
        return said
    words = with_code(spoken(fix), _WORDS)
    return markdown("{}<br>{} {}", said, tr("fix:"), words)


def _left_out(number: int) -> Markdown:
    """How much more there is, as a paragraph; nothing for none."""
    return markdown("\n{}\n", more(number)) if number else NOTHING


def _marked(story: Story) -> Markdown:
    """How many findings of each rule stand at what happened."""
    if not story.marked:
        return NOTHING
    heads = tr("Severity"), tr("Rule"), tr("Number"), tr("Statement")
    head = markdown("| {} | {} | {} | {} |\n| --- | --- | ---: | --- |\n", *heads)
    rows = [
        markdown(
            "| {} | {} | {} | {} |\n",
            severity_word(facts.severity),
            code(facts.id),
            number_words(number),
            _mended(with_code(spoken(facts.statement), _WORDS), facts.fix),
        )
        for facts, number in story.marked_rules
    ]
    return markdown("\n### {}\n\n{}", tr("Marked at what happens"), joined([head, *rows]))


# -- events -----------------------------------------------------------------------------------


def _picture(compared: DiffResult) -> Markdown:
    if all(_is_of_snapshot(event) for event in compared.changes.events):
        return NOTHING
    # In a flowchart names are escaped for it, and none ends the block that it stands in.
    flowchart = Markdown(changes_mermaid.report(compared, most=_BOXES, longest=_PICTURE))
    if len(flowchart) > _PICTURE:
        return NOTHING
    return markdown("\n```mermaid\n{}```\n", flowchart)


def _is_of_snapshot(event: Event) -> bool:
    return type_of(event.kind).entity_type is EntityType.SNAPSHOT


def _events(story: Story, names: Mentions, room: int) -> Markdown:
    """The events one after another, as many as there is room for."""
    groups = story.groups
    if not groups:
        versions = bool(story.compared.changes.events)
        what = tr("Nothing but the version differs.") if versions else tr("Nothing differs.")
        return markdown("\n{}\n", what)
    title = markdown("\n### {}\n", tr("What happens"))
    told = fitting((_group(group, story, names) for group in groups), room - len(title) - 40)
    left = sum(len(group.events) for group in groups[len(told) :])
    return joined([title, *told, _left_out(left)])


def _in_time(compared: DiffResult) -> Markdown:
    """Of two versions of a register, what is decided for the future and said of the past."""
    parts = []
    for later in compared.later:
        one = later.compared
        names = Mentions(one.old, one.new, one.changes, one.language)
        story = Story(one, names)
        parts.append(markdown("\n### {}\n", later_title(later)))
        if story.summary:
            parts.append(markdown("\n{}\n", _sentence(story.summary, names)))
        told = fitting((_group(group, story, names) for group in story.groups), _LATER)
        left = sum(len(group.events) for group in story.groups[len(told) :])
        parts += [*told, _left_out(left)]
    if compared.corrections:
        words = (correction_words(one, compared) for one in compared.corrections)
        rows = fitting((markdown("- {}\n", markdown_text(one, _WORDS)) for one in words), _LATER)
        parts += [markdown("\n### {}\n\n", past_title()), *rows]
        parts.append(_left_out(len(compared.corrections) - len(rows)))
    return joined(parts)


def _group(group: Group, story: Story, names: Mentions) -> Markdown:
    changes = story.compared.changes
    if len(group.events) == 1:
        event = group.events[0]
        lines = [markdown("- {}\n", line) for line in _grounds(event, changes, names)]
        says = sentence(event, names)
    else:
        lines = []
        for event in group.events[:_MOST_EACH]:
            said = _sentence(sentence(event, names), names)
            lines.append(markdown("- {}{}\n", said, _mark(story, [event])))
            lines += [markdown("  - {}\n", line) for line in _grounds(event, changes, names)]
        lines.append(_further(max(0, len(group.events) - _MOST_EACH)))
        says = sentence_of_many(group, names)
    told = markdown("{}.{}", _sentence(opening(says), names), _mark(story, group.events))
    if not lines:
        # Of one shape with those that can be opened, and nothing to open.
        return markdown("\n{}\n", told)
    return details(told, joined(lines))


def _mark(story: Story, events: Sequence[Event]) -> Markdown:
    """What the rules say of events, behind what is said of them."""
    mark = story.mark(events)
    return markdown(" <b>[{}]</b>", markdown_text(mark)) if mark else NOTHING


def _grounds(event: Event, changes: ChangeSet, names: Mentions) -> Iterator[Markdown]:
    return (_sentence(line, names) for line in grounds(event, changes, names))


def _sentence(words: str, names: Mentions) -> Markdown:
    return begun(markdown_words(names.parts(words), name=_NAME, between=_WORDS))


# -- the ledger and what was not applied ------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> Markdown:
    sorts = ((tr("duties"), ledger.responsibilities), (tr("sites"), ledger.sites))
    tallies = [(name, tally) for name, tally in sorts if tally.before or tally.after]
    if not tallies and not ledger.figures:
        return NOTHING
    parts = [markdown("\n### {}\n\n", tr("Ledger"))]
    if not ledger.complete:
        words = tr("Recorded duties only: does not show that none was lost.")
        parts.append(markdown("{}\n\n", words))
    if tallies:
        parts.append(_head(TALLY_HEADS))
        parts += [markdown("| {} | {} |\n", name, _numbers(tally)) for name, tally in tallies]
    if owners := owner_words(ledger.responsibilities.items):
        parts.append(markdown("\n{}.\n", begun(markdown_text(owners))))
    if ledger.figures:
        rows = fitting(_figures(ledger), _FIGURES)
        parts += [Markdown("\n"), _head(FIGURE_HEADS), *rows]
        if left := len(ledger.figures) - len(rows):
            words = tr_n("{number} more figure", "{number} more figures", left)
            parts.append(markdown("\n{}\n", words))
    duties = ledger.responsibilities.items
    for title, keys, field in (
        (_DROPPED, duties.dropped, "responsibilities"),
        (_TRANSFERRED, duties.transferred, "responsibilities"),
        (_CLOSED, ledger.sites.items.dropped, "sites"),
    ):
        parts.append(_items(tr_n(*title, len(keys)), keys, field, names))
    return joined(parts)


_DROPPED = msg_n("{number} duty dropped", "{number} duties dropped")
_TRANSFERRED = msg_n("{number} duty transferred", "{number} duties transferred")
_CLOSED = msg_n("{number} site closed", "{number} sites closed")


def _head(columns: Sequence[str]) -> Markdown:
    """The head of a table of numbers: its first column has the names."""
    heads = joined(markdown(" {} |", tr_p("ledger", column)) for column in columns)
    return markdown("| |{}\n| --- |{}\n", heads, Markdown(" ---: |" * len(columns)))


def _figures(ledger: Ledger) -> Iterator[Markdown]:
    for name, net in figures_of(ledger.figures):
        called = markdown_text(name, _NAME)
        yield markdown("| {} | {} | {} | {} |\n", called, *before_and_after(net))


def _numbers(tally: Tally) -> Markdown:
    return joined((markdown("{}", number_words(one)) for one in tally.counts.values()), " | ")


def _items(title: str, keys: Sequence[str], field: str, names: Names) -> Markdown:
    if not keys:
        return NOTHING
    said = (markdown_text(names.item(key, field), _NAME) for key in keys)
    items = fitting((markdown("- {}\n", words) for words in said), _ITEMS)
    return details(markdown_text(title), joined([*items, _further(len(keys) - len(items))]))


def _further(number: int) -> Markdown:
    """The last item of a list of which so many are left out."""
    return markdown("- {}\n", more(number)) if number else NOTHING


def _possible(changes: ChangeSet, names: Mentions) -> Markdown:
    if not changes.possible_matches:
        return NOTHING
    total = len(changes.possible_matches)
    rows = fitting(_matches(changes, names), _MATCHES)
    title = tr_n(
        "{number} possible match, not applied", "{number} possible matches, not applied", total
    )
    return details(markdown("{}", title), joined([*rows, _further(total - len(rows))]))


def _matches(changes: ChangeSet, names: Mentions) -> Iterator[Markdown]:
    for match in changes.possible_matches:
        pair = _sentence(match_words(match, names), names)
        why = markdown_text(match_reason(match), _WORDS)
        new, paste = code(match.new), code(match.paste)
        so = fill(tr("if so, in {id} write {line}"), id=new, line=paste)
        yield markdown("- {}: {}; {}\n", pair, why, so)
