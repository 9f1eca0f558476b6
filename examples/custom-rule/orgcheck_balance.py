"""A custom rule for orgcheck: sibling units are of similar size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from orgcheck import Finding, Organisation, Severity


def balanced_siblings(
    organisation: Organisation, parameters: Mapping[str, Any]
) -> Iterator[Finding]:
    """Find the units that are many times as large as their smallest sibling.

    Parameters
    ----------
    organisation
        The structure.
    parameters
        `figure`, the figure to compare, `headcount` where it is absent; `ratio`, how many times
        as large a unit may be, 5 where it is absent.
    """
    figure = parameters.get("figure", "headcount")
    ratio = parameters.get("ratio", 5)
    for parent, children in organisation.children.items():
        sizes = {
            id: organisation.units[id].figures[figure]
            for id in children
            if organisation.units[id].figures.get(figure)
        }
        if not sizes:
            continue
        smallest = min(sizes, key=sizes.__getitem__)
        for id, size in sizes.items():
            if size > ratio * sizes[smallest]:
                unit = organisation.units[id]
                yield Finding(
                    rule="balanced-siblings",  # the pack's rule gives its own id and severity
                    severity=Severity.WARNING,
                    message=(
                        f"{id} has a {figure} of {size}, more than {ratio} times "
                        f"the {sizes[smallest]} of {smallest}, both below {parent}"
                    ),
                    unit=id,
                    location=organisation.locate(unit, "figures", figure),
                    about=f"figures.{figure}",
                    value=str(size),
                )
