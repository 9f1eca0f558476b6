"""What is usual in this very structure, and what it owes: usual, owed_languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.counts import LEAST, share
from orgcheck.rules.doubt import CHILDREN, Ground, own
from orgcheck.rules.fields import is_field, listed, path_of, presence_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node

SHARE = 0.9
_CHILDREN = "children"


def usual(node: Node, of: str) -> Assertion | None:
    """What nearly all of one kind have, the others of that kind have too."""
    parts = node.mapping(("fields", "share", "least"))
    if parts is None:
        return None
    if "fields" not in parts:
        node.lacks("fields", "what those of one kind usually have")
        return None
    names = tuple(
        str(name.value)
        for name in parts["fields"].text_nodes()
        if (of == "units" and name.value == _CHILDREN) or is_field(name, str(name.value), of)
    )
    needed = share(parts["share"]) if "share" in parts else SHARE
    least = parts["least"].whole() if "least" in parts else LEAST
    if not names or needed is None or least is None:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        kinds: defaultdict[str | None, list[Target]] = defaultdict(list)
        doubtful = ground.doubtful.values()
        for member in members:
            kinds[getattr(member, "kind", None)].append(member)
        for name in names:
            present = _presence(ground.organisation, name)
            for kind, alike in kinds.items():
                lacking = [member for member in alike if not present(member)]
                having = len(alike) - len(lacking)
                # Each of those in doubt may be of this kind, and have the field or lack it.
                most = len(alike) + len(doubtful)
                if most < least or having + len(doubtful) < needed * most:
                    continue
                if len(alike) < least or having < needed * most:
                    yield from (withheld(one, next(iter(doubtful))) for one in lacking)
                    continue
                those = f"of kind {kind}" if kind else "without a kind" if of == "units" else of
                for member in lacking:
                    message = (
                        f"{called(member)} has no {name}, as {having} of {len(alike)} {those} have"
                    )
                    yield Failure(member, message, Spot(name, path_of(name)))

    demand = f"have {listed(names, 'and')} where nearly all of its kind do"
    asked = own("kind", *(name for name in names if name != _CHILDREN))
    reads = asked | CHILDREN if _CHILDREN in names else asked
    return Assertion(demand, failures, reads, at_id)


def _presence(organisation: Organisation, name: str) -> Callable[[Target], bool]:
    if name == _CHILDREN:
        return lambda member: member.id in organisation.children
    return presence_of(name)


def owed_languages(node: Node, _: str) -> Assertion | None:
    """The name is given in every language that the snapshot says names are owed in."""
    if not node.is_asked():
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        owed = ground.organisation.snapshot.languages
        for member in members:
            if isinstance(member.name, str):
                # A text in no language that anyone has said may well be in the only one owed.
                missing = owed if len(owed) > 1 else ()
            else:
                missing = tuple(language for language in owed if language not in member.name)
            if missing:
                message = f"{called(member)} has no name in {listed(missing, 'and')}"
                yield Failure(member, message, Spot("name", ("name",), " ".join(missing)))

    return Assertion("have a name in every language that is owed", failures, own("name"), at_id)
