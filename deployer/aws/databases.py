"""RDS: the instance, cluster or proxy that a host name is of. Reads only.

Its API tells of Aurora, DocumentDB and Neptune too.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..network.target import Inside
from .absent import found
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_rds.type_defs import (
        DBClusterTypeDef,
        DBInstanceTypeDef,
        DBProxyTypeDef,
        DBSubnetGroupTypeDef,
    )

    from .session import Aws

HOSTS = (".rds.amazonaws.com", ".docdb.amazonaws.com", ".neptune.amazonaws.com")
_PROXY_PORTS = {"POSTGRESQL": 5432, "MYSQL": 3306, "SQLSERVER": 1433}


def database(aws: "Aws", host: str) -> Inside | None:
    """What answers at ``host`` in this account and region; None when nothing does."""
    kind = host.split(".")[1]
    with doing(f"look for the database at {host}"):
        if "proxy" in kind:
            return _proxy(aws, host)
        return _cluster(aws, host) if kind.startswith("cluster") else _instance(aws, host)


def _instance(aws: "Aws", host: str) -> Inside | None:
    for page in aws.rds.get_paginator("describe_db_instances").paginate():
        for each in page["DBInstances"]:
            endpoint = each.get("Endpoint", {})
            if endpoint.get("Address", "").lower() == host:
                return _of_instance(each, endpoint.get("Port"))
    return None


def _of_instance(said: "DBInstanceTypeDef", port: int | None) -> Inside:
    group = said["DBSubnetGroup"]
    zones = {said.get("AvailabilityZone"), said.get("SecondaryAvailabilityZone")}
    return Inside(
        f"RDS instance {said['DBInstanceIdentifier']}",
        group["VpcId"],
        tuple(_standing(group, zones)),
        tuple(each["VpcSecurityGroupId"] for each in said.get("VpcSecurityGroups", [])) or None,
        port,
        public=bool(said.get("PubliclyAccessible")),
    )


def _cluster(aws: "Aws", host: str) -> Inside | None:
    for page in aws.rds.get_paginator("describe_db_clusters").paginate():
        for each in page["DBClusters"]:
            if host in _endpoints(each):
                return _of_cluster(aws, each)
    return None


def _endpoints(said: "DBClusterTypeDef") -> set[str]:
    own = (said.get("Endpoint", ""), said.get("ReaderEndpoint", ""))
    return {name.lower() for name in (*own, *(said.get("CustomEndpoints") or ()))}


def _of_cluster(aws: "Aws", said: "DBClusterTypeDef") -> Inside:
    name = said["DBSubnetGroup"]
    (group,) = aws.rds.describe_db_subnet_groups(DBSubnetGroupName=name)["DBSubnetGroups"]
    return Inside(
        f"{said.get('Engine', 'RDS')} cluster {said['DBClusterIdentifier']}",
        group["VpcId"],
        tuple(_standing(group, set(said.get("AvailabilityZones", [])))),
        tuple(each["VpcSecurityGroupId"] for each in said.get("VpcSecurityGroups", [])) or None,
        said.get("Port"),
        public=bool(said.get("PubliclyAccessible")),
    )


def _proxy(aws: "Aws", host: str) -> Inside | None:
    name = host.partition(".")[0]
    said = found(lambda: aws.rds.describe_db_proxies(DBProxyName=name)["DBProxies"])
    return next((_of_proxy(each) for each in said or () if each["Endpoint"].lower() == host), None)


def _of_proxy(said: "DBProxyTypeDef") -> Inside:
    return Inside(
        f"RDS Proxy {said['DBProxyName']}",
        said["VpcId"],
        tuple(said["VpcSubnetIds"]),
        tuple(said["VpcSecurityGroupIds"]),
        _PROXY_PORTS.get(said["EngineFamily"]),
    )


def _standing(group: "DBSubnetGroupTypeDef", zones: Iterable[str | None]) -> Iterator[str]:
    """The subnets of the zones that it is in; all when those are not told."""
    named = set(zones)
    told = [(each["SubnetIdentifier"], each["SubnetAvailabilityZone"]) for each in group["Subnets"]]
    there = [subnet for subnet, zone in told if zone.get("Name") in named]
    yield from there or (subnet for subnet, _ in told)
