"""A stage: one deployment of the application, as the settings describe it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .access_logs import AccessLogs
from .authorizer import Authorizer
from .budgets import Budgets
from .cors import Cors
from .docker import Docker
from .domain import Domain
from .efs import Efs
from .health_check import HealthCheck
from .keep_warm import KeepWarm
from .load_balancer import LoadBalancer
from .log_levels import LogLevels
from .permissions import Statement
from .provisioned_concurrency import ProvisionedConcurrency
from .rest_api import RestApiSettings
from .slim import Slim
from .snap_start import SnapStart
from .throttle import Throttle
from .warm_request import WarmRequest

Interface = Literal["auto", "wsgi", "asgi"]
Lifespan = Literal["auto", "on", "off"]
FrontDoor = Literal["http", "rest", "url", "alb", "none"]
Architecture = Literal["x86_64", "arm64"]
Package = Literal["zip", "image"]
Bytecode = Literal["archive", True, False]  # in one file of a zip; beside each source; none
LogFormat = Literal["text", "json"]
Runtime = Literal["python3.11", "python3.12", "python3.13", "python3.14"]


@dataclass(frozen=True)
class VpcConfig:
    """Where the function's network interfaces stand: subnet and security group ids."""

    subnet_ids: tuple[str, ...]
    security_group_ids: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of ``lift_settings.json``, with every default filled in.

    ``root`` is the folder of the settings file; all paths are relative to it. Either ``app``
    ("module:attribute") or ``django_settings`` is set. ``environment_variables`` may be secret:
    they are never shown.
    """

    name: str
    root: Path
    project: str
    settings_file: Path
    app: str | None = None
    django_settings: str | None = None
    interface: Interface = "auto"
    lifespan: Lifespan = "auto"
    base_path: str = ""
    protected: bool = False  # what changes it asks first
    aws_region: str | None = None
    profile_name: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    runtime: Runtime = "python3.13"
    architecture: Architecture = "x86_64"
    memory_size: int = 512  # MB
    timeout_seconds: int = 30
    ephemeral_storage: int = 512  # MB of /tmp
    reserved_concurrency: int | None = None  # executions at once; None: the account's are shared
    layers: tuple[str, ...] = ()  # ARNs of layer versions that others made
    dead_letter_arn: str | None = None
    xray_tracing: bool = False
    aws_kms_key_arn: str | None = None  # None: the environment is under AWS's own key
    efs: Efs | None = None
    log_retention_days: int = 30
    log_format: LogFormat = "text"
    log_levels: LogLevels = field(default_factory=LogLevels)  # only of JSON
    vpc_config: VpcConfig | None = None
    api: FrontDoor = "http"
    authorizer: Authorizer | None = None  # None: everybody may come in
    domain: tuple[Domain, ...] = ()
    cors: Cors | None = None
    throttle: Throttle | None = None
    access_logs: AccessLogs | None = None
    api_keys: tuple[str, ...] = ()  # names of clients; empty: none needs a key
    compression: int | None = None  # bytes from which on the front door compresses answers
    web_acl_arn: str | None = None
    permissions: tuple[Statement, ...] = ()  # beyond what every function may
    managed_policies: tuple[str, ...] = ()  # ARNs
    permissions_boundary: str | None = None  # ARN of a policy
    role_arn: str | None = None  # somebody's own role; None: lift makes one
    rest_api: RestApiSettings = field(default_factory=RestApiSettings)
    load_balancer: LoadBalancer | None = None
    requirements: tuple[str, ...] = ()  # files, relative to root; empty: find them
    groups: tuple[str, ...] = ()  # dependency groups beyond the dependencies proper
    extras: tuple[str, ...] = ()  # the project's own extras
    exclude: tuple[str, ...] = ()  # gitignore-like patterns
    keep: tuple[str, ...] = ()  # distributions the runtime has and the bundle keeps: "boto3"
    slim: Slim = field(default_factory=Slim)
    locales: tuple[str, ...] = ()  # languages to keep translations of; empty: all
    docker: Docker = field(default_factory=Docker)
    package: Package = "zip"
    base_image: str | None = None  # None: AWS's own for the runtime
    layer: bool = True
    bytecode: Bytecode = "archive"
    s3_bucket: str | None = None
    budgets: Budgets = field(default_factory=Budgets)
    environment_variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    keep_warm: KeepWarm | None = None
    snap_start: SnapStart | None = None  # None: environments are initialised one by one
    warm_requests: tuple[WarmRequest, ...] = ()  # answered while an environment starts
    provisioned_concurrency: ProvisionedConcurrency | None = None
    before_switch: tuple[str, ...] = ()
    keep_releases: int = 10
    health_check: HealthCheck | None = field(default_factory=HealthCheck)
    collect_static: bool = False

    @property
    def apart(self) -> bool:
        """Whether the dependencies go up by themselves, as a Lambda layer."""
        return self.layer and self.package == "zip"

    @property
    def python(self) -> str:
        """The runtime's Python version, "3.13"."""
        return self.runtime.removeprefix("python")
