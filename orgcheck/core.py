"""Pydantic's core: what checks values, and the errors that it raises.

`import pydantic_core` describes every schema for type checkers as well, in two hundred typed
dicts: a fifth of what a command takes for a small file. What checks is compiled, and taken here
from where it lies. A later `import pydantic_core`, by whatever imports pydantic, finds the package
as it is, with the same classes.
"""

from __future__ import annotations

from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    # As they are: what these names are bound to below is the same.
    from pydantic_core import PydanticCustomError as PydanticCustomError
    from pydantic_core import PydanticUndefined as PydanticUndefined
    from pydantic_core import SchemaSerializer as SchemaSerializer
    from pydantic_core import SchemaValidator as SchemaValidator
    from pydantic_core import ValidationError as ValidationError


def _compiled() -> ModuleType:
    package = find_spec("pydantic_core")
    folders = package.submodule_search_locations if package else None
    found = PathFinder.find_spec("pydantic_core._pydantic_core", folders)
    if found is None or found.loader is None:
        # Packed into one file, say: then it is the package that knows where to look.
        return import_module("pydantic_core")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


if not TYPE_CHECKING:
    _core = _compiled()
    PydanticCustomError = _core.PydanticCustomError
    PydanticUndefined = _core.PydanticUndefined
    SchemaSerializer = _core.SchemaSerializer
    SchemaValidator = _core.SchemaValidator
    ValidationError = _core.ValidationError
