"""The decision paper as a PDF, set by Typst: tagged, with a title, in its language (PDF/UA-1).

Typst gets the paper as data, never as markup, and has nothing to read: its root is the folder of
the template, and its fonts are those that it brings along. So the same paper is the same PDF, to
the byte, wherever it is made. Only where these fonts lack a character are those of the system asked
too, and where they lack it as well its number stands in its place, and the paper says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from orgcheck.charts.pdf import NoTypst
from orgcheck.errors import OrgcheckError
from orgcheck.escaping import escape_controls
from orgcheck.language import said, tr
from orgcheck.patterns import pattern
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Digests,
    Facts,
    Item,
    Items,
    Line,
    Outlines,
    Paper,
    Part,
    Picture,
    Section,
    Table,
    Text,
)
from orgcheck.reports.formats.paper.content import paper
from orgcheck.reports.formats.paper.picture import svg_of
from orgcheck.reports.mentions import Mention, Parting

if TYPE_CHECKING:
    from orgcheck.results import DiffResult

Data = dict[str, Any]

_FONT = "Libertinus Serif"
_STANDARD = "ua-1"
_FOLDER = "templates"
_TEMPLATE = "paper.typ"
# What Typst says of a text that it has no font for.
_NO_FONT = pattern(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = pattern(r"\\u\{([0-9a-f]+)\}")


def report(compared: DiffResult) -> bytes:
    """The paper as the bytes of a PDF."""
    return written(paper(compared, drawn=True))


def written(content: Paper) -> bytes:
    """A paper as the bytes of a PDF."""
    return _set(_Writer(content.names).paper(content))


# -- data -------------------------------------------------------------------------------------


class _Writer:
    """A paper as plain data, its words in pieces: each a text, and whether it is a name."""

    def __init__(self, names: Parting) -> None:
        self._names = names

    def paper(self, content: Paper) -> Data:
        """The whole."""
        return {
            "language": content.language.partition("-")[0],
            "organisation": escape_controls(content.organisation),
            "sort": content.sort,
            "title": escape_controls(content.title),
            "mark": content.mark,
            "facts": self._block(content.facts),
            "sections": [self._section(one) for one in content.sections],
            "annexes": [self._section(one) for one in content.annexes],
            "undisplayed": "",
        }

    def _section(self, section: Section) -> Data:
        return {
            "title": escape_controls(section.title),
            "across": section.across,
            "blocks": [self._block(block) for block in section.blocks],
        }

    def _words(self, text: str) -> list[Data]:
        return [
            {"text": escape_controls(part.name), "name": True}
            if isinstance(part, Mention)
            else {"text": escape_controls(part), "name": False}
            for part in self._names.parts(text)
        ]

    def _block(self, block: Block) -> Data:
        return {"sort": block.sort, **self._inside(block)}

    def _inside(self, block: Block) -> Data:
        match block:
            case Text():
                return {"words": self._words(block.words)}
            case Items():
                items = [self._item(item) for item in block.items]
                return {"items": items, "numbered": block.numbered}
            case Table():
                cells = [[{"pieces": self._words(cell)} for cell in row] for row in block.rows]
                return {"head": block.head, "rows": cells, "numbers": block.numbers}
            case Facts():
                facts = [{"name": name, "words": self._words(words)} for name, words in block.rows]
                return {"rows": facts}
            case Outlines():
                return {
                    "outlines": [
                        {
                            "title": escape_controls(one.title),
                            "entries": self._entries(one.lines),
                        }
                        for one in block.outlines
                    ]
                }
            case Digests():
                texts = [
                    {"file": escape_controls(one.file), "sha256": one.sha256} for one in block.rows
                ]
                return {"head": block.head, "rows": texts}
            case Picture():
                return _picture(block)
            case Part():
                blocks = [self._block(inner) for inner in block.blocks]
                return {"title": self._words(block.title), "blocks": blocks}

    def _item(self, item: Item) -> Data:
        return {"words": self._words(item.words), "below": list(map(self._words, item.below))}

    def _entries(self, lines: Sequence[Line]) -> list[Data]:
        """The lines of an outline, each with those below it."""
        top: list[Data] = []
        # The lists that lines are added to, by their level.
        levels = [top]
        for line in lines:
            entry: Data = {"words": self._words(line.words), "below": []}
            del levels[line.level + 1 :]
            levels[-1].append(entry)
            levels.append(entry["below"])
        return top


def _picture(block: Picture) -> Data:
    svg = svg_of(block, _FONT)
    return {"svg": svg, "words": block.words, "width": block.width}


# -- setting ----------------------------------------------------------------------------------


def _set(data: Data) -> bytes:
    """The PDF, with every character seen: set in a font, or written as its number."""
    made = _compiled(data, with_system=False)
    if isinstance(made, bytes):
        return made
    made = _compiled(data, with_system=True)
    if isinstance(made, bytes):
        return made
    numbers = {text: _numbers(text) for text in made}
    data["undisplayed"] = tr(
        "No font shows these characters, so that their numbers stand in their place: {characters}",
        characters=", ".join(numbers.values()),
    )
    made = _compiled(_replaced(data, numbers), with_system=True)
    if isinstance(made, bytes):
        return made
    raise OrgcheckError(
        said("no font shows the text {texts}", texts=", ".join(made)),
        said("install a font that does"),
    )


def _compiled(data: Data, *, with_system: bool) -> bytes | list[str]:
    """The PDF, or the texts that no font displays."""
    typst = _typst()
    with as_file(files(__package__) / _FOLDER) as folder:
        compiler = typst.Compiler(
            (folder / _TEMPLATE).read_bytes(),
            root=folder,
            ignore_system_fonts=not with_system,
            sys_inputs={"paper": json.dumps(data)},
            package_path=folder,
            package_cache_path=folder,
        )
        try:
            made = compiler.compile(format="pdf", pdf_standards=_STANDARD, timestamp=0)
        except typst.TypstError as error:
            undisplayed = [_unescaped(text) for text in _NO_FONT.findall(error.diagnostic)]
            if not undisplayed:
                raise OrgcheckError(
                    said("Typst does not set the paper: {reason}", reason=error.message)
                ) from None
            return list(dict.fromkeys(undisplayed))
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise NoTypst("write --format paper, which a browser prints") from None
    return typst


def _unescaped(text: str) -> str:
    """A text as it was, of one that Typst wrote as a string."""
    seen = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return re.sub(r"\\(.)", r"\1", seen)


def _numbers(text: str) -> str:
    return "".join(f"[U+{ord(character):04X}]" for character in text)


def _replaced(value: Any, numbers: Mapping[str, str]) -> Any:
    """The same data with other texts in place of some."""
    if isinstance(value, str):
        for text in sorted(numbers, key=len, reverse=True):
            value = value.replace(text, numbers[text])
        return value
    if isinstance(value, Mapping):
        return {key: _replaced(one, numbers) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replaced(one, numbers) for one in value]
    return value
