"""Lambda: the function URL on the alias."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..plan.actual import Found
from ..resources.function_url import FunctionUrl
from ..resources.ref import Attributes
from . import cors
from .absent import found, gone

if TYPE_CHECKING:
    from .session import Aws


def read(aws: "Aws", function: str, alias: str) -> Found | None:
    client = aws.lambda_
    answer = found(lambda: client.get_function_url_config(FunctionName=function, Qualifier=alias))
    if answer is None:
        return None
    url = FunctionUrl(
        function,
        alias,
        answer["AuthType"],
        answer.get("InvokeMode", "BUFFERED"),
        cors.read(answer.get("Cors")),
    )
    return Found(url, attributes(answer["FunctionUrl"]))


def create(aws: "Aws", url: FunctionUrl) -> Attributes:
    answer = aws.lambda_.create_function_url_config(
        FunctionName=url.function,
        Qualifier=url.alias,
        AuthType=url.auth_type,
        InvokeMode="BUFFERED",
        Cors=_cors(url),
    )
    return attributes(answer["FunctionUrl"])


def update(aws: "Aws", url: FunctionUrl) -> None:
    aws.lambda_.update_function_url_config(
        FunctionName=url.function,
        Qualifier=url.alias,
        AuthType=url.auth_type,
        InvokeMode="BUFFERED",
        Cors=_cors(url),
    )


def _cors(url: FunctionUrl) -> cors.Configuration:
    """An empty object takes away what there was."""
    return cors.configuration(url.cors) if url.cors else {}


def delete(aws: "Aws", url: FunctionUrl) -> None:
    client = aws.lambda_
    gone(lambda: client.delete_function_url_config(FunctionName=url.function, Qualifier=url.alias))


def attributes(url: str) -> Attributes:
    """``url`` without the slash that AWS ends it with, its ``host`` without port, as LIFT_HOSTS
    takes it, and ``id``, which on AWS is the host's first part."""
    host = urlsplit(url).hostname or ""
    return {"url": url.rstrip("/"), "host": host, "id": host.partition(".")[0]}
