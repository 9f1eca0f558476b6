"""What a paper is made of. Words may hold mentions of units, posts and bodies, to be set apart."""

from __future__ import annotations

from typing import ClassVar

from orgcheck.charts.pages import Page
from orgcheck.records import dataclass
from orgcheck.reports.mentions import Parting


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
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; the first cell of a row names it. `numbers` are set right."""

    sort: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stated, each under its name."""

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

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Structures in words, side by side where there is room."""

    sort: ClassVar[str] = "outlines"
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing on a page, where the form can show one; `words` say what it shows."""

    sort: ClassVar[str] = "picture"
    page: Page
    words: str

    @property
    def width(self) -> float:
        """How wide it is on paper, in points."""
        return self.page.figure.frame.width * self.page.scale

    @property
    def across(self) -> bool:
        """Whether its page lies across."""
        return self.page.width > self.page.height


@dataclass(frozen=True, slots=True)
class Digest:
    """A file and the digest of its text."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Digests:
    """The texts that the paper is made of, under what each column says."""

    sort: ClassVar[str] = "digests"
    head: tuple[str, str]
    rows: tuple[Digest, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a section."""

    sort: ClassVar[str] = "part"
    title: str
    blocks: tuple[Text | Items | Table | Facts | Outlines | Picture | Digests, ...]


Block = Text | Items | Table | Facts | Outlines | Picture | Digests | Part


@dataclass(frozen=True, slots=True)
class Section:
    """A titled section."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def across(self) -> bool:
        """Whether it needs a page that lies across."""
        return any(isinstance(block, Picture) and block.across for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper, and the names that its words mention.

    `mark` stands on every page until the decision is made; empty from then on. The `sections` are
    what is decided on, the `annexes` what they refer to. `language` is that of its words.
    """

    names: Parting
    language: str
    organisation: str
    sort: str
    title: str
    mark: str
    facts: Facts
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
