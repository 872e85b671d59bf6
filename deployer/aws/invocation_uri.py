"""API Gateway: the address by which an API invokes a function."""

import re

from ..resources.place import Place

_FUNCTION = re.compile(r".*/functions/(.+)/invocations")


def uri(place: Place, function: str) -> str:
    """Of the function with the ARN ``function``, qualified or not."""
    lambda_ = f"arn:{place.partition}:apigateway:{place.region}:lambda:path/2015-03-31"
    return f"{lambda_}/functions/{function}/invocations"


def function_of(uri: str | None) -> str:
    """The ARN of the function behind ``uri``; "" where there is none."""
    match = _FUNCTION.fullmatch(uri or "")
    return match[1] if match else ""
