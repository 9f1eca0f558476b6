"""Whose line of command changes: first those that answer to a body, and shall answer to none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.marks import Superior, superiors
from orgcheck.counting import listed
from orgcheck.language import tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple
from orgcheck.reports.formats.paper.blocks import Block, Item, Items, Section, Table, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.independence import each_losing_words, keeping_words

_MOST = 4


class _Row(NamedTuple):
    """A line that is another, and who has it."""

    who: str
    before: str
    after: str


def in_brief(case: Case, see: str) -> Section:
    """Independent functions first, then who else is under another line that somebody stated."""
    stated, following = _told_apart(case)
    rows = _rows(case, stated)
    blocks: list[Block] = []
    independent = (*each_losing_words(case.names), keeping_words(case.names))
    if items := tuple(map(Item, filter(None, independent))):
        blocks.append(Items(items))
    if rows:
        blocks.append(_table(rows[:_MOST]))
    if len(rows) > _MOST:
        number = len(rows) - _MOST
        words = tr_n("1 further line: {see}", "{number} further lines: {see}", number, see=see)
        blocks.append(Text(f"{words}."))
    blocks += map(Text, followers(following))
    return Section(
        tr("Whose line of command changes"),
        tuple(blocks) or (Text(tr("Everyone reports to whom they did before.")),),
    )


def all_of_them(case: Case) -> Section | None:
    """Every line that somebody stated; nothing where the first page has them all."""
    rows = _rows(case, _told_apart(case)[0])
    return Section(tr("Lines of command"), (_table(rows),)) if len(rows) > _MOST else None


def followers(number: Counter[EntityType]) -> Iterator[str]:
    """How many have another superior because of where they are."""
    if units := number[EntityType.UNIT]:
        yield tr_n(
            "1 unit has another superior because the unit that it is in changes.",
            "{number} units have another superior because the units that they are in change.",
            units,
        )
    if posts := number[EntityType.POST]:
        yield tr_n(
            "1 post has another superior because its unit changes.",
            "{number} posts have another superior because their units change.",
            posts,
        )


def _told_apart(case: Case) -> tuple[list[Superior], Counter[EntityType]]:
    """Those whose line was or is stated, and how many merely follow their place."""
    stated: list[Superior] = []
    following: Counter[EntityType] = Counter()
    for one in superiors(case.comparison, EntityType.UNIT, EntityType.POST):
        if _states(case.old, one.old) or _states(case.new, one.new):
            stated.append(one)
        else:
            following[one.entity_type] += 1
    return stated, following


def _states(side: Organisation, id: str) -> bool:
    member = side.member(id)
    return member is not None and member.reports_to is not None


def _rows(case: Case, some: Sequence[Superior]) -> list[_Row]:
    """Those that share both ends of a line in one row."""
    names = case.names
    lines: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in some:
        before = names.was(one.before) if one.before is not None else tr("nobody")
        after = names.now(one.now) if one.now is not None else tr("nobody")
        lines[before, after].append(names.now(one.new))
    return [_Row(listed(who), *ends) for ends, who in lines.items()]


def _table(rows: Sequence[_Row]) -> Table:
    return Table((tr("Who"), tr("Before"), tr("After")), tuple(map(tuple, rows)))
