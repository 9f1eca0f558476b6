"""Changing values in the text of a document: nothing else of it changes by a character.

A round trip through an emitter would bring spacing, quotes and comments into its own order. The
reader knows where every key and value stands, so each value is replaced, added or taken out by
its position. What is written is in the style of what stands around it: in brackets or below one
another, and as JSON in a text that is JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from orgcheck.findings import Location
from orgcheck.numbers import json_of
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.text import Document, ListNode
from orgcheck.snapshot.text import MappingNode as Node
from orgcheck.snapshot.writing import entry_lines, item_lines, on_one_line, scalar

_BREAK = pattern(r"\r\n|\n|\r")
_PROPERTIES = pattern(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_BETWEEN = pattern(r"(?:[\s,]|(?<=\s)#[^\n\r]*)*")
_COMMA = pattern(r"[ \t]*,")
_REST_OF_LINE = pattern(r"[ \t]*(?:(?<=\s)#[^\n\r]*)?(?=[\n\r])")
# How far before the first entry of a collection its bracket is looked for.
_NEAR = 2_000
_OPENING = ("[", "{")


class Replacement(NamedTuple):
    """A stretch of the text, and what stands there instead."""

    start: int
    end: int
    words: str


class NotPatchable(Exception):
    """A place where a value cannot be changed without changing more than that."""

    def __init__(self, location: Location | None) -> None:
        super().__init__(location)
        self.location = location


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """A text with some stretches replaced; none may lie within another."""
    pieces: list[str] = []
    at = 0
    for one in sorted(replacements):
        if one.start < at:
            raise NotPatchable(None)
        pieces += (text[at : one.start], one.words)
        at = one.end
    return "".join([*pieces, text[at:]])


@dataclass
class Patch:
    """Changes to the values of one document, gathered as replacements of stretches of its text.

    `order` gives the order in which the keys of a mapping are looked for; a new key is put
    behind the last one that comes before it there.
    """

    document: Document
    order: Sequence[str] = ()
    replacements: list[Replacement] = field(default_factory=list)

    # -- where things stand -----------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text as it is."""
        return self.document.source.text

    def refusal(self, offset: int) -> NotPatchable:
        """That what stands at an offset cannot be changed."""
        return NotPatchable(self.document.source.location(offset))

    def key_start(self, node: Node, key: str) -> int:
        """Where a key begins."""
        return self._entry(node, key)[0]

    def _entry(self, node: Node, key: str) -> tuple[int, int, int]:
        at = node.at + 3 * list(node).index(key)
        start, value, end = self.document.positions[at : at + 3]
        return start, value, end

    def item_start(self, node: ListNode, index: int) -> int:
        """Where an item of a list begins, behind its dash."""
        return self.document.positions[node.at + 2 * index]

    def entry_end(self, node: Node, key: str) -> int:
        """Where the value of a key ends: behind the last character of it."""
        _, start, end = self._entry(node, key)
        return self._end(node[key], start, end)

    def item_end(self, node: ListNode, index: int) -> int:
        """Where an item of a list ends."""
        start, end = self.document.positions[node.at + 2 * index : node.at + 2 * index + 2]
        return self._end(node[index], start, end)

    def _end(self, value: Any, start: int, end: int) -> int:
        text = self.text
        if not isinstance(value, (Node, ListNode)) or text.startswith("*", start):
            return end
        opening = self._opening(start)
        last = end
        if value:
            last = (
                self.entry_end(value, list(value)[-1])
                if isinstance(value, Node)
                else self.item_end(value, len(value) - 1)
            )
        if text[opening : opening + 1] not in _OPENING:
            return last
        between = _BETWEEN.match(text, max(last, opening + 1))
        assert between is not None, "nothing at all matches too"
        return between.end() + 1

    def _opening(self, start: int) -> int:
        """Where a collection begins, behind its anchor."""
        properties = _PROPERTIES.match(self.text, start)
        return properties.end() if properties else start

    def is_in_brackets(self, node: Node | ListNode) -> bool:
        """Whether a collection that has entries is written in brackets."""
        if not node:
            return True
        first = self.document.positions[node.at]
        before = self.text[max(0, first - _NEAR) : first].rstrip()
        while (comment := _comment_at_end(before)) is not None:
            before = before[:comment].rstrip()
        return before.endswith(_OPENING)

    @property
    def is_json(self) -> bool:
        """Whether the document is written as JSON."""
        return self.document.source.is_json

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        text = self.text
        return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, its end included; a value may have ended with it."""
        if offset and self.text[offset - 1] in "\r\n" and self.line_start(offset) == offset:
            return offset
        found = _BREAK.search(self.text, offset)
        return found.end() if found else len(self.text)

    @property
    def line_break(self) -> str:
        """How the document ends its lines."""
        found = _BREAK.search(self.text)
        return found.group() if found else "\n"

    # -- mappings ---------------------------------------------------------------------------

    def change(self, node: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Make a mapping that says `old` say `new`."""
        gone = [key for key in old if key not in new and key in node]
        if gone and len(gone) == len(node):
            raise self.refusal(self.document.positions[node.at])
        self._remove_entries(node, gone)
        come = [key for key in new if key not in node]
        for key, value in new.items():
            if key in node and not _equal(old.get(key), value):
                self._change_value(node, key, old.get(key), value)
        self._insert(node, {key: new[key] for key in come}, without=gone)

    def _change_value(self, node: Node, key: str, old: Any, new: Any) -> None:
        here = node[key]
        _, start, _ = self._entry(node, key)
        if self.text.startswith("*", start) or not here:
            self._replace_value(node, key, new)
        elif _are(dict, here, old, new) and any(kept in new for kept in here):
            self.change(here, old, new)
        elif _are(list, here, old, new) and len(old) == len(here):
            self._change_list(here, old, new)
        else:
            self._replace_value(node, key, new)

    def _replace_value(self, node: Node, key: str, new: Any) -> None:
        key_start, start, end = self._entry(node, key)
        here = node[key]
        single = not isinstance(here, (Node, ListNode)) or self.text.startswith("*", start)
        flow = self.is_in_brackets(node)
        if flow or (single and not isinstance(new, (dict, list))):
            words = self._inline(new, bracketed=flow, like=self.text[start:end])
            if start and self.text[start - 1] == ":" and start == end:
                words = f" {words}"
            if single and self.text[end - 1 : end] in ("\n", "\r") and end > start:
                words += self.line_break
            self._put(start, self._end(here, start, end), words)
            return
        indent = " " * self.column(key_start)
        lines = self.line_break.join(entry_lines(key, new, indent)).lstrip(" ")
        stop = self._end(here, start, end)
        ending = self.line_break if stop > key_start and self.text[stop - 1] in "\r\n" else ""
        self._put(key_start, stop, lines + ending)

    def _inline(self, value: Any, *, bracketed: bool, like: str = "") -> str:
        if self.is_json:
            return json_of(value, ensure_ascii=False)
        if isinstance(value, (dict, list)):
            return on_one_line(value)
        if isinstance(value, str) and like[:1] in ("'", '"') and value.isprintable():
            # The quotes that stand there are kept.
            if like[0] == "'":
                return "'" + value.replace("'", "''") + "'"
            return json.dumps(value, ensure_ascii=False)
        return scalar(value, bracketed=bracketed)

    def remove_entry(self, node: Node, key: str) -> None:
        """Take a key out, with its value and, of lines of its own, the lines."""
        self._remove_entries(node, [key])

    def _remove_entries(self, node: Node, gone: Sequence[str]) -> None:
        keys = list(node)
        for first, last in _runs([number for number, key in enumerate(keys) if key in gone]):
            start, stop = self.key_start(node, keys[first]), self.entry_end(node, keys[last])
            after = self.key_start(node, keys[last + 1]) if last + 1 < len(keys) else None
            if self.is_in_brackets(node):
                before = self.entry_end(node, keys[first - 1]) if first else None
                self._take_out_of_brackets(before, (start, stop), after)
            elif self.text[self.line_start(start) : start].strip():
                # The first key of an item stands behind its dash.
                if after is None:
                    raise self.refusal(start)
                self._put(start, after, "")
            else:
                self._remove_lines(node, keys[first : last + 1])

    def _remove_lines(self, node: Node, keys: Sequence[str]) -> None:
        for key in keys:
            start, stop = self.key_start(node, key), self.entry_end(node, key)
            self._put(self.line_start(start), self.line_end(stop), "")

    def insert(self, node: Node, values: Mapping[str, Any]) -> None:
        """Add keys that a mapping does not have."""
        self._insert(node, values, without=())

    def _insert(self, node: Node, values: Mapping[str, Any], without: Sequence[str]) -> None:
        behind: dict[str, list[str]] = {}
        for key in sorted(values, key=self._rank):
            behind.setdefault(self.anchor(node, key, without), []).append(key)
        for anchor, keys in behind.items():
            self._insert_behind(node, anchor, {key: values[key] for key in keys})

    def _rank(self, key: str) -> int:
        return self.order.index(key) if key in self.order else len(self.order)

    def anchor(self, node: Node, key: str, without: Sequence[str] = ()) -> str:
        """The key behind which a new one goes: the last of those that come before it."""
        known = [one for one in node if one not in without]
        if not known:
            raise self.refusal(self.document.positions[node.at] if node else 0)
        rank = self._rank(key)
        before = [one for one in known if self._rank(one) <= rank and one != "units"]
        return before[-1] if before else known[0]

    def _insert_behind(self, node: Node, anchor: str, values: Mapping[str, Any]) -> None:
        stop = self.entry_end(node, anchor)
        if self.is_in_brackets(node):
            words = "".join(f", {self._flow_entry(key, value)}" for key, value in values.items())
            self._put(stop, stop, words)
            return
        indent = " " * self.column(self.key_start(node, anchor))
        lines = [line for key, value in values.items() for line in entry_lines(key, value, indent)]
        self.lines_behind(stop, lines)

    def _flow_entry(self, key: str, value: Any) -> str:
        if self.is_json:
            return f"{json.dumps(key, ensure_ascii=False)}: {json_of(value, ensure_ascii=False)}"
        return f"{on_one_line(key)}: {on_one_line(value)}"

    def lines_behind(self, offset: int, lines: Sequence[str]) -> None:
        """Put lines below the one that an offset stands in."""
        at = self.line_end(offset)
        ending = self.line_break
        words = "".join(f"{line}{ending}" for line in lines)
        if at and self.text[at - 1] not in "\r\n":
            words = ending + words.removesuffix(ending)
        self._put(at, at, words)

    # -- lists ------------------------------------------------------------------------------

    def _change_list(self, node: ListNode, old: Sequence[Any], new: Sequence[Any]) -> None:
        known = [_spelled(item) for item in old]
        wanted = [_spelled(item) for item in new]
        left = [index for index, item in enumerate(known) if item not in wanted]
        fresh = [item for item in new if _spelled(item) not in known]
        for index in list(left):
            counterpart = next((one for one in fresh if _is_other_word(old[index], one)), None)
            if counterpart is not None and isinstance(node[index], Node):
                left.remove(index)
                fresh.remove(counterpart)
                self.change(node[index], old[index], counterpart)
        if len(left) == len(node):
            self._refill(node, fresh)
            return
        self.remove_items(node, left)
        self._add_items(node, fresh, [index for index in range(len(node)) if index not in left])

    def _refill(self, node: ListNode, items: Sequence[Any]) -> None:
        """Put other items in place of all that a list has."""
        first, last = self.item_start(node, 0), self.item_end(node, len(node) - 1)
        if self.is_in_brackets(node):
            self._put(first, last, ", ".join(self._inline(one, bracketed=True) for one in items))
            return
        dash = self._dash(first)
        lines = item_lines(list(items), " " * self.column(dash))
        ending = self.line_break if self.text[last - 1] in "\r\n" else ""
        self._put(dash, last, self.line_break.join(lines).lstrip(" ") + ending)

    def remove_items(self, node: ListNode, indices: Sequence[int]) -> None:
        """Take some items out of a list, not all of them."""
        flow = self.is_in_brackets(node)
        for index in indices:
            if not flow:
                start = self._dash(self.item_start(node, index))
                self._put(self.line_start(start), self.line_end(self.item_end(node, index)), "")
        if flow:
            for first, last in _runs(indices):
                self._take_out_of_brackets(
                    self.item_end(node, first - 1) if first else None,
                    (self.item_start(node, first), self.item_end(node, last)),
                    self.item_start(node, last + 1) if last + 1 < len(node) else None,
                )

    def _take_out_of_brackets(
        self, before: int | None, entries: tuple[int, int], after: int | None
    ) -> None:
        """Take neighbours out of a collection in brackets: comments of what stays are kept.

        `before` is where the entry before them ends, and `after` where the one behind them begins.
        """
        start, stop = entries
        comma = _COMMA.match(self.text, stop)
        behind = comma.end() if comma else stop
        rest = _REST_OF_LINE.match(self.text, behind)
        line = self.line_start(start)
        # In YAML, unlike in JSON, which has no comments, the last entry may have a comma behind it.
        commented = before is not None and "#" in self.text[before:start]
        if rest and not self.text[line:start].strip() and (comma or commented):
            self._put(line, self.line_end(rest.end()), "")
        elif before is None:
            noted = rest and after is not None and "#" in self.text[rest.end() : after]
            self._put(start, rest.end() if rest and noted else (after or stop), "")
        elif commented:
            self._put(start, after or behind, "")
        else:
            self._put(before, stop, "")

    def _add_items(self, node: ListNode, items: Sequence[Any], kept: Sequence[int]) -> None:
        if not items:
            return
        last = self.item_end(node, kept[-1])
        if self.is_in_brackets(node):
            words = "".join(f", {self._inline(item, bracketed=True)}" for item in items)
            self._put(last, last, words)
            return
        indent = " " * self.column(self._dash(self.item_start(node, kept[-1])))
        self.lines_behind(last, list(item_lines(list(items), indent)))

    def _dash(self, start: int) -> int:
        """Where the dash of an item of a list stands, the item beginning at an offset."""
        before = self.text[max(0, start - _NEAR) : start]
        dash = start - len(before) + before.rfind("-")
        if self.text[dash + 1 : start].strip():
            raise self.refusal(start)
        return dash

    def dash_of(self, node: ListNode, index: int) -> int:
        """Where the dash of an item stands."""
        return self._dash(self.item_start(node, index))

    # -- the text ---------------------------------------------------------------------------

    def _put(self, start: int, end: int, words: str) -> None:
        self.replacements.append(Replacement(start, end, words))

    def patched(self) -> str:
        """The text with all changes."""
        return replaced(self.text, _joined(self.replacements))

    def slice(self, start: int, stop: int) -> str:
        """A stretch of the text, with the changes within it."""
        inside = (
            one._replace(start=one.start - start, end=one.end - start)
            for one in _joined(self.replacements)
            if start <= one.start and one.end <= stop
        )
        return replaced(self.text[start:stop], inside)


def _joined(replacements: Iterable[Replacement]) -> list[Replacement]:
    """What is put in at one place as one: what stands deeper first, as it belongs to what ends."""
    joined: dict[tuple[int, int], list[str]] = {}
    for one in replacements:
        joined.setdefault((one.start, one.end), []).append(one.words)
    return [
        Replacement(start, end, "".join(sorted(words, key=_depth, reverse=True)))
        for (start, end), words in joined.items()
    ]


def _depth(words: str) -> int:
    """How far the first line of some words that is not blank is indented."""
    lines = words.lstrip("\r\n")
    return len(lines) - len(lines.lstrip(" "))


def _comment_at_end(text: str) -> int | None:
    """Where a comment begins that a text ends with."""
    line = max(text.rfind("\n"), text.rfind("\r")) + 1
    found = re.search(r"(?:^|\s)#", text[line:])
    return line + found.start() if found else None


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as runs, each from its first to its last."""
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] + 1 == index:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _is_other_word(old: Any, new: Any) -> bool:
    """Whether two items of a list are the same one, saying something else."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    return any(key in old and old[key] == new.get(key) for key in ("id", "to"))


def _are(sort: type, *values: Any) -> bool:
    return all(isinstance(value, sort) for value in values)


def _equal(one: Any, other: Any) -> bool:
    return one is other or _spelled(one) == _spelled(other)


def _spelled(value: Any) -> str:
    return json_of(value, sort_keys=True)
