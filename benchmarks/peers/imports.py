"""The libraries that a validator of graphs in YAML imports, and nothing else."""

from __future__ import annotations

import click  # noqa: F401
import networkx  # noqa: F401
import pydantic  # noqa: F401
import yaml  # noqa: F401
