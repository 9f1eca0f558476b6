"""Markdown in which data is text: what looks like markup, a mention or a reference is only shown.

Markup is told from text by its type. `markdown` fills a template and escapes every value that is
no `Markdown`; `written` takes nothing else, so no text can be written that was not escaped.

Entities stand for the characters that Markdown and HTML read, so that a text is safe in a
paragraph, a table's cell and a `<summary>` alike. What a forge looks for in the finished page (a
mention, a reference to an issue, an emoji's name, an address) is split by `<wbr>`, which is no
character: the text is copied as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from orgcheck.escaping import IN_MARKUP, escape_controls, without_commands
from orgcheck.patterns import pattern
from orgcheck.reports.mentions import Mention
from orgcheck.reports.words import TO_WRITE

_SPECIAL = pattern(
    r"""
    (?P<reference>
        :(?=//|[\w+-]+:)             # an address; an emoji's name
      | [@#!~$%^&](?=[\w"'])         # a mention; an issue, merge request, label, milestone, epic
      | (?<![\w-])[Gg][Hh]-(?=\d)    # an issue
      | (?<![\w.])[Ww]{3}(?=\.)      # an address without its scheme
    )
    | [&<>\\`*_\[\]|~$@\#!]          # markup
    """,
    re.VERBOSE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = frozenset("\\`*_[]|~$@#!:")
_SPLIT = "<wbr>"
# What at the beginning of a line would be an item of a list, or underline a heading.
_BLOCK = pattern(r"[-+=]|[0-9]+[.)]")


class Markdown(str):
    """A text that is Markdown; whatever it holds of data was escaped."""

    __slots__ = ()


NOTHING = Markdown()


def markdown(template: str, *values: object) -> Markdown:
    """A template of Markdown, such as `"- {}: {:,}\\n"`, filled; what is not `Markdown` is escaped.

    Examples
    --------
    >>> markdown("- **{}**: {:,} of {}", "a*b", 1200, markdown("`x`"))
    '- **a&#42;b**: 1,200 of `x`'
    """
    return Markdown(template.format(*map(_shown, values)))


def _shown(value: object) -> object:
    is_text = isinstance(value, str) and not isinstance(value, Markdown)
    return markdown_text(str(value)) if is_text else value


def fill(words: str, **values: Markdown) -> Markdown:
    """A sentence with values that are Markdown; its own words are text."""
    text: str = markdown_text(words)
    return Markdown(text.format_map(values))


def joined(parts: Iterable[Markdown], between: str = "") -> Markdown:
    """Markdown one after another."""
    return Markdown(between.join(parts))


def written(parts: Iterable[Markdown]) -> str:
    """The text of a report; nothing in it is a command to a runner of CI."""
    return without_commands("".join(parts), IN_MARKUP)


def markdown_text(text: str, most: int | None = None) -> Markdown:
    """The text as Markdown, on one line; beyond `most` characters it is cut.

    Examples
    --------
    >>> markdown_text("<b>R&D</b> | `x`")
    '&lt;b&gt;R&amp;<wbr>D&lt;/b&gt; &#124; &#96;x&#96;'
    >>> markdown_text("ask @board about #12")
    'ask &#64;<wbr>board about &#35;<wbr>12'
    """
    seen = escape_controls(text)
    if most is not None and len(seen) > most:
        seen = seen[: most - 1] + "…"
    return Markdown(_SPECIAL.sub(_escaped, seen))


def code(text: str, most: int | None = None) -> Markdown:
    """The text as Markdown in the type of code: for ids, keys and files."""
    return markdown("<code>{}</code>", markdown_text(text, most))


def with_code(text: str, most: int | None = None) -> Markdown:
    """The text of a rule as Markdown, what stands in backticks in the type of code.

    Examples
    --------
    >>> with_code("Set `top: true`.")
    'Set <code>top: true</code>.'
    """
    seen = escape_controls(text)
    if most is not None and len(seen) > most:
        seen = seen[: most - 1] + "…"
    words = TO_WRITE.split(seen)
    return joined(code(part) if n % 2 else markdown_text(part) for n, part in enumerate(words))


def markdown_words(
    parts: Iterable[str | Mention], *, name: int | None = None, between: int | None = None
) -> Markdown:
    """A sentence in pieces as Markdown, the names in it in bold.

    `name` and `between` say beyond how many characters a name, and the words between two, are cut.
    """
    return joined(
        markdown("<b>{}</b>", markdown_text(part.name, name))
        if isinstance(part, Mention)
        else markdown_text(part, between)
        for part in parts
    )


def begun(text: Markdown) -> Markdown:
    """Markdown where a line begins, so that it begins nothing else."""
    return Markdown(f"{_SPLIT}{text}") if _BLOCK.match(text) else text


def details(title: Markdown, text: Markdown) -> Markdown:
    """Markdown that is shown when its title is clicked on."""
    return markdown("\n<details>\n<summary>{}</summary>\n\n{}\n</details>\n", title, text)


def fitting(pieces: Iterable[Markdown], room: int) -> list[Markdown]:
    """The pieces from the first on, as many as there is room for."""
    taken: list[Markdown] = []
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            break
        taken.append(piece)
    return taken


def _escaped(match: re.Match[str]) -> str:
    written = "".join(_entity(character) for character in match.group())
    return written + _SPLIT if match["reference"] else written


def _entity(character: str) -> str:
    if character in _ENTITIES:
        return _ENTITIES[character]
    return f"&#{ord(character)};" if character in _MARKUP else character
