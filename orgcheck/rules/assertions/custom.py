"""What a function in Python says: custom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from orgcheck.numbers import Number, approximate
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.custom import NoCustomRule, custom_rule
from orgcheck.rules.doubt import ANCESTRY, BELOW, COMMAND, Ground, own
from orgcheck.rules.fields import FIELDS
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.rules.unanswerable import Unanswerable
from orgcheck.snapshot import nodes
from orgcheck.snapshot.scalars import as_scalar


def custom(node: Node, of: str) -> Assertion | None:
    """The function finds nothing wrong with those selected, nor with the organisation as such."""
    named, parameters = _asked(node)
    name = named.text() if named is not None else None
    if named is None or name is None:
        return None
    try:
        rule = custom_rule(name, parameters)
    except NoCustomRule as why:
        named.wrong(why.message, why.fix)
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        by_id = {member.id: member for member in members}
        doubt = ground.doubt.any if ground.doubt is not None else None
        if doubt is not None:
            # What else a function looks at is not known.
            yield from (withheld(member, doubt) for member in members)
        try:
            for finding in rule.findings(ground.organisation):
                member = by_id.get(finding.unit) if finding.unit is not None else None
                # Nothing is known of the whole where any value is faulty.
                if member is None and (finding.unit is not None or ground.doubt is not None):
                    continue
                about = finding.about or "custom"
                spot = Spot(about, (), finding.value, chain=finding.chain, measure=finding.measure)
                yield Failure(member, finding.message, spot, made=finding)
        except Unanswerable:
            if ground.doubt is None:
                raise

    # What a function looks at is its own affair: it may be anything.
    reads = own(*FIELDS[of]) | ANCESTRY | COMMAND | BELOW
    return Assertion(f"satisfy the custom rule {name}", failures, reads, at_id)


def _asked(node: Node) -> tuple[Node | None, Mapping[str, Any]]:
    """The name and the parameters, of which the name may stand alone."""
    if isinstance(node.value, str):
        return node, {}
    parts = node.mapping(("rule", "parameters"))
    if parts is None:
        return None, {}
    if "rule" not in parts:
        node.lacks("rule", "the name of the custom rule")
        return None, {}
    given = parts["parameters"].entries() if "parameters" in parts else {}
    return parts["rule"], {key: _plain(value) for key, value in given.items()}


def _plain(node: Node) -> Any:
    """A value of the pack as plain data."""
    value = node.value
    if isinstance(value, nodes.Mapping):
        return {key: _plain(part) for key, part in node.entries().items()}
    if isinstance(value, nodes.Sequence):
        return [_plain(item) for item in node.items()]
    return None if value is None else _for_python(as_scalar(value))


def _for_python(value: str | bool | Number) -> str | float:
    """A value as authors of functions expect it: they reckon with floats."""
    return approximate(value) if isinstance(value, Decimal) else value
