"""What was found out about one rule, and what would mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Verdict = Literal["yes", "no", "unknown", "note"]
"""Whether packets pass, as far as can be known; "note" for what only may be wanted otherwise."""


@dataclass(frozen=True)
class Finding:
    """``rule`` is what was looked at, ``said`` what it does, ``mend`` AWS CLI lines in order."""

    rule: str
    verdict: Verdict
    said: str
    mend: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        return asdict(self) | {"mend": list(self.mend)}

    def sentence(self) -> str:
        """All of it in one line, for a note."""
        mend = f"; to mend it: {' && '.join(self.mend)}" if self.mend else ""
        return f"{self.rule}: {self.said}{mend}"


def worst(findings: Iterable[Finding]) -> Verdict:
    """One verdict for all of them: a single "no" outweighs the rest."""
    verdicts = {finding.verdict for finding in findings}
    return "no" if "no" in verdicts else "unknown" if "unknown" in verdicts else "yes"
