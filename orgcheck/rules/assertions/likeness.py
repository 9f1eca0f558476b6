"""Values that one could take for each other: distinguishable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, path_of, value_of, words_of
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node

_NO_LETTER = re.compile(r"[\W_]+")


def distinguishable(node: Node, of: str) -> Assertion | None:
    """No other one of the same kind has the same value but for spelling; the later is at fault.

    Spelling is case, accents, spaces, punctuation, `&` for `and`, and the order of the words. What
    is the very same is a matter for `unique`.
    """
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        seen: dict[tuple[str | None, str], tuple[str, Target]] = {}
        for member in members:
            kind = getattr(member, "kind", None)
            texts = dict.fromkeys(way for ways in words_of(read(member)) for way in ways)
            told: set[str] = set()
            for text in texts:
                for spelt in _spellings(text):
                    said, other = seen.setdefault((kind, spelt), (text, member))
                    if other is member or said == text or other.id in told:
                        continue
                    told.add(other.id)
                    message = (
                        f'{member.id} has the {name} "{text}", '
                        f'which is too like the "{said}" of {other.id}'
                    )
                    there = (other, path_of(name), f"the {name} of {other.id}")
                    spot = Spot(name, path_of(name), f"{text} / {said}")
                    yield Failure(member, message, spot, others=(there,))

    demand = f"have a {name} that differs from others by more than spelling"
    return Assertion(demand, failures, own(name, "kind"), at_id, relative=True)


@lru_cache(maxsize=50_000)
def _spellings(text: str) -> tuple[str, ...]:
    """What is left without spelling: the words run together, and in alphabetical order."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = (
        decomposed
        if decomposed.isascii()
        else "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    )
    words = _NO_LETTER.sub(" ", plain).split()
    if not words:
        return ()
    together = "".join(words)
    return (together, " ".join(sorted(words))) if len(words) > 1 else (together,)
