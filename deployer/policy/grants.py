"""The table of what lift asks of AWS. Pure.

Each row is one statement of the policy. Actions are IAM's names, which are not always the calls'
names (``operations.py`` tells them apart). Resources are as narrow as AWS lets: "*" stands where an
action knows none (AWS, "Service Authorization Reference").
"""

from collections.abc import Mapping

from ..resources.target import Target
from ..settings.provisioned_concurrency import ByClock, ByUse
from ..settings.stage import Stage
from . import arns
from .doors import DOORS
from .grant import Grant, everything


def _passed_to_lambda(_target: Target) -> Mapping[str, object]:
    return {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}


def _named_policies(target: Target) -> Mapping[str, object]:
    return {"ArnEquals": {"iam:PolicyARN": list(target.stage.managed_policies)}}


def _named_boundary(target: Target) -> Mapping[str, object]:
    return {"StringEquals": {"iam:PermissionsBoundary": target.stage.permissions_boundary}}


def _of_lambda(_target: Target) -> Mapping[str, object]:
    return {"StringEquals": {"application-autoscaling:service-namespace": "lambda"}}


def _role_of_scaling(_target: Target) -> Mapping[str, object]:
    return {"StringEquals": {"iam:AWSServiceName": arns.SCALING}}


def _provisions(stage: Stage) -> bool:
    return stage.provisioned_concurrency is not None


def _scales(stage: Stage) -> bool:
    return isinstance(stage.provisioned_concurrency, ByClock | ByUse)


def _makes_role(stage: Stage) -> bool:
    return stage.role_arn is None


def _looks_at_network(stage: Stage) -> bool:
    """`lift check` looks for databases and caches of AWS behind the variables, in a VPC or not."""
    hosts = stage.environment_variables.values()
    return stage.vpc_config is not None or any(".amazonaws.com" in host for host in hosts)


def _is_zip(stage: Stage) -> bool:
    return stage.package == "zip"


def _is_image(stage: Stage) -> bool:
    return stage.package == "image"


GRANTS = (
    Grant(  # lists and accounts: actions that know no resource
        "Look",
        (
            "acm:ListCertificates",
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingPolicies",
            "application-autoscaling:DescribeScheduledActions",
            "cloudwatch:GetMetricData",
            "ec2:DescribeNetworkInterfaces",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTags",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth",
            "events:ListRules",
            "iam:ListAccountAliases",
            "lambda:GetAccountSettings",
            "lambda:ListFunctions",
            "route53:ListHostedZones",
            "tag:GetResources",
        ),
        everything,
    ),
    Grant("LookForLogs", ("logs:DescribeLogGroups",), arns.any_log_group),
    Grant(
        "Function",
        (
            "lambda:AddPermission",
            "lambda:CreateAlias",
            "lambda:CreateFunction",
            "lambda:DeleteFunction",
            "lambda:DeleteFunctionConcurrency",
            "lambda:DeleteFunctionUrlConfig",
            "lambda:DeleteProvisionedConcurrencyConfig",
            "lambda:GetAlias",
            "lambda:GetFunction",
            "lambda:GetFunctionConfiguration",
            "lambda:GetFunctionUrlConfig",
            "lambda:GetPolicy",
            "lambda:InvokeFunction",
            "lambda:ListAliases",
            "lambda:ListProvisionedConcurrencyConfigs",
            "lambda:ListVersionsByFunction",
            "lambda:PublishVersion",
            "lambda:RemovePermission",
            "lambda:TagResource",
            "lambda:UntagResource",
            "lambda:UpdateAlias",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
        ),
        arns.functions,
    ),
    Grant(
        "FunctionUrl",
        ("lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"),
        arns.functions,
        lambda stage: stage.api == "url",
    ),
    Grant(
        "Concurrency",
        ("lambda:PutFunctionConcurrency",),
        arns.functions,
        lambda stage: stage.reserved_concurrency is not None,
    ),
    Grant(  # Application Auto Scaling asks the same of who registers a version with it
        "ProvisionedConcurrency",
        ("lambda:GetProvisionedConcurrencyConfig", "lambda:PutProvisionedConcurrencyConfig"),
        arns.functions,
        _provisions,
    ),
    Grant(
        "Scaling",
        ("application-autoscaling:DeregisterScalableTarget",),
        arns.scalable_targets,
        condition=_of_lambda,
    ),
    Grant(
        "ScalingChanges",
        (
            "application-autoscaling:PutScalingPolicy",
            "application-autoscaling:PutScheduledAction",
            "application-autoscaling:RegisterScalableTarget",
        ),
        arns.scalable_targets,
        _scales,
        _of_lambda,
    ),
    Grant(  # it removes and makes the alarms of a policy with the caller's rights
        "ScalingAlarms",
        ("cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms"),
        arns.scaling_alarms,
    ),
    Grant(
        "ScalingAlarmsChanges",
        ("cloudwatch:PutMetricAlarm",),
        arns.scaling_alarms,
        lambda stage: isinstance(stage.provisioned_concurrency, ByUse),
    ),
    Grant(  # AWS makes this role once for the account, with the rights of who asks first
        "RoleOfScaling",
        ("iam:CreateServiceLinkedRole",),
        arns.scaling_role,
        _scales,
        _role_of_scaling,
    ),
    Grant(  # GetLayerVersion: Lambda asks it of who gives a function a layer
        "Layer",
        (
            "lambda:DeleteLayerVersion",
            "lambda:GetLayerVersion",
            "lambda:ListLayerVersions",
            "lambda:PublishLayerVersion",
        ),
        arns.layers,
    ),
    Grant(
        "Role",
        (
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies",
        ),
        arns.role,
    ),
    Grant(
        "RoleOfFunction",
        (
            "iam:CreateRole",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
        ),
        arns.role,
        _makes_role,
    ),
    Grant(
        "ManagedPolicies",
        ("iam:AttachRolePolicy",),
        arns.role,
        lambda stage: bool(stage.managed_policies),
        _named_policies,
    ),
    Grant(  # taking a boundary away is nobody's right by default: that frees a role of its limits
        "PermissionsBoundary",
        ("iam:PutRolePermissionsBoundary",),
        arns.role,
        lambda stage: stage.permissions_boundary is not None,
        _named_boundary,
    ),
    Grant("OwnRole", ("iam:GetRole",), arns.own_role, lambda stage: not _makes_role(stage)),
    Grant("PassRole", ("iam:PassRole",), arns.passed, condition=_passed_to_lambda),
    Grant(
        "Logs",
        (
            "logs:CreateLogGroup",
            "logs:DeleteLogGroup",
            "logs:FilterLogEvents",
            "logs:ListTagsForResource",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
            "logs:UntagResource",
        ),
        arns.log_groups,
    ),
    *DOORS,
    Grant(
        "KeepWarm",
        (
            "events:DeleteRule",
            "events:ListTagsForResource",
            "events:ListTargetsByRule",
            "events:RemoveTargets",
        ),
        arns.rules,
    ),
    Grant(
        "KeepWarmChanges",
        ("events:PutRule", "events:PutTargets", "events:TagResource", "events:UntagResource"),
        arns.rules,
        lambda stage: stage.keep_warm is not None,
    ),
    Grant(
        "Lock",
        (
            "ssm:AddTagsToResource",
            "ssm:DeleteParameter",
            "ssm:GetParametersByPath",
            "ssm:PutParameter",
        ),
        arns.lock,
    ),
    Grant(
        "Bucket",
        (
            "s3:DeleteBucket",
            "s3:GetBucketPublicAccessBlock",
            "s3:GetBucketTagging",
            "s3:GetEncryptionConfiguration",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
        ),
        arns.bucket,
    ),
    Grant("BucketContent", ("s3:AbortMultipartUpload", "s3:DeleteObject"), arns.objects),
    Grant(
        "BucketChanges",
        (
            "s3:CreateBucket",
            "s3:PutBucketPublicAccessBlock",
            "s3:PutBucketTagging",
            "s3:PutEncryptionConfiguration",
            "s3:TagResource",
        ),
        arns.bucket,
        lambda stage: _is_zip(stage) and stage.s3_bucket is None,
    ),
    Grant(  # GetObject: Lambda reads the archive with the caller's rights
        "Archives",
        ("s3:GetObject", "s3:PutObject"),
        arns.objects,
        lambda stage: _is_zip(stage) and stage.s3_bucket is None,
    ),
    Grant(
        "NamedBucket",
        ("s3:ListBucket", "s3:ListBucketMultipartUploads"),
        arns.named_bucket,
        lambda stage: stage.s3_bucket is not None,
    ),
    Grant(
        "NamedBucketArchives",
        ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"),
        arns.named_objects,
        lambda stage: stage.s3_bucket is not None,
    ),
    Grant(
        "Images",
        (
            "ecr:BatchDeleteImage",
            "ecr:DeleteRepository",
            "ecr:DescribeImages",
            "ecr:DescribeRepositories",
            "ecr:GetRepositoryPolicy",
            "ecr:ListTagsForResource",
        ),
        arns.repository,
    ),
    Grant(  # from BatchCheckLayerAvailability on: what `docker push` needs
        "ImageChanges",
        (
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:CreateRepository",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:PutImageTagMutability",
            "ecr:SetRepositoryPolicy",
            "ecr:TagResource",
            "ecr:UntagResource",
            "ecr:UploadLayerPart",
        ),
        arns.repository,
        _is_image,
    ),
    Grant("RegistryLogin", ("ecr:GetAuthorizationToken",), everything, _is_image),
    Grant(  # what `lift check` reads to judge a way, and a deployment of the VPC; AWS knows no
        "Network",  # resource for them
        (
            "ec2:DescribeManagedPrefixLists",
            "ec2:DescribeNatGateways",
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeTransitGatewayVpcAttachments",
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribeVpcPeeringConnections",
            "ec2:DescribeVpcs",
            "ec2:GetManagedPrefixListEntries",
            "elasticache:DescribeCacheClusters",
            "elasticache:DescribeCacheSubnetGroups",
            "elasticache:DescribeReplicationGroups",
            "elasticache:DescribeServerlessCaches",
            "rds:DescribeDBClusters",
            "rds:DescribeDBInstances",
            "rds:DescribeDBProxies",
            "rds:DescribeDBSubnetGroups",
        ),
        everything,
        _looks_at_network,
    ),
    Grant(  # Lambda asks these of who sets the key, and the file system
        "Key",
        ("kms:CreateGrant", "kms:Decrypt", "kms:Encrypt"),
        arns.key,
        lambda stage: stage.aws_kms_key_arn is not None,
    ),
    Grant(
        "FileSystem",
        ("elasticfilesystem:DescribeMountTargets",),
        everything,
        lambda stage: stage.efs is not None,
    ),
)
