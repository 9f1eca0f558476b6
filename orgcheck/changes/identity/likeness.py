"""How alike two names of units are: the overlap of their words, each by how much it tells.

Two names share the words that are the same, forms of one word, initials and the words that they
stand for, and words written together or apart. Generic words and those of a parent's name come
and go at little cost; a number never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import attrgetter

from orgcheck.changes.identity.names import folded_name, folded_texts, plain_words, texts_of
from orgcheck.changes.identity.words import (
    GENERIC_WORDS,
    LONGEST_INITIALS,
    SMALL_WORDS,
    Weights,
    generic_words,
    initials,
    is_number,
    is_telling,
    kind_words,
    opened,
    words_of,
)
from orgcheck.language import in_quotes, said, said_later, tr
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Unit

# Every name in one language is compared with every one in another: so many and no more.
_LANGUAGES = 20
# What follows in a longer name is not compared.
_WORDS = 40

# How much of the words initials are worth. Two letters may stand for much else.
_INITIALS, _TWO_INITIALS, _ACRONYM = 0.9, 0.4, 0.95
# How alike a name is to another in which it stands in brackets: it may be a qualifier there.
_ALIAS = 0.6

# Names of which less is shared are unlike; what is shared less than this is told word by word.
UNLIKE, NEARLY_EQUAL, EQUAL = 0.2, 0.8, 1.0

# A name that is a path, as of a repository.
_BRACKETS = pattern(r"\(([^()]+)\)")
_PATH = pattern(r"[a-z0-9._-]+(/[a-z0-9._-]+)+")


class Wording(NamedTuple):
    """The names of a unit, ready to be compared.

    `telling` are the words that are not generic, of each name all where all are.
    """

    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    acronyms: frozenset[str]
    aliases: frozenset[str]
    generic: frozenset[str]
    of_kind: frozenset[str]
    telling: frozenset[str]


def wording(unit: Unit, folded: tuple[str, ...] | None = None) -> Wording:
    """The names of a unit, folded, with the words that are generic for units of its kind."""
    folded = folded_texts(unit.name) if folded is None else folded
    texts = folded if len(folded) <= _LANGUAGES else tuple(sorted(folded)[:_LANGUAGES])
    steps = {folded_name(text): last for text in texts_of(unit.name) if (last := _last_step(text))}
    aliases = _in_brackets(unit)
    words = tuple(_words(steps.get(text, text), aliases) for text in texts)
    generic = generic_words(unit.kind)
    return Wording(
        texts,
        words,
        frozenset(() if unit.acronym is None else folded_texts(unit.acronym)),
        aliases,
        generic,
        kind_words(unit.kind),
        frozenset().union(*(told_by(name, generic) for name in words)),
    )


def told_by(words: Iterable[str], generic: frozenset[str]) -> frozenset[str]:
    """The words of a name that are not generic; all where all are."""
    return frozenset(words).difference(generic) or frozenset(words)


def _in_brackets(unit: Unit) -> frozenset[str]:
    """What stands in brackets in a name, folded: often what it is called for short."""
    names = (name for name in texts_of(unit.name) if "(" in name)
    inner = (folded_name(text) for name in names for text in _BRACKETS.findall(name))
    return frozenset(text for text in inner if not is_number(text))


def _words(text: str, aliases: frozenset[str]) -> tuple[str, ...]:
    """The words of a folded name, without its own initials in brackets."""
    words = words_of(text)[:_WORDS]
    for short in aliases.intersection(words):
        rest = [word for word in words if word != short]
        if any(map(short.endswith, filter(None, _shortened(rest)))):
            words = rest
    return tuple(words)


def _shortened(words: Sequence[str]) -> tuple[str, str]:
    """The initials of words, and of those that are not small."""
    return initials(words), initials([word for word in words if word not in SMALL_WORDS])


def _last_step(text: str) -> str | None:
    """The last step of a name that is a path, folded: the others say where it is kept."""
    before, _, last = text.rpartition("/")
    return folded_name(last) if before and _PATH.fullmatch(text) else None


class Words(NamedTuple):
    """Which words two names share.

    `telling` are the words shared that are not generic, `gone` and `come` the words of either that
    the other has not, or not in the same form. `is_whole` says that nothing came, and nothing went
    but a word of a parent's name; `is_same_but_for_kind` that what came and went are words for the
    kind of either unit, and `is_kind_replaced` that one of them stands in place of another.
    """

    telling: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    come: frozenset[str] = frozenset()
    is_replaced: bool = False
    is_whole: bool = False
    is_same_but_for_kind: bool = False
    is_kind_replaced: bool = False

    @property
    def is_within(self) -> bool:
        """Whether one name stands whole in the other, which has more words."""
        return bool(self.gone) != bool(self.come)


@dataclass(frozen=True)
class Overlap:
    """What two names share.

    `share` is the weight of what they share by the weight of all their words, and `because` says
    it in words. Of most names no more is asked: `found` tells which words these are.
    """

    share: float
    because: Callable[[], str] = str
    found: Callable[[], Words] = Words

    @cached_property
    def words(self) -> Words:
        """Which words are shared."""
        return self.found()


NOTHING = Overlap(0.0)


def overlap(
    one: Wording, other: Wording, weights: Weights, of_parents: Sequence[frozenset[str]] = ()
) -> Overlap:
    """What the names of an old and a new unit share, in the language in which it is most.

    Names that are alike in one language and unlike in another are so by half.

    Parameters
    ----------
    weights
        How much each word tells.
    of_parents
        The words of each parent's name, which come and go in the names of those below.
    """
    if len(one.texts) == len(other.texts) == 1:
        best = _of_texts(one, 0, other, 0, weights, of_parents)
        return best if best.share >= UNLIKE else NOTHING
    found = [
        [
            _of_texts(one, row, other, column, weights, of_parents)
            for column in range(len(other.texts))
        ]
        for row in range(len(one.texts))
    ]
    if len(one.texts) > len(other.texts):
        found = [list(column) for column in zip(*found, strict=True)]
    of_texts = [max(row, key=attrgetter("share")) for row in found]
    best = max(of_texts, key=attrgetter("share"))
    shares = [one.share for one in of_texts]
    if min(shares) < UNLIKE <= best.share:
        mean = sum(shares) / len(shares)
        best = Overlap(mean, partial(_in_one_language, best.because), best.found)
    return best if best.share >= UNLIKE else NOTHING


def _of_texts(
    one: Wording,
    row: int,
    other: Wording,
    column: int,
    weights: Weights,
    of_parents: Sequence[frozenset[str]],
) -> Overlap:
    words, others = one.words[row], other.words[column]
    both = frozenset((*words, *others))
    base = both & one.generic | both & other.generic
    text, counterpart = one.texts[row], other.texts[column]
    for shorts, of_other, share, because in (
        (one.aliases, other.aliases, _ALIAS, _in_other_s_brackets),
        (one.acronyms, other.acronyms, _ACRONYM, _acronym_of_other),
    ):
        if text in of_other or counterpart in shorts:
            short = text if text in of_other else counterpart
            return Overlap(share, partial(because, short), partial(Words, frozenset(words)))
    aligned = align(words, others, weights)
    if _is_renumbered(words, others, aligned):
        return NOTHING

    generic = _generic(words, others, base, [both & above for above in of_parents])
    kept, whole = _weighed(aligned, weights, generic)
    if text != counterpart and not kept:
        return NOTHING
    share = kept / whole if text != counterpart else 1.0
    # That two have the same number, out of so many, says little.
    same = frozenset(filter(is_telling, aligned.same - generic))
    if text != counterpart and not same and not _turned(aligned, generic):
        return NOTHING
    return Overlap(
        share,
        partial(_because, text, counterpart, aligned, same, share),
        partial(_words_shared, aligned, base, generic, (one.of_kind, other.of_kind)),
    )


def _words_shared(
    aligned: Alignment,
    base: frozenset[str],
    generic: frozenset[str],
    of_kinds: tuple[frozenset[str], frozenset[str]],
) -> Words:
    """Which words two names share; `base` are the generic ones but those of a parent's name.

    The words of a parent's name may well tell apart what is below.
    """
    gone, come = set(aligned.gone) - base, set(aligned.come) - base
    kept = aligned.same.union(*(max(now, was, key=len) for was, now in _turned(aligned, generic)))
    is_same_but_for_kind = (
        not aligned.turned
        and of_kinds[0].issuperset(aligned.gone)
        and of_kinds[1].issuperset(aligned.come)
    )
    return Words(
        telling=frozenset(filter(is_telling, kept)) - base,
        gone=frozenset(gone.union(*(was for was, _, left in aligned.turned if left < 1.0)) - base),
        come=frozenset(come.union(*(now for _, now, left in aligned.turned if left < 1.0)) - base),
        is_replaced=bool(gone - generic and come - generic),
        is_whole={*aligned.come, *base.intersection(aligned.gone)} <= SMALL_WORDS,
        is_same_but_for_kind=is_same_but_for_kind,
        is_kind_replaced=is_same_but_for_kind and bool(aligned.gone and aligned.come),
    )


def _is_renumbered(words: Sequence[str], others: Sequence[str], aligned: Alignment) -> bool:
    """Whether a number came or went; a letter that may join two words ("y", "'s") is none there."""
    gone, come = list(filter(is_number, aligned.gone)), list(filter(is_number, aligned.come))
    if not (gone or come):
        return False
    return bool(gone and come) or any(
        word not in SMALL_WORDS or word in (*words[-1:], *others[-1:]) for word in (*gone, *come)
    )


def _weighed(aligned: Alignment, weights: Weights, generic: frozenset[str]) -> tuple[float, float]:
    """The weight of what two names share, and of all their words.

    A word that came or went weighs no more than the one shared that tells most: of a name of
    common words much is kept where a rare one is added.
    """
    same = [weights.of_word(word, generic) for word in aligned.same]
    kept = whole = sum(same)
    most = max(same, default=0.0)
    for was, now, left in aligned.turned:
        both = min(weights.of(was, generic), weights.of(now, generic))
        # Initials stand for all the words that they are of.
        both = both if len(was) == len(now) else weights.of((*was, *now), generic)
        kept, whole, most = kept + left * both, whole + both, max(most, both)
    differing = (*aligned.gone, *aligned.come)
    return kept, whole + sum([min(weights.of_word(word, generic), most) for word in differing])


def _generic(
    words: Sequence[str],
    others: Sequence[str],
    generic: frozenset[str],
    of_parents: Sequence[frozenset[str]],
) -> frozenset[str]:
    """The words that tell little in two names: generic ones, and a parent's.

    A name of nothing but such words is told by them.
    """
    for qualifiers in of_parents:
        qualified = generic if generic >= qualifiers else generic | qualifiers
        if not (qualified.issuperset(words) or qualified.issuperset(others)):
            generic = qualified
    alone = [word for name in (words, others) if generic.issuperset(name) for word in name]
    return generic.difference(frozenset(alone) - SMALL_WORDS) if alone else generic


def _turned(
    aligned: Alignment, generic: frozenset[str]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words that became others, where not all of them are generic."""
    return [(was, now) for was, now, _ in aligned.turned if not generic.issuperset((*was, *now))]


# -- which words are which ---------------------------------------------------------------------


class Alignment(NamedTuple):
    """Which words of two names are the same, which became which, and which are in one alone."""

    same: frozenset[str]
    turned: list[tuple[tuple[str, ...], tuple[str, ...], float]]
    gone: list[str]
    come: list[str]


def align(words: Sequence[str], others: Sequence[str], weights: Weights) -> Alignment:
    """Which words of an old name are which of a new one."""
    words = opened(words, others)
    others = opened(others, words)
    same = frozenset(words).intersection(others)
    gone = [word for word in dict.fromkeys(words) if word not in same]
    come = [word for word in dict.fromkeys(others) if word not in same]
    turned: list[tuple[tuple[str, ...], tuple[str, ...], float]] = []
    if gone and come:
        for was, now, left in (
            *[((word,), run, left) for word, run, left in _runs(gone, others, come)],
            *[(run, (word,), left) for word, run, left in _runs(come, words, gone)],
            *_forms(gone, come, weights),
        ):
            if set(was) <= set(gone) and set(now) <= set(come):
                turned.append((was, now, left))
                gone = [word for word in gone if word not in was]
                come = [word for word in come if word not in now]
    return Alignment(same, turned, gone, come)


def _forms(
    gone: Sequence[str], come: Sequence[str], weights: Weights
) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
    """The pairs of words that are two forms of one, the nearest first."""
    akin = [
        (-left, word, other)
        for word in gone
        for other in come
        # Forms of one word begin alike, but for numbers; most words do not.
        if (word[0] == other[0] or word[0].isdecimal() or other[0].isdecimal())
        and (left := weights.kinship(word, other))
    ]
    return [((word,), (other,), -left) for left, word, other in sorted(akin)]


def _runs(
    short: Sequence[str], words: Sequence[str], free: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Words that stand for several free ones in a row: written together, or their initials."""
    first_letters = {word[0] for word in short}
    for start in range(len(words) - 1):
        if words[start][0] not in first_letters or words[start] not in free:
            continue
        for end in range(start + 2, len(words) + 1):
            run = tuple(words[start:end])
            if run[-1] not in free:
                break
            for word in short:
                left = _stands_for(word, run)
                if left:
                    yield word, run, left


def _stands_for(word: str, run: Sequence[str]) -> float:
    if word == "".join(run):
        return 1.0
    if len(word) > LONGEST_INITIALS or word[0] != run[0][0]:
        return 0.0
    long = [one for one in run if one not in GENERIC_WORDS]
    if word not in (initials(run), initials(long) if long and run[-1] == long[-1] else ""):
        return 0.0
    return _INITIALS if len(word) > 2 else _TWO_INITIALS


# -- telling -----------------------------------------------------------------------------------


def _in_other_s_brackets(short: str) -> str:
    return said("{name} stands in brackets in the other", name=in_quotes(short))


def _acronym_of_other(short: str) -> str:
    return said("{name} is the acronym of the other", name=in_quotes(short))


def _in_one_language(because: Callable[[], str]) -> str:
    return said("{because}, in one language", because=because())


def _because(
    text: str, other: str, aligned: Alignment, telling: frozenset[str], share: float
) -> str:
    if text == other:
        return said("same name")
    if "".join(plain_words(text)) == "".join(plain_words(other)):
        return said("names differ in spelling only")
    if not (aligned.turned or aligned.gone or aligned.come):
        is_path = len(aligned.same) < len(text.split())
        if is_path:
            return said("names differ in the path to its last step only")
        return said("names differ in the order of words only")
    turned = [(" ".join(now), " ".join(was)) for was, now, _ in aligned.turned]
    words = {*aligned.gone, *aligned.come}
    # Words between others are told where there are no others.
    told = sorted(words - SMALL_WORDS or (() if turned else words))
    differing = said_later(lambda: _differing(told, turned))
    if share >= NEARLY_EQUAL:
        return said("names differ by {words} only", words=differing)
    if not telling:
        return differing
    shared = said_later(lambda: ", ".join(map(in_quotes, sorted(telling))))
    return said("names share {shared} and differ by {words}", shared=shared, words=differing)


def _differing(told: Sequence[str], turned: Sequence[tuple[str, str]]) -> str:
    """Words that one name has alone, and words for others."""
    pairs = (tr("{new} for {old}", new=in_quotes(now), old=in_quotes(was)) for now, was in turned)
    return ", ".join([*map(in_quotes, told), *pairs])
