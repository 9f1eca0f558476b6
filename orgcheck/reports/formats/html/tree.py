"""A structure as a template writes it: every line with what is to be said of its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from orgcheck.changes.kinds.event_type import SIGNS, Mark, mark_word
from orgcheck.changes.kinds.words import in_role, type_in
from orgcheck.changes.marks import Marks, Standing
from orgcheck.language import kind_language, kind_term, msg_n, spoken, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.reports.formats.html.page import Pieces, SentenceCutter
from orgcheck.reports.formats.html.structure import (
    FEW,
    MOST,
    SHORT,
    Visibility,
    lines_of,
    listed_units,
    roots_of,
)
from orgcheck.snapshot.words import body_type_word


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign and a word beside a name; `look` is its class."""

    look: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line below a name; `link` leads to where it is told at length, `kind` is its class."""

    pieces: Pieces
    link: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class UnitRemarks:
    """What is said of one unit, post or body. `sorts` are the words by which it is filtered."""

    badges: tuple[Badge, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sorts: tuple[str, ...] = ()


NOTHING = UnitRemarks()


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands in small letters after a name; `lang` is its language, where it is another."""

    words: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tree; of a fold only `step` and `words` matter."""

    step: str
    words: str = ""
    expanded: bool = False
    below: int = 0
    anchor: str = ""
    id: str = ""
    name: str = ""
    lang: str | None = None
    facts: tuple[Fact, ...] = ()
    said: UnitRemarks = NOTHING

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but a name to be written."""
        return self.step == "leaf" and not self.facts and self.said is NOTHING


@dataclass(frozen=True, slots=True)
class Tree:
    """One structure: its units, and who stands beside them.

    `left_out` says what of it the page does not list.
    """

    title: str
    version: str
    rows: tuple[Row, ...]
    beside: tuple[Row, ...]
    left_out: str = ""


class Anchors:
    """The name in the page of each unit, post and body of one organisation.

    Members of two sorts may share an id, which is a finding; each has a name of its own.
    """

    def __init__(self, organisation: Organisation, prefix: str) -> None:
        self.units = _numbered(organisation.units, prefix)
        self.posts = _numbered(organisation.posts, f"{prefix}p")
        self.bodies = _numbered(organisation.bodies, f"{prefix}o")

    def get(self, id: str) -> str | None:
        """The name by which a link finds a member; None where there is no such member."""
        return self.units.get(id) or self.posts.get(id) or self.bodies.get(id)


def _numbered(ids: Iterable[str], prefix: str) -> Mapping[str, str]:
    return {id: f"{prefix}{number}" for number, id in enumerate(ids, 1)}


def tree_of(
    organisation: Organisation,
    anchors: Anchors,
    sight: Visibility,
    said: Mapping[str, UnitRemarks],
    *,
    title: str,
    called: Callable[[str], str],
    language: str | None,
) -> Tree:
    """The structure of an organisation, its posts and bodies, each as it is `called`."""
    return Tree(
        title=title,
        version=spoken(organisation.label),
        rows=tuple(_rows(organisation, anchors, sight, said, called, language)),
        beside=tuple(_beside(organisation, anchors, sight, said, called, language)),
        left_out=_left_out(organisation, sight),
    )


def _left_out(organisation: Organisation, sight: Visibility) -> str:
    """What of a large structure the page does not list, and where that is; nothing of others."""
    units, listed = len(organisation.units), listed_units(organisation, sight)
    if listed == units:
        return ""
    return tr(
        "This page lists {listed} of {units} units: those of which there is something to say, "
        "with what they are part of, and the upper levels. The others are counted where they "
        "stand, and no search finds them; `orgcheck show` lists all.",
        listed=listed,
        units=units,
    )


def _rows(
    organisation: Organisation,
    anchors: Anchors,
    sight: Visibility,
    said: Mapping[str, UnitRemarks],
    called: Callable[[str], str],
    language: str | None,
) -> Iterator[Row]:
    roots = roots_of(organisation)
    facts_of = _facts_of_units(organisation, roots, language)
    for line in lines_of(organisation, sight):
        if not line.id or line.step == "close":
            yield Row(line.step, words=line.words)
            continue
        yield Row(
            line.step,
            expanded=line.expanded,
            below=line.below,
            anchor=anchors.units[line.id],
            id=line.id,
            name=called(line.id),
            lang=organisation.language_of(line.id, language),
            # A browser bears many units in its folds if each is little more than its name.
            facts=() if line.folded else facts_of(line.id),
            said=said.get(line.id, NOTHING),
        )


def _facts_of_units(
    organisation: Organisation, roots: Mapping[str, str], language: str | None
) -> Callable[[str], tuple[Fact, ...]]:
    """What stands in small letters after a unit's name."""

    def facts(id: str) -> tuple[Fact, ...]:
        unit = organisation.units[id]
        heads = organisation.names_of_heads(id, language)
        kind = unit.kind
        found = (
            tr_n("head: {heads}", "heads: {heads}", len(heads), heads=", ".join(heads))
            if heads
            else None,
            tr_n("{number} member", "{number} members", len(unit.members))
            if unit.members
            else None,
            tr("winding down") if unit.winding_down else None,
            roots.get(id),
        )
        of_kind = (Fact(kind_term(kind), kind_language(kind)),) if kind else ()
        return (*of_kind, *map(Fact, filter(None, found)))

    return facts


def _beside(
    organisation: Organisation,
    anchors: Anchors,
    sight: Visibility,
    said: Mapping[str, UnitRemarks],
    called: Callable[[str], str],
    language: str | None,
) -> Iterator[Row]:
    """Posts and bodies: first those of which there is something to say, the others folded."""
    rows = list(_all_beside(organisation, anchors, said, called, language))
    told = [row for row in rows if row.said is not NOTHING]
    others = [row for row in rows if row.said is NOTHING]
    yield from told
    if len(others) <= FEW:
        yield from others
        return
    words = tr_n(*sight.beside, len(others))
    yield Row("fold", words=words, expanded=len(others) <= SHORT)
    listed = others if len(rows) <= MOST else others[: max(0, MOST - len(told))]
    yield from listed
    if left := len(others) - len(listed):
        words = tr_n(
            "{number} post or body that this page does not list",
            "{number} posts and bodies that this page does not list",
            left,
        )
        yield Row("rest", words=words)
    yield Row("unfold")


def _all_beside(
    organisation: Organisation,
    anchors: Anchors,
    said: Mapping[str, UnitRemarks],
    called: Callable[[str], str],
    language: str | None,
) -> Iterator[Row]:
    for post in organisation.posts.values():
        unit = organisation.unit_of_post(post)
        facts = (
            tr("post"),
            tr("in {parent}", parent=in_role("in", called(unit))) if unit is not None else None,
            tr("vacant") if post.vacant else None,
        )
        yield _row(organisation, post.id, facts, anchors.posts[post.id], said, called, language)
    for body in organisation.bodies.values():
        yield _row(
            organisation,
            body.id,
            (body_type_word(body.type),),
            anchors.bodies[body.id],
            said,
            called,
            language,
        )


def _row(
    organisation: Organisation,
    id: str,
    facts: tuple[str | None, ...],
    anchor: str,
    said: Mapping[str, UnitRemarks],
    called: Callable[[str], str],
    language: str | None,
) -> Row:
    superior = organisation.superior(id)
    to = None
    if superior is not None:
        member = in_role("towards", called(superior), 1, type_in(organisation, superior))
        to = tr("reports to {member}", member=member)
    return Row(
        "leaf",
        anchor=anchor,
        id=id,
        name=called(id),
        lang=organisation.language_of(id, language),
        facts=tuple(map(Fact, filter(None, (*facts, to)))),
        said=said.get(id, NOTHING),
    )


# -- the structures of a change ---------------------------------------------------------------


# Of more than these it is told in one line that they go along, not of each.
_MOST_FOLLOWERS = 30


@dataclass(frozen=True)
class RemarkStyle:
    """How remarks are written: cut into pieces, and linked to the events that they come from.

    `language` is that of names.
    """

    cut: SentenceCutter
    links: Mapping[int, str]
    language: str | None


def change_tree(
    organisation: Organisation,
    standings: Mapping[str, Standing],
    anchors: Anchors,
    telling: RemarkStyle,
    title: str,
    called: Callable[[str], str],
) -> Tree:
    """The structure of one side, its title and what stands in it."""
    said = {id: _said(standing, telling) for id, standing in standings.items()}
    return tree_of(
        organisation,
        anchors,
        sight_of(standings),
        said,
        title=title,
        called=called,
        language=telling.language,
    )


def legend(marks: Marks) -> list[Badge]:
    """The signs that either structure holds."""
    standings = (*marks.before.values(), *marks.after.values())
    used = {mark for standing in standings for mark in standing.marks}
    return [_badge(mark) for mark in Mark if mark in used]


def _said(standing: Standing, telling: RemarkStyle) -> UnitRemarks:
    return UnitRemarks(
        badges=tuple(map(_badge, standing.marks)),
        remarks=tuple(
            Remark(
                telling.cut(note.text),
                telling.links[id(note.event)] if note.event is not None else None,
            )
            for note in standing.notes
        ),
        sorts=tuple(kind.value for kind in standing.kinds),
    )


def _badge(mark: Mark) -> Badge:
    return Badge(mark.value, SIGNS[mark], mark_word(mark))


def sight_of(standings: Mapping[str, Standing]) -> Visibility:
    """What has something to say for itself is seen; what only goes along is folded."""
    own = {id for id, standing in standings.items() if standing.kinds}
    along = {id for id, standing in standings.items() if Mark.FOLLOWS in standing.marks} - own
    if len(along) <= _MOST_FOLLOWERS:
        own |= along

    def state(id: str) -> str:
        standing = standings.get(id)
        return standing.marks[0].value if standing is not None else ""

    return Visibility(frozenset(own), state, _fold, _UNCHANGED)


_UNCHANGED = msg_n("{number} unchanged post or body", "{number} unchanged posts and bodies")


def _fold(state: str, number: int) -> str:
    match state:
        case Mark.ENDED:
            plural = msg_n(
                "{number} unit ended along with it", "{number} units ended along with it"
            )
        case Mark.NEW:
            plural = msg_n("{number} unit came along with it", "{number} units came along with it")
        case Mark.FOLLOWS:
            plural = msg_n("{number} unit follows", "{number} units follow")
        case _:
            plural = msg_n("{number} unchanged unit", "{number} unchanged units")
    return tr_n(*plural, number)
