"""A PDF taken apart: its texts and how large they are seen, its tags, what it says of itself."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf._text_extraction import mult
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass(frozen=True)
class Tag:
    """An element of the structure that a screen reader follows."""

    sort: str
    alternative: str | None


@dataclass(frozen=True)
class Place:
    """Where some words begin: how far from the top of a page and from its right edge, in points."""

    top: float
    right: float
    across: bool


class Pdf:
    """A document as its readers have it."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def pages(self) -> list[str]:
        """The text of each page, white space folded."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return " ".join(self.pages)

    @property
    def sizes(self) -> set[float]:
        """The sizes in points, on the page, of all type that is seen."""
        found: set[float] = set()

        def seen(text: str, matrix: Any, line: Any, _: Any, size: float) -> None:
            if text.strip():
                found.add(round(size * _scale(matrix) * _scale(line), 2))

        for page in self.reader.pages:
            page.extract_text(visitor_text=seen)
        return found

    def places(self, words: str) -> list[Place]:
        """Where words begin, on each page that has them."""
        found: list[Place] = []
        for page in self.reader.pages:
            box = page.mediabox
            seen: list[Place] = []

            def look(
                text: str, matrix: Any, line: Any, *_: Any, box: Any = box, seen: Any = seen
            ) -> None:
                if text.strip().startswith(words):
                    x, y = mult(line, matrix)[4:6]
                    top, right = float(box.height) - y, float(box.width) - x
                    seen.append(Place(top, right, box.width > box.height))

            page.extract_text(visitor_text=look)
            found += seen[:1]
        return found

    @property
    def tags(self) -> list[Tag]:
        """The elements of the structure, in reading order."""
        return list(_tags(self.root["/StructTreeRoot"]["/K"]))

    @property
    def metadata(self) -> str:
        """What the document says of itself, as XMP."""
        return str(self.root["/Metadata"].get_data().decode())

    @property
    def fonts(self) -> set[str]:
        """The fonts that are used, by what their subsets are of; every one has to be embedded."""
        names: set[str] = set()
        for object in self._objects():
            if object.get("/Type") == "/FontDescriptor":
                assert any(f"/FontFile{kind}" in object for kind in ("", "2", "3")), object
                names.add(str(object["/FontName"]).partition("+")[2])
        return names

    def _objects(self) -> Iterator[DictionaryObject]:
        for number in range(1, int(self.reader.trailer["/Size"])):
            object = self.reader.get_object(number)
            if isinstance(object, DictionaryObject):
                yield object


def _scale(matrix: Any) -> float:
    """By how much a matrix makes type higher."""
    return math.hypot(matrix[2], matrix[3])


def _tags(node: Any) -> Iterator[Tag]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield Tag(str(node["/S"])[1:], node.get("/Alt"))
        if "/K" in node:
            yield from _tags(node["/K"])
