"""Functions that decide who may come in: asked with the request, their answers remembered.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
"""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

from ...gateway.front_door import FrontDoor
from ...gateway.visitor import Approved
from ..api_door import function_of
from ..catalogue import Region
from ..permissions import Caller
from ..service_error import ServiceError
from ..upstream import Upstream
from .policies import effects

_WAIT = 10  # seconds that API Gateway gives the function


class Unauthorized(Exception):
    """The function said "Unauthorized", which is an answer of its own."""


class Denied(Exception):
    """The function lets nobody in."""


class ExplicitlyDenied(Denied):
    """A statement of its policy says so."""


class Failed(Exception):
    """The function failed, or what it said is no decision."""


class Asked:
    """Answers by what identifies the visitor, for as long as each may be remembered."""

    def __init__(
        self, region: Region, upstream: Upstream, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._region = region
        self._upstream = upstream
        self._clock = clock
        self._answers: dict[tuple[object, ...], tuple[float, dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def answer(
        self, key: tuple[object, ...], seconds: float, ask: Callable[[], bytes]
    ) -> dict[str, Any]:
        """What the function said for ``key`` within the last ``seconds``, or says now."""
        with self._lock:
            until, known = self._answers.get(key, (0.0, None))
        if known is not None and self._clock() < until:
            return known
        said = _parsed(ask())
        if seconds:
            with self._lock:
                self._answers[key] = (self._clock() + seconds, said)
        return said

    def ask(
        self, front: FrontDoor, authorizer: str, uri: str, question: object, trace_id: str
    ) -> bytes:
        """What the function behind ``uri`` answers to the event ``question``; raises ``Failed``
        where it may not be asked or is too slow. ``authorizer`` is the id."""
        function = function_of(uri)
        context = {
            "aws:sourcearn": f"{api_arn(front)}/authorizers/{authorizer}",
            "aws:sourceaccount": front.account,
        }
        caller = Caller("apigateway.amazonaws.com", context)
        if not self._upstream.allows(self._region, function, caller):
            raise Failed(f"the API may not invoke {function}: see its permissions")
        event = json.dumps(question).encode()
        try:
            outcome = self._upstream.invoke(self._region, function, event, trace_id, _WAIT)
        except TimeoutError:
            raise Failed(f"{function} does not answer within {_WAIT} s") from None
        except ServiceError as error:
            raise Failed(error.text) from None
        return outcome.payload


def api_arn(front: FrontDoor) -> str:
    return f"arn:aws:execute-api:{front.region}:{front.account}:{front.id}"


def simple(said: dict[str, Any]) -> Approved:
    """Whom ``{"isAuthorized": …, "context": …}`` lets in; raises ``Denied`` and ``Failed``."""
    if "isAuthorized" not in said:
        raise Failed('the answer has no "isAuthorized"')
    if said["isAuthorized"] is not True:
        raise Denied
    return Approved(said.get("context") or {})


def by_policy(said: dict[str, Any], arn: str) -> Approved:
    """Whom a policy lets in through ``arn``; raises ``Denied`` and ``Failed``."""
    if not said.get("principalId") or "policyDocument" not in said:
        raise Failed("the answer has no principalId or no policyDocument")
    found = effects([said["policyDocument"]], "execute-api:Invoke", arn)
    if "Deny" in found:
        raise ExplicitlyDenied
    if not found:
        raise Denied
    return Approved(said.get("context") or {}, str(said["principalId"]))


def _parsed(payload: bytes) -> dict[str, Any]:
    try:
        said = json.loads(payload)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Failed("the answer is no object")
    if said.get("errorMessage") == "Unauthorized":
        raise Unauthorized
    if "errorMessage" in said:
        raise Failed(str(said["errorMessage"]))
    return said
