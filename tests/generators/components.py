"""Events in which units begin, end, or hand over to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from .draft import (
    MEMBERSHIP,
    Draft,
    NoRoom,
    movable_children,
    pick,
    pick_rich,
    unrelated,
)
from .structure import Record, ancestors, contents, copied, holders, item_key, subtree

ITEM_FIELDS = {"duty": "responsibilities", "site": "sites"}


def create(draft: Draft, rng: Random) -> None:
    """Found a unit, sometimes with units below it."""
    parent = pick(rng, draft.persisting())
    root = _found_below(draft, rng, parent)
    members = [root]
    for _ in range(rng.choice((0, 0, 1, 3))):
        try:
            members.append(_found_below(draft, rng, rng.choice(members)))
        except NoRoom:
            break
    for unit in members:
        _add_fresh_content(draft, rng, unit, rng.randint(0, 4))
        if draft.posts and rng.random() < 0.3:
            draft.units[unit]["head"] = rng.choice(list(draft.posts))
    draft.plan("create", new=[root])


def abolish(draft: Draft, rng: Random) -> None:
    """End a unit with all below it, save that one child may go elsewhere."""
    endable = set(draft.endable())
    statutory = holders(draft.units, "responsibilities").keys() & draft.statutory()

    def may_go(units: list[str]) -> bool:
        duties = {
            item_key(duty)
            for unit in units
            for duty in draft.units[unit].get("responsibilities", [])
        }
        return (
            len(units) <= max(1, min(8, len(draft.units) // 4))
            and endable.issuperset(units)
            and duties.isdisjoint(statutory)
            and not draft.named_by_others(set(units))
        )

    if rng.random() < 0.3:
        root, survivor = _with_survivor(draft, rng, sorted(endable))
        _move_to_stranger(draft, rng, root, survivor)
        units = subtree(draft.units, root)
        if not may_go(units):
            raise NoRoom
    else:
        # In random order until one may go: to look at all takes too long where there are many.
        roots = rng.sample(sorted(endable), len(endable))
        subtrees = (subtree(draft.units, root) for root in roots)
        units = next((units for units in subtrees if may_go(units)), [])
        if not units:
            raise NoRoom
    draft.take(draft.units[units[0]]["parent"], "children")
    for unit in units:
        del draft.units[unit]
        draft.take(unit, "all")
        draft.successors[unit] = ()
    draft.plan("abolish", old=[units[0]])


def replace(draft: Draft, rng: Random) -> None:
    """One unit ends and another takes its place, mostly with other content."""
    ended = pick_rich(draft, rng, draft.endable(), 4)
    founded = _found_like(draft, rng, ended)
    _succeed(draft, rng, {ended: [founded]}, dropping=rng.choice((0.0, 0.35, 0.5)))
    draft.plan("replace", [ended], [founded])


def merge(draft: Draft, rng: Random) -> None:
    """Two units or more become one new one."""
    ended = _several_to_end(draft, rng, rng.choice((2, 2, 3)), enough=3)
    founded = _found_like(draft, rng, ended[0])
    _succeed(draft, rng, {unit: [founded] for unit in ended})
    draft.plan("merge", ended, [founded])


def split(draft: Draft, rng: Random) -> None:
    """One unit becomes two or more new ones."""
    parts = rng.choice((2, 2, 3))
    ended = pick_rich(draft, rng, draft.endable(), 2 * parts)
    founded = [_found_like(draft, rng, ended) for _ in range(parts)]
    _succeed(draft, rng, {ended: founded})
    draft.plan("split", [ended], founded)


def absorb(draft: Draft, rng: Random) -> None:
    """A unit that goes on takes in one or two that end."""
    if rng.random() < 0.3:
        ended, receiver = _with_parent(draft, rng)
    else:
        ended = _several_to_end(draft, rng, rng.choice((1, 1, 2)), enough=3)
        receiver = pick(rng, _receivers(draft, ended))
    _succeed(draft, rng, {unit: [receiver] for unit in ended})
    draft.plan("absorb", [*ended, receiver], [receiver])


def spin_off(draft: Draft, rng: Random) -> None:
    """A unit that goes on gives part of its content to one or two new ones."""
    parts = rng.choice((1, 1, 2))
    giver = _giver(draft, rng, 2 * parts + 1)
    founded = [_found_beside(draft, rng, giver) for _ in range(parts)]
    _carve_out(draft, rng, giver, founded)
    draft.plan("spin-off", [giver], [giver, *founded])


def dissolve(draft: Draft, rng: Random) -> None:
    """A unit ends and two or three that go on share its content."""
    parts = rng.choice((2, 2, 3))
    ended = pick_rich(draft, rng, draft.endable(), 2 * parts)
    receivers = _some(rng, _receivers(draft, [ended]), parts)
    _succeed(draft, rng, {ended: receivers})
    draft.plan("dissolve", [ended], receivers)


def reorganise_units(draft: Draft, rng: Random) -> None:
    """Units begin, end and go on in a way that no simpler word describes."""
    rng.choice(
        (
            _three_into_four,
            _many_to_many,
            _into_old_and_new,
            _crossed,
            _absorbing_and_giving,
            _founded_from_both,
            _two_givers,
        )
    )(draft, rng)


def _three_into_four(draft: Draft, rng: Random) -> None:
    _many_into_many(draft, rng, 3, 4)


def _many_to_many(draft: Draft, rng: Random) -> None:
    _many_into_many(draft, rng, rng.randint(2, 4), rng.randint(2, 4))


def _many_into_many(draft: Draft, rng: Random, before: int, after: int) -> None:
    ended = _several_to_end(draft, rng, before, enough=6)
    if len(ended) < before:
        raise NoRoom
    founded = [_found_like(draft, rng, rng.choice(ended)) for _ in range(after)]
    _succeed(draft, rng, _connected(rng, ended, founded))
    draft.plan("reorganise", ended, founded)


def _into_old_and_new(draft: Draft, rng: Random) -> None:
    ended = pick_rich(draft, rng, draft.endable(), 4)
    receiver = pick(rng, _receivers(draft, [ended]))
    founded = _found_like(draft, rng, ended)
    _succeed(draft, rng, {ended: [receiver, founded]})
    draft.plan("reorganise", [ended, receiver], [receiver, founded])


def _crossed(draft: Draft, rng: Random) -> None:
    ended = _several_to_end(draft, rng, 2, enough=4)
    if len(ended) < 2:
        raise NoRoom
    receivers = _some(rng, _receivers(draft, ended), 2)
    _succeed(draft, rng, {ended[0]: receivers, ended[1]: [receivers[1]]})
    draft.plan("reorganise", [*ended, *receivers], receivers)


def _absorbing_and_giving(draft: Draft, rng: Random) -> None:
    ended = pick_rich(draft, rng, draft.endable(), 3)
    giver = pick_rich(draft, rng, _receivers(draft, [ended]), 3)
    founded = _found_beside(draft, rng, giver)
    _carve_out(draft, rng, giver, [founded])
    _succeed(draft, rng, {ended: [giver]})
    draft.plan("reorganise", [ended, giver], [giver, founded])


def _founded_from_both(draft: Draft, rng: Random) -> None:
    ended = pick_rich(draft, rng, draft.endable(), 2)
    giver = pick_rich(draft, rng, _receivers(draft, [ended]), 3)
    founded = _found_like(draft, rng, ended)
    _carve_out(draft, rng, giver, [founded])
    _succeed(draft, rng, {ended: [founded]})
    draft.plan("reorganise", [ended, giver], [giver, founded])


def _two_givers(draft: Draft, rng: Random) -> None:
    first = _giver(draft, rng, 3)
    peers = [unit for unit in _givers(draft) if unit != first]
    second = pick_rich(draft, rng, unrelated(draft, peers, [first]), 3)
    founded = _found_beside(draft, rng, first)
    for giver in (first, second):
        _carve_out(draft, rng, giver, [founded])
    draft.plan("reorganise", [first, second], [first, second, founded])


# Who may take part


def _kind(draft: Draft, unit: str) -> str | None:
    kind: str | None = draft.units[unit].get("kind")
    return kind


def _several_to_end(draft: Draft, rng: Random, count: int, enough: int) -> list[str]:
    """Choose units of one kind, none above another: `count` of them, or at least two."""
    endable = draft.endable()
    ended = [pick_rich(draft, rng, endable, enough)]
    peers = [unit for unit in endable if _kind(draft, unit) == _kind(draft, ended[0])]
    while len(ended) < count:
        others = unrelated(draft, peers, ended)
        if not others and len(ended) >= 2:
            break
        ended.append(pick_rich(draft, rng, others, enough))
    return ended


def _receivers(draft: Draft, ended: Sequence[str]) -> list[str]:
    """List the units that may take over: of the same kind, and in nobody else's component."""
    peers = [
        unit
        for unit in draft.persisting(*MEMBERSHIP)
        if _kind(draft, unit) == _kind(draft, ended[0])
    ]
    return unrelated(draft, peers, ended)


def _givers(draft: Draft) -> list[str]:
    return [
        unit
        for unit in draft.persisting(*MEMBERSHIP)
        if any(draft.units[unit].get(field) for field in ITEM_FIELDS.values())
    ]


def _giver(draft: Draft, rng: Random, enough: int) -> str:
    return pick_rich(draft, rng, _givers(draft), enough)


def _some(rng: Random, units: Sequence[str], count: int) -> list[str]:
    """Choose `count` units, or two where there are no more."""
    if len(units) < 2:
        raise NoRoom
    return rng.sample(units, min(count, len(units)))


def _with_parent(draft: Draft, rng: Random) -> tuple[list[str], str]:
    """Choose a unit to end, and its parent to take it in."""
    open_parents = set(draft.persisting(*MEMBERSHIP))
    ended = pick(rng, [u for u in draft.endable() if draft.units[u]["parent"] in open_parents])
    parent: str = draft.units[ended]["parent"]
    below = movable_children(draft, ended)
    if not all(draft.allows(_kind(draft, child), parent) for child in below):
        raise NoRoom
    return [ended], parent


def _with_survivor(draft: Draft, rng: Random, endable: list[str]) -> tuple[str, str]:
    """Choose a unit to abolish, and one of its children to go elsewhere."""
    for root in rng.sample(endable, len(endable)):
        if below := movable_children(draft, root):
            return root, rng.choice(below)
    raise NoRoom


def _move_to_stranger(draft: Draft, rng: Random, root: str, child: str) -> None:
    """Move a child of a unit that is to end, where the two have nothing else in common.

    With something else in common the new parent would look like a successor.
    """
    content = contents(draft.units, draft.posts)
    avoided = {*subtree(draft.units, root)}
    above = ancestors(draft.units, root)
    wanted = above if rng.random() < 0.5 else draft.persisting()
    targets = [
        unit
        for unit in wanted
        if unit in draft.old_units
        and unit not in avoided
        and not content[unit] & (content[root] - {("child", child)})
        and draft.allows(_kind(draft, child), unit)
    ]
    draft.place(child, pick(rng, targets))


def _connected(rng: Random, ended: list[str], founded: list[str]) -> dict[str, list[str]]:
    """Draw who hands over to whom, so that all hang together and all have their part."""
    links: dict[str, list[str]] = {unit: [] for unit in ended}
    links[ended[0]].append(founded[0])
    joined_old, joined_new = [ended[0]], [founded[0]]
    waiting = [*ended[1:], *founded[1:]]
    rng.shuffle(waiting)
    for unit in waiting:
        if unit in links:
            links[unit].append(rng.choice(joined_new))
            joined_old.append(unit)
        else:
            links[rng.choice(joined_old)].append(unit)
            joined_new.append(unit)
    spare = [(d, n) for d in ended for n in founded if n not in links[d]]
    if spare and rng.random() < 0.4:
        giver, receiver = rng.choice(spare)
        links[giver].append(receiver)
    return links


# What is founded


def _found_below(draft: Draft, rng: Random, parent: str) -> str:
    return draft.found(rng, pick(rng, _kinds_below(draft, parent)), parent, like=parent)


def _kinds_below(draft: Draft, parent: str) -> list[str | None]:
    if "kinds" in draft.header:
        return [kind for kind in draft.header["kinds"] if draft.allows(kind, parent)]
    return sorted({_kind(draft, unit) for unit in draft.units}, key=str)


def _found_like(draft: Draft, rng: Random, ended: str) -> str:
    """Found a unit of the kind of one that ends, in its place, with its lines."""
    model = draft.units[ended]
    founded = draft.found(rng, model.get("kind"), model["parent"], like=ended)
    for field in ("reports_to", "lines", "links", "tags", "legal_basis"):
        if field in model and rng.random() < 0.6:
            draft.units[founded][field] = copied(model[field])
    return founded


def _found_beside(draft: Draft, rng: Random, giver: str) -> str:
    """Found a unit below the one that gives, or beside it."""
    record = draft.units[giver]
    if "parent" in record and rng.random() < 0.5:
        return draft.found(rng, record.get("kind"), record["parent"], like=giver)
    return _found_below(draft, rng, giver)


def _add_fresh_content(draft: Draft, rng: Random, unit: str, count: int) -> None:
    for _ in range(count):
        if rng.random() < 0.7:
            draft.units[unit].setdefault("responsibilities", []).append(draft.namer.duty(rng))
        else:
            draft.units[unit].setdefault("sites", []).append(draft.namer.site(rng))


# What is handed over


def _succeed(
    draft: Draft, rng: Random, links: Mapping[str, Sequence[str]], dropping: float | None = None
) -> None:
    """Let units end and others take over their content, references and figures."""
    if dropping is None:
        dropping = rng.choice((0.0, 0.0, 0.2))
    for ended, receivers in links.items():
        order = rng.sample(receivers, len(receivers))
        _deal_content(draft, rng, ended, order, dropping)
        _give_posts(draft, ended, order[0])
        _share_figures(draft, ended, order)
        _leave_parent(draft, ended)
        draft.successors[ended] = tuple(receivers)
        draft.succeed_references(rng, ended, receivers)
        for receiver in receivers:
            draft.declare(rng, receiver, "replaces", ended)
            draft.take(receiver, *MEMBERSHIP)
    for ended in links:
        del draft.units[ended]
        draft.take(ended, "all")
    if rng.random() < 0.85:
        _tell_apart(draft, rng, list(links))


def _leave_parent(draft: Draft, ended: str) -> None:
    draft.take(draft.units[ended]["parent"], "children")


def _deal_content(
    draft: Draft, rng: Random, ended: str, receivers: Sequence[str], dropping: float
) -> None:
    """Deal children, duties and sites: each receiver two of them first, the rest anyhow."""
    record = draft.units[ended]
    statutory = draft.statutory()
    items: list[tuple[str, str | Record]] = [
        ("child", child) for child, one in draft.units.items() if one.get("parent") == ended
    ]
    for sort, field in ITEM_FIELDS.items():
        items.extend(
            (sort, item)
            for item in record.get(field, [])
            if item_key(item) in statutory or rng.random() >= dropping
        )
    rng.shuffle(items)
    for number, (sort, item) in enumerate(items):
        turn = number < 2 * len(receivers)
        receiver = receivers[number % len(receivers)] if turn else rng.choice(receivers)
        if sort == "child":
            draft.units[str(item)]["parent"] = receiver
            draft.take(str(item), "parent")
        else:
            _add_item(draft.units[receiver], ITEM_FIELDS[sort], item)


def _add_item(record: Record, field: str, item: str | Record) -> None:
    held = {item_key(one) for one in record.get(field, [])}
    if item_key(item) not in held:
        record.setdefault(field, []).append(item)


def _give_posts(draft: Draft, ended: str, receiver: str) -> None:
    """Hand over the posts that belong to a unit, and its head where there is none yet."""
    for post, record in draft.posts.items():
        if record.get("unit") == ended:
            record["unit"] = receiver
            draft.take(post, "all")
    head = draft.units[ended].get("head")
    if head is not None and receiver in draft.givers:
        draft.units[receiver].setdefault("head", head)


def _share_figures(draft: Draft, ended: str, receivers: Sequence[str]) -> None:
    """Hand over figures so that nothing is lost or gained."""
    for figure, value in draft.units[ended].get("figures", {}).items():
        part = value // len(receivers)
        for receiver in receivers:
            given = value - part * (len(receivers) - 1) if receiver == receivers[0] else part
            figures = draft.units[receiver].setdefault("figures", {})
            figures[figure] = figures.get(figure, 0) + given


def _carve_out(draft: Draft, rng: Random, giver: str, founded: Sequence[str]) -> None:
    """Let a unit that goes on give duties, sites, figures and sometimes children to new ones.

    A new unit carved out is no successor, so that a child that goes along is moved.
    """
    items = [
        (field, item)
        for field in ITEM_FIELDS.values()
        for item in draft.units[giver].get(field, [])
    ]
    wanted = max(len(founded), rng.randint(2 * len(founded), max(2 * len(founded), len(items) - 1)))
    if len(items) < len(founded):
        raise NoRoom
    for number, (field, item) in enumerate(rng.sample(items, min(wanted, len(items)))):
        _remove_item(draft.units[giver], field, item)
        _add_item(draft.units[founded[number % len(founded)]], field, item)
    for child in movable_children(draft, giver):
        target = rng.choice(founded)
        if rng.random() < 0.2 and draft.allows(_kind(draft, child), target):
            draft.place(child, target)
    _part_with_figures(draft, rng, giver, founded[0])
    living = draft.units[giver].get("winding_down", False)
    for unit in founded:
        # What lives on may only be said to be replaced while it winds down.
        draft.declare(rng, unit, "replaces" if living else "split_from", giver)
        draft.givers[unit] = (*draft.givers[unit], giver)
    draft.take(giver, *MEMBERSHIP)


def _remove_item(record: Record, field: str, item: str | Record) -> None:
    record[field].remove(item)
    if not record[field]:
        del record[field]


def _part_with_figures(draft: Draft, rng: Random, giver: str, founded: str) -> None:
    figures = draft.units[giver].get("figures", {})
    headcount = figures.get("headcount", 0)
    if headcount >= 2 and rng.random() < 0.5:
        part = int(headcount // 2)
        figures["headcount"] -= part
        own = draft.units[founded].setdefault("figures", {})
        own["headcount"] = own.get("headcount", 0) + part


def _tell_apart(draft: Draft, rng: Random, ended: Sequence[str]) -> None:
    """Give new units duties of their own until none looks like an ended one under a new id."""
    before = contents(draft.old_units)
    founded = sorted({unit for one in ended for unit in draft.successors[one]} & set(draft.givers))
    for unit in founded:
        for _ in range(10):
            after = contents(draft.units)[unit]
            alike = (len(before[one] & after) / len(before[one] | after or {0}) for one in ended)
            if max(alike) < 0.45:
                break
            _add_fresh_content(draft, rng, unit, 1)
