"""The examples' functions have the rights that they use, and no others."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import Archive, Bundle
from lift.deployer.desired import Origin, desired
from lift.deployer.resources.place import Place
from lift.deployer.resources.role import Role
from lift.deployer.resources.target import Target
from lift.deployer.settings import load

from ..bench import ACCOUNT, REGION

ROOT = Path(__file__).parents[3]
PLACE = Place("aws", REGION, ACCOUNT)
ARCHIVE = Archive(Path("code.zip"), 10, 100, "c2hh", "d" * 64)
USED = {"logs:CreateLogStream", "logs:PutLogEvents"}  # what Lambda asks for in its name


@pytest.mark.parametrize("example", ["example_django", "example_fastapi"])
def test_an_example_may_write_its_log_and_nothing_else(example: str) -> None:
    target = Target(load(ROOT / example / "lift_settings.json", None), PLACE)
    bundle = Bundle("lift_handler.handler", {}, ARCHIVE, None)
    origin = Origin("none", "user/alice", "2026-11-21T09:30:00Z")
    (role,) = (each for each in desired(target, bundle, origin) if isinstance(each, Role))
    (statement,) = role.statements
    allowed: Any = statement["Action"]
    assert statement["Effect"] == "Allow"
    assert set(allowed) == USED
    group = target.names.log_group
    assert statement["Resource"] == f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}:*"
    assert (role.managed_policies, role.permissions_boundary) == ((), None)
