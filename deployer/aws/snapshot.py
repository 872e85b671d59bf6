"""Everything of a stage as AWS has it now. Reads only, services side by side."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from ..plan.actual import Found
from ..resources.alias import LIVE
from . import function as functions
from . import function_url, http_api, layer, log_group, permission, repository, role, rule, storage
from .alias import AliasState, read_all
from .errors import doing
from .repository import Stored
from .version import Version, versions

if TYPE_CHECKING:
    from .session import Aws

T = TypeVar("T")
_SIDE_BY_SIDE = 10


@dataclass(frozen=True)
class Running:
    """The function's parts: ``$LATEST``, published versions, all aliases, and on ours the URL and
    the permissions.

    ``beside`` names what others have put on the function itself, ``beside_alias`` on our alias.
    """

    latest: functions.Latest | None = None
    versions: tuple[Version, ...] = ()
    aliases: tuple[AliasState, ...] = ()
    url: Found | None = None
    permissions: tuple[Found, ...] = ()
    beside: tuple[str, ...] = ()
    beside_alias: tuple[str, ...] = ()

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

    role: Found | None
    log_group: Found | None
    bucket: Found | None  # the one lift makes, not one that the settings name
    layers: tuple[layer.LayerVersion, ...]
    apis: tuple[Found, ...]  # ours; the one that serves first
    foreign_apis: tuple[Found, ...]  # of our name
    rule: Found | None
    running: Running
    former: Running  # the function of the other package
    repository: Found | None
    images: tuple[Stored, ...]


def take(aws: "Aws") -> Snapshot:
    """Read all of it. That a name is somebody else's is no error here."""
    names = aws.target.names
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:

        def start(what: str, read: Callable[[], T]) -> Future[T]:
            return pool.submit(_told, what, read)

        function = start("the function", lambda: running(aws, names.function))
        former = start("the former function", lambda: running(aws, names.other_function))
        images = start("the images", lambda: _images(aws, names.repository))
        apis = start("the HTTP APIs", lambda: http_api.read(aws, names.api))
        found_role = start("the role", lambda: role.read(aws, names.role))
        inline = start("the role's policies", lambda: role.inline_policies(aws, names.role))
        attached = start("the role's policies", lambda: role.attached_policies(aws, names.role))
        group = start("the log group", lambda: log_group.read(aws, names.log_group))
        found_rule = start("the keep-warm rule", lambda: rule.read(aws, names.rule))
        layers = start("the layer", lambda: tuple(layer.versions(aws, names.layer)))
        bucket = start("our bucket", lambda: storage.read(aws, names.bucket))
        ours, foreign = apis.result()
        return Snapshot(
            role=_with(found_role.result(), (*inline.result(), *attached.result())),
            log_group=group.result(),
            bucket=bucket.result(),
            layers=layers.result(),
            apis=tuple(ours),
            foreign_apis=tuple(foreign),
            rule=found_rule.result(),
            running=function.result(),
            former=former.result(),
            repository=images.result()[0],
            images=images.result()[1],
        )


def _with(found: Found | None, beside: tuple[str, ...]) -> Found | None:
    return found and replace(found, beside=beside)


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
        )


def _images(aws: "Aws", name: str) -> tuple[Found | None, tuple[Stored, ...]]:
    found = repository.read(aws, name)
    return found, tuple(repository.images(aws, name)) if found else ()
