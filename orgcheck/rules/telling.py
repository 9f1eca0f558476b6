"""What a rule says of those who do not obey its expression: in whose words, and at which value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orgcheck.counting import first_few
from orgcheck.organisation import Organisation
from orgcheck.rules.cel_tokens import tokens_of
from orgcheck.rules.expression import Expression
from orgcheck.rules.facts import question, values
from orgcheck.rules.fields import field_name, path_of
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import LONGEST_WORDING, Node
from orgcheck.rules.unanswerable import Unanswerable


@dataclass(frozen=True)
class Telling:
    """The words of a finding, expressions among them, and the path to the value that it is at."""

    message: tuple[str | Expression, ...] = ()
    path: tuple[str, ...] = ()

    def words(self, organisation: Organisation, of: str) -> Callable[[Target], str | None]:
        """What says it of a member; None where there is nothing to say it with."""
        pieces = [
            values(organisation, of, piece) if isinstance(piece, Expression) else piece
            for piece in self.message
        ]

        def said(member: Target) -> str | None:
            try:
                return "".join(
                    piece if isinstance(piece, str) else _written(piece(member)) for piece in pieces
                )
            except Unanswerable:
                # That there is no value for it takes nothing from what the rule says.
                return None

        return said if pieces else lambda _: None


def telling(parts: Mapping[str, Node], of: str) -> Telling | None:
    """What `message` and `at` of a rule say; None, and the problems, where they are wrong."""
    message: tuple[str | Expression, ...] | None = ()
    if "message" in parts:
        message = _message(parts["message"], of)
    at = field_name(parts["at"], of) if "at" in parts else ""
    if message is None or at is None:
        return None
    return Telling(message, path_of(at) if at else ())


def _message(node: Node, of: str) -> tuple[str | Expression, ...] | None:
    text = node.text(LONGEST_WORDING)
    if text is None:
        return None
    pieces: list[str | Expression] = []
    for is_expression, piece in _pieces(text, node):
        if not is_expression:
            pieces.append(piece)
            continue
        asked = question(node.with_value(piece), of)
        if asked is None:
            return None
        pieces.append(asked)
    return tuple(pieces) or None


def _pieces(text: str, node: Node) -> Iterator[tuple[bool, str]]:
    """The stretches of a message, and for each whether it is an expression in braces."""
    at = 0
    while at < len(text):
        start = text.find("{", at)
        if start < 0:
            yield False, text[at:]
            return
        end = _closed(text, start)
        if end is None:
            node.wrong("a brace is opened and not closed", "write {expression}, or leave it out")
            return
        yield False, text[at:start]
        yield True, text[start + 1 : end]
        at = end + 1


def _closed(text: str, start: int) -> int | None:
    """Where the brace that opens at a character is closed, texts in quotes left out."""
    depth = 0
    for token in tokens_of(text[start:]):
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if depth == 0:
                return start + token.start
    return None


def _written(value: Any) -> str:
    """A value as a sentence has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        shown, left = first_few([_written(item) for item in value])
        return ", ".join((*shown, f"{left:,} more") if left else shown) or "none"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("id") or ", ".join(map(str, value)))
    return "none" if value is None else str(value)
