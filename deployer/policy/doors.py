"""The front doors' part of the table: APIs, domains, load balancers. Pure."""

from collections.abc import Mapping

from ..resources.tags import PROJECT, STAGE
from ..resources.target import Target
from ..settings.authorizer import Lambda
from ..settings.stage import Stage
from . import arns
from .grant import Grant, everything


def _ours(target: Target) -> Mapping[str, object]:
    """For what has no name that tells whose it is."""
    stage = target.stage
    tags = {PROJECT: stage.project, STAGE: stage.name}
    return {"StringEquals": {f"aws:ResourceTag/{key}": value for key, value in tags.items()}}


def _named_domains(target: Target) -> Mapping[str, object]:
    names = [domain.name for domain in target.stage.domain]
    return {"ForAllValues:StringEquals": {"acm:DomainNames": names}}


def _named_records(target: Target) -> Mapping[str, object]:
    """A domain's own, and those beside it that tell whose it is and validate its certificate."""
    domains = [domain.name for domain in target.stage.domain]
    names = [name for domain in domains for name in (domain, f"_*.{domain}")]
    return {
        "ForAllValues:StringLike": {"route53:ChangeResourceRecordSetsNormalizedRecordNames": names}
    }


def _roles_of_gateway(_target: Target) -> Mapping[str, object]:
    return {"StringEquals": {"iam:AWSServiceName": "ops.apigateway.amazonaws.com"}}


def _has_domain(stage: Stage) -> bool:
    return bool(stage.domain)


def _is_alb(stage: Stage) -> bool:
    return stage.api == "alb"


DOORS = (
    Grant("HttpApi", ("apigateway:DELETE", "apigateway:GET"), arns.http_apis),
    Grant(
        "HttpApiChanges",
        ("apigateway:PATCH", "apigateway:POST", "apigateway:TagResource"),
        arns.http_apis,
        lambda stage: stage.api == "http",
    ),
    Grant(  # the last two: a web ACL that the settings no longer name
        "RestApi",
        (
            "apigateway:DELETE",
            "apigateway:GET",
            "apigateway:SetWebACL",
            "wafv2:DisassociateWebACL",
        ),
        arns.rest_apis,
    ),
    Grant(  # none is deleted before it is changed to serve no API
        "UsagePlans",
        ("apigateway:DELETE", "apigateway:GET", "apigateway:PATCH"),
        arns.usage_plans,
    ),
    Grant(
        "RestApiChanges",
        ("apigateway:PATCH", "apigateway:POST", "apigateway:PUT", "apigateway:TagResource"),
        arns.rest_apis_and_plans,
        lambda stage: stage.api == "rest",
    ),
    Grant(  # tags given in the creating call are asked for as well
        "ApiTags",
        ("apigateway:DELETE", "apigateway:POST", "apigateway:PUT"),
        arns.api_tags,
        lambda stage: stage.api in ("http", "rest") or _has_domain(stage),
    ),
    Grant(
        "WebAcl",
        ("wafv2:AssociateWebACL", "wafv2:GetWebACL"),
        arns.web_acl,
        lambda stage: stage.web_acl_arn is not None,
    ),
    Grant(
        "AuthorizerFunction",
        ("lambda:AddPermission", "lambda:GetPolicy", "lambda:RemovePermission"),
        arns.authorizer,
        lambda stage: isinstance(stage.authorizer, Lambda),
    ),
    Grant(  # API Gateway sets up the delivery of logs with the caller's rights
        "AccessLogs",
        (
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery",
        ),
        everything,
        lambda stage: stage.access_logs is not None,
    ),
    Grant("DomainNames", ("apigateway:DELETE", "apigateway:GET"), arns.domain_names),
    Grant(
        "DomainNameChanges",
        ("apigateway:PATCH", "apigateway:POST", "apigateway:TagResource"),
        arns.named_domain_names,
        _has_domain,
    ),
    Grant(  # the first domain name of an account: API Gateway makes itself a role
        "DomainNameRole",
        ("iam:CreateServiceLinkedRole",),
        arns.role_of_gateway,
        _has_domain,
        _roles_of_gateway,
    ),
    Grant(
        "Certificates",
        ("acm:DescribeCertificate", "acm:ListTagsForCertificate"),
        arns.certificates,
    ),
    Grant("OwnCertificates", ("acm:DeleteCertificate",), arns.certificates, condition=_ours),
    Grant("CertificateTags", ("acm:AddTagsToCertificate",), arns.certificates, _has_domain),
    Grant(
        "CertificateRequest",
        ("acm:RequestCertificate",),
        everything,
        _has_domain,
        _named_domains,
    ),
    Grant("Records", ("route53:ListResourceRecordSets",), arns.zones),
    Grant(
        "RecordChanges",
        ("route53:ChangeResourceRecordSets",),
        arns.zones,
        _has_domain,
        _named_records,
    ),
    Grant("TargetGroup", ("elasticloadbalancing:DeleteTargetGroup",), arns.target_groups),
    Grant(
        "ListenerRule",
        ("elasticloadbalancing:DeleteRule",),
        arns.any_listener_rule,
        condition=_ours,
    ),
    Grant(
        "TargetGroupChanges",
        (
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:DeregisterTargets",
            "elasticloadbalancing:ModifyTargetGroup",
            "elasticloadbalancing:ModifyTargetGroupAttributes",
            "elasticloadbalancing:RegisterTargets",
            "elasticloadbalancing:RemoveTags",
        ),
        arns.target_groups,
        _is_alb,
    ),
    Grant(
        "ListenerRuleChanges",
        (
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:ModifyRule",
            "elasticloadbalancing:RemoveTags",
            "elasticloadbalancing:SetRulePriorities",
        ),
        arns.listener,
        _is_alb,
    ),
)
