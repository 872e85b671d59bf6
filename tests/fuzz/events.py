"""Events that a front door would send, as JSON text, and broken ones made of them."""

import json
from random import Random
from typing import Any

from lift.deployer.gateway.request import Request

from ..deployer.gateway.ways import DOOR, WAYS

REQUESTS = (
    Request("GET", "/", (("Host", DOOR.host),)),
    Request(
        "POST",
        "/a%20b/%2F//;c/%C3%A9?x=1&x=2&y=%20&z",
        (
            ("Host", DOOR.host),
            ("Accept", "a/b"),
            ("Accept", "c/d"),
            ("Cookie", "a=1; b=2"),
            ("Content-Type", "text/plain"),
            ("Content-Length", "5"),
            ("X-Latin", "caf\xe9"),
        ),
        b"hello",
    ),
    Request("PUT", "/up?", (("Host", DOOR.host), ("Content-Length", "4")), b"\0\xff\xfe\x01"),
)

# Not of a front door, so that keys of theirs turn up in others.
OTHERS = (
    {"lift": "keep-warm"},
    {"Records": [{"eventSource": "aws:sqs", "body": "{}"}]},
    {"requestContext": {"connectionId": "a=", "eventType": "CONNECT"}},
    {"type": "REQUEST", "methodArn": "arn", "httpMethod": "GET", "path": "/"},
    {"version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {}},
)

SEEDS = [
    json.dumps(event)
    for event in (*(way.event(request) for way in WAYS.values() for request in REQUESTS), *OTHERS)
]

# What no field expects, and what some expect where it is not.
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 443, 1.5, 10**30, "", " ", "/", "x", "HEAD", "%", "%FF", "?", "a:b",
    "[::1", "\ud800", "\u4e16", "\xe9", "\0\r\n", "text/plain", "base64", "2.0", "1.0", "$default",
    [], [[]], [None], ["x"], ["x", None, 1], [{}], {}, {"x": None}, {"x": "y"}, {"x": ["y"]},
    {"x": {}}, {"key": "x", "value": "y"}, {"cf": {}}, {"http": {}}, {"elb": {}},
)  # fmt: skip
ODD = [json.dumps(value) for value in VALUES]
HUGE = [
    json.dumps("x" * 100_000),
    json.dumps({f"name-{number}": "value" for number in range(2000)}),
    json.dumps([["x"] * 10] * 1000),
    "[" * 500 + "]" * 500,
    '{"x":' * 500 + "1" + "}" * 500,
]


def whole(random: Random) -> dict[str, Any]:
    """An event as it is sent."""
    event: dict[str, Any] = json.loads(random.choice(SEEDS))
    return event


def broken(random: Random) -> dict[str, Any]:
    """One event with one to four of its values dropped, replaced, renamed or borrowed."""
    event = whole(random)
    for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
        change(event, random)
    return event


def change(event: dict[str, Any], random: Random) -> None:
    holder, key = place(event, random)
    if key is None:
        return
    choice = random.random()
    if choice < 0.2:
        del holder[key]
    elif choice < 0.7:
        holder[key] = json.loads(random.choice(ODD))
    elif choice < 0.71:
        holder[key] = json.loads(random.choice(HUGE))
    elif choice < 0.9:
        other, name = place(whole(random), random)
        if name is not None:
            same = isinstance(holder, dict) is isinstance(other, dict)
            holder[name if same and isinstance(name, str) else key] = other[name]
    elif isinstance(holder, dict):
        holder[random.choice((key.upper(), key.title(), key + "x"))] = holder.pop(key)


def place(event: dict[str, Any], random: Random) -> tuple[Any, Any]:
    """A container somewhere in the event and one of its keys, None if it has none."""
    holder: Any = event
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return holder, None
        key = random.choice(keys)
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or random.random() < 0.35:
            return holder, key
        holder = inner
