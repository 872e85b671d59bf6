"""Where uvicorn's scope and answers are not lift's."""

from __future__ import annotations

from .difference import FORMAT_2, HTTP_APIS, WITH_PORT, Difference, always, below, each, joined
from .front_door_differences import DECODED_QUERY_MAPS, FAILURES, QUERY_MAPS, pairs

DIFFERENCES = [
    Difference("aws.event", "the event itself", lift=always("dict")),
    Difference("extensions", "none: uvicorn leaves the key out", lift=always({})),
    Difference(
        "asgi",
        "the version of the specification that each follows",
        lift=always({"version": "3.0", "spec_version": "2.5"}),
    ),
    Difference("client", "the client's port is not in the event", lift=always(["127.0.0.1", 0])),
    *(
        Difference(key, "the stage stands in front", ("rest api",), lift=below("/prod"))
        for key in ("path", "raw_path", "root_path")
    ),
    Difference(
        "server",
        "the name that the client used, not the socket's address",
        requests=("headers other host",),
    ),
    Difference(
        "scheme",
        "the front door's word; uvicorn believes any client on the same machine",
        (*WITH_PORT, "edge"),
        ("headers forwarded proto",),
        always("http"),
    ),
    Difference(
        "scheme", "Lattice does not say: https is assumed", ("lattice",), lift=always("https")
    ),
    Difference(
        "http_version",
        "the event does not say",
        ("load balancer", "edge", "lattice"),
        ("http/1.0",),
        always("1.1"),
    ),
    Difference(
        "header cookie",
        "payload format 2.0 takes the cookies apart",
        FORMAT_2,
        ("headers cookies without space", "headers repeated cookie"),
        always(["a=1; b=2"]),
    ),
    *(
        Difference(
            f"header {name}", "payload format 2.0 has one value for a name", FORMAT_2, names, joined
        )
        for name, names in (
            ("accept", ("headers repeated accept",)),
            ("x-empty", ("headers empty and not",)),
            ("x-one", ("headers repeated", "headers repeated in other case", "headers comma")),
        )
    ),
    *each(
        "path",
        "API Gateway decodes the path, twice, and cuts it at a question mark",
        HTTP_APIS,
        {
            "path /question%3Fin": "/question",
            "path /twice%2525in": "/twice%in",
            "path /twice%252Fslash": "/twice/slash",
        },
    ),
    *each(
        "raw_path",
        "API Gateway decodes the path, and lift escapes it again",
        HTTP_APIS,
        {
            "path /slash%2Fin": "/slash/in",
            "path /slash%2fin": "/slash/in",
            "path /question%3Fin": "/question",
            "path /twice%2525in": "/twice%25in",
            "path /twice%252Fslash": "/twice/slash",
            "path /no-utf-8/%FF%FE": "/no-utf-8/%EF%BF%BD%EF%BF%BD",
            "path /brackets[]": "/brackets%5B%5D",
            "path /pipe|caret^": "/pipe%7Ccaret%5E",
            "path /unreserved%7E%41": "/unreserved~A",
        },
    ),
    *each(
        "query_string",
        "the query comes as decoded maps, and is encoded again",
        ("http api 1.0", "rest api"),
        DECODED_QUERY_MAPS,
    ),
    *each("query_string", "the query comes in maps", ("load balancer", "lattice"), QUERY_MAPS),
    # Answers
    *(
        Difference(part, "what has left cannot be taken back; lift still can", requests=names)
        for part, names in (
            ("status", FAILURES),
            ("body", ("answer fail/started", "answer fail/late")),
            ("response header content-type", ("answer fail/started", "answer fail/late")),
        )
    ),
    *(
        Difference(part, "h11 refuses spaces around a value; lift trims them", requests=names)
        for part, names in (
            ("status", pairs("headers/spaces")),
            ("body", pairs("headers/spaces")),
            ("response header content-type", pairs("headers/spaces")),
            ("response header x-spaces", pairs("headers/spaces")),
        )
    ),
]
