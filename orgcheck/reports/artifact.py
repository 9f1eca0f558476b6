"""The names of files, as programs on the other side of a report resolve them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from urllib.parse import quote


def relative_path(file: str) -> str:
    """The path with forward slashes and without a leading `./`.

    Examples
    --------
    >>> relative_path("./snapshots/2024.yaml")
    'snapshots/2024.yaml'
    """
    return PurePath(file).as_posix()


@lru_cache(maxsize=256)
def uri(file: str) -> str:
    """The path as a URI reference: percent-encoded, relative where the path is.

    What was read from a revision, as in `HEAD:org.yaml`, must not read as a scheme.

    Examples
    --------
    >>> uri("snapshots/Åland 2024.yaml")
    'snapshots/%C3%85land%202024.yaml'
    >>> uri("HEAD:org.yaml")
    'HEAD%3Aorg.yaml'
    """
    encoded = quote(relative_path(file), safe="/", errors="surrogateescape")
    return f"file://{encoded}" if encoded.startswith("/") else encoded
