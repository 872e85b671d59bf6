"""Events of lift's own, and the description of unknown ones."""

from __future__ import annotations

import pytest

from lift.adapter.events.plain import described, name_of


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"lift": "manage", "arguments": []}, "manage"),
        ({"lift": None}, None),
        ({"lift": ["manage"]}, None),
        ({"Records": []}, None),
        (["lift"], None),
        ("lift", None),
        (None, None),
    ],
)
def test_the_name_is_the_value_of_lift(event: object, name: str | None) -> None:
    assert name_of(event) == name


@pytest.mark.parametrize(
    ("event", "looks"),
    [
        ({"requestContext": {"connectionId": "a="}}, "a WebSocket API's"),
        ({"Records": [{"eventSource": "aws:sqs"}]}, "aws:sqs"),
        ({"Records": [{"EventSource": "aws:sns"}]}, "aws:sns"),
        ({"eventSource": "aws:kafka", "records": {}}, "aws:kafka"),
        ({"Records": [{"cf": {"response": {}}}]}, "CloudFront's about a response"),
        ({"detail-type": "Scheduled Event", "source": "aws.events"}, "EventBridge"),
        ({"methodArn": "arn"}, "an authorizer's question"),
        ({"triggerSource": "PreSignUp_SignUp"}, "a Cognito trigger"),
        ({"awslogs": {"data": "H4sI"}}, "CloudWatch Logs"),
        ({"deliveryStreamArn": "arn"}, "Firehose"),
    ],
)
def test_an_unknown_event_is_described_by_what_it_looks_like(event: object, looks: str) -> None:
    assert described(event).endswith(f"(it looks like {looks})")


@pytest.mark.parametrize("records", [None, [], [None], {}, "x", [{"eventSource": ["aws:"]}]])
def test_a_broken_event_is_described_too(records: object) -> None:
    assert described({"Records": records}) == "with the keys Records"


def test_an_unknown_event_is_described_by_its_keys_and_never_by_its_values() -> None:
    assert described({"b": "secret", "a": 1}) == "with the keys a, b"
    assert described({}) == "with the keys (none)"
    assert described("secret") == "of type str"
