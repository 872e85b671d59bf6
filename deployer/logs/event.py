"""One log line, as CloudWatch Logs keeps it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from .message import as_text


@dataclass(frozen=True)
class LogEvent:
    """``timestamp`` is in milliseconds since 1970, UTC; ``id`` is unique within the log group."""

    id: str
    timestamp: int
    stream: str
    message: str

    @property
    def text(self) -> str:
        """The message as a person reads it, without a line end."""
        return as_text(self.message)

    @property
    def time(self) -> str:
        """The time as text, "2026-11-21 09:30:00.125", UTC."""
        moment = datetime.fromtimestamp(self.timestamp / 1000, UTC)
        return f"{moment:%Y-%m-%d %H:%M:%S}.{self.timestamp % 1000:03d}"

    @property
    def environment(self) -> str:
        """The execution environment's short name: the last part of the stream's, cut.

        A stream is named "2026/11/21/[7]0f3c…": day, version, environment.
        """
        return self.stream.rpartition("]")[2][:8]

    @property
    def version(self) -> str:
        """The function's version: "7" in the stream "2026/11/21/[7]0f3c…"."""
        return self.stream.rpartition("]")[0].rpartition("[")[2]
