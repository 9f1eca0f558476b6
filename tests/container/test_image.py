"""The image: built, and run as the page says, without rights, a network or a place to write."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.regenerate import ROOT

CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
PAGE = (ROOT / "docs/container.md").read_text("utf-8")


def builder() -> str:
    """What builds images here; the test is left out where there is nothing, or it does not run."""
    for name in ("podman", "docker"):
        if shutil.which(name) is not None:
            answer = subprocess.run([name, "info"], capture_output=True, check=False)
            if answer.returncode == 0:
                return name
    pytest.skip("neither podman nor docker runs here: the image is not built")


@pytest.fixture(scope="module")
def image() -> tuple[str, str]:
    """What builds images here, and the image."""
    program = builder()
    name = "orgcheck-of-the-tests"
    built = subprocess.run(
        [program, "build", "--quiet", "--tag", name, "--file", "Containerfile", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return program, name


def ran(image: tuple[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    program, name = image
    bounds = ("--rm", "--read-only", "--network", "none", "--cap-drop", "all")
    return subprocess.run(
        [program, "run", *bounds, "--volume", f"{ROOT}:/work:ro", name, *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_image_validates_and_compares_without_rights(image: tuple[str, str]) -> None:
    assert (
        "no findings" in ran(image, "validate", "snapshots/2024.yaml", "--select", "KELA001").stdout
    )
    assert "merged into" in ran(image, "diff", "snapshots/2023.yaml", "snapshots/2024.yaml").stdout
    compared = ran(image, "diff", "HEAD:snapshots/2023.yaml", "snapshots/2024.yaml")
    assert "merged into" in compared.stdout, compared.stderr


@pytest.mark.slow
def test_the_image_cannot_write_where_it_runs(image: tuple[str, str]) -> None:
    refused = ran(image, "chart", "snapshots/2024.yaml", "-o", "chart.svg")
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr


def test_the_image_has_no_rights_and_runs_orgcheck() -> None:
    (last,) = re.findall(r"^FROM .*?(?=\Z|^FROM (?!.*AS))", CONTAINERFILE, re.M | re.S)[-1:]
    assert re.search(r"^USER 65532:65532$", last, re.M)
    assert re.search(r'^ENTRYPOINT \["orgcheck"\]$', last, re.M)
    assert "65532" in PAGE


def test_the_folder_that_is_built_from_has_what_the_wheel_needs() -> None:
    kept = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.M)
    assert {"orgcheck", "share", "pyproject.toml", "README.md", "LICENSE"} == set(kept)
    assert [name for name in kept if not (ROOT / name).exists()] == []
