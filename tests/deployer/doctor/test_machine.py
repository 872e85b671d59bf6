"""What this machine can start."""

import platform
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.doctor import machine
from lift.deployer.errors import LiftError
from lift.deployer.settings.efs import Efs
from lift.deployer.settings.stage import Architecture, VpcConfig
from lift.deployer.ui import Recorder

from ..bundle.projects import stage

HERE: Architecture = "arm64" if platform.machine() == "aarch64" else "x86_64"
OTHER: Architecture = "x86_64" if HERE == "arm64" else "arm64"


def test_a_function_for_its_own_processor_is_taken_as_it_is(tmp_path: Path) -> None:
    ui, here = Recorder(), stage(tmp_path, architecture=HERE)
    assert machine.suited(here, ui) == here
    assert ui.said == []


def test_one_for_another_is_looked_at_as_for_this_one(tmp_path: Path) -> None:
    ui, there = Recorder(), stage(tmp_path, architecture=OTHER)
    assert machine.suited(there, ui) == replace(there, architecture=HERE)
    assert ui.said == [
        ("note", f"looked at as for {HERE}, since this machine is {platform.machine()}")
    ]


def test_without_the_runtimes_python_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(LiftError, match=r"no Python 3\.12") as caught:
        machine.equipped(stage(tmp_path, runtime="python3.12"), obtain=lambda _: None)
    assert caught.value.hint == "uv python install 3.12"


def test_what_the_application_may_look_for_in_vain_is_named(tmp_path: Path) -> None:
    ui, arn = Recorder(), "arn:aws:lambda:eu-west-1:1:layer:agent:3"
    there = stage(
        tmp_path,
        architecture=HERE,
        package="image",
        layers=(arn,),
        efs=Efs("arn:aws:elasticfilesystem:eu-west-1:1:access-point/fsap-1", "/mnt/files"),
        vpc_config=VpcConfig(("subnet-1",), ("sg-1",)),
    )
    machine.suited(there, ui)
    assert [text.removeprefix("not here as on Lambda: ") for _, text in ui.said] == [
        "the files of the base image",
        f"the layers of others, {arn}",
        "the file system at /mnt/files",
        "the VPC, and the hosts that only it reaches",
    ]
