"""The deployer's role for CloudFormation and Terraform, and who may take it on."""

import json
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from lift.deployer.cli.context import Context
from lift.deployer.cli.policy import command
from lift.deployer.errors import UsageError
from lift.deployer.policy.deployer import MANAGED, deployer, parts
from lift.deployer.policy.role import cloudformation, terraform
from lift.deployer.policy.trust import Trust
from lift.deployer.resources.place import Place
from lift.deployer.resources.target import Target
from lift.deployer.ui import Console

from ..bench import ACCOUNT, REGION, stage

PLACE = Place("aws", REGION, ACCOUNT)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("github:acme/shop", "repo:acme/shop:*"),
        ("github:acme/shop:main", "repo:acme/shop:ref:refs/heads/main"),
        ("github:acme/shop:release/1.2", "repo:acme/shop:ref:refs/heads/release/1.2"),
        ("gitlab:acme/web/shop", "project_path:acme/web/shop:*"),
        ("gitlab:acme/shop:main", "project_path:acme/shop:ref_type:branch:ref:main"),
    ],
)
def test_trust_is_in_one_repository_or_one_branch_of_it(text: str, subject: str) -> None:
    document: Any = Trust.parse(text).document(PLACE)
    (statement,) = document["Statement"]
    host = "token.actions.githubusercontent.com" if text.startswith("github") else "gitlab.com"
    assert statement["Principal"] == {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{host}"}
    assert statement["Condition"]["StringLike"] == {f"{host}:sub": subject}
    assert f"{host}:aud" in statement["Condition"]["StringEquals"]


@pytest.mark.parametrize(
    "text", ["acme/shop", "github:acme", "github:acme/*", "svn:a/b", "github:"]
)
def test_what_names_no_repository_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="names no repository") as caught:
        Trust.parse(text)
    assert "github:OWNER/REPOSITORY" in caught.value.hint


def test_the_template_makes_a_role_whose_policies_fit(tmp_path: Path) -> None:
    target = Target(stage(tmp_path), PLACE)
    resources: Any = cloudformation(target, Trust.parse("github:acme/shop:main"))["Resources"]
    role = resources.pop("Deployer")["Properties"]
    assert role["RoleName"] == "shop-production-eu-west-1-deployer"
    assert role["ManagedPolicyArns"] == [{"Ref": name} for name in resources]
    documents = [policy["Properties"]["PolicyDocument"] for policy in resources.values()]
    for document in documents:
        assert len(json.dumps(document, separators=(",", ":"))) <= MANAGED
    statements = [each for document in documents for each in document["Statement"]]
    assert statements == deployer(target)["Statement"]


def test_terraform_takes_json_where_nothing_is_to_be_filled_in(tmp_path: Path) -> None:
    target = Target(stage(tmp_path, project="shop"), PLACE)
    text = terraform(target, Trust.parse("gitlab:acme/shop"))
    assert text.count("jsonencode({") == 1 + len(parts(target))
    assert 'name               = "shop-production-eu-west-1-deployer"' in text
    assert "${" not in text


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "lift_settings.json"
    file.write_text(json.dumps({"production": {"app": "main:app", "aws_region": REGION}}))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    return file


def run(settings: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints."""
    with mock_aws():
        command.main(
            ["deployer", *arguments], standalone_mode=False, obj=Context(Console(), settings)
        )
    return capsys.readouterr().out


def test_the_command_prints_the_policy_or_a_role_with_it(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = "--trust=github:acme/shop"
    policy = json.loads(run(settings, capsys=capsys))
    template = json.loads(run(settings, "--format=cloudformation", who, capsys=capsys))
    first = template["Resources"]["Policy1"]["Properties"]["PolicyDocument"]["Statement"]
    assert first == policy["Statement"][: len(first)]
    text = run(settings, "production", "--format=terraform", who, capsys=capsys)
    assert 'resource "aws_iam_role" "lift_deployer"' in text


@pytest.mark.parametrize("argument", ["--trust=github:a/b", "--format=terraform"])
def test_a_trust_goes_with_a_role(
    settings: Path, argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="--trust says who takes on a role"):
        run(settings, argument, capsys=capsys)
