"""What every check gives: a finding, with its place in the text and the mend."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache, cached_property, total_ordering
from importlib import import_module
from typing import Any

from orgcheck.measures import Measure
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass

# How many words the value of a finding may be; one pack may have thousands of such rules.
MOST_WORDS = 20


class Severity(StrEnum):
    """How much a finding weighs; `ERROR` is the heaviest.

    Examples
    --------
    >>> Severity.WARNING.at_least(Severity.ERROR)
    False
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest, growing as the weight falls."""
        return _RANKS[self]

    def at_least(self, threshold: Severity) -> bool:
        """Whether this weighs as much as `threshold` or more."""
        return self.rank <= threshold.rank


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a part of a generated snapshot was made of: a line or a cell of another file.

    Examples
    --------
    >>> print(Origin("teams/clippy.toml", line=3), Origin("hr.xlsx", cell="Units!B17"))
    teams/clippy.toml:3 hr.xlsx!Units!B17
    """

    file: str
    line: int | None = None
    cell: str | None = None

    def __init__(self, file: str, line: int | None = None, cell: str | None = None) -> None:
        # An import makes one a row: the general way takes five times as long.
        put = object.__setattr__
        put(self, "file", file)
        put(self, "line", line)
        put(self, "cell", cell)

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}!{self.cell}"
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def location(self) -> Location:
        """The place of it, where nothing was generated of it: its line, or the row of its cell."""
        row = _ROW.search(self.cell) if self.cell is not None else None
        line = self.line or (int(row[0]) if row else 1)
        return Location(self.file, line, 1, line, 1, self)


# Of a cell, and of a row alone.
_ROW = pattern(r"[0-9]+$")


@total_ordering
@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a file; lines and columns count from 1, in characters.

    Where the file was made of another, `origin` says what is to be mended there; it makes no
    two locations differ.

    Examples
    --------
    >>> print(Location("org.yaml", 3, 5, 3, 12))
    org.yaml:3:5
    >>> print(Location("org.yaml", 3, 5, 3, 12, Origin("hr.xlsx", cell="Units!B17")))
    hr.xlsx!Units!B17 (org.yaml:3:5)
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    origin: Origin | None = field(default=None, compare=False)

    def __lt__(self, other: Location) -> bool:
        return self._extent < other._extent

    @property
    def _extent(self) -> tuple[str, int, int, int, int]:
        return self.file, self.line, self.column, self.end_line, self.end_column

    @property
    def own(self) -> str:
        """The file, line and column, wherever what stands there came from."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def is_generated(self) -> bool:
        """Whether what stands there was made of another file."""
        return self.origin is not None and self.origin.file != self.file

    def __str__(self) -> str:
        if self.origin is None:
            return self.own
        return f"{self.origin} ({self.own})" if self.is_generated else str(self.origin)


class Fault(NamedTuple):
    """A field of a member whose value is faulty or not known: nothing that rests on it is judged.

    Which item of a list it is makes no difference; of figures each has a field, `figures.fte`.
    """

    id: str
    field: str

    @property
    def whole(self) -> Fault:
        """The field that this is a part of, or this one."""
        return Fault(self.id, self.field.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding, with what stands there."""

    location: Location
    message: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong, whichever tier of checks found it.

    `about` names the property at fault and `value` what stands there; with the rule and the
    unit they make the fingerprint, so that rewording a message or moving a line keeps it. What is
    about a number beyond its bounds has that as its `measure`, outside of the fingerprint: a
    number that grows is the same finding, only worse. A fault that is as much one member's as
    another's is `shared` by them: it is theirs together, whichever of them it is shown at.

    Examples
    --------
    >>> import orgcheck
    >>> (result,) = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> finding = result.findings[0]
    >>> print(finding.location, finding.rule, finding.unit)
    snapshots/2024.yaml:69:11 KELA018 customer-relations
    """

    rule: str
    severity: Severity
    message: str
    unit: str | None = None
    location: Location | None = None
    chain: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    statement: str | None = None
    basis: str | None = None
    fix: str | None = None
    about: str | None = field(default=None, repr=False)
    value: str | None = field(default=None, repr=False)
    measure: Measure | None = None
    shared: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Those whom it is about; none where it is about the snapshot as a whole."""
        return self.shared or ((self.unit,) if self.unit is not None else ())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The fields that it is about, of each whom it is about."""
        if self.about is None:
            return ()
        field = self.about.partition("[")[0]
        return tuple(Fault(id, field) for id in self.members)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same while the cause stays the same."""
        return self.fingerprint_under({})

    def fingerprint_under(self, names: Mapping[str, str]) -> str:
        """The fingerprint where members have other ids: `names` gives the newer by the older."""

        owner = None if self.shared else self.unit
        # Without a value, a shared fault is known by those who share it.
        sharing = self.shared if self.value is None else ()
        value = self.value
        if names:
            value = _renamed(self.value, names)
            owner = _renamed(owner, names)
            sharing = tuple(names.get(id, id) for id in sharing)
        return fingerprint(self.rule, owner, self.about, value, *sorted(sharing))

    @property
    def order(self) -> tuple[int, str, int, int, str, str, str]:
        """The key that findings are reported in: severity, file, line, column, rule."""
        place = self.location
        where = (place.file, place.line, place.column) if place else ("", 0, 0)
        return (self.severity.rank, *where, self.rule, self.unit or "", self.message)


def _renamed(text: str | None, names: Mapping[str, str]) -> str | None:
    """A value with the newer ids in place of the older ones that it names."""
    return text and " ".join(names.get(word, word) for word in text.split(" "))


def words_or_digest(words: Collection[str]) -> str:
    """Words in their order as the value of a finding; of very many what identifies them."""
    ordered = sorted(words)
    return " ".join(ordered) if len(ordered) <= MOST_WORDS else fingerprint(*ordered)


def fingerprint(*parts: str | None) -> str:
    """Hash the parts of an identity, unambiguously, to sixteen hexadecimal digits.

    Examples
    --------
    >>> fingerprint("ORG004", "b", "parent", "a") == fingerprint("ORG004", "b", "parent", "a")
    True
    """
    from json import dumps

    digest: str = _sha256()(dumps(parts, ensure_ascii=True).encode("ascii")).hexdigest()
    return digest[:16]


@cache
def _sha256() -> Callable[[bytes], Any]:
    """SHA-256 as the interpreter has it: `hashlib` loads the whole of OpenSSL, and more besides."""
    for own in ("_sha2", "_sha256"):
        try:
            found: Callable[[bytes], Any] = import_module(own).sha256
        except ImportError:
            continue
        return found
    return import_module("hashlib").sha256  # type: ignore[no-any-return]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, file, line, column and rule: the order of every report."""
    return sorted(findings, key=lambda finding: finding.order)


def counts(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """How many findings there are of each severity."""
    totals = dict.fromkeys(Severity, 0)
    for finding in findings:
        totals[finding.severity] += 1
    return totals
