"""The domains by which the front door is reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

from .case import Case, Group, Make
from .opened import Deployed, deployed


@contextmanager
def with_zone(folder: Path) -> Iterator[Make[Deployed]]:
    """An account that has the hosted zone of example.com."""
    with deployed(folder) as make:
        boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")
        yield make


def places(there: Deployed) -> list[tuple[str, str]]:
    """Each domain with the path on it that leads to the function."""
    apis = there.bench.client("apigatewayv2")
    return [
        (domain["DomainName"], mapping["ApiMappingKey"])
        for domain in apis.get_domain_names()["Items"]
        for mapping in apis.get_api_mappings(DomainName=domain["DomainName"])["Items"]
    ]


SHOP = "shop.example.com"

GROUPS = (
    Group(
        "domains",
        with_zone,
        (
            Case(
                "domain",
                SHOP,
                [{"name": SHOP, "base_path": "/shop"}, "www.example.com"],
                places,
                ([], [(SHOP, "")], [(SHOP, "shop"), ("www.example.com", "")]),
            ),
        ),
    ),
)
