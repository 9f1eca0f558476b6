"""Every error that ends a run is said in the language of the report: by `said`, where it is raised.

Read from the sources: what a call of an error is given, and what the names that it is given were
assigned, has no sentence that is not one of a catalogue.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import partial

import pytest

from tests.language.catalogues import KEYWORDS
from tests.language.test_catalogues import modules, name_of

# What is made of sentences, beside whatever is called ...Error.
_CALLED = {"Diagnostic", "FolderOfSnapshots", "NotRead", "NotWritable", "BadParameter"}
# What a draft of a snapshot, made of another format, has to remark.
_CALLED |= {"defect", "note", "refusal"}
# Mistakes of who writes Python, which Python reports.
_FOR_PROGRAMMERS = {
    *("AttributeError", "FrozenInstanceError", "KeyError", "RuntimeError", "TypeError"),
    *("ValueError",),
}
# Of its own words an error of pydantic is told, and in the language, by `orgcheck.core`.
_TOLD_LATER = {"PydanticCustomError", "PydanticKnownError"}
NOTHING = ast.Module([], [])
_COMMAND = re.compile("`[^`]*`")


def test_an_error_is_said_in_the_language_of_the_report() -> None:
    unsaid = [
        (name_of(file), line, text)
        for file, tree in modules()
        for line, text in sentences_of_errors(tree)
    ]
    assert unsaid == []


@pytest.mark.parametrize(
    "source",
    [
        'raise OrgcheckError("no day is named")',
        'raise OrgcheckError(said("no day is named"), "name a day")',
        'raise GitError(f"{name} has no file")',
        'raise click.UsageError("no day" if x else said("no day is named"))',
        'def f():\n    words = f"{name} has no file"\n    raise GitError(words)',
        '_FIX = "name a day"\ndef f():\n    raise GitError(said("no day is named"), _FIX)',
        'Diagnostic(None, said("a day is missing") + ("; did you mean it?" if near else ""))',
    ],
)
def test_a_sentence_that_no_catalogue_has_is_found(source: str) -> None:
    assert len(list(sentences_of_errors(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'raise OrgcheckError(said("no day is named"), said("name {file}", file=f"a {b}"))',
        'raise ValueError("no day is named")',
        'def f():\n    words = said("no day is named")\n    raise GitError(words)',
        "raise GitError(error.message, error.fix)",
    ],
)
def test_what_a_catalogue_has_is_no_fault(source: str) -> None:
    assert list(sentences_of_errors(ast.parse(source))) == []


def sentences_of_errors(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the words of each sentence that an error is given and no catalogue has."""
    for scope, call in _calls(tree):
        if _called(call) in _TOLD_LATER | _FOR_PROGRAMMERS:
            continue
        if _called(call) in _CALLED or _called(call).endswith("Error"):
            for value in (*call.args, *(one.value for one in call.keywords)):
                yield from _sentences(value, scope, tree)


def _calls(tree: ast.AST, scope: ast.AST | None = None) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Every call, with the function that it stands in."""
    scope = scope or tree
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield scope, node
        yield from _calls(node, node if isinstance(node, ast.FunctionDef) else scope)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _sentences(value: ast.AST, scope: ast.AST, module: ast.Module) -> Iterator[tuple[int, str]]:
    parts = partial(_sentences, scope=scope, module=module)
    match value:
        case ast.Constant() | ast.JoinedStr() if _is_sentence(value):
            yield value.lineno, ast.unparse(value)
        case ast.Name(id=name):
            for assigned in (*_assigned(name, ast.walk(scope)), *_assigned(name, module.body)):
                # Not what it is made of by its own name before.
                yield from _sentences(assigned, NOTHING, NOTHING)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from parts(one)
            yield from parts(other)
        case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several):
            for one in several:
                yield from parts(one)
        case ast.Call() if _called(value) in _CALLED:
            # It is found as a call itself.
            return
        case ast.Call(args=given) if _called(value) not in KEYWORDS:
            for one in given:
                yield from parts(one)


def _assigned(name: str, nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """What a name is made of by some statements."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            names = (target for target in node.targets if isinstance(target, ast.Name))
            if any(target.id == name for target in names):
                yield node.value


def _is_sentence(value: ast.AST) -> bool:
    """Whether a text has words of its own, with a blank between them, and is no command."""
    match value:
        case ast.Constant(value=str(text)):
            return " " in text.strip() and not _COMMAND.fullmatch(text)
        case ast.JoinedStr(values=pieces):
            whole = "".join(one.value if isinstance(one, ast.Constant) else "x" for one in pieces)
            own = " ".join(one.value for one in pieces if isinstance(one, ast.Constant))
            named = any(letter.isalpha() for letter in own)
            return " " in own.strip() and named and not _COMMAND.fullmatch(whole)
    return False
