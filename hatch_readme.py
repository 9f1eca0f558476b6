"""The description of the package: the README, for a page that has none of the files around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

README = Path(__file__).parent / "README.md"
_PICTURE = re.compile(r"^!\[[^\]]*\]\((?!https?:)[^)]*\)\n\n?", re.M)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]*\)")
_WHERE = "\nThe pages that are named here are in the source distribution, under `docs/`.\n"


def description(readme: str) -> str:
    """The README without pictures and links that lead to files beside it; their words stay.

    Examples
    --------
    >>> print(description("See [the format](docs/format.md) and [YAML](https://yaml.org)."))
    See the format and [YAML](https://yaml.org).
    <BLANKLINE>
    The pages that are named here are in the source distribution, under `docs/`.
    <BLANKLINE>
    """
    return _LINK.sub(r"\1", _PICTURE.sub("", readme)) + _WHERE


class Readme(MetadataHookInterface):
    """Put the description into the metadata of the package."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add it."""
        text = description(README.read_text("utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
