"""Which calls of the SDK lift makes, found in its source: every ``aws.SERVICE.method(…)``."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore.session

AWS = Path(__file__).resolve().parents[3] / "deployer" / "aws"
_CLIENTS = {
    "lambda_": "lambda",
    "lambda_once": "lambda",
    "invoker": "lambda",
    "apis": "apigatewayv2",
    "apis_once": "apigatewayv2",
    "rest_apis": "apigateway",
    "rest_apis_once": "apigateway",
    "load_balancers": "elbv2",
    "load_balancers_once": "elbv2",
    "waf": "wafv2",
    "tagging": "resourcegroupstaggingapi",
}
_SERVICES = (
    "acm",
    "ec2",
    "ecr",
    "elasticache",
    "events",
    "iam",
    "logs",
    "rds",
    "route53",
    "s3",
    "ssm",
)
_MANAGED = {  # what boto3 itself makes of one call
    "upload_file": (
        "PutObject",
        "CreateMultipartUpload",
        "UploadPart",
        "CompleteMultipartUpload",
        "AbortMultipartUpload",
    )
}


def calls() -> set[tuple[str, str]]:
    """(service, operation), as the SDK names them."""
    return {call for path in AWS.glob("*.py") for call in _calls(ast.parse(path.read_text()))}


def _calls(module: ast.Module) -> Iterator[tuple[str, str]]:
    """A module that uses a client may have given it another name: its methods tell whose it is."""
    attributes = [node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    paginated = [
        str(node.args[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get_paginator"
        and isinstance(node.args[0], ast.Constant)
    ]
    known = {name: name for name in _SERVICES} | _CLIENTS
    for service in {known[name] for name in attributes if name in known}:
        methods = _methods(service)
        for name in (*attributes, *paginated):
            for operation in _MANAGED.get(name, ()) if service == "s3" else ():
                yield service, operation
            if name in methods:
                yield service, methods[name]


@cache
def _methods(service: str) -> dict[str, str]:
    """Name in Python -> name at AWS."""
    from botocore import xform_name

    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name): name for name in model.operation_names}
