"""Text -> plain values with positions, in one pass over libyaml's events.

The stream of events gives what `yaml.load` throws away: the place of every key, duplicate keys,
and the chance to refuse tags, bombs and deep nesting before anything is built from them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import islice
from typing import Any

from orgcheck.collector import collector_paused
from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.snapshot.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingStartEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
    events_of,
)
from orgcheck.snapshot.syntax import NO_SPACE, explained, refused_lines
from orgcheck.snapshot.text import (
    NO_COLON,
    Document,
    ListNode,
    MappingNode,
    Plain,
    SourceText,
    clipped,
)

# A unit nested in a unit takes two levels, so this allows nearly a hundred levels of units.
MOST_NESTED = 200
# How many values aliases may add to those that a file spells out.
MOST_ALIASED = 100_000
# A file with more problems than this is not a snapshot; a longer list would help nobody.
MOST_PROBLEMS = 100

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
# Characters that can begin a scalar which the core schema reads as something other than text.
_LEADS = frozenset("-+.0123456789tTfFnN~")
_VALUES = frozenset((MappingStartEvent, SequenceStartEvent, AliasEvent))
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))
_CONTROL = pattern(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NUL_ESCAPES = ("0", "x00", "u0000", "U00000000")
_ESCAPE = pattern(rf"(?s)\\({'|'.join(_NUL_ESCAPES)}|.)")
_SURROGATE_PAIR = pattern(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def resolved_plain(value: str) -> str | None:
    """What a plain scalar is: nothing, text, or what the core schema might read otherwise."""
    if value and value[0] not in _LEADS:
        return value
    return None if value in _NULLS else Plain(value)


def read(source: SourceText, positions: array[int] | None = None) -> Document:
    """Read one YAML document.

    Scalars come as `str`; an unquoted one that the core schema may read as something else comes
    as `Plain`, and an unquoted null or an empty value as None.

    Parameters
    ----------
    source
        The text.
    positions
        What the positions are added to; left out, they have an array of their own.

    Raises
    ------
    Unreadable
        With every problem that could be found, in the order of the text.
    """
    with collector_paused():
        return _Reading(source, array("I") if positions is None else positions).document()


class _Reading:
    """One pass over the events of one text."""

    def __init__(self, source: SourceText, positions: array[int]) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.positions = positions
        self.base = len(positions)
        # The text for libyaml, and the offsets in it at which a joined surrogate pair ends.
        self.text, self.joined = _with_pairs_joined(source.text)
        # Keys recur in every unit: each is kept as one string.
        self.keys: dict[str, str] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.aliased = 0
        self.dashes: set[int] = set()
        # Most texts have no anchor and no tag; then no event need be asked for them.
        self.bare = not ("&" in source.text or "!" in source.text)

    def document(self) -> Document:
        try:
            root = self._root()
        except YAMLError as error:
            self.problems.extend(self._syntax(error))
            raise Unreadable(self.problems) from None
        self._refuse_nul()
        if self.problems:
            raise Unreadable(self.problems)
        if self.joined:
            self.positions[self.base :] = array("I", map(self._whole, self.positions[self.base :]))
        return Document(self.source, root, self.positions, anchored=bool(self.anchors))

    def _root(self) -> Any:
        text = self.source.text
        if not text.strip():
            self._problem(
                0,
                0,
                said("the file is empty"),
                said("write a mapping that begins with `organisation:`"),
            )
            raise Unreadable(self.problems)
        self.problems += islice(refused_lines(self.source), MOST_PROBLEMS)
        if self.problems:
            raise Unreadable(self.problems)
        self.event = events_of(self.text)
        self.event()
        first = self.event()
        if type(first) is StreamEndEvent:
            self._problem(
                0,
                0,
                said("the file holds nothing but comments"),
                said("write a mapping that begins with `organisation:`"),
            )
            raise Unreadable(self.problems)
        event = self.event()
        self.positions.extend(_span(event))
        root = self._scalar(event) if type(event) is tuple else self._collection(event, 1)
        while type(event := self.event()) is not StreamEndEvent:
            if type(event) is not DocumentEndEvent:
                self._problem(
                    *_span(event),
                    said("a second document begins here, and a file holds one"),
                    said("put it into a file of its own, or remove the `---`"),
                )
                raise Unreadable(self.problems)
        return root

    def _mapping(self, depth: int) -> MappingNode:
        # The hot loop: scalars are handled in place, since most values are scalars.
        node = MappingNode()
        places: list[int] = []
        event_of = self.event
        bare = self.bare
        one_of = self.keys.setdefault
        while True:
            event: Any = event_of()
            if type(event) is not tuple:
                if type(event) in _VALUES:
                    self._refuse_key(event, depth)
                    continue
                break
            _, _, _, key, at, _, _ = event
            key = one_of(key, key)
            if not bare:
                self._scalar(event)
            value_event: Any = event_of()
            if type(value_event) is not tuple:
                value: Any = self._collection(value_event, depth + 1)
                start, end = value_event.start_mark, value_event.end_mark
            else:
                _, _, implicit, value, start, end, _ = value_event
                if not bare:
                    value = self._scalar(value_event)
                elif (not value or value[0] in _LEADS) and implicit[0]:
                    value = None if value in _NULLS else Plain(value)
            if value is None and self._lacks_colon(event, value_event):
                value = NO_COLON
            if key in node:
                self._duplicate(node, places, key, event)
                continue
            node[key] = value
            places += (at.index, start.index, end.index)
        node.at = len(self.positions)
        self.positions.extend(places)
        return node

    def _lacks_colon(self, key: Any, value: Any) -> bool:
        """Whether an empty value stands within braces and no colon leads to it."""
        start, end = _span(value)
        return (
            start == end
            and ":" not in self.text[_span(key)[1] : start]
            and self.text[start : start + 1] in (",", "}")
        )

    def _sequence(self, depth: int) -> ListNode:
        node = ListNode()
        places: list[int] = []
        event_of = self.event
        while True:
            event = event_of()
            kind = type(event)
            if kind is tuple:
                value: str | None
                _, _, implicit, value, start, end, _ = event
                if not self.bare:
                    value = self._scalar(event)
                elif (not value or value[0] in _LEADS) and implicit[0]:
                    value = None if value in _NULLS else Plain(value)
                node.append(value)
            elif kind is MappingStartEvent or kind is SequenceStartEvent or kind is AliasEvent:
                node.append(self._collection(event, depth + 1))
                start, end = event.start_mark, event.end_mark
            else:
                break
            places += (start.index, end.index)
        node.at = len(self.positions)
        self.positions.extend(places)
        return node

    def _scalar(self, event: Any) -> str | None:
        value: str
        anchor, tag, implicit, value, _, _, _ = event
        resolved: str | None = value
        if tag is not None:
            # The tag `!` says of a plain scalar that it is text.
            self._check_tag(tag, event)
        elif implicit[0]:
            resolved = resolved_plain(value)
        if anchor is not None:
            self.anchors[anchor] = (resolved, 1)
        return resolved

    def _collection(self, event: Any, depth: int) -> Any:
        if type(event) is AliasEvent:
            return self._alias(event)
        if depth > MOST_NESTED:
            self._problem(
                *_span(event),
                said("nested more than {number} levels deep", number=MOST_NESTED),
                said("write `parent:` instead of nesting"),
            )
            raise Unreadable(self.problems)
        if event.tag is not None:
            self._check_tag(event.tag, event)
        weight = len(self.positions) + self.aliased
        value = self._mapping(depth) if type(event) is MappingStartEvent else self._sequence(depth)
        if event.anchor is not None:
            weight = len(self.positions) + self.aliased - weight
            self.anchors[event.anchor] = (value, weight)
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            self._problem(
                *_span(event),
                said(
                    "the alias *{anchor} names an anchor that is not complete here",
                    anchor=clipped(event.anchor),
                ),
                said("put &{anchor} before it, and not around it", anchor=clipped(event.anchor)),
            )
            return None
        value, weight = self.anchors[event.anchor]
        self.aliased += weight
        if self.aliased > MOST_ALIASED:
            self._problem(
                *_span(event),
                said("aliases add more than {number} values to this file", number=MOST_ALIASED),
                said("spell the values out, or split the file"),
            )
            raise Unreadable(self.problems)
        return value

    def _check_tag(self, tag: str, event: Any) -> None:
        if tag in _CORE_TAGS or tag == "!":
            return
        self._problem(
            *_span(event),
            said(
                "the tag {tag} is not allowed here",
                tag=clipped(tag.replace("tag:yaml.org,2002:", "!!")),
            ),
            said("remove the tag; quote the value if it is meant as text"),
        )

    def _refuse_key(self, event: Any, depth: int) -> None:
        self._problem(
            *_span(event),
            said("an alias stands where a key belongs")
            if type(event) is AliasEvent
            else said("a list or mapping stands where a key belongs"),
            said("write the key as plain text"),
        )
        self._collection(event, depth + 1)
        value = self.event()
        if type(value) is not tuple:
            self._collection(value, depth + 1)

    def _duplicate(self, node: MappingNode, places: list[int], key: str, event: Any) -> None:
        first = places[3 * list(node).index(key)]
        if key[:1] == "-" and key[1:2].isalpha():
            # Every item of a list, taken for a key: told once.
            if first not in self.dashes:
                self.dashes.add(first)
                fix = said("write `- {key}:`, here and below", key=key[1:])
                self._problem(first, first + 1, NO_SPACE, fix)
            return
        line, _ = self.source.position(self._whole(first))
        self._problem(
            *_span(event),
            said(
                'the key "{key}" stands here a second time; first on line {line}',
                key=clipped(key),
                line=str(line),
            ),
            said("keep one of the two"),
        )

    def _refuse_nul(self) -> None:
        if not any(f"\\{escape}" in self.text for escape in _NUL_ESCAPES):
            return
        event_of = events_of(self.text)
        while type(event := event_of()) is not StreamEndEvent:
            if type(event) is tuple and "\0" in event[3]:
                escapes = _ESCAPE.finditer(self.text, *_span(event))
                first = next(one for one in escapes if one[1] in _NUL_ESCAPES)
                message = said("a NUL character is not allowed in any form")
                self._problem(first.start(), first.end(), message, said("remove it"))
                return

    def _problem(self, start: int, end: int, message: str, fix: str) -> None:
        place = self.source.location(self._whole(start), self._whole(end))
        self.problems.append(Diagnostic(place, message, fix))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Unreadable(self.problems)

    def _whole(self, offset: int) -> int:
        """The offset in the source of an offset in the text for libyaml."""
        return offset + 2 * bisect_right(self.joined, offset)

    def _syntax(self, error: YAMLError) -> list[Diagnostic]:
        controls = [
            Diagnostic(
                self.source.location(match.start(), match.end()),
                said(
                    "the character U+{code} is not allowed in a text",
                    code=format(ord(match.group()), "04X"),
                ),
                said(
                    "remove it, or write it as an escape in double quotes, such as {escape}",
                    escape='"\\x1b"',
                ),
            )
            for match in _CONTROL.finditer(self.source.text)
        ]
        return controls[:MOST_PROBLEMS] or [explained(self.source, error, self._whole)]


def _span(event: Any) -> tuple[int, int]:
    """Where an event begins and ends."""
    start, end = event[4:6] if type(event) is tuple else (event.start_mark, event.end_mark)
    return start.index, end.index


def _with_pairs_joined(text: str) -> tuple[str, list[int]]:
    """The text with each surrogate pair of JSON as one escape of YAML, and where each of them ends.

    JSON writes a character beyond U+FFFF as two escapes; that of YAML is two characters shorter.
    """
    if not text.lstrip().startswith(("{", "[")) or "\\u" not in text:
        return text, []
    ends = [
        pair.end() - 2 * number for number, pair in enumerate(_SURROGATE_PAIR.finditer(text), 1)
    ]
    return (_SURROGATE_PAIR.sub(_joined_pair, text), ends) if ends else (text, [])


def _joined_pair(pair: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
