"""The access log: one line of JSON on stdout for each request that is answered.

To stdout, not to ``logging``: Lambda keeps such a line as it is where its log format is text, and
takes it for a record of level INFO where that is JSON. The line names no query string, header or
cookie: they carry secrets. Imported only for ``access_log=True``.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

from .log import request_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .request import Request
    from .response import Response


class AccessLog:
    """Begins a line at each event, and knows which was the first of its environment."""

    cold = True

    def begin(self) -> Line:
        line = Line(self.cold)
        self.cold = False
        return line


class Line:
    """One event on its way; a line of the log when it has turned out to be a request."""

    def __init__(self, cold: bool) -> None:
        self.cold = cold
        self.started = perf_counter()

    def write(self, request: Request, response: Response) -> None:
        line = json.dumps(
            {
                "method": request.method,
                "path": request.path,
                "status": response.status,
                "bytes": len(response.body),
                "milliseconds": round((perf_counter() - self.started) * 1000, 3),
                "requestId": request_id(request.context),
                "cold": self.cold,
            }
        )
        sys.stdout.write(f"{line}\n")  # in one piece: the runtime's client sends each piece apart
        sys.stdout.flush()
