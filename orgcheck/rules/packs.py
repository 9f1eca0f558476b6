"""Rule packs: text -> rules, or all that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from orgcheck.findings import Location, Problem, Severity
from orgcheck.organisation import Organisation
from orgcheck.rules.assertions import assertion
from orgcheck.rules.change_form import CHANGE_KEYS, change_parts
from orgcheck.rules.model import (
    Basis,
    ChangeExample,
    ChangeRule,
    Example,
    Pack,
    PackError,
    Rule,
    Scope,
)
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import Selector, selector
from orgcheck.snapshot import nodes
from orgcheck.snapshot.loading import load_node
from orgcheck.snapshot.nodes import found
from orgcheck.snapshot.reader import Unreadable, read
from orgcheck.snapshot.text import SourceText

__all__ = ["PackError", "read_pack", "read_packs"]

_PACK_KEYS = ("pack", "title", "rules", "change_rules")
_RULE_KEYS = (
    *("id", "statement", "basis", "owner", "severity", "for", "assert", "fix"),
    *("applies_to", "waivable", "allow_empty", "pass", "fail"),
)
_BUILT_IN = re.compile(r"(ORG|CHG)[0-9]+", re.IGNORECASE)
_OVERRIDABLE = ("CHG001", "CHG002", "CHG003", "CHG004", "CHG005")
_RULE_ID = re.compile(r"[^\W_][\w.:/-]{0,127}")


class Head(TypedDict):
    """The values that every rule has, as `Rule` and `ChangeRule` take them."""

    id: str
    statement: str
    basis: Basis | None
    owner: str | None
    severity: Severity
    selector: Selector
    fix: str | None
    applies_to: Scope
    waivable: bool
    allow_empty: bool
    location: Location
    selector_location: Location | None
    assertion_location: Location


def read_pack(source: SourceText) -> Pack:
    """Read one rule pack.

    Parameters
    ----------
    source
        The text of the pack, under the name that messages call it by.

    Raises
    ------
    PackError
        With every problem of the pack, each at its place.

    Examples
    --------
    >>> text = "pack: small\\nrules:\\n- {id: S1, statement: Named., assert: {must_have: name}}"
    >>> [rule.id for rule in read_pack(SourceText("small.yaml", text)).rules]
    ['S1']
    """
    try:
        document = read(source)
    except Unreadable as unreadable:
        raise PackError(unreadable.problems) from None
    problems: list[Problem] = []
    pack = _pack(Node(document, problems, document.root, document.start()), source.name)
    if problems or pack is None:
        raise PackError(sorted(problems, key=lambda problem: problem.location))
    return pack


def read_packs(sources: Iterable[SourceText]) -> list[Pack]:
    """Read several packs, whose rules have different ids.

    Raises
    ------
    PackError
        With every problem of every pack.
    """
    packs: list[Pack] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            packs.append(read_pack(source))
        except PackError as error:
            problems += error.problems
    problems += _shared_ids(packs)
    if problems:
        raise PackError(problems)
    return packs


def _shared_ids(packs: Sequence[Pack]) -> list[Problem]:
    seen: dict[str, Location] = {}
    problems = []
    for rule in (rule for pack in packs for rule in pack.every_rule):
        first = seen.setdefault(rule.id, rule.location)
        if first is not rule.location:
            message = f"another pack has a rule {rule.id} too, at {first}"
            problems.append(Problem(rule.location, message, "give one of the two another id"))
    return problems


def _pack(node: Node, source: str) -> Pack | None:
    parts = _said(node.mapping(_PACK_KEYS))
    if parts is None:
        return None
    name = _required(node, parts, "pack", "a name for the pack")
    title = parts["title"].text() if "title" in parts else None
    if "rules" not in parts and "change_rules" not in parts:
        node.wrong('"rules" is missing', "add `rules:`, or `change_rules:`")
    seen: dict[str, Location] = {}
    rules = [_rule(item, seen) for item in _items(parts, "rules")]
    change_rules, severities = [], {}
    for item in _items(parts, "change_rules"):
        override = _override(item)
        if override is None:
            change_rules.append(_change_rule(item, seen))
        else:
            severities.update(override)
    return Pack(
        name or "",
        title,
        tuple(rule for rule in rules if rule is not None),
        tuple(rule for rule in change_rules if rule is not None),
        source,
        node.place,
        severities,
    )


def _items(parts: Mapping[str, Node], key: str) -> list[Node]:
    """The rules of a list, each called by its own keys alone: the place says which it is."""
    return [item.unnamed() for item in parts[key].items()] if key in parts else []


def _said(parts: Mapping[str, Node] | None) -> dict[str, Node] | None:
    """The values without the keys that say nothing, save a selector: none is no selector of all."""
    if parts is None:
        return None
    return {key: part for key, part in parts.items() if part.value is not None or key == "for"}


def _required(node: Node, parts: Mapping[str, Node], key: str, what: str) -> str | None:
    if key not in parts:
        node.wrong(f'"{key}" is missing', f"add `{key}:`, {what}")
        return None
    return parts[key].text()


def _rule(node: Node, seen: dict[str, Location]) -> Rule | None:
    parts = _said(node.mapping(_RULE_KEYS))
    if parts is None:
        return None
    head = _head(node, parts, seen, None)
    required = None
    if "assert" in parts and head is not None:
        required = assertion(parts["assert"], head["selector"].of)
    passes, fails = (_examples(parts, key) for key in ("pass", "fail"))
    if head is None or required is None:
        return None
    return Rule(**head, assertion=required, passes=passes, fails=fails)


def _change_rule(node: Node, seen: dict[str, Location]) -> ChangeRule | None:
    parts = _said(node.mapping((*_RULE_KEYS, *CHANGE_KEYS)))
    if parts is None:
        return None
    head = _head(node, parts, seen, "units")
    change = change_parts(parts)
    passes, fails = (_change_examples(parts, key) for key in ("pass", "fail"))
    if head is None or change is None:
        return None
    on, where, demands = change
    return ChangeRule(**head, on=on, where=where, demands=demands, passes=passes, fails=fails)


def _override(node: Node) -> dict[str, Severity] | None:
    """The severity that a pack gives to a built-in change rule; None where this is a rule."""
    value = node.value
    if not isinstance(value, nodes.Mapping) or value.get("id") not in _OVERRIDABLE:
        return None
    parts = node.mapping(
        ("id", "severity"), "key for a built-in rule, which takes a severity alone"
    )
    severity = None
    if parts is not None and "severity" in parts:
        severity = parts["severity"].one_of([level.value for level in Severity])
    else:
        node.wrong('"severity" is missing', "add `severity:`, the one that the rule shall have")
    return {str(value["id"]): Severity(severity)} if severity else {}


def _head(
    node: Node, parts: Mapping[str, Node], seen: dict[str, Location], of: str | None
) -> Head | None:
    place = _rule_place(node)
    id = _required(node, parts, "id", "by which findings and waivers call the rule")
    if id is not None:
        _check_id(parts["id"], id, seen, place)
    statement = _required(node, parts, "statement", "what holds, in a sentence")
    if "assert" not in parts:
        node.wrong('"assert" is missing', "add `assert:`, what must hold")
    chosen: Selector | None = selector(parts["for"], of) if "for" in parts else Selector()
    head = Head(
        id=id or "",
        statement=statement or "",
        basis=_basis(parts["basis"]) if "basis" in parts else None,
        owner=parts["owner"].text() if "owner" in parts else None,
        severity=_severity(parts),
        selector=chosen or Selector(),
        fix=parts["fix"].text() if "fix" in parts else None,
        applies_to=_scope(parts["applies_to"]) if "applies_to" in parts else Scope(),
        waivable=_flag(parts, "waivable", True),
        allow_empty=_flag(parts, "allow_empty", False),
        location=place,
        selector_location=parts["for"].place if "for" in parts else None,
        assertion_location=parts["assert"].place if "assert" in parts else place,
    )
    # Without its selector a rule's assertion cannot be judged: the sort of its members is unknown.
    return head if chosen is not None else None


def _rule_place(node: Node) -> Location:
    return node.key_place(next(iter(node.value))) if node.value else node.place


def _check_id(node: Node, id: str, seen: dict[str, Location], place: Location) -> None:
    if _BUILT_IN.fullmatch(id):
        node.wrong(f"{id} is kept for the rules that are built in", "choose another prefix")
    elif not _RULE_ID.fullmatch(id):
        fix = "use letters, digits and . _ : / -, beginning with a letter or digit"
        node.wrong(f"{found(node.value)} is not an id", fix)
    elif id in seen:
        node.wrong(f"a second rule {id}; the first is on line {seen[id].line}", "renumber one")
    seen.setdefault(id, place)


def _severity(parts: Mapping[str, Node]) -> Severity:
    if "severity" not in parts:
        return Severity.ERROR
    word = parts["severity"].one_of([level.value for level in Severity])
    return Severity(word) if word else Severity.ERROR


def _flag(parts: Mapping[str, Node], key: str, default: bool) -> bool:
    flag = parts[key].flag() if key in parts else None
    return default if flag is None else flag


def _basis(node: Node) -> Basis | None:
    if isinstance(node.value, str):
        text = node.text()
        return Basis(text) if text else None
    if not isinstance(node.value, nodes.Mapping):
        node.wrong(f"expected a text, or a mapping of text and url, found {found(node.value)}")
        return None
    parts = node.mapping(("text", "url")) or {}
    text = _required(node, parts, "text", "what the rule rests on")
    url = parts["url"].text() if "url" in parts else None
    return Basis(text, url) if text else None


def _scope(node: Node) -> Scope:
    parts = node.mapping(("versions", "from", "to"))
    if not parts:
        if parts is not None and not node.value:
            node.wrong("is empty", "write `versions:`, `from:` or `to:`, or remove it")
        return Scope()
    versions = parts["versions"].texts() if "versions" in parts else ()
    first, last = (parts[key].day() if key in parts else None for key in ("from", "to"))
    if first is not None and last is not None and first > last:
        node.wrong(f"from {first} is after to {last}", "exchange them")
    return Scope(versions, first, last)


def _examples(parts: Mapping[str, Node], key: str) -> tuple[Example, ...]:
    items = parts[key].items() if key in parts else []
    loaded = [(_organisation(item), item.place) for item in items]
    return tuple(Example(shown, place) for shown, place in loaded if shown is not None)


def _change_examples(parts: Mapping[str, Node], key: str) -> tuple[ChangeExample, ...]:
    examples = []
    for item in parts[key].items() if key in parts else []:
        sides = item.mapping(("old", "new"))
        if sides is None:
            continue
        for side in ("old", "new"):
            if side not in sides:
                item.wrong(f'"{side}" is missing', f"add `{side}:`, a small organisation")
        loaded = [_organisation(sides[side]) for side in ("old", "new") if side in sides]
        old, new = loaded if len(loaded) == 2 else (None, None)
        if old is not None and new is not None:
            examples.append(ChangeExample(old, new, item.place))
    return tuple(examples)


def _organisation(node: Node) -> Organisation | None:
    """The organisation that an example shows; None, and the problems, where its form is wrong."""
    if not isinstance(node.value, nodes.Mapping):
        node.wrong(f"expected an organisation, found {found(node.value)}", "write `units: [...]`")
        return None
    reading = load_node(node.document, _with_name(node.value), "example")
    for finding in reading.findings:
        message = f"{node.name}: {finding.message}"
        node.problems.append(Problem(finding.location or node.place, message, finding.fix))
    if reading.findings:
        return None
    return Organisation(reading.snapshot, reading.places)


def _with_name(node: nodes.Mapping) -> nodes.Mapping:
    """The mapping with a name for the organisation, which an example need not give."""
    if node.get("organisation") is not None:
        return node
    named = nodes.Mapping({**node, "organisation": "example"})
    named.at = node.at
    return named
