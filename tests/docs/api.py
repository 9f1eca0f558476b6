"""The page on the library, made from what its public names say of themselves."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import orgcheck
from orgcheck.parts import Part
from tests.regenerate import Generated

HEAD = """\
# Python library

What the command line can do with snapshots, rules and changes, the library can: the commands call
the same functions, with the same settings, waivers, baselines and results. This page is made from
the docstrings by `python -m tests.regenerate`; every example on it is run by the tests.

Every name below stands in `orgcheck`; paths count from the current folder. `Source` is a `str` or
a path: what names a file, a folder, standard input (`-`), or `REV:path` as git has it. `Text`,
`Reference`, `Flag`, `Day`, `Number` and their like are `str`, `bool`, `date` and numbers in the
form that [the snapshot format](snapshot-format.md) gives them.
"""
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.M)
# Where an entry of a section begins.
_ENTRY = re.compile(r"^(?=\S)", re.M)


def page() -> str:
    """The functions, then the errors, then what they take and give."""
    named = {name: getattr(orgcheck, name) for name in orgcheck.__all__ if name[0] != "_"}
    groups = {
        "Functions": [name for name, value in named.items() if inspect.isfunction(value)],
        "Errors": [name for name, value in named.items() if is_error(value)],
        "Types": [
            name
            for name, value in named.items()
            if not inspect.isfunction(value) and not is_error(value)
        ],
    }
    parts = [HEAD]
    for title, names in groups.items():
        links = ", ".join(f"[`{name}`](#{name.lower()})" for name in names)
        parts.append(f"## {title}\n\n{links}\n")
        parts += [_entry(name, named[name]) for name in names]
    return "\n".join(parts)


def is_error(value: Any) -> bool:
    """Whether a name is that of an error."""
    return inspect.isclass(value) and issubclass(value, Exception)


def _entry(name: str, value: Any) -> str:
    blocks = [f"### {name}"]
    if inspect.isfunction(value):
        blocks.append(f"```python\n{name}{_signature(value)}\n```")
    elif is_error(value):
        blocks.append(f"A kind of `{value.__mro__[1].__name__}`.")
    blocks += _described(inspect.getdoc(value) or "")
    if inspect.isclass(value) and not is_error(value):
        if table := list(_fields(value)):
            blocks.append("\n".join(["| field | type |", "|---|---|", *table]))
        if members := list(_members(value)):
            blocks.append("\n".join(members))
    return "\n\n".join(blocks) + "\n"


def _signature(function: Any) -> str:
    """A function's parameters, a line each where they are long."""
    signature = str(inspect.signature(function)).replace("'", "")
    if len(signature) < 80:
        return signature
    parameters = inspect.signature(function).parameters.values()
    lines: list[str] = []
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not any(line.startswith("    *") for line in lines):
            lines.append("    *,")
        lines.append(f"    {one},".replace("'", ""))
    returned = inspect.signature(function).return_annotation
    return "\n".join(["(", *lines, f") -> {returned}".replace("'", "")])


def _described(text: str) -> Iterator[str]:
    """A docstring's sections as Markdown."""
    first, *sections = _SECTION.split(text)
    yield first.strip()
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        if title == "Examples":
            yield f"```pycon\n{body.strip()}\n```"
        else:
            yield f"**{title}**"
            yield "\n".join(_item(entry) for entry in _ENTRY.split(body.strip()) if entry)


def _item(entry: str) -> str:
    """One parameter, result or error, with what is said of it."""
    head, _, rest = entry.partition("\n")
    name, _, type_ = head.strip().partition(" : ")
    shown = f"`{name}` ({type_})" if type_ else f"`{name}`"
    return f"- {shown}: {' '.join(rest.split())}"


def _fields(value: Any) -> Iterator[str]:
    """The fields of a record, each with its type."""
    if issubclass(value, Enum):
        yield from (f"| `{one.name}` | `{one.value!r}` |" for one in value)
        return
    if issubclass(value, Part):
        said = {
            name: type_
            for one in reversed(value.__mro__)
            if issubclass(one, Part)
            for name, type_ in _written_types(one)
        }
        named = {name: said[name] for name in value.model_fields}
    elif is_dataclass(value):
        named = {one.name: str(one.type) for one in fields(value) if one.name[0] != "_"}
    else:
        named = {}
    for name, type_ in named.items():
        shown = type_.replace("|", "\\|")
        yield f"| `{name}` | `{shown}` |"


def _written_types(model: type[Any]) -> Iterator[tuple[str, str]]:
    """The fields that a model itself states, each with its type as the source has it."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    for line in definition.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, ast.unparse(line.annotation)


def _members(value: Any) -> Iterator[str]:
    """The methods and properties of a class itself, each with the first line said of it."""
    for name, member in vars(value).items():
        if name.startswith("_"):
            continue
        function = member.__func__ if isinstance(member, classmethod) else member
        if isinstance(member, property | cached_property):
            shown = name
        elif inspect.isfunction(function):
            shown = f"{name}{inspect.signature(function)}".replace("'", "")
            shown = re.sub(r"\((self|cls)(, )?", "(", shown)
        else:
            continue
        said = (inspect.getdoc(member) or "").split("\n\n")[0]
        yield f"- `{shown}`: {' '.join(said.split())}"


GENERATED: Generated = {"docs/api.md": page}
