"""The ARNs of a stage's parts, as the deployer's policy names them. Pure."""

from ..resources.target import Target
from ..settings.authorizer import Lambda

SCALING = "lambda.application-autoscaling.amazonaws.com"


def functions(target: Target) -> list[str]:
    """The function of each package, with its versions and aliases."""
    names = target.names
    arns = [target.place.function(name) for name in (names.function, names.other_function)]
    return [each for arn in arns for each in (arn, f"{arn}:*")]


def scalable_targets(target: Target) -> list[str]:
    """AWS makes their ids, and their ARNs have no other name."""
    return [target.place.arn("application-autoscaling", "scalable-target/*")]


def scaling_alarms(target: Target) -> list[str]:
    names = (target.names.function, target.names.other_function)
    alarms = [f"alarm:TargetTracking-function:{name}:*" for name in names]
    return [target.place.arn("cloudwatch", alarm) for alarm in alarms]


def scaling_role(target: Target) -> list[str]:
    role = "AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency"
    return [_iam(target, f"role/aws-service-role/{SCALING}/{role}")]


def layers(target: Target) -> list[str]:
    """Ours with its versions, and the versions of others that the settings name."""
    layer = target.place.arn("lambda", f"layer:{target.names.layer}")
    return [layer, f"{layer}:*", *target.stage.layers]


def role(target: Target) -> list[str]:
    return [_iam(target, f"role/{target.names.role}")]


def own_role(target: Target) -> list[str]:
    return [target.stage.role_arn or ""]


def passed(target: Target) -> list[str]:
    """The role that the function is given."""
    return own_role(target) if target.stage.role_arn else role(target)


def log_groups(target: Target) -> list[str]:
    names = target.names
    groups = (names.log_group, names.other_log_group, names.access_log)
    arns = [target.place.arn("logs", f"log-group:{group}") for group in groups]
    return [each for arn in arns for each in (arn, f"{arn}:*")]


def any_log_group(target: Target) -> list[str]:
    return [target.place.arn("logs", "log-group:*")]


def http_apis(target: Target) -> list[str]:
    """AWS makes an API's id, and its ARN has no other name."""
    return [target.place.gateway(path) for path in ("apis", "apis/*")]


def rest_apis(target: Target) -> list[str]:
    kinds = ("apikeys", "restapis")
    paths = ["account", *(f"{kind}{rest}" for kind in kinds for rest in ("", "/*"))]
    return [target.place.gateway(path) for path in paths]


def usage_plans(target: Target) -> list[str]:
    return [target.place.gateway(path) for path in ("usageplans", "usageplans/*")]


def rest_apis_and_plans(target: Target) -> list[str]:
    return [*rest_apis(target), *usage_plans(target)]


def api_tags(target: Target) -> list[str]:
    return [target.place.gateway("tags/*")]


def web_acl(target: Target) -> list[str]:
    """It, and the stages that it can stand before."""
    return [target.stage.web_acl_arn or "", target.place.gateway("restapis/*/stages/*")]


def authorizer(target: Target) -> list[str]:
    """The function that decides who may come in."""
    wanted = target.stage.authorizer
    return [wanted.function_arn] if isinstance(wanted, Lambda) else []


def domain_names(target: Target) -> list[str]:
    """All, with their mappings: also those that the settings no longer name."""
    return [target.place.gateway(path) for path in ("domainnames", "domainnames/*")]


def named_domain_names(target: Target) -> list[str]:
    names = [f"domainnames/{domain.name}" for domain in target.stage.domain]
    paths = ["domainnames", *(each for name in names for each in (name, f"{name}/*"))]
    return [target.place.gateway(path) for path in dict.fromkeys(paths)]


def role_of_gateway(target: Target) -> list[str]:
    return [_iam(target, "role/aws-service-role/ops.apigateway.amazonaws.com/*")]


def certificates(target: Target) -> list[str]:
    return [target.place.arn("acm", "certificate/*")]


def zones(target: Target) -> list[str]:
    return [f"arn:{target.place.partition}:route53:::hostedzone/*"]


def target_groups(target: Target) -> list[str]:
    names = (target.names.target_group, target.names.other_target_group)
    return [target.place.arn("elasticloadbalancing", f"targetgroup/{name}/*") for name in names]


def any_listener_rule(target: Target) -> list[str]:
    return [target.place.arn("elasticloadbalancing", "listener-rule/app/*")]


def listener(target: Target) -> list[str]:
    """The one that the settings name, with its rules."""
    wanted = target.stage.load_balancer
    arn = wanted.listener_arn if wanted else ""
    return [arn, f"{arn.replace(':listener/', ':listener-rule/')}/*"]


def rules(target: Target) -> list[str]:
    first = target.place.arn("events", f"rule/{target.names.rule}")
    return [first, f"{first}-*"]


def lock(target: Target) -> list[str]:
    path = target.place.arn("ssm", f"parameter{target.names.lock}")
    return [path, f"{path}/*"]


def bucket(target: Target) -> list[str]:
    return [_s3(target, target.names.bucket)]


def objects(target: Target) -> list[str]:
    return [_s3(target, f"{target.names.bucket}/*")]


def named_bucket(target: Target) -> list[str]:
    return [_s3(target, target.stage.s3_bucket or "")]


def named_objects(target: Target) -> list[str]:
    """Those that lift puts there."""
    return [_s3(target, f"{target.stage.s3_bucket}/lift/{target.names.function}/*")]


def repository(target: Target) -> list[str]:
    return [target.place.arn("ecr", f"repository/{target.names.repository}")]


def key(target: Target) -> list[str]:
    return [target.stage.aws_kms_key_arn or ""]


def _iam(target: Target, resource: str) -> str:
    place = target.place
    return f"arn:{place.partition}:iam::{place.account}:{resource}"


def _s3(target: Target, resource: str) -> str:
    return f"arn:{target.place.partition}:s3:::{resource}"
