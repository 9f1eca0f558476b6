"""What is not stated: once, as a list, in the order in which a board would ask."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.language import spoken_language, tr, tr_n
from orgcheck.reports.formats.paper import decision
from orgcheck.reports.formats.paper.blocks import Item, Items, Section
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.duties import passed
from orgcheck.snapshot.model import is_given_in


def missing(case: Case) -> Section | None:
    """All that a paper to decide on has, and this one has not; nothing where it has all."""
    items = tuple(map(Item, entries(case)))
    return Section(tr("Not stated"), (Items(items),)) if items else None


def entries(case: Case) -> Iterator[str]:
    """What is not stated, an entry each."""
    snapshot = case.new.snapshot
    if snapshot.status is None:
        yield tr("the status of the new structure")
    if not case.measures and (case.manifest is None or case.manifest.resolution is None):
        yield tr("the words of the resolution")
    if not any(decision.deciders(case)):
        yield tr("who decides")
    if case.decided and not decision.dates(case):
        yield tr("the day of the decision")
    if not decision.effective(case):
        yield tr("from when it holds")
    if not decision.presenter(case):
        yield tr("who presents it")
    if not any(decision.heard(case)):
        yield tr("who was consulted")
    yield from _of_measures(case)
    yield from _of_duties(case)
    if not case.changes.ledger.figures:
        yield tr("headcount and budget")
    if case.review is None:
        yield tr("what the rules say: none were asked")
    elif case.checked is not None and case.checked.rules is None:
        yield tr("what the organisation's own rules say: none were asked")
    yield from _names(case)


def _of_measures(case: Case) -> Iterator[str]:
    without = sum(one.measure.owner is None for one in case.measures)
    if without:
        yield tr_n(
            "who carries out 1 measure",
            "who carries out {number} measures",
            without,
        )
    heard = any(decision.heard(case))
    unheard = sum(one.measure.consultation is None for one in case.measures)
    if heard and unheard:
        yield tr_n(
            "who was consulted on 1 measure", "who was consulted on {number} measures", unheard
        )


def _of_duties(case: Case) -> Iterator[str]:
    ledger = case.changes.ledger
    if not ledger.responsibilities.before and not ledger.responsibilities.after:
        yield tr("which duties there are")
        return
    without = sum(one.basis is None for one in passed(case) if one.dropped or one.changes_owner)
    if without:
        yield tr_n(
            "the legal basis of 1 duty that is dropped or changes owner",
            "the legal basis of {number} duties that are dropped or change owner",
            without,
        )
    if not ledger.complete:
        yield tr("that the lists of duties are complete: others than those told of may be lost")


def _names(case: Case) -> Iterator[str]:
    """What is called in another language than the paper's only."""
    language = case.language or spoken_language()
    if case.language is None and language not in case.new.snapshot.languages:
        return
    if case.manifest is not None and not is_given_in(case.manifest.title, language):
        yield tr("the title in the language of this paper")
    new = case.new
    members = (*new.units.values(), *new.posts.values(), *new.bodies.values())
    names = sum(not is_given_in(member.name, language) for member in members)
    if names:
        yield tr_n(
            "the name of 1 unit, post or body in the language of this paper",
            "the names of {number} units, posts and bodies in the language of this paper",
            names,
        )
    duties = sum(not is_given_in(duty.name, language) for duty in case.new.register.values())
    if duties:
        yield tr_n(
            "the wording of 1 duty in the language of this paper",
            "the wordings of {number} duties in the language of this paper",
            duties,
        )
