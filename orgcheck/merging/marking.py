"""What merges, and the rest between git's conflict markers, around the smallest entries.

Whatever theirs did and the merge leaves out is marked where it would stand: the lines that ours
has, and those that theirs has in their place. Nothing of either side is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.entities import LIST_OF, entities_of
from orgcheck.changes.spelling import spelled
from orgcheck.language import said
from orgcheck.merging.merge import Merge
from orgcheck.merging.sides import SNAPSHOT, Member, Values, header_values
from orgcheck.merging.spots import Spot, Texts, indented
from orgcheck.merging.text import NotWritable
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Header
from orgcheck.snapshot.patching import NotPatchable, Patch, Replacement
from orgcheck.snapshot.text import Document, ListNode, SourceText
from orgcheck.snapshot.text import MappingNode as Node
from orgcheck.snapshot.writing import FIELD_ORDER, entry_lines, member_lines

# How many characters git makes its markers of, unless it is told otherwise.
MARKER_SIZE = 7


class Labels(NamedTuple):
    """What the markers call the two sides."""

    ours: str = "ours"
    theirs: str = "theirs"


def marked(
    merge: Merge,
    size: int = MARKER_SIZE,
    labels: Labels = Labels(),  # noqa: B008
) -> tuple[SourceText, ...]:
    """The files of ours with what merges, and with what does not between markers.

    Raises
    ------
    NotWritable
        Where an entry has no lines of its own that could be marked.
    """
    if merge.by_day and any(conflict.finding is None for conflict in merge.conflicts):
        raise NotWritable(
            None,
            said("of a register what collides is not marked: it may be of many days"),
            said("settle the conflicts in either side, and merge again"),
        )
    marking = _Marking(merge, size, labels)
    try:
        return marking.texts()
    except NotPatchable as wrong:
        raise NotWritable(
            wrong.location,
            said("an entry in brackets has no lines of its own that could be marked"),
            said("write it a key a line, or settle the conflicts in either side and merge again"),
        ) from None


@dataclass
class _Marking:
    merge: Merge
    size: int
    labels: Labels

    def texts(self) -> tuple[SourceText, ...]:
        """Each file, marked."""
        documents = self.merge.organisation.places.documents
        blocks: dict[int, list[Replacement]] = {id(document): [] for document in documents}
        for document, block in self._blocks():
            blocks[id(document)].append(block)
        return tuple(
            SourceText(document.source.name, _put_in(document.source.text, blocks[id(document)]))
            for document in documents
        )

    @cached_property
    def _spots(self) -> Mapping[EntityType, Mapping[str, Spot]]:
        texts = Texts(self.merge.organisation.places.documents)
        return {entity_type: texts.by_id(entity_type) for entity_type in LIST_OF}

    @cached_property
    def _patches(self) -> Mapping[int, Patch]:
        return {
            id(document): Patch(document, FIELD_ORDER)
            for document in self.merge.organisation.places.documents
        }

    def _blocks(self) -> Iterator[tuple[Document, Replacement]]:
        """Where each marked entry stands, and both versions of it."""
        whole: dict[Member, None] = {}
        entries: dict[tuple[Member, str], None] = {}
        theirs = self.merge.theirs
        for event in self.merge.left_out:
            for edit in event.edits:
                member = theirs.member_of(edit)
                if edit.field is None or (
                    member != SNAPSHOT and self.merge.ours.part(member) is None
                ):
                    whole[member] = None
                else:
                    entries[member, edit.field] = None
        for member in whole:
            yield from self._whole(member)
        for member, field in entries:
            if member not in whole:
                yield from self._entry(member, field)

    # -- members ----------------------------------------------------------------------------

    def _id_here(self, member: Member) -> str:
        part = self.merge.ours.part(member)
        return str(part.__dict__["id"]) if part is not None else member.key

    def _whole(self, member: Member) -> Iterator[tuple[Document, Replacement]]:
        spot = self._spots[member.entity_type].get(self._id_here(member))
        values = self._values_of_theirs(member)
        if self.merge.ours.part(member) is None:
            spot = None
        if spot is None:
            if values is not None:
                yield self._appended(member, values)
            return
        if values is not None and spelled(values) == spelled(self._values_here(member)):
            return
        patch = self._patches[id(spot.document)]
        if patch.is_in_brackets(spot.items):
            raise patch.refusal(patch.item_start(spot.items, spot.number))
        dash = patch.dash_of(spot.items, spot.number)
        start = patch.line_start(dash)
        stop = patch.line_end(patch.item_end(spot.items, spot.number))
        indent = " " * patch.column(dash)
        lines = list(member_lines(values, indent)) if values is not None else []
        yield spot.document, self._block(patch, start, stop, lines)

    def _appended(self, member: Member, values: Values) -> tuple[Document, Replacement]:
        """What ours does not have, behind the last member of its list."""
        key = LIST_OF[member.entity_type]
        documents = self.merge.organisation.places.documents
        document = next((one for one in documents if one.root.get(key)), documents[0])
        patch = self._patches[id(document)]
        items = document.root.get(key)
        if not isinstance(items, ListNode) or not items:
            at = patch.line_end(len(patch.text))
            return document, self._block(patch, at, at, [f"{key}:", *member_lines(values, "  ")])
        if patch.is_in_brackets(items):
            raise patch.refusal(patch.item_start(items, 0))
        indent = " " * patch.column(patch.dash_of(items, len(items) - 1))
        at = patch.line_end(patch.item_end(items, len(items) - 1))
        return document, self._block(patch, at, at, list(member_lines(values, indent)))

    def _values_here(self, member: Member) -> Values | None:
        members = entities_of(self.merge.organisation, member.entity_type)
        part = members.get(self._id_here(member))
        return part.data() if part is not None else None

    def _values_of_theirs(self, member: Member) -> Values | None:
        part = self.merge.theirs.part(member)
        return part.data() if part is not None else None

    # -- entries ----------------------------------------------------------------------------

    def _entry(self, member: Member, field: str) -> Iterator[tuple[Document, Replacement]]:
        if member == SNAPSHOT:
            document, node = self._home()
            ours = header_values(self.merge.organisation.snapshot).get(field)
            theirs = header_values(self.merge.theirs.organisation.snapshot).get(field)
            patch = Patch(document, tuple(Header.model_fields))
        else:
            spot = self._spots[member.entity_type].get(self._id_here(member))
            values = self._values_of_theirs(member)
            if spot is None or values is None:
                return
            document, node = spot.document, spot.node
            patch = self._patches[id(document)]
            part = self.merge.ours.part(member)
            ours = part.data().get(field) if part is not None else None
            theirs = values.get(field)
            if patch.is_in_brackets(node):
                yield from self._whole(member)
                return
            if field == "parent" and spot.enclosing is not None and "parent" not in node:
                yield from self._moved(spot, str(theirs))
                return
        if spelled(ours) != spelled(theirs):
            yield document, self._entry_block(patch, node, field, theirs)

    def _moved(self, spot: Spot, parent: str) -> Iterator[tuple[Document, Replacement]]:
        """A nested unit: where it stands in ours, and on the outermost level under its parent."""
        patch = Patch(spot.document, FIELD_ORDER)
        dash = patch.dash_of(spot.items, spot.number)
        first = patch.item_start(spot.items, spot.number)
        start = patch.line_start(dash)
        stop = patch.line_end(patch.item_end(spot.items, spot.number))
        yield spot.document, self._block(patch, start, stop, [])
        patch.insert(spot.node, {"parent": parent})
        items = spot.document.root["units"]
        indent = patch.column(patch.dash_of(items, len(items) - 1))
        lines = indented(patch.slice(first, stop), patch.column(first), indent)
        at = patch.line_end(patch.item_end(items, len(items) - 1))
        yield spot.document, self._block(patch, at, at, lines)

    def _entry_block(self, patch: Patch, node: Node, field: str, theirs: Any) -> Replacement:
        keys = list(node)
        column = patch.column(patch.key_start(node, keys[-1]))
        lines = list(entry_lines(field, theirs, " " * column)) if theirs is not None else []
        if field not in node:
            at = patch.line_end(patch.entry_end(node, patch.anchor(node, field)))
            return self._block(patch, at, at, lines)
        start = patch.key_start(node, field)
        if patch.text[patch.line_start(start) : start].strip():
            # The first key of an item stands behind its dash, on one line with it.
            dash = patch.text[patch.line_start(start) : start]
            lines = [f"{dash}{line.lstrip()}" if not n else line for n, line in enumerate(lines)]
        stop = patch.line_end(patch.entry_end(node, field))
        return self._block(patch, patch.line_start(start), stop, lines)

    def _home(self) -> tuple[Document, Node]:
        documents = self.merge.organisation.places.documents
        home = next((one for one in documents if "organisation" in one.root), documents[0])
        return home, home.root

    # -- markers ----------------------------------------------------------------------------

    def _block(self, patch: Patch, start: int, stop: int, theirs: Sequence[str]) -> Replacement:
        ending = patch.line_break
        ours = patch.text[start:stop]
        if ours and ours[-1] not in "\r\n":
            ours += ending
        opening = ending if start == stop and start and patch.text[start - 1] not in "\r\n" else ""
        words = "".join(
            (
                opening,
                f"{'<' * self.size} {self.labels.ours}{ending}",
                ours,
                f"{'=' * self.size}{ending}",
                *(f"{line}{ending}" for line in theirs),
                f"{'>' * self.size} {self.labels.theirs}{ending}",
            )
        )
        return Replacement(start, stop, words)


def _put_in(text: str, blocks: Sequence[Replacement]) -> str:
    """The text with its marked entries; what lies within another marked entry is marked with it."""
    pieces: list[str] = []
    at = 0
    for one in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if one.start < at:
            continue
        pieces += (text[at : one.start], one.words)
        at = one.end
    return "".join([*pieces, text[at:]])
