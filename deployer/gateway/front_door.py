"""What an event says about the door it came through, and about the moment it came."""

from dataclasses import dataclass
from datetime import UTC, datetime

from .visitor import Visitor


@dataclass(frozen=True)
class FrontDoor:
    """One API or function URL.

    ``id`` is the API's or URL's id, ``host`` the name (with the port, if any) it is reached by,
    ``scheme`` "https" on AWS, "http" in the sandbox.
    """

    id: str
    account: str
    region: str
    host: str
    scheme: str = "https"

    @property
    def port(self) -> str:
        """The port as X-Forwarded-Port gives it."""
        _, colon, port = self.host.rpartition(":")
        if colon and port.isdigit():
            return port
        return "443" if self.scheme == "https" else "80"


@dataclass(frozen=True)
class Arrival:
    """When a request came (seconds since 1970), the id it was given, and where the door asks, whom
    it let in."""

    request_id: str
    seconds: float
    visitor: Visitor | None = None

    @property
    def milliseconds(self) -> int:
        return int(self.seconds * 1000)

    @property
    def clock(self) -> str:
        """The moment as API Gateway writes it: ``12/Mar/2020:19:03:58 +0000``."""
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")

    @property
    def trace_id(self) -> str:
        """An X-Ray trace id: ``Root=1-{eight hex digits of the time}-{24 hex digits}``."""
        digits = self.request_id.replace("-", "").ljust(24, "0")[:24]
        return f"Root=1-{int(self.seconds):08x}-{digits}"
