"""What a paper is made of. Words may hold mentions of units, posts and bodies, to be set apart."""

from __future__ import annotations

from typing import ClassVar

from orgcheck.records import dataclass
from orgcheck.reports.mentions import Mentions

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    sort: ClassVar[str] = "text"
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with what stands below it."""

    words: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    sort: ClassVar[str] = "items"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; the first cell of a row names it. `numbers` are set right."""

    sort: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stated and what is not, each under its name."""

    sort: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an outline; each level is at most one deeper than the line before."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A structure in words."""

    sort: ClassVar[str] = "outline"
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, where the form can show one; `words` say what it shows."""

    sort: ClassVar[str] = "picture"
    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a section."""

    sort: ClassVar[str] = "part"
    title: str
    blocks: tuple[Text | Items | Table | Facts | Outline | Picture, ...]


Block = Text | Items | Table | Facts | Outline | Picture | Part


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper, and the names that its words mention."""

    names: Mentions
    title: str
    organisation: str
    versions: str
    proposal: str
    sections: tuple[Section, ...]
    made_by: str


def stated(value: object) -> str:
    """A value as it is written, or that there is none."""
    return NOT_STATED if value is None else str(value)
