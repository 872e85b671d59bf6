"""What AWS's front doors change on the way, whatever the application's interface."""

from __future__ import annotations

from .answers import DATE
from .difference import (
    EVERYTHING,
    FORMAT_2,
    HTTP_APIS,
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
        Difference(f"header {name}", "the front door writes it")
        for name in (
            "x-forwarded-for",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-amzn-trace-id",
        )
    ),
    *(
        Difference(f"header {name}", "it concerns one connection only, and ends there", lift=absent)
        for name in (
            "connection",
            "keep-alive",
            "proxy-authorization",
            "te",
            "transfer-encoding",
            "upgrade",
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
        "response header content-type",
        "the front door adds a type where there is none",
        requests=(
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
            "payload format 2.0 has one value for a name",
            FORMAT_2,
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
