"""Data classes that take little time to define are those of the standard library otherwise."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from orgcheck.records import NamedTuple, dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where."""

    file: str
    line: int = 1
    seen: list[str] = dataclasses.field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What is called so."""

    sort: ClassVar[str] = "word"
    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Word(Named):
    """A word."""

    use: str


@dataclass
class Count:
    """Numbers and their sum."""

    numbers: list[int]
    total: int = 0

    def __post_init__(self) -> None:
        self.total = sum(self.numbers)


def standard(cls: type) -> type:
    """The class that the standard library makes of the same fields."""
    fields = [
        (one.name, one.type, one if one.default_factory is dataclasses.MISSING else factory(one))
        for one in dataclasses.fields(cls)
    ]
    frozen = cls is not Count
    own = {name: cls.__dict__[name] for name in ("__post_init__",) if name in cls.__dict__}
    return dataclasses.make_dataclass(
        cls.__qualname__, fields, frozen=frozen, kw_only=cls in (Named, Word), namespace=own
    )


def factory(one: dataclasses.Field[Any]) -> Any:
    """A field like one that makes its value."""
    return dataclasses.field(
        default_factory=one.default_factory, repr=one.repr, compare=one.compare
    )


CALLS: list[tuple[type, tuple[Any, ...], dict[str, Any]]] = [
    (Place, ("a.yaml",), {}),
    (Place, ("a.yaml", 3, ["x"]), {}),
    (Place, ("a.yaml",), {"line": 3}),
    (Place, (), {"line": 3, "file": "a.yaml"}),
    (Place, (), {"line": 3}),
    (Place, ("a.yaml", 3, [], 5), {}),
    (Place, ("a.yaml",), {"file": "b.yaml"}),
    (Place, ("a.yaml",), {"column": 3}),
    (Named, (), {"name": "n"}),
    (Named, ("n",), {}),
    (Word, (), {"use": "u", "name": "n"}),
    (Word, (), {"use": "u", "name": "n", "text": "t"}),
    (Word, (), {"name": "n"}),
    (Count, ([1, 2],), {}),
]


@pytest.fixture(params=["the first", "one of many"])
def made_before(request: pytest.FixtureRequest) -> None:
    """Few instances of each class, or so many that what makes another one is compiled."""
    if request.param == "one of many":
        for _ in range(200):
            Place("a.yaml")
            Named(name="n")
            Word(name="n", use="u")
            Count([1])


@pytest.mark.usefixtures("made_before")
@pytest.mark.parametrize(("cls", "values", "named"), CALLS)
def test_a_call_gives_or_refuses_what_it_does_of_the_standard_class(
    cls: type[Any], values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    try:
        expected = standard(cls)(*values, **named)
    except TypeError:
        with pytest.raises(TypeError, match=cls.__name__):
            cls(*values, **named)
    else:
        made = cls(*values, **named)
        assert repr(made) == repr(expected)
        assert dataclasses.asdict(made) == dataclasses.asdict(expected)


@pytest.mark.parametrize("cls", [Place, Named, Word, Count])
def test_it_has_the_signature_of_the_standard_class(cls: type) -> None:
    ours, theirs = (inspect.signature(one).parameters for one in (cls, standard(cls)))

    assert [(one.name, one.kind) for one in ours.values()] == [
        (one.name, one.kind) for one in theirs.values()
    ]
    assert [one.default is one.empty for one in ours.values()] == [
        one.default is one.empty for one in theirs.values()
    ]


def test_what_is_compared_is_equal_and_hashed_alike() -> None:
    assert Place("a.yaml", 1, ["x"]) == Place("a.yaml", 1, ["y"])
    assert hash(Place("a.yaml", 1, ["x"])) == hash(Place("a.yaml", 1, ["y"]))
    assert Place("a.yaml", 1) != Place("a.yaml", 2)
    assert Named(name="n") != Word(name="n", use="u")
    assert Count([1]) == Count([1])
    with pytest.raises(TypeError, match="unhashable"):
        hash(Count([1]))


def test_what_is_frozen_cannot_be_changed_and_what_has_slots_has_no_other_attributes() -> None:
    place = Place("a.yaml")
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"Place\.line cannot be changed"):
        place.line = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.line
    assert not hasattr(place, "__dict__")
    count = Count([1])
    count.numbers = [2]
    assert count.numbers == [2]


def test_no_default_is_shared_that_is_made() -> None:
    assert Place("a.yaml").seen is not Place("a.yaml").seen


@pytest.mark.parametrize("made", [Place("a.yaml", 2), Word(name="n", use="u"), Count([1])])
def test_it_is_copied_pickled_and_replaced(made: Any) -> None:
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
    assert dataclasses.replace(made) == made


@pytest.mark.parametrize(
    ("made", "values"),
    [
        (Place("a.yaml", 2, ["x"]), {"line": 3}),
        (Word(name="n", use="u"), {"name": "m", "text": "t"}),
        (Count([1]), {"numbers": [2]}),
        (standard(Named)(name="n"), {"name": "m"}),
        (Place("a.yaml"), {"column": 3}),
    ],
)
def test_an_instance_with_other_values_is_that_of_the_standard_library(
    made: Any, values: dict[str, Any]
) -> None:
    try:
        expected = dataclasses.replace(made, **values)
    except TypeError:
        with pytest.raises(TypeError, match="column"):
            replace(made, **values)
    else:
        assert replace(made, **values) == expected


def test_replacing_and_listing_fields_leave_the_standard_library_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclass(frozen=True)
    class Own:
        name: str
        line: int = 1

    monkeypatch.setattr(dataclasses, "dataclass", None)

    assert replace(Own("n"), line=2) == Own("n", 2)
    assert [field.name for field in fields(Own)] == [field.name for field in fields(Own("n"))]


def test_fields_are_those_of_the_standard_library() -> None:
    for cls in (Place, Word, Count, standard(Named)):
        assert [field.name for field in fields(cls)] == [  # type: ignore[arg-type]
            field.name
            for field in dataclasses.fields(cls)  # type: ignore[arg-type]
        ]


def test_fields_are_found_by_whoever_asks_first() -> None:
    @dataclass(frozen=True)
    class Base:
        name: str

    @dataclass(frozen=True)
    class Own(Base):
        line: int = dataclasses.field(default=1, compare=False)

    class Further(Own):
        pass

    assert Further.__match_args__ == ("name", "line")
    assert [field.name for field in dataclasses.fields(Own)] == ["name", "line"]
    assert dataclasses.is_dataclass(Base)
    assert Own("a", 1) == Own("a", 2)
    assert repr(Base("a")).endswith("Base(name='a')")


T = TypeVar("T")


class Stretch(NamedTuple):
    """From where to where."""

    start: int
    end: int = 9

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


class Pair(NamedTuple, Generic[T]):
    """Two of a sort."""

    one: T
    other: T


def test_a_named_tuple_is_one_from_its_first_instance_on() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        Stretch()  # type: ignore[call-arg]
    stretch = Stretch(2)

    assert (stretch, stretch.length, repr(stretch)) == ((2, 9), 7, "Stretch(start=2, end=9)")
    assert stretch._replace(start=3)._asdict() == {"start": 3, "end": 9}
    assert (Stretch._fields, Stretch.__doc__) == (("start", "end"), "From where to where.")
    assert Pair[int](1, other=2).other == 2
    assert copy.deepcopy(stretch) == pickle.loads(pickle.dumps(stretch)) == stretch
    assert type(pickle.loads(pickle.dumps(stretch))) is Stretch
    with pytest.raises(AttributeError):
        stretch.start = 1  # type: ignore[misc]
    match stretch:
        case Stretch(start, end):
            assert (start, end) == (2, 9)


def test_a_call_that_fits_no_named_tuple_is_refused_as_by_a_function() -> None:
    class Span(NamedTuple):
        start: int
        end: int = 9

    for _ in range(2):
        for values, named in (((1, 2, 3), {}), ((1,), {"start": 2}), ((1,), {"width": 2})):
            with pytest.raises(TypeError, match="__new__"):
                Span(*values, **named)
        assert Span(end=1, start=2) == Span(2, 1) == (2, 1)
        assert [Span(number) for number in range(200)][-1] == (199, 9)


@pytest.mark.parametrize("asked", [False, True])
def test_an_instance_is_the_same_where_the_standard_library_was_asked_before(
    asked: bool,
) -> None:
    @dataclass(frozen=True, slots=True)
    class Base:
        sort: ClassVar[str] = "base"
        one: int
        more: list[int] = dataclasses.field(default_factory=list)

    @dataclass(frozen=True, kw_only=True)
    class Fresh(Base):
        one: int = 3
        text: str = "t"

    if asked:
        dataclasses.fields(Fresh)

    assert dataclasses.astuple(Fresh(one=1)) == (1, [], "t")
    assert dataclasses.astuple(Fresh([4])) == (3, [4], "t")
    assert Fresh([4]) == Fresh([4], one=3) != Fresh([4], one=4)


def test_the_standard_library_finds_the_fields_of_no_class_until_it_is_asked() -> None:
    @dataclass(frozen=True)
    class Fresh:
        one: int
        more: list[int] = dataclasses.field(default_factory=list)

    many = [Fresh(1) for _ in range(200)]

    assert (many[0], repr(many[0])) == (many[1], f"{Fresh.__qualname__}(one=1, more=[])")
    assert not isinstance(vars(Fresh)["__dataclass_fields__"], dict)
    assert dataclasses.replace(many[0], one=2).one == 2
    assert isinstance(vars(Fresh)["__dataclass_fields__"], dict)
