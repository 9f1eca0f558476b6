"""Several texts in one input: what is compared, or is applied to something, is two."""

from __future__ import annotations

from orgcheck.snapshot.reader import decoded
from orgcheck.snapshot.text import SourceText

SEPARATOR = b"\n%%%%\n"


def joined(*texts: str) -> bytes:
    """One input of several texts."""
    return SEPARATOR.join(text.encode("utf-8", errors="surrogatepass") for text in texts)


def parted(data: bytes, most: int) -> list[bytes]:
    """The texts of an input, `most` at most."""
    return data.split(SEPARATOR, most - 1)


def named(contents: list[bytes], suffix: str = "yaml") -> list[SourceText]:
    """Texts under the names of files.

    Raises
    ------
    Unreadable
        Where one is not UTF-8.
    """
    return [decoded(f"{number}.{suffix}", content) for number, content in enumerate(contents, 1)]
