"""Which calls of the SDK lift makes, found in its source: every ``aws.SERVICE.method(…)``."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import botocore.session

AWS = Path(__file__).resolve().parents[3] / "deployer" / "aws"
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
    modules = {path.name: ast.parse(path.read_text()) for path in AWS.glob("*.py")}
    known = dict(_clients(modules["session.py"]))
    return {call for module in modules.values() for call in _calls(module, known)}


def _clients(session: ast.Module) -> Iterator[tuple[str, str]]:
    """What gives a client, "apis_once", and of which service, "apigatewayv2"."""
    (owner,) = (n for n in session.body if isinstance(n, ast.ClassDef) and n.name == "Aws")
    for member in owner.body:
        for node in ast.walk(member):
            if isinstance(member, ast.FunctionDef) and _is_call(node, "client"):
                yield member.name, str(_first(node))


def _calls(module: ast.Module, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A module that uses a client may have given it another name: its methods tell whose it is."""
    attributes = [node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)]
    paginated = [str(_first(node)) for node in ast.walk(module) if _is_call(node, "get_paginator")]
    for service in {known[name] for name in attributes if name in known}:
        methods = _methods(service)
        for name in (*attributes, *paginated):
            for operation in _MANAGED.get(name, ()) if service == "s3" else ():
                yield service, operation
            if name in methods:
                yield service, methods[name]


def _is_call(node: ast.AST, method: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
    )


def _first(node: ast.AST) -> object:
    """The first argument of a call, where it stands in the source."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return first.value if isinstance(first, ast.Constant) else None


@cache
def _methods(service: str) -> dict[str, str]:
    """Name in Python -> name at AWS."""
    from botocore import xform_name

    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name): name for name in model.operation_names}
