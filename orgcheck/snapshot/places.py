"""Where each part of a snapshot stands in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from orgcheck.findings import Location
from orgcheck.snapshot.nodes import Document, Mapping
from orgcheck.snapshot.text import SourceText


class Places:
    """The node that each unit, post, body and register entry was read from.

    Parameters
    ----------
    parts
        The parts, in the order of the text; compared by identity, since ids may be repeated.
    nodes
        The mapping that each part was read from, in the same order.
    documents
        The files, each with the index of its first part; the first file holds the header.
    header
        The mapping that holds what the snapshot says of itself, and its file.
    mended
        The indices of parts that do not say what their mapping does, since that did not fit.
    """

    def __init__(
        self,
        parts: Sequence[object],
        nodes: Sequence[Mapping],
        documents: Sequence[tuple[int, Document]],
        header: tuple[Mapping, Document] | None,
        mended: frozenset[int] = frozenset(),
    ) -> None:
        self._parts = parts
        self._nodes = nodes
        self._documents = documents
        self._header = header
        self._mended = mended

    @classmethod
    def nowhere(cls) -> Places:
        """The places of a snapshot that was made, not read."""
        return cls((), (), (), None)

    @property
    def texts(self) -> tuple[SourceText, ...]:
        """The files that were read."""
        return tuple(document.source for _, document in self._documents)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files with all their values."""
        return tuple(document for _, document in self._documents)

    def parts_of_nodes(self) -> dict[int, object]:
        """The part that was made of each mapping as it stands, by the mapping's identity."""
        return {
            id(node): part
            for index, (node, part) in enumerate(zip(self._nodes, self._parts, strict=True))
            if index not in self._mended
        }

    @cached_property
    def _index(self) -> dict[int, int]:
        return {id(part): index for index, part in enumerate(self._parts)}

    def locate(self, part: object, *path: str | int) -> Location | None:
        """Where the value that `path` leads to stands: as far as the text spells it out.

        Where the path's first step is not in the text, the place is that of the part's id, or
        of its first key.
        """
        index = self._index.get(id(part))
        if index is None:
            return None
        node = self._nodes[index]
        document = self._document(index)
        return document.locate(node, path) or _own_place(document, node)

    def file_of(self, part: object) -> str | None:
        """The file that a part stands in."""
        index = self._index.get(id(part))
        return None if index is None else self._document(index).source.name

    def origin(self, part: object) -> tuple[Document, Mapping] | None:
        """The file and the mapping that a part was read from."""
        index = self._index.get(id(part))
        return None if index is None else (self._document(index), self._nodes[index])

    def _document(self, index: int) -> Document:
        starts = [start for start, _ in self._documents]
        return self._documents[bisect_right(starts, index) - 1][1]

    def locate_header(self, *path: str | int) -> Location | None:
        """Where a field of the snapshot itself stands."""
        if self._header is None:
            return None
        node, document = self._header
        return document.locate(node, path) or _own_place(document, node)


def _own_place(document: Document, node: Mapping) -> Location | None:
    key = "id" if "id" in node else next(iter(node), None)
    return document.of_value(node, key) if key is not None else None
