"""Rule packs: text -> rules, or all that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from orgcheck.counting import in_a_row
from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Location, Severity
from orgcheck.language import said, said_later
from orgcheck.patterns import pattern
from orgcheck.rules.arguments import Subject
from orgcheck.rules.assertions import VERBS, assertion
from orgcheck.rules.assertions.expressions import telling
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.model import (
    Basis,
    ChangeRule,
    HistoryRule,
    InvalidPack,
    Pack,
    Rule,
    RuleHead,
    Scope,
)
from orgcheck.rules.pack_examples import (
    change_examples,
    examples,
    history_examples,
    integrity_examples,
    is_of_integrity,
)
from orgcheck.rules.pack_text import LONGEST_WORDING, Node
from orgcheck.rules.parameters import NAME, Parameters, Value, mentions, node_of
from orgcheck.rules.selector_keys import selector
from orgcheck.rules.selectors import Selector
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import PACK, in_place_of
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import ListNode, MappingNode, SourceText, clipped, found

__all__ = ["InvalidPack", "read_pack", "read_packs"]

_PACK_KEYS = ("pack", "title", "parameters", "rules", "change_rules")
_RULE_KEYS = (
    *("id", "statement", "basis", "owner", "severity", "for", "assert", "fix"),
    *("applies_to", "waivable", "allow_empty", "pass", "fail"),
)
_EVENT_KINDS = tuple(kind.value for kind in EventKind)
# What a rule about changes has besides.
_CHANGE_KEYS = ("over", "on", "where")
# How a finding of a rule is told that only an expression says.
_TELLING_KEYS = ("message", "at")
_BUILT_IN = pattern(r"(ORG|CHG)[0-9]+", re.IGNORECASE)
_OVERRIDABLE = tuple(BY_TIER[Tier.CHANGE])
_RULE_ID = pattern(r"[^\W_][\w.:/-]{0,127}")


def read_pack(source: SourceText, given: Mapping[str, Value] | None = None) -> Pack:
    """Read one rule pack.

    Parameters
    ----------
    source
        The text of the pack, under the name that messages call it by.
    given
        Values for parameters of the pack, in place of its own; those that it does not have
        change nothing.

    Raises
    ------
    InvalidPack
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
        raise InvalidPack(unreadable.problems) from None
    if other := in_place_of(PACK, document.root, document.start()):
        raise InvalidPack([other])
    problems: list[Diagnostic] = []
    node = Node(document, problems, document.root, document.start)
    pack = _pack(node, source.name, given or {})
    if problems or pack is None:
        raise InvalidPack(sorted(problems, key=lambda problem: problem.order))
    return pack


def read_packs(sources: Iterable[SourceText]) -> list[Pack]:
    """Read several packs, whose rules have different ids.

    Raises
    ------
    InvalidPack
        With every problem of every pack.
    """
    packs: list[Pack] = []
    problems: list[Diagnostic] = []
    for source in sources:
        try:
            packs.append(read_pack(source))
        except InvalidPack as error:
            problems += error.problems
    problems += _shared_ids(packs)
    if problems:
        raise InvalidPack(problems)
    return packs


def _shared_ids(packs: Sequence[Pack]) -> list[Diagnostic]:
    seen: dict[str, Location] = {}
    problems = []
    for rule in (rule for pack in packs for rule in pack.every_rule):
        first = seen.setdefault(rule.id, rule.location)
        if first is not rule.location:
            message = said("another pack has a rule {id} too, at {place}", id=rule.id, place=first)
            problems.append(
                Diagnostic(rule.location, message, said("give one of the two another id"))
            )
    return problems


def _pack(node: Node, source: str, given: Mapping[str, Value]) -> Pack | None:
    parts = _said(node.mapping(_PACK_KEYS))
    if parts is None:
        return None
    name = _required(node, parts, "pack", "a name for the pack")
    title = parts["title"].text() if "title" in parts else None
    if "rules" not in parts and "change_rules" not in parts:
        node.lacks("rules", said("or `change_rules:`"))
    lists = [parts[key] for key in ("rules", "change_rules") if key in parts]
    if lists and all(part.value == [] for part in lists):
        lists[0].wrong(
            said("the pack has no rule"), said("write at least one, or leave the pack out")
        )
    values = _parameters(parts, given)
    if values is None:
        return None
    parameters = Parameters(values)
    seen: dict[str, Location] = {}
    rules, shown = [], []
    for item in _items(parts, "rules", parameters):
        if is_of_integrity(item):
            shown += integrity_examples(item)
        else:
            rules.append(_rule(item, seen))
    change_rules: list[ChangeRule | None] = []
    history_rules: list[HistoryRule | None] = []
    severities: dict[str, Severity] = {}
    for item in _items(parts, "change_rules", parameters):
        override = _override(item)
        if override is not None:
            severities.update(override)
        elif _is_over_all(item):
            history_rules.append(_history_rule(item, seen))
        else:
            change_rules.append(_change_rule(item, seen))
    return Pack(
        name or "",
        title,
        tuple(rule for rule in rules if rule is not None),
        tuple(rule for rule in change_rules if rule is not None),
        source,
        node.place,
        severities,
        parameters.plain,
        tuple(shown),
        tuple(rule for rule in history_rules if rule is not None),
    )


def _items(parts: Mapping[str, Node], key: str, parameters: Parameters) -> list[Node]:
    """The rules of a list, each called by its own keys alone: the place says which it is."""
    if key not in parts:
        return []
    node = parts[key].with_parameters(parameters) if "parameters" in parts else parts[key]
    return [item.unnamed() for item in node.items()]


def _parameters(parts: Mapping[str, Node], given: Mapping[str, Value]) -> dict[str, Any] | None:
    """The parameters, as the text would have them; None, and problems, where one has no value."""
    if "parameters" not in parts:
        return {}
    values = {}
    stated = parts["parameters"].entries()
    missing = not stated
    for name, node in stated.items():
        if not NAME.fullmatch(name):
            node.wrong(
                said("{name} is not a name", name=found(name)), said("use letters, digits and _")
            )
        elif not _is_value(node.value):
            words = said(
                "expected a scalar or a list of scalars, found {value}", value=found(node.value)
            )
            node.wrong(words)
            missing = True
        else:
            values[name] = node_of(given[name]) if name in given else node.value
    for key in ("rules", "change_rules"):
        container = parts[key].value if key in parts else None
        if isinstance(container, ListNode):
            for holder, at, name in mentions(container):
                if stated and name not in stated:
                    missing = True
                    _unknown_parameter(parts[key], holder, at, name, values)
    return None if missing else values


def _is_value(value: Any) -> bool:
    if isinstance(value, ListNode):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def _unknown_parameter(
    node: Node,
    holder: MappingNode | ListNode,
    at: str | int,
    name: str,
    known: Mapping[str, Any],
) -> None:
    near = nearest(name, known)
    if near:
        message = said(
            'there is no parameter "{name}"; did you mean "{near}"?', name=clipped(name), near=near
        )
        fix = said("write {text}", text=f"${near}")
    else:
        message = said('there is no parameter "{name}"', name=clipped(name))
        fix = (
            said(
                "add it to `parameters:`, which has {names}",
                names=said_later(lambda: in_a_row([*known])),
            )
            if known
            else said("add it to `parameters:`, which has none")
        )
    node.problems.append(Diagnostic(node.document.of_value(holder, at), message, fix))


def _said(parts: Mapping[str, Node] | None) -> dict[str, Node] | None:
    """The values without the keys that say nothing, save a selector: none is no selector of all."""
    if parts is None:
        return None
    return {key: part for key, part in parts.items() if part.value is not None or key == "for"}


def _required(node: Node, parts: Mapping[str, Node], key: str, what: str) -> str | None:
    if key not in parts:
        node.lacks(key, what)
        return None
    return parts[key].text(LONGEST_WORDING)


def _worded(node: Node, parts: Mapping[str, Node], key: str, what: str) -> str | None:
    if key not in parts:
        node.lacks(key, what)
        return None
    return parts[key].wording(LONGEST_WORDING)


def _rule(node: Node, seen: dict[str, Location]) -> Rule | None:
    parts = _said(node.mapping((*_RULE_KEYS, *_TELLING_KEYS)))
    if parts is None:
        return None
    head = _head(node, parts, seen, None)
    required = told = None
    if "assert" in parts and head is not None:
        required = assertion(parts["assert"], Subject(head.selector.of, misplaced=_of_change_rules))
        told = telling(parts, head.selector.of)
    passes, fails = (examples(parts, key) for key in ("pass", "fail"))
    if head is None or required is None or told is None:
        return None
    if required.demand:
        for key in _TELLING_KEYS:
            if key in parts:
                parts[key].wrong(
                    said("is for rules that assert `cel` or `value`"), said("remove it")
                )
    return Rule(**vars(head), assertion=required, telling=told, passes=passes, fails=fails)


def _change_rule(node: Node, seen: dict[str, Location]) -> ChangeRule | None:
    # What compares versions takes long to import; a pack without such rules needs nothing of it.
    from orgcheck.rules.changes.verbs import demands

    parts = _said(node.mapping((*_RULE_KEYS, *_CHANGE_KEYS)))
    if parts is None:
        return None
    said = _on_events(node, parts, seen, demands, change_examples, misplaced=_of_other_rules)
    return ChangeRule(**said) if said is not None else None


def _is_over_all(node: Node) -> bool:
    """Whether a rule is one over all versions, or says something else of that."""
    return isinstance(node.value, MappingNode) and node.value.get("over") is not None


def _history_rule(node: Node, seen: dict[str, Location]) -> HistoryRule | None:
    from orgcheck.rules.history.verbs import history_demands

    parts = _said(node.mapping((*_RULE_KEYS, *_CHANGE_KEYS)))
    if parts is None:
        return None
    over = parts["over"].one_of(("all",))
    said = _on_events(
        node, parts, seen, history_demands, history_examples, misplaced=_of_one_change
    )
    return HistoryRule(**said) if over is not None and said is not None else None


def _on_events(
    node: Node,
    parts: Mapping[str, Node],
    seen: dict[str, Location],
    demands: Callable[[Node, Subject], Sequence[Any] | None],
    examples: Callable[[Mapping[str, Node], str], Sequence[Any]],
    *,
    misplaced: Callable[[str], tuple[str, str] | None],
) -> dict[str, Any] | None:
    """What rules about events say, those about one change and those over all versions."""
    from orgcheck.rules.changes.expressions import condition

    head = _head(node, parts, seen, "units")
    on = _kinds(parts["on"]) if "on" in parts else ()
    where = condition(parts["where"]) if "where" in parts else None
    subject = Subject(on=on or (), misplaced=misplaced)
    required = demands(parts["assert"], subject) if "assert" in parts else None
    passes, fails = (examples(parts, key) for key in ("pass", "fail"))
    if head is None or on is None or required is None:
        return None
    said = {"on": on, "where": where, "demands": required, "passes": passes, "fails": fails}
    return {**vars(head), **said}


def _of_change_rules(verb: str) -> tuple[str, str] | None:
    """What is wrong with a verb about changes among the rules over one version."""
    from orgcheck.rules.changes.verbs import CHANGE_VERBS
    from orgcheck.rules.history.verbs import HISTORY_VERBS

    if verb in HISTORY_VERBS:
        return said('the verb "{verb}" is about all versions', verb=verb), _OVER_ALL
    if verb not in CHANGE_VERBS:
        return None
    return said('the verb "{verb}" is about changes', verb=verb), said(
        "put the rule under `change_rules:`"
    )


_OVER_ALL = "put the rule under `change_rules:`, with `over: all`"


def _of_other_rules(verb: str) -> tuple[str, str] | None:
    """What is wrong with a verb of other rules among those about one change."""
    from orgcheck.rules.history.verbs import HISTORY_VERBS

    if verb in HISTORY_VERBS:
        return said('the verb "{verb}" is about all versions', verb=verb), said("write `over: all`")
    return _of_rules(verb)


def _of_one_change(verb: str) -> tuple[str, str] | None:
    """What is wrong with a verb of other rules among those over all versions."""
    from orgcheck.rules.changes.verbs import CHANGE_VERBS

    if verb in CHANGE_VERBS:
        return said('the verb "{verb}" is about one change', verb=verb), said(
            "leave `over: all` out"
        )
    return _of_rules(verb)


def _of_rules(verb: str) -> tuple[str, str] | None:
    """What is wrong with a verb over one version among the rules about changes."""
    if verb not in VERBS:
        return None
    return said('the verb "{verb}" is not about changes', verb=verb), said(
        "put the rule under `rules:`"
    )


def _kinds(node: Node) -> tuple[str, ...] | None:
    if isinstance(node.value, str):
        kind = node.one_of(_EVENT_KINDS)
        return None if kind is None else (kind,)
    items = node.items()
    if node.value == []:
        node.wrong(said("is empty"), said("name at least one kind of event, or remove it"))
    kinds = [item.one_of(_EVENT_KINDS) for item in items]
    known = tuple(kind for kind in kinds if kind is not None)
    return known if known and len(known) == len(kinds) else None


def _override(node: Node) -> dict[str, Severity] | None:
    """The severity that a pack gives to a built-in change rule; None where this is a rule."""
    value = node.value
    if not isinstance(value, MappingNode) or value.get("id") not in _OVERRIDABLE:
        return None
    parts = node.mapping(
        ("id", "severity"), said("key for a built-in rule, which takes a severity alone")
    )
    severity = None
    if parts is not None and "severity" in parts:
        severity = parts["severity"].one_of([level.value for level in Severity])
    else:
        node.lacks("severity", said("the one that the rule shall have"))
    return {str(value["id"]): Severity(severity)} if severity else {}


def _head(
    node: Node, parts: Mapping[str, Node], seen: dict[str, Location], of: str | None
) -> RuleHead | None:
    place = _rule_place(node)
    id = _required(node, parts, "id", "by which findings and waivers call the rule")
    if id is not None:
        _check_id(parts["id"], id, seen, place)
    statement = _worded(node, parts, "statement", said("what holds, in a sentence"))
    if "assert" not in parts:
        node.lacks("assert", said("what must hold"))
    chosen: Selector | None = selector(parts["for"], of) if "for" in parts else Selector()
    head = RuleHead(
        id=id or "",
        statement=statement or "",
        basis=_basis(parts["basis"]) if "basis" in parts else None,
        owner=parts["owner"].text(LONGEST_WORDING) if "owner" in parts else None,
        severity=_severity(parts),
        selector=chosen or Selector(),
        fix=parts["fix"].wording(LONGEST_WORDING) if "fix" in parts else None,
        applies_to=_scope(parts["applies_to"]) if "applies_to" in parts else Scope(),
        waivable=_flag(parts, "waivable", True),
        allow_empty=_flag(parts, "allow_empty", False),
        location=place,
        selector_location=parts["for"].place if "for" in parts else None,
        assertion_location=parts["assert"].place if "assert" in parts else place,
        parameters=_mentioned(node),
    )
    # Without its selector a rule's assertion cannot be judged: the sort of its members is unknown.
    return head if chosen is not None else None


def _mentioned(node: Node) -> tuple[tuple[str, Value], ...]:
    """The parameters that a rule names, with their values."""
    if node.parameters is None:
        return ()
    values = node.parameters.plain
    names = sorted({name for _, _, name in mentions(node.value)} & values.keys())
    return tuple((name, values[name]) for name in names)


def _rule_place(node: Node) -> Location:
    return node.key_place(next(iter(node.value))) if node.value else node.place


def _check_id(node: Node, id: str, seen: dict[str, Location], place: Location) -> None:
    if _BUILT_IN.fullmatch(id):
        node.wrong(
            said("{id} is kept for the rules that are built in", id=id),
            said("choose another prefix"),
        )
    elif not _RULE_ID.fullmatch(id):
        fix = said("use letters, digits and . _ : / -, beginning with a letter or digit")
        node.wrong(said("{value} is not an id", value=found(node.value)), fix)
    elif id in seen:
        node.wrong(
            said("a second rule {id}; the first is on line {line}", id=id, line=seen[id].line),
            said("renumber one"),
        )
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
    keys = ("text", "url")
    if isinstance(node.value, MappingNode) and not node.value.keys().isdisjoint(keys):
        parts = node.mapping(keys) or {}
        text = _worded(node, parts, "text", "what the rule rests on")
        url = parts["url"].text(LONGEST_WORDING) if "url" in parts else None
        return Basis(text, url) if text else None
    if not isinstance(node.value, (str, MappingNode)):
        node.wrong(
            said(
                "expected a text, or a mapping of text and url, found {value}",
                value=found(node.value),
            )
        )
        return None
    text = node.wording(LONGEST_WORDING)
    return Basis(text) if text else None


def _scope(node: Node) -> Scope:
    parts = node.mapping(("versions", "from", "to"))
    if not parts:
        if parts is not None and not node.value:
            node.wrong(said("is empty"), said("write `versions:`, `from:` or `to:`, or remove it"))
        return Scope()
    versions = parts["versions"].texts() if "versions" in parts else ()
    first, last = (parts[key].day() if key in parts else None for key in ("from", "to"))
    if first is not None and last is not None and first > last:
        node.wrong(
            said("from {first} is after to {last}", first=first, last=last), said("exchange them")
        )
    return Scope(versions, first, last)
