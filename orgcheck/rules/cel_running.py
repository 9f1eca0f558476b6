"""The functions of an expression that are made here, while the engine evaluates it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from orgcheck.rules.cel_effort import Effort


def binding() -> ModuleType:
    """The binding to CEL, without the command line of its own that it imports.

    That one takes ten times as long to import as all that orgcheck needs for a snapshot.
    """
    if "cel" in sys.modules:
        return sys.modules["cel"]
    stand_in = sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))
    import cel

    if sys.modules.get("cel.cli") is stand_in:
        del sys.modules["cel.cli"]
    engine: ModuleType = cel
    return engine


class Functions:
    """Functions that the engine calls, and what became of them in the evaluation that runs.

    Parameters
    ----------
    made
        What computes each: given what takes note of its cost in steps, then its arguments.
    """

    def __init__(self, made: Mapping[str, Callable[..., Any]]) -> None:
        self._context = binding().Context()
        self._effort = Effort(0)
        self._stopped: BaseException | None = None
        for name, function in made.items():
            self._context.add_function(name, self._guarded(function))

    def run(self, program: Any, context: Mapping[str, Any], effort: Effort) -> Any:
        """Evaluate a program, raising whatever one of the functions raised."""
        self._effort, self._stopped = effort, None
        add = self._context.add_variable
        for name, value in context.items():
            add(name, value)
        try:
            result = program.execute(self._context)
        except Exception:
            if self._stopped is not None:
                raise self._stopped from None
            raise
        if self._stopped is not None:
            raise self._stopped
        return result

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that never raises, since the engine would print that and go on.

        Once one has raised, an interrupt included, all give null at once: the evaluation ends as
        fast as the engine can.
        """

        def call(*given: Any) -> Any:
            if self._stopped is not None:
                return None
            try:
                return function(self._effort.spend, *given)
            except BaseException as error:
                self._stopped = error
                return None

        return call
