"""How texts fit into boxes, by an estimate that is the same on every machine.

Boxes are sized before any font is known, so that a picture has the same places everywhere. The
estimate is that of a wide sans-serif font: in a narrower one there is room to spare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from orgcheck.escaping import with_all_blanks
from orgcheck.records import NamedTuple

# The size of names, and that of all smaller texts, in points.
FONT_SIZE = 11.0
SMALL_SIZE = 9.5

FONTS = "Helvetica, Arial, DejaVu Sans, sans-serif"

# The widest of them is DejaVu Sans. Letters of which words hold many are rounded up, others to
# what is right on average.
_NARROW = frozenset("iljI.,:;'|!()[]/\\ ft-‘’·")
_ROUND = frozenset("DGHNOQU")
_WIDE = frozenset("mwMW@%&#^—…")
# From line to line, and from the middle of a line down to what letters stand on, in ems.
LINE_SPACING = 1.27
BASELINE = 0.35
_ENDING = "…"
# How much wider the widest bold letters are than others.
BOLD = 1.14


class TextLine(NamedTuple):
    """A line of text with its looks."""

    text: str
    size: float = FONT_SIZE
    bold: bool = False


def height_of(lines: Iterable[TextLine]) -> float:
    """The height of lines of text below each other, in points."""
    return sum(LINE_SPACING * line.size for line in lines)


def set_in(
    text: str, *, width: float, most: int, size: float = FONT_SIZE, bold: bool = False
) -> tuple[TextLine, ...]:
    """The text in at most so many lines of that width and those looks."""
    room = width / BOLD if bold else width
    return tuple(
        TextLine(line, size, bold) for line in fitted(text, width=room, size=size, most=most)
    )


def width_of(text: str, size: float) -> float:
    """The width of a text in a font of that size, in points."""
    return sum(_em(character) for character in text) * size


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.39
    if character in _WIDE:
        return 0.98
    if character in _ROUND:
        return 0.78
    if unicodedata.category(character) in ("Sm", "So"):
        return 0.84
    if character.isascii():
        return 0.68 if character.isupper() else 0.62
    if unicodedata.combining(character):
        return 0.0
    wide = unicodedata.east_asian_width(character) in "WF"
    return 1.05 if wide else 0.78 if character.isupper() else 0.64


# The same texts are set again for each size of paper that a picture is tried on.
@lru_cache(maxsize=10_000)
def fitted(text: str, *, width: float, size: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of that width; what does not fit ends in an ellipsis.

    Examples
    --------
    >>> fitted("Customer service unit for the Greater Helsinki Area", width=150, size=11, most=3)
    ('Customer service unit', 'for the Greater Helsinki', 'Area')
    """
    lines: list[str] = []
    for line in _lines(text, width, size):
        if len(lines) == most:
            lines[-1] = _shortened(f"{lines[-1]} {line}", width, size)
            break
        lines.append(line)
    return tuple(lines) or ("",)


def width_on_two_lines(text: str, size: float) -> float:
    """The least width at which `fitted` has a text on two lines and breaks no word between letters.

    Examples
    --------
    >>> wide = width_on_two_lines("Customer service unit", 11)
    >>> fitted("Customer service unit", width=wide, size=11, most=2)
    ('Customer', 'service unit')
    """
    text = with_all_blanks(text)
    found = width_of(text, size)
    for place in range(1, len(text)):
        if text[place - 1].isalnum():
            continue
        first, second = (width_of(part.strip(), size) for part in (text[:place], text[place:]))
        # A long word is broken after a sign in the second half of what fits.
        if text[place - 1] == " " or first >= second:
            found = min(found, max(first, second))
    return found


def _lines(text: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for word in _words(text, width, size):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _words(text: str, width: float, size: float) -> Iterator[str]:
    """The words of a text; one that is wider than a line in pieces."""
    for word in with_all_blanks(text).split(" "):
        piece, used = "", 0.0
        for character in word:
            wide = width_of(character, size)
            if piece and used + wide > width:
                cut, sign = _break(piece)
                yield f"{piece[:cut]}{sign}"
                piece = piece[cut:]
                used = width_of(piece, size)
            piece += character
            used += wide
        yield piece


def _break(piece: str) -> tuple[int, str]:
    """Where the beginning of a long word is best broken, and the sign that says so.

    After its last sign in the second half; else, where it is all letters, with a hyphen before the
    last of its consonants that a vowel follows, as Finnish and Swedish part syllables; else at its
    end, where a hyphen might be taken for one of an id.
    """
    middle = len(piece) // 2
    signs = (number for number, sign in enumerate(piece, 1) if not sign.isalnum())
    if last := max((number for number in signs if number > middle), default=0):
        return last, ""
    letters = _plain(piece)
    if letters.isalpha():
        for number in range(len(piece) - 2, middle, -1):
            if letters[number] not in _VOWELS and letters[number + 1] in _VOWELS:
                return number, "-"
    return len(piece), ""


_VOWELS = frozenset("aeiouy")


def _plain(text: str) -> str:
    """Letters without accents, in lower case, each in its place."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text.lower())


def _shortened(line: str, width: float, size: float) -> str:
    while line and width_of(line + _ENDING, size) > width:
        line = line[:-1]
    return line.rstrip() + _ENDING
