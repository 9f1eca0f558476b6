"""Aliases of YAML written out, so that what one place says can be changed without the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple
from orgcheck.snapshot.model import LISTS
from orgcheck.snapshot.patching import Replacement, replaced
from orgcheck.snapshot.text import Document, ListNode, MappingNode, Plain, SourceText
from orgcheck.snapshot.writing import on_one_line

_ANCHOR = pattern(r"(?:![^\s,\[\]{}]*\s+)*&([^\s,\[\]{}]+)")
# What means the same between brackets as on a line of its own.
_BARE = pattern(r"[\w.+-]+(?: [\w.+-]+)*")


def written_out(document: Document, nodes: Collection[int]) -> SourceText | None:
    """The text with those aliases written out that some mappings have, or have the anchors of.

    Parameters
    ----------
    document
        The text, as it was read.
    nodes
        The identities of the mappings that are to be changed or taken out. Of a unit's, the units
        nested in it are not part.

    Returns
    -------
    SourceText
        The text, which means the same; None where there is no such alias.

    Examples
    --------
    >>> from orgcheck.snapshot.reader import read
    >>> text = "units: [{id: a, sites: &s [Turku]}, {id: b, sites: *s}]"
    >>> document = read(SourceText("o.yaml", text))
    >>> written_out(document, {id(document.root["units"][0])}).text
    'units: [{id: a, sites: &s [Turku]}, {id: b, sites: [Turku]}]'
    """
    if not document.anchored:
        return None
    places = list(_places(document, document.root, within=False, nodes=nodes))
    anchors = {place.anchor for place in places if place.within and place.anchor}
    replacements = [
        Replacement(place.start, place.end, _spelled(place.value))
        for place in places
        if place.alias and (place.within or place.alias in anchors)
    ]
    if not replacements:
        return None
    return SourceText(document.source.name, replaced(document.source.text, replacements))


class _Place(NamedTuple):
    """A value that is an alias or has an anchor: their names, and whether it is to be changed."""

    start: int
    end: int
    value: Any
    alias: str | None
    anchor: str | None
    within: bool


def _places(
    document: Document, node: Any, *, within: bool, nodes: Collection[int]
) -> Iterator[_Place]:
    within = within or id(node) in nodes
    text = document.source.text
    for key, start, end, value in _values(document, node):
        if text.startswith("*", start):
            yield _Place(start, end, value, text[start + 1 : end].strip(), None, within)
            continue
        anchor = _ANCHOR.match(text, start)
        if anchor is not None:
            yield _Place(start, end, value, None, anchor[1], within)
        # In these lists items are changed or taken out each for itself.
        apart = tuple(LISTS) if node is document.root else ("units",)
        yield from _places(document, value, within=within and key not in apart, nodes=nodes)


def _values(document: Document, node: Any) -> Iterator[tuple[str | None, int, int, Any]]:
    positions = document.positions
    if isinstance(node, MappingNode):
        for number, (key, value) in enumerate(node.items()):
            at = node.at + 3 * number
            yield key, positions[at + 1], positions[at + 2], value
    elif isinstance(node, ListNode):
        for number, value in enumerate(node):
            at = node.at + 2 * number
            yield None, positions[at], positions[at + 1], value


def _spelled(value: Any) -> str:
    """A value on one line, as it was read: what is not in quotes may be a number."""
    if isinstance(value, MappingNode):
        entries = (f"{on_one_line(key)}: {_spelled(one)}" for key, one in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, ListNode):
        return "[" + ", ".join(map(_spelled, value)) + "]"
    if isinstance(value, Plain) and _BARE.fullmatch(value):
        return str(value)
    return on_one_line(value)
