"""What the paper is made of: both versions with what they say of themselves, and their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orgcheck.language import day, tr
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Digest,
    Digests,
    Item,
    Items,
    Part,
    Section,
    Table,
    Text,
)
from orgcheck.reports.formats.paper.case import Case
from orgcheck.snapshot.model import Decision
from orgcheck.snapshot.words import status_word
from orgcheck.version import __version__


def sources(case: Case) -> Section:
    """Where all that is said comes from, so that the paper can be made again."""
    blocks: list[Block] = [_versions(case)]
    rows = tuple(digests((case.old, case.new)))
    if rows:
        blocks.append(Digests(digests_head(), rows))
    named = dict.fromkeys((*case.old.snapshot.source, *case.new.snapshot.source))
    if named:
        blocks.append(Part(tr("The versions are made from"), (Items(tuple(map(Item, named))),)))
    blocks.append(made_by())
    return Section(tr("Sources"), tuple(blocks))


def _versions(case: Case) -> Table:
    before, after = (dict(_stated(case, side)) for side in (case.old, case.new))
    rows = tuple(
        (name, before[name] or "–", after[name] or "–")
        for name in before
        if before[name] or after[name]
    )
    return Table(("", tr("Before"), tr("After")), rows)


def _stated(case: Case, side: Organisation) -> Iterator[tuple[str, str]]:
    snapshot = side.snapshot
    decision = snapshot.decision or Decision()
    yield tr("Version"), snapshot.label
    yield tr("Status"), status_word(snapshot.status) if snapshot.status else ""
    yield tr("Valid from"), day(snapshot.valid_from) if snapshot.valid_from else ""
    yield tr("Valid to"), day(snapshot.valid_to) if snapshot.valid_to else ""
    yield tr("Decided by"), _body(case, side, decision)
    yield tr("Decided on"), day(decision.date) if decision.date else ""
    yield tr("Reference"), decision.reference or ""
    yield tr("Legal basis of the decision"), decision.basis or ""


def _body(case: Case, side: Organisation, decision: Decision) -> str:
    if decision.body is None:
        return ""
    return case.names.was(decision.body) if side is case.old else case.names.now(decision.body)


def made_by() -> Text:
    """What the paper is made by, and from what it is made again."""
    program = f"orgcheck {__version__}"
    words = tr(
        "Made by {program}; the same versions and rules give the same paper, to the byte.",
        program=program,
    )
    return Text(words)


def digests_head() -> tuple[str, str]:
    """What the columns of the texts say."""
    return tr("File"), tr("SHA-256 of its text")


def digests(sides: Iterable[Organisation]) -> Iterator[Digest]:
    """The texts of some versions."""
    for side in sides:
        for text in side.places.texts:
            digest = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
            yield Digest(text.name, digest)
