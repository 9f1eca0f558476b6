"""What libraries take for later is put off until it is used, in a process that runs one command."""

from __future__ import annotations

import re
import subprocess
import sys
from types import ModuleType

import pytest

from orgcheck import libraries
from orgcheck.libraries import put_off
from orgcheck.patterns import pattern


@pytest.fixture
def one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process runs one command, and has not loaded the module `colorsys` yet."""
    monkeypatch.setattr(libraries, "_for_one_command", False)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    libraries.for_one_command()


@pytest.mark.usefixtures("one_command")
def test_patterns_of_libraries_are_compiled_when_they_are_used() -> None:
    compile = re.compile

    with put_off():
        later = re.compile("(")

    assert type(later) is pattern
    assert re.compile is compile
    with pytest.raises(re.error):
        later.search("")


@pytest.mark.usefixtures("one_command")
def test_a_module_is_loaded_when_something_of_it_is_used() -> None:
    with put_off("colorsys"):
        import colorsys
    assert "colorsys" not in sys.modules

    assert colorsys.rgb_to_yiq is sys.modules["colorsys"].rgb_to_yiq
    assert "rgb_to_yiq" in vars(colorsys)


@pytest.mark.usefixtures("one_command")
def test_a_function_taken_out_of_a_module_loads_it_when_it_is_called() -> None:
    with put_off("colorsys"):
        from colorsys import rgb_to_yiq
    assert "colorsys" not in sys.modules

    assert rgb_to_yiq(0, 0, 0) == (0, 0, 0)
    assert type(sys.modules["colorsys"]) is ModuleType


@pytest.mark.usefixtures("one_command")
def test_a_function_that_is_known_loads_nothing() -> None:
    with put_off(colorsys={"rgb_to_yiq": max}):
        import colorsys

    assert colorsys.rgb_to_yiq(1, 5, 3) == 5  # type: ignore[comparison-overlap]
    assert "colorsys" not in sys.modules


@pytest.mark.usefixtures("one_command")
def test_a_module_that_is_there_stays_what_it_is() -> None:
    import colorsys

    with put_off("colorsys"):
        import colorsys as again

    assert again is colorsys


@pytest.mark.usefixtures("one_command")
def test_what_an_import_fails_with_takes_the_stand_ins_away() -> None:
    with pytest.raises(ImportError), put_off("colorsys"):
        raise ImportError

    assert "colorsys" not in sys.modules


def test_a_program_that_imports_this_one_has_its_libraries_as_they_are() -> None:
    script = (
        "import orgcheck.api, orgcheck.snapshot.reader, yaml, dataclasses, inspect\n"
        "print(type(yaml.SafeLoader.yaml_implicit_resolvers['t'][0][1]))\n"
        "print(dataclasses.inspect is inspect)\n"
        "print(yaml._yaml.ScalarEvent is yaml.events.ScalarEvent)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert asked.stdout.split("\n") == ["<class 're.Pattern'>", "True", "True", ""]
