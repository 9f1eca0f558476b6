"""Files made from nothing by the JSON Schema of their form: whatever that allows.

What a schema cannot say, such as which id exists, is now and then not so; hostile texts stand where
a text may.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from pydantic import TypeAdapter

from fuzzing import making
from fuzzing.parts import joined
from orgcheck.policy.configuration import Settings
from orgcheck.schemas import schema

Schema = Mapping[str, Any]

# What a sample organisation has, and words that a pack may say of it.
_WORDS = ("agency", "services", "north", "audit", "board", "director", "chief", "advice", "Oulu")
_MORE = ("ORG004", "CHG001", "kind", "name", "sites", "create", "merge", "unit", "true", "a.*b")
_EXPRESSIONS = ("unit.name != ''", "unit.sites.size() > 1", "true", "1 + 1", "unit.sites.all(s, s)")
# Deeper than this only what has to be there is written.
_DEEP = 9


def pack_input(random: Random) -> bytes:
    """A rule pack."""
    return joined(_text_of("rules", random))


def waivers_input(random: Random) -> bytes:
    """A waiver file, or two."""
    return joined(*(_text_of("waivers", random) for _ in range(random.choice((1, 1, 2)))))


def settings_input(random: Random) -> bytes:
    """Settings, as TOML."""
    whole = _settings()
    data = _Maker(whole["$defs"], random).made(whole, 0)
    lines = [f"{key} = {_toml(value)}" for key, value in data.items()]
    head = ["[tool.orgcheck]"] if random.random() < 0.5 else []
    return "\n".join((*head, *lines, "")).encode("utf-8", errors="replace")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(map(_toml, value))}]" if isinstance(value, list) else json.dumps(value)


def _text_of(name: str, random: Random) -> str:
    whole = _schema(name)
    data = _Maker(whole["$defs"], random).made(whole, 0)
    return json.dumps(data, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1)))


# Making a schema takes longer than making a text by it.
_schema = cache(schema)
_settings = cache(lambda: TypeAdapter(Settings).json_schema())


class _Maker:
    """Makes values that a schema allows, as far as it looks."""

    def __init__(self, definitions: Mapping[str, Schema], random: Random) -> None:
        self.definitions = definitions
        self.random = random

    def made(self, form: Schema, depth: int) -> Any:
        """A value of a form, within so many others."""
        if "$ref" in form:
            return self.made(self.definitions[form["$ref"].rpartition("/")[2]], depth + 1)
        if "const" in form:
            return form["const"]
        if "enum" in form:
            return self.random.choice(form["enum"])
        if "type" not in form and "properties" not in form:
            choices = form.get("anyOf") or form.get("oneOf")
            return self.made(self.random.choice(choices), depth) if choices else self._text({})
        return self._of_type(self._type(form), form, depth)

    def _type(self, form: Schema) -> str:
        said = form.get("type", "object")
        kinds = [said] if isinstance(said, str) else [kind for kind in said if kind != "null"]
        # A number stands for a text wherever one may: seldom, or nothing else would be tried.
        return kinds[0] if self.random.random() < 0.9 else self.random.choice(kinds)

    def _of_type(self, kind: str, form: Schema, depth: int) -> Any:
        if kind == "object":
            return self._object(form, depth)
        if kind == "array":
            least = form.get("minItems", 0)
            length = self.random.randint(least, max(least, 1 if depth > _DEEP else 2))
            return [self.made(form.get("items", {}), depth + 1) for _ in range(length)]
        if kind in ("number", "integer"):
            numbers = (0, 1, 2, 3, 10**39) if kind == "integer" else (0, 0.5, 1, 1.5, 2, 1e300)
            least, most = form.get("minimum", 0), form.get("maximum", 1e300)
            return self.random.choice([n for n in numbers if least <= n <= most] or [least])
        return self.random.random() < 0.7 if kind == "boolean" else self._text(form)

    def _object(self, form: Schema, depth: int) -> dict[str, Any]:
        known: Mapping[str, Schema] = form.get("properties", {})
        needed = list(form.get("required", ()))
        for branches in (part for part in (form, *form.get("allOf", ())) if "properties" in form):
            choices = branches.get("anyOf") or branches.get("oneOf") or ()
            if choices:
                needed += self.random.choice(choices).get("required", ())
        often = 0.25 if depth <= _DEEP else 0
        names = [name for name in known if name in needed or self.random.random() < often / 2]
        fewest = form.get("minProperties", 0)
        if known and len(names) < fewest:
            names = self.random.sample(list(known), fewest)
        made = {name: self.made(known[name], depth + 1) for name in names if known[name]}
        others = form.get("additionalProperties")
        if isinstance(others, dict) and (not known or self.random.random() < often):
            for _ in range(self.random.randint(fewest, fewest + 1)):
                made[self._text(form.get("propertyNames", {}))] = self.made(others, depth + 1)
        return made

    def _text(self, form: Schema) -> str:
        if form.get("format") == "date":
            return self.random.choice(("2024-01-01", "2030-12-31", "2024-02-30"))
        if "pattern" in form:
            return self.random.choice((*_WORDS, f"R{self.random.randint(0, 99)}"))
        if self.random.random() < 0.15:
            return self.random.choice(making.HOSTILE)
        return self.random.choice(self.random.choice((_WORDS, _MORE, _EXPRESSIONS)))
