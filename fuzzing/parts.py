"""Several texts in one input: what is compared, or is applied to something, is two."""

from __future__ import annotations

from orgcheck.errors import Unreadable
from orgcheck.snapshot.sources import decoded
from orgcheck.snapshot.text import SourceText

SEPARATOR = b"\n%%%%\n"


def joined(*texts: str) -> bytes:
    """One input of several texts."""
    return SEPARATOR.join(text.encode("utf-8", errors="surrogatepass") for text in texts)


def parted(data: bytes, most: int) -> list[bytes]:
    """The texts of an input, `most` at most."""
    return data.split(SEPARATOR, most - 1)


def texts_of(data: bytes, most: int) -> list[SourceText] | None:
    """The texts of an input, under the names of files; None where one is not UTF-8."""
    try:
        return [decoded(f"{number}.yaml", one) for number, one in enumerate(parted(data, most), 1)]
    except Unreadable:
        return None
