"""What a reorganisation did as Markdown for a pull request: the verdict, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.account import Account, counted_kinds, owner_words
from orgcheck.changes.changeset import ChangeSet, EntityType, Event, Ledger, Tally
from orgcheck.changes.kinds import sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import counted
from orgcheck.findings import Finding
from orgcheck.reports.formats.markdown.writing import (
    NOTHING,
    Markdown,
    begun,
    code,
    details,
    fitting,
    joined,
    markdown,
    markdown_text,
    markdown_words,
    written,
)
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.grounds import grounds
from orgcheck.reports.in_time import PAST, correction_words, later_title, now_title
from orgcheck.reports.judgement import by_severity, preface, untold
from orgcheck.reports.mentions import Mentions
from orgcheck.reports.story import Story
from orgcheck.results import DiffResult, Verdict
from orgcheck.rules.change_rules import in_order_of_weight
from orgcheck.snapshot.model import display

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

_TALLIES = Markdown(
    "| | before | kept | transferred | dropped | created | after |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
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
            _verdict(changes, story, verdict),
            _found("What fails it", story.failing),
            _cautions(changes, names, verdict.on_change),
            _picture(compared),
        )
    )
    tail = joined(
        (
            _marked(story),
            _found("On the change", story.beside(verdict.on_change)),
            _found("The change brings", story.beside(verdict.introduced)),
            _found(
                "Under the rules that the change brings, further", story.beside(compared.further)
            ),
            _found("The change mends", verdict.fixed, folded=True),
            _found("The change improves, and does not mend", verdict.improved, folded=True),
            _in_time(compared),
            _ledger(changes.ledger, names),
            _possible(changes, names),
        )
    )
    return joined([head, _events(story, names, LONGEST - len(head) - len(tail)), tail])


def brief(compared: DiffResult) -> Markdown:
    """The verdict, the counts and what fails or may fail, without what happened."""
    changes, verdict = compared.changes, compared.verdict
    story = Story(compared, Mentions(compared.old, compared.new, changes, compared.language))
    count = sum(Account(changes).kinds.values())
    left = markdown("\n{} left out here.\n", counted(count, "event")) if count else NOTHING
    return joined(
        (
            _heading(compared),
            _verdict(changes, story, verdict),
            _found("What fails it", story.failing, room=_BRIEF),
            _found("What does not fail it", story.beside(compared.brought), room=_BRIEF),
            left,
        )
    )


# -- the verdict ------------------------------------------------------------------------------


def _heading(compared: DiffResult) -> Markdown:
    name = display(compared.new.snapshot.organisation, compared.language)
    before, after = compared.changes.old.label, compared.changes.new.label
    shown, was, now = (markdown_text(text, _NAME) for text in (name, before, after))
    return markdown("## {}: {} → {}\n\n", shown, was, now)


def _verdict(changes: ChangeSet, story: Story, verdict: Verdict) -> Markdown:
    dropped = changes.ledger.responsibilities.dropped
    brought = story.compared.brought
    parts = [
        f"The change {story.outcome}brings {by_severity(brought, 'no findings')}"
        + (f" and mends {len(verdict.fixed):,}" if verdict.fixed else ""),
    ]
    if verdict.existing:
        was = "was" if len(verdict.existing) == 1 else "were"
        parts.append(f"{len(verdict.existing):,} {was} there before")
    if changes.ledger.responsibilities.before:
        lost = counted(dropped, "recorded duty", "recorded duties") or "no recorded duty"
        parts.append(f"{lost} {'was' if dropped < 2 else 'were'} dropped")
    rows = [("units", f"{changes.old.units:,} → {changes.new.units:,}")]
    for words in counted_kinds(Account(changes)):
        number, _, kind = words.partition(" ")
        rows.append((kind, number))
    table = joined(markdown("| {} | {} |\n", name, number) for name, number in rows)
    head = "**{}.**\n\n| Change | Number |\n| --- | ---: |\n{}"
    return markdown(head, "; ".join(parts), table)


def _cautions(changes: ChangeSet, names: Mentions, findings: Sequence[Finding]) -> Markdown:
    notes = [
        f"{id} may name another unit than before: {names.was(id)}, now {names.now(id)}"
        for id in untold(changes, findings)
    ]
    notes += changes.notes
    told = (markdown("\n> {}.\n", _sentence(opening(note), names)) for note in notes)
    quoted = fitting(told, _CAUTIONS)
    more = len(notes) - len(quoted)
    return joined([*quoted, markdown("\n> {:,} more cautions.\n", more) if more else NOTHING])


# -- findings ---------------------------------------------------------------------------------


def _found(
    title: str, findings: Sequence[Finding], *, folded: bool = False, room: int = _FINDINGS
) -> Markdown:
    if not findings:
        return NOTHING
    rows = fitting(map(_finding, in_order_of_weight(findings)), _MENDED if folded else room)
    more = len(findings) - len(rows)
    head = Markdown("| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |\n")
    table = joined([head, *rows, markdown("\n{:,} more\n", more) if more else NOTHING])
    heading = markdown("{} {}", title, counted(len(findings), "finding"))
    return details(heading, table) if folded else markdown("\n### {}\n\n{}", heading, table)


def _finding(finding: Finding) -> Markdown:
    place = code(str(finding.location)) if finding.location else NOTHING
    said = markdown_text(finding.message, _WORDS)
    if finding.fix:
        said = markdown("{}<br>fix: {}", said, markdown_text(finding.fix, _WORDS))
    return markdown("| {} | {} | {} | {} |\n", finding.severity, code(finding.rule), place, said)


def _marked(story: Story) -> Markdown:
    """How many findings of each rule stand at what happened."""
    if not story.marked:
        return NOTHING
    head = Markdown("| Severity | Rule | Number | Statement |\n| --- | --- | ---: | --- |\n")
    rows = [
        markdown(
            "| {} | {} | {:,} | {}{} |\n",
            facts.severity,
            code(facts.id),
            number,
            markdown_text(facts.statement, _WORDS),
            markdown("<br>fix: {}", markdown_text(facts.fix, _WORDS)) if facts.fix else NOTHING,
        )
        for facts, number in story.marked_rules
    ]
    return markdown("\n### Marked at what happens\n\n{}", joined([head, *rows]))


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
        what = "Nothing but the version" if story.compared.changes.events else "Nothing"
        return markdown("\n{} differs.\n", what)
    title = Markdown("\n### What happens\n")
    told = fitting((_group(group, story, names) for group in groups), room - len(title) - 40)
    left = sum(len(group.events) for group in groups[len(told) :])
    return joined([title, *told, markdown("\n{:,} more\n", left) if left else NOTHING])


def _in_time(compared: DiffResult) -> Markdown:
    """Of two versions of a register, what is decided for the future and said of the past."""
    parts = []
    for later in compared.later:
        one = later.compared
        names = Mentions(one.old, one.new, one.changes, one.language)
        story = Story(one, names)
        parts.append(markdown("\n### {}\n", later_title(later)))
        told = fitting((_group(group, story, names) for group in story.groups), _LATER)
        left = sum(len(group.events) for group in story.groups[len(told) :])
        parts += [*told, markdown("\n{:,} more\n", left) if left else NOTHING]
    if compared.corrections:
        words = (correction_words(one, compared) for one in compared.corrections)
        rows = fitting((markdown("- {}\n", markdown_text(one, _WORDS)) for one in words), _LATER)
        more = len(compared.corrections) - len(rows)
        parts += [markdown("\n### {}\n\n", PAST), *rows]
        parts.append(markdown("\n{:,} more\n", more) if more else NOTHING)
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
        more = len(group.events) - _MOST_EACH
        lines += [markdown("- {:,} more\n", more)] if more > 0 else []
        says = sentence_of_many(group, names)
    told = markdown("{}.{}", _sentence(opening(says), names), _mark(story, group.events))
    if not lines:
        # Of one shape with those that can be opened, and nothing to open.
        return markdown("\n{}\n", told)
    return details(told, joined(lines))


def _mark(story: Story, events: Sequence[Event]) -> Markdown:
    """What the rules say of events, behind what is said of them."""
    mark = story.mark(events)
    return markdown(" **[{}]**", markdown_text(mark)) if mark else NOTHING


def _grounds(event: Event, changes: ChangeSet, names: Mentions) -> Iterator[Markdown]:
    return (_sentence(line, names) for line in grounds(event, changes, names))


def _sentence(words: str, names: Mentions) -> Markdown:
    return begun(markdown_words(names.parts(words), name=_NAME, between=_WORDS))


# -- the ledger and what was not applied ------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> Markdown:
    sorts = (("duties", ledger.responsibilities), ("sites", ledger.sites))
    tallies = [(name, tally) for name, tally in sorts if tally.before or tally.after]
    if not tallies and not ledger.figures:
        return NOTHING
    parts = [Markdown("\n### Ledger\n\n")]
    if not ledger.complete:
        parts.append(Markdown("Recorded duties only: does not show that none was lost.\n\n"))
    if tallies:
        parts.append(_TALLIES)
        parts += [markdown("| {} | {} |\n", name, _numbers(tally)) for name, tally in tallies]
    if owners := owner_words(ledger.responsibilities.items):
        parts.append(markdown("\n{}.\n", begun(markdown_text(owners))))
    if ledger.figures:
        rows = fitting(_figures(ledger), _FIGURES)
        parts += [Markdown("\n| | before | after | net |\n| --- | ---: | ---: | ---: |\n"), *rows]
        if more := len(ledger.figures) - len(rows):
            parts.append(markdown("\n{}\n", counted(more, "more figure")))
    duties = ledger.responsibilities.items
    for one, many, keys, field in (
        ("duty dropped", "duties dropped", duties.dropped, "responsibilities"),
        ("duty transferred", "duties transferred", duties.transferred, "responsibilities"),
        ("site closed", "sites closed", ledger.sites.items.dropped, "sites"),
    ):
        parts.append(_items(counted(len(keys), one, many), keys, field, names))
    return joined(parts)


def _figures(ledger: Ledger) -> Iterator[Markdown]:
    for name, net in sorted(ledger.figures.items()):
        called = markdown_text(name, _NAME)
        yield markdown("| {} | {:,} | {:,} | {:+,} |\n", called, net.before, net.after, net.net)


def _numbers(tally: Tally) -> Markdown:
    return joined((markdown("{:,}", number) for number in tally.counts.values()), " | ")


def _items(title: str, keys: Sequence[str], field: str, names: Names) -> Markdown:
    if not keys:
        return NOTHING
    said = (markdown_text(names.item(key, field), _NAME) for key in keys)
    items = fitting((markdown("- {}\n", words) for words in said), _ITEMS)
    return details(markdown_text(title), joined([*items, _further(len(keys) - len(items))]))


def _further(number: int) -> Markdown:
    """The last item of a list of which so many are left out."""
    return markdown("- {:,} more\n", number) if number else NOTHING


def _possible(changes: ChangeSet, names: Mentions) -> Markdown:
    if not changes.possible_matches:
        return NOTHING
    total = len(changes.possible_matches)
    rows = fitting(_matches(changes, names), _MATCHES)
    number = counted(total, "possible match", "possible matches")
    text = joined([*rows, _further(total - len(rows))])
    return details(markdown("{}, not applied", number), text)


def _matches(changes: ChangeSet, names: Mentions) -> Iterator[Markdown]:
    for match in changes.possible_matches:
        pair = _sentence(f"{names.was(match.old)} may now be {names.now(match.new)}", names)
        why = markdown_text(match.because, _WORDS)
        if match.runner_up:
            why = markdown("{}; next best {}", why, markdown_text(match.runner_up, _NAME))
        new, paste = code(match.new), code(match.paste)
        yield markdown("- {}: {}; if so, in {} write {}\n", pair, why, new, paste)
