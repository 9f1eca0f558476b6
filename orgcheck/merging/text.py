"""The merged organisation in the text of ours: its comments, order and layout kept.

Values are changed where they stand; a unit that leaves the one it is nested in is cut out; what
theirs adds is taken over as theirs writes it. In the end the text is read, and has to say what
the merged organisation says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.entities import LIST_OF, entities_of
from orgcheck.changes.spelling import spelled
from orgcheck.errors import OrgcheckError, Unreadable
from orgcheck.findings import Location
from orgcheck.language import msg, said
from orgcheck.merging.comments import Comments
from orgcheck.merging.sides import SNAPSHOT, Member, Values, header_values
from orgcheck.merging.spots import Spot, Texts, block_of, comments_above, indented
from orgcheck.merging.three_way import ThreeWay
from orgcheck.numbers import json_of
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.aliases import written_out
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import Header
from orgcheck.snapshot.patching import NotPatchable, Patch, Replacement
from orgcheck.snapshot.text import Document, ListNode, SourceText
from orgcheck.snapshot.text import MappingNode as Node
from orgcheck.snapshot.writing import FIELD_ORDER, member_lines, on_one_line

_NOT_ALONE = msg("what stands here cannot be changed without changing anything else")
_KEY_A_LINE = msg("write it a key a line, the first behind the dash, or change it by hand")
_HEADER_ORDER = tuple(Header.model_fields)


class NotWritable(OrgcheckError):
    """A text in which a change cannot be made without changing more than that."""

    def __init__(
        self,
        location: Location | None,
        what: str,
        fix: str | None = None,
    ) -> None:
        super().__init__(
            said("{place}: {message}", place=location, message=what) if location else what,
            fix or said(_KEY_A_LINE),
        )


@dataclass
class Writing:
    """The writing of one merge into the files of ours."""

    merge: ThreeWay
    theirs: Organisation
    texts: Texts

    @classmethod
    def of(cls, merge: ThreeWay, theirs: Organisation) -> Writing:
        """Begin with the files of ours as they are; what is added is written as in theirs."""
        ours, base = merge.ours.organisation.places, merge.base.places
        return cls(merge, theirs, Texts(ours.documents, base.documents))

    def written(self) -> Organisation:
        """Write, read, and compare what was read with what the merge says.

        Raises
        ------
        NotWritable
            Where anything cannot be changed alone.
        """
        try:
            self._change_in_place()
            if self._nested:
                self.texts.settle()
                self._cut_out()
            self._remove()
            self._add()
            return self._read_again(self.texts.sources())
        except NotPatchable as wrong:
            raise NotWritable(wrong.location, said(_NOT_ALONE)) from None
        except Unreadable as wrong:
            raise NotWritable(wrong.problems[0].location, said(_NOT_ALONE)) from None

    # -- what the merge changes of ours -----------------------------------------------------

    @cached_property
    def _changed(self) -> Mapping[Member, tuple[Values, Values]]:
        """What ours says, and what is to be said, of the members that go on and differ."""
        changed: dict[Member, tuple[Values, Values]] = {}
        for member, values in self.merge.merged.items():
            part = self.merge.ours.part(member) if member != SNAPSHOT else None
            if values is None or part is None:
                continue
            before, after = part.data(), self.merge.final(member)
            assert after is not None, "the merge has values for it"
            if spelled(before) != spelled(after):
                changed[member] = (before, after)
        return changed

    def _gone(self) -> Iterator[tuple[Member, str]]:
        """The members that ours has and the merge has not, with their ids in ours."""
        for member, values in self.merge.merged.items():
            part = self.merge.ours.part(member) if member != SNAPSHOT else None
            if values is None and part is not None:
                yield member, part.data()["id"]

    def _change_in_place(self) -> None:
        header = self.merge.merged.get(SNAPSHOT)
        if header is not None:
            before = header_values(self.merge.ours.organisation.snapshot)
            after = self.merge.final(SNAPSHOT) or {}
            home = self._home()
            patch = Patch(home, _HEADER_ORDER)
            patch.change(home.root, before, after)
            self.texts.patch(home).replacements += patch.replacements
        nested = self._nested
        taken_over = set(self._take_over())
        for member, (before, after) in self._changed.items():
            if member in taken_over:
                continue
            part = self.merge.ours.part(member)
            origin = self.merge.ours.organisation.places.origin(part)
            assert origin is not None, "what was read from a file has a place in it"
            document, node = origin
            if id(node) in nested and "parent" not in node and not self._leaves(member, after):
                after = {key: value for key, value in after.items() if key != "parent"}
            self.texts.patch(document).change(node, before, after)

    def _take_over(self) -> Iterator[Member]:
        """Put in the lines of theirs where it alone changed a comment; the members that have it."""
        comments = Comments(self.merge, self.texts, Texts(self.theirs.places.documents))
        for member, spot, theirs in comments.changed():
            part = entities_of(self.theirs, member.entity_type)[self._id_in_theirs(member)]
            values = self.merge.final(member) if member in self.merge.merged else part.data()
            patch = self.texts.patch(spot.document)
            indent = patch.column(patch.dash_of(spot.items, spot.number))
            lines = values and self._as_in_theirs(theirs, member, values, indent, again=True)
            if lines:
                start, stop = block_of(patch, spot)
                words = "".join(f"{line}{patch.line_break}" for line in lines)
                patch.replacements.append(Replacement(start, stop, words))
                yield member

    @cached_property
    def _nested(self) -> Mapping[int, Node]:
        """The unit that each nested one stands in, by the identity of the nested one."""
        if not any(
            "units" in node
            for document in self.texts.documents
            for node in document.root.get("units") or ()
            if isinstance(node, Node)
        ):
            return {}
        spots = self.texts.spots("units")
        return {id(spot.node): spot.enclosing for spot in spots if spot.enclosing is not None}

    def _leaves(self, member: Member, after: Values) -> bool:
        """Whether a nested unit is no longer part of the unit that it stands in."""
        part = self.merge.ours.part(member)
        origin = self.merge.ours.organisation.places.origin(part)
        assert origin is not None, "what was read from a file has a place in it"
        enclosing = str(self._nested[id(origin[1])].get("id"))
        key = self.merge.ours.key(enclosing)
        return after.get("parent") != self.merge.id_of(key)

    # -- cutting and removing ---------------------------------------------------------------

    def _cut_out(self) -> None:
        """Put units that leave the one they are nested in on the outermost level, in turns."""
        leaving = {
            after["id"]
            for member, (_, after) in self._changed.items()
            if member.entity_type is EntityType.UNIT
            and (origin := self.merge.ours.organisation.places.origin(self.merge.ours.part(member)))
            and id(origin[1]) in self._nested
            and self._leaves(member, after)
        }
        while leaving:
            spots = self.texts.by_id(EntityType.UNIT)
            now = {id for id in leaving if not _is_within(spots[id], leaving, spots)}
            for id_ in sorted(now, key=lambda one: spots[one].number):
                self._cut(spots[id_], spots)
            self._take_out([spots[id_] for id_ in sorted(now)])
            self.texts.settle()
            leaving -= now

    def _cut(self, spot: Spot, spots: Mapping[str, Spot]) -> None:
        patch = self.texts.patch(spot.document)
        outermost = [*_above(spot, spots)][-1]
        start, stop = (
            patch.item_start(spot.items, spot.number),
            patch.item_end(spot.items, spot.number),
        )
        behind = patch.item_end(outermost.items, outermost.number)
        if patch.is_in_brackets(outermost.items):
            patch.replacements.append(_at(behind, f", {patch.text[start:stop]}"))
            return
        indent = patch.column(patch.dash_of(outermost.items, outermost.number))
        if not patch.is_in_brackets(spot.items):
            stop = patch.line_end(stop)
        block = patch.text[start:stop]
        patch.lines_behind(behind, indented(block, patch.column(start), indent))

    def _take_out(self, spots: Sequence[Spot]) -> bool:
        """Take items out of their lists; whether a list was left without any, and went too."""
        emptied = False
        lists: dict[int, list[Spot]] = {}
        for spot in spots:
            lists.setdefault(id(spot.items), []).append(spot)
        for each in lists.values():
            first = each[0]
            patch = self.texts.patch(first.document)
            holder = first.document.root if first.enclosing is None else first.enclosing
            if len(each) == len(first.items):
                emptied = True
                key = next(key for key, value in holder.items() if value is first.items)
                if len(holder) > 1:
                    patch.remove_entry(holder, key)
                else:
                    patch.change(holder, {key: list(first.items)}, {key: []})
                continue
            patch.remove_items(first.items, sorted(spot.number for spot in each))
        return emptied

    def _remove(self) -> None:
        gone = list(self._gone())
        if not gone:
            return
        leaving: list[Spot] = []
        for entity_type in LIST_OF:
            ids = {id for member, id in gone if member.entity_type is entity_type}
            spots = self.texts.by_id(entity_type) if ids else {}
            leaving += (
                spots[id]
                for id in sorted(ids)
                if id in spots and not _is_within(spots[id], ids, spots)
            )
        if self._take_out(leaving) or self._nested:
            self.texts.settle()

    # -- adding -----------------------------------------------------------------------------

    def _add(self) -> None:
        """Put in what theirs adds, in the order in which theirs has it."""
        added = [
            member
            for member, values in self.merge.merged.items()
            if values is not None and member != SNAPSHOT and self.merge.ours.part(member) is None
        ]
        for entity_type, key in LIST_OF.items():
            chosen = [member for member in added if member.entity_type is entity_type]
            if chosen:
                self._add_to(key, entity_type, chosen)

    def _add_to(self, key: str, entity_type: EntityType, chosen: Sequence[Member]) -> None:
        # Under the ids that members have in the end, whether that is written already or not.
        spots = {
            self.merge.id_of(self.merge.ours.key(id)): spot
            for id, spot in self.texts.by_id(entity_type).items()
        }
        theirs = Texts(self.theirs.places.documents).by_id(entity_type)
        order = {id: number for number, id in enumerate(theirs)}
        bare: dict[int, list[Values]] = {}
        ids = {member: self._id_in_theirs(member) for member in chosen}
        for member in sorted(chosen, key=lambda one: order.get(ids[one], len(order))):
            values = self.merge.final(member)
            assert values is not None, "it is to be added"
            spot = theirs.get(ids[member])
            document = self._file_for(spot, values, key, spots)
            items = document.root.get(key)
            if not isinstance(items, ListNode) or not items:
                bare.setdefault(id(document), []).append(values)
                continue
            anchor = self._anchor(spot, values, items, document, spots)
            self._put_item(self.texts.patch(document), anchor, values, member, spot)
        for document in self.texts.documents:
            if id(document) in bare:
                patch = self.texts.patch(document)
                if key in document.root:
                    patch.remove_entry(document.root, key)
                put_list(patch, key, bare[id(document)])

    def _id_in_theirs(self, member: Member) -> str:
        part = self.merge.theirs.part(member)
        assert part is not None, "what ours does not have, theirs adds"
        return str(part.__dict__["id"])

    def _home(self) -> Document:
        documents = self.texts.documents
        return next((one for one in documents if "organisation" in one.root), documents[0])

    def _file_for(
        self, spot: Spot | None, values: Values, key: str, spots: Mapping[str, Spot]
    ) -> Document:
        """The file that a new member goes into: of the name that it has in theirs, if any."""
        documents = self.texts.documents
        if len(documents) == 1:
            return documents[0]
        if spot is not None:
            name = PurePath(spot.document.source.name).name
            same = [one for one in documents if PurePath(one.source.name).name == name]
            if len(same) == 1:
                return same[0]
        parent = spots.get(str(values.get("parent")))
        if parent is not None:
            return parent.document
        having = [one for one in documents if one.root.get(key)]
        return having[0] if having else self._home()

    def _anchor(
        self,
        spot: Spot | None,
        values: Values,
        items: ListNode,
        document: Document,
        spots: Mapping[str, Spot],
    ) -> Spot:
        """The item behind which a new one goes: what it follows in theirs, or its parent."""
        parent = spots.get(str(values.get("parent")))
        if parent is not None and parent.document is document:
            below = parent.node.get("units")
            if isinstance(below, ListNode) and below and isinstance(below[-1], Node):
                return Spot(document, below[-1], below, len(below) - 1, parent.node)
        before = self._before(spot) if spot is not None and spot.enclosing is None else ()
        for id_ in before:
            found = spots.get(id_)
            if found is not None and found.items is items:
                return found
        if parent is not None and parent.items is items:
            return parent
        node = items[-1]
        return Spot(document, node, items, len(items) - 1)

    def _before(self, spot: Spot) -> Iterator[str]:
        """The ids in the end of what stands before a member in theirs, the nearest first."""
        for node in reversed(spot.items[: spot.number]):
            if isinstance(node, Node):
                yield self.merge.id_of(self.merge.theirs.key(str(node.get("id"))))

    def _put_item(
        self, patch: Patch, anchor: Spot, values: Values, member: Member, spot: Spot | None
    ) -> None:
        stop = patch.item_end(anchor.items, anchor.number)
        if anchor.enclosing is not None:
            values = {key: value for key, value in values.items() if key != "parent"}
        if patch.is_in_brackets(anchor.items):
            words = json_of(values, ensure_ascii=False) if patch.is_json else on_one_line(values)
            patch.replacements.append(_at(stop, f", {words}"))
            return
        indent = patch.column(patch.dash_of(anchor.items, anchor.number))
        lines = self._as_in_theirs(spot, member, values, indent) or list(
            member_lines(values, " " * indent)
        )
        if _stand_apart(patch, anchor.items):
            lines = ["", *lines]
        patch.lines_behind(stop, lines)

    def _as_in_theirs(
        self,
        spot: Spot | None,
        member: Member,
        values: Values,
        indent: int,
        *,
        again: bool = False,
    ) -> list[str] | None:
        """The lines in which theirs writes a member, and the comments above it.

        `again` says that they take the place of those in ours: its comments are said again.
        """
        if spot is None:
            return None
        patch = Patch(spot.document, FIELD_ORDER)
        if patch.is_json or patch.is_in_brackets(spot.items):
            return None
        if spot.document.anchored:
            # What an anchor or an alias stands for is written out.
            return None
        part = entities_of(self.theirs, member.entity_type)[self._id_in_theirs(member)]
        before = part.data()
        patch.change(spot.node, {**before, "units": []}, values)
        start = patch.item_start(spot.items, spot.number)
        stop = patch.line_end(patch.item_end(spot.items, spot.number))
        slice_ = patch.slice(start, stop)
        dash = patch.line_start(patch.dash_of(spot.items, spot.number))
        above = patch.text[comments_above(patch, dash) : dash].splitlines()
        margin = " " * indent
        return [
            *(f"{margin}{line.strip()}" for line in above if again or not self._is_in_ours(line)),
            *indented(slice_, patch.column(start), indent),
        ]

    def _is_in_ours(self, comment: str) -> bool:
        return comment.strip() in self._lines_of_ours

    @cached_property
    def _lines_of_ours(self) -> frozenset[str]:
        sources = self.merge.ours.organisation.places.texts
        return frozenset(
            line.strip()
            for source in sources
            for line in source.text.splitlines()
            if line.lstrip().startswith("#")
        )

    # -- whether it says what it should -----------------------------------------------------

    def _read_again(self, sources: Sequence[SourceText]) -> Organisation:
        ours, base = self.merge.ours.organisation, self.merge.base
        reading = load(sources, ours.snapshot.label, base.places)
        organisation = Organisation.of(reading, like=base)
        wanted_of = {member: self.merge.final(member) for member in self.merge.merged}
        present = {self._id_of(member) for member, wanted in wanted_of.items() if wanted}
        for member, wanted in wanted_of.items():
            if wanted is None and self._id_of(member) in present:
                # Another member has the id now.
                continue
            if member == SNAPSHOT:
                found: Values | None = header_values(organisation.snapshot)
            else:
                found = self._found(organisation, member)
            if (wanted is None) != (found is None) or spelled(wanted) != spelled(found):
                raise NotWritable(self._place(member), said(_NOT_ALONE))
        self._check_counts(organisation)
        return organisation

    def _id_of(self, member: Member) -> tuple[EntityType, str]:
        """The type and the id in the end of a member."""
        return member.entity_type, self.merge.id_of(member.key)

    def _found(self, organisation: Organisation, member: Member) -> Values | None:
        entity_type, id = self._id_of(member)
        part = entities_of(organisation, entity_type).get(id)
        return part.data() if part is not None else None

    def _check_counts(self, organisation: Organisation) -> None:
        """Whether what no side touched is there as before: shared with ours, or equal to it."""
        ours = self.merge.ours.organisation
        touched = {
            entity_type: {
                part.data()["id"]
                for member in self.merge.merged
                if member.entity_type is entity_type
                and (part := self.merge.ours.part(member)) is not None
            }
            for entity_type in LIST_OF
        }
        for entity_type in LIST_OF:
            before, after = (entities_of(side, entity_type) for side in (ours, organisation))
            for id, part in before.items():
                if id in touched[entity_type]:
                    continue
                now = after.get(id)
                if now is not part and (now is None or now != part):
                    raise NotWritable(ours.locate(part, "id"), said(_NOT_ALONE))

    def _place(self, member: Member) -> Location | None:
        ours = self.merge.ours.organisation
        if member == SNAPSHOT:
            return ours.places.locate_header("organisation")
        part = self.merge.ours.part(member)
        return ours.locate(part, "id") if part is not None else None


def without_aliases(merge: ThreeWay) -> list[SourceText] | None:
    """The files of ours, the aliases written out on which what the merge touches rests.

    None where there are none.
    """
    ours = merge.ours.organisation.places
    parts = [merge.ours.part(member) for member in merge.merged if member != SNAPSHOT]
    origins = [ours.origin(part) for part in parts if part is not None]
    nodes = {id(origin[1]) for origin in origins if origin is not None}
    if SNAPSHOT in merge.merged:
        nodes |= {id(document.root) for document in ours.documents}
    plain = [written_out(document, nodes) for document in ours.documents]
    if not any(plain):
        return None
    return [one or document.source for one, document in zip(plain, ours.documents, strict=True)]


def _above(spot: Spot, spots: Mapping[str, Spot]) -> Iterator[Spot]:
    """The units that a unit is nested in, the nearest first."""
    while spot.enclosing is not None:
        spot = spots[str(spot.enclosing.get("id"))]
        yield spot


def _is_within(spot: Spot, ids: Collection[str], spots: Mapping[str, Spot]) -> bool:
    """Whether a unit is nested in one of some units."""
    return any(str(above.node.get("id")) in ids for above in _above(spot, spots))


def _stand_apart(patch: Patch, items: ListNode) -> bool:
    """Whether blank lines stand between the items of a list."""
    if len(items) < 2:
        return False
    start = patch.line_start(patch.dash_of(items, len(items) - 1))
    above = patch.text[max(0, start - 2000) : start].splitlines()
    while above and above[-1].lstrip().startswith("#"):
        above.pop()
    return bool(above) and not above[-1].strip()


def put_list(patch: Patch, key: str, members: Sequence[Values]) -> None:
    """A list that a file does not have yet, or that is empty there."""
    root = patch.document.root
    if patch.is_in_brackets(root):
        patch.insert(root, {key: list(members)})
        return
    lines = [f"{key}:", *(line for values in members for line in member_lines(values, "  "))]
    patch.lines_behind(len(patch.text), ["", *lines])


def _at(offset: int, words: str) -> Replacement:
    return Replacement(offset, offset, words)
