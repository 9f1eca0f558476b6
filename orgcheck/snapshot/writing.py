"""A snapshot -> YAML as a person writes it; and entries put into a text that stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from orgcheck.errors import OrgcheckError, Unreadable
from orgcheck.findings import Location
from orgcheck.numbers import json_of
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.model import LISTS, Entity, Header, Part, Snapshot, written_origin
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import Document, ListNode, MappingNode, SourceText

# The order in which a person looks for a member's fields; others follow in the model's order.
FIELD_ORDER = (
    "id",
    "name",
    "acronym",
    "type",
    "kind",
    "parent",
    "top",
    "unit",
    "head",
    "heads",
    "reports_to",
    "lines",
    "vacant",
    "holders",
    "previously",
    "replaces",
    "split_from",
    "responsibilities",
    "sites",
    "members",
)
# What is written as one line where it is short; a list of duties reads better one a line.
_BLOCKS: Mapping[type, frozenset[str]] = {
    list: frozenset(("responsibilities", "sites", "lines", "links", "source")),
    dict: frozenset(("kinds", "terms")),
}
_WIDEST = 72
# Beyond this libyaml does not take a key for one unless it is marked.
_LONGEST_KEY = 500

# Texts that mean themselves without quotes: they begin with a letter, and nothing in them could
# be taken for the end of a value or the beginning of a comment.
_PLAIN = pattern(r"[^\W\d_](?:[\w .,()/&;+*!?%=’-]|'(?=\w)|:(?=[\w/]))*(?<![\s:])")
# Within brackets these have a meaning of their own.
_IN_FLOW = frozenset(",:?")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What YAML 1.1 or 1.2 may read as something else than text.
_TAKEN = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))


def yaml_of(snapshot: Snapshot) -> str:
    """A snapshot as YAML: what it says of itself first, then its members, flat."""
    return "\n".join(_lines(snapshot)) + "\n"


def _lines(snapshot: Snapshot) -> Iterator[str]:
    header = snapshot.data(include=set(Header.model_fields))
    header = {"orgcheck": 1, "organisation": header.pop("organisation"), **header}
    yield from _mapping(header, "")
    for name in LISTS:
        parts: tuple[Part, ...] = getattr(snapshot, name)
        if parts:
            yield ""
            yield f"{name}:"
        for number, part in enumerate(parts):
            if number and name == "units":
                yield ""
            yield from member_lines(_with_origin(part), "  ")


def _with_origin(part: Part) -> dict[str, Any]:
    """What a part says, and among its sources what it was made of."""
    values = part.data()
    origin = part.origin if isinstance(part, Entity) else None
    if origin is not None:
        texts, made_of = values.get("source", ()), written_origin(origin)
        values["source"] = [*texts, made_of] if texts else made_of
    return values


def member_lines(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    """A unit, post, body or register entry as an item of its list, a field a line."""
    ordered = {key: values[key] for key in FIELD_ORDER if key in values}
    first, *rest = _mapping({**ordered, **values}, indent + "  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from entry_lines(key, value, indent)


def entry_lines(key: str, value: Any, indent: str) -> Iterator[str]:
    """A key and its value as lines, where the keys of a mapping stand below each other."""
    spelled = scalar(key)
    start = (
        f"{indent}{spelled}:" if len(spelled) < _LONGEST_KEY else f"{indent}? {spelled}\n{indent}:"
    )
    flow = on_one_line(value) if isinstance(value, (dict, list)) else scalar(value)
    block = key in _BLOCKS.get(type(value), ())
    short = not block and len(indent) + len(spelled) + len(flow) < _WIDEST
    if short or not value or not isinstance(value, (dict, list)):
        yield f"{start} {flow}"
        return
    yield start
    below = indent + "  "
    yield from _mapping(value, below) if isinstance(value, dict) else item_lines(value, below)


def item_lines(values: list[Any], indent: str) -> Iterator[str]:
    """The items of a list as lines, each behind its dash."""
    for value in values:
        flow = on_one_line(value) if isinstance(value, (dict, list)) else scalar(value)
        if not isinstance(value, dict) or len(indent) + len(flow) < _WIDEST:
            yield f"{indent}- {flow}"
            continue
        first, *rest = _mapping(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def on_one_line(value: Any) -> str:
    """A value as YAML on one line: lists and mappings in brackets."""
    if isinstance(value, dict):
        entries = (f"{on_one_line(key)}: {on_one_line(item)}" for key, item in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(on_one_line(item) for item in value) + "]"
    return scalar(value, bracketed=True)


def scalar(value: Any, *, bracketed: bool = False) -> str:
    """A scalar that reads back as what it is; a text in quotes where it could be misread.

    Examples
    --------
    >>> print(scalar("Åland"), scalar("no"), scalar("010"), scalar(10), scalar("a: b\\u202e"))
    Åland "no" "010" 10 "a: b\\u202e"
    """
    if not isinstance(value, str):
        return json_of(value)
    if _DAY.fullmatch(value) or _is_bare(value, bracketed=bracketed):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _is_bare(text: str, *, bracketed: bool) -> bool:
    return (
        text.isprintable()
        and _PLAIN.fullmatch(text) is not None
        and text.casefold() not in _TAKEN
        and not (bracketed and _IN_FLOW.intersection(text))
    )


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_BREAK = pattern(r"\r\n|\n|\r")
# After which of its keys a unit is told to have been another one: what says which unit it is.
_IDENTITY = ("id", "name", "acronym", "kind", "parent", "top")


@dataclass(frozen=True)
class Addition:
    """An entry for a list that a mapping of a document has, or is given."""

    node: MappingNode
    field: str
    entry: Mapping[str, str]


@dataclass(frozen=True)
class Amended:
    """The text with its additions, and the line of it that each stands in, in the given order."""

    text: str
    lines: tuple[tuple[int, str], ...]


class NotAmendable(OrgcheckError):
    """A place where an entry cannot be put without changing more than that."""

    def __init__(self, location: Location | None) -> None:
        super().__init__(str(location))
        self.location = location


@dataclass(frozen=True)
class _Edit:
    """A stretch of the text, and what stands there instead."""

    start: int
    end: int
    words: str


def amended(document: Document, additions: Sequence[Addition]) -> Amended:
    """A file's text with some entries added.

    Raises
    ------
    NotAmendable
        Where the amended text would not say the same and the entries: such as in a list that
        an alias repeats elsewhere.
    """
    edits = [_edit(document, addition) for addition in additions]
    text = _with(document.source.text, edits)
    if not _says(document.source, text, additions):
        raise NotAmendable(_culprit(document, additions, edits))
    return Amended(text, tuple(_lines_of(text, edits)))


def _culprit(
    document: Document, additions: Sequence[Addition], edits: Sequence[_Edit]
) -> Location | None:
    """The place of the first addition that does not come out right, all else left as it was."""
    source = document.source
    wrong = (
        addition
        for addition, edit in zip(additions, edits, strict=True)
        if not _says(source, _with(source.text, [edit]), [addition])
    )
    addition = next(wrong, additions[0])
    return document.of_key(addition.node, next(iter(addition.node)))


def _with(text: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def _lines_of(text: str, edits: Sequence[_Edit]) -> Iterator[tuple[int, str]]:
    """The number and the words of the line that each edit ends up in."""
    source = SourceText("", text)
    for edit in edits:
        before = sum(
            len(other.words) - (other.end - other.start)
            for other in edits
            if other.start < edit.start
        )
        skipped = len(edit.words) - len(edit.words.lstrip())
        start = edit.start + before + skipped
        line, column = source.position(start)
        end = _BREAK.search(text, start)
        yield line, text[start - column + 1 : end.start() if end else len(text)]


# -- where the entry goes ---------------------------------------------------------------------


def _edit(document: Document, addition: Addition) -> _Edit:
    node, field = addition.node, addition.field
    if field not in node:
        return _new_list(document, addition)
    start, end = _span(document, node, field)
    text, value = document.source.text, node[field]
    entry = _words(document, addition.entry)
    if value is None:
        space = " " if text[start - 1 : start] == ":" else ""
        return _Edit(start, end, f"{space}[{entry}]")
    if isinstance(value, ListNode) and text[start : start + 1] == "[":
        if not value:
            return _Edit(start + 1, start + 1, entry)
        end = document.positions[value.at + 2 * len(value) - 1]
        return _Edit(end, end, f", {entry}")
    if isinstance(value, ListNode) and text[start : start + 1] == "-":
        # Below the key, so that a comment above the first entry stays with that entry.
        key = document.positions[node.at + 3 * list(node).index(field)]
        return _line_below(text, key, " " * _indent(text, start) + f"- {entry}")
    raise NotAmendable(document.of_value(node, field))


def _new_list(document: Document, addition: Addition) -> _Edit:
    node, text = addition.node, document.source.text
    key = f'"{addition.field}"' if document.source.is_json else addition.field
    line = f"{key}: [{_words(document, addition.entry)}]"
    keys = list(node)
    if not keys:
        raise NotAmendable(None)
    first = document.positions[node.at]
    if _is_in_brackets(text, first):
        last = document.positions[node.at + 3 * (len(keys) - 1)]
        space = text[last - _indent(text, last) : last]
        # A comment on the line above would be taken to be about the entry.
        if len(keys) > 1 and not space.strip() and "#" not in _line_above(text, last):
            return _Edit(last, last, f"{line},{_break_before(text, last)}{space}")
        _, end = _span(document, node, keys[-1])
        return _Edit(end, end, f", {line}")
    identity = [name for name in keys if name in _IDENTITY and _is_on_a_line(document, node, name)]
    if not identity:
        raise NotAmendable(document.of_key(node, keys[0]))
    _, end = _span(document, node, identity[-1])
    return _line_below(text, end, " " * _indent(text, first) + line)


def _line_below(text: str, offset: int, line: str) -> _Edit:
    """A line below the one that an offset stands in, ending as that one does."""
    found = _BREAK.search(text, offset)
    if found is None:
        breaks = _BREAK.search(text)
        return _Edit(len(text), len(text), f"{breaks.group() if breaks else chr(10)}{line}")
    return _Edit(found.end(), found.end(), f"{line}{found.group()}")


def _span(document: Document, node: MappingNode, key: str) -> tuple[int, int]:
    at = node.at + 3 * list(node).index(key)
    return document.positions[at + 1], document.positions[at + 2]


def _is_on_a_line(document: Document, node: MappingNode, key: str) -> bool:
    """Whether a value is a scalar that ends where its last character stands."""
    start, _ = _span(document, node, key)
    return isinstance(node[key], str) and document.source.text[start : start + 1] not in "|>&*!"


def _is_in_brackets(text: str, first: int) -> bool:
    """Whether the mapping whose first key stands there is written `{...}`."""
    return text[max(0, first - 1000) : first].rstrip().endswith("{")


def _line_above(text: str, offset: int) -> str:
    end = offset - _indent(text, offset) - 1
    return text[end - _indent(text, end) : end]


def _break_before(text: str, offset: int) -> str:
    """What ends the line above that of an offset."""
    start = offset - _indent(text, offset)
    return "\r\n" if text[start - 2 : start] == "\r\n" else text[start - 1 : start]


def _indent(text: str, offset: int) -> int:
    """How many characters stand before an offset on its line."""
    return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) - 1


def _words(document: Document, entry: Mapping[str, str]) -> str:
    return (
        json.dumps(entry, ensure_ascii=False)
        if document.source.is_json
        else on_one_line(dict(entry))
    )


# -- whether the text still says what it said -------------------------------------------------


def _says(source: SourceText, text: str, additions: Sequence[Addition]) -> bool:
    """Whether an amended text says what the text says, and the additions."""
    wanted = read(source).root
    nodes = {node.at: node for node in _mappings(wanted)}
    for addition in additions:
        node = nodes[addition.node.at]
        node[addition.field] = [*(node.get(addition.field) or ()), addition.entry]
    try:
        found = read(SourceText(source.name, text)).root
    except Unreadable:
        return False
    fields = {addition.field for addition in additions}
    return bool(_unordered(found, fields) == _unordered(wanted, fields))


def _mappings(root: Any) -> Iterator[MappingNode]:
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, MappingNode):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _unordered(value: Any, fields: set[str]) -> Any:
    """A value in which the order of the lists that are added to does not count."""
    if isinstance(value, dict):
        return {
            key: sorted(map(repr, item))
            if key in fields and isinstance(item, list)
            else _unordered(item, fields)
            for key, item in value.items()
        }
    return [_unordered(item, fields) for item in value] if isinstance(value, list) else value
