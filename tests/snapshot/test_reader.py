"""What the reader accepts, where it says that things stand, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck import libraries
from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.findings import Location
from orgcheck.language import speaking, spoken
from orgcheck.snapshot import events
from orgcheck.snapshot.reader import MOST_NESTED, read
from orgcheck.snapshot.sources import decoded
from orgcheck.snapshot.text import Document, Plain, SourceText


@pytest.fixture(
    params=["in a program of others", "in a process of its own"], scope="module", autouse=True
)
def alone(request: pytest.FixtureRequest) -> Iterator[None]:
    """PyYAML as others have it, and as a process has it that runs one command."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in a process of its own":
            for name in ("ScalarEvent", "MappingEndEvent", "SequenceEndEvent"):
                patch.setattr(yaml._yaml, name, getattr(yaml._yaml, name))
            patch.setattr(libraries, "_for_one_command", True)
            patch.setattr(events, "_GIVES_TUPLES", events._gives_tuples())
            assert events._GIVES_TUPLES
        yield


def root(text: str) -> object:
    return read(SourceText("a.yaml", text)).root


def problems(text: str) -> list[Diagnostic]:
    with pytest.raises(Unreadable) as refused:
        read(SourceText("a.yaml", text))
    return refused.value.problems


def test_values_keep_the_place_of_key_and_value() -> None:
    document = read(SourceText("a.yaml", "units:\n  - id: a\n    name: Alpha\n"))
    unit = document.root["units"][0]
    key, value = document.of_key(unit, "name"), document.of_value(unit, "name")
    assert (key.line, key.column, key.end_column) == (3, 5, 9)
    assert (value.line, value.column, value.end_column) == (3, 11, 16)


def test_columns_count_characters_not_bytes() -> None:
    document = read(SourceText("a.yaml", '{"å": "ä", "b": 1}'))
    assert document.of_value(document.root, "b").column == 17


def test_lines_end_where_an_editor_ends_them() -> None:
    for ending in ("\n", "\r\n", "\r"):
        document = read(SourceText("a.yaml", f"a: 1{ending}b: 2{ending}"))
        assert document.of_value(document.root, "b").line == 2


def test_a_line_separator_within_a_text_does_not_count_as_a_line() -> None:
    document = read(SourceText("a.yaml", 'a: "x\u2028y"\nb: 2\n'))
    assert document.of_value(document.root, "b").line == 2


def test_the_place_of_a_path_is_that_of_its_last_step() -> None:
    document = read(SourceText("a.yaml", "lines:\n  - {to: a, type: b}\n"))
    place = document.locate(document.root, ("lines", 0, "type"))
    assert place is not None
    assert (place.line, place.column) == (2, 19)


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL", ""])
def test_an_unquoted_null_is_no_value(text: str) -> None:
    assert root(f"a: {text}") == {"a": None}


@pytest.mark.parametrize("text", ['"null"', "'~'", '""'])
def test_a_quoted_null_is_text(text: str) -> None:
    value = root(f"a: {text}")["a"]  # type: ignore[index]
    assert type(value) is str


def test_only_unquoted_scalars_may_be_more_than_text() -> None:
    values = root("[true, 'true', 12, \"12\"]")
    assert [type(value) is Plain for value in values] == [True, False, True, False]  # type: ignore[attr-defined]


def test_a_plain_scalar_with_the_tag_of_text_is_text() -> None:
    values = root("[! true, !!str 12, ! 12, 12]")
    assert [type(value) is Plain for value in values] == [False, False, False, True]  # type: ignore[attr-defined]


def test_anchors_and_aliases_work_within_the_budget() -> None:
    assert root("a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


def test_a_json_pair_of_surrogates_is_one_character() -> None:
    assert root('{"name": "\\ud83d\\ude00"}') == {"name": "😀"}


PAIR = "\\ud83c\\udfdb"


def test_what_stands_behind_pairs_of_surrogates_has_its_place_in_the_text() -> None:
    text = f'{{"a": "{PAIR} {PAIR}", "{PAIR}": [1, {{"b": "{PAIR}"}}]}}'
    document = read(SourceText("a.json", text))
    inner = document.root["🏛"]

    def quoted(place: Location) -> str:
        return text[place.column - 1 : place.end_column - 1]

    assert quoted(document.of_value(document.root, "a")) == f'"{PAIR} {PAIR}"'
    assert quoted(document.of_value(inner, 0)) == "1"
    assert quoted(document.of_key(inner[1], "b")) == '"b"'
    assert quoted(document.of_value(inner[1], "b")) == f'"{PAIR}"'


@pytest.mark.parametrize("wrong", ['"b": 1, "b": 2', '"b": [}', '"b": *x'])
def test_what_is_refused_behind_pairs_of_surrogates_has_its_place_in_the_text(wrong: str) -> None:
    (plain,) = problems(f'{{"a": "{"x" * 24}", {wrong}}}')
    (paired,) = problems(f'{{"a": "{PAIR}{PAIR}", {wrong}}}')
    assert paired == plain


def test_each_of_several_dashes_without_a_space_is_one_problem_of_the_list() -> None:
    assert len(problems("a:\n  -id: b\n  -id: c\n  -id: d\n")) == 1


@pytest.mark.parametrize("text", ["{a: b, c}", "{c}", "{a: {c, a: b}}", '{"c", a: b}', "{? c}"])
def test_a_key_within_braces_that_has_no_colon_is_told_from_one_without_a_value(text: str) -> None:
    assert "NoColon" in repr(root(text))


@pytest.mark.parametrize("text", ["{c: , a: b}", "{c: ~}", "{a: b, c: }", "c:\n", "? c\n"])
def test_a_key_with_a_colon_and_without_a_value_has_none(text: str) -> None:
    assert root(text)["c"] is None  # type: ignore[index]


def test_a_byte_order_mark_is_left_out() -> None:
    assert read(decoded("a.yaml", b"\xef\xbb\xbfa: b")).root == {"a": "b"}


REFUSED = [
    ("", 1, 1, "the file is empty"),
    ("   \n", 1, 1, "the file is empty"),
    ("# only this\n", 1, 1, "nothing but comments"),
    ("a: 1\na: 2\n", 2, 1, 'the key "a" stands here a second time; first on line 1'),
    ("a: !!python/object:os.system x", 1, 4, "the tag !!python/object:os.system"),
    ("a: !!int 3", 1, 4, "the tag !!int"),
    ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here"),
    ("a: *x", 1, 4, "the alias *x names an anchor that is not complete"),
    ("a: &x [*x]", 1, 8, "the alias *x names an anchor that is not complete"),
    ("? [a]\n: b\n", 1, 3, "a list or mapping stands where a key belongs"),
    ("a:\n\t- b\n", 2, 1, "a tab stands where indentation belongs"),
    ("a: b: c\n", 1, 5, "a colon stands where no key can be"),
    ("a: [b\nc: d\n", 2, 2, "a bracket is not closed"),
    ("a:\n- {b: c, d: E: F}\n", 2, 14, "a colon stands where no key can be"),
    ("a:\n- {b: c,\n   d: E: F}\n", 3, 8, "a colon stands where no key can be"),
    ("a:\n- {b:, c: d}\n", 2, 5, "a colon without a space after it"),
    ("a:\n- id:b2\n  name: x\n", 2, 3, "a colon without a space after it"),
    ("a:\n- id: b2\n  name:x\n  top: true\n", 3, 3, "a colon without a space after it"),
    ("a: [\n", 2, 1, "a value is missing here"),
    ("a: 'b\n", 2, 1, "the file ends inside a quoted text"),
    ("a: @b\n", 1, 4, "a value cannot begin with @"),
    ('a: "\\q"\n', 1, 5, "an escape that YAML does not know"),
    ("a: b\x07c\n", 1, 5, "the character U+0007 is not allowed"),
    ("a: b\x00c\n", 1, 5, "the character U+0000 is not allowed"),
    ('a: "b\\0c"\n', 1, 6, "a NUL character is not allowed in any form"),
    ("{a: '\\0', b: \"\\\\0\\0\"}", 1, 18, "a NUL character is not allowed in any form"),
    ('["\\ud83d\\ude00", "\\0"]', 1, 19, "a NUL character is not allowed in any form"),
    ('"\\x00": b\n', 1, 2, "a NUL character is not allowed in any form"),
    ("a: b\x85c\n", 1, 5, "the character U+0085 is not allowed in a text"),
    ("a: 'b\x85 c'\n", 1, 6, "the character U+0085 is not allowed in a text"),
    ("a: b\u2028c\nd: e\n", 1, 5, "the character U+2028 ends a text without quotes"),
    ("a:\n  -id: b\n    name: B\n", 2, 3, "a space is missing after the dash"),
    ("a:\n  -id: b\n  -id: c\n  -id: d\n", 2, 3, "a space is missing after the dash"),
    (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> main\n",
        2,
        1,
        "a merge conflict is open from here, to line 6",
    ),
    ("a: 1\n>>>>>>> main\n", 2, 1, "git left the end of a merge conflict here"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_what_is_refused_says_where_and_why(text: str, line: int, column: int, words: str) -> None:
    first = problems(text)[0]
    assert words in first.message
    assert (first.location.line, first.location.column) == (line, column)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_is_refused_is_said_in_another_language(language: str) -> None:
    for text, *_ in REFUSED:
        for problem in problems(text):
            assert problem.fix is not None
            with speaking(language):
                assert spoken(problem.message) != problem.message, text
                assert spoken(problem.fix) != problem.fix, text


def test_a_key_repeated_twice_in_two_places_is_reported_twice() -> None:
    found = problems("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(p.location.line, p.location.column) for p in found] == [(2, 1), (5, 3)]


def test_an_escaped_backslash_before_a_zero_is_no_nul() -> None:
    assert root('a: "b\\\\0c"') == {"a": "b\\0c"}


def test_a_bomb_of_aliases_is_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "aliases add more than" in problems("\n".join(levels))[0].message


@pytest.mark.parametrize("depth", [MOST_NESTED + 1, 10_000])
@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_deep_nesting_is_refused(depth: int, pair: str) -> None:
    text = "[" * depth if pair == "[]" else "{a: " * depth
    assert "levels deep" in problems(text)[0].message


def test_deep_nesting_by_indentation_is_refused() -> None:
    text = "\n".join("  " * level + "a:" for level in range(MOST_NESTED + 5))
    assert "levels deep" in problems(text)[0].message


def test_text_that_is_not_utf8_is_refused_at_its_place() -> None:
    with pytest.raises(Unreadable) as refused:
        decoded("a.yaml", b"a: b\nc: \xe4\n")
    problem = refused.value.problems[0]
    assert problem.message == "byte 0xe4 is not valid UTF-8"
    assert (problem.location.line, problem.location.column) == (2, 4)


def test_utf16_is_called_by_its_name() -> None:
    with pytest.raises(Unreadable) as refused:
        decoded("a.yaml", "a: b".encode("utf-16"))
    assert refused.value.problems[0].message == "the file is UTF-16, not UTF-8"


@given(st.text(max_size=60) | st.text("{}[]&*!|>%@`-:,?#'\" \n\tab", max_size=60))
@settings(max_examples=400)
def test_any_text_is_read_or_refused_with_its_problems(text: str) -> None:
    assert outcome(text)


def outcome(text: str) -> Document | list[Diagnostic]:
    try:
        return read(SourceText("a.yaml", text))
    except Unreadable as refused:
        return refused.problems


def test_the_keys_of_a_long_mapping_have_their_places_too() -> None:
    text = "".join(f"k{number}: {number}\n" for number in range(500))
    document = read(SourceText("a.yaml", text))
    for number in (0, 99, 250, 499):
        key = document.of_key(document.root, f"k{number}")
        value = document.of_value(document.root, f"k{number}")
        assert (key.line, key.column, value.line) == (number + 1, 1, number + 1)
        assert value.column == len(f"k{number}: ") + 1
