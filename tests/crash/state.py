"""Everything there is on AWS, as one document that is the same for two runs that did the same."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from .domains import domains, load_balancing
from .doors import State, doors, known_ids
from .world import World

_VOLATILE = {
    "ResponseMetadata", "LastModified", "RevisionId", "State", "LastUpdateStatus",
    "LastUpdateStatusReason", "StateReason", "CodeSize",
}  # fmt: skip


def dump(world: World) -> State:
    state = {
        "buckets": _buckets(world),
        "functions": _functions(world),
        "layers": _layers(world),
        "log groups": _log_groups(world),
        "parameters": _parameters(world),
        "roles": _roles(world),
        "rules": _rules(world),
        "scaling": _scaling(world),
        **doors(world),
        **domains(world),
        **load_balancing(world),
    }
    return _normalised(world, {kind: found for kind, found in state.items() if found})


def difference(expected: State, actual: State) -> list[str]:
    """The lines in which they differ; none when they are the same."""
    ours, theirs = set(_lines("", expected)), set(_lines("", actual))
    return [*(f"- {line}" for line in sorted(ours - theirs)),
            *(f"+ {line}" for line in sorted(theirs - ours))]  # fmt: skip


def _lines(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _lines(f"{path}/{key}", inner)
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _lines(f"{path}/{number}", inner)
    else:
        yield f"{path}: {value}"


def _normalised(world: World, state: State) -> State:
    """Without the ids that AWS gives and without dates."""
    text = json.dumps(state, default=str, sort_keys=True)
    for identifier, known in known_ids(world).items():
        text = text.replace(identifier, known)
    text = re.sub(r"\w+(?=\.lambda-url\.)", "URL", text)
    text = re.sub(r"(?<=:targetgroup/shop-production/)\w+", "ID", text)
    text = re.sub(r"at=\d{4}-[-:\dT]+Z", "at=…", text)
    normalised: State = json.loads(text)
    return normalised


def _read(read: Callable[[], Any]) -> Any:
    """Nothing when there is no such thing."""
    try:
        return read()
    except ClientError:
        return {}


def _told(answer: Any) -> Any:
    return {key: value for key, value in answer.items() if key not in _VOLATILE}


def _functions(world: World) -> State:
    client = world.plain("lambda")
    return {
        each["FunctionName"]: _function(world, each["FunctionName"])
        for each in client.list_functions()["Functions"]
    }


def _function(world: World, name: str) -> State:
    client = world.plain("lambda")
    versions = world.ruled("lambda").list_versions_by_function(FunctionName=name)["Versions"]
    aliases = client.list_aliases(FunctionName=name)["Aliases"]
    function = client.get_function(FunctionName=name)
    return {
        "versions": {version["Version"]: _told(version) for version in versions},
        "tags": function.get("Tags", {}),
        "reserved": function.get("Concurrency"),
        "provisioned": world.rules.provisioned.held(name),
        "policy": _policy(world, FunctionName=name),
        "aliases": {
            alias["Name"]: {**_told(alias), **_on_alias(world, name, alias["Name"])}
            for alias in aliases
        },
    }


def _scaling(world: World) -> State:
    client, lambda_ = world.plain("application-autoscaling"), {"ServiceNamespace": "lambda"}
    targets = client.describe_scalable_targets(**lambda_)["ScalableTargets"]
    policies = client.describe_scaling_policies(**lambda_)["ScalingPolicies"]
    actions = client.describe_scheduled_actions(**lambda_)["ScheduledActions"]
    return {
        "targets": {
            each["ResourceId"]: [each["MinCapacity"], each["MaxCapacity"]] for each in targets
        },
        "policies": [
            [each["ResourceId"], each["TargetTrackingScalingPolicyConfiguration"]]
            for each in policies
        ],
        "actions": sorted([each["ResourceId"], each["Schedule"]] for each in actions),
    }


def _on_alias(world: World, name: str, alias: str) -> State:
    this = {"FunctionName": name, "Qualifier": alias}
    url = _read(lambda: world.plain("lambda").get_function_url_config(**this))
    return {
        "policy": _policy(world, **this),
        "url": [url.get(key) for key in ("FunctionUrl", "AuthType", "InvokeMode", "Cors")],
    }


def _policy(world: World, **this: str) -> State:
    """The statements by their ids."""
    found = _read(lambda: world.ruled("lambda").get_policy(**this))
    statements = json.loads(found.get("Policy", '{"Statement": []}'))["Statement"]
    return {statement["Sid"]: statement for statement in statements}


def _layers(world: World) -> State:
    client = world.plain("lambda")
    names = [layer["LayerName"] for layer in client.list_layers()["Layers"]]
    return {
        name: {
            version["Version"]: version["Description"]
            for version in client.list_layer_versions(LayerName=name)["LayerVersions"]
        }
        for name in names
    }


def _roles(world: World) -> State:
    client, roles = world.plain("iam"), {}
    for role in client.list_roles()["Roles"]:
        name = role["RoleName"]
        policies = client.list_role_policies(RoleName=name)["PolicyNames"]
        attached = client.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        there = client.get_role(RoleName=name)["Role"]
        roles[name] = {
            "trust": role["AssumeRolePolicyDocument"],
            "tags": there.get("Tags", []),
            "boundary": there.get("PermissionsBoundary"),
            "attached": [policy["PolicyName"] for policy in attached],
            "policies": {
                policy: client.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
                for policy in policies
            },
        }
    return roles


def _log_groups(world: World) -> State:
    client = world.plain("logs")
    return {
        group["logGroupName"]: {
            "retention": group.get("retentionInDays"),
            "tags": client.list_tags_log_group(logGroupName=group["logGroupName"])["tags"],
        }
        for group in client.describe_log_groups()["logGroups"]
    }


def _buckets(world: World) -> State:
    return {
        bucket["Name"]: _bucket(world.plain("s3"), {"Bucket": bucket["Name"]})
        for bucket in world.plain("s3").list_buckets()["Buckets"]
    }


def _bucket(client: Any, this: dict[str, str]) -> State:
    return {
        "objects": [item["Key"] for item in client.list_objects_v2(**this).get("Contents", [])],
        "tags": _read(lambda: client.get_bucket_tagging(**this)).get("TagSet"),
        "private": _told(_read(lambda: client.get_public_access_block(**this))),
        "encrypted": _told(_read(lambda: client.get_bucket_encryption(**this))),
    }


def _rules(world: World) -> State:
    client = world.plain("events")
    return {
        rule["Name"]: {
            "rule": _told(rule),
            "tags": client.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"],
            "targets": client.list_targets_by_rule(Rule=rule["Name"])["Targets"],
        }
        for rule in client.list_rules()["Rules"]
    }


def _parameters(world: World) -> list[str]:
    """Names; the lock's generations count on, and a free one may lie there until the next run."""
    parameters = world.plain("ssm").describe_parameters()["Parameters"]
    return sorted({re.sub(r"/\d+$", "/N", each["Name"]) for each in parameters})
