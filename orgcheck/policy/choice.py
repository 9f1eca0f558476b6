"""What is asked of a run: which packs, rules, waivers and settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from orgcheck.errors import Diagnostic, Unusable
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.rules.model import Pack

_PARTS = pattern(r"[0-9]{1,9}|[^0-9]+")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a run about rules; what is left open is empty or None.

    Parameters
    ----------
    packs, given
        What names the rule packs, and packs that were read already: in place of those that the
        settings name.
    select, ignore
        Ids of rules, or beginnings of ids: those to apply, and those to leave out.
    fail_on
        From which severity on a finding fails: `error`, `warning` or `info`.
    waivers
        What names the files of waivers, in place of those that the settings name.
    no_waivers, no_baseline
        Whether waivers and the baseline are left out.
    successions
        What names the files of declared successions, in place of those that the settings name.
    as_of
        The day on which waivers are judged; today where left out.
    config
        The file of settings, in place of the nearest one.
    isolated
        Whether no settings are read.
    """

    packs: tuple[str, ...] = ()
    given: tuple[Pack, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    waivers: tuple[str, ...] = ()
    no_waivers: bool = False
    no_baseline: bool = False
    successions: tuple[str, ...] = ()
    as_of: date | None = None
    config: str | None = None
    isolated: bool = False


@dataclass(frozen=True)
class Choice:
    """Ids of rules, or beginnings of ids: those to apply and those to leave out."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: str, known: Collection[str]) -> bool:
        """Whether a rule is applied."""
        if any(meant(word, rule, known) for word in self.ignore):
            return False
        return not self.select or any(meant(word, rule, known) for word in self.select)


def meant(word: str, rule: str, known: Collection[str]) -> bool:
    """Whether a word means a rule: as its id, or as the beginning of several ids."""
    return word == rule if word in known else rule.startswith(word)


def words_of(values: Iterable[str]) -> tuple[str, ...]:
    """The ids of an option that may be repeated and may hold several, with commas."""
    words = (word.strip() for value in values for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def check_words(
    choice: Choice, known: Collection[str], integrity: Collection[str], origin: str | None = None
) -> None:
    """Stop where a word means no rule, or would switch integrity off.

    `origin` is the file that the words stand in; left out, they are options.
    """
    problems = [
        problem
        for key, words in (("select", choice.select), ("ignore", choice.ignore))
        for word in words
        if (problem := _problem(key, word, known, integrity, origin))
    ]
    if problems:
        raise Unusable(problems)


def _problem(
    key: str,
    word: str,
    known: Collection[str],
    integrity: Collection[str],
    origin: str | None,
) -> Diagnostic | None:
    where = f"{origin}: {key}" if origin else f"--{key}"
    rules = [rule for rule in known if meant(word, rule, known)]
    if not rules:
        message = said("{key}: {message}", key=where, message=unknown_rule(word, known))
        return Diagnostic(None, message, said("`orgcheck rules list` names all rules"))
    if key == "ignore" and (fixed := [rule for rule in rules if rule in integrity]):
        message = said(
            "{key}: {word} takes in {rule}, and integrity cannot be ignored",
            key=where,
            word=word,
            rule=fixed[0],
        )
        return Diagnostic(None, message, said("mend the snapshot; rules of a pack can be ignored"))
    return None


def unknown_rule(word: str, known: Iterable[str]) -> str:
    """The message for an id that no rule has, with the nearest that one has."""
    from orgcheck.snapshot.suggestions import nearest

    near = next((rule for rule in sorted(known) if _spelt_out(rule) == _spelt_out(word)), None)
    near = near or nearest(word, known)
    if near is None:
        return said('there is no rule "{id}"', id=word)
    return said('there is no rule "{id}"; did you mean "{near}"?', id=word, near=near)


def _spelt_out(rule: str) -> list[str | int]:
    """An id without what is easily mistaken in one: its case and the zeros before its number."""
    return [int(part) if part.isdecimal() else part for part in _PARTS.findall(rule.casefold())]
