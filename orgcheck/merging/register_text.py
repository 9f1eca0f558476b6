"""The text of a register in which entries and their rows are changed: all else stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from orgcheck.changes.spelling import spelled
from orgcheck.errors import Unreadable
from orgcheck.language import said
from orgcheck.merging.rows import ROWS, Data, entry_data
from orgcheck.merging.spots import Spot, Texts, block_of, indented
from orgcheck.merging.text import NotWritable, put_list
from orgcheck.numbers import json_of
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.model import LISTS, Header
from orgcheck.snapshot.patching import NotPatchable, Patch, Replacement
from orgcheck.snapshot.register import Recorded, Register
from orgcheck.snapshot.text import Document, ListNode, SourceText
from orgcheck.snapshot.text import MappingNode as Node
from orgcheck.snapshot.writing import FIELD_ORDER, member_lines, on_one_line

_HEADER_ORDER = (*Header.model_fields, *ROWS, *LISTS)
_NOT_ALONE = "what stands here cannot be changed without changing anything else"


class RegisterText:
    """The files of a register while entries are changed, removed and added.

    Each of its methods raises `NotWritable` where anything cannot be changed alone.
    """

    def __init__(self, register: Register, label: str) -> None:
        self.label = label
        self.documents = [document for document, _ in register.lists]
        self.texts = Texts(self.documents)
        self._spots: Mapping[int, Spot] = {
            id(spot.node): spot for key in LISTS for spot in self.texts.spots(key)
        }
        self._removed: defaultdict[int, list[Spot]] = defaultdict(list)
        self._added: list[tuple[str, Data, Recorded | None]] = []

    def change(self, entry: Recorded, data: Data) -> None:
        """Make an entry, or the head of the register, say something else."""
        before = entry_data(entry)
        patch = Patch(entry.document, FIELD_ORDER if entry.id else _HEADER_ORDER)
        try:
            _change_fields(patch, entry, before, data)
            for key in ROWS:
                _change_rows(patch, entry.node, key, before.get(key, []), data.get(key, []))
            self.texts.patch(entry.document).replacements += patch.replacements
        except NotPatchable as wrong:
            raise NotWritable(wrong.location, said(_NOT_ALONE)) from None

    def remove(self, entry: Recorded) -> None:
        """Take an entry out."""
        spot = self._spots[id(entry.node)]
        if entry.node.get("units"):
            place = entry.document.locate(entry.node, ("id",))
            raise NotWritable(place, said("units are nested in what is to be removed here"))
        self._removed[id(spot.items)].append(spot)

    def add(self, key: str, data: Data, entry: Recorded | None) -> None:
        """Put in an entry: as it is written elsewhere, where it says the same there."""
        self._added.append((key, data, entry))

    def sources(self) -> list[SourceText]:
        """The files, changed."""
        try:
            self._take_out()
            for key in LISTS:
                added = [(data, entry) for name, data, entry in self._added if name == key]
                if added:
                    self._put_in(key, added)
            return self.texts.sources()
        except NotPatchable as wrong:
            raise NotWritable(wrong.location, said(_NOT_ALONE)) from None

    def _take_out(self) -> None:
        for spots in self._removed.values():
            spot = spots[0]
            patch = self.texts.patch(spot.document)
            if len(spots) < len(spot.items):
                patch.remove_items(spot.items, sorted(one.number for one in spots))
                continue
            holder = spot.enclosing if spot.enclosing is not None else spot.document.root
            key = next(key for key, value in holder.items() if value is spot.items)
            patch.remove_entry(holder, key)

    def _put_in(self, key: str, added: Sequence[tuple[Data, Recorded | None]]) -> None:
        for document, some in self._by_document(key, added):
            patch = self.texts.patch(document)
            items = document.root.get(key)
            gone = len(self._removed[id(items)])
            if not isinstance(items, ListNode) or len(items) == gone:
                if items is not None and not gone:
                    patch.remove_entry(document.root, key)
                put_list(patch, key, [data for data, _ in some])
                continue
            last = max(set(range(len(items))) - {one.number for one in self._removed[id(items)]})
            stop = patch.item_end(items, last)
            if patch.is_in_brackets(items):
                words = "".join(
                    f", {json_of(data, ensure_ascii=False) if patch.is_json else on_one_line(data)}"
                    for data, _ in some
                )
                patch.replacements.append(Replacement(stop, stop, words))
                continue
            indent = patch.column(patch.dash_of(items, last))
            lines = [
                line
                for data, entry in some
                for line in _as_written(data, entry, indent) or member_lines(data, " " * indent)
            ]
            patch.lines_behind(stop, lines)

    def _by_document(
        self, key: str, added: Sequence[tuple[Data, Recorded | None]]
    ) -> list[tuple[Document, list[tuple[Data, Recorded | None]]]]:
        """The file that each goes into: of the name that it is in elsewhere, else with the list."""
        having = [one for one in self.documents if one.root.get(key)]
        home = next((one for one in self.documents if "organisation" in one.root), None)
        usual = (having or [home or self.documents[0]])[0]
        found: dict[int, list[tuple[Data, Recorded | None]]] = {}
        for data, entry in added:
            names = [
                one
                for one in self.documents
                if entry is not None
                and PurePath(one.source.name).name == PurePath(entry.document.source.name).name
            ]
            document = names[0] if len(names) == 1 else usual
            found.setdefault(id(document), []).append((data, entry))
        return [(one, found[id(one)]) for one in self.documents if id(one) in found]

    def written(self) -> Register:
        """The register that the changed files are."""
        sources = self.sources()
        try:
            slice_ = load(sources, self.label).slice
        except Unreadable as wrong:
            raise NotWritable(wrong.problems[0].location, said(_NOT_ALONE)) from None
        assert slice_ is not None, "nothing that is merged makes it no register"
        return slice_.register


def _change_fields(patch: Patch, entry: Recorded, before: Data, after: Data) -> None:
    old, new = (
        {key: value for key, value in data.items() if key not in ROWS} for data in (before, after)
    )
    if old.get("parent") == new.get("parent") and "parent" not in entry.node:
        # A nested unit has its parent from where it stands.
        old, new = (
            {key: value for key, value in data.items() if key != "parent"} for data in (old, new)
        )
    patch.change(entry.node, old, new)


def _change_rows(patch: Patch, node: Node, key: str, old: list[Data], new: list[Data]) -> None:
    """Change rows where they stand, those that have the same date; take out and put in others."""
    when = ROWS[key]
    wanted = {str(row[when]): row for row in new}
    known = {str(row[when]) for row in old}
    kept = [row for row in old if str(row[when]) in wanted]
    fresh = [row for row in new if str(row[when]) not in known]
    for number, row in enumerate(old):
        after = wanted.get(str(row[when]))
        if after is not None and spelled(after) != spelled(row):
            patch.change(node[key][number], row, after)
    if len(kept) == len(old) and not fresh:
        return
    if kept or (fresh and old):
        patch.change(node, {key: old}, {key: [*kept, *fresh]})
    elif fresh:
        patch.insert(node, {key: fresh})
    else:
        patch.remove_entry(node, key)


def _as_written(data: Data, entry: Recorded | None, indent: int) -> list[str] | None:
    """The lines of an entry as they stand elsewhere; None where they do not say the same alone."""
    if entry is None or entry.document.anchored or entry_data(entry) != data:
        return None
    if "units" in entry.node:
        return None
    spots = Texts([entry.document])
    found = [spot for key in LISTS for spot in spots.spots(key) if spot.node is entry.node]
    patch = Patch(entry.document)
    if not found or found[0].enclosing is not None or patch.is_in_brackets(found[0].items):
        return None
    spot = found[0]
    start = patch.item_start(spot.items, spot.number)
    above, stop = block_of(patch, spot)
    comments = patch.text[above : patch.line_start(start)].splitlines()
    return [
        *(f"{' ' * indent}{line.strip()}" for line in comments),
        *indented(patch.slice(start, stop), patch.column(start), indent),
    ]
