"""Parameters of a pack: values that it names once, and that a project's settings may change.

In a pack that has `parameters:`, `$name` within a rule stands for the value of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from orgcheck.counting import first_few
from orgcheck.numbers import Number
from orgcheck.patterns import pattern
from orgcheck.snapshot.scalars import as_scalar
from orgcheck.snapshot.suggestions import Nearest
from orgcheck.snapshot.text import ListNode, MappingNode, Plain, found

T = TypeVar("T")

# How many characters the values may come to, named in texts and alone, in one pack.
MOST_FILLED = 16_000_000

Value = str | bool | Number | tuple[str | bool | Number, ...]

NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
MENTION = pattern(r"\$([A-Za-z_][A-Za-z0-9_]*)")
# What a rule is shown with is no part of what it says.
_EXAMPLES = ("pass", "fail")


class Given(ListNode):
    """A list that does not stand in the pack's text: its items have the place of the whole."""

    __slots__ = ()


def value_of(node: Any) -> Value:
    """The value that a scalar of the text, or a list of them, stands for."""
    if isinstance(node, ListNode):
        return tuple(as_scalar(item) for item in node)
    return as_scalar(node)


def node_of(value: Value) -> Any:
    """A value as the text would have it."""
    if isinstance(value, tuple):
        return Given([node_of(item) for item in value])
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    return value if isinstance(value, str) else Plain(str(value))


def words_of(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, tuple):
        return f"[{', '.join(words_of(item) for item in value)}]"
    return str(node_of(value))


def _in_expression(value: Value) -> str:
    """A value as CEL has it; a text alone may be part of a text that the expression quotes."""
    if not isinstance(value, tuple):
        return words_of(value)
    from json import dumps

    items = (dumps(item) if isinstance(item, str) else words_of(item) for item in value)
    return f"[{', '.join(items)}]"


def _told(value: Value) -> str:
    """A value as a sentence has it: of a long list the first few, and how many more there are."""
    if not isinstance(value, tuple):
        return words_of(value)
    shown, left = first_few([words_of(item) for item in value])
    return f"[{', '.join((*shown, f'{left:,} more') if left else shown)}]"


def mentions(node: Any) -> Iterator[tuple[MappingNode | ListNode, str | int, str]]:
    """Every `$name` in a rule: the mapping or list that has it, under which key, and the name."""
    waiting = [node]
    while waiting:
        container = waiting.pop()
        if isinstance(container, MappingNode):
            items: list[tuple[str | int, Any]] = [
                (key, value) for key, value in container.items() if key not in _EXAMPLES
            ]
        else:
            items = list(enumerate(container))
        for key, value in items:
            if isinstance(value, (MappingNode, ListNode)):
                waiting.append(value)
            elif isinstance(value, str):
                yield from ((container, key, match[1]) for match in MENTION.finditer(value))


class TooMuchFilled(Exception):
    """The values of a pack's parameters would make too long a text of it."""


class Parameters:
    """The values that `$name` stands for in one pack, and what has been made of them.

    Parameters
    ----------
    values
        The values as the text would have them.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self._left = MOST_FILLED
        self._made: dict[tuple[int, object], Any] = {}
        self._lists = {id(value) for value in values.values() if isinstance(value, list)}

    @cached_property
    def plain(self) -> Mapping[str, Value]:
        """The values as a reader of YAML has them."""
        return {name: value_of(value) for name, value in self.values.items()}

    def filled(self, text: str) -> Any:
        """A text with the values in place of their names; a name alone is the value itself.

        Every name in the text is one of a parameter.

        Raises
        ------
        TooMuchFilled
            Where the texts that were filled in this pack would be too long together.
        """
        alone = MENTION.fullmatch(text)
        if alone:
            value = self.values[alone[1]]
            self._spend(len(value) if isinstance(value, str) else 0)
            return value
        return self._replaced(text, self._words)

    def filled_expression(self, text: str) -> Any:
        """A CEL expression with the values in place of their names: the texts of a list in quotes.

        Raises
        ------
        TooMuchFilled
            As for `filled`.
        """
        return self.filled(text) if MENTION.fullmatch(text) else self._replaced(text, self._cel)

    def told(self, text: str) -> str:
        """A sentence with the values in place of their names, of long lists the first few.

        Raises
        ------
        TooMuchFilled
            As for `filled`.
        """
        return self._replaced(text, self._few_words)

    def _replaced(self, text: str, words: Mapping[str, str]) -> str:
        self._spend(sum(len(words[match[1]]) for match in MENTION.finditer(text)))
        return MENTION.sub(lambda match: words[match[1]], text)

    @cached_property
    def _few_words(self) -> Mapping[str, str]:
        return {name: _told(value) for name, value in self.plain.items()}

    @cached_property
    def _cel(self) -> Mapping[str, str]:
        return {name: _in_expression(value) for name, value in self.plain.items()}

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return {name: words_of(value) for name, value in self.plain.items()}

    def _spend(self, length: int) -> None:
        self._left -= length
        if self._left < 0:
            raise TooMuchFilled

    def once(self, value: Any, make: Callable[[], T], what: object) -> T:
        """What is made of a value: of a parameter's list once, however many rules name it."""
        if id(value) not in self._lists:
            return make()
        key = (id(value), what)
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made


def misfits(
    known: Mapping[str, Value], given: Mapping[str, Value]
) -> Iterator[tuple[str, str, str | None]]:
    """For each value that settings give and that does not fit: its name, what is wrong, a mend."""
    likeliest = Nearest(known)
    for name, value in given.items():
        if name not in known:
            near = likeliest(name)
            message = "the pack has no such parameter" + (
                f'; did you mean "{near}"?' if near else ""
            )
            yield name, message, None if near else f"it has: {_few(known)}"
        elif _sort(value) != _sort(known[name]):
            words = f"expected {_sort(known[name])}, found {found(node_of(value))}"
            yield name, words, f"the pack has {words_of(known[name])}"


def _few(names: Mapping[str, Value]) -> str:
    """Names in a row, of many the first few: each of many settings may have them in its message."""
    shown, left = first_few(names)
    return ", ".join((*shown, f"{left:,} more") if left else shown) or "none"


def _sort(value: Value) -> str:
    if isinstance(value, tuple):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "a text" if isinstance(value, str) else "a number"
