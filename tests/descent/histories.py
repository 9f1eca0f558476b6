"""Histories from a few lines of YAML a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orgcheck.descent.history import History, history_of
from orgcheck.descent.versions import Version
from tests.building import organisation


def history(versions: Mapping[str, str], *, inference: bool = True) -> History:
    """The history of the versions that texts describe, by their labels."""
    return history_of(
        (
            Version(
                f"{label}.yaml", organisation(f'version: "{label}"\n{text}', name=f"{label}.yaml")
            )
            for label, text in versions.items()
        ),
        inference=inference,
    )


def of_units(*versions: Iterable[str], inference: bool = True) -> History:
    """A history whose versions, 1, 2, ..., have these units below a top; an entry is YAML.

    Of a unit that is only an id the name is that id.
    """
    return history(
        {str(number): _text(units) for number, units in enumerate(versions, start=1)},
        inference=inference,
    )


def _text(units: Iterable[str]) -> str:
    lines: Sequence[str] = ["units:", "- {id: top, name: Agency, top: true}"]
    members = (unit if ":" in unit else f"id: {unit}, name: {unit.title()}" for unit in units)
    return "\n".join([*lines, *(f"- {{parent: top, {one}}}" for one in members), ""])
