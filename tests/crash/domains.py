"""Domains and load balancers on AWS, as a part of the state."""

from typing import Any

from .world import World

State = dict[str, Any]


def domains(world: World) -> State:
    return {
        "certificates": _certificates(world),
        "domain names": _domain_names(world),
        "records": _records(world),
    }


def load_balancing(world: World) -> State:
    return {"target groups": _target_groups(world), "listeners": _listeners(world)}


def _certificates(world: World) -> list[Any]:
    client = world.plain("acm")
    listed = client.list_certificates()["CertificateSummaryList"]
    return sorted(
        [
            each["DomainName"],
            each["Status"],
            client.list_tags_for_certificate(CertificateArn=each["CertificateArn"])["Tags"],
        ]
        for each in listed
    )


def _domain_names(world: World) -> State:
    client = world.plain("apigatewayv2")
    return {
        each["DomainName"]: {
            "tags": each.get("Tags"),
            "mappings": sorted(
                [mapping["ApiMappingKey"], mapping["ApiId"], mapping["Stage"]]
                for mapping in client.get_api_mappings(DomainName=each["DomainName"])["Items"]
            ),
        }
        for each in client.get_domain_names()["Items"]
    }


def _records(world: World) -> list[Any]:
    """But those whose names and values AWS invents for a certificate: how many there are."""
    client = world.plain("route53")
    return sorted(
        ["validation"]
        if record["Type"] == "CNAME"
        else [
            record["Name"],
            record["Type"],
            record.get("ResourceRecords"),
            record.get("AliasTarget"),
        ]
        for zone in client.list_hosted_zones()["HostedZones"]
        for record in client.list_resource_record_sets(HostedZoneId=zone["Id"])[
            "ResourceRecordSets"
        ]
    )


def _target_groups(world: World) -> State:
    client = world.plain("elbv2")
    return {
        group["TargetGroupName"]: {
            "tags": _tags(client, arn),
            "attributes": client.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"],
            "targets": [
                each["Target"]["Id"]
                for each in client.describe_target_health(TargetGroupArn=arn)[
                    "TargetHealthDescriptions"
                ]
            ],
        }
        for group in client.describe_target_groups()["TargetGroups"]
        for arn in [group["TargetGroupArn"]]
    }


def _listeners(world: World) -> list[Any]:
    client = world.plain("elbv2")
    balancers = [
        each["LoadBalancerArn"] for each in client.describe_load_balancers()["LoadBalancers"]
    ]
    return [
        [
            rule["Priority"],
            rule["Conditions"],
            [each["Type"] for each in rule["Actions"]],
            _tags(client, rule["RuleArn"]),
        ]
        for balancer in balancers
        for listener in client.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
        for rule in client.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    ]


def _tags(client: Any, arn: str) -> Any:
    return client.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]
