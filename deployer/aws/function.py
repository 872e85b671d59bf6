"""Lambda: the function itself, its code and configuration, and invoking it.

Every change is waited for: until a function has settled, AWS refuses the next one
(ResourceConflictException).
"""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..clock import Clock
from ..errors import AwsError
from ..plan.actual import Found
from ..resources.function import Function
from ..resources.function_url import FunctionUrl
from ..resources.ref import Attributes, text
from ..resources.spec import Spec, Upload
from ..resources.switch import Former
from ..resources.tags import missing, stale
from . import configuration, function_url, scaling, storage
from .absent import found, gone
from .errors import code, doing, is_overtaken, message
from .wait import retrying, until

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from types_boto3_lambda.type_defs import (
        FunctionCodeTypeDef,
        FunctionConfigurationTypeDef,
        InvocationResponseTypeDef,
    )

    from .session import Aws

ROLE_PATIENCE = 120  # seconds until IAM has spread a new role; over a minute has been seen
SETTLE_PATIENCE = 600  # seconds; the first network interface in a subnet takes minutes
WAKE_PATIENCE = 300
SNAPSHOT_PATIENCE = 1560  # the snapshot of a version that was idle is taken anew
_ROLE, _ROLE_USUALLY = "Lambda to know the role and its rights", "about ten seconds after a change"
_BUSY = "TooManyRequestsException"  # as many run as may at once
_NOT_READY = {  # nothing has run when one of these is answered
    "EC2AccessDeniedException",
    "EC2ThrottledException",
    "ENINotReadyException",
    "ResourceConflictException",
    "ResourceNotReadyException",
    "SnapStartNotReadyException",
    _BUSY,
}
_NOT_RESTORED = {  # what is to be done after the restore has failed, or takes over 10 seconds
    "SnapStartException",
    "SnapStartRegenerationFailureException",
    "SnapStartTimeoutException",
}


@dataclass(frozen=True)
class Latest:
    """``$LATEST`` as it is: its tags, and its configuration as AWS answers it.

    ``reserved`` is how many executions at once are reserved for the function, None for none.
    """

    tags: Mapping[str, str]
    configuration: "FunctionConfigurationTypeDef"
    reserved: int | None = None

    @property
    def arn(self) -> str:
        return self.configuration["FunctionArn"]

    @property
    def sha256(self) -> str:
        return self.configuration.get("CodeSha256", "")

    @property
    def revision(self) -> str:
        return self.configuration.get("RevisionId", "")


@dataclass(frozen=True)
class Invocation:
    """What an invocation gave.

    ``payload`` is the answer, from JSON; ``error`` is AWS's word for how the function failed
    ("Unhandled"), None when it answered; ``log`` the last 4 KB of what was logged; ``raw`` the
    answer as it came, and ``seconds`` how long that took. ``ran`` is false for a version that
    could not be restored from its snapshot; ``error`` is then the name of AWS's exception.
    """

    payload: object
    error: str | None
    log: str
    raw: bytes = b""
    seconds: float = 0.0
    ran: bool = True


def read(aws: "Aws", name: str) -> Latest | None:
    answer = found(lambda: aws.lambda_.get_function(FunctionName=name))
    if answer is None:
        return None
    reserved = answer.get("Concurrency", {}).get("ReservedConcurrentExecutions")
    return Latest(answer.get("Tags", {}), answer["Configuration"], reserved)


def spec_of(latest: Latest, codes: Mapping[str, str]) -> Spec:
    """What ``latest`` runs; ``codes`` as ``configuration.spec`` takes it."""
    return configuration.spec(latest.configuration, codes)


def as_found(latest: Latest, codes: Mapping[str, str]) -> Found:
    """``latest`` as the plan compares it."""
    function = Function(latest.configuration["FunctionName"], latest.tags, spec_of(latest, codes))
    return Found(function, {"arn": latest.arn})


def create(aws: "Aws", function: Function) -> Attributes:
    """Create it with code and configuration, and wait until it is active.

    A role that was just made cannot be assumed at once: AWS says so, and is asked again.
    """
    settings, upload = configuration.first_settings(function.name, function.spec), function.upload
    if upload is None:
        raise AssertionError(f"{function.title} has no code")
    with _code(aws, upload) as content:
        answer = retrying(
            lambda: aws.lambda_.create_function(
                **settings,
                Code=content,
                Architectures=configuration.architectures(function.spec),
                PackageType="Image" if upload.image else "Zip",
                Tags=dict(function.tags),
            ),
            _role_not_ready,
            aws,
            what=_ROLE,
            usually=_ROLE_USUALLY,
            timeout=ROLE_PATIENCE,
        )
    _sound(settle(aws, function.name))
    return {"arn": answer["FunctionArn"]}


def find(aws: "Aws", function: Function) -> Found:
    """What ``function`` is, which is there, once it has settled."""
    return as_found(settle(aws, function.name), {})


def tag(aws: "Aws", function: Function, was: Function) -> None:
    arn = aws.place.function(function.name)
    if old := stale(function.tags, was.tags):
        aws.lambda_.untag_resource(Resource=arn, TagKeys=old)
    if new := missing(function.tags, was.tags):
        aws.lambda_.tag_resource(Resource=arn, Tags=new)


def update_code(aws: "Aws", name: str, spec: Spec, upload: Upload, was: Latest) -> Latest:
    """Upload, and wait. Refused when somebody changed the function since ``was`` was read."""
    with _code(aws, upload) as content:
        return _changed(
            aws,
            name,
            lambda: aws.lambda_.update_function_code(
                FunctionName=name,
                Architectures=configuration.architectures(spec),
                RevisionId=was.revision,
                **content,
            ),
            done=lambda now: now.sha256 == upload.sha256,
        )


@contextmanager
def _code(aws: "Aws", upload: Upload) -> Iterator["FunctionCodeTypeDef"]:
    """The code as Lambda's calls take it, valid while the context lasts."""
    if upload.image is not None:
        yield {"ImageUri": text(upload.image)}
        return
    with storage.content(aws, upload.path, upload.bucket) as content:
        yield content.for_function()


def update_configuration(aws: "Aws", name: str, spec: Spec, was: Latest) -> Latest:
    """Set everything but the code, and wait."""
    settings = configuration.settings(name, spec)
    with doing(f"configure function {name}", secrets=map(text, spec.environment.values())):
        return _changed(
            aws,
            name,
            lambda: aws.lambda_.update_function_configuration(**settings, RevisionId=was.revision),
            done=lambda now: configuration.settings(name, spec_of(now, {})) == settings,
        )


def _changed(
    aws: "Aws", name: str, change: Callable[[], object], done: Callable[[Latest], bool]
) -> Latest:
    """Carry out ``change``, wait, and see that AWS could.

    When the answer is lost, the SDK asks again and is refused, because of the revision or because
    a change is under way: it was carried out if the function is ``done`` by now.
    """
    from botocore.exceptions import ClientError

    try:
        retrying(
            change,
            _role_not_ready,
            aws,
            what=_ROLE,
            usually=_ROLE_USUALLY,
            timeout=ROLE_PATIENCE,
        )
    except ClientError as error:
        refused = is_overtaken(error) or code(error) == "ResourceConflictException"
        if not refused or not done(settle(aws, name)):
            raise
    return _sound(settle(aws, name))


def settle(aws: "Aws", name: str) -> Latest:
    """Wait until no change to the function is under way, whatever came of the last one."""
    latest = until(
        lambda: read(aws, name),
        _settled,
        aws,
        what=f"function {name} to settle",
        usually="a few seconds, and minutes for the first one in a subnet",
        timeout=SETTLE_PATIENCE,
    )
    if latest is None:
        raise AwsError(f"function {name} went away while it was being deployed")
    return latest


def _sound(latest: Latest) -> Latest:
    """``latest``, unless AWS could not set it up."""
    state = latest.configuration
    if "Failed" not in (state.get("State"), state.get("LastUpdateStatus")):
        return latest
    said = state.get("LastUpdateStatusReason") or state.get("StateReason") or "no reason given"
    raise AwsError(f"AWS could not set up function {state['FunctionName']}: {said.rstrip('.')}")


def delete(aws: "Aws", name: str) -> None:
    """With its versions, aliases, URLs and policies; wait until it is gone."""
    retrying(
        lambda: gone(lambda: aws.lambda_.delete_function(FunctionName=name)),
        lambda error: code(error) == "ResourceConflictException",  # a change is under way
        aws,
        what=f"a change of function {name} to end",
        usually="a few seconds",
        timeout=SETTLE_PATIENCE,
    )
    until(
        lambda: read(aws, name),
        lambda latest: latest is None,
        aws,
        what=f"function {name} to be gone",
        usually="a few seconds",
    )


def delete_former(aws: "Aws", former: Former) -> None:
    """With its URL, which Lambda itself would remove some time later, and what scales it."""
    if former.url:
        function_url.delete(aws, FunctionUrl(former.name))
    for version in scaling.versions(aws, former.name):
        scaling.deregister(aws, former.name, version)
    delete(aws, former.name)


def invoke(
    aws: "Aws",
    name: str,
    qualifier: str,
    payload: object,
    *,
    timeout: int | None = None,
    insist: bool = True,
) -> Invocation:
    """Invoke once and wait for the answer, for as long as the function may take.

    That is ``timeout`` seconds, by default what the settings say. A version that is idle or not
    yet ready is woken and waited for; an invocation that ran is never repeated. Without ``insist``
    ``Throttled`` is raised at once when as many run as may.
    """
    from botocore.exceptions import ClientError, ReadTimeoutError

    limit = aws.target.stage.timeout_seconds if timeout is None else timeout
    client = aws.invoker(timeout=limit + 60)

    def once() -> Invocation:
        begun = aws.clock.now()
        try:
            answer = client.invoke(
                FunctionName=name,
                Qualifier=qualifier,
                LogType="Tail",
                Payload=json.dumps(payload).encode(),
            )
        except ReadTimeoutError:
            aws.clock.sleep(0)  # raises when it was --timeout that ended it
            raise
        except ClientError as error:
            if code(error) not in _NOT_RESTORED:
                raise
            return Invocation({"errorMessage": message(error)}, code(error), "", ran=False)
        return _invocation(answer, begun, aws.clock)

    with doing(f"invoke {name}:{qualifier}"):
        return retrying(
            once,
            lambda error: _passes_by_itself(error) and (insist or code(error) != _BUSY),
            aws,
            what=f"{name}:{qualifier} to wake",
            usually="a few seconds, and a minute where it was idle for weeks",
            timeout=WAKE_PATIENCE if aws.target.stage.snap_start is None else SNAPSHOT_PATIENCE,
        )


def _invocation(answer: "InvocationResponseTypeDef", begun: float, clock: Clock) -> Invocation:
    raw = answer["Payload"].read()
    text_ = raw.decode(errors="replace")
    try:
        payload: object = json.loads(text_) if text_ else None
    except ValueError:
        payload = text_
    log = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
    return Invocation(payload, answer.get("FunctionError"), log, raw, clock.now() - begun)


def _settled(latest: Latest | None) -> bool:
    if latest is None:  # reads lag behind writes
        return False
    state = latest.configuration
    return state.get("State") != "Pending" and state.get("LastUpdateStatus") != "InProgress"


def _role_not_ready(error: "ClientError") -> bool:
    """IAM is eventually consistent: a new role or right is not there for Lambda at once.

    A change says so with the first code, an invocation with the second.
    """
    if code(error) not in ("InvalidParameterValueException", "AccessDeniedException"):
        return False
    return bool(re.search(r"role.*(cannot be assumed|does not have permissions)", message(error)))


def _passes_by_itself(error: "ClientError") -> bool:
    """Whether nothing has run, and something may when it is asked again."""
    return code(error) in _NOT_READY or _role_not_ready(error)
