"""Custom rules: functions in Python that a package offers under the entry point `orgcheck.rules`.

A function takes the organisation and the parameters that a pack gives, and yields findings. The
pack's rule says what it is called, how much it weighs and on what it rests; the function only says
what is wrong, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from orgcheck.errors import OrgcheckError
from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.unanswerable import Unanswerable
from orgcheck.snapshot.nodes import clipped

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
            raise Unanswerable(f"the custom rule {self.name} failed: {_told(error)}") from None
        for finding in found:
            if not isinstance(finding, Finding):
                kind = type(finding).__name__
                raise Unanswerable(f"the custom rule {self.name} gives a {kind}, not a Finding")
            if finding.unit is not None and not _known(organisation, finding.unit):
                raise Unanswerable(
                    f"the custom rule {self.name} tells of {clipped(finding.unit)}, which the "
                    "organisation does not have"
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

    from orgcheck.snapshot.form import nearest

    offered = entry_points(group=GROUP)
    points = {point.value: point for point in offered if point.name == name}
    if not points:
        known = sorted({point.name for point in offered})
        near = nearest(name, known)
        hint = f'; did you mean "{near}"?' if near else ""
        fix = f"there are: {', '.join(known)}" if known else "no package that has any is installed"
        raise NoCustomRule(
            f'no installed package has a custom rule "{clipped(name)}"{hint}',
            f"install the package that has it beside orgcheck; {fix}",
        )
    if len(points) > 1:
        raise NoCustomRule(
            f'several packages have a custom rule "{name}": {", ".join(sorted(points))}',
            "remove one of them",
        )
    (point,) = points.values()
    try:
        function = point.load()
    except (Exception, SystemExit) as error:
        raise NoCustomRule(
            f'the custom rule "{name}" ({point.value}) cannot be loaded: {_told(error)}',
            "mend its package, or install it anew",
        ) from None
    if not callable(function):
        raise NoCustomRule(
            f'the custom rule "{name}" ({point.value}) is no function', "mend its package"
        )
    return CustomRule(name, function, parameters)


def _known(organisation: Organisation, id: str) -> bool:
    from orgcheck.rules.indexes import responsibilities

    return id in organisation or id in responsibilities(organisation)


def _told(error: BaseException) -> str:
    """An exception in a line: what it is, what it says, and where it was raised."""
    said = clipped(" ".join(str(error).split()))
    place = _place(error.__traceback__)
    where = f", at {place}" if place else ""
    return f"{type(error).__name__}{f': {said}' if said else ''}{where}"


def _place(trace: TracebackType | None) -> str | None:
    """The innermost place outside of this module."""
    place = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file != __file__:
            place = f"{Path(file).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
