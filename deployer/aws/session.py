"""The one place where sessions and clients are built, and where it is settled who is calling.

Every client retries adaptively (throttling is normal), and says in its user agent that it is lift.
``once`` gives clients that never retry: for creating calls that are not idempotent, and for
invocations.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from ..clock import Clock, RealClock
from ..errors import NoCredentials, SettingsError
from ..guard import Guard
from ..resources.place import Place
from ..resources.target import Target
from ..settings.stage import Stage
from ..ui import Ui
from .errors import LOG_IN, doing

if TYPE_CHECKING:
    import boto3
    from botocore.config import Config
    from types_boto3_acm import ACMClient
    from types_boto3_apigateway import APIGatewayClient
    from types_boto3_apigatewayv2 import ApiGatewayV2Client
    from types_boto3_application_autoscaling import ApplicationAutoScalingClient
    from types_boto3_cloudwatch import CloudWatchClient
    from types_boto3_ec2 import EC2Client
    from types_boto3_ecr import ECRClient
    from types_boto3_elasticache import ElastiCacheClient
    from types_boto3_elbv2 import ElasticLoadBalancingv2Client
    from types_boto3_events import EventBridgeClient
    from types_boto3_iam import IAMClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_logs import CloudWatchLogsClient
    from types_boto3_rds import RDSClient
    from types_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient
    from types_boto3_route53 import Route53Client
    from types_boto3_s3 import S3Client
    from types_boto3_ssm import SSMClient
    from types_boto3_wafv2 import WAFV2Client

C = TypeVar("C")

_CONNECT_TIMEOUT = 10  # seconds
_UPLOAD_TIMEOUT = 600  # seconds; a zip in a call has to be sent within the time for connecting
_READS = ("Get", "List", "Describe", "Head", "Filter")
_UNGUARDED = ("ssm", "sts", "sso", "sso-oidc")


@dataclass(frozen=True)
class Aws:
    """A stage's account and region, with a client for each service, made when first used."""

    session: "boto3.Session"
    target: Target
    caller: str  # "user/alice", "assumed-role/deploy/ci"
    ui: Ui  # for waits
    clock: Clock = field(default_factory=RealClock)
    guard: Guard = field(default_factory=Guard)  # asked before each call that changes something
    _lock: Any = field(default_factory=Lock, repr=False, compare=False)
    _clients: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def place(self) -> Place:
        return self.target.place

    @property
    def lambda_(self) -> "LambdaClient":
        config = _config(connect_timeout=_UPLOAD_TIMEOUT)
        return self._made("lambda", lambda: self.session.client("lambda", config=config))

    @property
    def iam(self) -> "IAMClient":
        return self._made("iam", lambda: self.session.client("iam", config=_config()))

    @property
    def logs(self) -> "CloudWatchLogsClient":
        return self._made("logs", lambda: self.session.client("logs", config=_config()))

    @property
    def metrics(self) -> "CloudWatchClient":
        return self._made("cloudwatch", lambda: self.session.client("cloudwatch", config=_config()))

    @property
    def events(self) -> "EventBridgeClient":
        return self._made("events", lambda: self.session.client("events", config=_config()))

    @property
    def autoscaling(self) -> "ApplicationAutoScalingClient":
        return self._made(
            "application-autoscaling",
            lambda: self.session.client("application-autoscaling", config=_config()),
        )

    @property
    def ec2(self) -> "EC2Client":
        return self._made("ec2", lambda: self.session.client("ec2", config=_config()))

    @property
    def rds(self) -> "RDSClient":
        return self._made("rds", lambda: self.session.client("rds", config=_config()))

    @property
    def elasticache(self) -> "ElastiCacheClient":
        return self._made(
            "elasticache", lambda: self.session.client("elasticache", config=_config())
        )

    @property
    def s3(self) -> "S3Client":
        return self._made("s3", lambda: self.session.client("s3", config=_config()))

    @property
    def ssm(self) -> "SSMClient":
        """Slow answers are no use to a lock."""
        config = _config(attempts=4, read_timeout=10)
        return self._made("ssm", lambda: self.session.client("ssm", config=config))

    @property
    def tagging(self) -> "ResourceGroupsTaggingAPIClient":
        return self._made(
            "tagging", lambda: self.session.client("resourcegroupstaggingapi", config=_config())
        )

    @property
    def ecr(self) -> "ECRClient":
        return self._made("ecr", lambda: self.session.client("ecr", config=_config()))

    @property
    def apis(self) -> "ApiGatewayV2Client":
        return self._made(
            "apigatewayv2", lambda: self.session.client("apigatewayv2", config=_config())
        )

    @property
    def acm(self) -> "ACMClient":
        return self._made("acm", lambda: self.session.client("acm", config=_config()))

    @property
    def route53(self) -> "Route53Client":
        return self._made("route53", lambda: self.session.client("route53", config=_config()))

    @property
    def apis_once(self) -> "ApiGatewayV2Client":
        """For CreateApi and its like, which a retry would carry out twice."""
        config = _config(attempts=1)
        return self._made("apis once", lambda: self.session.client("apigatewayv2", config=config))

    @property
    def rest_apis(self) -> "APIGatewayClient":
        return self._made("apigateway", lambda: self.session.client("apigateway", config=_config()))

    @property
    def rest_apis_once(self) -> "APIGatewayClient":
        """For CreateRestApi and its like, which a retry would carry out twice."""
        config = _config(attempts=1)
        return self._made("rest once", lambda: self.session.client("apigateway", config=config))

    @property
    def waf(self) -> "WAFV2Client":
        return self._made("waf", lambda: self.session.client("wafv2", config=_config()))

    @property
    def load_balancers(self) -> "ElasticLoadBalancingv2Client":
        return self._made("elbv2", lambda: self.session.client("elbv2", config=_config()))

    @property
    def load_balancers_once(self) -> "ElasticLoadBalancingv2Client":
        """For CreateRule, which a retry would carry out twice."""
        config = _config(attempts=1)
        return self._made("elbv2 once", lambda: self.session.client("elbv2", config=config))

    @property
    def lambda_once(self) -> "LambdaClient":
        """For PublishLayerVersion, which a retry would carry out twice."""
        config = _config(attempts=1, connect_timeout=_UPLOAD_TIMEOUT)
        return self._made("lambda once", lambda: self.session.client("lambda", config=config))

    def invoker(self, timeout: float) -> "LambdaClient":
        """A client that waits ``timeout`` seconds for an answer and asks only once."""
        timeout = min(timeout, max(self.clock.left(), 1))
        config = _config(attempts=1, read_timeout=timeout)
        name = f"invoker {timeout:g}"
        return self._made(name, lambda: self.session.client("lambda", config=config))

    def _made(self, name: str, make: Callable[[], C]) -> C:
        # Making clients is the one thing about a session that is not thread-safe (boto3's guide).
        with self._lock:
            if name not in self._clients:
                self._clients[name] = make()
            client: C = self._clients[name]
            return client


def connect(
    stage: Stage, ui: Ui, *, session: "boto3.Session | None" = None, clock: Clock | None = None
) -> Aws:
    """Settle region, credentials and account for ``stage``, with one call to STS.

    ``ui`` is told what is waited for. Raises ``SettingsError`` without a region or for an unknown
    profile, ``NoCredentials`` and ``AwsError`` when there is nobody to ask.
    """
    session = session or _session(stage)
    clock = clock or RealClock()
    guard = _guarded(session, clock)
    with doing("ask AWS who is calling"):
        said = session.client("sts", config=_config(attempts=3)).get_caller_identity()
    # arn:aws:sts::123456789012:assumed-role/deploy/ci
    _, partition, _, _, account, caller = said["Arn"].split(":", 5)
    place = Place(partition, session.region_name, account)
    return Aws(session, Target(stage, place), caller, ui, clock, guard)


def _guarded(session: "boto3.Session", clock: Clock) -> Guard:
    """What each attempt to change something on AWS asks first, retries too.

    After a deadline nothing is asked of AWS any more. The lock's own calls and those for
    credentials go on all the same.
    """
    guard = Guard()

    def ask(event_name: str, **_kwargs: Any) -> None:
        _, service, operation = event_name.split(".")
        if service in _UNGUARDED:
            return
        clock.check()
        if not operation.startswith(_READS):
            guard()

    session.events.register_first("before-send.*", ask)
    return guard


def _session(stage: Stage) -> "boto3.Session":
    import boto3
    from botocore.exceptions import ProfileNotFound

    try:
        # AWS's tools take AWS_REGION before AWS_DEFAULT_REGION; boto3 knows only the second.
        region = stage.aws_region or os.environ.get("AWS_REGION")
        session = boto3.Session(profile_name=stage.profile_name, region_name=region)
    except ProfileNotFound as error:
        raise SettingsError(str(error), hint="`aws configure list-profiles` lists them") from error
    if not session.region_name:
        raise SettingsError(
            f"stage {stage.name!r} has no region",
            hint='set "aws_region" in the settings, AWS_REGION, or use --region',
        )
    if session.get_credentials() is None:
        raise NoCredentials("there are no AWS credentials", hint=LOG_IN)
    return session


@cache  # asked for at each use of a client, and the version is a search on the disk
def _config(
    *, attempts: int = 8, read_timeout: float = 60, connect_timeout: float = _CONNECT_TIMEOUT
) -> "Config":
    from botocore.config import Config

    return Config(
        retries={"mode": "adaptive", "total_max_attempts": attempts},
        connect_timeout=connect_timeout,
        read_timeout=read_timeout,
        tcp_keepalive=True,  # or a NAT gateway drops an invocation that takes minutes
        user_agent_extra=f"lift/{version('lift-lambda')}",
    )
