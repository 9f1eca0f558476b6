"""The lines of a YAML text that a value takes up."""

from __future__ import annotations

import re
from textwrap import dedent

from orgcheck.findings import Location
from orgcheck.snapshot.text import SourceText

_BREAK = re.compile(r"\r\n|\n|\r")
# Brackets, and quoted texts to pass over; a quote begins a text only where a value may begin.
_FLOW = re.compile(r"""(?<=[\s,:\[{])(?:"(?:\\.|[^"\\])*"|'(?:[^']|'')*')|[\[\]{}]""")


def excerpt(source: SourceText, place: Location) -> list[str]:
    """The lines of the value that begins at a place, without their common indentation.

    A collection is as long as its brackets or its indentation say; comments and empty lines
    after it are not part of it.
    """
    lines = _BREAK.split(source.text)[place.line - 1 :]
    indent = place.column - 1
    lines[0] = " " * indent + lines[0][indent:]
    if lines[0][indent : indent + 1] in ("{", "["):
        return dedent(_bracketed("\n".join(lines))).splitlines()
    end = next((n for n, line in enumerate(lines) if n and _is_outside(line, indent)), len(lines))
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return dedent("\n".join(lines[:end])).splitlines()


def _is_outside(line: str, indent: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip()) < indent


def _bracketed(text: str) -> str:
    open_brackets = 0
    for match in _FLOW.finditer(text):
        if match.group() in ("{", "["):
            open_brackets += 1
        elif match.group() in ("}", "]"):
            open_brackets -= 1
            if open_brackets == 0:
                return text[: match.end()]
    return text
