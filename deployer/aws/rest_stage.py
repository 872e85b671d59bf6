"""API Gateway: what a REST API serves. Methods are set, deployed, and the stage led there.

What is changed in an API waits for a deployment, so that no request finds it half made. None of
the creating calls may be retried by the SDK; run again, all of this takes up what is there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NotRequired, TypedDict

from ..errors import AwsError
from ..plan.actual import Found
from ..resources.access import Access, Authorizer
from ..resources.alias import LIVE
from ..resources.ref import Attributes, text
from ..resources.rest_api import STAGE, Method, RestStage
from . import rest_authorizer, stage_options
from .absent import gone
from .errors import message
from .http_api import SETTLES
from .invocation_uri import function_of, uri
from .once import made_once

if TYPE_CHECKING:
    from types_boto3_apigateway.type_defs import MethodTypeDef, ResourceTypeDef, StageTypeDef

    from .session import Aws

ANY = "ANY"
PROXY = "/{proxy+}"
_OURS = "lift "  # what the description of a deployment begins with


class _MethodAccess(TypedDict):
    """What a method says of who may come."""

    authorizationType: str
    authorizationScopes: NotRequired[list[str]]
    authorizerId: NotRequired[str]


def read(aws: "Aws", name: str, api: str) -> Found | None:
    """The stage of the REST API with that id and the methods; None without a stage of ours."""
    stages = {stage["stageName"]: stage for stage in _stages(aws, api)}
    if STAGE not in stages:
        return None
    resources, deployments = _resources(aws, api), _deployments(aws, api)
    spare, stage = _spare(deployments, stages.values()), stages.pop(STAGE)
    methods = {path: each.get("resourceMethods", {}).get(ANY) for path, each in resources.items()}
    there = rest_authorizer.listed(aws, api)
    known = rest_authorizer.ours(aws, api, there)
    used = {each.get("authorizerId", "") for each in methods.values() if each}
    resource = RestStage(
        name,
        api,
        _method(methods.get("/"), known),
        _method(methods.get(PROXY), known),
        deployments.get(stage.get("deploymentId", ""), ""),
        stage_options.read(stage),
        tidy=not spare and known.keys() <= used,
    )
    others = rest_authorizer.of_others(there)
    beside = (*_beside(resources), *map(_titled, stages), *others)
    return Found(resource, {"id": api}, beside=beside)


def put(aws: "Aws", stage: RestStage) -> Attributes:
    """Make all of it what it should be, whatever is there, and lead the stage to it."""
    return made_once(lambda: _put(aws, stage), lambda: None, aws)


def update(aws: "Aws", stage: RestStage, was: RestStage) -> None:
    """As ``put``, without a deployment where that changes nothing; where it led to the former
    function, wait until that has no request left."""
    if stage == replace(was, options=stage.options, tidy=True):
        _tidy(aws, stage)
        stage_options.settle(aws, text(stage.api), stage.options)
        return
    put(aws, stage)
    former = aws.place.function(aws.target.names.other_function, LIVE)
    if was.proxy and was.proxy.target == former:
        aws.ui.step(f"{stage.title} leads to the new function; the requests to the former one end")
        aws.clock.sleep(SETTLES + was.proxy.timeout / 1000)


def _put(aws: "Aws", stage: RestStage) -> Attributes:
    api = text(stage.api)
    resources = _resources(aws, api)
    if PROXY not in resources:
        aws.rest_apis_once.create_resource(
            restApiId=api, parentId=resources["/"]["id"], pathPart=PROXY.removeprefix("/")
        )
        resources = _resources(aws, api)
    asked = _authorizer(stage)
    authorizer = rest_authorizer.settle(aws, api, asked) if asked else ""
    known = rest_authorizer.ours(aws, api, rest_authorizer.listed(aws, api))
    for path, wanted in (("/", stage.root), (PROXY, stage.proxy)):
        there = resources[path]
        if wanted and _method(there.get("resourceMethods", {}).get(ANY), known) != wanted:
            _set(aws, api, there, wanted, authorizer)
    _lead(aws, stage, _deploy(aws, api, stage))
    stage_options.settle(aws, api, stage.options)
    return {"id": api}


def _authorizer(stage: RestStage) -> Authorizer | None:
    """The one that all methods name."""
    return stage.proxy.access.authorizer if stage.proxy else None


def _set(aws: "Aws", api: str, there: "ResourceTypeDef", wanted: Method, authorizer: str) -> None:
    """The method on one path anew: no visitor sees it before it is deployed."""
    client, path = aws.rest_apis_once, there["id"]
    gone(lambda: aws.rest_apis.delete_method(restApiId=api, resourceId=path, httpMethod=ANY))
    client.put_method(
        restApiId=api,
        resourceId=path,
        httpMethod=ANY,
        apiKeyRequired=wanted.api_key,
        **_asked(wanted.access, authorizer),
    )
    _integrate(aws, api, path, wanted)


def _asked(access: Access, authorizer: str) -> _MethodAccess:
    said: _MethodAccess = {"authorizationType": access.authorization}
    if authorizer:
        said["authorizerId"] = authorizer
    if access.scopes:
        said["authorizationScopes"] = list(access.scopes)
    return said


def _integrate(aws: "Aws", api: str, path: str, wanted: Method) -> None:
    from botocore.exceptions import ClientError

    try:
        aws.rest_apis.put_integration(
            restApiId=api,
            resourceId=path,
            httpMethod=ANY,
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri=uri(aws.place, wanted.target),
            timeoutInMillis=wanted.timeout,
        )
    except ClientError as error:
        if "timeout" not in message(error).lower():
            raise
        raise AwsError(
            f"AWS lets no REST API of this account wait {wanted.timeout / 1000:g} s: "
            f"{message(error)}",
            hint="ask for more: `aws service-quotas request-service-quota-increase --service-code "
            'apigateway --quota-code L-E5AE38E3 --desired-value …`, or lower "timeout_seconds" '
            'of "rest_api"',
        ) from error


def _deploy(aws: "Aws", api: str, stage: RestStage) -> str:
    """The id of a new deployment."""
    answer = aws.rest_apis_once.create_deployment(
        restApiId=api, description=f"{_OURS}{stage.deployed}"
    )
    return answer["id"]


def _lead(aws: "Aws", wanted: RestStage, deployment: str) -> None:
    """The stage to ``deployment``, and those that no stage serves any more go."""
    api = text(wanted.api)
    if any(stage["stageName"] == STAGE for stage in _stages(aws, api)):
        aws.rest_apis.update_stage(
            restApiId=api,
            stageName=STAGE,
            patchOperations=[{"op": "replace", "path": "/deploymentId", "value": deployment}],
        )
    else:
        aws.rest_apis_once.create_stage(
            restApiId=api, stageName=STAGE, deploymentId=deployment, tags=aws.target.tags
        )
    _tidy(aws, wanted, deployment)


def _tidy(aws: "Aws", wanted: RestStage, kept: str = "") -> None:
    """Delete what no stage serves but the deployment ``kept``, whatever a late reading may say of
    that, and the authorizers that no method names."""
    api = text(wanted.api)
    for each in _spare(_deployments(aws, api), _stages(aws, api)):
        if each != kept:
            gone(partial(aws.rest_apis.delete_deployment, restApiId=api, deploymentId=each))
    rest_authorizer.drop(aws, api, but=_authorizer(wanted))


def _spare(deployments: Iterable[str], stages: "Iterable[StageTypeDef]") -> list[str]:
    """Those that no stage serves."""
    served = {stage.get("deploymentId") for stage in stages}
    return [each for each in deployments if each not in served]


def _deployments(aws: "Aws", api: str) -> dict[str, str]:
    """Those of lift's: by id, the digest of what was deployed."""
    pages = aws.rest_apis.get_paginator("get_deployments").paginate(restApiId=api)
    said = {each["id"]: each.get("description", "") for page in pages for each in page["items"]}
    return {id_: of[len(_OURS) :] for id_, of in said.items() if of.startswith(_OURS)}


def _method(there: "MethodTypeDef | None", known: dict[str, Authorizer]) -> Method | None:
    """``known`` are the authorizers that are ours."""
    if there is None:
        return None
    integration = there.get("methodIntegration", {})
    proxied = integration.get("type") == "AWS_PROXY"
    return Method(
        function_of(integration.get("uri")) if proxied else "",
        integration.get("timeoutInMillis", 0),
        rest_authorizer.access(there, known),
        there.get("apiKeyRequired", False),
    )


def _beside(resources: "dict[str, ResourceTypeDef]") -> Iterator[str]:
    """The methods that lift does not make."""
    for path, each in sorted(resources.items()):
        for verb in sorted(each.get("resourceMethods", {})):
            if path not in ("/", PROXY) or verb != ANY:
                yield f"method {verb} {path}"


def _titled(stage: str) -> str:
    return f"stage {stage}"


def _resources(aws: "Aws", api: str) -> "dict[str, ResourceTypeDef]":
    """By path, with their methods."""
    pages = aws.rest_apis.get_paginator("get_resources").paginate(restApiId=api, embed=["methods"])
    return {each["path"]: each for page in pages for each in page["items"]}


def _stages(aws: "Aws", api: str) -> "list[StageTypeDef]":
    return aws.rest_apis.get_stages(restApiId=api)["item"]
