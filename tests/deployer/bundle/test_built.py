"""Packages that come as sources are built once; what takes a compiler is left to Docker."""

import shutil
from pathlib import Path

import pytest

from lift.deployer.bundle.built import Builder
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError, NoWheel
from lift.deployer.settings.docker import Docker
from lift.deployer.ui import Recorder

from .wheels import Index, sources

TARGET = Target("3.12", "x86_64", (2, 34))
COMPILED = {"setup.py": "", "mill.c": "int wheels = 2;\n"}


def pin(archive: Path) -> Pin:
    name, _, rest = archive.name.partition("-")
    return Pin(name, rest.removesuffix(".tar.gz"), url=archive.as_uri(), source=True)


@pytest.fixture(autouse=True)
def _no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))


def test_what_needs_no_compiler_is_built_here_and_once(tmp_path: Path, ui: Recorder) -> None:
    flour = pin(sources(tmp_path, "flour", "2.0"))
    builder = Builder(Docker(), TARGET, tmp_path)
    built = builder.wheels([flour], ui)[flour]
    assert built.wheel.name == "flour-2.0-py3-none-any.whl"
    assert built.libraries == ()
    assert ui.said == [("step", "building flour 2.0")]
    again = Recorder()
    assert builder.wheels([flour], again) == {flour: built}
    assert again.said == []


def test_what_a_build_requires_comes_from_where_the_requirements_say(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch, ui: Recorder
) -> None:
    index.release_backend("kneader", builds="flour")
    monkeypatch.delenv("UV_CONFIG_FILE")
    system = '[build-system]\nrequires = ["kneader"]\nbuild-backend = "kneader"\n'
    flour = pin(sources(tmp_path, "flour", files={"flour.py": "", "pyproject.toml": system}))
    where = ["--no-index", f"--find-links={index.folder}"]
    assert Builder(Docker(), TARGET, tmp_path, where).wheels([flour], ui)[flour].wheel.is_file()
    with pytest.raises(BundleError, match=r"flour 1\.0 cannot be built") as caught:
        Builder(Docker("auto", "x"), TARGET, tmp_path, ["--no-index"]).wheels([flour], ui)
    assert "kneader was not found" in caught.value.details


def test_a_folder_is_not_written_to(tmp_path: Path, ui: Recorder) -> None:
    archive = sources(tmp_path, "flour")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    folder = tmp_path / "flour-1.0"
    before = sorted(folder.rglob("*"))
    here = Pin("flour", "", url=folder.as_uri(), source=True)
    assert Builder(Docker(), TARGET, tmp_path).wheels([here], ui)[here].wheel.is_file()
    assert sorted(folder.rglob("*")) == before


def test_without_an_engine_it_is_said_what_needs_it_and_what_else_would_help(
    tmp_path: Path, ui: Recorder
) -> None:
    pins = [pin(sources(tmp_path, name, files=COMPILED)) for name in ("mill", "oven")]
    with pytest.raises(BundleError) as caught:
        Builder(Docker(), TARGET, tmp_path).wheels(pins, ui)
    assert caught.value.message.startswith("mill 1.0, oven 1.0 must be built for Lambda")
    assert "tcp://127.0.0.1:9" in caught.value.message
    assert "DOCKER_HOST" in caught.value.hint
    assert "-binary" in caught.value.hint


def test_never_names_the_packages_and_builds_what_takes_no_docker(
    tmp_path: Path, ui: Recorder
) -> None:
    builder = Builder(Docker("never"), TARGET, tmp_path)
    flour = pin(sources(tmp_path, "flour"))
    assert builder.wheels([flour], ui)
    mill = pin(sources(tmp_path, "mill", files=COMPILED))
    with pytest.raises(NoWheel) as caught:
        builder.wheels([mill, flour], ui)
    assert caught.value.packages == {"mill"}
    assert "no wheel of mill 1.0 for Python 3.12 on x86_64" in caught.value.message


def test_always_takes_docker_for_everything(tmp_path: Path, ui: Recorder) -> None:
    flour = pin(sources(tmp_path, "flour"))
    with pytest.raises(BundleError, match=r"flour 1\.0 must be built"):
        Builder(Docker("always"), TARGET, tmp_path).wheels([flour], ui)


def test_a_failed_build_shows_why_and_leaves_nothing_that_looks_done(
    tmp_path: Path, ui: Recorder
) -> None:
    broken = pin(sources(tmp_path, "broken", files={"setup.py": "raise SystemExit('no flour')"}))
    for _ in range(2):
        with pytest.raises(BundleError, match=r"broken 1\.0 cannot be built") as caught:
            Builder(Docker(), TARGET, tmp_path).wheels([broken], ui)
        assert "no flour" in caught.value.details


@pytest.mark.parametrize(
    "other",
    [
        Builder(Docker(packages=("libyaml-devel",)), TARGET, Path()),
        Builder(Docker(environment={"CFLAGS": "-O2"}), TARGET, Path()),
        Builder(Docker(image="other"), TARGET, Path()),
        Builder(Docker(), Target("3.12", "arm64", (2, 34)), Path()),
        Builder(Docker(), Target("3.13", "x86_64", (2, 34)), Path()),
    ],
)
def test_a_wheel_is_kept_for_what_it_was_built_from_and_how(other: Builder) -> None:
    mill = Pin("mill", "1.0", ("ab" * 32,), "https://example.com/mill-1.0.tar.gz", source=True)
    mirrored = Pin("mill", "1.0", ("ab" * 32,), "https://example.org/mill-1.0.tar.gz", source=True)
    builder = Builder(Docker(), TARGET, Path())
    assert builder.key(mill) == builder.key(mirrored)
    assert builder.key(mill) != other.key(mill)
