"""Everything of a stage as AWS has it now. Reads only, services side by side."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ..plan.actual import Found
from ..resources.alias import LIVE
from . import (
    api_key,
    domains,
    function_url,
    http_api,
    layer,
    log_group,
    permission,
    provisioned_concurrency,
    repository,
    rest_api,
    role,
    rule,
    storage,
    target_group,
    usage_plan,
)
from . import function as functions
from .alias import AliasState, read_all
from .errors import doing
from .provisioned_concurrency import Held
from .repository import Stored
from .version import Version, versions

if TYPE_CHECKING:
    from .session import Aws

T = TypeVar("T")
_SIDE_BY_SIDE = 24


@dataclass(frozen=True)
class Running:
    """The function's parts: ``$LATEST``, published versions and what stands ready for them, all
    aliases, and on ours the URL and the permissions.

    ``beside`` names what others have put on the function itself, ``beside_alias`` on our alias.
    """

    latest: functions.Latest | None = None
    versions: tuple[Version, ...] = ()
    aliases: tuple[AliasState, ...] = ()
    url: Found | None = None
    permissions: tuple[Found, ...] = ()
    beside: tuple[str, ...] = ()
    beside_alias: tuple[str, ...] = ()
    held: Held = field(default_factory=Held)

    @property
    def alias(self) -> AliasState | None:
        """The one that the traffic goes through."""
        return next((alias for alias in self.aliases if alias.name == LIVE), None)

    @property
    def live(self) -> Version | None:
        """The version that has the traffic; None before the first release."""
        return self.numbered(self.alias.version) if self.alias else None

    @property
    def earlier(self) -> tuple[Version, ...]:
        """The kept versions that were live before the live one, the latest first: ``lift
        rollback`` goes to the first of them."""
        numbers = self.alias.history.versions[1:] if self.alias else ()
        return tuple(filter(None, map(self.numbered, numbers)))

    def numbered(self, number: str) -> Version | None:
        return next((version for version in self.versions if version.number == number), None)


@dataclass(frozen=True)
class Snapshot:
    """What has our names, ours or not."""

    around: tuple[Found, ...]  # everything but functions, layers and images
    layers: tuple[layer.LayerVersion, ...]
    running: Running
    former: Running  # the function of the other package
    images: tuple[Stored, ...]


def take(aws: "Aws") -> Snapshot:
    """Read all of it. That a name is somebody else's is no error here."""
    names = aws.target.names
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:

        def start(what: str, read: Callable[[], T]) -> Future[T]:
            return pool.submit(_told, what, read)

        function = start("the function", lambda: running(aws, names.function))
        former = start("the former function", lambda: running(aws, names.other_function))
        layers = start("the layer", lambda: tuple(layer.versions(aws, names.layer)))
        images = start("the images", lambda: tuple(repository.images(aws, names.repository)))
        around = [start(what, read) for what, read in _around(aws).items()]
        return Snapshot(
            running=function.result(),
            former=former.result(),
            layers=layers.result(),
            images=images.result(),
            around=tuple(found for reading in around for found in reading.result()),
        )


def _around(aws: "Aws") -> Mapping[str, Callable[[], Sequence[Found]]]:
    """What there is to read beside functions, layers and images, and how."""
    names = aws.target.names
    return {
        "the role": lambda: _one(role.read(aws, names.role)),
        "the log group": lambda: _one(log_group.read(aws, names.log_group)),
        "the former log group": lambda: _one(log_group.read(aws, names.other_log_group, "former")),
        "the access log": lambda: _one(log_group.read(aws, names.access_log, "access")),
        "our bucket": lambda: _one(storage.read(aws, names.bucket)),
        "the ECR repository": lambda: _one(repository.read(aws, names.repository)),
        "the HTTP APIs": lambda: tuple(http_api.read(aws, names.api)),
        "the API keys": lambda: tuple(api_key.read(aws, names.api_keys)),
        "the REST APIs": lambda: tuple(rest_api.read(aws, names.api)),
        "the target groups": lambda: tuple(target_group.read(aws)),
        "the usage plan": lambda: tuple(usage_plan.read(aws, names.api)),
        "the domains": lambda: tuple(domains.read(aws)),
        "the keep-warm rules": lambda: tuple(rule.read(aws, names.rule)),
    }


def _one(found: Found | None) -> tuple[Found, ...]:
    return () if found is None else (found,)


def _told(what: str, read: Callable[[], T]) -> T:
    with doing(f"read {what}"):
        return read()


def running(aws: "Aws", name: str) -> Running:
    """Only the function called ``name`` and what belongs to it, ours or not."""
    latest = functions.read(aws, name)
    if latest is None:
        return Running()
    with ThreadPoolExecutor() as pool:
        every = pool.submit(versions, aws, name)
        url = pool.submit(function_url.read, aws, name, LIVE)
        on_alias = pool.submit(permission.read, aws, name, LIVE)
        beside = pool.submit(permission.on_function, aws, name)
        held = pool.submit(provisioned_concurrency.held, aws, name)
        aliases = read_all(aws, name)
        permissions, others = on_alias.result()
        return Running(
            latest,
            every.result(),
            aliases,
            url.result(),
            tuple(permissions),
            tuple(beside.result()),
            tuple(others),
            held.result(),
        )
