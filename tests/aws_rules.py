"""AWS's own rules, put between the SDK and an emulator that is laxer than AWS.

``AwsRules(...).attach(session)`` hooks into a boto3 session's events. It records every call, and
adds what moto lacks: a new role cannot be assumed at once; functions and versions are Pending for
a while, and refuse changes until they have settled; a wrong RevisionId is refused; the same code
and configuration published twice is one version; each qualifier has a policy of its own; function
URLs need an alias that exists. ``Invoke`` is answered by a function of the test's. ``fail`` makes
a call go wrong on demand. Time is a ``FakeClock``.
"""

import base64
import io
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

READS = ("Get", "List", "Describe", "Head", "Filter")
ROLE_DELAY = 12.0  # seconds until a role can be assumed
PENDING = 3.0  # seconds until a change is through

Invoke = Callable[[str, str, Any], "Answer"]
Parameters = Mapping[str, Any]


class FakeClock:
    """Stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


@dataclass(frozen=True)
class Answer:
    """What a function answers: its payload, an error ("Unhandled"), the end of its log."""

    payload: object = None
    error: str | None = None
    log: str = ""


@dataclass(frozen=True)
class Call:
    service: str
    operation: str
    parameters: Parameters

    @property
    def writes(self) -> bool:
        return not self.operation.startswith((*READS, "Invoke"))


@dataclass
class _Fault:
    operation: str
    error: BaseException
    times: int
    after: bool  # the call is carried out, and its answer lost


@dataclass
class _Function:
    """What AWS keeps about a function and moto does not."""

    revision: str = field(default_factory=lambda: uuid.uuid4().hex)
    settles: float = 0.0
    changed: bool = True  # since the last publishing
    broken: str = ""  # why the last change failed
    last_version: str = ""
    versions_settle: dict[str, float] = field(default_factory=dict)
    alias_revisions: dict[str, str] = field(default_factory=dict)
    policies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def _answer_nothing(name: str, version: str, payload: object) -> Answer:
    return Answer()


def refusal(code: str, message: str, operation: str, status: int = 400) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, operation)


class AwsRules:
    def __init__(self, clock: FakeClock, invoke: Invoke | None = None) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.breaks = ""  # why the next changes to a function fail, when they do
        self.invoke: Invoke = invoke or _answer_nothing
        self._functions: dict[str, _Function] = {}
        self._roles: dict[str, float] = {}
        self._faults: list[_Fault] = []
        self._plain: Any = None

    def attach(self, session: boto3.Session) -> boto3.Session:
        self._plain = session.client("lambda")  # made before the hooks, so without them
        session.events.register("before-parameter-build.*", self._before)
        session.events.register("before-call.*", self._instead)
        session.events.register("after-call.*", self._after)
        return session

    def fail(
        self, operation: str, error: BaseException, *, times: int = 1, after: bool = False
    ) -> None:
        """The next ``times`` calls of ``operation`` raise ``error``, carried out first or not."""
        self._faults.append(_Fault(operation, error, times, after))

    @property
    def writes(self) -> list[str]:
        """The operations that change something, in order."""
        return [call.operation for call in self.calls if call.writes]

    def called(self, operation: str) -> list[Parameters]:
        return [call.parameters for call in self.calls if call.operation == operation]

    def _before(self, params: Any, model: Any, context: Any, **_: Any) -> None:
        # A copy of the top level: the SDK encodes values in place afterwards.
        context["lift_parameters"] = dict(params)
        call = Call(model.service_model.service_name, model.name, dict(params))
        self.calls.append(call)
        self._fault(model.name, after=False)

    def _instead(self, model: Any, context: Any, **_: Any) -> Any:
        rule = _INSTEAD.get((model.service_model.service_name, model.name))
        parsed = rule(self, context["lift_parameters"]) if rule else None
        return None if parsed is None else (_Http(200), parsed)

    def _after(self, parsed: Any, model: Any, context: Any, http_response: Any, **_: Any) -> None:
        if http_response.status_code < 300:
            if rule := _AFTER.get((model.service_model.service_name, model.name)):
                rule(self, context["lift_parameters"], parsed)
            self._fault(model.name, after=True)

    def _fault(self, operation: str, *, after: bool) -> None:
        for fault in self._faults:
            if fault.operation == operation and fault.after == after and fault.times > 0:
                fault.times -= 1
                raise fault.error

    def _function(self, name: str) -> _Function:
        return self._functions.setdefault(name, _Function())

    # Before the call: refusals, and answers that moto would get wrong.

    def _needs_role(self, params: Parameters) -> None:
        ready = self._roles.get(str(params.get("Role", "")).rpartition("/")[2], 0.0)
        if self.clock.now() < ready:
            message = "The role defined for the function cannot be assumed by Lambda."
            raise refusal("InvalidParameterValueException", message, "CreateFunction")

    def _settled(self, params: Parameters, operation: str) -> None:
        if self.clock.now() < self._function(params["FunctionName"]).settles:
            message = f"The operation cannot be performed at this time. {operation}"
            raise refusal("ResourceConflictException", message, operation, 409)

    def _revision(self, params: Parameters, now: str, operation: str) -> None:
        if "RevisionId" in params and params["RevisionId"] != now:
            message = "The RevisionId provided does not match the latest RevisionId"
            raise refusal("PreconditionFailedException", message, operation, 412)

    def _change(self, params: Parameters) -> None:
        self._settled(params, "Update")
        self._revision(params, self._function(params["FunctionName"]).revision, "Update")
        self._needs_role(params)

    def _publish(self, params: Parameters) -> Any:
        function = self._function(params["FunctionName"])
        self._settled(params, "PublishVersion")
        self._revision(params, function.revision, "PublishVersion")
        if function.changed:
            return None
        return self._plain.get_function_configuration(
            FunctionName=params["FunctionName"], Qualifier=function.last_version
        )

    def _move(self, params: Parameters) -> None:
        function = self._function(params["FunctionName"])
        self._revision(params, function.alias_revisions[params["Name"]], "UpdateAlias")

    def _invoked(self, params: Parameters) -> Any:
        name, qualifier = params["FunctionName"], params.get("Qualifier", "$LATEST")
        configuration = self._plain.get_function_configuration(
            FunctionName=name, Qualifier=qualifier
        )
        version = configuration["Version"]
        if self.clock.now() < self._function(name).versions_settle.get(version, 0.0):
            raise refusal("ResourceConflictException", "Pending", "Invoke", 409)
        answer = self.invoke(name, version, json.loads(params["Payload"]))
        body = json.dumps(answer.payload).encode()
        return {
            "StatusCode": 200,
            "Payload": StreamingBody(io.BytesIO(body), len(body)),
            "LogResult": base64.b64encode(answer.log.encode()).decode(),
            "ExecutedVersion": version,
            **({"FunctionError": answer.error} if answer.error else {}),
        }

    def _add_permission(self, params: Parameters) -> Any:
        statements = self._policy(params)
        if any(known["Sid"] == params["StatementId"] for known in statements):
            message = f"The statement id ({params['StatementId']}) provided already exists."
            raise refusal("ResourceConflictException", message, "AddPermission", 409)
        statements.append(_statement(params, self._arn(params)))
        return {"Statement": json.dumps(statements[-1])}

    def _get_policy(self, params: Parameters) -> Any:
        if not (statements := self._policy(params)):
            message = "The resource you requested does not exist."
            raise refusal("ResourceNotFoundException", message, "GetPolicy", 404)
        policy = {"Version": "2012-10-17", "Id": "default", "Statement": statements}
        return {"Policy": json.dumps(policy), "RevisionId": "0"}

    def _remove_permission(self, params: Parameters) -> Any:
        statements = self._policy(params)
        for statement in statements:
            if statement["Sid"] == params["StatementId"]:
                statements.remove(statement)
                return {}
        raise refusal("ResourceNotFoundException", "No policy is associated", "Remove", 404)

    def _policy(self, params: Parameters) -> list[dict[str, Any]]:
        self._arn(params)  # raises when there is no such function or alias
        policies = self._function(params["FunctionName"]).policies
        return policies.setdefault(params.get("Qualifier", ""), [])

    def _arn(self, params: Parameters) -> str:
        name, qualifier = params["FunctionName"], params.get("Qualifier")
        if qualifier:
            return str(self._plain.get_alias(FunctionName=name, Name=qualifier)["AliasArn"])
        return str(self._plain.get_function(FunctionName=name)["Configuration"]["FunctionArn"])

    def _url(self, params: Parameters) -> None:
        self._arn(params)

    # After the call: what AWS remembers, and says in its answers.

    def _role_made(self, params: Parameters, parsed: Any) -> None:
        self._roles[params["RoleName"]] = self.clock.now() + ROLE_DELAY

    def _changed(self, params: Parameters, parsed: Any) -> None:
        function = self._function(params["FunctionName"])
        function.revision = uuid.uuid4().hex
        function.settles = self.clock.now() + PENDING
        function.changed = True
        function.broken = self.breaks
        self._describe(params, parsed)

    def _published(self, params: Parameters, parsed: Any) -> None:
        function = self._function(params["FunctionName"])
        function.changed = False
        if parsed["Version"] != function.last_version:
            function.last_version = parsed["Version"]
            function.versions_settle[parsed["Version"]] = self.clock.now() + PENDING
        self._describe(params, parsed)

    def _describe(self, params: Parameters, parsed: Any) -> None:
        """State and RevisionId as AWS would tell them."""
        function = self._function(params["FunctionName"])
        configuration = parsed.get("Configuration", parsed)
        version = configuration["Version"]
        if version == "$LATEST":
            waiting = self.clock.now() < function.settles
            configuration["RevisionId"] = function.revision
            settled = "Failed" if function.broken else "Successful"
            configuration["LastUpdateStatus"] = "InProgress" if waiting else settled
            configuration["LastUpdateStatusReason"] = function.broken
        else:
            waiting = self.clock.now() < function.versions_settle.get(version, 0.0)
            configuration["State"] = "Pending" if waiting else "Active"

    def _deleted(self, params: Parameters, parsed: Any) -> None:
        self._functions.pop(params["FunctionName"], None)

    def _alias(self, params: Parameters, parsed: Any) -> None:
        revisions = self._function(params["FunctionName"]).alias_revisions
        parsed["RevisionId"] = revisions.setdefault(params["Name"], uuid.uuid4().hex)

    def _alias_moved(self, params: Parameters, parsed: Any) -> None:
        self._function(params["FunctionName"]).alias_revisions[params["Name"]] = uuid.uuid4().hex
        self._alias(params, parsed)


class _Http:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


def _statement(params: Parameters, arn: str) -> dict[str, Any]:
    """AddPermission's parameters as AWS keeps them."""
    principal = params["Principal"]
    condition: dict[str, Any] = {}
    if source := params.get("SourceArn"):
        condition["ArnLike"] = {"AWS:SourceArn": source}
    if auth := params.get("FunctionUrlAuthType"):
        condition["StringEquals"] = {"lambda:FunctionUrlAuthType": auth}
    if params.get("InvokedViaFunctionUrl"):
        condition["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
    return {
        "Sid": params["StatementId"],
        "Effect": "Allow",
        "Principal": principal if principal == "*" else {"Service": principal},
        "Action": params["Action"],
        "Resource": arn,
        **({"Condition": condition} if condition else {}),
    }


_Instead = Callable[[AwsRules, Parameters], Any]
_After = Callable[[AwsRules, Parameters, Any], None]

_INSTEAD: dict[tuple[str, str], _Instead] = {
    ("lambda", "CreateFunction"): AwsRules._needs_role,
    ("lambda", "UpdateFunctionCode"): AwsRules._change,
    ("lambda", "UpdateFunctionConfiguration"): AwsRules._change,
    ("lambda", "PublishVersion"): AwsRules._publish,
    ("lambda", "UpdateAlias"): AwsRules._move,
    ("lambda", "Invoke"): AwsRules._invoked,
    ("lambda", "AddPermission"): AwsRules._add_permission,
    ("lambda", "GetPolicy"): AwsRules._get_policy,
    ("lambda", "RemovePermission"): AwsRules._remove_permission,
    ("lambda", "CreateFunctionUrlConfig"): AwsRules._url,
}
_AFTER: dict[tuple[str, str], _After] = {
    ("iam", "CreateRole"): AwsRules._role_made,
    ("lambda", "CreateFunction"): AwsRules._changed,
    ("lambda", "UpdateFunctionCode"): AwsRules._changed,
    ("lambda", "UpdateFunctionConfiguration"): AwsRules._changed,
    ("lambda", "PublishVersion"): AwsRules._published,
    ("lambda", "GetFunction"): AwsRules._describe,
    ("lambda", "GetFunctionConfiguration"): AwsRules._describe,
    ("lambda", "DeleteFunction"): AwsRules._deleted,
    ("lambda", "CreateAlias"): AwsRules._alias,
    ("lambda", "GetAlias"): AwsRules._alias,
    ("lambda", "UpdateAlias"): AwsRules._alias_moved,
}
