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

# What becomes of a query that a front door takes apart, and of one that it decodes besides.
QUERY_MAPS = {
    "query b=2&a=1&b=3": "b=2&b=3&a=1",
    "query a": "a=",
    "query a&b": "a=&b=",
    "query &": "",
    "query a=1&&b=2": "a=1&b=2",
}
DECODED_QUERY_MAPS = {
    **QUERY_MAPS,
    "query a=b=c": "a=b%3Dc",
    "query a=b+c": "a=b%20c",
    "query a[]=1&a[]=2": "a%5B%5D=1&a%5B%5D=2",
    "query a=%FF": "a=%EF%BF%BD",
    "query a=1;b=2": "a=1%3Bb%3D2",
    "query a=?/:@": "a=%3F%2F%3A%40",
    "query a=%": "a=%25",
    "query a='()*!": "a=%27%28%29%2A%21",
}
FAILURES = ("answer fail/started", "answer fail/late", "head fail/started", "head fail/late")


def pairs(name: str) -> tuple[str, str]:
    """The requests GET and HEAD to one answer."""
    return f"answer {name}", f"head {name}"


def client_added(values: list[str] | None) -> list[str]:
    """The client's address at the end of X-Forwarded-For."""
    return [", ".join([*(values or ()), "127.0.0.1"])]


DIFFERENCES = [
    # The request
    *(
        Difference(f"header {name}", "the front door writes it", doors, lift=value)
        for name, doors, value in (
            ("x-forwarded-for", (*WITH_PORT, "lattice"), client_added),
            ("x-forwarded-port", WITH_PORT, None),
            ("x-forwarded-proto", WITH_PORT, always(["http"])),
            ("x-amzn-trace-id", WITH_PORT, None),
            ("cloudfront-forwarded-proto", ("edge",), always(["http"])),
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
    Difference(
        "header content-length",
        "the front door writes it for an empty body too",
        (*WITH_PORT, "lattice"),
        lift=always(["0"]),
    ),
    Difference(
        "header content-length",
        "the chunks have been counted",
        requests=("body chunked",),
        lift=always(["5"]),
    ),
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
