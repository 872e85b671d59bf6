"""What AWS's front doors change on the way, whatever the application's interface."""

from __future__ import annotations

from .answers import DATE
from .difference import (
    EVERY_DOOR,
    EVERYTHING,
    FORMAT_2,
    HTTP_APIS,
    WITH_PORT,
    Difference,
    absent,
    always,
    joined,
)

QUERY_MAPS = (
    "query b=2&a=1&b=3",
    "query a",
    "query a&b",
    "query &",
    "query a=1&&b=2",
)
DECODED_QUERY_MAPS = (
    *QUERY_MAPS,
    "query a=b=c",
    "query a=b+c",
    "query a[]=1&a[]=2",
    "query a=%FF",
    "query a=1;b=2",
    "query a=?/:@",
    "query a=%",
    "query a='()*!",
)
FAILURES = ("answer fail/started", "answer fail/late", "head fail/started", "head fail/late")


def pairs(name: str) -> tuple[str, str]:
    """The requests GET and HEAD to one answer."""
    return f"answer {name}", f"head {name}"


DIFFERENCES = [
    # The request
    *(
        Difference(f"header {name}", "the front door writes it", doors)
        for name, doors in (
            ("x-forwarded-for", (*WITH_PORT, "lattice")),
            ("x-forwarded-port", WITH_PORT),
            ("x-forwarded-proto", WITH_PORT),
            ("x-amzn-trace-id", WITH_PORT),
            ("cloudfront-forwarded-proto", ("edge",)),
        )
    ),
    *(
        Difference(
            f"header {name}", "it concerns one connection only, and ends there", doors, lift=absent
        )
        for name, doors in (
            ("connection", EVERY_DOOR),
            ("keep-alive", EVERY_DOOR),
            ("proxy-authorization", EVERY_DOOR),
            ("te", (*WITH_PORT, "lattice")),
            ("transfer-encoding", (*WITH_PORT, "lattice")),
            ("upgrade", EVERY_DOOR),
        )
    ),
    *(
        Difference(f"header {name}", "CloudFront keeps it to itself", ("edge",), (request,), absent)
        for name, request in (
            ("x-forwarded-proto", "headers forwarded proto"),
            ("x-real-ip", "headers underscore"),
        )
    ),
    Difference("header content-length", "the body has been counted, an empty one too"),
    Difference(
        EVERYTHING,
        "API Gateway decodes the path twice, and answers 400 where that fails",
        HTTP_APIS,
        ("path /percent%25in", "path /stray%", "path /stray%zz"),
    ),
    # The response
    *(
        Difference(
            f"response header {name}", "the server's own: a front door adds its", lift=absent
        )
        for name in ("connection", "date", "server", "transfer-encoding")
    ),
    Difference(
        "response header date",
        "the server has a say in it even where the application gives one",
        requests=pairs("headers/date"),
        lift=always([DATE]),
    ),
    Difference(
        "response header server",
        "the server has a say in it even where the application gives one",
        requests=pairs("headers/server"),
        lift=always(["mine"]),
    ),
    Difference(
        "response header content-length",
        "the front door counts the body",
        requests=("answer body/length", "answer body/length-zero", "answer body/length-of-stream"),
        lift=absent,
    ),
    Difference(
        "response header content-length",
        "CloudFront refuses it in an answer",
        ("edge",),
        ("head body/length", "head body/length-zero", "head body/length-of-stream"),
        absent,
    ),
    Difference(
        "response header content-type",
        "the front door adds a type where there is none",
        (*WITH_PORT, "lattice"),
        (
            *pairs("headers/none"),
            *pairs("redirect/absolute"),
            *pairs("redirect/relative"),
            *pairs("redirect/escaped"),
            *pairs("bare/205"),
        ),
    ),
    *(
        Difference(
            f"response header {name}",
            "the answer has one value for a name",
            (*FORMAT_2, "lattice"),
            pairs(answer),
            joined,
        )
        for name, answer in (
            ("link", "headers/links"),
            ("vary", "headers/vary"),
            ("www-authenticate", "headers/challenges"),
            ("x-one", "headers/repeated"),
        )
    ),
]
