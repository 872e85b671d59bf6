"""Where packages are to be had, and that what lets one in is used and never shown."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.bundle import build, indexes
from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.pin import Pin
from lift.deployer.errors import BundleError, LiftError, SettingsError
from lift.deployer.ui import Recorder

from . import private_index
from .private_index import PASSWORD, USER, with_password
from .projects import WSGI, names, stage, write
from .wheels import Index

PROJECT = """\
[project]
name = "shop"
version = "1"
requires-python = ">=3.11"
dependencies = ["flour"]
"""


@pytest.fixture
def wheels(tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("UV_CONFIG_FILE")
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    index.release("flour")
    return index.folder


@pytest.fixture
def private(wheels: Path) -> Iterator[str]:
    with private_index.serve(wheels) as url:
        yield url


def sha256(folder: Path) -> str:
    return hashlib.sha256(next(folder.glob("flour-*.whl")).read_bytes()).hexdigest()


def packaged(root: Path, **files: str) -> None:
    """Package the project, whose only package comes from the private index; look for leaks."""
    write(root, {"main.py": WSGI} | {name.replace("__", "."): text for name, text in files.items()})
    ui = Recorder()
    bundle = build(stage(root, bytecode=False), root.parent / "out", ui)
    assert bundle.layer is not None
    assert "python/flour.py" in names(bundle.layer.path)
    with zipfile.ZipFile(bundle.layer.path) as layer:
        assert not [name for name in layer.namelist() if PASSWORD.encode() in layer.read(name)]
    kept = (root.parent / "cache").rglob("*")
    assert not [file for file in kept if file.is_file() and PASSWORD.encode() in file.read_bytes()]
    assert PASSWORD not in str(ui.said)


def test_in_the_requirements(tmp_path: Path, private: str) -> None:
    address = with_password(private)
    packaged(tmp_path / "a", requirements__txt=f"--index-url {address}\nflour\n")
    packaged(tmp_path / "b", requirements__txt=f"--extra-index-url {address}\nflour==1.0\n")


def test_in_netrc(tmp_path: Path, private: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"netrc": f"machine 127.0.0.1 login {USER} password {PASSWORD}\n"})
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    packaged(tmp_path / "a", requirements__txt=f"--index-url {private}\nflour\n")


def test_in_the_environment_for_an_index_of_uvs_with_its_lock(
    tmp_path: Path, private: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_INDEX_HOME_USERNAME", USER)
    monkeypatch.setenv("UV_INDEX_HOME_PASSWORD", PASSWORD)
    own = f'[[tool.uv.index]]\nname = "home"\nurl = "{private}"\nexplicit = true\n'
    sources = '[tool.uv.sources]\nflour = { index = "home" }\n'
    root = write(tmp_path / "a", {"pyproject.toml": PROJECT + own + sources})
    packaged(root)
    run.run([run.uv(), "lock", "--quiet"], cwd=root)
    assert PASSWORD not in (root / "uv.lock").read_text()
    packaged(root)


def test_in_poetrys_environment(
    tmp_path: Path, private: str, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POETRY_HTTP_BASIC_MY_HOME_USERNAME", USER)
    monkeypatch.setenv("POETRY_HTTP_BASIC_MY_HOME_PASSWORD", PASSWORD)
    source = f'[[tool.poetry.source]]\nname = "my-home"\nurl = "{private}"\n'
    lock = f"""\
[[package]]
name = "flour"
version = "1.0"
groups = ["main"]
files = [{{ file = "flour-1.0-py3-none-any.whl", hash = "sha256:{sha256(wheels)}" }}]
[package.source]
type = "legacy"
url = "{private}"
reference = "my-home"
[metadata]
lock-version = "2.1"
python-versions = ">=3.11"
"""
    packaged(tmp_path / "a", pyproject__toml=PROJECT + source, poetry__lock=lock)
    packaged(tmp_path / "b", pyproject__toml=PROJECT + source)


def test_in_the_environment_that_a_pipfile_names(
    tmp_path: Path, private: str, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME_PASSWORD", PASSWORD)
    url = with_password(private, "${HOME_PASSWORD}")
    flour = {"version": "==1.0", "hashes": [f"sha256:{sha256(wheels)}"]}
    lock = {"_meta": {"sources": [{"name": "home", "url": url}]}, "default": {"flour": flour}}
    packaged(tmp_path / "a", Pipfile__lock=json.dumps(lock))


@pytest.mark.parametrize("text", ["--index-url {}\nflour\n", "--index-url {}\nflour((\n"])
def test_a_wrong_password_is_not_shown_either(text: str, tmp_path: Path, private: str) -> None:
    wrong = "wr0ng-w0rd"
    root = write(tmp_path / "a", {"main.py": WSGI})
    write(root, {"requirements.txt": text.format(with_password(private, wrong))})
    with pytest.raises(LiftError) as caught:
        build(stage(root), tmp_path / "out", Recorder())
    error = caught.value
    assert isinstance(error, BundleError)
    assert wrong not in error.message + error.hint + error.details
    assert error.__suppress_context__


def lines(root: Path, files: dict[str, str], first: str, *pins: Pin) -> list[str]:
    write(root, files)
    return indexes.lines(Inputs((root / first,), root), pins)


def test_poetrys_own_file_of_passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POETRY_CONFIG_DIR", str(tmp_path / "config"))
    known = '[http-basic.home]\nusername = "me@home"\npassword = "a/b"\n'
    sources = """\
[[tool.poetry.source]]
name = "PyPI"
priority = "primary"
[[tool.poetry.source]]
name = "home"
url = "https://home.example/simple"
"""
    files = {"pyproject.toml": sources, "poetry.lock": "", "config/auth.toml": known}
    assert lines(tmp_path, files, "poetry.lock") == [
        "--extra-index-url https://me%40home:a%2Fb@home.example/simple"
    ]


def test_pdms_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_WORD", "word")
    sources = """\
[[tool.pdm.source]]
name = "pypi"
url = "https://home.example/simple"
username = "me"
password = "${HOME_WORD}"
[[tool.pdm.source]]
name = "wheels"
type = "find_links"
url = "https://wheels.example"
"""
    assert lines(tmp_path, {"pyproject.toml": sources, "pdm.lock": ""}, "pdm.lock") == [
        "--index-url https://me:word@home.example/simple"
    ]


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    source = '[[tool.pdm.source]]\nname = "a"\nurl = "https://${NOT_SET_HERE}@home.example"\n'
    with pytest.raises(SettingsError, match="takes NOT_SET_HERE from the environment"):
        lines(tmp_path, {"pyproject.toml": source}, "pyproject.toml")


def test_an_index_that_only_the_lock_names_is_added_once(tmp_path: Path) -> None:
    home = "https://home.example/simple"
    pins = [Pin("a", "1", index=home), Pin("b", "1", index=f"{home}/"), Pin("c", "1")]
    pins.append(Pin("d", "1", index="https://pypi.org/simple"))
    assert lines(tmp_path, {"uv.lock": ""}, "uv.lock", *pins[:1], *pins[2:]) == [
        f"--extra-index-url {home}"
    ]
    named = {"pyproject.toml": f'[[tool.poetry.source]]\nname = "home"\nurl = "{home}/"\n'}
    assert lines(tmp_path, named, "uv.lock", *pins) == [f"--index-url {home}/"]
