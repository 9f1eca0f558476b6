"""The small organisations by which a pack shows what its rules accept and reject."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.paths import MOST_LEVELS
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.model import ChangeExample, Example, HistoryExample, IntegrityExample, Shown
from orgcheck.rules.pack_text import MOST_PROBLEMS, Node
from orgcheck.snapshot.loading import fits, load_node
from orgcheck.snapshot.model import LISTS
from orgcheck.snapshot.text import Document, MappingNode, clipped, found

# Fewer versions are no history.
_FEWEST = 2
# The version of an example that states none.
_LABEL = "example"


def examples(parts: Mapping[str, Node], key: str) -> tuple[Example, ...]:
    """The organisations that `pass` or `fail` shows."""
    items = _shown(parts, key)
    loaded = [(_organisation(item), item.place) for item in items]
    return tuple(Example(shown, place) for shown, place in loaded if shown is not None)


def change_examples(parts: Mapping[str, Node], key: str) -> tuple[ChangeExample, ...]:
    """The changes that `pass` or `fail` shows."""
    shown = []
    for item in _shown(parts, key):
        sides = item.mapping(("old", "new"))
        if sides is None:
            continue
        for side in ("old", "new"):
            if side not in sides:
                item.lacks(side, "a small organisation")
        loaded = [_organisation(sides[side]) for side in ("old", "new") if side in sides]
        old, new = loaded if len(loaded) == 2 else (None, None)
        if old is not None and new is not None:
            shown.append(ChangeExample(old, new, item.place))
    return tuple(shown)


def history_examples(parts: Mapping[str, Node], key: str) -> tuple[HistoryExample, ...]:
    """The histories that `pass` or `fail` shows."""
    shown = []
    for item in _shown(parts, key):
        given = item.mapping(("versions",))
        if given is None:
            continue
        if "versions" not in given:
            item.lacks("versions", "small organisations, the first version first")
            continue
        loaded = [_organisation(version) for version in given["versions"].items()]
        if len(loaded) < _FEWEST:
            given["versions"].wrong("expected at least two versions", "show what came before")
        versions = tuple(version for version in loaded if version is not None)
        if len(versions) == len(loaded):
            shown.append(HistoryExample(versions, item.place))
    return tuple(shown)


def is_of_integrity(node: Node) -> bool:
    """Whether an entry among the rules shows what a rule of integrity says, and is none itself."""
    value = node.value
    if not isinstance(value, MappingNode) or value.keys() & {"statement", "assert"}:
        return False
    id = value.get("id")
    return isinstance(id, str) and id in BY_TIER[Tier.INTEGRITY]


def integrity_examples(node: Node) -> list[IntegrityExample]:
    """What an entry shows of a rule of integrity: organisations, and nothing of its own."""
    parts = node.mapping(
        ("id", "pass", "fail"), "key for a rule that is built in, of which a pack shows examples"
    )
    if parts is None:
        return []
    id = str(node.value["id"])
    if not parts.keys() & {"pass", "fail"}:
        node.wrong(f"{id} is built in", "show it: add `pass:` and `fail:`")
    return [
        IntegrityExample(id, key == "pass", number, shown, item.place)
        for key in ("pass", "fail")
        for number, item in enumerate(_shown(parts, key), start=1)
        if (shown := _organisation(item, whole=False)) is not None
    ]


def _organisation(node: Node, *, whole: bool = True) -> Shown | None:
    """What puts together the organisation of an example; None, and the problems, where it is wrong.

    One that is to show a breach of integrity need not be `whole`.
    """
    if not isinstance(node.value, MappingNode):
        node.wrong(f"expected an organisation, found {found(node.value)}", "write `units: [...]`")
        return None
    mapping = _with_name(node.value)
    put_together = partial(_put_together, node.document, mapping)
    if fits(mapping) and sum(len(mapping.get(key) or ()) for key in LISTS) <= MOST_LEVELS:
        # So small that nothing in it is too deep.
        return put_together
    reading = load_node(node.document, mapping, _LABEL)
    wrong = () if not whole else reading.findings
    for finding in wrong:
        _note(node, finding)
    try:
        organisation = None if wrong else Organisation.of(reading)
    except Unreadable as unreadable:
        node.problems.extend(unreadable.problems)
        return None
    return None if organisation is None else lambda: organisation


def _shown(parts: Mapping[str, Node], key: str) -> list[Node]:
    """What `pass` or `fail` lists, called by the rule that it is of."""
    if key not in parts:
        return []
    node, id = parts[key], parts["id"].value if "id" in parts else None
    return (
        node._replace(name=f"{clipped(id)}: {node.name}") if isinstance(id, str) else node
    ).items()


def _note(node: Node, finding: Finding) -> None:
    """Note what is wrong with an example; once, where several rules show the same by an alias."""
    place = finding.location or node.place
    told = (one for one in node.problems if one.location == place)
    if len(node.problems) < MOST_PROBLEMS and not any(
        one.message.endswith(f": {finding.message}") for one in told
    ):
        message = said("{name}: {message}", name=node.name, message=finding.message)
        node.problems.append(Diagnostic(place, message, finding.fix))


def _put_together(document: Document, node: MappingNode) -> Organisation:
    return Organisation.of(load_node(document, node, _LABEL))


def _with_name(node: MappingNode) -> MappingNode:
    """The mapping with a name for the organisation, which an example need not give."""
    if node.get("organisation") is not None:
        return node
    named = MappingNode({**node, "organisation": "example"})
    named.at = node.at
    return named
