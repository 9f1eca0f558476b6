"""What a reorganisation did, as a page: its events in sentences, and both structures marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orgcheck.changes.account import FIGURE_HEADS, TALLY_HEADS, Account, figures_of
from orgcheck.changes.changeset import ChangeSet, Event, Ledger, Net
from orgcheck.changes.kinds import is_by_line, sentence, sentence_of_many, title_of_many, type_of
from orgcheck.changes.kinds.words import Group as Alike
from orgcheck.changes.kinds.words import opening
from orgcheck.changes.marks import marks_of, unchanged
from orgcheck.changes.names import Names
from orgcheck.counting import signed
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Finding, in_order
from orgcheck.language import number_words, spoken, tr, tr_n, tr_p
from orgcheck.records import dataclass
from orgcheck.reports.formats.html.findings import BrokenRule, by_rule, excused
from orgcheck.reports.formats.html.heading import Sort, facts_of, side_of, verdict_on
from orgcheck.reports.formats.html.page import Piece, Pieces, SentenceCutter, page
from orgcheck.reports.formats.html.tree import Anchors, RemarkStyle, change_tree, legend
from orgcheck.reports.grounds import grounds
from orgcheck.reports.in_time import correction_words, later_title, now_title, past_title
from orgcheck.reports.judgement import match_words, preface, reuse_words, severity_word
from orgcheck.reports.mentions import Mentions
from orgcheck.reports.missing_names import missing_names
from orgcheck.reports.story import Story, times_words
from orgcheck.reports.words import capital
from orgcheck.results import DiffResult, Later
from orgcheck.version import __version__


def report(compared: DiffResult) -> str:
    """One page of HTML that needs no other file, no network and, to be read, no script."""
    changes, old, new = compared.changes, compared.old, compared.new
    verdict, language = compared.verdict, compared.language
    names = Mentions(old, new, changes, language)
    story = Story(compared, names)
    # In a tree nothing is found again: there the names are the lines.
    called = Names(old, new, changes, language)
    before, after = Anchors(old, "b"), Anchors(new, "a")
    cut = SentenceCutter(
        names, lambda mention: (before if mention.before else after).get(mention.id)
    )
    links = permalinks(changes.events)
    findings = _findings(compared, story, before, after)
    marks = marks_of(names)
    untouched = len(unchanged(names.comparison, changes))
    telling = RemarkStyle(cut, links, language)
    return page(
        "changes.html",
        styles=("report.css",),
        scripts=("report.js",),
        title=new.title(language),
        old=side_of(old, language),
        new=side_of(new, language),
        lead=cut(story.summary or tr("The structure is the same.")),
        verdict=verdict_on(compared.brought, verdict.fixed, story.brings),
        facts=tuple(facts_of(changes, untouched, compared.brought, verdict.fixed)),
        kinds=sorts_of(changes),
        cautions=cut.all(
            (*preface(compared.review), *_cautions(changes, names, verdict.on_change))
        ),
        **findings,
        chapters=tuple(_Telling(story, names, cut, links, _places(findings["marked"])).chapters()),
        now=now_title(compared) if compared.of_registers else None,
        later=tuple(_later(later) for later in compared.later),
        past=past_title(),
        corrections=tuple(correction_words(one, compared) for one in compared.corrections),
        legend=legend(marks),
        trees=(
            change_tree(old, marks.before, before, telling, tr("Before"), called.was),
            change_tree(new, marks.after, after, telling, tr("After"), called.now),
        ),
        missing=missing_names(new),
        # How a search says how many units it finds in each.
        found=(
            (tr("1 unit before"), tr("{number} units before")),
            (tr("1 unit after"), tr("{number} units after")),
        ),
        ledger=ledger_of(changes.ledger, Names(old, new, changes, language, full=True)),
        possible=_possible(changes, names, cut),
        made_by=__version__,
        sources=_sources(changes),
    )


def _places(rules: Sequence[BrokenRule]) -> Mapping[str, str]:
    """The names in the page of rules, by their ids."""
    return {rule.rule: rule.anchor for rule in rules}


def _findings(
    compared: DiffResult, story: Story, before: Anchors, after: Anchors
) -> Mapping[str, Any]:
    """The findings under each heading, with links to the units of either tree."""
    verdict = compared.verdict

    def anywhere(unit: str) -> str | None:
        return after.get(unit) or before.get(unit)

    return {
        "failing": by_rule(story.failing, anywhere, prefix="v"),
        "on_change": by_rule(story.beside(verdict.on_change), anywhere, prefix="c"),
        "marked": by_rule(in_order(story.marked), anywhere, prefix="k"),
        "introduced": by_rule(story.beside(verdict.introduced), after.get, prefix="f"),
        "further": by_rule(story.beside(compared.further), after.get, prefix="o"),
        "fixed": by_rule(verdict.fixed, before.get, prefix="m"),
        "existing": by_rule(verdict.existing, after.get, prefix="x"),
        "waived": excused(verdict.waived),
    }


@dataclass(frozen=True, slots=True)
class _Day:
    title: str
    lead: Pieces
    chapters: tuple[Chapter, ...]


def _later(later: Later) -> _Day:
    """What is decided for a day; its names lead nowhere, as both structures are those of today."""
    one = later.compared
    names = Mentions(one.old, one.new, one.changes, one.language)
    cut = SentenceCutter(names, lambda _: None)
    links = {key: f"{link}-{later.day}" for key, link in permalinks(one.changes.events).items()}
    story = Story(one, names)
    chapters = tuple(_Telling(story, names, cut, links, {}).chapters())
    return _Day(later_title(later), cut(story.summary), chapters)


def _sources(changes: ChangeSet) -> tuple[str, str] | None:
    old, new = changes.old.source, changes.new.source
    return (old, new) if old and new else None


def _cautions(changes: ChangeSet, names: Names, findings: Sequence[Finding]) -> Iterator[str]:
    yield from reuse_words(changes, findings, names)
    for note in changes.notes:
        yield f"{capital(spoken(note))}."


@dataclass(frozen=True, slots=True)
class _Match:
    pieces: Pieces
    because: str
    runner_up: str | None
    new: str
    paste: str


def _possible(changes: ChangeSet, names: Mentions, cut: SentenceCutter) -> list[_Match]:
    return [
        _Match(
            pieces=cut(match_words(match, names)),
            because=spoken(match.because),
            runner_up=match.runner_up,
            new=match.new,
            paste=match.paste,
        )
        for match in changes.possible_matches
    ]


# -- events -----------------------------------------------------------------------------------


def permalinks(events: Sequence[Event]) -> Mapping[int, str]:
    """The name in the page of each event object: from its fingerprint, each once."""
    taken: dict[str, int] = {}
    links: dict[int, str] = {}
    for event in events:
        number = taken[event.fingerprint] = taken.get(event.fingerprint, 0) + 1
        links[id(event)] = f"e-{event.fingerprint}" + (f"-{number}" if number > 1 else "")
    return links


def sorts_of(changes: ChangeSet) -> list[Sort]:
    """The kinds of events that there are, the weightiest first."""
    return [
        Sort(kind.value, capital(tr_n(*type_of(kind).noun, number)), number)
        for kind, number in Account(changes).kinds.items()
    ]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event: its sentence, and what stands below it."""

    anchor: str
    kind: str
    fingerprint: str
    pieces: Pieces
    grounds: tuple[Pieces, ...]
    mark: Pieces


@dataclass(frozen=True, slots=True)
class Group:
    """Events told together under one sentence; one event alone has none.

    `open` says that they are to be read one by one.
    """

    pieces: Pieces
    events: tuple[EventView, ...]
    mark: Pieces
    open: bool


@dataclass
class Chapter:
    """The events of one kind."""

    words: str
    number: int
    groups: list[Group]


@dataclass(frozen=True)
class _Telling:
    """How events are told: names in their sentences lead to units, marks to what rules say.

    `links` are the names in the page of events, `rules` those of rules by their ids.
    """

    story: Story
    names: Mentions
    cut: SentenceCutter
    links: Mapping[int, str]
    rules: Mapping[str, str]

    def chapters(self) -> Iterator[Chapter]:
        """The events by kind, the heaviest first; moves of all sorts together."""
        chapters: dict[EventKind, Chapter] = {}
        for group in self.story.groups:
            kind = group.events[0].kind
            heading = type_of(type_of(kind).heading or kind)
            chapter = chapters.setdefault(heading.kind, Chapter("", 0, []))
            chapter.groups.append(self._group(group))
            chapter.number += len(group.events)
            chapter.words = capital(tr_n(*heading.noun, chapter.number))
        yield from chapters.values()

    def _group(self, group: Alike) -> Group:
        told = tuple(map(self._told, group.events))
        if len(told) == 1:
            return Group((), told, (), open=False)
        by_line = is_by_line(group)
        words = (title_of_many if by_line else sentence_of_many)(group, self.names)
        return Group(self.cut(opening(words)), told, self._mark(group.events), open=by_line)

    def _told(self, event: Event) -> EventView:
        return EventView(
            anchor=self.links[id(event)],
            kind=event.kind.value,
            fingerprint=event.fingerprint,
            pieces=self.cut(opening(sentence(event, self.names))),
            grounds=self.cut.all(grounds(event, self.story.compared.changes, self.names)),
            mark=self._mark([event]),
        )

    def _mark(self, events: Sequence[Event]) -> Pieces:
        """What the rules say of events, each rule with the place where that is told."""
        pieces: list[Piece] = []
        for severity, rules in self.story.rules_at(events):
            start = "; " if pieces else ""
            pieces.append(Piece(f"{start}{severity_word(severity)} "))
            for number, (rule, times) in enumerate(rules):
                if number:
                    pieces.append(Piece(", "))
                pieces.append(Piece(times_words(rule, times), link=self.rules.get(rule)))
        return tuple(pieces)


# -- the ledger -------------------------------------------------------------------------------


# A list stands open while it is as short as this.
_SHORT = 12


# A name, and the numbers that stand under the heads of a table.
Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Items:
    """Duties or sites by name."""

    words: str
    texts: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All that the ledger shows."""

    complete: bool
    tally_heads: tuple[str, ...]
    rows: tuple[Row, ...]
    lists: tuple[Items, ...]
    figure_heads: tuple[str, ...]
    figures: tuple[Row, ...]


def ledger_of(ledger: Ledger, names: Names) -> LedgerView | None:
    """The ledger; None where nothing is recorded that it could be of."""
    sorts = ((tr("duties"), ledger.responsibilities), (tr("sites"), ledger.sites))
    rows = tuple(
        (capital(name), tuple(map(number_words, tally.counts.values())))
        for name, tally in sorts
        if tally.before or tally.after
    )
    if not rows and not ledger.figures:
        return None
    return LedgerView(
        complete=ledger.complete,
        tally_heads=_heads(TALLY_HEADS),
        rows=rows,
        lists=tuple(_lists(ledger, names)),
        figure_heads=_heads(FIGURE_HEADS),
        figures=tuple((name, _net(net)) for name, net in figures_of(ledger.figures)),
    )


def _heads(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(tr_p("ledger", one) for one in words)


def _net(net: Net) -> tuple[str, ...]:
    return number_words(net.before), number_words(net.after), signed(net.net)


def _lists(ledger: Ledger, names: Names) -> Iterator[Items]:
    for words, keys, field in (
        (tr("Duties dropped"), ledger.responsibilities.items.dropped, "responsibilities"),
        (tr("Duties transferred"), ledger.responsibilities.items.transferred, "responsibilities"),
        (tr("Duties taken over"), ledger.responsibilities.items.inherited, "responsibilities"),
        (tr("Duties created"), ledger.responsibilities.items.created, "responsibilities"),
        (tr("Sites closed"), ledger.sites.items.dropped, "sites"),
        (tr("Sites handed over"), ledger.sites.items.transferred, "sites"),
        (tr("Sites opened"), ledger.sites.items.created, "sites"),
    ):
        if keys:
            texts = tuple(names.item_words(key, field) for key in keys)
            yield Items(words, texts, len(texts) <= _SHORT)
