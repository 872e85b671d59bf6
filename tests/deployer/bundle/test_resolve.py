"""uv's answer for the target, and what its errors mean."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.resolve import needed_by, resolve
from lift.deployer.bundle.target import Target
from lift.deployer.errors import BundleError, NoWheel
from lift.deployer.ui import Recorder

from .projects import write
from .wheels import Index

TARGET = Target("3.12", "x86_64", (2, 34))
OLD = Target("3.11", "x86_64", (2, 26))


def resolved(root: Path, requirements: str, target: Target = TARGET) -> tuple[Pin, ...]:
    write(root, {"requirements.txt": requirements})
    return resolve(Inputs((root / "requirements.txt",), root), target, Recorder())


def failed(root: Path, requirements: str, target: Target = TARGET) -> BundleError:
    with pytest.raises(BundleError) as caught:
        resolved(root, requirements, target)
    assert "\n" not in caught.value.message + caught.value.hint
    assert not caught.value.message.endswith(".")
    return caught.value


def test_everything_that_is_needed_is_pinned_with_its_hash(tmp_path: Path, index: Index) -> None:
    index.release("bread", "2.0", needs=["flour>=1"])
    index.release("flour", "1.0")
    index.release("flour", "1.5")
    pins = resolved(tmp_path, "bread\n")
    assert [(pin.name, pin.version) for pin in pins] == [("bread", "2.0"), ("flour", "1.5")]
    assert all(len(pin.hashes) == 1 and "--hash=sha256:" in pin.line for pin in pins)


def test_a_new_release_is_seen_at_once(tmp_path: Path, index: Index) -> None:
    index.release("flour", "1.0")
    assert resolved(tmp_path, "flour\n")[0].version == "1.0"
    index.release("flour", "1.1")
    assert resolved(tmp_path, "flour\n")[0].version == "1.1"


def test_markers_are_read_for_the_target(tmp_path: Path, index: Index) -> None:
    for name in ("new", "old", "windows", "arm"):
        index.release(name)
    requirements = (
        "new; python_version >= '3.12'\nold; python_version < '3.12'\n"
        "windows; sys_platform == 'win32'\narm; platform_machine == 'aarch64'\n"
    )
    assert [pin.name for pin in resolved(tmp_path, requirements)] == ["new"]
    arm = Target("3.11", "arm64", (2, 26))
    assert [pin.name for pin in resolved(tmp_path, requirements, arm)] == ["arm", "old"]


def test_the_wheel_is_the_targets(tmp_path: Path, index: Index) -> None:
    for tag in ("cp312-cp312-manylinux_2_34_x86_64", "cp312-cp312-musllinux_1_2_x86_64"):
        index.release("native", tag=tag)
    index.release("native", tag="cp312-cp312-manylinux_2_17_aarch64")
    index.release("native", tag="cp311-cp311-manylinux_2_17_x86_64")
    assert len(resolved(tmp_path, "native\n")[0].hashes) == 1


def test_the_old_runtime_takes_wheels_up_to_its_glibc(tmp_path: Path, index: Index) -> None:
    index.release("exact", tag="cp311-cp311-manylinux_2_26_x86_64.manylinux_2_28_x86_64")
    index.release("newer", tag="cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64")
    assert [pin.name for pin in resolved(tmp_path, "exact\n", OLD)] == ["exact"]
    assert "no wheel of newer==1.0 for Python 3.11" in failed(tmp_path, "newer\n", OLD).message


def test_the_old_runtime_prefers_an_older_version_that_fits(tmp_path: Path, index: Index) -> None:
    index.release("native", "1.0", tag="cp311-cp311-manylinux2014_x86_64")
    index.release("native", "2.0", tag="cp311-cp311-manylinux_2_28_x86_64")
    assert resolved(tmp_path, "native\n", OLD)[0].version == "1.0"


def test_lift_itself_is_never_resolved(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    assert [pin.name for pin in resolved(tmp_path, "lift-lambda[cli]==9\nflour\n")] == ["flour"]


def test_the_project_itself_is_left_out(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flour"]\n'
    write(tmp_path, {"pyproject.toml": project})
    assert [pin.name for pin in resolved(tmp_path, "-e .\n")] == ["flour"]


def test_a_wheel_can_be_named_by_its_path(tmp_path: Path, index: Index) -> None:
    wheel = index.release("flour")
    write(tmp_path, {f"wheels/{wheel.name}": wheel.read_bytes()})
    (pin,) = resolved(tmp_path, f"./wheels/{wheel.name}\n")
    assert pin.url == (tmp_path / "wheels" / wheel.name).as_uri()
    assert str(tmp_path) not in pin.identity


@pytest.mark.parametrize("tag", ["cp312-cp312-win_amd64", "cp312-cp312-musllinux_1_2_x86_64"])
def test_without_a_wheel_the_package_and_the_ways_out_are_named(
    tag: str, tmp_path: Path, index: Index
) -> None:
    index.release("native", tag=tag)
    error = failed(tmp_path, "native==1.0\n")
    assert isinstance(error, NoWheel)
    assert error.message == "there is no wheel of native==1.0 for Python 3.12 on x86_64"
    assert "-binary twin" in error.hint


def test_a_package_with_sources_only_is_to_be_built(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    index.release_sources("mill", needs=["flour"])
    assert [(pin.name, pin.source) for pin in resolved(tmp_path, "mill\n")] == [
        ("flour", False),
        ("mill", True),
    ]


def test_an_older_version_with_a_wheel_goes_before_a_newer_one_without(
    tmp_path: Path, index: Index
) -> None:
    index.release("flour", "1.0")
    index.release_sources("flour", "2.0")
    [pin] = resolved(tmp_path, "flour\n")
    assert (pin.version, pin.source) == ("1.0", False)
    [pin] = resolved(tmp_path, "flour>1\n")
    assert (pin.version, pin.source) == ("2.0", True)


def test_sources_come_first_where_all_shall_be_built(tmp_path: Path, index: Index) -> None:
    index.release("flour")
    index.release("water")
    index.release_sources("flour")
    write(tmp_path, {"requirements.txt": "flour\nwater\n"})
    inputs = Inputs((tmp_path / "requirements.txt",), tmp_path, from_source=True)
    assert [pin.source for pin in resolve(inputs, TARGET, Recorder())] == [True, False]


@pytest.mark.parametrize(
    ("requirements", "message"),
    [
        ("bread\nflour<1\n", "you require flour<1"),
        ("flour==9\n", "there is no version of flour==9"),
        ("flour ((\n", "Couldn't parse requirement in `requirements.txt`"),
        ("-r missing.txt\n", "missing.txt"),
    ],
)
def test_requirements_that_cannot_be_met_are_told_in_one_line(
    requirements: str, message: str, tmp_path: Path, index: Index
) -> None:
    index.release("flour", "1.0")
    index.release("bread", "1.0", needs=["flour>=1"])
    error = failed(tmp_path, requirements)
    assert error.message.startswith("the dependencies cannot be resolved: ")
    assert message in error.message


def test_hashes_in_the_requirements_are_held_to(tmp_path: Path, index: Index) -> None:
    wheel = index.release("flour")
    right, wrong = hashlib.sha256(wheel.read_bytes()).hexdigest(), "0" * 64
    both = f"Flour==1.0 \\\n    --hash=sha256:{wrong} \\\n    --hash=sha256:{right}\n"
    write(tmp_path, {"more.txt": both})
    assert resolved(tmp_path, "-r more.txt\n")[0].hashes == (right,)
    error = failed(tmp_path, f"flour==1.0 --hash=sha256:{wrong}\n")
    assert error.message.startswith("no wheel of flour==1.0 that fits has a hash")


def test_without_network_the_index_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    error = failed(tmp_path, "flour\n")
    assert error.message == (
        "the package index cannot be reached: http://127.0.0.1:9/simple/flour/"
    )
    assert "check the network" in error.hint


def test_offline_on_purpose_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "empty"))
    assert "UV_OFFLINE" in failed(tmp_path, "idna\n").message


def test_what_the_cache_has_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    online = resolved(tmp_path, "idna==3.10\n")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    ui = Recorder()
    again = Inputs((tmp_path / "requirements.txt",), tmp_path)
    assert resolve(again, TARGET, ui) == online
    assert ui.said in (
        [("note", "the package index cannot be reached: dependencies resolved from uv's cache")],
        [],  # the index allows uv to trust its answer for some minutes
    )


def test_the_developers_pip_and_python_settings_do_not_leak(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.release("flour")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("UV_PYTHON", "3.99")
    assert [pin.name for pin in resolved(tmp_path, "flour\n")] == ["flour"]


def test_it_is_known_who_asked(tmp_path: Path, index: Index) -> None:
    index.release("bread", needs=["flour"])
    index.release("pizza", needs=["flour"])
    index.release("flour")
    write(tmp_path, {"requirements.txt": "bread\npizza\n", "more.txt": "bread\n"})
    files = Inputs((tmp_path / "requirements.txt", tmp_path / "more.txt"), tmp_path)
    pins = resolve(files, TARGET, Recorder())
    asked = needed_by(pins, files, TARGET, Recorder())
    assert asked == {"bread": {""}, "pizza": {""}, "flour": {"bread", "pizza"}}


PROJECT = """\
[project]
name = "shop"
version = "1"
dependencies = ["flour"]
[project.optional-dependencies]
sweet = ["honey"]
[dependency-groups]
base = ["yeast"]
bread = [{ include-group = "base" }]
"""
POETRY = """\
[tool.poetry]
package-mode = false
[tool.poetry.dependencies]
python = "^3.11"
flour = "^1.0"
honey = { version = "*", optional = true }
[tool.poetry.extras]
sweet = ["honey"]
[tool.poetry.group.bread.dependencies]
yeast = { version = "~1.0", python = ">=3.12" }
"""
BOTH = f'[project]\nname = "shop"\nversion = "1"\ndependencies = ["flour"]\n{POETRY}'


@pytest.mark.parametrize("pyproject", [PROJECT, POETRY, BOTH])
def test_groups_and_extras_of_a_project_come_when_asked_for(
    pyproject: str, tmp_path: Path, index: Index
) -> None:
    for name in ("flour", "honey", "yeast"):
        index.release(name, "1.0")
    index.release("flour", "2.0")
    write(tmp_path, {"pyproject.toml": pyproject})
    plain = Inputs((tmp_path / "pyproject.toml",), tmp_path)
    version = "1.0" if pyproject is POETRY else "2.0"
    assert [pin.line.partition(" ")[0] for pin in resolve(plain, TARGET, Recorder())] == [
        f"flour=={version}"
    ]
    asked = replace(plain, groups=("bread",), extras=() if pyproject is BOTH else ("sweet",))
    names = {pin.name for pin in resolve(asked, TARGET, Recorder())}
    assert names == {"flour", "yeast"} | ({"honey"} if asked.extras else set())


def test_a_constraint_counts_and_extras_are_resolved(tmp_path: Path, index: Index) -> None:
    index.release("flour", "1.0")
    index.release("flour", "2.0")
    index.release("bread", needs=["flour; extra == 'white'"])
    write(tmp_path, {"constraints.txt": "flour<2\n"})
    pins = resolved(tmp_path, "-c constraints.txt\nbread[white]\n")
    assert [(pin.name, pin.version) for pin in pins] == [("bread", "1.0"), ("flour", "1.0")]
