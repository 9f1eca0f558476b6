"""Rule packs as the command line and settings name them, with the parameters that settings give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.policy.configuration import Configuration
    from orgcheck.rules.model import Pack
    from orgcheck.snapshot.text import SourceText
    from orgcheck.snapshot.view import View


def read_packs(
    name: str, configuration: Configuration, view: View | None = None
) -> list[tuple[Pack, SourceText]]:
    """The packs of a file, a folder, standard input or REV:path, or a `builtin:` one.

    Parameters
    ----------
    name
        What is named.
    configuration
        The settings, whose `parameters` take the place of the packs' own.
    view
        The standpoint from which files are read: the working tree where it is left out.
    """
    from orgcheck.rules.model import PackError
    from orgcheck.snapshot.reader import Unreadable
    from orgcheck.snapshot.sources import SourceError
    from orgcheck.snapshot.view import View

    try:
        return [(_read(text, configuration), text) for text in _texts(name, view or View())]
    except SourceError as error:
        raise Failure(f"rule pack {error.message}", error.fix) from None
    except (PackError, Unreadable) as error:
        raise Failure.of_problems(error.problems) from None


def _texts(name: str, view: View) -> Sequence[SourceText]:
    from orgcheck.rules.bundled import PREFIX, bundled

    return (bundled(name),) if name.startswith(PREFIX) else view.texts(name)


def _read(text: SourceText, configuration: Configuration) -> Pack:
    from orgcheck.rules.packs import read_pack
    from orgcheck.rules.parameters import misfits

    pack = read_pack(text)
    given = (configuration.settings.parameters or {}).get(pack.name)
    if not given:
        return pack
    complaints = [
        (f"{configuration.file}: parameters.{pack.name}.{key}: {message}", fix)
        for key, message, fix in misfits(pack.parameters, given)
    ]
    if complaints:
        raise Failure.of_complaints(complaints)
    return read_pack(text, given)


def refuse_unknown_parameters(configuration: Configuration, packs: Iterable[Pack]) -> None:
    """Stop where settings give parameters to a pack that they do not name."""
    from orgcheck.snapshot.suggestions import nearest

    known = [pack.name for pack in packs]
    complaints = []
    for name in configuration.settings.parameters or {}:
        if name not in known:
            near = nearest(name, known)
            hint = f'; did you mean "{near}"?' if near else ""
            message = f'{configuration.file}: parameters.{name}: no pack is called "{name}"{hint}'
            complaints.append((message, "the name is what the pack says after `pack:`"))
    if complaints:
        raise Failure.of_complaints(complaints)
