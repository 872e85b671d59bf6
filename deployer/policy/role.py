"""The deployer's policy in a role, as a CloudFormation template or for Terraform. Pure.

In several managed policies: as one it may be too long for any place that IAM has.
"""

import json
from collections.abc import Mapping

from ..resources.names import fit
from ..resources.target import Target
from .deployer import parts
from .trust import Trust


def cloudformation(target: Target, trust: Trust) -> dict[str, object]:
    """A template with the role, whose ARN is its output."""
    policies = {f"Policy{number}": part for number, part in enumerate(parts(target), 1)}
    properties = {
        "RoleName": _name(target),
        "AssumeRolePolicyDocument": trust.document(target.place),
        "ManagedPolicyArns": [{"Ref": name} for name in policies],
    }
    managed = {
        name: {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": part}}
        for name, part in policies.items()
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": _description(target, trust),
        "Resources": {
            "Deployer": {"Type": "AWS::IAM::Role", "Properties": properties},
            **managed,
        },
        "Outputs": {"DeployerArn": {"Value": {"Fn::GetAtt": ["Deployer", "Arn"]}}},
    }


def terraform(target: Target, trust: Trust) -> str:
    return f"""# {_description(target, trust)}
resource "aws_iam_role" "lift_deployer" {{
  name               = "{_name(target)}"
  assume_role_policy = jsonencode({_indented(trust.document(target.place))})
}}

{_policies(target)}
output "lift_deployer_arn" {{
  value = aws_iam_role.lift_deployer.arn
}}"""


def _policies(target: Target) -> str:
    return "".join(
        f"""resource "aws_iam_policy" "lift_deployer_{number}" {{
  name   = "{_name(target)}-{number}"
  policy = jsonencode({_indented(part)})
}}

resource "aws_iam_role_policy_attachment" "lift_deployer_{number}" {{
  role       = aws_iam_role.lift_deployer.name
  policy_arn = aws_iam_policy.lift_deployer_{number}.arn
}}
"""
        for number, part in enumerate(parts(target), 1)
    )


def _name(target: Target) -> str:
    """Beside the function's role, not like it."""
    stage = target.stage
    return fit(f"{stage.project}-{stage.name}-{target.place.region}-deployer", 64)


def _description(target: Target, trust: Trust) -> str:
    stage = target.stage
    return (
        f"Deploys stage {stage.name} of {stage.project} with lift from {trust.service} "
        f"{trust.repository}, {f'branch {trust.branch}' if trust.branch else 'all branches'}"
    )


def _indented(document: Mapping[str, object]) -> str:
    """JSON is an expression of Terraform's as well, but for ``${`` and ``%{``."""
    text = json.dumps(document, indent=2).replace("${", "$${").replace("%{", "%%{")
    return text.replace("\n", "\n  ")
