"""Settings of the function that Lambda cannot combine, and what of them is no default."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.efs import Efs
from lift.deployer.settings.log_levels import LogLevels
from lift.deployer.settings.stage import Stage

LAYER = "arn:aws:lambda:eu-west-1:123456789012:layer:fonts"
EFS = {
    "access_point_arn": "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0a",
    "mount_path": "/mnt/files",
}
VPC = {"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}


def loaded(folder: Path, **settings: Any) -> Stage:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None)


def test_a_file_system_and_levels_are_read(tmp_path: Path) -> None:
    stage = loaded(
        tmp_path, efs=EFS, vpc_config=VPC, log_format="json", log_levels={"application": "WARN"}
    )
    assert stage.efs == Efs(EFS["access_point_arn"], "/mnt/files")
    assert stage.log_levels == LogLevels("WARN", "INFO")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"efs": EFS}, "a file system is reached through a VPC only"),
        ({"log_levels": {"system": "WARN"}}, "Lambda can tell levels apart in JSON only"),
        ({"package": "image", "layers": [f"{LAYER}:1"]}, "an image takes no layers"),
        ({"layers": [f"{LAYER}:{number}" for number in range(5)]}, "one more than Lambda takes"),
    ],
)
def test_what_lambda_cannot_combine_is_refused_with_the_reason(
    tmp_path: Path, settings: dict[str, Any], reason: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        loaded(tmp_path, **settings)
    assert refused.value.message.endswith(reason)
    assert refused.value.hint


def test_five_layers_fit_where_the_dependencies_make_none(tmp_path: Path) -> None:
    layers = [f"{LAYER}:{number}" for number in range(5)]
    assert loaded(tmp_path, layers=layers, layer=False).layers == tuple(layers)


@pytest.mark.parametrize(
    "settings",
    [
        {"dead_letter_arn": "arn:aws:sqs:eu-west-1:123456789012:failed.fifo"},
        {"aws_kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:alias/shop"},
        {"layers": [LAYER]},
        {"reserved_concurrency": 0},
        {"ephemeral_storage": 511},
        {"efs": EFS | {"mount_path": "/mnt/a/b"}},
    ],
)
def test_what_lambda_would_refuse_is_refused_by_the_schema(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError):
        loaded(tmp_path, **settings)
