"""The schemas of single values, as a YAML parser that knows no field hands them over.

A field that asks for text takes an unquoted `2024` or `true` as text; any other program has made a
number or a truth value of it before a schema sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

# Only ASCII is held against a pattern: engines differ in what they call a letter. In both
# classes, whatever is not ASCII passes.
_BEGINS = r"[^\u0000-/:-@\[-`{-\u007f\s]"
_GOES_ON = r"[^\u0000-,;-@\[-^`{-\u007f\s]"

TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
ID: Schema = {
    "type": ["string", "number", "boolean"],
    "pattern": f"^{_BEGINS}{_GOES_ON}*$",
    "minLength": 1,
    "maxLength": 128,
    # Of a number, which is taken as the text that stands there: no id begins with a dash.
    "minimum": 0,
}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# Known to the day, the month or the year; a year without quotes is a number to other programs.
DATE: Schema = {
    "anyOf": [
        DAY,
        {"type": "string", "pattern": r"^([0-9]{4}-(0[1-9]|1[0-2])|[1-9][0-9]{3})$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
    ]
}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
COUNT: Schema = {"type": "integer", "minimum": 0}


def reference(name: str) -> Schema:
    """The definition of that name."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(items: Schema, *, at_least: int = 0) -> Schema:
    """A list."""
    return {"type": "array", "items": items, **({"minItems": at_least} if at_least else {})}


def one_or_list(items: Schema) -> Schema:
    """One value, or a list of them."""
    return {"anyOf": [items, list_of(items, at_least=1)]}


def mapping(properties: Mapping[str, Schema], required: Sequence[str] = (), **more: Any) -> Schema:
    """A mapping of known keys; a key that may be absent may also be without a value."""
    return {
        "type": "object",
        "properties": {
            key: value if key in required else or_null(value) for key, value in properties.items()
        },
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
        **more,
    }


def or_null(schema: Schema) -> Schema:
    """The same, or nothing: a key without a value says as much as no key."""
    if isinstance(types := schema.get("type"), (str, list)) and "enum" not in schema:
        return {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    told: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    rest = {key: value for key, value in schema.items() if key not in told}
    return {**told, "anyOf": [rest, {"type": "null"}]}


def described(schema: Schema, description: str) -> Schema:
    """The same with what it is for."""
    return {"description": description, **schema}
