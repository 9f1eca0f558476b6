"""Rule packs that come with the program: named `builtin:NAME` where a pack is asked for."""

from __future__ import annotations

from orgcheck.language import said
from orgcheck.snapshot.sources import SourceError
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import SourceText

PREFIX = "builtin:"


def names() -> tuple[str, ...]:
    """The names of the packs, without what they begin with."""
    from importlib.resources import files

    here = (files("orgcheck") / "packs").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in here if f.name.endswith(".yaml")))


def bundled(argument: str) -> SourceText:
    """The text of the pack that `builtin:NAME` names.

    Raises
    ------
    SourceError
        Where there is none of that name.
    """
    from importlib.resources import files

    name = argument.removeprefix(PREFIX)
    known = names()
    if name not in known:
        near = nearest(name, known)
        message = (
            said(
                '"{name}" does not come with the program; did you mean "{near}"?',
                name=argument,
                near=PREFIX + near,
            )
            if near
            else said('"{name}" does not come with the program', name=argument)
        )
        raise SourceError(
            message, said("there are: {names}", names=", ".join(PREFIX + one for one in known))
        )
    text = (files("orgcheck") / "packs" / f"{name}.yaml").read_text(encoding="utf-8")
    return SourceText(argument, text)
