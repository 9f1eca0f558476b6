"""Plain data as the text of a snapshot."""

from __future__ import annotations

import json
from typing import Any


def json_text(data: Any) -> str:
    """JSON, which is YAML; dates as ISO texts."""
    return json.dumps(data, ensure_ascii=False, default=str, indent=1)
