"""Characters that a reader cannot see, written out: `orgcheck.escaping`, for reports."""

from __future__ import annotations

from orgcheck.escaping import visible

__all__ = ["visible"]
