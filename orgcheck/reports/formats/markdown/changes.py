"""What a reorganisation did as Markdown for a pull request: the verdict, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.account import Account, counted_kinds, owner_words
from orgcheck.changes.changeset import ChangeSet, EntityType, Event, Ledger, Tally
from orgcheck.changes.kinds import grouped, sentence, sentence_of_many, type_of
from orgcheck.changes.kinds.words import Group, opening
from orgcheck.changes.names import Names
from orgcheck.counting import counted
from orgcheck.findings import Finding
from orgcheck.reports.formats.markdown.writing import (
    begun,
    code,
    details,
    fitting,
    markdown_text,
    markdown_words,
)
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.grounds import grounds
from orgcheck.reports.judgement import by_severity, preface, untold
from orgcheck.reports.mentions import Mentions
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
_ITEMS = 2_000
# How much of one value is shown: a name may be a novel.
_NAME = 200
_WORDS = 600
_MOST_EACH = 40
# A picture beside the text, not in place of it.
_BOXES = 16
_PICTURE = 8_000


def report(compared: DiffResult) -> str:
    """The verdict and the counts, findings, a picture, the events folded, the ledger.

    The text stays below the length of a comment: it is cut at whole events, the least weighty
    last, and says how many more there are.
    """
    changes, verdict = compared.changes, compared.verdict
    names = Mentions(compared.old, compared.new, changes, compared.language)
    head = "".join(
        (
            _heading(compared),
            *(f"> {markdown_text(words, _PREFACE)}\n\n" for words in preface(compared.review)),
            _verdict(changes, compared.brought, verdict),
            _cautions(changes, names, verdict.on_change),
            _found("On the change", verdict.on_change),
            _found("The change brings", verdict.introduced),
            _found("Under the rules that the change brings, further", compared.further),
            _found("The change mends", verdict.fixed, folded=True),
            _found("The change improves, and does not mend", verdict.improved, folded=True),
            _picture(compared),
        )
    )
    tail = _ledger(changes.ledger, names) + _possible(changes, names)
    return head + _events(changes, names, LONGEST - len(head) - len(tail)) + tail


def brief(compared: DiffResult) -> str:
    """The verdict, the counts and what fails or may fail, without what happened."""
    changes, verdict = compared.changes, compared.verdict
    count = sum(Account(changes).kinds.values())
    left = f"\n{counted(count, 'event')} left out here.\n" if count else ""
    return "".join(
        (
            _heading(compared),
            _verdict(changes, compared.brought, verdict),
            _found("On the change", verdict.on_change, room=_BRIEF),
            _found("The change brings", verdict.introduced, room=_BRIEF),
            _found(
                "Under the rules that the change brings, further", compared.further, room=_BRIEF
            ),
            left,
        )
    )


# -- the verdict ------------------------------------------------------------------------------


def _heading(compared: DiffResult) -> str:
    name = display(compared.new.snapshot.organisation, compared.language)
    before, after = compared.changes.old.version, compared.changes.new.version
    shown, was, now = (markdown_text(text, _NAME) for text in (name, before, after))
    return f"## {shown}: {was} → {now}\n\n"


def _verdict(changes: ChangeSet, brought: Sequence[Finding], verdict: Verdict) -> str:
    dropped = changes.ledger.responsibilities.dropped
    parts = [
        f"The change brings {by_severity(brought, 'no findings')}"
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
    table = "".join(f"| {name} | {number} |\n" for name, number in rows)
    return f"**{'; '.join(parts)}.**\n\n| Change | Number |\n| --- | ---: |\n{table}"


def _cautions(changes: ChangeSet, names: Mentions, findings: Sequence[Finding]) -> str:
    notes = [
        f"{id} may name another unit than before: {names.was(id)}, now {names.now(id)}"
        for id in untold(changes, findings)
    ]
    notes += changes.notes
    quoted = fitting((f"\n> {_sentence(opening(note), names)}.\n" for note in notes), _CAUTIONS)
    more = len(notes) - len(quoted)
    return "".join(quoted) + (f"\n> {more:,} more cautions.\n" if more else "")


# -- findings ---------------------------------------------------------------------------------


def _found(
    title: str, findings: Sequence[Finding], *, folded: bool = False, room: int = _FINDINGS
) -> str:
    if not findings:
        return ""
    rows = fitting(map(_finding, in_order_of_weight(findings)), _MENDED if folded else room)
    more = len(findings) - len(rows)
    table = "| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |\n" + "".join(rows)
    table += f"\n{more:,} more\n" if more else ""
    title = f"{title} {counted(len(findings), 'finding')}"
    return details(title, table) if folded else f"\n### {title}\n\n{table}"


def _finding(finding: Finding) -> str:
    place = code(str(finding.location)) if finding.location else ""
    message = markdown_text(finding.message, _WORDS)
    fix = f"<br>fix: {markdown_text(finding.fix, _WORDS)}" if finding.fix else ""
    return f"| {finding.severity} | {code(finding.rule)} | {place} | {message}{fix} |\n"


# -- events -----------------------------------------------------------------------------------


def _picture(compared: DiffResult) -> str:
    if all(_is_of_snapshot(event) for event in compared.changes.events):
        return ""
    flowchart = changes_mermaid.report(compared, most=_BOXES, longest=_PICTURE)
    return f"\n```mermaid\n{flowchart}```\n" if len(flowchart) <= _PICTURE else ""


def _is_of_snapshot(event: Event) -> bool:
    return type_of(event.kind).entity_type is EntityType.SNAPSHOT


def _events(changes: ChangeSet, names: Mentions, room: int) -> str:
    """The events one after another, as many as there is room for."""
    events = Account(changes).events
    if not events:
        return "\nNothing but the version differs.\n" if changes.events else "\nNothing differs.\n"
    title = "\n### What happens\n"
    groups = list(grouped(events, names))
    told = fitting((_group(group, changes, names) for group in groups), room - len(title) - 40)
    left = sum(len(group.events) for group in groups[len(told) :])
    return title + "".join(told) + (f"\n{left:,} more\n" if left else "")


def _group(group: Group, changes: ChangeSet, names: Mentions) -> str:
    if len(group.events) == 1:
        event = group.events[0]
        lines = [f"- {line}" for line in _grounds(event, changes, names)]
        says = sentence(event, names)
    else:
        lines = []
        for event in group.events[:_MOST_EACH]:
            lines.append(f"- {_sentence(sentence(event, names), names)}")
            lines += [f"  - {line}" for line in _grounds(event, changes, names)]
        more = len(group.events) - _MOST_EACH
        lines += [f"- {more:,} more"] if more > 0 else []
        says = sentence_of_many(group, names)
    told = f"{_sentence(opening(says), names)}."
    if not lines:
        # Of one shape with those that can be opened, and nothing to open.
        return f"\n{told}\n"
    return details(told, "".join(f"{line}\n" for line in lines))


def _grounds(event: Event, changes: ChangeSet, names: Mentions) -> Iterator[str]:
    return (_sentence(line, names) for line in grounds(event, changes, names))


def _sentence(words: str, names: Mentions) -> str:
    return begun(markdown_words(names.parts(words), name=_NAME, between=_WORDS))


# -- the ledger and what was not applied ------------------------------------------------------


def _ledger(ledger: Ledger, names: Names) -> str:
    sorts = (("duties", ledger.responsibilities), ("sites", ledger.sites))
    tallies = [(name, tally) for name, tally in sorts if tally.before or tally.after]
    if not tallies and not ledger.figures:
        return ""
    text = "\n### Ledger\n\n"
    if not ledger.complete:
        text += "Recorded duties only: does not show that none was lost.\n\n"
    if tallies:
        text += "| | before | kept | transferred | dropped | created | after |\n"
        text += "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        text += "".join(f"| {name} | {_numbers(tally)} |\n" for name, tally in tallies)
    if owners := owner_words(ledger.responsibilities.items):
        text += f"\n{begun(owners)}.\n"
    if ledger.figures:
        text += "\n| | before | after | net |\n| --- | ---: | ---: | ---: |\n"
        rows = fitting(_figures(ledger), _FIGURES)
        more = len(ledger.figures) - len(rows)
        text += "".join(rows) + (f"\n{counted(more, 'more figure')}\n" if more else "")
    duties = ledger.responsibilities.items
    for one, many, keys, field in (
        ("duty dropped", "duties dropped", duties.dropped, "responsibilities"),
        ("duty transferred", "duties transferred", duties.transferred, "responsibilities"),
        ("site closed", "sites closed", ledger.sites.items.dropped, "sites"),
    ):
        text += _items(counted(len(keys), one, many), keys, field, names)
    return text


def _figures(ledger: Ledger) -> Iterator[str]:
    for name, net in sorted(ledger.figures.items()):
        numbers = f"{net.before:,} | {net.after:,} | {net.net:+,}"
        yield f"| {markdown_text(name, _NAME)} | {numbers} |\n"


def _numbers(tally: Tally) -> str:
    return " | ".join(f"{number:,}" for number in tally.counts.values())


def _items(title: str, keys: Sequence[str], field: str, names: Names) -> str:
    if not keys:
        return ""
    items = fitting((f"- {markdown_text(names.item(key, field), _NAME)}\n" for key in keys), _ITEMS)
    more = len(keys) - len(items)
    return details(title, "".join(items) + (f"- {more:,} more\n" if more else ""))


def _possible(changes: ChangeSet, names: Mentions) -> str:
    if not changes.possible_matches:
        return ""
    total = len(changes.possible_matches)
    rows = fitting(_matches(changes, names), _MATCHES)
    more = total - len(rows)
    text = "".join(rows) + (f"- {more:,} more\n" if more else "")
    return details(f"{counted(total, 'possible match', 'possible matches')}, not applied", text)


def _matches(changes: ChangeSet, names: Mentions) -> Iterator[str]:
    for match in changes.possible_matches:
        rival = f"; next best {markdown_text(match.runner_up, _NAME)}" if match.runner_up else ""
        pair = _sentence(f"{names.was(match.old)} may now be {names.now(match.new)}", names)
        because = markdown_text(match.because, _WORDS)
        paste = f"in {code(match.new)} write {code(match.paste)}"
        yield f"- {pair}: {because}{rival}; if so, {paste}\n"
