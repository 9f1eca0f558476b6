"""Holding plain values against a model, and saying in own words what does not fit."""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from orgcheck import parts
from orgcheck.core import SchemaValidator, ValidationError
from orgcheck.counting import in_a_row
from orgcheck.errors import Diagnostic
from orgcheck.findings import Location
from orgcheck.language import Said, msg, said, said_later, tr
from orgcheck.parts import validator_of
from orgcheck.records import dataclass
from orgcheck.snapshot.model import LONGEST_NAME
from orgcheck.snapshot.scalars import in_words, number_meant
from orgcheck.snapshot.suggestions import instead_of_list, items_in, meant_key, nearest
from orgcheck.snapshot.text import (
    LONGEST_QUOTE,
    NO_COLON,
    Document,
    MappingNode,
    Plain,
    clipped,
    found,
    kind_words,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_LISTS = (tuple, list)
_MAPPINGS = (dict, collections.abc.Mapping)


class Shape:
    """The form of the values that an annotation allows; none of those of an unknown one."""

    def __init__(self, annotation: Any = None) -> None:
        self._arms = _arms(annotation)

    @cached_property
    def fields(self) -> Mapping[str, Shape]:
        """The keys that the format gives a mapping, in the order in which it lists them."""
        return {key: shape for arm in self._arms for key, shape in _fields_of(arm).items()}

    @cached_property
    def items(self) -> Shape:
        """The form of a list's items."""
        return next((Shape(get_args(a)[0]) for a in self._arms if get_origin(a) in _LISTS), NONE)

    @cached_property
    def _own(self) -> tuple[SchemaValidator, Shape] | None:
        """The form of the keys that a writer chooses, and of their values."""
        mapping = next((arm for arm in self._arms if get_origin(arm) in _MAPPINGS), None)
        if mapping is None:
            return None
        key, value = get_args(mapping)
        return validator_of(key), Shape(value)

    def knows(self, key: str) -> bool:
        """Whether a mapping may have a key."""
        return key in self.fields or (self._own is not None and _fits(self._own[0], key))

    def of(self, step: str | int) -> Shape:
        """The form of the value of a key, or of a list's item."""
        if isinstance(step, int):
            return self.items
        own = self._own[1] if self._own is not None else NONE
        return self.fields.get(step, own)


def shape_at(model: Any, path: Sequence[str | int]) -> Shape:
    """The form of what a path leads to in what a model reads."""
    shape = shape_of(model)
    for step in path:
        shape = shape.of(step)
    return shape


@cache
def shape_of(model: Any) -> Shape:
    """The form of what a model reads."""
    return Shape(model)


def without_nulls(value: Any, shape: Shape) -> Any:
    """A copy in which a known key without a value is left out: it says as much as no key.

    A key that is not known stays, whatever its value.
    """
    if isinstance(value, dict):
        return {
            key: without_nulls(item, shape.of(key)) if isinstance(item, (dict, list)) else item
            for key, item in value.items()
            if item is not None or not shape.knows(key)
        }
    if isinstance(value, list):
        return [without_nulls(item, shape.items) for item in value]
    return value


@lru_cache(maxsize=64)
def _fields_of(arm: Any) -> Mapping[str, Shape]:
    if not isinstance(arm, type):
        return {}
    if issubclass(arm, parts.Part):
        return {
            field.alias or name: Shape(field.annotation) for name, field in arm.model_fields.items()
        }
    if not is_dataclass(arm):
        return {}
    hints = get_type_hints(arm, include_extras=True)
    annotations = {field.name: hints[field.name] for field in fields(arm)}
    # A change set is written with keys that it has no fields for.
    annotations |= getattr(arm, "derived", {})
    return {key: Shape(annotation) for key, annotation in annotations.items()}


def _arms(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _arms(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [arm for choice in get_args(annotation) for arm in _arms(choice)]
    return [annotation]


def _fits(keys: SchemaValidator, key: str) -> bool:
    try:
        keys.validate_python(key)
    except ValidationError:
        return False
    return True


NONE = Shape()


M = TypeVar("M", bound=parts.Part)
T = TypeVar("T")
Path = tuple[str | int, ...]

MERGE_KEY = "<<"

_TYPES = {
    "string_type": msg("a text"),
    "dict_type": msg("a mapping"),
    "model_type": msg("a mapping"),
    "model_attributes_type": msg("a mapping"),
    "dataclass_type": msg("a mapping"),
    "tuple_type": msg("a list"),
    "list_type": msg("a list"),
    "bool_type": msg("true or false"),
    "int_type": msg("a whole number"),
    "float_type": msg("a number"),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What does not fit, at which path; `field` is the known key that is meant, where one is."""

    path: Path
    message: str
    fix: str | None
    about_key: bool = False
    field: str | None = None


def check(model: type[T], document: Document, node: Any) -> tuple[T | None, list[Diagnostic]]:
    """A node of a document as a model, or all that keeps it from being one, with the places.

    Parameters
    ----------
    model
        The model, or the dataclass, that the node should fit.
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
        message = said(
            "expected {what}, found {found}", what=said("a mapping"), found=kind_words(node)
        )
        return None, [Diagnostic(document.start(), message)]
    try:
        values = without_nulls(node, shape_of(model))  # type: ignore[arg-type]
        return cast("T", validator_of(cast("Any", model)).validate_python(values)), []
    except ValidationError as error:
        return None, [
            Diagnostic(place_of(complaint, document, node), complaint.message, complaint.fix)
            for complaint in complaints(error, model, node)
        ]


def with_its_id(model: type[M], values: Any) -> M:
    """A part made of values; an id that is a text of the wrong form is kept, as others refer to it.

    Raises
    ------
    ValidationError
        Where anything else does not fit.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        id = values.get("id") if isinstance(values, dict) else None
        wrong = any(detail["loc"][:1] == ("id",) for detail in error.errors())
        if not (wrong and isinstance(id, str) and id):
            raise
    part = model.model_validate({**values, "id": "stand-in"})
    return part.model_copy(update={"id": str(id)})


def place_of(complaint: Complaint, document: Document, node: Any) -> Location:
    """Where the key or value that a complaint is about stands."""
    container: Any = node
    for step in complaint.path[:-1]:
        container = container[step]
    if complaint.about_key:
        return document.of_key(container, str(complaint.path[-1]))
    place = document.locate(node, complaint.path)
    if place is None and isinstance(node, MappingNode) and node:
        place = document.of_value(node, "id" if "id" in node else next(iter(node)))
    return place or document.start()


def complaints(
    error: ValidationError, model: type[Any], node: Any, also: Sequence[str] = ()
) -> list[Complaint]:
    """Own words for everything that pydantic found, one complaint per value.

    `also` are keys that the node may have beside those of the model.
    """
    errors = [
        (_in_node(detail["loc"], node, detail["type"]), detail)
        for detail in error.errors(include_url=False, include_input=False)
    ]
    by_path: dict[Path, list[ErrorDetails]] = {}
    for path, detail in errors:
        by_path.setdefault(path, []).append(detail)
    above = {path[:length] for path in by_path for length in range(len(path))}
    found = [
        _complaint(path, details, model, node, also)
        for path, details in by_path.items()
        if not (path in above and _is_of_another_type(details)) and not _is_cut_on(path, node)
    ]
    # Not told: that a key is missing which is misspelt, or which a refused merge key was to bring.
    misspelt = {(*one.path[:-1], one.field) for one in found if one.about_key and one.field}
    merged = {(*one.path[:-1], key) for one in found for key in merged_keys(one, node)}
    follows = misspelt | merged
    return [one for one in found if one.about_key or one.field is None or one.path not in follows]


def merged_keys(complaint: Complaint, node: Any) -> list[str]:
    """The keys that a refused merge key was to bring."""
    if not complaint.about_key or complaint.path[-1] != MERGE_KEY:
        return []
    values = _value_at(node, complaint.path)
    several = values if isinstance(values, list) else [values]
    return [key for one in several if isinstance(one, dict) for key in one]


def _in_node(loc: Sequence[str | int], node: Any, kind: str) -> Path:
    """The path of an error in the node itself: pydantic also names the arms of its unions."""
    path: list[str | int] = []
    value = node
    for step in loc[:-1] if kind == "missing" else loc:
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


def _is_of_another_type(details: list[ErrorDetails]) -> bool:
    """Whether only the type is wrong; of a union pydantic says so too for a fault deeper down."""
    return all(detail["type"] in _TYPES for detail in details)


def _complaint(
    path: Path,
    details: list[ErrorDetails],
    model: type[Any],
    node: Any,
    also: Sequence[str],
) -> Complaint:
    value = _value_at(node, path)
    if value is NO_COLON:
        return _cut_text(path, node, model)
    telling = [detail for detail in details if detail["type"] not in _TYPES]
    if not telling:
        types = list(dict.fromkeys(_TYPES[detail["type"]] for detail in details))
        fix = _instead(" or ".join(types), value, path)
        expected = said(
            "expected {what}, found {found}",
            what=said_later(lambda: in_a_row(list(map(tr, types)), "or")),
            found=found(value),
        )
        return Complaint(path, _about(path, expected), fix)
    detail = telling[0]
    kind = detail["type"]
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown_key(path, model, node, also if len(path) == 1 else ())
    if kind == "missing":
        return _missing(path, node)
    about_key = detail["loc"][-1] == "[key]"
    message, fix = _words(kind, detail, path[-1] if about_key and path else value)
    return Complaint(path, _about(path, message), fix, about_key)


def _missing(path: Path, node: Any) -> Complaint:
    """The complaint about a key that is not there, or that stands there without a value."""
    key = str(path[-1])
    within = _value_at(node, path[:-1])
    if isinstance(within, dict) and key in within:
        message = said('"{key}" has no value', key=key)
        fix = said("write it after `{key}:`", key=key)
    else:
        message, fix = said('"{key}" is missing', key=key), said("add `{key}:`", key=key)
    return Complaint(path, _about(path[:-1], message), fix, field=key)


def _words(kind: str, detail: ErrorDetails, value: Any) -> tuple[str, str | None]:
    context = detail.get("ctx", {})
    if kind == "orgcheck":
        return in_words(context), _as_number(value) if context.get("what") == "a number" else None
    if kind in ("literal_error", "enum"):
        wanted = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        near = nearest(value, wanted) if isinstance(value, str) else None
        return (
            said(
                "expected one of {words}, found {found}",
                words=", ".join(wanted),
                found=found(value),
            ),
            said("write {id}", id=near) if near else None,
        )
    if kind == "string_too_short":
        return said("is empty"), said("write a text, or remove the key")
    if kind == "too_short":
        example = "{en: ...}"
        return said("is empty"), said(
            "write a text, or one per language such as {example}", example=example
        )
    if kind == "string_pattern_mismatch" and "{2,3}" in str(context.get("pattern")):
        message = said("{found} is not a language code", found=found(value))
        return message, said("write a code such as fi, sv or en")
    if kind == "string_too_long" and context.get("max_length") == LONGEST_NAME:
        return (
            said("is longer than {number} characters", number=LONGEST_NAME),
            said("give it a shorter name, and put the rest under `attributes:`"),
        )
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return (
            said("{found} is not an id", found=found(value)),
            said(
                "use letters, digits and . _ : / -, beginning with a letter or digit, at most 128 "
                "characters"
            ),
        )
    return said("{found} cannot stand here", found=found(value)), None


def _instead(wanted: str, value: Any, path: Path) -> str | None:
    """What to do about a value of another type than the one that is wanted."""
    if isinstance(value, list) and "a list" not in wanted:
        return instead_of_list(str(path[-1])) if path else None
    if wanted != "a list" or not isinstance(value, str):
        return None
    if value.startswith("-"):
        return said("put a space after the dash that begins an item: `- `")
    items = f"[{', '.join(items_in(value))}]"
    if len(items) <= LONGEST_QUOTE:
        return said("write {id}", id=items)
    return said("write one item a line, after `- `")


def _as_number(value: Any) -> str | None:
    """What to write in place of a text that stands for a number."""
    number = number_meant(value) if isinstance(value, str) else None
    if number is None:
        return None
    if isinstance(value, Plain):
        return said("write {id}", id=str(number))
    return said("write {number}, without quotes", number=str(number))


def _is_cut_on(path: Path, node: Any) -> bool:
    """Whether a key without a colon follows another one: both are pieces of one text."""
    if _value_at(node, path) is not NO_COLON:
        return False
    within = _value_at(node, path[:-1])
    keys = list(within)
    before = keys.index(path[-1]) - 1
    return before >= 0 and within[keys[before]] is NO_COLON


def _cut_text(path: Path, node: Any, model: type[Any]) -> Complaint:
    """The complaint about a key within braces that has neither a colon nor a value."""
    within = _value_at(node, path[:-1])
    keys = list(within)
    at = keys.index(path[-1])
    pieces = [str(key) for key in takewhile(lambda key: within[key] is NO_COLON, keys[at:])]
    key, colon, value = pieces[0].partition(":")
    known = shape_at(model, path[:-1])
    before = within[keys[at - 1]] if at else None
    if colon and value and (key in known.fields or (at == 0 and known.knows(key))):
        missing = said('a space is missing after the colon of "{text}"', text=clipped(pieces[0]))
        mend = said("write `{key}: {value}`", key=key, value=clipped(value))
        return Complaint(path, _about(path[:-1], missing), mend, True, key)
    message, fix = _cut(clipped(pieces[0]), before, pieces, clipped(str(keys[at - 1])))
    return Complaint(path, _about(path[:-1], message), fix, about_key=True)


def _cut(text: str, before: object, pieces: Sequence[str], key: str) -> tuple[str, str]:
    """What is wrong with a piece of a text after a comma, and how to mend it."""
    if not isinstance(before, str):
        message = said('"{text}" has neither a colon nor a value', text=text)
        return message, said("write a colon and the value, or remove it")
    if isinstance(before, Plain) and (number := number_meant(",".join((before, *pieces)))):
        message = said(
            '"{text}" has neither a colon nor a value: a comma cuts the number before it',
            text=text,
        )
        return message, said("write {number}, without a comma", number=clipped(number))
    message = said(
        '"{text}" has neither a colon nor a value: an unquoted comma cuts the text that begins '
        'with "{beginning}"',
        text=text,
        beginning=clipped(before),
    )
    whole = clipped(", ".join((before, *pieces)))
    return message, said('put quotes around the text: {key}: "{text}"', key=key, text=whole)


def unknown_key(key: str, near: str | None) -> Said:
    """That a key is not known, with the one that may be meant."""
    if near is None:
        return said('unknown key "{key}"', key=clipped(key))
    return said('unknown key "{key}"; did you mean "{near}"?', key=clipped(key), near=near)


def _unknown_key(path: Path, model: type[Any], node: Any, also: Sequence[str]) -> Complaint:
    key = str(path[-1])
    known = [*shape_at(model, path[:-1]).fields, *also]
    near = meant_key(key, known, _value_at(node, path[:-1]))
    if key == MERGE_KEY:
        message = said("merge keys are not part of YAML 1.2")
        fix = said("spell the keys out")
    else:
        message = unknown_key(key, near)
        if near:
            fix = said("write `{key}:`", key=near)
        elif "attributes" in known:
            fix = said("remove it, or put a fact of your own under `attributes:`")
        else:
            fix = said("known here: {keys}", keys=", ".join(known))
    return Complaint(path, _about(path[:-1], message), fix, about_key=True, field=near)


def _about(path: Path, message: str) -> str:
    """A message with the field that it is about, where it is about one."""
    field = _named(path).removesuffix(": ")
    return said("{subject}: {what}", subject=field, what=message) if field else message


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
