"""The lineage of a unit as a tree for a terminal: each branch a history, version by version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from orgcheck.descent.graph import Edge, Lifetime
from orgcheck.descent.lineage import Lineage
from orgcheck.language import spoken, tr
from orgcheck.records import dataclass
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written
from orgcheck.reports.lineage import Entry, LineageWords, Sentence
from orgcheck.reports.missing_names import missing_names_of

# A branch that stands deeper has too narrow lines to be read; it is named, and not told.
_MOST_LEVELS = 8


def report(lineage: Lineage, *, screen: Screen = PLAIN, verbose: bool = False) -> str:
    """The lineage of a unit; `verbose` tells how each field changed, and all evidence."""
    words = LineageWords(lineage, verbose)
    return written(_Tree(words).lines(), screen)


@dataclass(frozen=True)
class _Margin:
    """What stands before the lines of a branch, and how deep it is."""

    text: str = ""
    level: int = 0

    def below(self, *, last: bool) -> _Margin:
        """The margin of what hangs below a branch."""
        return _Margin(f"{self.text}{'    ' if last else '│   '}", self.level + 1)


@dataclass
class _Tree:
    """The tree of one lineage; every unit and every sentence is told once."""

    words: LineageWords
    told: set[Lifetime] = field(default_factory=set)
    said: set[tuple[int, str]] = field(default_factory=set)

    def lines(self) -> Iterator[Line]:
        """The heading, then each unit that has the id."""
        subjects = self.words.lineage.subjects
        yield Paragraph(self.words.title, rest="  ")
        for line in (self.words.span, *map(spoken, self.words.lineage.history.remarks)):
            yield Paragraph(line, rest="  ")
        if len(subjects) > 1:
            yield Paragraph(
                tr(
                    "{number} units had the id {id}.",
                    number=len(subjects),
                    id=self.words.lineage.id,
                )
            )
        self.told.update(subjects)
        for number, subject in enumerate(subjects, start=1):
            yield ""
            if len(subjects) > 1:
                title = self.words.title_of(subject)
                yield Paragraph(f"{number}. {title}", rest="   ")
            yield from self._history(subject, _Margin(), before=True, after=True)
        if missing := missing_names_of(self.words.lineage):
            yield from ("", Paragraph(missing, rest="  "))

    def _history(
        self,
        lifetime: Lifetime,
        margin: _Margin,
        *,
        before: bool = False,
        after: bool = False,
        since: int = 0,
        until: int | None = None,
    ) -> Iterator[Line]:
        """What a unit went through; `before` and `after` say which way its relatives are told."""
        lineage = self.words.lineage
        givers = lineage.predecessors(lifetime) if before else ()
        heirs = lineage.successors(lifetime) if after else ()
        entries = [
            entry
            for entry in self.words.entries(lifetime)
            if since <= entry.version and (until is None or entry.version < until)
        ]
        wide = max((columns(self.words.label(entry.version)) for entry in entries), default=0)
        for entry in _merged(entries):
            yield from self._entry(entry, margin, wide)
            came = [edge for edge in givers if edge.new.version == entry.version]
            went = [edge for edge in heirs if edge.new.version == entry.version]
            below = _Margin(f"{margin.text}{' ' * (wide + 2)}", margin.level)
            yield from self._relatives(came, below, before=True)
            yield from self._relatives(went, below, before=False)

    def _entry(self, entry: Entry, margin: _Margin, wide: int) -> Iterator[Line]:
        first = f"{margin.text}{padded(self.words.label(entry.version), wide)}  "
        rest = f"{margin.text}{' ' * (wide + 2)}"
        for sentence in self._unsaid(entry):
            yield Paragraph(sentence.words, first=first, rest=f"{rest}  ")
            for ground in sentence.grounds:
                yield Paragraph(ground, first=f"{rest}  ", rest=f"{rest}    ")
            first = rest

    def _unsaid(self, entry: Entry) -> Iterator[Sentence]:
        """The sentences of an entry without those that the tree has said.

        What happened to several is said where the first of them is told.
        """
        begun = False
        for sentence in entry.sentences:
            said = sentence.is_shared and (entry.version, sentence.words) in self.said
            if said or (sentence.is_of_others and not begun):
                continue
            begun = True
            self.said.add((entry.version, sentence.words))
            yield sentence

    def _relatives(self, edges: list[Edge], margin: _Margin, *, before: bool) -> Iterator[Line]:
        """The branches of those that a unit took over from, or that took over from it.

        Those that are told elsewhere in the tree are named in the sentence above.
        """
        home = self.words.lineage.history.descent.lifetime_of
        branches: dict[Lifetime, Edge] = {}
        for edge in edges:
            lifetime = home(edge.old if before else edge.new)
            if lifetime not in self.told:
                branches.setdefault(lifetime, edge)
        self.told.update(branches)
        for number, (lifetime, edge) in enumerate(branches.items()):
            last = number == len(branches) - 1
            node = edge.old if before else edge.new
            fork = f"{margin.text}{'└── ' if last else '├── '}"
            below = margin.below(last=last)
            # By the name and the id that it had then.
            title = self.words.called(node)
            deep = below.level > _MOST_LEVELS
            yield Paragraph(f"{title}{' ...' if deep else ''}", first=fork, rest=below.text)
            if deep:
                continue
            if before:
                until = edge.new.version
                yield from self._history(lifetime, below, before=True, until=until)
            else:
                since = edge.new.version + (lifetime[0] != edge.new)
                yield from self._history(lifetime, below, after=True, since=since)


def _merged(entries: list[Entry]) -> Iterator[Entry]:
    """The entries of one version as one."""
    waiting: Entry | None = None
    for entry in entries:
        if waiting is not None and waiting.version == entry.version:
            waiting = Entry(entry.version, (*waiting.sentences, *entry.sentences))
            continue
        if waiting is not None:
            yield waiting
        waiting = entry
    if waiting is not None:
        yield waiting
