"""YAML values that remember where they stood: the plain data between the text and the models."""

from __future__ import annotations

import re
from array import array
from typing import Any

from orgcheck.findings import Location
from orgcheck.snapshot.text import SourceText


class Plain(str):
    """An unquoted scalar that YAML 1.2's core schema might read as something other than text."""

    __slots__ = ()


class NoColon:
    """What a key within braces has that no colon follows: a text was cut at an unquoted comma.

    No field takes it, so that it is never mistaken for a key without a value.
    """

    __slots__ = ()


NO_COLON = NoColon()


class Mapping(dict[str, Any]):
    """A mapping; `at` is where the positions of its keys and values begin."""

    __slots__ = ("at",)
    at: int


class Sequence(list[Any]):
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

    __slots__ = ("_ordinals", "entangled", "positions", "root", "source")

    def __init__(
        self, source: SourceText, root: Any, positions: array[int], *, entangled: bool = False
    ) -> None:
        self.source = source
        self.root = root
        self.positions = positions
        # Whether values are shared: with another text, or by aliases within this one.
        self.entangled = entangled
        self._ordinals: dict[tuple[int, int], dict[str, int]] = {}

    def start(self) -> Location:
        """Where the document's first value begins."""
        return self.source.location(*self.positions[:2])

    def of_key(self, mapping: Mapping, key: str) -> Location:
        """Where a key of a mapping stands."""
        start = self.positions[mapping.at + 3 * self._ordinal(mapping, key)]
        quotes = 2 if self.source.text[start : start + 1] in ("'", '"') else 0
        return self.source.location(start, start + len(key) + quotes)

    def of_value(self, container: Mapping | Sequence, key: str | int) -> Location:
        """Where the value of a key, or an item of a list, stands."""
        if isinstance(container, Mapping):
            at = container.at + 3 * self._ordinal(container, str(key)) + 1
        else:
            at = container.at + 2 * int(key)
        return self.source.location(self.positions[at], self.positions[at + 1])

    def _ordinal(self, mapping: Mapping, key: str) -> int:
        """Which of its keys a key is: remembered of long mappings, whose keys may all be wrong."""
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
            if isinstance(container, Mapping) and step in container:
                place = self.of_value(container, step)
                container = container[str(step)]
            elif isinstance(container, Sequence) and _is_index(step, container):
                place = self.of_value(container, step)
                container = container[int(step)]
            else:
                break
        return place


def _is_index(step: str | int, items: list[Any]) -> bool:
    return isinstance(step, int) and 0 <= step < len(items)


LONGEST_QUOTE = 40
_SINGLE = "a single value"
_NOT_TEXT = re.compile(r"[-+.0-9]|(?i:true|false)$")


def found(value: Any) -> str:
    """Words for a value that stands where something else was expected."""
    if (kind := kind_of(value)) != _SINGLE:
        return kind
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or (isinstance(value, Plain) and _NOT_TEXT.match(value)):
        return clipped(str(value))
    return f'the text "{clipped(value)}"'


def kind_of(value: Any) -> str:
    """What sort of value it is, without a word of what it says."""
    if value is None or value is NO_COLON:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, (list, tuple)) else _SINGLE


def clipped(text: str) -> str:
    """A text short enough to stand in a message."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
