"""What is behind a host: by its name in AWS's services, else by the addresses it resolves to."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING

from ..aws import caches, databases
from ..aws.addresses import interfaces
from ..errors import AwsError, NoCredentials
from ..network.placement import Placement
from ..network.services import in_region, service_of
from ..network.target import Inside, Outside, Target, Unknown
from ..resolver import Resolve

if TYPE_CHECKING:
    from ..aws.session import Aws

_OWN = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Finder:
    """``place`` is the function's: what its VPC has itself comes before what others have."""

    aws: "Aws"
    resolve: Resolve
    place: Placement | None

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
        return self._endpoint(host, self.place) if self.place else None

    def _endpoint(self, host: str, place: Placement) -> Target | None:
        """The endpoint in the function's VPC that the host of an AWS service leads to."""
        vpc, service = place.vpc, service_of(host)
        if service is None or not in_region(host, vpc.region):
            return None
        tables = {table.id for each in place.subnets if (table := vpc.table(each.id))}
        for each in vpc.endpoints:
            title = f"{service} by {each.id}"
            if each.service == service and each.kind == "Interface" and each.by_name:
                return Inside(title, vpc.id, tuple(each.subnets), tuple(each.groups))
            if each.service == service and tables <= each.tables:
                return Outside(title, vpc.services.get(service, ()), endpoint=each.id)
        return None

    def _at(self, addresses: tuple[str, ...]) -> Target | None:
        if not addresses:
            return None
        private = [each for each in addresses if not IPv4Address(each).is_global]
        blocks = tuple(IPv4Network(each) for each in private or addresses)
        if not private:
            return Outside("a public host", blocks)
        found = interfaces(self.aws, private, self.place.vpc.id if self.place else None)
        return found or Outside("a private address", blocks, private=True)
