"""Who is calling, where, and what is said when nobody can be asked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from lift.deployer.aws.session import connect
from lift.deployer.errors import AwsError, NoCredentials, SettingsError
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder

STAGE = Stage("production", Path(), "shop", Path("lift_settings.json"), aws_region="eu-west-1")
UI = Recorder()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")


@mock_aws
def test_region_account_and_partition_are_settled() -> None:
    aws = connect(STAGE, UI)
    assert aws.place.arn("lambda", "x") == "arn:aws:lambda:eu-west-1:123456789012:x"
    assert aws.caller == "user/moto"


@mock_aws
def test_another_partition_has_other_arns() -> None:
    aws = connect(replace(STAGE, aws_region="us-gov-west-1"), UI)
    assert aws.place.partition == "aws-us-gov"


@mock_aws
def test_the_environments_region_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-2")
    assert connect(replace(STAGE, aws_region=None), UI).place.region == "us-east-2"
    monkeypatch.setenv("AWS_REGION", "us-west-2")
    assert connect(replace(STAGE, aws_region=None), UI).place.region == "us-west-2"
    assert connect(STAGE, UI).place.region == "eu-west-1"


def test_without_a_region_it_says_how_to_set_one() -> None:
    with pytest.raises(SettingsError, match="no region") as caught:
        connect(replace(STAGE, aws_region=None), UI)
    assert '"aws_region"' in caught.value.hint


def test_without_credentials_it_says_how_to_get_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NoCredentials, match="no AWS credentials"):
        connect(STAGE, UI)


def test_a_profile_that_is_not_there_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="nobody"):
        connect(replace(STAGE, profile_name="nobody"), UI)


def test_an_unreachable_endpoint_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(AwsError, match=r"AWS cannot be reached.*127\.0\.0\.1:9"):
        connect(STAGE, UI)


@mock_aws
def test_the_user_agent_is_lift_and_creating_calls_are_made_once() -> None:
    aws = connect(STAGE, UI, session=boto3.Session(region_name="eu-west-1"))
    config: Any = aws.apis_once.meta.config
    assert config.user_agent_extra.startswith("lift/")
    assert config.retries == {"mode": "adaptive", "total_max_attempts": 1}
    config = aws.lambda_.meta.config
    assert config.retries["mode"] == "adaptive"
    config = aws.invoker(90).meta.config
    assert config.read_timeout == 90
