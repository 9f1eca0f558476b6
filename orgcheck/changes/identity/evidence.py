"""Evidence in words: counts that a reviewer can check, never a bare decimal."""

from __future__ import annotations

from collections.abc import Collection

from orgcheck.changes.identity.content import Item, Sort

_CHILDREN = (Sort.CHILD, Sort.GONE, Sort.CAME)
_NOUNS = {Sort.DUTY: ("duty", "duties"), Sort.SITE: ("site", "sites"), Sort.POST: ("post", "posts")}


def shares(
    shared: Collection[Item], whole: Collection[Item], direct: bool = True
) -> tuple[str, ...]:
    """How much of a whole is shared, for each sort of which anything is.

    `direct` says that all the children shared stand immediately below on both sides.

    Examples
    --------
    >>> kept, lost, duty = Item(Sort.CHILD, "a"), Item(Sort.GONE, "b"), Item(Sort.DUTY, "audit")
    >>> shares({kept, duty}, {kept, lost, duty})
    ('1 of 2 child units', '1 of 1 duty')
    """
    told = []
    children = sum(item.sort is Sort.CHILD for item in shared)
    if children:
        count = sum(item.sort in _CHILDREN for item in whole)
        noun = ("child unit", "child units") if direct else ("unit below", "units below")
        told.append(_share(children, count, noun))
    for sort, noun in _NOUNS.items():
        part = sum(item.sort is sort for item in shared)
        if part:
            told.append(_share(part, sum(item.sort is sort for item in whole), noun))
    return tuple(told)


def _share(part: int, whole: int, noun: tuple[str, str]) -> str:
    return f"{part} of {whole} {noun[0] if whole == 1 else noun[1]}"
