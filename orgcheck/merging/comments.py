"""Comments that theirs changes at members whose lines ours leaves as the base has them.

There the lines of theirs may be taken over as they stand. Where ours changed a line too, its
comments may be about what it has made of the member, and stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from orgcheck.changes.entities import LIST_OF
from orgcheck.merging.sides import Member
from orgcheck.merging.spots import Spot, Texts, block_of
from orgcheck.merging.three_way import ThreeWay
from orgcheck.records import dataclass
from orgcheck.snapshot.patching import NotPatchable, Patch
from orgcheck.snapshot.text import Document
from orgcheck.snapshot.writing import FIELD_ORDER


@dataclass(frozen=True)
class Comments:
    """The search for comments that theirs changes, in the files of a merge."""

    merge: ThreeWay
    ours: Texts
    theirs: Texts

    def changed(self) -> Iterator[tuple[Member, Spot, Spot]]:
        """The members whose comments theirs alone changed, with their places in ours and theirs."""
        base = Texts(self.merge.base.places.documents)
        if _noted(base.documents) == _noted(self.theirs.documents):
            return
        for entity_type in LIST_OF:
            before, ours, theirs = (
                texts.by_id(entity_type) for texts in (base, self.ours, self.theirs)
            )
            for id, spot in theirs.items():
                member = Member(entity_type, self.merge.theirs.key(id))
                old = before.get(member.key)
                here = ours.get(self.merge.ours.renamed.get(member.key, member.key))
                if old is None or here is None or not _are_apart(old, here, spot):
                    continue
                lines = _lines(old)
                if _comments(lines) != _comments(_lines(spot)) and lines == _lines(here):
                    yield member, here, spot


def _noted(documents: Iterable[Document]) -> Counter[str]:
    """The lines in which there may be a comment, and how often there are such."""
    return Counter(
        line
        for document in documents
        if "#" in document.source.text
        for line in _comments(document.source.text.splitlines())
    )


def _comments(lines: Iterable[str]) -> list[str]:
    return [line.strip()[line.strip().index("#") :] for line in lines if "#" in line]


def _are_apart(*spots: Spot) -> bool:
    """Whether members have lines of their own: none is nested, in brackets or holds another."""
    return not any(
        spot.enclosing is not None
        or "units" in spot.node
        or spot.document.anchored
        or Patch(spot.document).is_in_brackets(spot.items)
        for spot in spots
    )


def _lines(spot: Spot) -> list[str]:
    """The lines of a member, wherever they are indented to."""
    patch = Patch(spot.document, FIELD_ORDER)
    try:
        start, stop = block_of(patch, spot)
    except NotPatchable:
        return []
    indent = patch.column(patch.dash_of(spot.items, spot.number))
    return [
        line[indent:] if not line[:indent].strip() else line
        for line in patch.text[start:stop].splitlines()
    ]
