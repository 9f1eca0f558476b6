"""`python -m orgcheck`, and the console script."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line in a process of its own, and end that process."""
    # One run builds millions of values that live to its end, and hardly a cycle: collecting
    # takes longer than everything else together. What is imported are such values too.
    gc.disable()
    from orgcheck.libraries import for_one_command

    for_one_command()
    from orgcheck import policy
    from orgcheck.cli import main as run

    policy.keep_what_is_read()
    # No installed package may hook into how input is validated; looking for one takes time too.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        run()
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> NoReturn:
    """End the process at once: its memory goes back as a whole, and all output is written.

    Where it is not, the interpreter's own way out says so.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        raise end from None
    os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
