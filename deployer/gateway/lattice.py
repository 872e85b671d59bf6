"""A VPC Lattice service with a Lambda target, in both versions of its event.

Version 1 is the request of Envoy's Lambda filter. Neither decodes path or query, as far as is
documented.
https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from typing import Literal

from . import payload
from .front_door import Arrival, FrontDoor
from .payload import Malformed
from .request import Request
from .response import Response

Version = Literal["1.0", "2.0"]


def forge(
    request: Request, door: FrontDoor, arrival: Arrival, version: Version = "2.0"
) -> dict[str, object]:
    """The event that Lattice would send; ``door.id`` is the service's id.

    Version 1 joins the values of a header, and sends the last one of a query parameter.
    """
    body, encoded = payload.body_fields(request)
    headers = payload.header_lists(request, payload.forwarded_for(request))
    query = payload.raw_query_lists(request.query)
    if version == "1.0":
        return {
            "raw_path": request.path,
            "method": request.method,
            "headers": {name: ", ".join(values) for name, values in headers.items()},
            "query_string_parameters": payload.last_values(query),
            "body": body or "",
            "is_base64_encoded": encoded,
        }
    arn = f"arn:aws:vpc-lattice:{door.region}:{door.account}"
    return {
        "version": "2.0",
        "path": request.path,
        "method": request.method,
        "headers": headers,
        "queryStringParameters": query,
        **({} if body is None else {"body": body, "isBase64Encoded": encoded}),
        "requestContext": {
            "serviceNetworkArn": f"{arn}:servicenetwork/sn-{door.id}",
            "serviceArn": f"{arn}:service/svc-{door.id}",
            "targetGroupArn": f"{arn}:targetgroup/tg-{door.id}",
            "identity": {
                "sourceVpcArn": f"arn:aws:ec2:{door.region}:{door.account}:vpc/vpc-{door.id}"
            },
            "region": door.region,
            "timeEpoch": str(arrival.milliseconds * 1000),
        },
    }


def lift(request: Request, text: bytes) -> Response:
    """The response to the function's answer ``text``; 500 when it is malformed.

    As Envoy reads it: names in any case are one header, of which the last value counts, and
    ``cookies`` are added to that.
    """
    try:
        answer = payload.parse(text)
        if not isinstance(answer, dict):
            raise Malformed("the answer is no object")
        headers = {name.lower(): value for name, value in payload.single_headers(answer)}
        pairs = [*headers.items(), *payload.cookie_headers(answer)]
        status, body = payload.status_of(answer), payload.body_of(answer)
        return payload.finish(request, status, pairs, body, default_type="application/json")
    except Malformed:
        return Response(500)
