"""A text, the values that were read from it, and where each of them stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from orgcheck.findings import Location, Origin
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import replace

# How many characters a block has whose lines are counted together.
_BLOCK = 1 << 12


class SourceText:
    """A text under the name that messages call it by.

    Lines end where an editor ends them: at a line feed, a carriage return, or both.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def is_json(self) -> bool:
        """Whether the text is written as JSON, whatever its name ends in: it has to stay that."""
        if self.name.endswith(".json"):
            return True
        if not self.text.lstrip().startswith("{"):
            return False
        from json import loads

        try:
            loads(self.text)
        except (ValueError, RecursionError):
            return False
        return True

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at an offset."""
        number = offset // _BLOCK
        lines, start = self._after(self._blocks[number], number * _BLOCK, offset)
        return lines + 1, offset - start + 1

    def location(self, start: int, end: int | None = None) -> Location:
        """The stretch from `start` up to, not including, `end`."""
        stop = max(start, start if end is None else end)
        return Location(self.name, *self.position(start), *self.position(stop))

    # Few positions are ever asked for, so that lines are counted block by block, and not listed.
    # For each block: how many lines have ended before it, and where the one that goes on began.

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        blocks = [(0, 0)]
        for start, end in pairwise(range(0, len(self.text) + _BLOCK + 1, _BLOCK)):
            blocks.append(self._after(blocks[-1], start, end))
        return blocks

    def _after(self, before: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        """How many lines have ended at `end`, and where the last began, from those at `start`."""
        text = self.text
        lines = text.count("\n", start, end)
        last = text.rfind("\n", start, end)
        if self._returns:
            # A line that ends with both ends at the line feed.
            lines += text.count("\r", start, end) - text.count("\r\n", start, end + 1)
            within = text.startswith("\r\n", end - 1)
            last = max(last, text.rfind("\r", start, end - within))
        return before[0] + lines, before[1] if last < 0 else last + 1

    @cached_property
    def _returns(self) -> bool:
        return "\r" in self.text


class Plain(str):
    """An unquoted scalar that YAML 1.2's core schema might read as something other than text."""

    __slots__ = ()


class NoColon:
    """What a key within braces has that no colon follows: a text was cut at an unquoted comma.

    No field takes it, so that it is never mistaken for a key without a value.
    """

    __slots__ = ()


NO_COLON = NoColon()


class MappingNode(dict[str, Any]):
    """A mapping; `at` is where the positions of its keys and values begin."""

    __slots__ = ("at",)
    at: int


class ListNode(list[Any]):
    """A list; `at` is where the positions of its items begin."""

    __slots__ = ("at",)
    at: int


# A mapping with more keys than a person would write into one.
_LONG = 100


class Document:
    """A file's value with the place of every key and value.

    Positions are offsets into the text, kept in one flat array: for each entry of a mapping the
    start of the key and the start and end of the value, for each item of a list its start and
    end. Lines and columns are worked out when a finding asks for them.
    """

    __slots__ = ("_ordinals", "anchored", "likes", "positions", "root", "shared", "source")

    def __init__(
        self,
        source: SourceText,
        root: Any,
        positions: array[int],
        *,
        anchored: bool = False,
        shared: bool = False,
        likes: Mapping[int, tuple[MappingNode, Mapping[str, Any]]] = MappingProxyType({}),
    ) -> None:
        self.source = source
        self.root = root
        self.positions = positions
        # By its identity, of each mapping that is another text's but for some values: that one,
        # and those values.
        self.likes = likes
        # Whether values have anchors, so that aliases may repeat them, and whether another text has
        # some of the values too.
        self.anchored = anchored
        self.shared = shared
        self._ordinals: dict[tuple[int, int], dict[str, int]] = {}

    def start(self) -> Location:
        """Where the document's first value begins."""
        return self.source.location(*self.positions[:2])

    def of_key(self, mapping: MappingNode, key: str) -> Location:
        """Where a key of a mapping stands."""
        start = self.positions[mapping.at + 3 * self._ordinal(mapping, key)]
        quotes = 2 if self.source.text[start : start + 1] in ("'", '"') else 0
        return self.source.location(start, start + len(key) + quotes)

    def of_value(self, container: MappingNode | ListNode, key: str | int) -> Location:
        """Where the value of a key, or an item of a list, stands."""
        if isinstance(container, MappingNode):
            at = container.at + 3 * self._ordinal(container, str(key)) + 1
        else:
            at = container.at + 2 * int(key)
        return self.source.location(self.positions[at], self.positions[at + 1])

    def _ordinal(self, mapping: MappingNode, key: str) -> int:
        """The number of a key; kept for long mappings, of which each key may be asked for."""
        if len(mapping) < _LONG:
            return list(mapping).index(key)
        counted = (mapping.at, len(mapping))
        if counted not in self._ordinals:
            self._ordinals[counted] = {one: number for number, one in enumerate(mapping)}
        return self._ordinals[counted][key]

    def locate(self, container: Any, path: tuple[str | int, ...]) -> Location | None:
        """The place of the value that `path` leads to from `container`, as far as it leads.

        None where not even the first step does.
        """
        place = None
        for step in path:
            if isinstance(container, MappingNode) and step in container:
                place = self.of_value(container, step)
                container = container[str(step)]
            elif isinstance(container, ListNode) and _is_index(step, container):
                place = self.of_value(container, step)
                container = container[int(step)]
            else:
                break
        return place


def _is_index(step: str | int, items: list[Any]) -> bool:
    return isinstance(step, int) and 0 <= step < len(items)


LONGEST_QUOTE = 40
SINGLE = "a single value"
_NOT_TEXT = pattern(r"[-+.0-9]|(?i:true|false)$")


_KINDS = {
    "nothing": msg("nothing"),
    "a mapping": msg("a mapping"),
    "a list": msg("a list"),
    SINGLE: msg("a single value"),
}


def found(value: Any) -> str:
    """Words for a value that stands where something else was expected."""
    if kind_of(value) != SINGLE:
        return kind_words(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or (isinstance(value, Plain) and _NOT_TEXT.match(value)):
        return clipped(str(value))
    return said('the text "{text}"', text=clipped(value))


def kind_of(value: Any) -> str:
    """What sort of value it is, without a word of what it says."""
    if value is None or value is NO_COLON:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, (list, tuple)) else SINGLE


def kind_words(value: Any) -> str:
    """The same in words of the language that is spoken."""
    return said(_KINDS[kind_of(value)])


def clipped(text: str) -> str:
    """A text short enough to stand in a message."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


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
    written
        The mappings as they stand in the text, where those of the parts are put together of
        several.
    """

    def __init__(
        self,
        parts: Sequence[object],
        nodes: Sequence[MappingNode],
        documents: Sequence[tuple[int, Document]],
        header: tuple[MappingNode, Document] | None,
        mended: Collection[int] = frozenset(),
        written: Sequence[MappingNode] | None = None,
    ) -> None:
        self._parts = parts
        self._nodes = nodes
        self._documents = documents
        self._header = header
        self._mended = mended
        self._written = nodes if written is None else written

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

    @property
    def mappings(self) -> Iterator[MappingNode]:
        """The mapping of the snapshot itself, and those of its parts."""
        if self._header is not None:
            yield self._header[0]
        yield from self._nodes

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
        place = document.locate(node, path) or _own_place(document, node)
        origin = getattr(part, "origin", None)
        return place if place is None or origin is None else replace(place, origin=origin)

    def file_of(self, part: object) -> str | None:
        """The file that a part stands in."""
        index = self._index.get(id(part))
        return None if index is None else self._document(index).source.name

    def origin(self, part: object) -> tuple[Document, MappingNode] | None:
        """The file and the mapping that a part was read from."""
        index = self._index.get(id(part))
        return None if index is None else (self._document(index), self._written[index])

    def with_parts(self, instead: Mapping[int, object]) -> Places:
        """The same places, of parts that stand in for others; those by their identity."""
        parts = [instead.get(id(part), part) for part in self._parts]
        where = (self._documents, self._header, self._mended, self._written)
        return Places(parts, self._nodes, *where)

    def _document(self, index: int) -> Document:
        starts = [start for start, _ in self._documents]
        return self._documents[bisect_right(starts, index) - 1][1]

    def locate_header(self, *path: str | int) -> Location | None:
        """Where a field of the snapshot itself stands."""
        if self._header is None:
            return None
        node, document = self._header
        return document.locate(node, path) or _own_place(document, node)


class OriginPlaces(Places):
    """The places of a snapshot that was made of another format just now: those of its parts there.

    There is no text of it, so that nothing can be changed in it.
    """

    def __init__(self) -> None:
        super().__init__((), (), (), None)

    def locate(self, part: object, *path: str | int) -> Location | None:  # noqa: ARG002
        """Where what a part was made of stands."""
        origin: Origin | None = getattr(part, "origin", None)
        return origin.location if origin is not None else None

    def file_of(self, part: object) -> str | None:
        """The file that a part was made of."""
        origin: Origin | None = getattr(part, "origin", None)
        return origin.file if origin is not None else None

    def with_parts(self, instead: Mapping[int, object]) -> Places:  # noqa: ARG002
        """The same: each part knows its own place."""
        return self


def _own_place(document: Document, node: MappingNode) -> Location | None:
    key = "id" if "id" in node else next(iter(node), None)
    return document.of_value(node, key) if key is not None else None
