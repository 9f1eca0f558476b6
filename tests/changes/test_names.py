"""What members are called in a report on a change, and in which order they stand there."""

from __future__ import annotations

import orgcheck
from orgcheck.changes.names import Names
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot


def test_members_of_one_name_stand_in_the_order_of_their_ids() -> None:
    posts = [{"id": id, "name": name} for id, name in (("a", "Lead"), ("b", "Lead"), ("c", "Head"))]
    units = [{"id": "top", "name": "All", "top": True}]
    side = Organisation(
        Snapshot.model_validate({"organisation": "O", "units": units, "posts": posts})
    )
    names = Names(side, side, orgcheck.diff(side, side))

    for ids in (("a", "b", "c"), ("b", "c", "a")):
        assert names.in_order(ids, before=True) == ["c", "a", "b"]
