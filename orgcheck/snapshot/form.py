"""Holding plain values against a model, and saying in own words what does not fit.

Snapshots, rule packs, waivers, configuration and change sets all pass through here, so that an
unknown key or a wrong type reads the same wherever it stands.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from orgcheck.findings import Location, Problem
from orgcheck.snapshot.nodes import Document, Mapping, clipped, found

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]

_DIGITS = re.compile(r"[0-9]")
# How alike two words must be for one to be offered in place of the other.
LIKE_ENOUGH = 0.7

_TYPES = {
    "string_type": "a text",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What does not fit, at which path; `field` is the known key that is meant, where one is."""

    path: Path
    message: str
    fix: str | None
    about_key: bool = False
    field: str | None = None


def check(model: type[M], document: Document, node: Any) -> tuple[M | None, list[Problem]]:
    """A node of a document as a model, or all that keeps it from being one, with the places.

    Parameters
    ----------
    model
        The pydantic model that the node should fit.
    document
        The document that the node belongs to.
    node
        The value as the reader gave it.

    Returns
    -------
    tuple
        The model and no problems, or None and at least one problem.
    """
    if not isinstance(node, dict):
        return None, [Problem(document.start(), f"expected a mapping, found {found(node)}")]
    try:
        return _adapter(model).validate_python(without_nulls(node)), []
    except ValidationError as error:
        return None, [
            Problem(place_of(complaint, document, node), complaint.message, complaint.fix)
            for complaint in complaints(error, model, node)
        ]


def place_of(complaint: Complaint, document: Document, node: Any) -> Location:
    """Where the key or value that a complaint is about stands."""
    container: Any = node
    for step in complaint.path[:-1]:
        container = container[step]
    if complaint.about_key:
        return document.of_key(container, str(complaint.path[-1]))
    place = document.locate(node, complaint.path)
    if place is None and isinstance(node, Mapping) and node:
        place = document.of_value(node, "id" if "id" in node else next(iter(node)))
    return place or document.start()


def complaints(error: ValidationError, model: type[BaseModel], node: Any) -> list[Complaint]:
    """Own words for everything that pydantic found, one complaint per value."""
    errors = [
        (_in_node(detail["loc"], node, detail["type"]), detail)
        for detail in error.errors(include_url=False, include_input=False)
    ]
    by_path: dict[Path, list[ErrorDetails]] = {}
    for path, detail in errors:
        by_path.setdefault(path, []).append(detail)
    found = [
        _complaint(path, details, model, node)
        for path, details in by_path.items()
        if not _another_arm_fits_better(path, details, by_path)
    ]
    # A misspelt key is why the key that was meant is missing.
    misspelt = {(*one.path[:-1], one.field) for one in found if one.about_key and one.field}
    return [one for one in found if one.about_key or one.field is None or one.path not in misspelt]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like one that is not known, where any is like enough.

    Compares with the optimal string alignment distance, case folded; of equals, the first in
    alphabetical order. Words whose digits differ name different things, and are never offered.

    Examples
    --------
    >>> nearest("parnt", ["kind", "parent", "posts"])
    'parent'
    >>> nearest("xyzzy", ["kind", "parent"]) is None
    True
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    digits = _digits(word)
    matches = process.extract(
        word,
        [*known],
        scorer=OSA.normalized_similarity,
        processor=str.casefold,
        score_cutoff=LIKE_ENOUGH,
        limit=None,
    )
    alike = [(-likeness, other) for other, likeness, _ in matches if _digits(other) == digits]
    return min(alike)[1] if alike else None


def _digits(word: str) -> list[str]:
    found: list[str] = _DIGITS.findall(word)
    return found


def without_nulls(value: Any) -> Any:
    """A copy in which a key without a value is left out: it says as much as no key."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


@lru_cache(maxsize=64)
def _adapter(model: type[M]) -> TypeAdapter[M]:
    return TypeAdapter(model)


def _in_node(loc: Sequence[str | int], node: Any, kind: str) -> Path:
    """The path of an error in the node itself: pydantic also names the arms of its unions."""
    path: list[str | int] = []
    value = node
    for step in loc:
        if _leads_on(value, step):
            value = value[step]
        else:
            continue
        path.append(step)
    if kind == "missing":
        path.append(loc[-1])
    return tuple(path)


def _leads_on(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _another_arm_fits_better(
    path: Path, details: list[ErrorDetails], by_path: dict[Path, list[ErrorDetails]]
) -> bool:
    """Whether a value of two possible types has the second type, and its fault lies deeper."""
    if not all(detail["type"] in _TYPES for detail in details):
        return False
    return any(len(other) > len(path) and other[: len(path)] == path for other in by_path)


def _complaint(
    path: Path, details: list[ErrorDetails], model: type[BaseModel], node: Any
) -> Complaint:
    value = _value_at(node, path)
    telling = [detail for detail in details if detail["type"] not in _TYPES]
    if not telling:
        wanted = " or ".join(dict.fromkeys(_TYPES[detail["type"]] for detail in details))
        fix = f"write [{clipped(value)}]" if wanted == "a list" and isinstance(value, str) else None
        return Complaint(path, f"{_named(path)}expected {wanted}, found {found(value)}", fix)
    detail = telling[0]
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, model)
    if kind == "missing":
        return Complaint(
            path, f'"{path[-1]}" is missing', f"add `{path[-1]}:`", field=str(path[-1])
        )
    about_key = detail["loc"][-1] == "[key]"
    message, fix = _words(kind, detail, path[-1] if about_key and path else value)
    return Complaint(path, f"{_named(path)}{message}", fix, about_key)


def _words(kind: str, detail: ErrorDetails, value: Any) -> tuple[str, str | None]:
    context = detail.get("ctx", {})
    if kind == "orgcheck":
        return detail["msg"], None
    if kind == "literal_error":
        wanted = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        near = nearest(value, wanted) if isinstance(value, str) else None
        return (
            f"expected one of {', '.join(wanted)}, found {found(value)}",
            f"write {near}" if near else None,
        )
    if kind == "string_too_short":
        return "is empty", "write a text, or remove the key"
    if kind == "too_short":
        return "is empty", "write a text, or one per language such as {en: ...}"
    if kind == "string_pattern_mismatch" and "{2,3}" in str(context.get("pattern")):
        return f"{found(value)} is not a language code", "write a code such as fi, sv or en"
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return (
            f"{found(value)} is not an id",
            "use letters, digits and . _ : / -, beginning with a letter or digit, "
            "at most 128 characters",
        )
    return f"{found(value)} cannot stand here", None


def _unknown_key(path: Path, model: type[BaseModel]) -> Complaint:
    key = str(path[-1])
    known = _keys_at(model, path[:-1])
    near = nearest(key, known)
    if key == "<<":
        message, fix = "merge keys are not part of YAML 1.2", "spell the keys out"
    elif near:
        message, fix = f'unknown key "{clipped(key)}"; did you mean "{near}"?', f"write `{near}:`"
    elif "attributes" in known:
        message = f'unknown key "{clipped(key)}"'
        fix = "remove it, or put a fact of your own under `attributes:`"
    else:
        message, fix = f'unknown key "{clipped(key)}"', f"known here: {', '.join(known)}"
    return Complaint(path, f"{_named(path[:-1])}{message}", fix, about_key=True, field=near)


def _named(path: Path) -> str:
    """The field that a message is about, as a reader would write it."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{clipped(step)}"
    return f"{words.lstrip('.')}: " if words else ""


def _value_at(node: Any, path: Path) -> Any:
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def _keys_at(annotation: Any, path: Path) -> list[str]:
    """The keys that the model at a path knows, in the order in which it lists them."""
    for arm in _arms(annotation):
        if isinstance(arm, type) and issubclass(arm, BaseModel):
            fields = {field.alias or name: field for name, field in arm.model_fields.items()}
            if not path:
                return list(fields)
            if path[0] in fields:
                return _keys_at(fields[str(path[0])].annotation, path[1:])
        elif path and get_origin(arm) in (tuple, list, dict):
            item = get_args(arm)[1 if get_origin(arm) is dict else 0]
            if keys := _keys_at(item, path[1:]):
                return keys
    return []


def _arms(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _arms(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [arm for choice in get_args(annotation) for arm in _arms(choice)]
    return [annotation]
