"""What is behind a host: by its name in AWS's services, else by the addresses it resolves to."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from .aws import caches, databases
from .aws.addresses import interfaces
from .errors import AwsError, NoCredentials
from .network.services import service_of
from .network.target import Inside, Outside, Target, Unknown
from .network.vpc import Vpc
from .resolver import Resolve

if TYPE_CHECKING:
    from .aws.session import Aws

_OWN = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Finder:
    """``vpc`` is the function's: what it has itself comes before what others have."""

    aws: "Aws"
    resolve: Resolve
    vpc: Vpc | None

    def behind(self, host: str) -> Target:
        """What answers there; "" is a URL that cannot be read."""
        if not host:
            return Unknown(
                "its URL is not plain: quote / ? # and @ in the password (%2F %3F %23 %40)"
            )
        if host in _OWN:
            return Unknown("it is the execution environment itself", "the function itself")
        try:
            return self._found(host)
        except NoCredentials:
            raise
        except AwsError as error:
            return Unknown(error.message)

    def _found(self, host: str) -> Target:
        resolved = self.resolve(host)
        refused: AwsError | None = None
        for name in dict.fromkeys((host, *resolved.names)):
            try:
                if named := self._named(name.lower()):
                    return named
            except AwsError as error:
                refused = error  # its interfaces may be there to be seen all the same
        found = self._at(resolved.addresses)
        if found is None and refused is not None:
            raise refused
        return found or Unknown("the name does not resolve here, and no resource has it")

    def _named(self, host: str) -> Target | None:
        if host.endswith(databases.HOSTS):
            return databases.database(self.aws, host)
        if host.endswith(caches.HOST):
            return caches.cache(self.aws, host)
        return next(self._endpoints(host), None)

    def _endpoints(self, host: str) -> Iterator[Target]:
        """The endpoint in the function's VPC that the host of an AWS service leads to."""
        service = service_of(host)
        for each in self.vpc.endpoints if self.vpc and service else ():
            if each.service != service:
                continue
            title = f"{each.service} by {each.id}"
            if each.kind == "Interface" and each.by_name and self.vpc:
                yield Inside(title, self.vpc.id, tuple(each.subnets), tuple(each.groups))
            elif each.kind == "Gateway" and self.vpc:
                yield Outside(title, self.vpc.services.get(each.service, ()), endpoint=each.id)

    def _at(self, addresses: tuple[str, ...]) -> Target | None:
        if not addresses:
            return None
        private = [each for each in addresses if not IPv4Address(each).is_global]
        blocks = tuple(IPv4Network(each) for each in private or addresses)
        if not private:
            return Outside("a public host", blocks)
        found = interfaces(self.aws, private, self.vpc.id if self.vpc else None)
        return found or Outside("a private address", blocks, private=True)
