"""Custom rules: functions in Python that a package offers under the entry point `orgcheck.rules`.

A function takes the organisation and the parameters that a pack gives, and yields findings. The
pack's rule says what it is called, how much it weighs and on what it rests; the function only says
what is wrong, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from orgcheck.errors import OrgcheckError
from orgcheck.findings import Finding
from orgcheck.language import msg, said
from orgcheck.numbers import Number, approximate
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.arguments import TEXT, Argument, Key, Subject, keyed
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.verb import Example, StructureVerb
from orgcheck.rules.doubt import ANCESTRY, BELOW, COMMAND, Ground, own
from orgcheck.rules.fields import FIELDS
from orgcheck.rules.indexes import Target, responsibilities
from orgcheck.rules.pack_text import Node, Unanswerable
from orgcheck.snapshot.scalars import as_scalar
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import ListNode, MappingNode, clipped

GROUP = "orgcheck.rules"

Function = Callable[[Organisation, Mapping[str, Any]], Iterable[Finding]]


class NoCustomRule(OrgcheckError):
    """A custom rule that is not there or cannot be loaded."""


@dataclass(frozen=True)
class CustomRule:
    """A function that a package offers, under its name there, with the parameters of a pack."""

    name: str
    function: Function
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def findings(self, organisation: Organisation) -> Iterator[Finding]:
        """What the function finds.

        Raises
        ------
        Unanswerable
            Where it fails, or gives something other than findings about this organisation.
        """
        try:
            found = list(self.function(organisation, dict(self.parameters)))
        except (Exception, SystemExit) as error:
            failed = said(
                "the custom rule {name} failed: {error}", name=self.name, error=_told(error)
            )
            raise Unanswerable(failed) from None
        for finding in found:
            if not isinstance(finding, Finding):
                kind = type(finding).__name__
                raise Unanswerable(
                    said(
                        "the custom rule {name} gives a {kind}, not a Finding",
                        name=self.name,
                        kind=kind,
                    )
                )
            if finding.unit is not None and not _known(organisation, finding.unit):
                raise Unanswerable(
                    said(
                        "the custom rule {name} tells of {id}, which the organisation does not "
                        "have",
                        name=self.name,
                        id=clipped(finding.unit),
                    )
                )
            yield finding


def custom_rule(name: str, parameters: Mapping[str, Any]) -> CustomRule:
    """The custom rule of that name.

    Raises
    ------
    NoCustomRule
        Where no installed package offers it, several do, or it cannot be loaded.
    """
    from importlib.metadata import entry_points

    offered = entry_points(group=GROUP)
    points = {point.value: point for point in offered if point.name == name}
    if not points:
        known = sorted({point.name for point in offered})
        near = nearest(name, known)
        hint = said('; did you mean "{near}"?', near=near) if near else ""
        fix = (
            said("there are: {known}", known=", ".join(known))
            if known
            else said("no package that has any is installed")
        )
        raise NoCustomRule(
            said(
                'no installed package has a custom rule "{name}"{hint}',
                name=clipped(name),
                hint=hint,
            ),
            said("install the package that has it beside orgcheck; {fix}", fix=fix),
        )
    if len(points) > 1:
        raise NoCustomRule(
            said(
                'several packages have a custom rule "{name}": {points}',
                name=name,
                points=", ".join(sorted(points)),
            ),
            said("remove one of them"),
        )
    (point,) = points.values()
    try:
        function = point.load()
    except (Exception, SystemExit) as error:
        raise NoCustomRule(
            said(
                'the custom rule "{name}" ({value}) cannot be loaded: {told}',
                name=name,
                value=point.value,
                told=_told(error),
            ),
            said("mend its package, or install it anew"),
        ) from None
    if not callable(function):
        raise NoCustomRule(
            said('the custom rule "{name}" ({value}) is no function', name=name, value=point.value),
            said("mend its package"),
        )
    return CustomRule(name, function, parameters)


def _known(organisation: Organisation, id: str) -> bool:
    return id in organisation or id in responsibilities(organisation)


def _told(error: BaseException) -> str:
    """An exception in a line: what it is, what it says, and where it was raised."""
    words = clipped(" ".join(str(error).split()))
    place = _place(error.__traceback__)
    where = f", at {place}" if place else ""
    return f"{type(error).__name__}{f': {words}' if words else ''}{where}"


def _place(trace: TracebackType | None) -> str | None:
    """The innermost place outside of this module."""
    place = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file != __file__:
            place = f"{Path(file).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _custom(rule: CustomRule, subject: Subject) -> Assertion:
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
    reads = own(*FIELDS[subject.of]) | ANCESTRY | COMMAND | BELOW
    demand = said("satisfy the custom rule {name}", name=rule.name)
    return Assertion(demand, failures, reads, at_id)


def _named(node: Node, parameters: Mapping[str, Any]) -> CustomRule | None:
    """The custom rule that a text names; None, and a problem, where there is none."""
    name = node.text()
    if name is None:
        return None
    try:
        return custom_rule(name, parameters)
    except NoCustomRule as why:
        node.wrong(why.message, why.fix)
        return None


_WITH_PARAMETERS = keyed(
    lambda _, values: _named(values["rule"], values.get("parameters", {})),
    Key(
        "rule",
        Argument[Node](lambda node, _: node, TEXT.schema),
        "The name of the custom rule.",
        "the name of the custom rule",
    ),
    Key(
        "parameters",
        Argument[Mapping[str, Any]](
            lambda node, _: {key: _plain(value) for key, value in node.entries().items()},
            {"type": "object", "minProperties": 1},
        ),
        "What the function is given.",
    ),
)


def _asked(node: Node, subject: Subject) -> CustomRule | None:
    """The name and the parameters, of which the name may stand alone."""
    if isinstance(node.value, str):
        return _named(node, {})
    return _WITH_PARAMETERS.read(node, subject)


def _plain(node: Node) -> Any:
    """A value of the pack as plain data."""
    value = node.value
    if isinstance(value, MappingNode):
        return {key: _plain(part) for key, part in node.entries().items()}
    if isinstance(value, ListNode):
        return [_plain(item) for item in node.items()]
    return _for_python(as_scalar(value)) if value is not None and node.is_scalar() else None


def _for_python(value: str | bool | Number) -> str | float:
    """A value as authors of functions expect it: they reckon with floats."""
    return approximate(value) if isinstance(value, Decimal) else value


VERBS = (
    StructureVerb(
        name="custom",
        usage="NAME",
        statement=msg("A function in Python finds nothing wrong."),
        more=msg(
            "It is named by its entry point in the group `orgcheck.rules`, or by `rule:` beside "
            "the `parameters:` that it is handed."
        ),
        argument=Argument(_asked, {"anyOf": [TEXT.schema, _WITH_PARAMETERS.schema]}),
        check=_custom,
        example=Example(
            "no-empty-branches",
            "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]",
            "units: [{id: a, name: A, top: true}]",
        ),
    ),
)
