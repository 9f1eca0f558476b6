"""The command line: the only place that prints, writes files and exits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from orgcheck.cli.console import INTERRUPTED
from orgcheck.docstrings import cleandoc
from orgcheck.libraries import put_off


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit: whatever happens, with a message and never a traceback.

    Parameters
    ----------
    arguments
        The words after the program's name; left out, those of the process.
    """
    # Imported here, so that an interrupt is quiet from the first moment on.
    try:
        _import_click()
        from orgcheck.cli.running import run

        status = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _import_click() -> None:
    # It would look for a catalogue of its words at each of them, and there is none.
    words: dict[str, Callable[..., str]] = {"gettext": str, "ngettext": _counted}
    with put_off("uuid", inspect={"cleandoc": cleandoc}, gettext=words):
        import_module("click")


def _counted(one: str, many: str, number: int) -> str:
    return one if number == 1 else many
