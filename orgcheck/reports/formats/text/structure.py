"""An organisation as a tree, and one unit, post or body, in the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from orgcheck.counting import listed
from orgcheck.findings import Fault
from orgcheck.language import (
    Plural,
    kind_term,
    kinds_term,
    msg_n,
    number_words,
    own_term,
    spoken,
    tr,
    tr_n,
    tr_p,
)
from orgcheck.numbers import Number
from orgcheck.organisation import Organisation
from orgcheck.paths import cycle_path
from orgcheck.records import NamedTuple
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    DIM,
    Line,
    Paragraph,
    columns,
    heading,
    padded,
    written,
)
from orgcheck.reports.missing_names import missing_names_text
from orgcheck.snapshot import model
from orgcheck.snapshot.model import Body, Holding, Named, Post, Unit, predecessor_id
from orgcheck.snapshot.words import body_type_word, field_name, line_type_word

# What says who somebody's superior is.
_COMMAND = frozenset(("parent", "reports_to", "unit"))
# So many facts are told that a day leaves open.
_OPEN = 8
# Deeper levels would stand outside of any terminal; a count stands for them.
MOST_LEVELS = 24


class _Branch(NamedTuple):
    """A unit to be drawn: what stands before it, and before what hangs below it."""

    id: str
    first: str
    rest: str
    level: int


def tree(organisation: Organisation, *, language: str | None = None, screen: Screen = PLAIN) -> str:
    """The tree of units, each with its id, kind, head and number of duties; then who is outside.

    Every unit is in it once: what has no place (no parent, a parent that does not exist, a cycle
    of parents) stands beside the tops and says so.
    """
    lines: list[Line] = [*_heading(organisation, language), ""]
    for root, remark in _roots(organisation):
        lines.extend(_tree(organisation, root, remark, language))
    for title, members in ((tr("Posts"), organisation.posts), (tr("Bodies"), organisation.bodies)):
        if members:
            lines.extend(["", heading(title)])
            lines.extend(_outside(organisation, id, language) for id in members)
    if (day := organisation.slice) is not None and day.open:
        words = tr("Uncertain on that day: {facts}.", facts=listed(_open(organisation), most=_OPEN))
        lines.extend(["", Paragraph(words, rest="  ")])
    if words := missing_names_text(organisation):
        lines.extend(["", Paragraph(words, rest="  ")])
    return written(lines, screen)


def _open(organisation: Organisation) -> Iterator[str]:
    """What the day of a register leaves open: whether somebody is there, and what they are."""
    assert organisation.slice is not None, "it is a register"
    for id, field in sorted(organisation.slice.open):
        if not id:
            yield tr("the {field} of {member}", field=field_name(field), member=tr("the snapshot"))
        elif field == "id":
            yield tr("whether {id} is there", id=id)
        else:
            yield tr("the {field} of {member}", field=field_name(field), member=id)


def _heading(organisation: Organisation, language: str | None) -> Iterator[Line]:
    title = f"{organisation.title(language)} {spoken(organisation.label)}"
    units, posts, bodies = map(len, (organisation.units, organisation.posts, organisation.bodies))
    held = [
        tr_n("{number} unit", "{number} units", units) if units else tr("no units"),
        tr_n("{number} post", "{number} posts", posts) if posts else "",
        tr_n("{number} body", "{number} bodies", bodies) if bodies else "",
    ]
    if organisation.slice is not None and (number := organisation.slice.uncertain):
        held.append(
            tr_n(
                "{number} fact uncertain on that day",
                "{number} facts uncertain on that day",
                number,
            )
        )
    line = f"{title} · {', '.join(filter(None, held))}"
    yield Paragraph(line, rest="  ", paint=((title, BOLD),))
    if kinds := " · ".join(_kinds(organisation)):
        yield Paragraph(kinds, paint=((kinds, DIM),))


def _kinds(organisation: Organisation) -> Iterator[str]:
    """How many units there are of each kind, where the organisation has a word for several.

    The number stands behind: before it, languages have the word in another form.
    """
    numbers = Counter(unit.kind for unit in organisation.units.values())
    for kind in organisation.snapshot.kinds or ():
        several = kinds_term(kind)
        if several is not None and (number := numbers[kind]) > 1:
            yield f"{several}: {number_words(number)}"


def _roots(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Where trees begin, each with a remark on why a unit that is no top stands there."""
    for id, unit in organisation.units.items():
        if organisation.parent_of(id) is None:
            if Fault(id, "parent") in organisation.uncertain:
                yield id, tr("its parent is uncertain")
            elif unit.parent is not None:
                yield id, tr("its parent {parent} does not exist", parent=unit.parent)
            else:
                yield id, "" if unit.top else tr("no parent")
    for cycle in organisation.parent_cycles:
        yield cycle[0], tr("in a cycle of parents: {path}", path=cycle_path(cycle))


def _tree(
    organisation: Organisation, root: str, remark: str, language: str | None
) -> Iterator[Line]:
    seen = set()
    waiting = [_Branch(root, "", "", 0)]
    while waiting:
        branch = waiting.pop()
        seen.add(branch.id)
        children = [id for id in organisation.children_of(branch.id) if id not in seen]
        too_deep = branch.level >= MOST_LEVELS and bool(children)
        words = _unit(organisation, branch.id, language)
        notes = [remark] if branch.id == root and remark else []
        if too_deep:
            below = _below(organisation, branch.id)
            notes.append(
                tr_n("{number} unit below, not shown", "{number} units below, not shown", below)
            )
        text = words + "".join(f" · {note}" for note in notes)
        hanging = "" if too_deep or not children else "│ "
        rest = f"{branch.rest}{hanging or '  '}  "
        yield Paragraph(text, branch.first, rest, paint=((f"({branch.id})", DIM),))
        if not too_deep:
            waiting.extend(_below_it(branch, children))


def _below_it(branch: _Branch, children: list[str]) -> Iterator[_Branch]:
    """The branches that hang from one, the last one first: they are taken from the end."""
    for number, child in enumerate(reversed(children)):
        fork, stem = ("└── ", "    ") if number == 0 else ("├── ", "│   ")
        yield _Branch(child, branch.rest + fork, branch.rest + stem, branch.level + 1)


def _below(organisation: Organisation, id: str) -> int:
    return sum(1 for _ in organisation.descendants(id))


def _unit(organisation: Organisation, id: str, language: str | None) -> str:
    unit = organisation.units[id]
    facts = [
        kind_term(unit.kind) if unit.kind else None,
        _headed(organisation, unit, language),
        _reporting(organisation, unit.reports_to, language),
        _some(msg_n("{number} duty", "{number} duties"), len(unit.responsibilities)),
        _some(msg_n("{number} member", "{number} members"), len(unit.members)),
    ]
    named = f"{organisation.name(id, language)} ({id})"
    return " · ".join([named, *filter(None, facts)])


def _headed(organisation: Organisation, unit: Unit, language: str | None) -> str:
    heads = organisation.names_of_heads(unit.id, language)
    if not heads:
        return ""
    return tr_n("head: {heads}", "heads: {heads}", len(heads), heads=", ".join(heads))


def _reporting(organisation: Organisation, superior: str | None, language: str | None) -> str:
    """To whom a member reports, by name: who that is stands elsewhere in the tree with the id."""
    if not superior:
        return ""
    return tr("reports to {superior}", superior=organisation.name_told_apart(superior, language))


def _some(words: Plural, number: int) -> str:
    """How many there are; nothing for none."""
    return tr_n(*words, number) if number else ""


def _outside(organisation: Organisation, id: str, language: str | None) -> Line:
    member = organisation.member(id)
    facts = [
        body_type_word(member.type) if isinstance(member, Body) else None,
        tr("vacant") if getattr(member, "vacant", False) else None,
        _some(msg_n("{number} holder", "{number} holders"), len(getattr(member, "holders", ()))),
        _reporting(organisation, organisation.superior(id), language),
    ]
    named = f"{organisation.name(id, language)} ({id})"
    text = " · ".join([named, *filter(None, facts)])
    return Paragraph(text, first="  ", rest="    ", paint=((f"({id})", DIM),))


# -- one unit, post or body -------------------------------------------------------------------


# The column of labels, where none that is shown is wider.
_LABELS = 18


def member(
    organisation: Organisation, id: str, *, language: str | None = None, screen: Screen = PLAIN
) -> str:
    """What the organisation says about one member, a line or a list for each thing."""
    member = organisation.member(id)
    assert member is not None, "the command has looked it up"
    title = f"{organisation.name(id, language)} ({id})"
    lines: list[Line] = [Paragraph(title, rest="  ", paint=((title, BOLD),))]
    lines.extend(_facts_told(_facts(organisation, member, language)))
    return written(lines, screen)


def person(
    organisation: Organisation, id: str, *, language: str | None = None, screen: Screen = PLAIN
) -> str:
    """What the organisation says about a person: what they belong to, hold and head."""

    def named(others: Iterable[str]) -> list[str]:
        return [_named(organisation, one, language) for one in others]

    entry = organisation.people.get(id)
    posts = [organisation.posts[post] for post in organisation.held_posts.get(id, ())]
    units = [(post, post.unit or organisation.unit_of_post(post)) for post in posts]
    held = [
        tr("{post} in {unit}", post=_named(organisation, post.id, language), unit=named([unit])[0])
        if unit
        else _named(organisation, post.id, language)
        for post, unit in units
    ]
    headed = [unit for post in posts for unit in organisation.heads.get(post.id, ())]
    title = _person(organisation, id, language)
    lines: list[Line] = [Paragraph(title, rest="  ", paint=((title, BOLD),))]
    facts: tuple[tuple[str, list[str]], ...] = (
        (tr_p("label", "member of"), named(organisation.memberships.get(id, ()))),
        (tr_p("label", "holds"), held),
        (tr_p("label", "heads"), named(dict.fromkeys(headed))),
        (tr_p("label", "attributes"), _attributes(entry.attributes) if entry is not None else []),
        (tr_p("label", "in"), [str(organisation.locate(entry) or "")] if entry is not None else []),
    )
    lines.extend(_facts_told(facts))
    return written(lines, screen)


def _attributes(attributes: Mapping[str, str | bool | Number]) -> list[str]:
    return [f"{own_term(key)}: {_scalar(value)}" for key, value in attributes.items()]


def _facts_told(facts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Line]:
    """What has a value: the values below each other, the label beside the first."""
    stated = [(label, [value for value in values if value]) for label, values in facts]
    wide = max([_LABELS, *(2 + columns(label) for label, values in stated if values)])
    for label, values in stated:
        for number, value in enumerate(values):
            beside = padded("" if number else label, wide)
            yield Paragraph(value, first=f"  {beside}", rest=" " * (wide + 4))


def _facts(
    organisation: Organisation, member: Unit | Post | Body, language: str | None
) -> Iterator[tuple[str, Iterable[str]]]:
    id = member.id

    def named(other: str) -> str:
        return _named(organisation, other, language)

    open_fields = [fault.field for fault in organisation.uncertain if fault.id == id]
    yield tr_p("label", "uncertain"), [listed(map(field_name, sorted(open_fields)))]
    if isinstance(member.name, dict):
        yield tr_p("label", "names"), [f"{code}: {name}" for code, name in member.name.items()]
    if isinstance(member, Unit):
        yield tr_p("label", "kind"), [kind_term(member.kind) if member.kind else ""]
        place = "" if "parent" in open_fields else _place(organisation, id, language)
        yield tr_p("label", "place"), [place]
        yield tr_p("label", "parent"), _missing(organisation, member.parent)
    elif isinstance(member, Body):
        yield tr_p("label", "type"), [body_type_word(member.type)]
    else:
        unit = member.unit or organisation.unit_of_post(member)
        yield tr_p("label", "belongs to"), [named(unit)] if unit else []
        yield (
            tr_p("label", "heads"),
            [named(unit) for unit in organisation.heads.get(id, ())],
        )
        yield tr_p("label", "vacant"), [tr("yes") if member.vacant else ""]
        yield (
            tr_p("label", "holders"),
            [_person(organisation, one, language) for one in member.holders],
        )
    yield tr_p("label", "reports to"), _missing(organisation, member.reports_to)
    chain = organisation.chain(id) if _COMMAND.isdisjoint(open_fields) else ()
    yield tr_p("label", "chain of command"), [" -> ".join(map(named, chain))]
    yield tr_p("label", "direct reports"), _reports(organisation, id, language)
    if isinstance(member, Unit):
        yield from _facts_of_unit(organisation, member, language)
    yield tr_p("label", "legal basis"), [member.legal_basis or ""]
    yield tr_p("label", "earlier ids"), [predecessor_id(entry) for entry in member.previously]
    yield tr_p("label", "source"), member.source
    yield tr_p("label", "attributes"), _attributes(member.attributes)
    where = organisation.locate(member)
    yield tr_p("label", "in"), [str(where) if where else ""]


def _reports(organisation: Organisation, id: str, language: str | None) -> Iterator[str]:
    """Who reports there; a post beside the unit that it heads, as the two are one line."""
    below = organisation.reports.get(id, ())
    units = (unit for one in below if (unit := organisation.units.get(one)) is not None)
    heads = {post: unit.id for unit in units for post in unit.headed_by}
    posts: defaultdict[str, list[str]] = defaultdict(list)
    for post, headed in heads.items():
        if post in below:
            posts[headed].append(_named(organisation, post, language))
    for one in below:
        if one in posts:
            yield tr(
                "{unit}, headed by {posts}",
                unit=_named(organisation, one, language),
                posts=listed(posts[one]),
            )
        elif one not in heads:
            yield _named(organisation, one, language)


def _facts_of_unit(
    organisation: Organisation, unit: Unit, language: str | None
) -> Iterator[tuple[str, Iterable[str]]]:
    def named(other: str) -> str:
        return _named(organisation, other, language)

    heads = map(named, unit.headed_by)
    yield tr_p("label", "head") if len(unit.headed_by) == 1 else tr_p("labels", "heads"), heads
    yield tr_p("label", "span of control"), [str(organisation.span(unit.id) or "")]
    yield tr_p("label", "further lines"), [_line(line, named(line.to)) for line in unit.lines]
    yield tr_p("label", "children"), [named(child) for child in organisation.children_of(unit.id)]
    yield (
        tr_p("label", "duties"),
        [_duty(organisation, item, language) for item in unit.responsibilities],
    )
    yield tr_p("label", "members"), [_person(organisation, one, language) for one in unit.members]
    yield tr_p("label", "sites"), [_held(organisation, site, language) for site in unit.sites]
    figures = [f"{own_term(name)}: {_figure(n)}" for name, n in unit.figures.items()]
    yield tr_p("label", "figures"), figures
    yield tr_p("label", "tags"), [", ".join(unit.tags)]
    yield (
        tr_p("label", "links"),
        [f"{own_term(link.type)}: {named(link.to)}" for link in unit.links],
    )
    yield tr_p("label", "replaces"), [predecessor_id(entry) for entry in unit.replaces]
    yield tr_p("label", "split from"), [predecessor_id(entry) for entry in unit.split_from]
    yield tr_p("label", "valid"), [_time(unit)]
    revives = "" if unit.revives is None else tr("yes") if unit.revives else tr("no")
    yield tr_p("label", "revives"), [revives]
    yield tr_p("label", "winding down"), [tr("yes") if unit.winding_down else ""]


def _line(line: model.Line, to: str) -> str:
    sort = line_type_word(line.type)
    if not line.basis:
        return f"{sort}: {to}"
    return tr("{type}: {to}, basis: {basis}", type=sort, to=to, basis=line.basis)


def _named(organisation: Organisation, id: str, language: str | None) -> str:
    """A member by its name and id; of an id that names nobody that it does so."""
    if id in organisation.possible and id not in organisation:
        return tr("{id}, which may be there on that day or not", id=id)
    if id not in organisation:
        return tr("{id}, which does not exist", id=id)
    return f"{organisation.name(id, language)} ({id})"


def _person(organisation: Organisation, id: str, language: str | None) -> str:
    """A person by their id, and by their name where the register has one."""
    person = organisation.people.get(id)
    name = person.name if person is not None else None
    return f"{organisation.displayed(name, language)} ({id})" if name is not None else id


def _missing(organisation: Organisation, id: str | None) -> list[str]:
    """A reference that leads nowhere: the place and the chain of command say the others."""
    return [_named(organisation, id, None)] if id is not None and id not in organisation else []


def _place(organisation: Organisation, id: str, language: str | None) -> str:
    path = (*reversed(organisation.ancestors(id)), id)
    return " > ".join(organisation.name(step, language) for step in path)


def _duty(organisation: Organisation, holding: Holding, language: str | None) -> str:
    """A duty by its own text or the register's, with what the register says of it."""
    entry = organisation.register.get(organisation.duty_of(holding))
    if entry is None:
        return _held(organisation, holding, language)
    remarks = [word for word in (tr("statutory") if entry.statutory else None, entry.basis) if word]
    words = f"{organisation.displayed(entry.name, language)} ({entry.id})"
    return words + (f", {', '.join(remarks)}" if remarks else "")


def _held(organisation: Organisation, holding: Holding, language: str | None) -> str:
    if isinstance(holding, Named):
        return f"{organisation.displayed(holding.name, language)} ({holding.id})"
    return holding


def _figure(value: Number) -> str:
    return number_words(value, ",f" if isinstance(value, Decimal) else ",")


def _scalar(value: str | bool | Number) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _time(unit: Unit) -> str:
    begin, end = unit.valid_from, unit.valid_to
    if begin and end:
        return tr("from {begin} to {end}", begin=begin, end=end)
    if begin:
        return tr("from {begin}", begin=begin)
    return tr("to {end}", end=end) if end else ""
