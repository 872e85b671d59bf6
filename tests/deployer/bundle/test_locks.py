"""Locks as their own tools wrote them: the same small project for Poetry, PDM, Pipenv and uv."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import locks
from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.resolve import resolve
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError
from lift.deployer.ui import Recorder

from .projects import write

GENUINE = Path(__file__).with_name("locks")
FILES = {"poetry": "poetry.lock", "pdm": "pdm.lock", "uv": "uv.lock"}
TARGET = Target("3.12", "x86_64", (2, 34))
OLD = Target("3.11", "arm64", (2, 26))
TOMLS_PYTHONS = (
    "python_version >= '2.6' and python_version != '3.0' and python_version != '3.1' "
    "and python_version != '3.2'"
)
TOML = "806143ae5bfb6a3c6e736a764057db0e6a0e05e338b5630894a5f779cabb4f9b"


def project(tool: str, root: Path) -> Path:
    shutil.copytree(GENUINE / tool, root, dirs_exist_ok=True)
    library = '[project]\nname = "lib"\nversion = "1"\ndependencies = ["idna"]\n'
    return write(root, {"lib/pyproject.toml": library, "lib/lib.py": ""})


def pins(tool: str, root: Path, target: Target = TARGET, **asked: Any) -> list[Pin]:
    inputs = Inputs((project(tool, root) / FILES[tool],), root, **asked)
    return list(locks.pins(inputs, target))


@pytest.mark.parametrize("tool", FILES)
def test_a_lock_gives_versions_and_the_hash_of_the_wheel(tool: str, tmp_path: Path) -> None:
    found = {pin.name: pin for pin in pins(tool, tmp_path)}
    assert found["toml"].line == f"toml==0.10.2 --hash=sha256:{TOML}"
    assert found["toml"].index == "https://pypi.org/simple"
    assert not found["toml"].source
    assert {"idna", "lib"} <= set(found)
    assert not {"sniffio", "iniconfig"} & set(found)


@pytest.mark.parametrize("tool", FILES)
def test_groups_and_extras_come_when_asked_for(tool: str, tmp_path: Path) -> None:
    asked = pins(tool, tmp_path, extras=("io",), groups=("jobs",))
    assert {"idna", "sniffio"} <= {pin.name for pin in asked}


@pytest.mark.parametrize("tool", FILES)
def test_markers_are_read_for_the_target(tool: str, tmp_path: Path) -> None:
    assert "iniconfig" in {pin.name for pin in pins(tool, tmp_path, OLD)}


@pytest.mark.parametrize("tool", FILES)
def test_a_folder_is_built_from_where_the_lock_says(tool: str, tmp_path: Path) -> None:
    (lib,) = (pin for pin in pins(tool, tmp_path) if pin.name == "lib")
    assert lib.source
    assert lib.folder == tmp_path / "lib"


def test_poetrys_versions_for_different_pythons_are_told_apart(tmp_path: Path) -> None:
    new = {pin.name: pin.version for pin in pins("poetry", tmp_path)}
    old = {pin.name: pin.version for pin in pins("poetry", tmp_path, OLD)}
    assert (new["pluggy"], old["pluggy"]) == ("1.7.0", "1.5.0")


def test_a_repository_is_pinned_to_its_commit(tmp_path: Path) -> None:
    (gitlib,) = (pin for pin in pins("poetry", tmp_path) if pin.name == "gitlib")
    commit = "818362b38dd1338a522508d4d151f46d3e04490a"
    assert gitlib.line == f"gitlib @ git+https://git.example/gitlib.git@{commit}"
    assert gitlib.source


def test_a_pipfile_lock_becomes_requirements_with_its_hashes(tmp_path: Path) -> None:
    lock = project("pipenv", tmp_path) / "Pipfile.lock"
    lines = locks.as_requirements(Inputs((lock,), tmp_path, groups=("jobs",)))
    assert lines is not None
    assert [line.partition(" --hash")[0] for line in lines] == [
        "gitlib @ git+https://git.example/gitlib.git@818362b38dd1338a522508d4d151f46d3e04490a",
        "idna==3.20 ; python_version >= '3.9'",
        "iniconfig ; python_version < '3.12'",
        f"lib @ {(tmp_path / 'lib').as_uri()}",
        f"toml==0.10.2 ; {TOMLS_PYTHONS}",
        "sniffio==1.3.1 ; python_version >= '3.7'",
    ]
    assert f"--hash=sha256:{TOML}" in lines[4]


def test_a_pipfile_lock_is_held_to(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "Pipfile": '[packages]\ntoml = "*"\n',
            "Pipfile.lock": '{"_meta": {}, "default": {"toml": {"version": "==0.10.2", '
            f'"hashes": ["sha256:{TOML}"]}}}}}}',
        },
    )
    inputs = Inputs((tmp_path / "Pipfile.lock",), tmp_path)
    assert resolve(inputs, TARGET, Recorder()) == (Pin("toml", "0.10.2", (TOML,)),)


PRIVATE = "https://files.example/private-2-cp312-cp312-manylinux_2_{}_x86_64.whl"
PUBLIC = "https://files.pythonhosted.org/packages/public-1.tar.gz"
PYLOCK = f"""\
lock-version = "1.0"
created-by = "hand"
requires-python = ">=3.11"
extras = ["io"]
dependency-groups = ["jobs", "main"]
default-groups = ["main"]

[[packages]]
name = "private"
version = "2"
marker = "'main' in dependency_groups"
wheels = [
    {{ url = "{PRIVATE.format("28")}", hashes = {{ sha256 = "aa" }} }},
    {{ url = "{PRIVATE.format("35")}", hashes = {{ sha256 = "bb" }} }},
]

[[packages]]
name = "public"
version = "1"
marker = "'io' in extras or 'jobs' in dependency_groups"
sdist = {{ url = "{PUBLIC}", hashes = {{ sha256 = "cc" }} }}
"""


def pylock(root: Path, text: str = PYLOCK, target: Target = TARGET, **asked: Any) -> list[Pin]:
    write(root, {"pylock.toml": text})
    return list(locks.pins(Inputs((root / "pylock.toml",), root, **asked), target))


def test_pylock_has_default_groups_and_others(tmp_path: Path) -> None:
    assert [pin.name for pin in pylock(tmp_path)] == ["private"]
    assert [pin.name for pin in pylock(tmp_path, extras=("io",))] == ["private", "public"]
    assert [pin.name for pin in pylock(tmp_path, groups=("jobs",))] == ["private", "public"]


def test_a_file_of_no_named_index_comes_from_its_address(tmp_path: Path) -> None:
    private, public = pylock(tmp_path, extras=("io",))
    assert private.line == f"private @ {PRIVATE.format('28')} --hash=sha256:aa"
    assert public.line == f"public @ {PUBLIC} --hash=sha256:cc"


def test_without_a_wheel_the_sources_are_what_there_is(tmp_path: Path) -> None:
    _, public = pylock(tmp_path, extras=("io",))
    assert public.source


@pytest.mark.parametrize(
    ("text", "target", "message"),
    [
        (PYLOCK, OLD, "there is no wheel of private==2 for Python 3.11 on arm64"),
        (PYLOCK.replace(">=3.11", ">=3.13"), TARGET, "the lock does not fit Python 3.12 on x86_64"),
        (PYLOCK.replace('"1.0"', '"2.0"'), TARGET, "not a lock that lift can read"),
        ("", TARGET, "not a lock that lift can read"),
    ],
)
def test_a_lock_that_does_not_fit_is_refused(
    text: str, target: Target, message: str, tmp_path: Path
) -> None:
    with pytest.raises(BundleError) as caught:
        pylock(tmp_path, text, target)
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("tool", "old", "new", "hint"),
    [
        ("poetry", 'groups = ["main"]\n', "", "write it anew with Poetry 2: poetry lock"),
        ("pdm", '"inherit_metadata"', "", "write it anew: pdm lock --strategy inherit_metadata"),
    ],
)
def test_a_lock_that_says_too_little_is_refused_with_the_way_out(
    tool: str, old: str, new: str, hint: str, tmp_path: Path
) -> None:
    lock = project(tool, tmp_path) / FILES[tool]
    write(tmp_path, {lock.name: lock.read_text().replace(old, new)})
    with pytest.raises(BundleError) as caught:
        locks.pins(Inputs((lock,), tmp_path), TARGET)
    assert caught.value.hint == hint


@pytest.mark.parametrize("tool", ["poetry", "pdm"])
def test_sources_that_a_lock_names_without_an_address_are_found_in_the_index(
    tool: str, tmp_path: Path
) -> None:
    lock = project(tool, tmp_path) / FILES[tool]
    wheel = next(line for line in lock.read_text().splitlines() if "toml-0.10.2-py2" in line)
    write(tmp_path, {lock.name: lock.read_text().replace(wheel, "")})
    found = resolve(Inputs((lock,), tmp_path), TARGET, Recorder())
    (toml,) = (pin for pin in found if pin.name == "toml")
    assert toml.source
    assert toml.url.startswith("https://")
    assert toml.url.endswith("toml-0.10.2.tar.gz")
    assert len(toml.hashes) == 1
