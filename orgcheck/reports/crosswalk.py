"""Crosswalks and figures in another structure, as rows: what every table of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from orgcheck.convert.tables.writing import Table, Value
from orgcheck.descent.crosswalk import Basis, Crosswalk, Pair, Share
from orgcheck.descent.restatement import Restated, Restatement
from orgcheck.escaping import escape_controls, without_commands
from orgcheck.language import msg, number_words, tr
from orgcheck.organisation import Organisation

NOT_CONTINUED = msg("not continued")
NO_PREDECESSOR = msg("no predecessor")
_CROSSWALK = (
    *("old", "old_name", "new", "new_name", "how", "certainty"),
    *("basis", "part", "whole", "share"),
)
_RESTATEMENT = ("unit", "name", "least", "most", "whole_of", "some_of")
_DIGITS = Decimal("0.0001")


def share_of(share: Share) -> Decimal:
    """A share from 0 to 1, rounded to what a table shows."""
    return Decimal(float(share.ratio)).quantize(_DIGITS, ROUND_HALF_EVEN).normalize()


def basis_of(share: Share) -> str:
    """What a share is counted by; a figure by its name."""
    return f"figure {share.figure}" if share.basis is Basis.FIGURE else share.basis.value


def how_of(pair: Pair) -> str:
    """How the one unit became the other."""
    if pair.old is None:
        return NO_PREDECESSOR
    return pair.way.how if pair.way is not None else NOT_CONTINUED


def crosswalk_table(crosswalk: Crosswalk) -> Table:
    """A row a unit of the earlier version, a unit that it became and a basis of their share."""
    rows = (row for pair in crosswalk.pairs for row in _pair_rows(pair, crosswalk))
    return Table("crosswalk", "pair", _CROSSWALK, tuple(map(_escaped, rows)))


def _escaped(row: Mapping[str, Value]) -> Mapping[str, Value]:
    """A row whose texts show what nobody would see, line by line."""
    return {
        head: "\n".join(without_commands(escape_controls(line)) for line in value.split("\n"))
        if isinstance(value, str)
        else value
        for head, value in row.items()
    }


def _pair_rows(pair: Pair, crosswalk: Crosswalk) -> Iterator[Mapping[str, Value]]:
    language = crosswalk.history.language
    row: dict[str, Value] = {
        **_named("old", pair.old, crosswalk.old, language),
        **_named("new", pair.new, crosswalk.new, language),
        "how": how_of(pair),
    }
    if pair.way is not None:
        row["certainty"] = pair.way.certainty.value
    for share in pair.shares:
        counted = {"part": share.part, "whole": share.whole, "share": share_of(share)}
        yield row | {"basis": basis_of(share)} | counted
    if not pair.shares:
        yield row


def _named(
    key: str, id: str | None, organisation: Organisation, language: str | None
) -> Mapping[str, Value]:
    return {key: id, f"{key}_name": organisation.name(id, language)} if id is not None else {}


def restatement_table(restatement: Restatement) -> Table:
    """A row a unit that has any of the figure; what is not continued last."""
    history = restatement.flows.history
    organisation = history.versions[restatement.flows.end].organisation
    rows: list[Mapping[str, Value]] = []
    for row in restatement.rows:
        unit = _named("unit", row.unit, organisation, history.language)
        rows.append(
            {
                "unit": unit.get("unit", ""),
                "name": unit.get("unit_name", rest_of(restatement)),
                "least": row.least,
                "most": row.most,
                "whole_of": "\n".join(row.whole),
                "some_of": "\n".join(row.divided),
            }
        )
    return Table("restatement", "unit", _RESTATEMENT, tuple(map(_escaped, rows)))


def rest_of(restatement: Restatement) -> str:
    """What the row is called of what no unit of the other version has."""
    return NO_PREDECESSOR if restatement.flows.is_backward else NOT_CONTINUED


def bounds(row: Restated) -> str:
    """What a unit has of a figure: a number, or the least and the most that it may be."""
    if row.is_exact:
        return number_words(row.exact)
    return tr("{first} to {last}", first=row.least, last=row.most)
