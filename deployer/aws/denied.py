"""AWS's refusal for want of a right -> which action on what, and the statement that allows it.

AWS, "Troubleshoot access denied error messages": "User: ARN is not authorized to perform: ACTION on
resource: ARN because no identity-based policy allows the ACTION action". Some services say less.
"""

import json
import re
from dataclasses import dataclass

from ..policy.operations import actions

_SAID = re.compile(
    r"not authorized to perform: (?P<action>[a-z0-9-]+:\w+)"
    r"(?: on resource: (?P<resource>\S+?)[.,]?(?=\s|$))?"
)
_FORBIDDEN = re.compile(
    r"with an explicit deny in an? (?P<deny>[\w -]*?policy)"
    r"|because no (?P<lacking>service control policy|permissions boundary|session policy"
    r"|VPC endpoint policy|resource control policy) allows"
)


@dataclass(frozen=True)
class Denied:
    """``action`` and ``resource`` are empty where AWS told neither and the call leaves it open.

    ``said`` is what AWS told beyond them; ``by`` the kind of policy that forbids it, where a right
    more would not help.
    """

    operation: str
    action: str
    resource: str
    said: str
    by: str

    @classmethod
    def read(cls, operation: str, text: str, said: str) -> "Denied":
        """From the call that was refused and AWS's message; ``said`` is the message as it may be
        shown, which matters only where it does not name the action."""
        match, forbidden = _SAID.search(text), _FORBIDDEN.search(text)
        by = (forbidden["deny"] or forbidden["lacking"]) if forbidden else ""
        if match:
            resource = match["resource"] or ""
            known = resource if resource.startswith("arn:") else ""
            return cls(operation, match["action"], known, "", by)
        meant = actions(operation)
        return cls(operation, meant[0] if len(meant) == 1 else "", "", said, by)

    def __str__(self) -> str:
        """ "iam:PassRole on arn:aws:iam::123456789012:role/shop", as far as it is known."""
        where = f" on {self.resource}" if self.resource else ""
        said = f": {self.said}" if self.said else ""
        return f"{self.action or self.operation}{where}{said}"

    @property
    def hint(self) -> str:
        if self.by:
            article = "an" if self.by[0] in "aeiou" else "a"
            return f"{article} {self.by} forbids it: ask who looks after that, no right more helps"
        return (
            "ask for this right, or use another profile with --profile; `lift policy deployer` "
            "prints all that lift needs"
        )

    @property
    def statement(self) -> str:
        """What to add to the caller's policy; empty where that is not known or would not help."""
        if self.by or not self.action:
            return ""
        resource = self.resource or "*"
        statement = {"Effect": "Allow", "Action": self.action, "Resource": resource}
        return f"the statement to add: {json.dumps(statement)}"
