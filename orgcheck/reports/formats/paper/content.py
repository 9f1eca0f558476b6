"""The whole paper, from a change and the judgement on it."""

from __future__ import annotations

from orgcheck.findings import Finding
from orgcheck.reports.formats.paper.blocks import NOT_STATED, Item, Items, Paper, Section, Text
from orgcheck.reports.formats.paper.brief import brief
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.command import command
from orgcheck.reports.formats.paper.duties import duties
from orgcheck.reports.formats.paper.figures import figures
from orgcheck.reports.formats.paper.measures import measures
from orgcheck.reports.formats.paper.outlines import outlines
from orgcheck.reports.formats.paper.posts import posts
from orgcheck.reports.formats.paper.versions import versions
from orgcheck.reports.review_text import preface
from orgcheck.results import DiffResult, Review
from orgcheck.snapshot.model import display
from orgcheck.version import __version__


def paper(compared: DiffResult, pictures: tuple[str, str] | None = None) -> Paper:
    """What a board or a works council has to know, and nothing that it must look up elsewhere."""
    case = Case(**vars(compared))
    old, new = case.old.snapshot, case.new.snapshot
    manifest = new.reorganisation
    title = "Change of the structure"
    if manifest is not None:
        title = display(manifest.title, case.language)
    proposal = manifest.proposal if manifest is not None else None
    sections = [
        brief(case),
        measures(case),
        duties(case),
        command(case),
        figures(case),
        posts(case),
        *_judged(case.review),
        versions(case),
        *_unsure(case),
        outlines(case, pictures),
    ]
    return Paper(
        names=case.names,
        title=title,
        organisation=display(new.organisation, case.language),
        versions=f"{old.label} → {new.label}",
        proposal=proposal if proposal is not None else NOT_STATED,
        sections=tuple(sections),
        made_by=f"orgcheck {__version__}",
    )


def _judged(review: Review | None) -> list[Section]:
    """What the rules in force object to; nothing where no rules were asked."""
    if review is None:
        return []
    found = [_finding(finding) for finding in review.counted]
    excused = [
        Item(f"Excused: {one.finding.message}", (one.ground,)) for one in review.first.waived
    ]
    judged = Items((*found, *excused)) if found or excused else Text("Nothing.")
    control = tuple(map(Text, preface(review)))
    return [Section("What the rules object to", (*control, judged))]


def _finding(finding: Finding) -> Item:
    says = finding.statement if finding.statement is not None else finding.message
    below = [finding.message] if says != finding.message else []
    below += [f"basis: {finding.basis}"] if finding.basis else []
    return Item(
        f"{finding.severity.capitalize()}: {says}",
        tuple(below),
    )


def _unsure(case: Case) -> list[Section]:
    """What might be the same unit, and was not taken for it."""
    matches = case.changes.possible_matches
    if not matches:
        return []
    items = tuple(
        Item(
            f"{case.names.was(match.old)} may now be {case.names.now(match.new)}",
            (match.because,),
        )
        for match in matches
    )
    note = Text("Not applied: told here as one unit that ended and another that began.")
    return [Section("What could not be told for certain", (note, Items(items)))]
