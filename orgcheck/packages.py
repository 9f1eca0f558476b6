"""What a package consists of."""

from __future__ import annotations

import os
from collections.abc import Iterable


def module_names(folders: Iterable[str]) -> list[str]:
    """The names of the modules and packages in the folders of a package, its `__path__`, sorted.

    As `pkgutil.iter_modules`, which asks a module for them that takes Python's source apart.

    Examples
    --------
    >>> import orgcheck.reports
    >>> "formats" in module_names(orgcheck.reports.__path__)
    True
    """
    try:
        return sorted({name for folder in folders for name in _within(folder)})
    except OSError:
        # Packed into one file, say: then it is the import system that knows.
        from pkgutil import iter_modules

        return sorted(module.name for module in iter_modules(folders))


def _within(folder: str) -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name, dot, ending = entry.name.partition(".")
            if dot:
                if ending in ("py", "pyc") and name != "__init__":
                    yield name
            elif entry.is_dir() and "__init__.py" in os.listdir(entry.path):  # noqa: PTH208
                yield name
