"""The health check, as data: the event that the front door would send, and what is thought of
the answer. Pure but for the clock and a random id; nothing is invoked here.
"""

import html
import re
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..gateway.front_door import Arrival, FrontDoor
from ..gateway.gateways import gateway
from ..gateway.request import Request
from ..gateway.response import Response
from ..gateway.visitor import Approved, Signer, Token, Visitor
from ..resources.door import Door
from ..resources.place import Place
from ..resources.ref import text
from ..settings.authorizer import Authorizer, Cognito, Iam, Jwt, Lambda
from ..settings.health_check import HealthCheck

if TYPE_CHECKING:
    from ..aws.function import Invocation

ALLOW = (
    "let the application accept the hosts in LIFT_HOSTS; in Django: "
    'ALLOWED_HOSTS = os.environ["LIFT_HOSTS"].split(",")'
)
# The words of Django, of Starlette and Litestar, and of Werkzeug for a host that they do not serve.
_REFUSED_HOST = re.compile(
    r"DisallowedHost|ALLOWED_HOSTS|invalid host header|Host \S+ is not trusted", re.IGNORECASE
)
_TELLING = ("content-type", "location", "retry-after", "www-authenticate")
_BODY = 800  # characters that are shown
_NOT_TEXT = re.compile(r"<(style|script)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def nobody(authorizer: Authorizer | None) -> Visitor | None:
    """Whom ``authorizer`` let in, without a name or a right: the application finds what it looks
    for in the event, and is asked by nobody."""
    match authorizer:
        case None:
            return None
        case Iam():
            return Signer()
        case Jwt() | Cognito():
            return Token()
        case Lambda():
            return Approved()


@dataclass(frozen=True)
class Probe:
    """One request through ``door`` for what ``check`` names, as from ``visitor``."""

    door: Door
    place: Place
    check: HealthCheck
    base_path: str = ""
    visitor: Visitor | None = None

    @property
    def request(self) -> Request:
        headers = (("host", self._front.host), ("user-agent", "lift"), ("accept", "*/*"))
        return Request("GET", f"{self.base_path}{self.check.path}", headers)

    @property
    def what(self) -> str:
        """The request in a person's words."""
        return f"GET {text(self.door.url)}{self.request.target}"

    @property
    def patience(self) -> float:
        """Seconds that the answer may take: no longer than the door would wait."""
        return min(self.check.timeout, gateway(self.door).seconds)

    def event(self) -> dict[str, object]:
        """What the door would send to the function."""
        arrival = Arrival(str(uuid.uuid4()), time.time(), self.visitor)
        return gateway(self.door).forge(self.request, self._front, arrival)

    def response(self, answer: "Invocation") -> Response:
        """What the door would make of what the function answered."""
        return gateway(self.door).lift(self.request, answer.raw)

    def objection(self, response: Response, answer: "Invocation") -> "Objection | None":
        """What is wrong with the answer; None: nothing."""
        words = f"answers {in_short(response)} to {self.what}"
        expect = self.check.expect
        if response.status not in expect:
            if _refuses_host(response, answer.log):
                return Objection(f"does not know the host that it is reached by: {words}", ALLOW)
            if expect or response.status >= 500:
                wanted = f", not {' or '.join(map(str, expect))}" if expect else ""
                return Objection(words + wanted)
        if answer.seconds > self.patience:
            took = f"answers {self.what} after {answer.seconds:.1f} s"
            return Objection(f"is too slow: {took}, and has {self.patience:g} s")
        return None

    @property
    def _front(self) -> FrontDoor:
        address = urlsplit(text(self.door.url))
        place = self.place
        return FrontDoor(
            text(self.door.id), place.account, place.region, address.netloc, address.scheme
        )


@dataclass(frozen=True)
class Objection:
    """Why a version does not get the traffic, as what follows "version 7"; and what to do."""

    words: str
    hint: str = ""


def _refuses_host(response: Response, log: str) -> bool:
    """Whether the application answers 400 because it does not know the host."""
    said = response.body.decode(errors="replace") + log
    return response.status == 400 and bool(_REFUSED_HOST.search(said))


def in_short(response: Response) -> str:
    """The status, and where a redirect leads: "302 (to /login/)"."""
    leads = _header(response, "location")
    return f"{response.status} (to {_printable(leads)})" if leads else str(response.status)


def in_full(response: Response) -> str:
    """Status, the headers that tell something, and the start of the body as text."""
    headers = [f"{name}: {value}" for name in _TELLING if (value := _header(response, name))]
    return _printable("\n".join([f"HTTP {response.status}", *headers, *_body(response)]))


def _body(response: Response) -> list[str]:
    kind = _header(response, "content-type")
    if re.match(r"image/|audio/|video/|font/|application/(octet|pdf|zip)", kind):
        return [f"({len(response.body)} bytes)"]
    content = response.body.decode(errors="replace")
    if "html" in kind:
        content = html.unescape(_NOT_TEXT.sub(" ", content))
    lines = [" ".join(line.split()) for line in content.splitlines()]
    content = "\n".join(line for line in lines if line)
    return [content if len(content) <= _BODY else f"{content[:_BODY]}…"] if content else []


def _header(response: Response, name: str) -> str:
    return ", ".join(value for key, value in response.headers if key.lower() == name)


def _printable(text: str) -> str:
    """Nothing that could move a terminal's cursor."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)
