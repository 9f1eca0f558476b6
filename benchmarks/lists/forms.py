"""The lists that somebody can write without end, and files in which one of them is long.

Each is written as it is, with every entry changed, and with every entry wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

Data = dict[str, Any]


class State(StrEnum):
    """What a file says in the long list."""

    RIGHT = "right"
    CHANGED = "changed"
    WRONG = "wrong"


Entry = Callable[[int, State], Any]


@dataclass(frozen=True)
class LongList:
    """A list of a format; `written` gives the data of a file in which it has so many entries."""

    name: str
    written: Callable[[int, State], Data]


def text_of(data: Any) -> str:
    """Data as a file of it, a line for each entry."""
    return json.dumps(data, indent=0, ensure_ascii=False) + "\n"


# -- entries ----------------------------------------------------------------------------------


def _text(number: int, state: State) -> Any:
    return {
        State.RIGHT: f"entry {number}",
        State.CHANGED: f"another {number}",
        State.WRONG: [number],
    }[state]


def _named(number: int, state: State) -> Any:
    id = "same" if state is State.WRONG else f"n{number}"
    return {
        "id": id,
        "name": _text(number, State.CHANGED if state is State.CHANGED else State.RIGHT),
    }


def _number(number: int, state: State) -> Any:
    return {State.RIGHT: number, State.CHANGED: number + 1, State.WRONG: "much"}[state]


def _predecessor(number: int, state: State) -> Any:
    return {
        State.RIGHT: f"gone-{number}",
        State.CHANGED: f"lost-{number}",
        State.WRONG: f"no id {number}",
    }[state]


def _accepted(number: int, state: State) -> Any:
    day = "2024-99-99" if state is State.WRONG else "2024-01-01"
    return {"id": _predecessor(number, State.RIGHT), "accepted": day, "by": str(state)}


def _line(number: int, state: State) -> Any:
    to = f"ghost{number}" if state is State.WRONG else f"b{number}"
    return {"to": to, "type": "matrix" if state is State.CHANGED else "functional"}


def _person(number: int, state: State) -> Any:
    return [number] if state is State.WRONG else f"{'q' if state is State.CHANGED else 'p'}{number}"


def _link(number: int, state: State) -> Any:
    to = f"ghost{number}" if state is State.WRONG else f"b{number}"
    return {"to": to, "type": "heard" if state is State.CHANGED else "hears"}


# -- files ------------------------------------------------------------------------------------


def _snapshot(**fields: Any) -> Data:
    return {
        "organisation": "Growth",
        "units": [{"id": "top", "name": "Top", "top": True}],
        **fields,
    }


def _entries(entry: Entry, length: int, state: State) -> list[Any]:
    return [entry(number, state) for number in range(length)]


def _of_unit(field: str, entry: Entry, *, bodies: bool = False) -> LongList:
    """A list of one unit, which may name as many bodies."""

    def written(length: int, state: State) -> Data:
        unit = {"id": "one", "name": "One", "parent": "top", field: _entries(entry, length, state)}
        data = _snapshot(**({"bodies": _bodies(length)} if bodies else {}))
        data["units"].append(unit)
        return data

    return LongList(f"unit: {field}{'' if entry is not _named else ' with ids'}", written)


def _bodies(length: int, prefix: str = "b") -> list[Data]:
    return [
        {"id": f"{prefix}{number}", "name": f"Body {number}", "type": "organ"}
        for number in range(length)
    ]


def _mapping_of_unit(field: str, entry: Entry, key: str = "k{}") -> LongList:
    def written(length: int, state: State) -> Data:
        entries = {key.format(number): entry(number, state) for number in range(length)}
        data = _snapshot()
        unit = {"id": "one", "parent": "top", "name": "One", field: entries}
        data["units"].append(unit)
        return data

    return LongList(f"unit: {field}", written)


def _of_member(sort: str, field: str, entry: Entry, **fields: Any) -> LongList:
    def written(length: int, state: State) -> Data:
        member = {"id": "m", "name": "M", **fields, field: _entries(entry, length, state)}
        return _snapshot(**{sort: [member]})

    return LongList(f"{sort[:-1] if sort != 'bodies' else 'body'}: {field}", written)


def _of_snapshot(field: str, entry: Entry) -> LongList:
    return LongList(
        f"snapshot: {field}",
        lambda length, state: _snapshot(**{field: _entries(entry, length, state)}),
    )


def _members(sort: str, **fields: Any) -> LongList:
    """Members of one sort: with another name, or with a place that does not exist."""

    def written(length: int, state: State) -> Data:
        wrong = {"reports_to": "ghost", "attributes": {"a": []}} if state is State.WRONG else {}
        members = [
            {
                "id": f"m{number}",
                "name": f"{'Another' if state is State.CHANGED else 'Member'} {number}",
                **fields,
                **wrong,
            }
            for number in range(length)
        ]
        data = _snapshot()
        data[sort] = data.get(sort, []) + members
        return data

    return LongList(f"snapshot: {sort}", written)


def _successors(field: str) -> LongList:
    """One unit that takes over from all others: what is changed is that they are gone."""

    def written(length: int, state: State) -> Data:
        data = _snapshot()
        ids = [f"m{number}" for number in range(length)]
        named: list[Any] = [[]] * length if state is State.WRONG else ids
        if state is State.RIGHT:
            data["units"] += [
                {
                    "id": id,
                    "name": f"Member {id}",
                    "parent": "top",
                    "responsibilities": [f"duty {id}"],
                }
                for id in ids
            ]
        else:
            duties = [f"duty {id}" for id in ids]
            one = {"id": "one", "name": "One", "parent": "top", "responsibilities": duties}
            data["units"].append(one | {field: named})
        return data

    return LongList(f"unit: {field} of units that end", written)


def _division(length: int, state: State) -> Data:
    data = _snapshot()
    duties = [f"duty {number}" for number in range(length)]
    if state is State.RIGHT:
        data["units"].append(
            {"id": "one", "name": "One", "parent": "top", "responsibilities": duties}
        )
        return data
    data["units"] += [
        {
            "id": f"m{number}",
            "name": f"Member {number}",
            "parent": "top",
            "replaces": [["one"]] if state is State.WRONG else ["one"],
            "responsibilities": [duty],
        }
        for number, duty in enumerate(duties)
    ]
    return data


def _followers(field: str) -> LongList:
    """Lines or links to bodies that get other ids: none of them has changed."""

    def written(length: int, state: State) -> Data:
        prefix = "c" if state is State.CHANGED else "b"
        bodies = _bodies(length, prefix)
        if state is State.CHANGED:
            bodies = [body | {"previously": [f"b{number}"]} for number, body in enumerate(bodies)]
        to = "ghost" if state is State.WRONG else prefix
        kind = "functional" if field == "lines" else "hears"
        entries = [{"to": f"{to}{number}", "type": kind} for number in range(length)]
        data = _snapshot(bodies=bodies)
        data["units"].append({"id": "one", "name": "One", "parent": "top", field: entries})
        return data

    return LongList(f"unit: {field} that follow", written)


def _heads_of_unit() -> LongList:
    """Posts that head one unit; what is changed is their order."""

    def written(length: int, state: State) -> Data:
        posts = [
            {"id": f"h{number}", "name": f"H {number}", "unit": "one"} for number in range(length)
        ]
        heads = [
            ("ghost" if state is State.WRONG else "h") + str(number) for number in range(length)
        ]
        data = _snapshot(posts=posts)
        turned = heads[::-1] if state is State.CHANGED else heads
        data["units"].append({"id": "one", "name": "One", "parent": "top", "heads": turned})
        return data

    return LongList("unit: heads", written)


def _memberships(length: int, state: State) -> Data:
    """Many units with one person, who is another one afterwards."""
    member: Any = {State.RIGHT: "p", State.CHANGED: "q", State.WRONG: [1]}[state]
    data = _snapshot()
    data["units"] += [
        {"id": f"m{number}", "name": f"M {number}", "parent": "top", "members": [member]}
        for number in range(length)
    ]
    return data


def _teams_alike(length: int, state: State) -> Data:
    """Many teams with other ids and names afterwards, and the same people."""
    start = "t" if state is State.RIGHT else "u"
    wrong: Any = {"members": "p"} if state is State.WRONG else {}
    data = _snapshot()
    data["units"] += [
        {
            "id": f"{start}{number}",
            "name": f"{start}x{number}",
            "parent": "top",
            "members": [f"p{number}-{one}" for one in range(4)],
            **wrong,
        }
        for number in range(length)
    ]
    return data


def _holders(length: int, state: State) -> Data:
    """One duty of many units, which another as many hold afterwards."""
    duty: Any = {State.RIGHT: "duty", State.CHANGED: "other duty", State.WRONG: ""}[state]
    data = _snapshot()
    data["units"] += [
        {"id": f"m{number}", "name": f"M {number}", "parent": "top", "responsibilities": [duty]}
        for number in range(length)
    ]
    return data


def _kinds(length: int, state: State) -> Data:
    value: Any = {
        State.RIGHT: {"top": True},
        State.CHANGED: {"parents": ["k0"]},
        State.WRONG: {"parents": ["ghost"]},
    }[state]
    return _snapshot(kinds={f"k{number}": value for number in range(length)})


def _parents_of_kind(length: int, state: State) -> Data:
    kinds: Data = {f"k{number}": {"top": True} for number in range(length)}
    start = {State.RIGHT: "k", State.CHANGED: "j", State.WRONG: "ghost"}[state]
    kinds |= {f"j{number}": {"top": True} for number in range(length)}
    kinds["one"] = {"parents": [f"{start}{number}" for number in range(length)]}
    return _snapshot(kinds=kinds)


def _language(number: int, state: State) -> Any:
    start = {State.RIGHT: "aa", State.CHANGED: "bb", State.WRONG: "no language"}[state]
    return f"{start}-x{number}"


def _measure(number: int, state: State) -> Any:
    return {
        "id": "same" if state is State.WRONG else f"m{number}",
        "statement": _text(number, State.CHANGED if state is State.CHANGED else State.RIGHT),
        "expects": [{"kind": "create", "new": [f"u{number}"]}],
    }


def _measures(length: int, state: State) -> Data:
    measures = _entries(_measure, length, state)
    return _snapshot(reorganisation={"title": "T", "measures": measures})


def _of_measure(field: str, entry: Entry) -> LongList:
    def written(length: int, state: State) -> Data:
        measure = {"id": "m", "statement": "s", field: _entries(entry, length, state)}
        return _snapshot(reorganisation={"title": "T", "measures": [measure]})

    return LongList(f"snapshot: {field} of a measure", written)


def _expectation(number: int, state: State) -> Any:
    if state is State.WRONG:
        return {"kind": "create"}
    return {"kind": "abolish" if state is State.CHANGED else "create", "new": [f"u{number}"]}


def _nested(length: int, state: State) -> Data:
    """Units within one another, a hundred levels at most."""
    data = _snapshot()
    parent = "top"
    for number in range(length):
        id = f"m{number}"
        name = f"{'Another' if state is State.CHANGED else 'Member'} {number}"
        line = {"reports_to": "ghost"} if state is State.WRONG else {}
        data["units"].append({"id": id, "name": name, "parent": parent, **line})
        parent = id if number % 100 else "top"
    return data


def _day(number: int, since: int = 1000) -> str:
    """A day for each number, apart from those beside it."""
    return str(date(since, 1, 1) + timedelta(2 * number))


def _earlier(number: int, state: State) -> Any:
    days = {"until": "long ago" if state is State.WRONG else _day(number)}
    return {**days, "name": f"{'Another' if state is State.CHANGED else 'Name'} {number}"}


def _later(number: int, state: State, since: int = 1000) -> Any:
    days = {"from": "some day" if state is State.WRONG else _day(number, since)}
    return {**days, "tags": [f"{'other' if state is State.CHANGED else 'tag'} {number}"]}


def _to_come(number: int, state: State) -> Any:
    return _later(number, state, since=3000)


def _period(number: int, state: State) -> Any:
    day = _day(0 if state is State.WRONG else number)
    return {"from": day} if state is State.WRONG else {"from": day, "to": day}


def _rows_of(sort: str, field: str, entry: Entry, when: str = "", **fields: Any) -> LongList:
    """Rows of one entry of a register; what is changed is another name."""

    def written(length: int, state: State) -> Data:
        name = "Changed" if state is State.CHANGED else "M"
        member = {"id": "m", "name": name, **fields, field: _entries(entry, length, state)}
        data = _snapshot(register=True)
        data[sort] = [*data.get(sort, []), member]
        return data

    return LongList(f"register: {field} of {sort}{when}", written)


def _rows_of_snapshot(length: int, state: State) -> Data:
    rows = [{"until": _day(number), "version": _text(number, state)} for number in range(length)]
    return _snapshot(register=True, earlier=rows)


def _entries_of_one_id(length: int, state: State) -> Data:
    """One id in as many times: given again on the same days, where it is wrong."""
    data = _snapshot(register=True)
    name = "Another" if state is State.CHANGED else "M"
    for number in range(length):
        day = _day(0 if state is State.WRONG else number, since=2026)
        times = {"valid_from": day, "valid_to": day}
        data["units"].append({"id": "m", "name": name, "parent": "top", **times})
    return data


SNAPSHOT_LISTS: Sequence[LongList] = (
    _of_unit("responsibilities", _text),
    _of_unit("responsibilities", _named),
    _of_unit("sites", _text),
    _of_unit("sites", _named),
    _of_unit("lines", _line, bodies=True),
    _of_unit("links", _link, bodies=True),
    _followers("lines"),
    _followers("links"),
    _of_unit("tags", _text),
    _of_unit("members", _person),
    _heads_of_unit(),
    _of_member("posts", "holders", _person, unit="top"),
    _of_unit("source", _text),
    _of_unit("previously", _predecessor),
    _of_unit("replaces", _predecessor),
    _of_unit("split_from", _accepted),
    _successors("replaces"),
    _successors("previously"),
    LongList("units that replace one", _division),
    _mapping_of_unit("figures", _number),
    _mapping_of_unit("attributes", _number),
    _mapping_of_unit("name", _text, "aa-x{}"),
    _mapping_of_unit("acronym", _text, "aa-x{}"),
    _of_member("posts", "previously", _predecessor, unit="top"),
    _of_member("posts", "source", _text, unit="top"),
    _of_member("bodies", "previously", _predecessor, type="organ"),
    _of_member("bodies", "source", _text, type="organ"),
    _members("units", parent="top"),
    LongList("snapshot: units within one another", _nested),
    LongList("snapshot: units with one duty", _holders),
    _members("posts", unit="top"),
    _members("bodies", type="organ"),
    _of_snapshot("responsibilities", _named),
    _of_snapshot("people", _named),
    LongList("snapshot: units that one person belongs to", _memberships),
    LongList("snapshot: teams that people alone liken", _teams_alike),
    _of_snapshot("source", _text),
    _of_snapshot("languages", _language),
    LongList("snapshot: kinds", _kinds),
    LongList("snapshot: parents of a kind", _parents_of_kind),
    LongList("snapshot: measures", _measures),
    _of_measure("expects", _expectation),
    _of_measure("open_questions", _text),
)

REGISTER_LISTS: Sequence[LongList] = (
    _rows_of("units", "earlier", _earlier, parent="top"),
    _rows_of("units", "later", _later, parent="top"),
    _rows_of("units", "later", _to_come, ", to come", parent="top"),
    _rows_of("units", "valid", _period, parent="top"),
    _rows_of("posts", "earlier", _earlier),
    _rows_of("bodies", "earlier", _earlier, type="organ"),
    _rows_of("responsibilities", "earlier", _earlier),
    LongList("register: earlier of the snapshot", _rows_of_snapshot),
    LongList("register: entries of one id", _entries_of_one_id),
)


# -- packs, waivers and change sets ------------------------------------------------------------


def _pack(length: int, state: State) -> Data:
    rules = [
        {
            "id": f"R{number}",
            "statement": "s",
            "for": {"id": f"u{number}" if state is State.CHANGED else "top"},
            "assert": {"ghost" if state is State.WRONG else "parent": "top"},
        }
        for number in range(length)
    ]
    return {"pack": "growth", "rules": rules}


def _pack_of(part: Callable[[list[Any]], Data], name: str) -> LongList:
    def written(length: int, state: State) -> Data:
        ids: list[Any] = [[] if state is State.WRONG else f"m{n}" for n in range(length)]
        rule = {"id": "R1", "statement": "s", "allow_empty": True, **part(ids)}
        return {"pack": "growth", "rules": [rule]}

    return LongList(f"pack: {name}", written)


PACK_LISTS: Sequence[LongList] = (
    LongList("pack: rules", _pack),
    _pack_of(lambda ids: {"for": {"id": ids}, "assert": {"parent": "top"}}, "ids of a selector"),
    _pack_of(lambda ids: {"for": {}, "assert": {"parent": ids}}, "names of an assertion"),
)


def _waivers(length: int, state: State) -> Data:
    waivers = [
        {
            "rule": "GOOD" if state is State.CHANGED else "ORG004",
            "unit": f"m{number}",
            "reason": "r",
            "permanent": True,
            **({"expires": "2024-99-99"} if state is State.WRONG else {}),
        }
        for number in range(length)
    ]
    return {"waivers": waivers}


WAIVER_LISTS: Sequence[LongList] = (LongList("waiver file: waivers", _waivers),)


def _change_set(**fields: Any) -> Data:
    side = {"organisation": "Growth", "version": "1", "units": 1}
    return {"schema": "orgcheck.changes/1", "old": side, "new": side, "events": [], **fields}


def _event(**fields: Any) -> Data:
    return {"kind": "attribute", "old": ["top"], "new": ["top"], "field": "tags", **fields}


def _events(length: int, state: State) -> Data:
    events = [
        _event(item=str(n), edits=[_edit(n, state)]) if state is not State.WRONG else {"kind": "?"}
        for n in range(length)
    ]
    return _change_set(events=events)


def _edit(number: int, state: State) -> Any:
    if state is State.WRONG:
        return {"op": "set", "unit": "top"}
    op, side = ("remove", "old") if state is State.CHANGED else ("add", "new")
    return {"op": op, "unit": "top", "field": "tags", side: f"tag {number}"}


def _of_event(field: str, entry: Entry) -> LongList:
    def written(length: int, state: State) -> Data:
        return _change_set(events=[_event(**{field: _entries(entry, length, state)})])

    return LongList(f"change set: {field} of an event", written)


def _of_changes(field: str, entry: Entry) -> LongList:
    return LongList(
        f"change set: {field}",
        lambda length, state: _change_set(**{field: _entries(entry, length, state)}),
    )


def _consequence(number: int, state: State) -> Any:
    if state is State.WRONG:
        return {"field": ""}
    return {"field": "parent", "old": f"a{number}", "new": f"b{number}", "members": ["top"]}


def _flow(number: int, state: State) -> Any:
    if state is State.WRONG:
        return {"giver": ""}
    return {"giver": f"a{number}", "receiver": f"b{number}", "children": ["top"]}


def _possible(number: int, state: State) -> Any:
    if state is State.WRONG:
        return {"old": ""}
    return {"old": f"a{number}", "new": f"b{number}", "because": "b", "paste": "p"}


def _finding(number: int, state: State) -> Any:
    if state is State.WRONG:
        return number
    return {"rule": "CHG001", "severity": "error", "message": f"m {number}", "unit": f"u{number}"}


CHANGE_LISTS: Sequence[LongList] = (
    LongList("change set: events", _events),
    _of_event("edits", _edit),
    _of_event("evidence", _text),
    _of_event("consequences", _consequence),
    _of_event("flows", _flow),
    _of_changes("possible_matches", _possible),
    _of_changes("notes", _text),
    _of_changes("findings", _finding),
)

Lists = Mapping[str, Sequence[LongList]]
EVERY_LIST: Lists = {
    "snapshot": SNAPSHOT_LISTS,
    "register": REGISTER_LISTS,
    "pack": PACK_LISTS,
    "waivers": WAIVER_LISTS,
    "changes": CHANGE_LISTS,
}
