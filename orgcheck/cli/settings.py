"""Which settings hold for a snapshot: its nearest file, the one that was named, or none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from orgcheck.policy.configuration import Configuration
    from orgcheck.snapshot.view import View


def configuration_for(
    argument: str, *, config: str | None, isolated: bool, view: View | None = None
) -> Configuration:
    """The settings that hold for what an argument names.

    `view` is the standpoint from which files are read: the working tree where it is left out. A
    file that an option names, and that a revision does not have yet, says nothing there.
    """
    from orgcheck.policy.configuration import Configuration, ConfigurationError, nearest_file, read
    from orgcheck.snapshot.view import View

    if isolated and config is not None:
        raise Failure("--isolated and --config exclude each other", "leave one of them out")
    if isolated:
        return Configuration()
    view = view or View()
    try:
        if config is not None:
            if view.argument(config) is not None and not view.has_file(Path(config)):
                return Configuration()
            return read(Path(config), view)
        file = nearest_file(_beginning(argument), view)
        return read(file, view) if file is not None else Configuration()
    except ConfigurationError as error:
        raise Failure.of_problems(error.problems) from None


def _beginning(argument: str) -> Path:
    """Where the search upwards begins: a folder snapshot may hold its own settings."""
    if argument == "-":
        return Path()
    path = Path(argument)
    if path.is_dir():
        return path
    if path.exists() or ":" not in argument:
        return path.parent
    return _in_working_tree(argument.partition(":")[2])


def _in_working_tree(path: str) -> Path:
    """Where a path of a revision stands in the working tree, whether it is still there or not."""
    if path.startswith("./"):
        return Path(path).parent
    root = next((folder for folder in _upwards() if (folder / ".git").exists()), Path())
    return Path(os.path.normpath(root / path)).parent


def _upwards() -> tuple[Path, ...]:
    here = Path.cwd()
    return (here, *here.parents)
