"""Values that one could take for each other: distinguishable."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from orgcheck.counting import with_article
from orgcheck.measures import Bounds, Measure
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, path_of, value_of, words_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node

_NO_LETTER = re.compile(r"[\W_]+")


def distinguishable(node: Node, of: str) -> Assertion | None:
    """No other one of the same kind has the same value but for spelling.

    Spelling is case, accents, spaces, punctuation, `&` for `and`, and the order of the words. What
    is the very same is a matter for `unique`.
    """
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        alike: defaultdict[tuple[str | None, str], dict[str, tuple[Target, str]]]
        alike = defaultdict(dict)
        for member in members:
            kind = getattr(member, "kind", None)
            texts = dict.fromkeys(way for ways in words_of(read(member)) for way in ways)
            for text in texts:
                for spelt in _spellings(text):
                    alike[kind, spelt].setdefault(member.id, (member, text))
        told: set[frozenset[str]] = set()
        for (_kind, spelt), having in alike.items():
            ids = frozenset(having)
            if len(ids) > 1 and len({text for _, text in having.values()}) > 1 and ids not in told:
                told.add(ids)
                yield from _too_like(name, spelt, list(having.values()))

    demand = f"have {with_article(name)} that differs from others by more than spelling"
    return Assertion(demand, failures, own(name, "kind"), at_id, among=True)


def _too_like(name: str, spelt: str, having: Sequence[tuple[Target, str]]) -> Iterator[Failure]:
    """A failure for each; it is told at the last, so those with the rarest spelling come last."""
    often = Counter(text for _, text in having)
    having = sorted(having, key=lambda one: -often[one[1]])
    ids = tuple(member.id for member, _ in having)
    path = path_of(name)
    spot = Spot(name, path, spelt, measure=Measure(len(ids), Bounds(most=1)))
    # Found once: each of the most frequent ones would look through all the others like it.
    usual = having[0]
    unusual = next(one for one in having if one[1] != usual[1])
    for member, text in having:
        other, said = usual if text != usual[1] else unusual
        message = (
            f'{called(member)} has the {name} "{text}", which is too like the "{said}" of '
            f"{called(other)}"
        )
        there = (other, path, f"the {name} of {called(other)}")
        yield Failure(member, message, spot, others=(there,), shared=ids)


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
