"""What IAM is asked for one call of the SDK: each action with its resource and what it is about.

Written from AWS's "Service Authorization Reference", apart from the policy that it is to judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

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
    about = {"iam:PolicyARN": params["PolicyArn"]} if "PolicyArn" in params else {}
    if "PermissionsBoundary" in params:
        about["iam:PermissionsBoundary"] = params["PermissionsBoundary"]
    yield Asked(action(service, operation), _resource(service, operation, params), about)
    yield from _beside(service, operation, params)


def _beside(service: str, operation: str, params: Any) -> Iterator[Asked]:
    """What else a service asks when it acts for the caller."""
    if operation in ("CreateFunction", "UpdateFunctionConfiguration"):
        yield from _beside_function(params)
    code = params.get("Code", params.get("Content", params))
    if service == "lambda" and isinstance(code, dict) and "S3Key" in code:
        yield Asked("s3:GetObject", f"arn:aws:s3:::{code['S3Bucket']}/{code['S3Key']}")
    if service == "ssm" and "Tags" in params:
        yield Asked("ssm:AddTagsToResource", _resource(service, operation, params))
    if operation == "RequestCertificate":
        yield Asked("acm:AddTagsToCertificate", _arn("acm", "certificate/x"))
    if operation == "CreateBucket":
        yield Asked("s3:TagResource", _resource(service, operation, params))
    if service.startswith("apigateway"):
        yield from _beside_api(operation, params)
    if service == "elbv2" and "Tags" in params:
        yield Asked("elasticloadbalancing:AddTags", _of_balancer("AddTags", params))
    if operation == "AssociateWebACL":
        yield Asked("wafv2:AssociateWebACL", params["ResourceArn"])
    if operation in ("AssociateWebACL", "DisassociateWebACL"):
        yield Asked("apigateway:SetWebACL", params["ResourceArn"])


def _beside_function(params: Any) -> Iterator[Asked]:
    yield Asked("iam:PassRole", params["Role"], {"iam:PassedToService": "lambda.amazonaws.com"})
    for layer in params.get("Layers", ()):
        yield Asked("lambda:GetLayerVersion", layer)
    if params.get("KMSKeyArn"):
        for name in ("CreateGrant", "Decrypt", "Encrypt"):
            yield Asked(f"kms:{name}", params["KMSKeyArn"])


def _beside_api(operation: str, params: Any) -> Iterator[Asked]:
    if operation.startswith("Create") and ("Tags" in params or "tags" in params):
        kind = "apis" if "Tags" in params else "restapis"
        kind = "domainnames" if "DomainName" in params else kind
        yield Asked("apigateway:TagResource", f"{_GATEWAY}/{kind}/x")
        for method in ("POST", "PUT"):
            yield Asked(f"apigateway:{method}", f"{_GATEWAY}/tags/{_GATEWAY}/apis/x")
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


def _of_balancer(operation: str, params: Any) -> str:
    if operation.startswith("Describe"):
        return "*"
    if "Name" in params:
        return _arn("elasticloadbalancing", f"targetgroup/{params['Name']}/1")
    if operation == "AddTags" and "ListenerArn" in params:  # of the rule that is made
        return f"{params['ListenerArn'].replace(':listener/', ':listener-rule/')}/1"
    named = (
        params[name] for name in ("ListenerArn", "RuleArn", "TargetGroupArn") if name in params
    )
    return str(next(named, None) or params["ResourceArns"][0])


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
    if "Domain" in operation or "DomainName" in params:
        return f"/domainnames/{params['DomainName']}" if "DomainName" in params else "/domainnames"
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
    "GetAccountSettings",
    "GetAuthorizationToken",
    "ListAccountAliases",
    "ListCertificates",
    "ListFunctions",
    "ListHostedZones",
    "RequestCertificate",
)
_NO_RESOURCES = ("ec2", "elasticache", "rds", "resourcegroupstaggingapi")
_GATEWAY = f"arn:aws:apigateway:{REGION}::"
_ARNS: Mapping[str, Any] = {
    "acm": lambda _, params: params["CertificateArn"],
    "route53": lambda _, params: f"arn:aws:route53:::hostedzone/{params['HostedZoneId']}",
    "apigateway": lambda operation, params: f"{_GATEWAY}{_rest_path(operation, params)}",
    "apigatewayv2": lambda operation, params: f"{_GATEWAY}{_path(operation, params)}",
    "elbv2": _of_balancer,
    "iam": lambda _, params: f"arn:aws:iam::{ACCOUNT}:role/{params['RoleName']}",
    "lambda": _of_lambda,
    "s3": _of_s3,
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


def _repository(params: Any) -> str:
    return str(params.get("repositoryName") or params["repositoryNames"][0])
