"""Any snapshots at all, small enough that ids, names and duties meet again and again."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

IDS = st.sampled_from("abcdef")
TEXTS = st.sampled_from(["x", "X ", "y", "é", "e\u0301", "no", "a"])
NAMES = st.one_of(TEXTS, st.dictionaries(st.sampled_from(["en", "fi"]), TEXTS, min_size=1))
HOLDINGS = st.lists(st.one_of(TEXTS, st.fixed_dictionaries({"id": IDS, "name": NAMES})), max_size=3)
DESCENT = st.lists(
    st.one_of(IDS, st.fixed_dictionaries({"id": IDS, "accepted": st.just("2024-01-01")})),
    max_size=2,
)
LINES = st.lists(
    st.fixed_dictionaries({"to": IDS, "type": st.sampled_from(["matrix", "other"])}), max_size=2
)
LINKS = st.lists(st.fixed_dictionaries({"to": IDS, "type": TEXTS}), max_size=2)
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(0, 1), st.sampled_from([0.5, 1.0]))
PEOPLE = st.lists(st.sampled_from(["p1", "p2", "p3", "a"]), max_size=3)
NUMBERS = st.one_of(st.integers(-2, 2), st.sampled_from([0.1, 0.2, 1.0]))

ENTITY = {
    "acronym": NAMES,
    "reports_to": IDS,
    "previously": DESCENT,
    "legal_basis": TEXTS,
    "source": st.lists(TEXTS, max_size=2),
    "attributes": st.dictionaries(TEXTS, SCALARS, max_size=2),
}
UNITS = st.fixed_dictionaries(
    {"id": IDS, "name": NAMES},
    optional=ENTITY
    | {
        "kind": TEXTS,
        "parent": IDS,
        "top": st.booleans(),
        "head": IDS,
        "heads": st.lists(IDS, min_size=1, max_size=3),
        "members": PEOPLE,
        "lines": LINES,
        "responsibilities": HOLDINGS,
        "sites": HOLDINGS,
        "tags": st.lists(TEXTS, max_size=2),
        "figures": st.dictionaries(TEXTS, NUMBERS, max_size=2),
        "links": LINKS,
        "replaces": DESCENT,
        "split_from": DESCENT,
        "revives": st.booleans(),
        "winding_down": st.booleans(),
    },
)
POSTS = st.fixed_dictionaries(
    {"id": IDS, "name": NAMES},
    optional=ENTITY | {"unit": IDS, "vacant": st.booleans(), "holders": PEOPLE},
)
BODIES = st.fixed_dictionaries(
    {"id": IDS, "name": NAMES, "type": st.sampled_from(["organ", "committee"])}, optional=ENTITY
)
DUTIES = st.fixed_dictionaries(
    {"id": IDS, "name": NAMES}, optional={"basis": TEXTS, "statutory": st.booleans()}
)

PERSONS = st.fixed_dictionaries(
    {"id": st.sampled_from(["p1", "p2", "p3"])},
    optional={"name": NAMES, "attributes": ENTITY["attributes"]},
)


def _with_heads_stated_once(unit: dict[str, Any]) -> dict[str, Any]:
    """A unit that names one head or several: to name both is no snapshot's form."""
    return {key: value for key, value in unit.items() if key != "head" or "heads" not in unit}


def snapshots() -> st.SearchStrategy[dict[str, Any]]:
    """Snapshots as plain data, with every sort of fault that can be read past."""
    return st.fixed_dictionaries(
        {"organisation": NAMES, "units": st.lists(UNITS.map(_with_heads_stated_once), max_size=6)},
        optional={
            "posts": st.lists(POSTS, max_size=3),
            "bodies": st.lists(BODIES, max_size=2),
            "responsibilities": st.lists(DUTIES, max_size=3),
            "people": st.lists(PERSONS, max_size=3),
            "version": TEXTS,
            "status": st.sampled_from(["draft", "in-force"]),
            "decision": st.fixed_dictionaries({}, optional={"body": IDS, "reference": TEXTS}),
            "languages": st.lists(st.sampled_from(["fi", "sv"]), max_size=2),
            "kinds": st.dictionaries(
                TEXTS,
                st.fixed_dictionaries(
                    {}, optional={"top": st.booleans(), "name": NAMES, "plural": NAMES}
                ),
                max_size=2,
            ),
            "terms": st.dictionaries(
                TEXTS,
                st.fixed_dictionaries({"name": NAMES}, optional={"plural": NAMES}),
                max_size=2,
            ),
            "responsibilities_complete": st.booleans(),
        },
    )
