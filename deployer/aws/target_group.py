"""Elastic Load Balancing: the target group, and what the listener says about the address."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import AwsError, SettingsError
from ..plan.actual import Found
from ..resources.load_balancer import ListenerRule, TargetGroup
from ..resources.ref import Attributes
from ..resources.tags import are_ours
from ..settings.load_balancer import LoadBalancer
from . import listener_rule
from .absent import found, gone

if TYPE_CHECKING:
    from types_boto3_elbv2.type_defs import TargetGroupTypeDef

    from .session import Aws

_MULTI_VALUE = "lambda.multi_value_headers.enabled"
_PORTS = {"HTTP": 80, "HTTPS": 443}


def read(aws: "Aws") -> Iterator[Found]:
    """Those with the names of the stage's functions, and ours of the rules that lead to them."""
    names, stage = aws.target.names, aws.target.stage
    pages = aws.load_balancers.get_paginator("describe_target_groups").paginate()
    groups = [
        _resource(aws, group)
        for page in pages
        for group in page["TargetGroups"]
        if group["TargetGroupName"] in (names.target_group, names.other_target_group)
    ]
    ours = [group.arn for group in groups if are_ours(group.tags, stage.project, stage.name)]
    rules, others = listener_rule.read(aws, ours) if ours else ([], [])
    for group in groups:
        beside = tuple(f"rule {arn}" for arn, leads_to in others if leads_to == group.arn)
        yield Found(group, _attributes(aws, group, rules), beside=beside)
    yield from (Found(rule, {"arn": rule.arn}) for rule in rules)


def create(aws: "Aws", group: TargetGroup) -> Attributes:
    made = aws.load_balancers.create_target_group(
        Name=group.name,
        TargetType="lambda",
        HealthCheckEnabled=False,
        Tags=listener_rule.listed(group.tags),
    )["TargetGroups"][0]
    _set(aws, made["TargetGroupArn"], group)
    return _attributes(aws, _resource(aws, made), ())


def find(aws: "Aws", group: TargetGroup) -> Found | None:
    return next((each for each in read(aws) if each.resource.key == group.key), None)


def update(aws: "Aws", group: TargetGroup, was: TargetGroup) -> None:
    listener_rule.put_tags(aws, was.arn, group.tags, was.tags)
    if group.health_checks != was.health_checks:
        aws.load_balancers.modify_target_group(
            TargetGroupArn=was.arn, HealthCheckEnabled=group.health_checks
        )
    if group.multi_value != was.multi_value:
        _set(aws, was.arn, group)


def delete(aws: "Aws", group: TargetGroup) -> None:
    gone(lambda: aws.load_balancers.delete_target_group(TargetGroupArn=group.arn))


def check(aws: "Aws", wanted: LoadBalancer) -> None:
    """Raise ``SettingsError`` when the listener that the settings name cannot be used."""
    arn = wanted.listener_arn
    said = found(lambda: aws.load_balancers.describe_listeners(ListenerArns=[arn]))
    if said is None:
        raise SettingsError(f"there is no listener {arn}", hint='correct "listener_arn"')
    protocol = said["Listeners"][0].get("Protocol")
    if protocol not in _PORTS:
        raise SettingsError(
            f"listener {arn} speaks {protocol}, and only a listener for HTTP or HTTPS of an "
            "Application Load Balancer can lead to a function",
            hint='name another one in "listener_arn"',
        )
    if wanted.priority is not None:
        _check_priority(aws, arn, wanted.priority)


def _check_priority(aws: "Aws", listener: str, priority: int) -> None:
    stage = aws.target.stage
    for arn, rule in listener_rule.of_listener(aws, listener).items():
        if rule["Priority"] != str(priority):
            continue
        if not are_ours(listener_rule.tags(aws, [arn])[arn], stage.project, stage.name):
            raise AwsError(
                f"priority {priority} of listener {listener} is taken by somebody else's rule",
                hint='choose another "priority", or leave it out for the first that is free',
            )


def _resource(aws: "Aws", group: "TargetGroupTypeDef") -> TargetGroup:
    arn, name = group["TargetGroupArn"], group["TargetGroupName"]
    said = aws.load_balancers.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
    multi_value = any(each["Key"] == _MULTI_VALUE and each["Value"] == "true" for each in said)
    return TargetGroup(
        name,
        listener_rule.tags(aws, [arn])[arn],
        multi_value,
        group.get("HealthCheckEnabled", False),
        arn,
        former=name == aws.target.names.other_target_group,
    )


def _attributes(aws: "Aws", group: TargetGroup, rules: Sequence[ListenerRule]) -> Attributes:
    """``arn``, ``id`` (its name), and where it is reached: ``url``, and ``host``, all names comma
    separated, as the settings have them, else as the rule."""
    wanted = aws.target.stage.load_balancer
    at = {"arn": group.arn, "id": group.name}
    if wanted:
        return {**at, **_address(aws, wanted.listener_arn, wanted.hosts)}
    for rule in rules:
        return {**at, **_address(aws, rule.listener, rule.hosts)}
    return {**at, "url": "", "host": ""}


def _address(aws: "Aws", listener: str, hosts: Sequence[str]) -> Attributes:
    """The first of ``hosts``, else the load balancer's own name."""
    client = aws.load_balancers
    at = client.describe_listeners(ListenerArns=[listener])["Listeners"][0]
    balancer = client.describe_load_balancers(LoadBalancerArns=[at["LoadBalancerArn"]])
    name = balancer["LoadBalancers"][0]["DNSName"]
    protocol, port = at.get("Protocol", "HTTP"), at.get("Port")
    host = hosts[0] if hosts else name
    if port != _PORTS.get(protocol) and ":" not in host:  # the sandbox names its own port
        host = f"{host}:{port}"
    url = f"{protocol.lower()}://{host}"
    names = [each.removeprefix("*") for each in hosts]  # Django's way to say "*.example.com"
    return {"url": url, "host": ",".join(names) or urlsplit(url).hostname or ""}


def _set(aws: "Aws", arn: str, group: TargetGroup) -> None:
    value = "true" if group.multi_value else "false"
    aws.load_balancers.modify_target_group_attributes(
        TargetGroupArn=arn, Attributes=[{"Key": _MULTI_VALUE, "Value": value}]
    )
