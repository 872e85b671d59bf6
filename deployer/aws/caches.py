"""ElastiCache: the cache that a host name is of. Reads only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..network.target import Inside
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_elasticache.type_defs import (
        CacheClusterTypeDef,
        ReplicationGroupTypeDef,
        ServerlessCacheTypeDef,
    )

    from .session import Aws

HOST = ".cache.amazonaws.com"


def cache(aws: "Aws", host: str) -> Inside | None:
    """What answers at ``host`` in this account and region; None when nothing does."""
    with doing(f"look for the cache at {host}"):
        if ".serverless." in host:
            return _serverless(aws, host)
        return _group(aws, host) or _cluster(aws, host)


def _serverless(aws: "Aws", host: str) -> Inside | None:
    for page in aws.elasticache.get_paginator("describe_serverless_caches").paginate():
        for each in page["ServerlessCaches"]:
            for endpoint in (each.get("Endpoint", {}), each.get("ReaderEndpoint", {})):
                if endpoint.get("Address", "").lower() == host:
                    return _of_serverless(aws, each, endpoint.get("Port"))
    return None


def _of_serverless(aws: "Aws", said: "ServerlessCacheTypeDef", port: int | None) -> Inside:
    subnets = said.get("SubnetIds", [])
    (first, *_) = aws.ec2.describe_subnets(SubnetIds=subnets)["Subnets"]
    return Inside(
        f"ElastiCache serverless {said['ServerlessCacheName']}",
        first["VpcId"],
        tuple(subnets),
        tuple(said.get("SecurityGroupIds", [])) or None,
        port,
    )


def _group(aws: "Aws", host: str) -> Inside | None:
    """A replication group's place and security groups are told of its members."""
    for page in aws.elasticache.get_paginator("describe_replication_groups").paginate():
        for each in page["ReplicationGroups"]:
            ports = {address.lower(): port for address, port in _group_endpoints(each)}
            if host in ports:
                title = f"ElastiCache group {each['ReplicationGroupId']}"
                member = each["MemberClusters"][0]
                said = aws.elasticache.describe_cache_clusters(CacheClusterId=member)
                return _of_cluster(aws, said["CacheClusters"][0], title, ports[host])
    return None


def _group_endpoints(said: "ReplicationGroupTypeDef") -> Iterator[tuple[str, int | None]]:
    told = [said.get("ConfigurationEndpoint")]
    for shard in said.get("NodeGroups", []):
        told += [shard.get("PrimaryEndpoint"), shard.get("ReaderEndpoint")]
        told += [each.get("ReadEndpoint") for each in shard.get("NodeGroupMembers", [])]
    for endpoint in told:
        if endpoint:
            yield endpoint.get("Address", ""), endpoint.get("Port")


def _cluster(aws: "Aws", host: str) -> Inside | None:
    pages = aws.elasticache.get_paginator("describe_cache_clusters").paginate(
        ShowCacheNodeInfo=True
    )
    for page in pages:
        for each in page["CacheClusters"]:
            told = [each.get("ConfigurationEndpoint")]
            told += [node.get("Endpoint") for node in each.get("CacheNodes", [])]
            for endpoint in told:
                if endpoint and endpoint.get("Address", "").lower() == host:
                    title = f"ElastiCache cluster {each['CacheClusterId']}"
                    return _of_cluster(aws, each, title, endpoint.get("Port"))
    return None


def _of_cluster(aws: "Aws", said: "CacheClusterTypeDef", title: str, port: int | None) -> Inside:
    name = said["CacheSubnetGroupName"]
    told = aws.elasticache.describe_cache_subnet_groups(CacheSubnetGroupName=name)
    (group,) = told["CacheSubnetGroups"]
    return Inside(
        title,
        group["VpcId"],
        tuple(each["SubnetIdentifier"] for each in group["Subnets"]),
        tuple(each["SecurityGroupId"] for each in said.get("SecurityGroups", [])) or None,
        port,
    )
