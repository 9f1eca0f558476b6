"""Data whose own words are in Greek letters: in a report of it each Latin word is the program's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

# Letter by letter, so that names are as much alike as they were.
_LATIN = "abcdefghijklmnopqrstuvwxyzåäöéüñ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωϊϋάέήίόύ"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _GREEK + _GREEK.upper())
# Keys whose values are words of the format, and keys that hold words of the user's own.
_FORMAT = frozenset(
    ("status", "top", "vacant", "register", "statutory", "languages", "orgcheck", "type", "expects")
)
_OWN_KEYS = frozenset(("kinds", "figures", "attributes"))
# What a pack says to people; its rules are named by words of the format.
_SENTENCES = frozenset(("statement", "basis", "fix", "title", "owner", "pack"))


def greek(text: str) -> str:
    """A text in Greek letters; what has none of ours stays."""
    return text.translate(_LETTERS)


def greek_snapshot(file: Path) -> str:
    """A snapshot with ids, names and all other words of its own in Greek letters."""
    return _json(_snapshot(_read(file)))


def greek_pack(file: Path, *snapshots: Path) -> str:
    """A pack about such snapshots, without its examples."""
    own = frozenset(word for one in snapshots for word in _words(_read(one)))
    return _json(_pack(_read(file), own))


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _snapshot(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        kept = key not in _OWN_KEYS
        return {
            (name if kept else greek(name)): _snapshot(item, _within(key, name) if kept else "")
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_snapshot(item, key) for item in value]
    return _scalar(value, (lambda text: text) if key in _FORMAT else greek)


def _within(key: str, name: str) -> str:
    """The key that says whose words a value is made of: the kind of an event is the format's."""
    return key if key == "expects" and name == "kind" else name


def _scalar(text: str, said: Callable[[str], str]) -> Any:
    """A value as JSON has it: numbers and truth values are none in quotes."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return said(text)


def _pack(value: Any, own: frozenset[str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {
            name: _pack(item, own, key if key in _SENTENCES else name)
            for name, item in value.items()
            if name not in ("pass", "fail")
        }
    if isinstance(value, list):
        return [_pack(item, own, key) for item in value]
    is_own = key in _SENTENCES or value in own
    return _scalar(value, greek if is_own else lambda text: _quoted(text, own))


def _quoted(text: str, own: Iterable[str]) -> str:
    """An expression, with the words of the user's own that it quotes in Greek letters."""
    for word in own:
        text = text.replace(f"'{word}'", f"'{greek(word)}'")
    return text


def _words(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if key in _OWN_KEYS:
                yield name
            yield from _words(item, _within(key, name))
    elif isinstance(value, list):
        for item in value:
            yield from _words(item, key)
    elif key not in _FORMAT:
        yield value
