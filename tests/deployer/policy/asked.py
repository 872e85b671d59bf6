"""What IAM is asked for one call of the SDK: each action with its resource and what it is about.

Written from AWS's "Service Authorization Reference", apart from the policy that it is to judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3

from lift.deployer.policy.operations import action

from ..bench import ACCOUNT, REGION


@dataclass(frozen=True)
class Asked:
    action: str
    resource: str
    about: Mapping[str, str] = field(default_factory=dict, hash=False)


def asked(service: str, operation: str, params: Any) -> Iterator[Asked]:
    """All that must be allowed for a call to be carried out."""
    if service == "sts":  # needs no right
        return
    about = dict(_about(operation, params))
    yield Asked(action(service, operation), _resource(service, operation, params), about)
    yield from _beside(service, operation, params)


def _about(operation: str, params: Any) -> Iterator[tuple[str, str]]:
    """What conditions look at; several values are comma separated."""
    for name, key in (
        ("PolicyArn", "iam:PolicyARN"),
        ("PermissionsBoundary", "iam:PermissionsBoundary"),
    ):
        if name in params:
            yield key, params[name]
    if "ServiceNamespace" in params:
        yield "application-autoscaling:service-namespace", params["ServiceNamespace"]
    if operation == "RequestCertificate":
        yield "acm:DomainNames", params["DomainName"]
    if operation == "ChangeResourceRecordSets":
        sets = [each["ResourceRecordSet"]["Name"] for each in params["ChangeBatch"]["Changes"]]
        names = ",".join(name.rstrip(".") for name in sets)
        yield "route53:ChangeResourceRecordSetsNormalizedRecordNames", names
    yield from ((f"aws:ResourceTag/{key}", value) for key, value in _tags(operation, params))


def _tags(operation: str, params: Any) -> Iterator[tuple[str, str]]:
    """Of what is to be deleted, where it can be told by them only."""
    if operation == "DeleteCertificate":
        acm = boto3.client("acm", region_name=REGION)
        told = acm.list_tags_for_certificate(CertificateArn=params["CertificateArn"])["Tags"]
        yield from ((tag["Key"], tag.get("Value", "")) for tag in told)
    if operation == "DeleteRule" and "RuleArn" in params:
        elb = boto3.client("elbv2", region_name=REGION)
        (rule,) = elb.describe_tags(ResourceArns=[params["RuleArn"]])["TagDescriptions"]
        yield from ((tag["Key"], tag.get("Value", "")) for tag in rule["Tags"])


def _beside(service: str, operation: str, params: Any) -> Iterator[Asked]:
    """What else a service asks when it acts for the caller."""
    if operation in ("CreateFunction", "UpdateFunctionConfiguration"):
        yield from _beside_function(params)
    code = params.get("Code", params.get("Content", params))
    if service == "lambda" and isinstance(code, dict) and "S3Key" in code:
        yield Asked("s3:GetObject", f"arn:aws:s3:::{code['S3Bucket']}/{code['S3Key']}")
    if service.startswith("apigateway"):
        yield from _beside_api(operation, params)
    if service == "application-autoscaling":
        yield from _beside_scaling(operation, params)
    if operation == "AssociateWebACL":
        yield Asked("wafv2:AssociateWebACL", params["ResourceArn"])
    yield from _beside_tags(service, operation, params)
    if operation in ("AssociateWebACL", "DisassociateWebACL"):
        yield Asked("apigateway:SetWebACL", params["ResourceArn"])


def _beside_scaling(operation: str, params: Any) -> Iterator[Asked]:
    alarms = {
        "DeregisterScalableTarget": ("DeleteAlarms",),
        "PutScalingPolicy": ("DescribeAlarms", "PutMetricAlarm"),
    }
    for name in alarms.get(operation, ()):
        alarm = f"alarm:TargetTracking-{params['ResourceId']}-AlarmHigh-x"
        yield Asked(f"cloudwatch:{name}", _arn("cloudwatch", alarm))
    if operation == "RegisterScalableTarget":
        by = "lambda.application-autoscaling.amazonaws.com"
        role = f"{by}/AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency"
        arn = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{role}"
        yield Asked("iam:CreateServiceLinkedRole", arn, {"iam:AWSServiceName": by})


def _beside_tags(service: str, operation: str, params: Any) -> Iterator[Asked]:
    """Tags in the creating call are a right of their own."""
    if service == "ssm" and "Tags" in params:
        yield Asked("ssm:AddTagsToResource", _resource(service, operation, params))
    if operation == "CreateBucket":
        yield Asked("s3:TagResource", _resource(service, operation, params))
    if operation == "CreateRule":
        listener = params["ListenerArn"].replace(":listener/", ":listener-rule/")
        yield Asked("elasticloadbalancing:AddTags", f"{listener}/x")
    if operation == "CreateTargetGroup":
        yield Asked("elasticloadbalancing:AddTags", _resource(service, operation, params))
    if operation == "RequestCertificate":
        yield Asked("acm:AddTagsToCertificate", _arn("acm", "certificate/x"))


def _beside_function(params: Any) -> Iterator[Asked]:
    yield Asked("iam:PassRole", params["Role"], {"iam:PassedToService": "lambda.amazonaws.com"})
    for layer in params.get("Layers", ()):
        yield Asked("lambda:GetLayerVersion", layer)
    if params.get("KMSKeyArn"):
        for name in ("CreateGrant", "Decrypt", "Encrypt"):
            yield Asked(f"kms:{name}", params["KMSKeyArn"])


def _beside_api(operation: str, params: Any) -> Iterator[Asked]:
    if operation == "CreateDomainName":
        role = "role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway"
        about = {"iam:AWSServiceName": "ops.apigateway.amazonaws.com"}
        yield Asked("iam:CreateServiceLinkedRole", f"arn:aws:iam::{ACCOUNT}:{role}", about)
    if operation.startswith("Create") and ("Tags" in params or "tags" in params):
        kind = "apis" if "Tags" in params else "restapis"
        made = f"domainnames/{params['DomainName']}" if "DomainName" in params else f"{kind}/x"
        yield Asked("apigateway:TagResource", f"{_GATEWAY}/{made}")
        for method in ("POST", "PUT"):
            yield Asked(f"apigateway:{method}", f"{_GATEWAY}/tags/{_GATEWAY}/{made}")
    if params.get("AccessLogSettings"):
        for name in _DELIVERY:
            yield Asked(f"logs:{name}", "*")


def _resource(service: str, operation: str, params: Any) -> str:
    if operation in _ANYTHING or service in _NO_RESOURCES:
        return "*"
    if service in _ARNS:
        return str(_ARNS[service](operation, params))
    arn = next((params[name] for name in ("resourceArn", "ResourceARN") if name in params), None)
    return str(arn or _arn(service, _NAMED[service](params)))


def _of_s3(_operation: str, params: Any) -> str:
    key = f"/{params['Key']}" if "Key" in params else ""
    return f"arn:aws:s3:::{params['Bucket']}{key}"


def _of_lambda(_operation: str, params: Any) -> str:
    if "Resource" in params:
        return str(params["Resource"])
    if "LayerName" in params:
        version = f":{params['VersionNumber']}" if "VersionNumber" in params else ""
        return _arn("lambda", f"layer:{params['LayerName']}{version}")
    qualifier = f":{params['Qualifier']}" if "Qualifier" in params else ""
    return _arn("lambda", f"function:{params['FunctionName']}{qualifier}")


def _of_load_balancer(_operation: str, params: Any) -> str:
    if "Name" in params:
        return _arn("elasticloadbalancing", f"targetgroup/{params['Name']}/x")
    if "ResourceArns" in params:
        return str(params["ResourceArns"][0])
    if "RulePriorities" in params:
        return str(params["RulePriorities"][0]["RuleArn"])
    named = ("RuleArn", "ListenerArn", "TargetGroupArn")
    return str(next(params[name] for name in named if name in params))


def _web_acl(_operation: str, params: Any) -> str:
    if "Id" in params:
        return _arn("wafv2", f"regional/webacl/{params['Name']}/{params['Id']}")
    return str(params.get("WebACLArn") or params["ResourceArn"])


_PARTS = {"apiKey": "apikeys", "restApiId": "restapis", "usagePlanId": "usageplans"}


def _rest_path(operation: str, params: Any) -> str:
    if "resourceArn" in params:
        return f"/tags/{params['resourceArn']}"
    for name, part in _PARTS.items():
        if name in params:
            return f"/{part}/{params[name]}"
    kinds = {"Account": "account", "ApiKey": "apikeys", "RestApi": "restapis"}
    whole = (part for kind, part in kinds.items() if kind in operation)
    return f"/{next(whole, 'usageplans')}"


def _path(operation: str, params: Any) -> str:
    if "ResourceArn" in params:
        return f"/tags/{params['ResourceArn']}"
    if "DomainName" in operation or "DomainName" in params:
        name = params.get("DomainName") if operation != "CreateDomainName" else None
        mappings = "/apimappings" if "ApiMapping" in operation else ""
        return f"/domainnames{f'/{name}' if name else ''}{mappings}"
    return f"/apis/{params['ApiId']}" if "ApiId" in params else "/apis"


def _arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


_DELIVERY = (
    "CreateLogDelivery",
    "DeleteLogDelivery",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
)
_ANYTHING = (
    "DescribeScalableTargets",
    "DescribeScalingPolicies",
    "DescribeScheduledActions",
    "DescribeListeners",
    "DescribeLoadBalancers",
    "DescribeRules",
    "DescribeTags",
    "DescribeTargetGroupAttributes",
    "DescribeTargetGroups",
    "DescribeTargetHealth",
    "GetAccountSettings",
    "GetAuthorizationToken",
    "ListAccountAliases",
    "ListCertificates",
    "ListFunctions",
    "ListHostedZones",
    "ListRules",
    "RequestCertificate",
)
_NO_RESOURCES = ("cloudwatch", "ec2", "elasticache", "rds", "resourcegroupstaggingapi")
_GATEWAY = f"arn:aws:apigateway:{REGION}::"
_ARNS: Mapping[str, Any] = {
    "apigateway": lambda operation, params: f"{_GATEWAY}{_rest_path(operation, params)}",
    "apigatewayv2": lambda operation, params: f"{_GATEWAY}{_path(operation, params)}",
    "acm": lambda _, params: params["CertificateArn"],
    "application-autoscaling": lambda *_: _arn("application-autoscaling", "scalable-target/x"),
    "elbv2": _of_load_balancer,
    "iam": lambda _, params: f"arn:aws:iam::{ACCOUNT}:role/{params['RoleName']}",
    "lambda": _of_lambda,
    "s3": _of_s3,
    "route53": lambda _, params: f"arn:aws:route53:::hostedzone/{params['HostedZoneId']}",
    "wafv2": _web_acl,
}
_NAMED: Mapping[str, Any] = {
    "ecr": lambda params: (
        f"repository/{params.get('repositoryName') or params['repositoryNames'][0]}"
    ),
    "events": lambda params: f"rule/{params.get('Rule', params.get('Name'))}",
    "logs": lambda params: f"log-group:{params.get('logGroupName', '*')}",
    "ssm": lambda params: f"parameter{params.get('Name', params.get('Path'))}",
}
