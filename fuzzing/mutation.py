"""Mutants of a text: mistakes and mischief with its characters, lines, words and brackets.

Everything follows from the generator of random numbers that is given: the same seed makes the
same mutants.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from fuzzing.tokens import TOKENS

# A mutant that grew longer than this is cut: long ones are slow, and find nothing that short
# ones do not.
LONGEST = 8_000
_WORD = re.compile(r"[\w.-]+|\"[^\"\n]*\"|'[^'\n]*'|[^\w\s]")
_VALUE = re.compile(r"(?<=[:,\[{-] )[^\n,{}\[\]]+|(?<=\": )[^\n,]+")

Mutation = Callable[[str, Random, str], str]


def mutant(seed: bytes, other: bytes, random: Random) -> bytes:
    """A text with a few mistakes; some of them take what they bring from another text."""
    text = seed.decode("utf-8", errors="surrogateescape")
    another = other.decode("utf-8", errors="surrogateescape")
    for _ in range(1 + min(int(random.expovariate(1.0)), 12)):
        text = random.choice(MUTATIONS)(text, random, another)[:LONGEST]
    data = _encoded(text)
    return _flipped(data, random) if random.random() < 0.03 else data


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="surrogatepass")


def _flipped(data: bytes, random: Random) -> bytes:
    """A byte of it changed, whatever becomes of the encoding."""
    if not data:
        return b"\xff"
    at = random.randrange(len(data))
    return data[:at] + bytes((random.randrange(256),)) + data[at + 1 :]


def _span(text: str, random: Random, longest: int = 40) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.randrange(1, longest))


def _put_token(text: str, random: Random, _: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(TOKENS) + text[at:]


def _cut(text: str, random: Random, _: str) -> str:
    start, end = _span(text, random)
    return text[:start] + text[end:]


def _double(text: str, random: Random, _: str) -> str:
    start, end = _span(text, random)
    return text[:end] + text[start:end] + text[end:]


def _truncate(text: str, random: Random, _: str) -> str:
    return text[: random.randrange(len(text) + 1)] if random.random() < 0.2 else text


def _replace(pattern: re.Pattern[str], replacement: Callable[[str, Random, str], str]) -> Mutation:
    """Put something else in the place of one match of a pattern."""

    def mutation(text: str, random: Random, other: str) -> str:
        matches = list(pattern.finditer(text))
        if not matches:
            return text
        match = random.choice(matches)
        return text[: match.start()] + replacement(text, random, other) + text[match.end() :]

    return mutation


def _a_token(_: str, random: Random, __: str) -> str:
    return random.choice(TOKENS)


def _one_of(pattern: re.Pattern[str], text: str, random: Random) -> str:
    found: list[str] = pattern.findall(text)
    return random.choice(found) if found else ""


def _own_word(text: str, random: Random, _: str) -> str:
    return _one_of(_WORD, text, random)


def _other_word(_: str, random: Random, other: str) -> str:
    return _one_of(_WORD, other, random)


def _own_value(text: str, random: Random, _: str) -> str:
    return _one_of(_VALUE, text, random)


def _bracketed(text: str, random: Random, _: str) -> str:
    value = _own_value(text, random, "")
    return random.choice(
        (f"[{value}]", f"{{{value}: {value}}}", f"[{value}, {value}]", f'"{value}"')
    )


def _on_lines(change: Callable[[list[str], int, Random, str], None]) -> Mutation:
    """Change the list of lines, given the number of one of them."""

    def mutation(text: str, random: Random, other: str) -> str:
        lines = text.split("\n")
        change(lines, random.randrange(len(lines)), random, other)
        return "\n".join(lines)

    return mutation


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """Where the lines that stand deeper than one of them end."""
    indent = _indent(lines[start])
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _drop_line(lines: list[str], at: int, _: Random, __: str) -> None:
    del lines[at]


def _double_block(lines: list[str], at: int, random: Random, _: str) -> None:
    end = _end_of_block(lines, at)
    times = random.choice((1, 1, 1, 2, 20))
    lines[end:end] = lines[at:end] * times


def _move_block(lines: list[str], at: int, random: Random, _: str) -> None:
    end = _end_of_block(lines, at)
    block = lines[at:end]
    del lines[at:end]
    to = random.randrange(len(lines) + 1)
    lines[to:to] = block


def _drop_block(lines: list[str], at: int, _: Random, __: str) -> None:
    del lines[at : _end_of_block(lines, at)]


def _shift_block(lines: list[str], at: int, random: Random, _: str) -> None:
    by = random.choice((-2, -1, 1, 2, 2))
    for number in range(at, _end_of_block(lines, at)):
        line = lines[number]
        lines[number] = " " * by + line if by > 0 else line[min(-by, _indent(line)) :]


def _graft_block(lines: list[str], at: int, random: Random, other: str) -> None:
    others = other.split("\n")
    start = random.randrange(len(others))
    block = others[start : _end_of_block(others, start)]
    shift = _indent(lines[at]) - _indent(block[0])
    lines[at:at] = [" " * shift + line if shift > 0 else line[-shift:] for line in block]


def _nest_block(lines: list[str], at: int, random: Random, _: str) -> None:
    """Put a block under a key of its own, some levels down."""
    end = _end_of_block(lines, at)
    indent = _indent(lines[at])
    key = random.choice(("units", "a", "all", "not", "any"))
    levels = random.choice((1, 1, 2, 30))
    lines[at:end] = [" " * (indent + 2 * level) + f"{key}:" for level in range(levels)] + [
        "  " * levels + line for line in lines[at:end]
    ]


def _other_line_ends(lines: list[str], _: int, random: Random, __: str) -> None:
    if random.random() < 0.3:
        end = random.choice(("\r", "\x85", "\u2028"))
        lines[:] = [line + end if random.random() < 0.5 else line for line in lines]


MUTATIONS: tuple[Mutation, ...] = (
    _put_token,
    _cut,
    _double,
    _truncate,
    *(_replace(_WORD, new) for new in (_a_token, _own_word, _own_word, _other_word)),
    *(_replace(_VALUE, new) for new in (_a_token, _own_value, _own_value, _own_word, _bracketed)),
    *map(_on_lines, (_drop_line, _double_block, _move_block, _drop_block, _shift_block)),
    *map(_on_lines, (_graft_block, _graft_block, _nest_block, _other_line_ends)),
)
