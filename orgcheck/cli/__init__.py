"""The command line: the only place that prints, writes files and exits."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from orgcheck.cli.console import INTERRUPTED
from orgcheck.patterns import compiled_when_used


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit: whatever happens, with a message and never a traceback.

    Parameters
    ----------
    arguments
        The words after the program's name; left out, those of the process.
    """
    # Imported here, so that an interrupt is quiet from the first moment on.
    try:
        with compiled_when_used():
            import_module("click")
        from orgcheck.cli.running import run

        status = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
