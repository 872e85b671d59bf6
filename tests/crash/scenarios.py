"""The commands that meet trouble, and what was there before them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lift.deployer.aws.session import Aws
from lift.deployer.bundle import Bundle
from lift.deployer.engine.deploy import deploy
from lift.deployer.engine.options import Options
from lift.deployer.engine.prepare import OnAws
from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.authorizer import Jwt, Lambda
from lift.deployer.settings.cors import Cors
from lift.deployer.settings.domain import Domain
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.load_balancer import LoadBalancer
from lift.deployer.settings.log_levels import LogLevels
from lift.deployer.settings.provisioned_concurrency import ByClock, ByUse, Window
from lift.deployer.settings.stage import Stage
from lift.deployer.settings.throttle import Throttle
from lift.deployer.ui import Recorder

from ..aws_rules import Answer
from ..deployer.bench import archive, stage
from .others import ZONE, Others

LARGE = 60 * 1024 * 1024  # bytes that a zip says it has: too many for a call

Connect = Callable[[Stage], Aws]
Command = Callable[[Connect], object]


@dataclass(frozen=True)
class Scenario:
    """``command`` on what ``before`` made."""

    name: str
    before: tuple[Command, ...]
    command: Command


def answers(function: str, version: str, payload: Any) -> Answer:
    """A function that works: management commands, the warmer's event, requests."""
    if payload.get("lift") == "manage":
        return Answer({"exit_code": 0, "output": "ok"})
    if "lift" in payload:
        return Answer()
    return Answer({"statusCode": 200, "headers": {}, "body": "ok", "isBase64Encoded": False})


def scenarios(shop: "Shop", others: Others) -> dict[str, Scenario]:
    """By name."""
    first = shop.deploy("v1", "django 5.1", **_FULL)
    second = shop.update("v2", "django 5.2", **_FULL, **_CHANGED)
    last = shop.update("v3", "django 5.2", **_FULL, keep_releases=1)
    url = {**_CHANGED, "before_switch": _FULL["before_switch"], "api": "url"}
    rest = shop.deploy("v1", None, **_rest(others))
    bare = shop.deploy("v1", None, api="rest")
    http = shop.deploy("v1", None, **_ON_HTTP)
    balanced = shop.deploy("v1", None, **_balanced(others))
    asked = shop.deploy("v1", None, **_named(others))
    renamed = shop.deploy("v1", None, domain=(Domain(f"new.{ZONE}"),), authorizer=_JWT)
    moved = shop.deploy("v1", None, api="rest", domain=_DOMAIN)
    few, many = (
        shop.deploy("v1", None, api="none", keep_warm=KeepWarm("rate(4 minutes)", number))
        for number in (2, 6)
    )
    ready = shop.deploy("v1", None, provisioned_concurrency=_BY_USE)
    ready_again = shop.deploy("v2", None, provisioned_concurrency=_BY_CLOCK)
    all_of_them = (
        Scenario("deploy", (), first),
        Scenario("update", (first,), second),
        Scenario("deploy-large", (), shop.deploy("v1", "django 5.1", large=True, api="url")),
        Scenario("deploy-again", (first,), shop.deploy("v2", None, **url)),
        Scenario("prune", (first, second), last),
        Scenario("rollback", (first, second), shop.rollback("1")),
        Scenario("undeploy", (first, second), shop.undeploy),
        Scenario("deploy-rest", (), rest),
        Scenario("plain-rest", (rest,), bare),
        Scenario("move-door", (http,), rest),
        Scenario(
            "retire-door", (http, rest), shop.deploy("v1", None, retire=True, **_rest(others))
        ),
        Scenario("undeploy-rest", (http, rest), shop.undeploy),
        Scenario("deploy-alb", (), balanced),
        Scenario("undeploy-alb", (balanced,), shop.undeploy),
        Scenario("deploy-domain", (), asked),
        Scenario("rename-domain", (asked,), renamed),
        Scenario("move-domain", (asked,), moved),
        Scenario("more-warm", (few,), many),
        Scenario("fewer-warm", (many,), few),
        Scenario("undeploy-domain", (asked, moved), shop.undeploy),
        Scenario("provision", (ready,), ready_again),
        Scenario("rollback-provisioned", (ready_again, ready), shop.rollback("1")),
        Scenario("undeploy-provisioned", (ready,), shop.undeploy),
    )
    return {scenario.name: scenario for scenario in all_of_them}


_FULL: Mapping[str, Any] = {
    "keep_warm": KeepWarm("rate(4 minutes)"),
    "before_switch": ("migrate --noinput",),
    "reserved_concurrency": 5,
    "tags": {"team": "shop"},
}
_CHANGED: Mapping[str, Any] = {
    "memory_size": 1024,
    "environment_variables": {"DATABASE_URL": "postgres://other", "NEW": "1"},
}


_BY_USE = ByUse(2, 20, 0.7)
_BY_CLOCK = ByClock((Window(3, 0, 1440, tuple(range(7))),))


_ON_HTTP: Mapping[str, Any] = {
    "cors": Cors(),
    "throttle": Throttle(50, 100),
    "access_logs": AccessLogs(),
}


_DOMAIN = (Domain(f"shop.{ZONE}"),)
_JWT = Jwt("https://login.example.com", ("shop",))


def _named(others: Others) -> Mapping[str, Any]:
    """An HTTP API under a domain, where somebody else's function lets in.

    Without a health check: while the certificate is waited for, time passes for it too.
    """
    return {"domain": _DOMAIN, "authorizer": Lambda(others.gate), "health_check": None}


def _balanced(others: Others) -> Mapping[str, Any]:
    rule = LoadBalancer(others.listener, hosts=(f"shop.{ZONE}",), paths=("/*",))
    return {"api": "alb", "load_balancer": rule}


def _rest(others: Others) -> Mapping[str, Any]:
    """A REST API with all that one can have, before a function with all that it can have."""
    return {
        "api": "rest",
        "throttle": Throttle(100, 200),
        "access_logs": AccessLogs(7),
        "api_keys": ("partner", "shop"),
        "compression": 1024,
        "web_acl_arn": others.web_acl,
        "permissions": (
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:::mails"},
        ),
        "managed_policies": (others.managed_policy,),
        "permissions_boundary": others.boundary,
        "dead_letter_arn": "arn:aws:sqs:eu-west-1:123456789012:failed",
        "xray_tracing": True,
        "reserved_concurrency": 5,
        "ephemeral_storage": 1024,
        "log_format": "json",
        "log_levels": LogLevels("DEBUG", "WARN"),
    }


class Shop:
    """What is deployed; its archives lie in ``folder``, made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deploy(
        self,
        code: str,
        dependencies: str | None,
        *,
        large: bool = False,
        retire: bool = False,
        **settings: Any,
    ) -> Command:
        options = Options("deploy", "c0ffee", yes=True, retire=retire)
        return self._deployment(options, self._bundle(code, dependencies, large=large), settings)

    def update(self, code: str, dependencies: str | None, **settings: Any) -> Command:
        options = Options("update", "c0ffee", yes=True)
        return self._deployment(options, self._bundle(code, dependencies), settings)

    def warm_up(self) -> Iterator[Command]:
        """Another stage comes and goes, and all modules and clients have been loaded."""
        yield self.deploy("v1", None, name="warm-up")
        yield lambda connect: undeploy(
            connect(stage(self._folder, name="warm-up")), Recorder(), yes=True
        )

    def rollback(self, to: str) -> Command:
        return lambda connect: rollback(connect(stage(self._folder)), to, Recorder(), yes=True)

    def undeploy(self, connect: Connect) -> object:
        return undeploy(connect(stage(self._folder)), Recorder(), yes=True)

    def _deployment(self, options: Options, bundle: Bundle, settings: Mapping[str, Any]) -> Command:
        wanted = stage(self._folder, **settings)

        def build(_stage: Stage, _published: OnAws) -> Bundle:
            return bundle

        return lambda connect: deploy(connect(wanted), build, options, Recorder())

    def _bundle(self, code: str, dependencies: str | None, *, large: bool = False) -> Bundle:
        layer = archive(self._folder, "layer", dependencies) if dependencies else None
        sources = archive(self._folder, "code", code)
        if large:
            sources = replace(sources, size=LARGE)
        return Bundle("lift_handler.handler", {"LIFT_STAGE": "production"}, sources, layer)
