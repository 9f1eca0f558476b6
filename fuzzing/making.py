"""Snapshots made from nothing, with every field of the format, hostile texts, and in every form.

Mutants of real files keep to what real files say. What is made here says all that a field may
say, and more: as blocks, in brackets, as JSON, with units within each other, in several files,
and now and then with a list that is very long.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import yaml

from benchmarks.lists.forms import CHANGE_LISTS, SNAPSHOT_LISTS, State, text_of
from fuzzing.parts import joined
from fuzzing.tokens import TOKENS
from orgcheck.changes.compare import compare
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

Data = dict[str, Any]

# One case in so many has a long list, of so many entries at most.
_SELDOM = 60
_LONG = 1_500

HOSTILE = (
    *("::error::x", "  ::set-output name=a::b", "a\n::stop-commands::x", "##[error]x"),
    *("##vso[task.complete result=Failed;]", "%0A::error::", "${{ secrets.X }}", "$(id)", "`id`"),
    *("<script>alert(1)</script>", "</title>", "]]>", "<!--", "&lt;", "&#0;", '" onload="x'),
    *("[x](javascript:1)", "![x](http://x/y)", "| a | b |", "# a", "@all", "```", "<details>"),
    *("end", "subgraph", 'a["b"]', "graph TD;", "}; digraph {", "\\n\\l\\N", "%%{init: {}}%%"),
    *(
        "\u202eabc",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x85",
        "\t",
        "\n",
        "\r\n",
        "\ue0000\ue001",
    ),
    *("e\u0301", "\u00e9", "İ", "ß", "ﬁ", "日本", "👩\u200d👩\u200d👧", "a" * 300, "א ב"),
    *("null", "~", "true", "no", "1e999", "9" * 40, "-0", "0x1F", "2024-02-30", "1_000", ".inf"),
    *("- a", "a: b", "? a", "*a", "&a", "!!str a", "---", "%YAML 1.2", "<<", "'", '"', "\\", " "),
)
_NUMBERS = (0, 1, -1, 0.1, 1.5, -0.0, 10**39, 1e300, 1e-300, 12345678.9)
_DAYS = ("2024-01-01", "2023-12-31", "0001-01-01", "9999-12-31", "2024-02-30", "soon")
_IDS = tuple(f"u{number}" for number in range(9))
_POSTS = tuple(f"p{number}" for number in range(4))
_BODIES = tuple(f"b{number}" for number in range(3))
_DUTIES = tuple(f"d{number}" for number in range(4))
_PEOPLE = tuple(f"q{number}" for number in range(6))


# -- values ------------------------------------------------------------------------------------


def _text(random: Random) -> str:
    if random.random() < 0.4:
        return random.choice(HOSTILE) + (random.choice(HOSTILE) if random.random() < 0.3 else "")
    return " ".join(random.choice(("Finance", "Audit", "Services", "North", "IT")) for _ in "ab")


def _name(random: Random) -> Any:
    if random.random() < 0.7:
        return _text(random)
    return {code: _text(random) for code in random.sample(("en", "fi", "sv", "zh-Hant"), 2)}


def _id(random: Random) -> str:
    return _text(random) if random.random() < 0.05 else random.choice(_IDS)


def _anyone(random: Random) -> str:
    return _text(random) if random.random() < 0.1 else random.choice((*_IDS, *_POSTS, *_BODIES))


def _person(random: Random) -> str:
    return _text(random) if random.random() < 0.1 else random.choice(_PEOPLE)


def _flag(random: Random) -> Any:
    return random.choice((True, False, True, "true", 1))


def _day(random: Random) -> str:
    return random.choice(_DAYS)


def _number(random: Random) -> Any:
    return random.choice(_NUMBERS)


def _scalar(random: Random) -> Any:
    return random.choice((_text, _number, _flag, _day))(random)


def _several(make: Callable[[Random], Any], most: int = 3) -> Callable[[Random], list[Any]]:
    return lambda random: [make(random) for _ in range(random.randint(0, most))]


def _entries(make: Callable[[Random], Any]) -> Callable[[Random], Data]:
    return lambda random: {_text(random): make(random) for _ in range(random.randint(0, 3))}


def _some(fields: Mapping[str, Callable[[Random], Any]]) -> Callable[[Random], Data]:
    """A mapping with some of these fields, in any order."""

    def make(random: Random) -> Data:
        names = [name for name in fields if random.random() < 0.6]
        random.shuffle(names)
        return {name: fields[name](random) for name in names}

    return make


def _holding(random: Random) -> Any:
    if random.random() < 0.5:
        return random.choice((_text(random), random.choice(_DUTIES)))
    return {"id": random.choice(_DUTIES), "name": _name(random)}


def _predecessor(random: Random) -> Any:
    if random.random() < 0.7:
        return _id(random)
    rest = _some({"by": _text, "evidence": _text})(random)
    return {"id": _id(random), "accepted": _day(random), **rest}


_DECISION = _some({"body": _anyone, "date": _day, "reference": _text, "basis": _text})
ENTITY: Mapping[str, Callable[[Random], Any]] = {
    "acronym": _name,
    "reports_to": _anyone,
    "previously": _several(_predecessor),
    "legal_basis": _text,
    "source": _several(_text),
    "attributes": _entries(_scalar),
}
UNIT = {
    **ENTITY,
    "kind": lambda random: random.choice(("agency", "unit", _text(random))),
    "parent": _id,
    "top": _flag,
    "head": _anyone,
    "heads": _several(_anyone),
    "members": _several(_person),
    "lines": _several(_some({"to": _anyone, "type": lambda _: "matrix", "basis": _text})),
    "responsibilities": _several(_holding),
    "sites": _several(_holding),
    "tags": _several(_text),
    "figures": _entries(_number),
    "links": _several(_some({"to": _anyone, "type": _text})),
    "replaces": _several(_predecessor),
    "split_from": _several(_predecessor),
    "winding_down": _flag,
    "revives": _flag,
    "valid_from": _day,
    "valid_to": _day,
}
POST = {**ENTITY, "unit": _id, "vacant": _flag, "holders": _several(_person)}
BODY = {**ENTITY, "type": lambda random: random.choice(("organ", "committee", "external", "x"))}
DUTY = {"basis": _text, "statutory": _flag, "attributes": _entries(_scalar)}
PERSON = {"attributes": _entries(_scalar)}
MEASURE = {
    "expects": _several(_some({"kind": lambda _: "merge", "old": _several(_id), "new": _id})),
    "effective": _day,
    "transition_until": _day,
    "owner": _text,
    "decision": _DECISION,
    "consultation": _some({"body": _text, "status": _text, "date": _day}),
    "open_questions": _several(_text),
}
HEADER = {
    "orgcheck": lambda _: 1,
    "version": _text,
    "valid_from": _day,
    "valid_to": _day,
    "status": lambda random: random.choice(("draft", "in-force", "approved", "x")),
    "decision": _DECISION,
    "source": _several(_text),
    "languages": _several(lambda random: random.choice(("en", "fi", "xx-yy"))),
    "kinds": lambda random: {
        "agency": {"top": True},
        "unit": {"parents": ["agency", "unit"]},
        _text(random): None,
    },
    "terms": _entries(
        lambda random: {"name": _name(random), **_some({"plural": _name})(random)},
    ),
    "responsibilities_complete": _flag,
    "reorganisation": lambda random: {
        "title": _name(random),
        "proposal": _text(random),
        "measures": [
            {"id": f"m{number}", "statement": _name(random), **_some(MEASURE)(random)}
            for number in range(random.randint(0, 2))
        ],
    },
}


# -- snapshots ---------------------------------------------------------------------------------


def snapshot(random: Random) -> Data:
    """A snapshot in which any field may say anything; most ids that it names exist."""
    return {
        "organisation": _name(random),
        **_some(HEADER)(random),
        "bodies": _members(random, _BODIES, {**BODY}, type="organ"),
        "posts": _members(random, _POSTS, POST),
        "units": _units(random),
        "responsibilities": _members(random, _DUTIES, DUTY),
        "people": _members(random, _PEOPLE, PERSON),
    }


def _members(
    random: Random, ids: tuple[str, ...], fields: Mapping[str, Any], **needed: Any
) -> list[Data]:
    chosen = random.sample(ids, random.randint(0, len(ids)))
    make = _some(fields)
    return [{"id": id, "name": _name(random), **needed, **make(random)} for id in chosen]


def _units(random: Random) -> list[Data]:
    """Units of which most stand in a tree."""
    units = _members(random, _IDS, UNIT)
    for number, unit in enumerate(units):
        if random.random() < 0.8:
            unit.pop("top", None)
            unit |= {"top": True} if number == 0 else {"parent": units[number // 2]["id"]}
    return units


def changed(data: Data, random: Random) -> Data:
    """A later version: members that come, go, have another id, and fields that differ."""
    later = copy.deepcopy(data)
    sorts = (("units", UNIT), ("posts", POST), ("bodies", BODY), ("people", PERSON))
    for sort, fields in sorts:
        members = later[sort]
        for member in members:
            if random.random() < 0.4:
                member |= _some(fields)(random)
            if sort != "people" and random.random() < 0.15:
                member["previously"] = [member["id"]]
                member["id"] += "x"
            if random.random() < 0.15:
                member["name"] = _name(random)
        if members and random.random() < 0.4:
            members.pop(random.randrange(len(members)))
    if random.random() < 0.3:
        later |= _some(HEADER)(random)
    return later


def nested(data: Data, random: Random) -> Data:
    """The same with some units within their parents, where these stand before them."""
    units: list[Data] = copy.deepcopy(data["units"])
    placed: dict[str, Data] = {}
    roots = []
    for unit in units:
        above = placed.get(unit.get("parent", ""))
        if above is not None and random.random() < 0.7:
            del unit["parent"]
            above.setdefault("units", []).append(unit)
        else:
            roots.append(unit)
        placed.setdefault(unit["id"], unit)
    return {**data, "units": roots}


# -- forms -------------------------------------------------------------------------------------


def written(data: Any, random: Random) -> str:
    """Data as a text: in blocks, in brackets, or as JSON."""
    form = random.randrange(4)
    # Seldom, since a text that holds what no text may is refused as a whole.
    as_it_is = random.random() < 0.1
    if form < 2:
        indent = random.choice((None, 0, 1, 4))
        return json.dumps(data, indent=indent, ensure_ascii=not as_it_is)
    return yaml.safe_dump(
        data, default_flow_style=form == 2, allow_unicode=as_it_is, sort_keys=False
    )


def in_files(data: Data, random: Random) -> list[str]:
    """A snapshot as the texts of a folder: what it says of itself, and its lists in two files."""
    lists = ("bodies", "posts", "units", "responsibilities")
    first = {key: value for key, value in data.items() if key not in lists}
    half = len(data["units"]) // 2
    second = {"units": data["units"][:half], "posts": data["posts"]}
    third = {key: data[key] for key in ("bodies", "responsibilities")}
    parts = (first, second, {**third, "units": data["units"][half:]})
    return [written(part, random) for part in parts]


def _long(random: Random) -> tuple[str, str]:
    """A snapshot with a very long list, and a later version of it."""
    listed = random.choice(SNAPSHOT_LISTS)
    length = random.randint(_LONG // 3, _LONG)
    later = random.choice((State.RIGHT, State.CHANGED, State.WRONG))
    return text_of(listed.written(length, State.RIGHT)), text_of(listed.written(length, later))


# -- what targets are given --------------------------------------------------------------------


def snapshot_input(random: Random) -> bytes:
    """A snapshot in one file or in three."""
    if random.randrange(_SELDOM) == 0:
        return joined(_long(random)[1])
    data = snapshot(random)
    if random.random() < 0.4:
        data = nested(data, random)
    return joined(*in_files(data, random) if random.random() < 0.3 else (written(data, random),))


def diff_input(random: Random) -> bytes:
    """Two versions of a snapshot, which need not have one form."""
    if random.randrange(_SELDOM) == 0:
        return joined(*_long(random))
    old = snapshot(random)
    new = changed(old, random) if random.random() < 0.8 else snapshot(random)
    sides = (nested(side, random) if random.random() < 0.3 else side for side in (old, new))
    return joined(*(written(side, random) for side in sides))


def changes_input(random: Random) -> bytes:
    """What tells two versions apart, with anything in some of its fields, and the older version."""
    if random.randrange(_SELDOM) == 0:
        state = random.choice(tuple(State))
        return joined(text_of(random.choice(CHANGE_LISTS).written(_LONG, state)))
    old = snapshot(random)
    texts = [written(side, random) for side in (old, changed(old, random))]
    try:
        sides = [Organisation.of(load([SourceText("made", text)], "made")) for text in texts]
        changes = json.loads(changes_json.report(compare(*sides)))
    except Exception:
        # Whatever that is, the target that compares finds it with a case to show for it.
        return joined("{}", texts[0])
    for _ in range(random.choice((0, 0, 1, 1, 2, 4))):
        _spoil(changes, random)
    return joined(json.dumps(changes), texts[0])


def _spoil(data: Any, random: Random) -> None:
    """Put anything into some place within data."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = random.choice(keys)
        if not isinstance(data[key], (dict, list)) or random.random() < 0.25:
            data[key] = _anything(random)
            return
        data = data[key]


def _anything(random: Random) -> Any:
    make = random.choice((_scalar, _several(_scalar), _entries(_scalar), lambda _: None, _id))
    return random.choice(TOKENS) if random.random() < 0.1 else make(random)
