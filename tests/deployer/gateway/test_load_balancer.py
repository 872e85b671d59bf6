"""What a load balancer does of its own: the target group, the size of answers, its pages."""

import json

from lift.deployer.gateway import load_balancer
from lift.deployer.gateway.limits import LOAD_BALANCER_BODY
from lift.deployer.gateway.request import Request

from .ways import ARRIVAL, DOOR

GET = Request("GET", "/")


def test_the_event_names_the_target_group() -> None:
    named = load_balancer.forge(GET, DOOR, ARRIVAL)["requestContext"]
    assert ":targetgroup/abcdef1234/" in json.dumps(named)
    given = load_balancer.forge(GET, DOOR, ARRIVAL, target_group="arn:aws:group")
    assert given["requestContext"] == {"elb": {"targetGroupArn": "arn:aws:group"}}


def test_an_answer_of_more_than_1_megabyte_is_a_502() -> None:
    empty = len(json.dumps({"statusCode": 200, "body": ""}))
    for size, status in ((LOAD_BALANCER_BODY - empty, 200), (LOAD_BALANCER_BODY, 502)):
        answer = json.dumps({"statusCode": 200, "body": "x" * size}).encode()
        assert load_balancer.lift(GET, answer).status == status


def test_a_page_has_its_status_as_its_title() -> None:
    page = load_balancer.page(413, "Request Entity Too Large")
    assert b"<title>413 Request Entity Too Large</title>" in page.body
    assert b"<h1>503 Service Temporarily Unavailable</h1>" in load_balancer.page(503).body
