"""The whole paper: one page that can be decided on, then the annexes that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orgcheck.language import in_present, spoken_language, tr
from orgcheck.reports.formats.paper import (
    changes,
    command,
    decision,
    duties,
    figures,
    missing,
    objections,
    picture,
    posts,
    sources,
    structure,
)
from orgcheck.reports.formats.paper.blocks import Block, Paper, Section
from orgcheck.reports.formats.paper.case import Case
from orgcheck.results import DiffResult


@in_present()
def paper(compared: DiffResult, *, drawn: bool = False) -> Paper:
    """What a board or a works council has to know, and nothing that it must look up elsewhere.

    Parameters
    ----------
    compared
        The change. Where no rules were asked, the paper says nothing of rules.
    drawn
        Whether the form can show a picture of the change.
    """
    case = Case.of(compared)
    annexes = _annexes(case, drawn=drawn)
    see = {
        name: tr("annex {number}", number=number) for number, name in enumerate(annexes, start=1)
    }
    return Paper(
        names=case.names,
        language=spoken_language(),
        organisation=case.organisation,
        sort=tr("Decision paper"),
        title=case.shown(case.manifest.title) if case.manifest else tr("Change of the structure"),
        mark=decision.mark(case),
        facts=decision.facts(case),
        sections=_first_page(case, see),
        annexes=numbered(annexes.values()),
    )


def numbered(annexes: Iterable[Section]) -> tuple[Section, ...]:
    """Annexes under their numbers."""
    return tuple(
        Section(tr("Annex {number}: {title}", number=number, title=one.title), one.blocks)
        for number, one in enumerate(annexes, start=1)
    )


def _first_page(case: Case, see: Mapping[str, str]) -> tuple[Section, ...]:
    sections = (
        decision.resolution(case, changes.heading()),
        changes.in_brief(case, see.get("changes", "")),
        duties.in_brief(case, see.get("duties", "")),
        command.in_brief(case, see.get("command", "")),
        figures.in_brief(case),
        objections.objections(case),
        missing.missing(case),
    )
    return tuple(one for one in sections if one is not None)


def _annexes(case: Case, *, drawn: bool) -> Mapping[str, Section]:
    """Those that there are, in their order."""
    found = {
        "changes": changes.by_measure(case),
        "duties": duties.all_of_them(case),
        "command": command.all_of_them(case),
        "posts": _posts_and_figures(case),
        "structure": structure.outlines(case),
        "sources": sources.sources(case),
        "picture": picture.picture(case) if drawn else None,
    }
    return {name: section for name, section in found.items() if section is not None}


def _posts_and_figures(case: Case) -> Section | None:
    parts: tuple[Block, ...] = (
        *posts.posts(case, tr("Posts and bodies")),
        *figures.by_measure(case, tr("Figures by measure")),
    )
    return Section(tr("Posts and figures"), parts) if parts else None
