"""What the AWS CLI does with a line: parsed by its rules, checked by AWS's own model of the
service, carried out through boto3. Just the options that lift's lines have.

https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html
"""

import re
import shlex
from functools import reduce
from operator import getitem
from typing import Any

from botocore import xform_name

from ...aws_rules.kept import client
from ..bench import REGION

_PROTOCOLS = {"tcp": "6", "udp": "17"}  # awscli/customizations/ec2/protocolarg.py
_INNER = re.compile(r"^\$\((.*)\)$")


def carry_out(line: str) -> str:
    """Run one line; what ``--query … --output text`` would print."""
    program, service, command, *words = shlex.split(line)
    assert program == "aws"
    options = _options([_substituted(word) for word in words])
    (region,) = options.pop("region")
    query = options.pop("query", None)
    if query:
        assert options.pop("output") == ["text"]
    assert region == REGION
    called = client(service, region)
    operation = command.replace("-", "_")
    shape = called.meta.service_model.operation_model(
        called.meta.method_to_api_mapping[operation]
    ).input_shape
    known = {xform_name(name, "-"): (name, member) for name, member in shape.members.items()}
    arguments: dict[str, Any] = {}
    for option, values in _translated(command, options).items():
        name, member = known.get(option, (option, None))
        arguments[name] = values if member is None else _value(member, values)
    answer = getattr(called, operation)(**arguments)
    return str(reduce(getitem, query[0].split("."), answer)) if query else ""


def _substituted(word: str) -> str:
    inner = _INNER.match(word)
    return carry_out(inner[1]) if inner else word


def _options(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if word.startswith("--"):
            current = found.setdefault(word.removeprefix("--"), [])
        else:
            current.append(word)
    return found


def _translated(command: str, options: dict[str, list[str]]) -> dict[str, Any]:
    """The CLI's own shorthands, which the service's model does not have."""
    given: dict[str, Any] = dict(options)
    if command.startswith("authorize-security-group-"):
        given["IpPermissions"] = [_permission(given)]
        return {name: given[name] for name in ("group-id", "IpPermissions")}
    if command == "create-network-acl-entry":
        given["Egress"] = "egress" in given
        given.pop("egress", None)
        given.pop("ingress", None)
        given["protocol"] = [_PROTOCOLS[given["protocol"][0]]]
    return given


def _permission(given: dict[str, Any]) -> dict[str, Any]:
    """awscli/customizations/ec2/secgroupsimplify.py"""
    port = int(given["port"][0])
    permission = {"IpProtocol": given["protocol"][0], "FromPort": port, "ToPort": port}
    if "cidr" in given:
        return permission | {"IpRanges": [{"CidrIp": given["cidr"][0]}]}
    return permission | {"UserIdGroupPairs": [{"GroupId": given["source-group"][0]}]}


def _value(member: Any, values: list[str]) -> Any:
    if member.type_name == "list":
        return values
    if member.type_name == "boolean":
        return True
    (value,) = values
    if member.type_name == "integer":
        return int(value)
    if member.type_name == "structure":
        pairs = (pair.split("=") for pair in value.split(","))
        return {key: _value(member.members[key], [inner]) for key, inner in pairs}
    return value
