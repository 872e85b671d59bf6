"""Keys that say which stage it is, and where."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from moto import mock_aws

from lift.deployer.aws.session import Aws, connect
from lift.deployer.engine import protection
from lift.deployer.settings import load
from lift.deployer.ui import Recorder

from .case import BARE, STAGE, Case, Group, Make
from .opened import loaded

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
CONFIG = "".join(
    f"[profile {name}]\n" + "".join(f"{key.lower()} = {value}\n" for key, value in KEYS.items())
    for name in ("work", "home")
)


@contextmanager
def connected(folder: Path) -> Iterator[Make[Aws]]:
    """To AWS as a developer's files and variables say."""
    (folder / "config").write_text(CONFIG)
    variables = KEYS | {"AWS_REGION": "eu-west-1", "AWS_CONFIG_FILE": str(folder / "config")}
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name, value in variables.items():
            patch.setenv(name, value)
        for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        yield lambda file: connect(load(file, STAGE), Recorder())


def asks(aws: Aws) -> bool:
    """Whether somebody is asked before a deployment."""
    ui = Recorder()
    protection.confirm(aws, ui, "deploy", yes=False)
    return bool(ui.asked)


GROUPS = (
    Group(
        "identity",
        connected,
        (
            Case(
                "project",
                "shop",
                "store",
                lambda aws: aws.target.names.function,
                ("main-production", "shop-production", "store-production"),
            ),
            Case(
                "aws_region",
                "eu-central-1",
                "us-east-1",
                lambda aws: aws.place.region,
                ("eu-west-1", "eu-central-1", "us-east-1"),
            ),
            Case(
                "profile_name",
                "work",
                "home",
                lambda aws: aws.session.profile_name,
                ("default", "work", "home"),
            ),
            Case("protected", True, False, asks, (False, True, False)),
        ),
        beside={"app": "main:app"},
    ),
    Group(
        "extends",
        loaded,
        (Case("extends", "small", "large", lambda stage: stage.memory_size, (512, 128, 1024)),),
        BARE,
        stages={"small": {"memory_size": 128}, "large": {"memory_size": 1024}},
    ),
)
