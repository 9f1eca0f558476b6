"""`python -m orgcheck`, and the console script."""

from __future__ import annotations

import gc
import os
from typing import NoReturn

from orgcheck.cli import main as run


def main() -> NoReturn:
    """Run the command line in a process of its own."""
    # One run builds millions of values that live to its end, and hardly a cycle: collecting
    # takes longer than everything else together.
    gc.disable()
    # No installed package may hook into how input is validated; looking for one takes time too.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    run()


if __name__ == "__main__":
    main()
