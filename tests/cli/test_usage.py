"""A command line that is none is refused in the language that it asks for, wherever it does."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.runs import Run
from tests.cli.test_spoken import english_in

WRONG = {
    "restate": "argument 'FIGURE'",
    "restate headcount": "option '--from'",
    "show --foo x.yaml": "No such option '--foo'",
    "validate --formatt json x.yaml": "Did you mean '--format'?",
    "show a b c": "Got unexpected extra argument (c)",
    "show a b c d": "Got unexpected extra arguments (c d)",
    "validate x.yaml --fail-on never": "Invalid value for '--fail-on': 'never' is not one of",
    "chart x.yaml --depth deep": "'deep' is not a valid integer range",
    "chart x.yaml --depth=-1": "-1 is not in the range x>=0",
    "validate x.yaml --as-of soon": "expected a date such as",
    "validate x.yaml --isolated=3": "does not take a value",
    "nothing": 'there is no command "nothing"',
}


@pytest.mark.parametrize("words", WRONG)
def test_a_command_line_that_is_none_is_refused(run: Run, words: str) -> None:
    ended = run(*shlex.split(words))

    assert ended.status == 2
    assert ended.err.startswith("Usage: orgcheck") or words.endswith("=3")
    assert WRONG[words] in ended.err


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("words", WRONG)
@pytest.mark.parametrize("asked", ["--lang {}", "--lang={}"])
def test_it_is_refused_in_the_language_that_it_asks_for(
    run: Run, words: str, language: str, asked: str
) -> None:
    ended = run(*shlex.split(words), *shlex.split(asked.format(language)))

    assert ended.status == 2
    assert "Error" not in ended.err
    without_names = ended.err.replace("never", "").replace("deep", "").replace("nothing", "")
    assert english_in(_unquoted(without_names), language) == []


def test_an_option_without_its_value_is_told_in_english(run: Run) -> None:
    assert "Option '--rules' requires an argument." in run("validate", "x.yaml", "--rules").err


def test_it_is_told_in_the_language_that_stands_before_it(run: Run) -> None:
    ended = run("validate", "--lang", "fi", "x.yaml", "--rules")

    assert ended.err.startswith("Virhe: Valitsin '--rules' vaatii arvon.")


def _unquoted(text: str) -> str:
    """Without what is written as it stands: the usage, commands, options and their words."""
    lines = (line for line in text.splitlines() if "orgcheck" not in line)
    words = (word for line in lines for word in line.split() if "'" not in word and "-" not in word)
    return " ".join(words)
