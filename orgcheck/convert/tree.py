"""Texts of YAML or JSON in the form of others: mappings with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orgcheck.convert.format import Given
from orgcheck.errors import Diagnostic, InvalidSnapshot, Unreadable
from orgcheck.findings import Location, Origin
from orgcheck.language import said
from orgcheck.numbers import json_of
from orgcheck.patterns import pattern
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.sources import decoded
from orgcheck.snapshot.text import Document, MappingNode, SourceText

# At the beginning of a line three dashes begin a document, whatever stands around them.
_DOCUMENT = pattern(r"^---(?=\s|$)", re.MULTILINE)
_MOST_DOCUMENTS = 100_000


# What readers of YAML refuse raw, and JSON writes as an escape.
_RAW = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def json_written(value: Any) -> str:
    """A value as JSON that a person can read; what cannot be seen is an escape."""
    text = json_of(value, ensure_ascii=False, indent=2)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def documents_of(given: Given, *, several: bool = False) -> Iterator[tuple[Document, MappingNode]]:
    """The mappings that a text holds, one a document; `several` says that there may be more.

    Raises
    ------
    InvalidSnapshot
        Where any of them is none, or is refused as the text of a snapshot is.
    """
    try:
        text = decoded(given.name, given.data).text
        for part in _parts(text) if several else [text]:
            document = read(SourceText(given.name, part))
            if not isinstance(document.root, MappingNode):
                raise Unreadable([Diagnostic(document.start(), said("expected a mapping"))])
            yield document, document.root
    except Unreadable as unreadable:
        raise InvalidSnapshot(unreadable.problems) from None


def mapping_in(document: Document, root: MappingNode, key: str) -> MappingNode:
    """The mapping that a key has.

    Raises
    ------
    InvalidSnapshot
        Where it has none.
    """
    value = root.get(key)
    if not isinstance(value, MappingNode):
        place = document.of_value(root, key) if key in root else document.start()
        raise InvalidSnapshot(
            [
                Diagnostic(
                    place, said('no mapping "{key}"', key=key), said("write `{key}:`", key=key)
                )
            ]
        )
    return value


def standing_at(place: Location) -> tuple[Origin, Location]:
    """What is made of the values at a place, and the place as remarks name it."""
    return Origin(place.file, line=place.line), place


def _parts(text: str) -> Iterator[str]:
    """Each document, behind as many blank lines as there are lines before it."""
    starts = [match.end() for match in _DOCUMENT.finditer(text)]
    if len(starts) > _MOST_DOCUMENTS:
        problem = Diagnostic(
            None,
            said("more than {most} documents", most=_MOST_DOCUMENTS),
        )
        raise Unreadable([problem])
    line = 0
    begin = 0
    for end in [*starts, len(text)]:
        part = text[begin : end - 3 if end != len(text) or end in starts else end]
        if re.search(r"^\s*[^\s#]", part, re.MULTILINE):
            yield "\n" * line + part
        line += text.count("\n", begin, end)
        begin = end
