"""What a bundle is built for, and which wheels load there."""

from pathlib import Path

import pytest
from packaging.utils import parse_wheel_filename

from lift.deployer.bundle import target
from lift.deployer.bundle.target import Target

from .projects import stage

OLD = Target("3.11", "x86_64", (2, 26))
NEW = Target("3.12", "arm64", (2, 34))


@pytest.mark.parametrize(
    ("runtime", "architecture", "platform"),
    [
        ("python3.11", "x86_64", "x86_64-manylinux_2_17"),
        ("python3.11", "arm64", "aarch64-manylinux_2_17"),
        ("python3.12", "x86_64", "x86_64-manylinux_2_34"),
        ("python3.14", "arm64", "aarch64-manylinux_2_34"),
    ],
)
def test_runtime_and_architecture_decide_the_platform(
    runtime: str, architecture: str, platform: str, tmp_path: Path
) -> None:
    assert target.for_stage(
        stage(tmp_path, runtime=runtime, architecture=architecture)
    ).platform == (platform)


def test_the_glibc_that_uv_does_not_know_is_looked_for_in_the_next_one() -> None:
    assert OLD.wider == "x86_64-manylinux_2_28"
    assert NEW.wider == NEW.platform


@pytest.mark.parametrize(
    ("wheel", "old", "new"),
    [
        ("a-1-py3-none-any.whl", True, True),
        ("a-1-cp311-cp311-manylinux2014_x86_64.whl", True, False),
        ("a-1-cp311-cp311-manylinux1_x86_64.whl", True, False),
        ("a-1-cp311-cp311-linux_x86_64.whl", True, False),
        ("a-1-cp311-cp311-manylinux_2_26_x86_64.manylinux_2_28_x86_64.whl", True, False),
        ("a-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", False, False),
        ("a-1-cp312-cp312-manylinux_2_34_aarch64.whl", False, True),
        ("a-1-cp312-cp312-manylinux_2_35_aarch64.whl", False, False),
        ("a-1-cp312-cp312-manylinux_3_1_aarch64.whl", False, False),
        ("a-1-cp312-cp312-musllinux_1_2_aarch64.whl", False, False),
        ("a-1-cp312-cp312-macosx_11_0_arm64.whl", False, False),
        ("a-1-cp312-cp312-win_amd64.whl", False, False),
    ],
)
def test_a_wheel_loads_up_to_the_glibc_of_the_runtime(wheel: str, old: bool, new: bool) -> None:
    tags = parse_wheel_filename(wheel)[-1]
    assert [not tags.isdisjoint(target.tags) for target in (OLD, NEW)] == [old, new]


def test_the_best_wheel_is_the_one_for_this_very_python_and_the_newest_glibc() -> None:
    assert [str(tag) for tag in OLD.tags[:2]] == [
        "cp311-cp311-manylinux_2_26_x86_64",
        "cp311-cp311-manylinux_2_25_x86_64",
    ]


def test_it_is_named_as_people_would() -> None:
    assert str(NEW) == "Python 3.12 on arm64"
