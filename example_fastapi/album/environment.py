"""What this process knows about itself: shown on the start page, to see Lambda at work."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass
class Environment:
    """One process that answers requests; on Lambda that is an execution environment."""

    name: str = field(
        default_factory=lambda: os.environ.get(
            "AWS_LAMBDA_LOG_STREAM_NAME", f"process {os.getpid()}"
        )
    )
    python: str = platform.python_version()
    starts: int = 0  # how often the lifespan began: once, however many requests come
    requests: int = 0
    started_at: datetime | None = None

    def start(self) -> None:
        self.starts += 1
        self.started_at = datetime.now(UTC)
