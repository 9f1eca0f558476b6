"""The organisations that a result is about: whose names and terms its report uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orgcheck.organisation import Organisation

# Where results have organisations, or what has some; what is newer stands before what is older.
_HOLDERS = ("structure", "new", "organisation", "options", "result", "ours", "theirs", "merges")
_OLDER = ("merge", "flows", "history", "versions", "base", "old")


def organisations_of(result: Any) -> Iterator[Organisation]:
    """The organisations of a result, the newest of several versions first."""
    if isinstance(result, Organisation):
        yield result
    elif isinstance(result, (list, tuple)):
        for one in reversed(result):
            yield from organisations_of(one)
    else:
        for name in (*_HOLDERS, *_OLDER):
            held = getattr(result, name, None)
            if held is not None and not isinstance(held, str):
                yield from organisations_of(held)
