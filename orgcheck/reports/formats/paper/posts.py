"""The posts and bodies that come, go and fall vacant; those that follow their unit are a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orgcheck.changes.changeset import EntityType, Op
from orgcheck.changes.kinds import sentence, type_of
from orgcheck.changes.kinds.event_type import Mark
from orgcheck.changes.kinds.words import opening
from orgcheck.changes.marks import is_of_id, marks_of
from orgcheck.counting import listed
from orgcheck.language import tr_n
from orgcheck.reports.formats.paper.blocks import Item, Items, Part
from orgcheck.reports.formats.paper.case import Case

_OWN = (EntityType.POST, EntityType.BODY)


def posts(case: Case, title: str) -> Iterator[Part]:
    """What becomes of posts and bodies; nothing where they stay as they are."""
    items = tuple(Item(words) for words in _sentences(case))
    if items:
        yield Part(title, (Items(items),))


def _sentences(case: Case) -> Iterator[str]:
    names = case.names
    ended, begun, following = _along(case)
    if ended:
        yield tr_n(
            "{who} ends with its unit.",
            "{number} posts end with their units: {who}.",
            len(ended),
            who=listed(map(names.was, ended)),
        )
    if begun:
        yield tr_n(
            "{who} begins with its unit.",
            "{number} posts begin with their units: {who}.",
            len(begun),
            who=listed(map(names.now, begun)),
        )
    for event in case.changes.events:
        if type_of(event.kind).entity_type in _OWN and not is_of_id(event):
            yield f"{opening(sentence(event, names))}."
    vacant = [id for id in begun if case.new.posts[id].vacant]
    if vacant:
        yield tr_n(
            "{who} is vacant.",
            "{number} new posts are vacant: {who}.",
            len(vacant),
            who=listed(map(names.now, vacant)),
        )
    if posts := following[EntityType.POST]:
        yield tr_n(
            "1 post goes along with its unit.",
            "{number} posts go along with their units.",
            posts,
        )
    if bodies := following[EntityType.BODY]:
        yield tr_n(
            "1 body goes along with the unit that it reports to.",
            "{number} bodies go along with the units that they report to.",
            bodies,
        )


def _along(case: Case) -> tuple[list[str], list[str], Counter[EntityType]]:
    """The posts that end and begin with units, and how many go along with theirs."""
    ended: list[str] = []
    begun: list[str] = []
    for event in case.changes.events:
        # With another id of its unit nothing happens to a post.
        if type_of(event.kind).entity_type in _OWN or is_of_id(event):
            continue
        ended += event.wholes(EntityType.POST, Op.REMOVE)
        begun += event.wholes(EntityType.POST, Op.ADD)
    return list(dict.fromkeys(ended)), list(dict.fromkeys(begun)), _following(case)


def _following(case: Case) -> Counter[EntityType]:
    """How many posts and bodies did not change themselves, but what they are of did."""
    after = marks_of(case.names).after
    members = {EntityType.POST: case.new.posts, EntityType.BODY: case.new.bodies}
    return Counter(
        {
            entity_type: sum(id in after and after[id].weighty == [Mark.FOLLOWS] for id in some)
            for entity_type, some in members.items()
        }
    )
