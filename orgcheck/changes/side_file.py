"""Declarations of descent that stand beside generated snapshots: read, and put into these.

What is generated is made anew each time, and what people wrote there would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from orgcheck.counting import listed
from orgcheck.errors import Diagnostic, Unreadable, Unusable
from orgcheck.findings import Location
from orgcheck.language import said, said_later, said_n, tr
from orgcheck.numbers import json_of
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import (
    Accepted,
    Day,
    Entity,
    Part,
    Reference,
    Text,
    Texts,
    predecessor_id,
)
from orgcheck.snapshot.patching import Patch, Replacement, replaced
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import SUCCESSIONS, in_place_of
from orgcheck.snapshot.text import ListNode, MappingNode, SourceText
from orgcheck.snapshot.writing import item_lines, on_one_line

E = TypeVar("E", bound=Entity)
FIELDS = ("previously", "replaces", "split_from")
# How many ids a note names that nobody has.
_TOLD = 5
_HEAD = (
    "# What units came from: read beside generated snapshots, with --successions or the settings."
)


class SuccessionRecord(Part):
    """What one unit, post or body came from, and who accepted it, where it was inferred."""

    new: Reference
    previously: Texts = ()
    replaces: Texts = ()
    split_from: Texts = ()
    accepted: Day | None = None
    by: Text | None = None
    evidence: Text | None = None


class SuccessionFile(Part):
    """A file of declarations of descent."""

    successions: tuple[SuccessionRecord, ...] = ()


class InvalidSuccessions(Unusable):
    """A file of declarations that cannot be used."""


@dataclass(frozen=True)
class Claim:
    """That a member is, or took over from, an earlier one; and where that is declared."""

    new: str
    field: str
    entry: str | Accepted
    location: Location


def read_claims(source: SourceText) -> tuple[Claim, ...]:
    """What a file declares.

    Raises
    ------
    InvalidSuccessions
        With every problem, each at its place.

    Examples
    --------
    >>> text = "successions: [{new: b, previously: a}]"
    >>> [(one.new, one.field, one.entry) for one in read_claims(SourceText("s.yaml", text))]
    [('b', 'previously', 'a')]
    """
    try:
        document = read(source)
    except Unreadable as unreadable:
        raise InvalidSuccessions(unreadable.problems) from None
    if wrong := in_place_of(SUCCESSIONS, document.root, document.start()):
        raise InvalidSuccessions([wrong])
    file, problems = check(SuccessionFile, document, document.root)
    if file is None:
        raise InvalidSuccessions(problems)
    claims: list[Claim] = []
    for number, record in enumerate(file.successions):
        place = document.of_value(document.root["successions"], number)
        problems += _problems(record, place)
        claims += _claims(record, place)
    if problems:
        raise InvalidSuccessions(problems)
    return tuple(claims)


def _problems(record: SuccessionRecord, place: Location) -> Iterator[Diagnostic]:
    if not any(getattr(record, field) for field in FIELDS):
        fix = said("add `previously: ID`, `replaces: ID` or `split_from: ID`")
        yield Diagnostic(place, said("{id}: what it came from is not said", id=record.new), fix)
    if record.accepted is None and (record.by or record.evidence):
        yield Diagnostic(
            place,
            said("{id}: when it was accepted is not said", id=record.new),
            said("add `accepted`"),
        )


def _claims(record: SuccessionRecord, place: Location) -> Iterator[Claim]:
    for field in FIELDS:
        for earlier in getattr(record, field):
            entry: str | Accepted = earlier
            if record.accepted is not None:
                said = {"by": record.by, "evidence": record.evidence}
                entry = Accepted(id=earlier, accepted=record.accepted, **said)
            yield Claim(record.new, field, entry, place)


# -- beside a snapshot ----------------------------------------------------------------------------


def beside(organisation: Organisation, claims: Sequence[Claim]) -> Organisation:
    """An organisation that declares what a file declares of its members too."""
    if not claims:
        return organisation
    by_new: dict[str, list[Claim]] = {}
    for claim in claims:
        by_new.setdefault(claim.new, []).append(claim)
    snapshot = organisation.snapshot
    instead: dict[int, object] = {}
    lists = {
        "units": tuple(_claiming(one, by_new, instead) for one in snapshot.units),
        "posts": tuple(_claiming(one, by_new, instead) for one in snapshot.posts),
        "bodies": tuple(_claiming(one, by_new, instead) for one in snapshot.bodies),
    }
    if not instead:
        return organisation
    places = {(one.new, one.field, predecessor_id(one.entry)): one.location for one in claims}
    return organisation.retold(snapshot.model_copy(update=lists), instead, places)


def unknown_of(claims: Sequence[Claim], *versions: Organisation) -> Iterator[str]:
    """That declarations name ids which no version has, the first few with their places.

    What a unit came from that the first version has too need be in none: it was before that.
    """
    if not claims:
        return
    known = frozenset[str]().union(
        *(some for one in versions for some in (one.units, one.posts, one.bodies, one.possible))
    )
    unknown: dict[str, Location] = {}
    for claim in claims:
        earlier = predecessor_id(claim.entry)
        if claim.new not in known:
            unknown.setdefault(claim.new, claim.location)
        elif claim.new not in versions[0] and earlier not in known:
            unknown.setdefault(earlier, claim.location)
    if unknown:
        yield said_n(
            "Declarations name an id that no version here has: {ids}",
            "Declarations name {number} ids that no version here has: {ids}",
            len(unknown),
            ids=said_later(lambda: _told(unknown, versions)),
        )


def _told(ids: Mapping[str, Location], versions: Sequence[Organisation]) -> str:
    return listed((_offered(id, place, versions) for id, place in ids.items()), most=_TOLD)


def _offered(id: str, place: Location, versions: Sequence[Organisation]) -> str:
    near = next((one for v in reversed(versions) if (one := v.offers().meant(id))), None)
    if near is None:
        return tr("{id} ({place})", id=id, place=str(place))
    return tr("{id} ({place}; did you mean {near}?)", id=id, place=str(place), near=near)


def _claiming(member: E, claims: Mapping[str, list[Claim]], instead: dict[int, object]) -> E:
    entries: dict[str, tuple[str | Accepted, ...]] = {}
    for claim in claims.get(member.id, ()):
        if claim.field not in type(member).model_fields:
            continue
        entries.setdefault(claim.field, getattr(member, claim.field))
        if predecessor_id(claim.entry) not in map(predecessor_id, entries[claim.field]):
            entries[claim.field] = (*entries[claim.field], claim.entry)
    if not entries:
        return member
    instead[id(member)] = changed = member.model_copy(update=entries)
    return changed


def is_generated(member: Entity | None) -> bool:
    """Whether a member stands in a generated snapshot, in which nobody writes."""
    return member is not None and member.origin is not None


# -- written --------------------------------------------------------------------------------------


def with_records(source: SourceText, records: Iterable[Mapping[str, str]]) -> SourceText:
    """The file with some declarations added, all else as it is; an empty text is begun.

    Raises
    ------
    InvalidSuccessions
        Where the file cannot be read.
    """
    values = [dict(record) for record in records]
    if not source.text.strip():
        lines = [_HEAD, "successions:", *item_lines(values, "  ")]
        return SourceText(source.name, "\n".join(lines) + "\n")
    read_claims(source)
    document = read(source)
    root: MappingNode = document.root
    items = root.get("successions")
    patch = Patch(document)
    if not isinstance(items, ListNode) or not items:
        patch.change(root, {"successions": list(items or ())}, {"successions": values})
        return SourceText(source.name, patch.patched())
    end = patch.item_end(items, len(items) - 1)
    if patch.is_in_brackets(items):
        spell = json_of if patch.is_json else on_one_line
        words = "".join(f", {spell(one)}" for one in values)
        return SourceText(source.name, replaced(source.text, [Replacement(end, end, words)]))
    indent = " " * patch.column(patch.dash_of(items, len(items) - 1))
    patch.lines_behind(end, list(item_lines(values, indent)))
    return SourceText(source.name, patch.patched())
