"""What the lists of a unit hold, duties, sites, tags, lines and links; and who holds a duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from orgcheck.language import Said, msg, msg_n, said, said_n
from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple
from orgcheck.rules.arguments import (
    FIELDS,
    MAX,
    MIN,
    TEXT,
    TEXTS,
    Argument,
    Key,
    Subject,
    Whom,
    bounds_of,
    by_field,
    keyed,
    true,
)
from orgcheck.rules.assertions.assertion import (
    RESPONSIBILITIES,
    Assertion,
    Failure,
    Path,
    Spot,
    at_id,
    withheld,
)
from orgcheck.rules.assertions.verb import DUTIES, UNITS, Example, StructureVerb
from orgcheck.rules.doubt import ANCESTRY, Ground, own
from orgcheck.rules.fields import field_names, kinds_listed, listed, value_of, words_of
from orgcheck.rules.indexes import Target, called, population
from orgcheck.rules.pack_text import Node, Texts
from orgcheck.rules.phrases import a_or_an, joined, members_listed
from orgcheck.rules.selector_keys import MEMBERS_MATCHING
from orgcheck.rules.selectors import Selector
from orgcheck.snapshot.model import Line, Link, Named, Unit, display, holding_key, predecessor_id
from orgcheck.snapshot.words import said_kind, said_word

_LISTS = (
    *("responsibilities", "sites", "tags", "lines", "links", "source"),
    *("previously", "replaces", "split_from", "members", "holders", "heads"),
)
# What a unit has of its own, whatever those above it have.
_HELD = ("responsibilities", "sites", "tags", "lines", "links")


def _distinct(names: tuple[str, ...], _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name in names:
            key_of = _identity(ground.organisation, name)
            for member in members:
                seen: dict[object, int] = {}
                for index, item in enumerate(getattr(member, name)):
                    first = seen.setdefault(key_of(item), index)
                    if first != index:
                        message = said(
                            '{member} lists "{item}" twice among its {list}',
                            member=called(member),
                            item=_said(item),
                            list=name,
                        )
                        yield Failure(member, message, Spot(name, (name, index), _said(item)))

    demand = said("list nothing twice among {lists}", lists=listed(names, "and"))
    return Assertion(demand, failures, own(*names), at_id)


def _not_inherited(names: tuple[str, ...], _: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        for name in names:
            key_of = _identity(organisation, name)
            for member in members:
                yield from _inherited(organisation, member, name, key_of)

    demand = said("repeat nothing of {lists} that a unit above has", lists=listed(names, "and"))
    return Assertion(demand, failures, own(*names) | ANCESTRY, at_id)


def _inherited(
    organisation: Organisation, member: Target, name: str, key_of: Callable[[Any], object]
) -> Iterator[Failure]:
    items = getattr(member, name)
    if not items:
        return
    above: dict[object, tuple[Unit, int]] = {}
    for id in organisation.ancestors(member.id):
        unit = organisation.units[id]
        for index, item in enumerate(getattr(unit, name)):
            above.setdefault(key_of(item), (unit, index))
    for index, item in enumerate(items):
        if key_of(item) in above:
            unit, position = above[key_of(item)]
            message = said(
                '{member} repeats "{item}", which {above} above it has already',
                member=called(member),
                item=_said(item),
                above=called(unit),
            )
            there = (unit, (name, position), said("{unit} has it", unit=called(unit)))
            yield Failure(member, message, Spot(name, (name, index), _said(item)), others=(there,))


def _lists(known: Sequence[str]) -> Argument[tuple[str, ...]]:
    """Fields that hold lists, of those that are known."""

    def read(node: Node, subject: Subject) -> tuple[str, ...] | None:
        names = field_names(node, subject.of)
        wrong = [name for name in names if name not in known]
        if wrong:
            node.wrong(
                said("{wrong} is no such list", wrong=wrong[0]),
                said("known here: {known}", known=", ".join(known)),
            )
        return None if wrong else names or None

    return Argument(read, FIELDS.schema)


def _identity(organisation: Organisation, name: str) -> Callable[[Any], object]:
    """What tells whether two items of a list are one."""
    if name == "responsibilities":
        return organisation.duty_of
    if name == "sites":
        return holding_key
    if name in ("previously", "replaces", "split_from"):
        return predecessor_id
    if name == "lines":
        return lambda line: (line.type, line.to)
    return lambda item: item


def _said(item: Any) -> str:
    if isinstance(item, Named):
        return display(item.name)
    if isinstance(item, (Line, Link)):
        return said("{type} to {to}", type=item.type, to=item.to)
    return predecessor_id(item)


class _Links(NamedTuple):
    """Links of a type, to units of some kinds or whom a selector takes, and how many of them."""

    type: str | None
    kinds: frozenset[str] | None
    wanted: Bounds | None
    to: Selector | None


def _links_asked(node: Node, values: Mapping[str, Any]) -> _Links | None:
    bounds = {key: value for key, value in values.items() if key in ("min", "max")}
    wanted = bounds_of(node, bounds) if bounds else None
    if bounds and wanted is None:
        return None
    kinds = values["kind"].as_set if "kind" in values else None
    return _Links(values.get("type"), kinds, wanted, values.get("to"))


def _links(asked: _Links, _: Subject) -> Assertion:
    type, kinds, wanted = asked.type, asked.kinds, asked.wanted

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for member in members:
            assert isinstance(member, Unit), "only units have links"
            those = [(i, link) for i, link in enumerate(member.links) if type in (None, link.type)]
            if kinds is not None:
                yield from _astray(ground, member, those, kinds)
            if asked.to is not None:
                yield from _elsewhere(ground, member, those, asked.to)
            if wanted is not None and not wanted.allow(len(those)):
                message = _counted(called(member), len(those), type, wanted)
                measure = Measure(len(those), wanted)
                yield Failure(member, message, Spot("links", ("links",), type, measure=measure))

    ids = (asked.to.ids,) if asked.to is not None and asked.to.ids else ()
    return Assertion(_links_demanded(asked), failures, own("links"), at_id, ids)


def _counted(unit: str, number: int, type: str | None, wanted: Bounds) -> Said:
    if type is None:
        return said_n(
            "{unit} has {number} link, and must have {bounds}",
            "{unit} has {number} links, and must have {bounds}",
            number,
            unit=unit,
            bounds=wanted.words,
        )
    return said_n(
        "{unit} has {number} {type} link, and must have {bounds}",
        "{unit} has {number} {type} links, and must have {bounds}",
        number,
        unit=unit,
        type=type,
        bounds=wanted.words,
    )


def _links_demanded(asked: _Links) -> Said:
    """How many links, and then whither they lead."""
    type, wanted = asked.type, asked.wanted
    if wanted is None:
        demand = (
            said("have only {type} links", type=said_word(type))
            if type
            else said("have only links")
        )
    elif type is None:
        demand = wanted.of_what(msg_n("have {bounds} link", "have {bounds} links"))
    else:
        links = msg_n("have {bounds} {type} link", "have {bounds} {type} links")
        demand = wanted.of_what(links, type=said_word(type))
    for whither in (
        kinds_listed(sorted(asked.kinds)) if asked.kinds else None,
        asked.to.words if asked.to is not None else None,
    ):
        if whither is not None:
            demand = said("{links} to {whither}", links=demand, whither=whither)
    return demand


def _elsewhere(
    ground: Ground, unit: Unit, links: Sequence[tuple[int, Link]], to: Selector
) -> Iterator[Failure]:
    """Links to whom a selector does not take; one to nothing is a matter of integrity."""
    organisation = ground.organisation
    fits, known = to.judged(ground), population(organisation, to.of)
    for index, link in links:
        if link.to not in organisation:
            continue
        target = known.get(link.to)
        verdict = fits(target) if target is not None else False
        if verdict is True:
            continue
        if verdict:
            yield withheld(unit, verdict)
            continue
        message = said(
            "{unit} has {a_type} link to {to}, which is none of the {selected}",
            unit=called(unit),
            a_type=a_or_an(said_word(link.type)),
            to=organisation.mention(link.to),
            selected=to.words,
        )
        yield Failure(unit, message, Spot("links", ("links", index, "to"), link.to))


def _astray(
    ground: Ground, unit: Unit, links: Sequence[tuple[int, Link]], kinds: frozenset[str]
) -> Iterator[Failure]:
    """Links to what is not of the kinds named; one to nothing is a matter of integrity."""
    organisation = ground.organisation
    for index, link in links:
        target = organisation.units.get(link.to)
        kind = target.kind if target is not None else None
        if link.to not in organisation:
            continue
        fits = kind is not None and kind in kinds
        if fault := ground.doubts(link.to, own("kind")):
            yield withheld(unit, fault)
            continue
        if fits:
            continue
        named = {
            "unit": called(unit),
            "a_type": a_or_an(said_word(link.type)),
            "to": organisation.mention(link.to),
            "kinds": kinds_listed(sorted(kinds)),
        }
        if kind:
            message = said(
                "{unit} has {a_type} link to {to}, which is of kind {kind}, not {kinds}",
                kind=said_kind(kind),
                **named,
            )
        elif target is not None:
            message = said(
                "{unit} has {a_type} link to {to}, which is of no kind, not {kinds}", **named
            )
        else:
            message = said(
                "{unit} has {a_type} link to {to}, which is no unit, not {kinds}", **named
            )
        yield Failure(unit, message, Spot("links", ("links", index, "to"), link.to))


def _one_owner(_: bool, __: Subject) -> Assertion:
    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        unread = ground.doubt.unread(RESPONSIBILITIES) if ground.doubt is not None else None
        for duty in members:
            holders = organisation.holders.get(duty.id, ())
            if len(holders) < 2 and unread is not None:
                yield withheld(duty, unread)
                continue
            if len(holders) == 1:
                continue
            if not holders:
                message = said("no unit holds {duty}", duty=called(duty))
                yield Failure(duty, message, Spot("holders"))
                continue
            message = said(
                "{number} units hold {duty}: {units}",
                number=len(holders),
                duty=called(duty),
                units=members_listed(organisation, holders, "and"),
            )
            part, path = _holding(organisation, holders[1], duty)
            spot = Spot("holders", path, ", ".join(sorted(holders)), (), part)
            first_part, first_path = _holding(organisation, holders[0], duty)
            there = (
                first_part,
                first_path,
                said("{unit} holds it", unit=organisation.mention(holders[0])),
            )
            yield Failure(duty, message, spot, others=(there,))

    return Assertion(said("be held by exactly one unit"), failures, own("holders"), at_id)


def _holding(organisation: Organisation, unit: str, duty: Target) -> tuple[object, Path]:
    holder = organisation.units[unit]
    keys = [organisation.duty_of(holding) for holding in holder.responsibilities]
    return holder, (RESPONSIBILITIES, keys.index(duty.id))


def _units(a: str, b: str) -> str:
    return f"units: [{{id: a, name: A, top: true{a}}}, {{id: b, name: B, parent: a{b}}}]"


def _items_sorted(names: tuple[str, ...], _: Subject) -> Assertion:
    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name in names:
            for member in members:
                items = [_said(item) for item in getattr(member, name)]
                keys = [item.casefold() for item in items]
                for index, (one, other) in enumerate(pairwise(keys), 1):
                    if one > other:
                        message = said(
                            '{member} lists "{item}" after "{other}" among its {list}',
                            member=called(member),
                            item=items[index],
                            other=items[index - 1],
                            list=name,
                        )
                        yield Failure(member, message, Spot(name, (name, index), items[index]))
                        break

    demand = said("list {lists} in their order", lists=listed(names, "and"))
    return Assertion(demand, failures, own(*names), at_id)


class _Wanted(NamedTuple):
    """What a list must have."""

    items: Texts


def _includes(asked: tuple[tuple[str, _Wanted], ...], _: Subject) -> Assertion:
    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name, (items,) in asked:
            read = value_of(name)
            for member in members:
                there = {way for ways in words_of(read(member)) for way in ways}
                missing = [item for item in items if item not in there]
                if missing:
                    message = said(
                        "{member} lacks {items} among its {list}",
                        member=called(member),
                        items=listed(missing, "and"),
                        list=name,
                    )
                    yield Failure(member, message, Spot(name, (name,), " ".join(missing)))

    names = [name for name, _ in asked]
    demand = joined(
        [
            said("have {items} in {list}", items=listed(wanted.items, "and"), list=name)
            for name, wanted in asked
        ]
    )
    return Assertion(demand, failures, own(*names), at_id)


def _wanted(node: Node, _: Subject) -> _Wanted | None:
    texts = node.texts()
    return _Wanted(texts) if texts else None


VERBS = (
    StructureVerb(
        name="items_sorted",
        usage="[LIST]",
        statement=msg("The items of the lists stand in the order of their letters, case folded."),
        more=msg(
            "Of a list that is out of order, the first item that is out of place is at fault."
        ),
        argument=_lists(_LISTS),
        check=_items_sorted,
        example=Example("[tags]", _units(", tags: [x, y]", ""), _units(", tags: [y, x]", "")),
    ),
    StructureVerb(
        name="includes",
        usage="{LIST: [ITEM]}",
        statement=msg("The list has each of these items."),
        argument=by_field(Argument(_wanted, TEXTS.schema)),
        check=_includes,
        example=Example(
            "{tags: [x]}", _units(", tags: [x]", ", tags: [x, y]"), _units(", tags: [x]", "")
        ),
    ),
    StructureVerb(
        name="distinct",
        usage="[LIST]",
        statement=msg("Nothing stands twice in the lists."),
        more=f"The lists are {', '.join(f'`{name}`' for name in _LISTS)}.",
        argument=_lists(_LISTS),
        check=_distinct,
        example=Example("[tags]", _units(", tags: [x, y]", ""), _units(", tags: [x, y, x]", "")),
    ),
    StructureVerb(
        name="not_inherited",
        usage="[LIST]",
        statement=msg("The lists repeat nothing that a unit above has."),
        more=f"The lists are {', '.join(f'`{name}`' for name in _HELD)}.",
        argument=_lists(_HELD),
        of=UNITS,
        check=_not_inherited,
        example=Example(
            "[sites]",
            _units(", sites: [Hanko]", ", sites: [Oulu]"),
            _units(", sites: [Hanko]", ", sites: [Hanko]"),
        ),
    ),
    StructureVerb(
        name="links",
        usage="{type: T, kind: K, to: SELECTOR, min, max}",
        statement=msg(
            "Its links lead to units of kind K, to whom the selector takes, in that number."
        ),
        more=msg(
            "With `type`, only links of that type are asked about. The selector takes units, or "
            "with `of` posts or bodies."
        ),
        argument=keyed(
            _links_asked,
            Key("type", TEXT, "Of what type; all where it is absent."),
            Key("kind", TEXTS, "The kind of the units that they lead to."),
            Key("to", MEMBERS_MATCHING, "Whom they lead to."),
            MIN,
            MAX,
            any_of=("kind", "to", "min", "max"),
            without=("says nothing about the links", "write `kind:`, `to:`, `min:` or `max:`"),
        ),
        of=Whom(("units",), msg("{of} have no links"), msg("ask it of units")),
        check=_links,
        example=Example(
            "{type: serves, min: 1}",
            _units("", ", links: [{type: serves, to: a}]"),
            _units("", ""),
            "{id: b}",
        ),
    ),
    StructureVerb(
        name="one_owner",
        usage="true",
        statement=msg("Exactly one unit holds it."),
        argument=true("remove it, or write `not: {one_owner: true}`"),
        of=DUTIES,
        check=_one_owner,
        example=Example(
            "true",
            _units(", responsibilities: [advice]", ""),
            _units(", responsibilities: [advice]", ", responsibilities: [advice]"),
            "{of: responsibilities}",
        ),
    ),
)
