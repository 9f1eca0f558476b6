"""What a reorganisation did, as a page: its events in sentences, and both structures marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.marks import marks_of
from orgcheck.changes.names import Names
from orgcheck.changes.touched import unchanged
from orgcheck.findings import Finding
from orgcheck.reports.formats.html.change_tree import Telling, change_tree, legend
from orgcheck.reports.formats.html.events import capital, chapters_of, permalinks, sorts_of
from orgcheck.reports.formats.html.heading import facts_of, lead_of, side_of, verdict_on
from orgcheck.reports.formats.html.ledger import ledger_of
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.formats.html.pieces import Cutting, Pieces
from orgcheck.reports.formats.html.rules import by_rule, excused
from orgcheck.reports.formats.html.tree import Anchors
from orgcheck.reports.mentions import Mentions
from orgcheck.reports.review_text import preface, reuse_words
from orgcheck.results import DiffResult
from orgcheck.snapshot.model import display
from orgcheck.version import __version__


def report(compared: DiffResult) -> str:
    """One page of HTML that needs no other file, no network and, to be read, no script."""
    changes, old, new = compared.changes, compared.old, compared.new
    verdict, language = compared.verdict, compared.language
    names = Mentions(old, new, changes, language)
    # In a tree nothing is found again: there the names are the lines.
    called = Names(old, new, changes, language)
    before, after = Anchors(old, "b"), Anchors(new, "a")
    cut = Cutting(names, lambda mention: (before if mention.before else after).get(mention.id))
    links = permalinks(changes.events)
    marks = marks_of(names)
    untouched = len(unchanged(names.comparison, changes))
    telling = Telling(cut, links)
    return page(
        "changes.html",
        styles=("report.css",),
        scripts=("report.js",),
        title=display(new.snapshot.organisation, language),
        old=side_of(old, language),
        new=side_of(new, language),
        lead=lead_of(changes),
        verdict=verdict_on(compared.brought, verdict.fixed),
        facts=tuple(facts_of(changes, untouched, compared.brought, verdict.fixed)),
        kinds=sorts_of(changes),
        cautions=cut.all(
            (*preface(compared.review), *_cautions(changes, names, verdict.on_change))
        ),
        on_change=by_rule(
            verdict.on_change, lambda unit: after.get(unit) or before.get(unit), prefix="c"
        ),
        introduced=by_rule(verdict.introduced, after.get, prefix="f"),
        further=by_rule(compared.further, after.get, prefix="o"),
        fixed=by_rule(verdict.fixed, before.get, prefix="m"),
        existing=by_rule(verdict.existing, after.get, prefix="x"),
        waived=excused(verdict.waived),
        chapters=tuple(chapters_of(changes, names, cut, links)),
        legend=legend(marks),
        trees=(
            change_tree(old, marks.before, before, telling, "Before", called.was),
            change_tree(new, marks.after, after, telling, "After", called.now),
        ),
        ledger=ledger_of(changes.ledger, Names(old, new, changes, language, full=True)),
        possible=_possible(changes, names, cut),
        made_by=__version__,
        sources=_sources(changes),
    )


def _sources(changes: ChangeSet) -> tuple[str, str] | None:
    old, new = changes.old.source, changes.new.source
    return (old, new) if old and new else None


def _cautions(changes: ChangeSet, names: Names, findings: Sequence[Finding]) -> Iterator[str]:
    yield from reuse_words(changes, findings, names)
    for note in changes.notes:
        yield f"{capital(note)}."


@dataclass(frozen=True, slots=True)
class _Match:
    pieces: Pieces
    because: str
    runner_up: str | None
    new: str
    paste: str


def _possible(changes: ChangeSet, names: Mentions, cut: Cutting) -> list[_Match]:
    return [
        _Match(
            pieces=cut(f"{names.was(match.old)} may now be {names.now(match.new)}"),
            because=match.because,
            runner_up=match.runner_up,
            new=match.new,
            paste=match.paste,
        )
        for match in changes.possible_matches
    ]
