"""Who held a duty, in each version of an organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from orgcheck.changes.holdings import RESPONSIBILITIES, Holdings
from orgcheck.descent.history import History
from orgcheck.errors import OrgcheckError
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.suggestions import nearest


@dataclass(frozen=True)
class Tenure:
    """One duty through all versions.

    Parameters
    ----------
    keys
        What identifies it in one version or another: an id, or its text, folded.
    wording
        What it says, as it was worded last.
    holders
        The units that held it in each version, in the order of versions; none where it is absent.
    """

    keys: frozenset[str]
    wording: str
    holders: tuple[tuple[str, ...], ...]

    @property
    def changes(self) -> Iterator[int]:
        """The versions, by their numbers, in which others hold it than in the one before."""
        before: tuple[str, ...] = ()
        for number, held in enumerate(self.holders):
            if held != before:
                yield number
            before = held


@dataclass(frozen=True)
class Duties:
    """The duties that were asked for, by an id or by words.

    Parameters
    ----------
    history
        All versions.
    asked
        What was asked for.
    tenures
        The duties, in the order of their wordings.

    Examples
    --------
    >>> import orgcheck
    >>> from orgcheck.descent.duties import duties_of
    >>> kela = orgcheck.history("snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [tenure.holders for tenure in duties_of(kela, "communications").tenures]
    [(('shared-services',), ('communications-unit',))]
    """

    history: History
    asked: str
    tenures: tuple[Tenure, ...]


def duties_of(history: History, asked: str) -> Duties:
    """Who held a duty, in each version.

    Parameters
    ----------
    history
        All versions.
    asked
        The id of a duty or its text; where none has it, words that the text of some contains.

    Raises
    ------
    OrgcheckError
        Where no version has such a duty; with the nearest that there is.
    """
    known = _Known(history)
    words = folded(asked)
    exact = [keys for keys in known.duties if asked in keys or words in known.texts(keys)]
    found = exact or [
        keys for keys in known.duties if any(words in text for text in known.texts(keys))
    ]
    if not found or not words:
        near = nearest(words, sorted({text for keys in known.duties for text in known.texts(keys)}))
        message = (
            said('no version has a duty "{text}"; did you mean "{near}"?', text=asked, near=near)
            if near
            else said('no version has a duty "{text}"', text=asked)
        )
        raise OrgcheckError(message, said("name its id, its text, or words that stand in it"))
    tenures = (known.tenure(keys) for keys in found)
    return Duties(history, asked, tuple(sorted(tenures, key=lambda one: one.wording)))


@dataclass(frozen=True)
class _Known:
    """The duties of all versions: a text that gets an id is one duty under both."""

    history: History

    @cached_property
    def _organisations(self) -> tuple[Organisation, ...]:
        return tuple(version.organisation for version in self.history.versions)

    @cached_property
    def duties(self) -> list[frozenset[str]]:
        """What identifies each duty in any version."""
        import networkx as nx

        same: nx.Graph[str] = nx.Graph()
        for organisation in self._organisations:
            same.add_nodes_from(organisation.holders)
            # Of those that the register lists and no unit holds, too.
            same.add_nodes_from(organisation.register)
        for step in self.history.steps:
            ends = step.old.organisation, step.new.organisation
            for aliases in Holdings(*ends, RESPONSIBILITIES).aliases:
                same.add_edges_from(aliases.items())
        return [frozenset(keys) for keys in nx.connected_components(same)]

    def texts(self, keys: frozenset[str]) -> frozenset[str]:
        """What a duty says in any version, folded."""
        return frozenset(text for key in keys for text in self._texts[key])

    @cached_property
    def _texts(self) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for organisation in self._organisations:
            for key in (*organisation.holders, *organisation.register):
                found[key].add(folded(self._wording(organisation, key)))
        return found

    def _wording(self, organisation: Organisation, key: str) -> str:
        holdings = Holdings(organisation, organisation, RESPONSIBILITIES)
        return holdings.wording(key, self.history.language)

    def tenure(self, keys: frozenset[str]) -> Tenure:
        """One duty through all versions."""
        holders, wording = [], ""
        for organisation in self._organisations:
            known = organisation.holders.keys() | organisation.register.keys()
            here = sorted(keys & known)
            held = dict.fromkeys(unit for key in here for unit in organisation.holders.get(key, ()))
            holders.append(tuple(held))
            if here:
                wording = self._wording(organisation, here[0])
        return Tenure(keys, wording, tuple(holders))
