"""Every sentence stands in the catalogues, and is complete in Finnish and in Swedish."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from hatch_build import CATALOGUES, compile_catalogues
from orgcheck.language import languages
from tests.language.catalogues import GENERATED, KEYWORDS, catalogue, is_translated
from tests.regenerate import kept
from tests.test_architecture import modules, name_of

if TYPE_CHECKING:
    from babel.messages import Message

FILES = sorted(CATALOGUES.glob("*.po"))
COMPLETE = ("fi", "sv")


def texts(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def translated() -> list[tuple[str, Message]]:
    return [
        (file.stem, message)
        for file in FILES
        for message in catalogue(file)
        if message.id and is_translated(message)
    ]


@pytest.mark.parametrize("path", GENERATED)
def test_a_catalogue_has_the_sentences_that_the_program_says(path: str) -> None:
    """Where not: `python -m tests.regenerate catalogues`, then translate what is empty."""
    assert kept(path) == GENERATED[path]()


@pytest.mark.parametrize("language", COMPLETE)
def test_every_sentence_is_translated(language: str) -> None:
    messages = [one for one in catalogue(CATALOGUES / f"{language}.po") if one.id]
    assert messages
    assert [one.id for one in messages if not is_translated(one)] == []


def test_a_translation_names_the_values_that_the_sentence_names() -> None:
    """A singular may leave the number to its noun, and another language may name it there."""
    wrong = []
    for language, message in translated():
        owed = set().union(*map(placeholders, texts(message.id)))
        for id, string in zip(texts(message.id), texts(message.string), strict=False):
            named = placeholders(string)
            if not placeholders(id) - {"number"} <= named <= owed:
                wrong.append((language, id, string))
    assert wrong == []


def test_values_are_named_by_words_and_written_without_formats() -> None:
    """A number, a date and a list are written by their language, never by a format within."""
    for language, message in translated():
        for text in (*texts(message.id), *texts(message.string)):
            for _, name, form, conversion in Formatter().parse(text):
                if name is not None:
                    assert name.isidentifier(), (language, text)
                    assert (form, conversion) == ("", None), (language, text)


def test_a_translation_begins_and_ends_with_the_blanks_of_the_sentence() -> None:
    for language, message in translated():
        for id, string in zip(texts(message.id), texts(message.string), strict=False):
            assert (
                string[: len(string) - len(string.lstrip())] == (id[: len(id) - len(id.lstrip())])
            ), (language, id)
            assert string[len(string.rstrip()) :] == id[len(id.rstrip()) :], (language, id)


def test_no_message_stands_in_an_f_string() -> None:
    """There no tool finds it that reads sources as Python 3.11 does."""
    hidden = [
        (name_of(file), call.lineno)
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in KEYWORDS
        if any(isinstance(one, ast.Constant) for one in call.args)
    ]
    assert hidden == []


def test_every_catalogue_is_compiled() -> None:
    """`tests/conftest.py` does it, `python -m tests.regenerate` and every installation."""
    assert compile_catalogues() == []
    assert languages() == ("en", *(file.stem for file in FILES))


def test_a_duty_that_nobody_holds_any_more_is_dropped_in_one_word() -> None:
    """A reader takes two words for two things."""
    others = {"en": r"\bfalls?\b", "fi": r"\b(putoaa|poistuu)\b", "sv": r"\b(tappar|släpper)\b"}
    said = [("en", text) for _, message in translated() for text in texts(message.id)]
    said += [(code, text) for code, message in translated() for text in texts(message.string)]
    about = re.compile(r"dut(y|ies)|tehtäv|uppgift")
    wrong = [
        (code, text)
        for code, text in said
        if about.search(text) and re.search(others.get(code, r"(?!)"), text)
    ]
    assert wrong == []
