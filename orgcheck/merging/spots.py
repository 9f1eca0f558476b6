"""Where members stand in the texts of a merge, and these texts while they are changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.entities import LIST_OF
from orgcheck.records import NamedTuple
from orgcheck.snapshot.loading import counterpart
from orgcheck.snapshot.patching import Patch
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.sharing import read_like
from orgcheck.snapshot.text import Document, ListNode, SourceText
from orgcheck.snapshot.text import MappingNode as Node
from orgcheck.snapshot.writing import FIELD_ORDER


class Spot(NamedTuple):
    """Where a member stands: as which item of which list, of the document or of a unit."""

    document: Document
    node: Node
    items: ListNode
    number: int
    enclosing: Node | None = None


class Texts:
    """The files of a snapshot while they are changed.

    Changes gather until they are settled: then they are made, and the files are read again, with
    what they share with those of `older`.
    """

    def __init__(self, documents: Sequence[Document], older: Sequence[Document] = ()) -> None:
        self.documents = list(documents)
        self._older = older
        self._patches: dict[int, Patch] = {}

    def patch(self, document: Document) -> Patch:
        """The changes to one file."""
        return self._patches.setdefault(id(document), Patch(document, FIELD_ORDER))

    def sources(self) -> list[SourceText]:
        """The files with the changes so far."""
        return [
            SourceText(document.source.name, self.patch(document).patched())
            for document in self.documents
        ]

    def settle(self) -> None:
        """Make the changes, and read again what was changed."""
        changed = [
            number
            for number, document in enumerate(self.documents)
            if self.patch(document).replacements
        ]
        sources = self.sources()
        for number in changed:
            source = sources[number]
            older = counterpart(source, self._older, alone=len(sources) == 1)
            self.documents[number] = (older and read_like(source, older)) or read(source)
        self._patches.clear()

    def spots(self, key: str) -> Iterator[Spot]:
        """Every member of a list, those nested in a unit behind it."""
        for document in self.documents:
            items = document.root.get(key)
            if isinstance(items, ListNode):
                yield from _spots(document, items, None)

    def by_id(self, entity_type: EntityType) -> dict[str, Spot]:
        """Where each member of a list stands; of those that share an id, the first."""
        spots: dict[str, Spot] = {}
        for spot in self.spots(LIST_OF[entity_type]):
            spots.setdefault(str(spot.node.get("id")), spot)
        return spots


def _spots(document: Document, items: ListNode, enclosing: Node | None) -> Iterator[Spot]:
    for index, node in enumerate(items):
        if isinstance(node, Node):
            yield Spot(document, node, items, index, enclosing)
            below = node.get("units")
            if isinstance(below, ListNode):
                yield from _spots(document, below, node)


def comments_above(patch: Patch, start: int) -> int:
    """Where the lines of comment begin that stand directly above a line; its start without any."""
    while start:
        above = patch.line_start(start - 1)
        if not patch.text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def block_of(patch: Patch, spot: Spot) -> tuple[int, int]:
    """Where the lines of a member begin and end, those of the comment above it with them."""
    start = patch.line_start(patch.dash_of(spot.items, spot.number))
    stop = patch.line_end(patch.item_end(spot.items, spot.number))
    return comments_above(patch, start), stop


def indented(block: str, column: int, indent: int) -> list[str]:
    """The lines of an item whose keys stand in one column, for a list in another one."""
    first, *rest = block.splitlines() or [""]
    margin = " " * (indent + 2)
    moved = (
        f"{margin}{line[column:] if not line[:column].strip() else line.lstrip()}".rstrip()
        if line.strip()
        else ""
        for line in rest
    )
    return [f"{' ' * indent}- {first}".rstrip(), *moved]
